// Bytes of known encodings to a Text, stretch by stretch: each may have an encoding of its own.

#ifndef WARRAQ_PLUGIN_TEXT_DECODER_H_
#define WARRAQ_PLUGIN_TEXT_DECODER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/text/byte_encoding.h"
#include "warraq/text.h"

namespace warraq {

// Makes the text and its map. Stretches follow one another in the source, with no gap.
class Decoder {
 public:
  void Reserve(std::size_t bytes) { bytes_.reserve(bytes); }

  // UTF-8 stays as it is, valid or not.
  void Copy(std::string_view bytes);
  void Decode(std::string_view bytes, const ByteEncoding& encoding);
  // Any encoding that ICU knows; UTF-8 stays. U+FFFD for what has no meaning in it.
  void Convert(std::string_view bytes, const std::string& encoding);

  // One code point from so many bytes, and bytes that give none (a shift, an escape sequence).
  void Put(char32_t value, std::uint32_t width);
  void Drop(std::size_t bytes);

  Text Finish() &&;

 private:
  void AddRun(std::uint32_t origin_bytes, Relation relation, std::uint8_t unit);

  std::string bytes_;
  std::vector<Run> runs_;
  std::uint32_t origin_ = 0;
};

// For encodings that shift between ASCII and signs: a shift goes with the sign behind it, or with
// the one before, so that what a stretch of signs came from can be read by itself.
class ShiftDecoder {
 public:
  void Reserve(std::size_t bytes) { decoder_.Reserve(bytes); }
  void Shift(std::size_t bytes) { (is_held_ ? held_bytes_ : shift_bytes_) += bytes; }
  void Put(char32_t value, std::size_t bytes) {
    Flush();
    held_ = value;
    is_held_ = true;
    held_bytes_ = bytes + std::exchange(shift_bytes_, 0);
  }
  void Copy(std::string_view ascii) {
    if (ascii.empty()) return;
    Flush();
    decoder_.Drop(std::exchange(shift_bytes_, 0));  // nothing was between two shifts
    decoder_.Copy(ascii);
  }
  Text Finish() && {
    Flush();
    decoder_.Drop(shift_bytes_);
    return std::move(decoder_).Finish();
  }

 private:
  void Flush() {
    if (is_held_) decoder_.Put(held_, static_cast<std::uint32_t>(held_bytes_));
    is_held_ = false;
  }

  Decoder decoder_;
  char32_t held_ = 0;
  bool is_held_ = false;
  std::size_t held_bytes_ = 0;
  std::size_t shift_bytes_ = 0;
};

// The code points of `bytes` in an encoding that ICU knows, one by one; U+FFFD for what has no
// meaning. `take` is told how many bytes each came from. False where ICU does not know it.
using TakeCodePoint = void (*)(void* context, char32_t value, std::size_t bytes);
bool ForEachCodePoint(std::string_view bytes, const std::string& encoding, TakeCodePoint take,
                      void* context);

// The name we give to a declared encoding: our own for single bytes, else ICU's IANA name; empty
// where nobody knows it. Pages that say latin-1 mean windows-1252, and so on (WHATWG Encoding,
// "names and labels").
std::string CanonicalEncoding(std::string_view declared);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_DECODER_H_

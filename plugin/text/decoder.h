// Bytes of known encodings to a Text, stretch by stretch: each may have an encoding of its own.

#ifndef WARRAQ_PLUGIN_TEXT_DECODER_H_
#define WARRAQ_PLUGIN_TEXT_DECODER_H_

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
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

  Text Finish() &&;

 private:
  void AddRun(std::uint32_t origin_bytes, Relation relation, std::uint8_t unit);
  void Put(char32_t value, std::uint32_t width);

  std::string bytes_;
  std::vector<Run> runs_;
  std::uint32_t origin_ = 0;
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

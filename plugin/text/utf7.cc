// UTF-7 (RFC 2152): what is not ASCII stands as UTF-16 in base64 between a plus sign and a hyphen.
//
//   +BBwEOARA- -> Мир          1 +- 1 -> 1 + 1
//
// Plain text is full of plus signs, and must never be read so. So each plus sign of the text has to
// begin a stretch that means something, down to the bits that fill its last letter, and some have
// to be letters of one script beyond ASCII in a form that no word has. Short stretches of chance
// are Chinese mostly: bases of two small letters are its rows. It takes more of those.

#include <algorithm>
#include <cstdint>
#include <utility>

#include "plugin/text/decoder.h"
#include "plugin/text/properties.h"
#include "plugin/text/seven_bit.h"

namespace warraq {
namespace {

constexpr std::size_t kFewestStretches = 2;
constexpr char32_t kAlphabetsOfTwoBytes = 0x800;  // in UTF-8; few of all 16-bit units are below
constexpr std::size_t kFewestRareLetters = 6;     // beyond

int ValueOf(char c) {
  if (c >= 'A' && c <= 'Z') return c - 'A';
  if (c >= 'a' && c <= 'z') return c - 'a' + 26;
  if (c >= '0' && c <= '9') return c - '0' + 52;
  if (c == '+') return 62;
  return c == '/' ? 63 : -1;
}

// Letters of one case, with a capital before them or not.
bool LooksLikeWord(std::string_view base64) {
  const auto is_small = [](char c) { return c >= 'a' && c <= 'z'; };
  const auto is_capital = [](char c) { return c >= 'A' && c <= 'Z'; };
  const std::string_view rest = base64.substr(1);
  if (!is_small(base64[0]) && !is_capital(base64[0])) return false;
  return std::ranges::all_of(rest, is_small) || std::ranges::all_of(base64, is_capital);
}

class Utf7Reader {
 public:
  explicit Utf7Reader(std::string_view bytes) : bytes_(bytes) {}

  std::optional<Decoded> Read() && {
    std::size_t plus = bytes_.find('+');
    for (; plus != bytes_.npos; plus = bytes_.find('+', at_)) {
      decoder_.Copy(bytes_.substr(at_, plus - at_));
      at_ = plus;
      if (!ReadStretch()) return std::nullopt;
    }
    const bool enough =
        stretches_ >= kFewestStretches && (is_alphabet_ || letters_ >= kFewestRareLetters);
    if (!enough) return std::nullopt;
    decoder_.Copy(bytes_.substr(at_));
    return Decoded{std::move(decoder_).Finish(), "UTF-7", 0.9F};
  }

 private:
  // False where it means nothing.
  bool ReadStretch() {
    std::size_t end = at_ + 1;
    while (end < bytes_.size() && ValueOf(bytes_[end]) >= 0) ++end;
    const bool closed = end < bytes_.size() && bytes_[end] == '-';
    const std::string_view base64 = bytes_.substr(at_ + 1, end - at_ - 1);
    decoder_.Shift(1);
    if (base64.empty()) {
      if (closed) decoder_.Put('+', 1);
    } else if (!ReadLetters(base64)) {
      return false;
    } else if (closed) {
      decoder_.Shift(1);
    }
    at_ = end + (closed ? 1 : 0);
    return closed || !base64.empty();
  }

  bool ReadLetters(std::string_view base64) {
    std::uint32_t bits = 0;
    std::size_t count = 0;  // of bits not yet used
    std::size_t width = 0;
    char32_t high = 0;
    const std::size_t before = letters_;
    for (const char c : base64) {
      bits = (bits << 6 | static_cast<std::uint32_t>(ValueOf(c))) & 0xFFFFFF;
      count += 6;
      ++width;
      if (count < 16) continue;
      count -= 16;
      const char32_t unit = bits >> count & 0xFFFF;
      const bool is_low = unit >= 0xDC00 && unit < 0xE000;
      if (is_low != (high != 0)) return false;
      if (unit >= 0xD800 && unit < 0xDC00) {
        high = unit;
        continue;
      }
      const char32_t value = is_low ? 0x10000 + ((high & 0x3FF) << 10) + (unit & 0x3FF) : unit;
      if (!Accept(value)) return false;
      decoder_.Put(value, std::exchange(width, 0));
      high = 0;
    }
    if (letters_ > before && !LooksLikeWord(base64)) ++stretches_;
    return high == 0 && width == 0 && count < 6 && (bits & ((1u << count) - 1)) == 0;
  }

  // Counts letters beyond ASCII, which are of one script.
  bool Accept(char32_t value) {
    if (value < 0x20 || !IsAssigned(value)) return false;
    if (value < 0x80 || !IsLetter(value)) return true;
    Script script = ScriptOf(value);
    if (IsEastAsian(script)) script = Script::kHani;
    if (letters_ > 0 && script != script_) return false;
    script_ = script;
    is_alphabet_ &= value < kAlphabetsOfTwoBytes;
    ++letters_;
    return true;
  }

  std::string_view bytes_;
  std::size_t at_ = 0;
  ShiftDecoder decoder_;
  Script script_ = Script::kCommon;
  bool is_alphabet_ = true;  // all letters so far
  std::size_t letters_ = 0;
  std::size_t stretches_ = 0;  // with letters
};

}  // namespace

std::optional<Decoded> DecodeUtf7(std::string_view bytes) { return Utf7Reader(bytes).Read(); }

}  // namespace warraq

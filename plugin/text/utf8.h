// Reading and writing code points. Text inside the pipeline is valid UTF-8 once the repair
// `validity` has run; until then DecodeAt says where it is not.

#ifndef WARRAQ_PLUGIN_TEXT_UTF8_H_
#define WARRAQ_PLUGIN_TEXT_UTF8_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace warraq {

inline constexpr char32_t kReplacement = 0xFFFD;

// Of a byte that goes on with a sequence.
constexpr bool IsContinuation(char byte) {
  return (static_cast<unsigned char>(byte) & 0xC0) == 0x80;
}

struct CodePoint {
  char32_t value = kReplacement;
  std::uint8_t bytes =
      1;  // of the sequence; of a broken one, its maximal subpart (Unicode 3.9, U+FFFD)
  bool valid = false;
};

// The code point at `at`, which is inside the text.
CodePoint DecodeAt(std::string_view text, std::size_t at);

// The same for text known to be valid; moves `at` behind it.
inline char32_t NextCodePoint(std::string_view text, std::size_t& at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char lead = byte(at);
  if (lead < 0x80) return text[at++] & 0x7F;
  const std::size_t left = text.size() - at;
  if (lead < 0xE0 && left >= 2) {
    at += 2;
    return static_cast<char32_t>((lead & 0x1F) << 6 | (byte(at - 1) & 0x3F));
  }
  if (lead < 0xF0 && left >= 3) {
    at += 3;
    return static_cast<char32_t>((lead & 0x0F) << 12 | (byte(at - 2) & 0x3F) << 6 |
                                 (byte(at - 1) & 0x3F));
  }
  const CodePoint point = DecodeAt(text, at);
  at += point.bytes;
  return point.value;
}

// The code point that ends at `at` (> 0), and where it begins.
inline char32_t PreviousCodePoint(std::string_view text, std::size_t& at) {
  std::size_t begin = at - 1;
  while (begin > 0 && at - begin < 4 && IsContinuation(text[begin])) {
    --begin;
  }
  at = begin;
  return DecodeAt(text, begin).value;
}

// How many code points valid text has.
std::size_t CountCodePoints(std::string_view utf8);

void AppendUtf8(std::string& text, char32_t value);

// Whether all of it is valid UTF-8.
bool IsValidUtf8(std::string_view text);

// The place of the first byte that is not ASCII, or the size.
std::size_t AsciiPrefix(std::string_view text);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_UTF8_H_

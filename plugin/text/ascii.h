// What can be said of a byte of UTF-8 alone: of bytes beyond ASCII, that they are.

#ifndef WARRAQ_PLUGIN_TEXT_ASCII_H_
#define WARRAQ_PLUGIN_TEXT_ASCII_H_

#include <cstddef>
#include <string_view>

namespace warraq {

constexpr bool IsAscii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }

constexpr bool IsAsciiLetter(char byte) {
  const char small = static_cast<char>(byte | 0x20);
  return small >= 'a' && small <= 'z';
}

// The space, and what of the controls is white space in C: tabs, line feeds and the like.
inline constexpr std::string_view kAsciiSpace = " \t\n\v\f\r";

constexpr bool IsAsciiSpace(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

// Without ASCII's white space at its ends.
constexpr std::string_view Trimmed(std::string_view text) {
  const std::size_t begin = text.find_first_not_of(kAsciiSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kAsciiSpace) - begin + 1);
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_ASCII_H_

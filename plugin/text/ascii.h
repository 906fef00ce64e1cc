// What can be said of a byte of UTF-8 alone: of bytes beyond ASCII, that they are.

#ifndef WARRAQ_PLUGIN_TEXT_ASCII_H_
#define WARRAQ_PLUGIN_TEXT_ASCII_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace warraq {

constexpr bool IsAscii(char byte) { return static_cast<unsigned char>(byte) < 0x80; }

// Of ASCII, and neither white space nor a control.
constexpr bool IsAsciiSign(char byte) { return byte > ' ' && byte < 0x7F; }

constexpr bool IsAsciiLetter(char byte) {
  const char small = static_cast<char>(byte | 0x20);
  return small >= 'a' && small <= 'z';
}

// The space, and what of the controls is white space in C: tabs, line feeds and the like.
inline constexpr std::string_view kAsciiSpace = " \t\n\v\f\r";

constexpr bool IsAsciiSpace(char byte) { return byte == ' ' || (byte >= '\t' && byte <= '\r'); }

// Without ASCII's white space at its ends.
constexpr std::string_view Trimmed(std::string_view text) {
  std::size_t begin = 0;
  std::size_t end = text.size();
  while (begin < end && IsAsciiSpace(text[begin])) ++begin;
  while (end > begin && IsAsciiSpace(text[end - 1])) --end;
  return text.substr(begin, end - begin);
}

// Of a hexadecimal digit; -1 for what is none.
constexpr int HexValue(char byte) {
  if (byte >= '0' && byte <= '9') return byte - '0';
  const char small = static_cast<char>(byte | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

// ASCII's capitals in small letters, all else as it is.
inline std::string LowerAscii(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = c >= 'A' && c <= 'Z' ? static_cast<char>(c + 0x20) : c;
  return lower;
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_ASCII_H_

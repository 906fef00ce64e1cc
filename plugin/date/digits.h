// Numbers written in ASCII digits, as addresses and EDTF have them.

#ifndef WARRAQ_PLUGIN_DATE_DIGITS_H_
#define WARRAQ_PLUGIN_DATE_DIGITS_H_

#include <cstddef>
#include <string_view>

namespace warraq {

// The number that `count` digits at `at` make; -1 where one of them is none.
inline int DigitsAt(std::string_view text, std::size_t at, std::size_t count) {
  if (at + count > text.size()) return -1;
  int value = 0;
  for (std::size_t i = at; i < at + count; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

inline bool IsDigit(std::string_view text, std::size_t at) { return DigitsAt(text, at, 1) >= 0; }

// One or two digits at `at`; where they end.
inline std::size_t SmallNumber(std::string_view text, std::size_t at, int& value) {
  const std::size_t length = IsDigit(text, at) ? (IsDigit(text, at + 1) ? 2 : 1) : 0;
  value = length == 0 ? -1 : DigitsAt(text, at, length);
  return at + length;
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_DIGITS_H_

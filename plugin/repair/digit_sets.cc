// A number that mixes digits of two or three sets is written in one: in that of most of its digits,
// or of the first of them. Only inside one number, never from one to the next: a page may well date
// its news in one set and number its pages in another.
//
//   ٢0٢5 -> ٢٠٢٥       ١۴ (two sets that look alike) -> ١٤       ٢٠٢٥ 2025 stays

#include <array>
#include <cstdint>
#include <string>

#include "plugin/repair/repair.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::array<char32_t, 3> kZeros = {U'0', 0x660, 0x6F0};  // European, Arabic, Persian
constexpr std::size_t kNone = kZeros.size();
constexpr std::size_t kLongestNumber = 64;  // bytes; a longer row of digits is no number

std::size_t SetOf(char32_t value) {
  for (std::size_t set = 0; set < kZeros.size(); ++set) {
    if (value >= kZeros[set] && value <= kZeros[set] + 9) return set;
  }
  return kNone;
}

struct Number {
  std::size_t end = 0;
  std::array<std::size_t, kZeros.size()> digits{};
  std::size_t set = kNone;  // the one it is to have
  bool mixed = false;
};

// The number that begins at `begin`: digits without a break.
Number ReadNumber(std::string_view bytes, std::size_t begin) {
  Number number;
  std::size_t first = kNone;
  for (std::size_t i = begin; i < bytes.size();) {
    const std::size_t set = SetOf(NextCodePoint(bytes, i));
    if (set == kNone) break;
    number.end = i;
    number.mixed |= first != kNone && set != first;
    if (first == kNone) first = set;
    ++number.digits[set];
  }
  number.set = first;
  for (std::size_t set = 0; set < kZeros.size(); ++set) {
    if (number.digits[set] > number.digits[number.set]) number.set = set;
  }
  return number;
}

// Where the digits before `at` begin.
std::size_t NumberBegin(std::string_view bytes, std::size_t at, std::size_t from) {
  while (at > from && bytes[at - 1] >= '0' && bytes[at - 1] <= '9') --at;
  return at;
}

Text UnifyDigits(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  const Finder digits(bytes, kSeenArabicDigit);
  Edit edit(text);
  std::size_t from = 0;
  for (std::size_t at = digits.Next(0); at != Finder::npos; at = digits.Next(from)) {
    const std::size_t begin = NumberBegin(bytes, at, from);
    const Number number = ReadNumber(bytes, begin);
    from = number.end;
    if (!number.mixed || number.end - begin > kLongestNumber) continue;
    for (std::size_t i = begin; i < number.end;) {
      const std::size_t digit = i;
      const char32_t value = NextCodePoint(bytes, i);
      const std::size_t set = SetOf(value);
      std::string with;
      AppendUtf8(with, value - kZeros[set] + kZeros[number.set]);
      edit.Change(digit, i, with);
      count += set != number.set;
    }
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair digit_sets_repair;
constexpr Repair digit_sets_repair = {
    .name = "digit-sets",
    .summary = "write each number in one set of digits",
    .needs = kSeenArabicDigit,
    .apply = UnifyDigits,
    .code_points = "U+0030-0039, U+0660-0669, U+06F0-06F9 → the set of the rest of the number",
    .scope = Scope::kLineByLine,
};

}  // namespace warraq

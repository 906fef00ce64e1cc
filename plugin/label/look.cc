#include "plugin/label/look.h"

#include <algorithm>
#include <cstddef>

#include "plugin/text/sixteen.h"

namespace warraq {
Look LookByByte(std::string_view text) {
  Look look;
  for (const char c : text) {
    look.upper += c >= 'A' && c <= 'Z';
    look.lower += c >= 'a' && c <= 'z';
    look.marks += c == '@' || c == '$' || c == '%' || c == '=' || c == '{' || c == '_' || c == '|';
  }
  look.address = text.find("http") != text.npos || text.find("www.") != text.npos;
  return look;
}

Look LookOf(std::string_view text) {
  constexpr std::size_t kBefore = 255;  // as many can be counted in a byte
  Look look;
  std::size_t at = 0;
  Sixteen address{};
  // "http" and "www." are looked for at each of sixteen places, with three bytes behind the last.
  const auto left = [&] { return (text.size() - at) / sizeof(Sixteen); };
  const std::size_t behind = std::min<std::size_t>(text.size(), 3);
  text.remove_suffix(behind);
  while (left() > 0) {
    Sixteen upper{};
    Sixteen lower{};
    Sixteen marks{};
    for (std::size_t i = std::min(left(), kBefore); i > 0; --i, at += sizeof(Sixteen)) {
      const char* const here = text.data() + at;
      const Sixteen first = LoadSixteen(here);
      const Sixteen second = LoadSixteen(here + 1);
      const Sixteen third = LoadSixteen(here + 2);
      const Sixteen fourth = LoadSixteen(here + 3);
      upper -= Within(first, 'A', 'Z');
      lower -= Within(first, 'a', 'z');
      marks -= Equal(first, '@') | Within(first, '$', '%') | Equal(first, '=') | Equal(first, '{') |
               Equal(first, '_') | Equal(first, '|');
      address |= Equal(first, 'h') & Equal(second, 't') & Equal(third, 't') & Equal(fourth, 'p');
      address |= Equal(first, 'w') & Equal(second, 'w') & Equal(third, 'w') & Equal(fourth, '.');
    }
    look.upper += SumOf(upper);
    look.lower += SumOf(lower);
    look.marks += SumOf(marks);
  }
  const Look rest = LookByByte({text.data() + at, text.size() - at + behind});
  look.upper += rest.upper;
  look.lower += rest.lower;
  look.marks += rest.marks;
  look.address = SumOf(address) != 0 || rest.address;
  return look;
}

}  // namespace warraq

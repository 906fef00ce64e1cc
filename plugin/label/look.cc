#include "plugin/label/look.h"

#include <algorithm>
#include <array>
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

namespace {

// Counts in bytes, of at most 255 steps.
struct Counts {
  Sixteen upper{}, lower{}, marks{}, address{};

  // Sixteen bytes, with three behind them, where "http" and "www." may end.
  void Take(const char* here) {
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

  void AddTo(Look& look) const {
    look.upper += SumOf(upper);
    look.lower += SumOf(lower);
    look.marks += SumOf(marks);
    look.address |= AnyOf(address);
  }
};

}  // namespace

Look LookOf(std::string_view text) {
  constexpr std::size_t kStep = sizeof(Sixteen);
  constexpr std::size_t kMostSteps = 254;  // and one for the rest
  constexpr std::size_t kBehind = 3;
  Look look;
  std::size_t at = 0;
  Counts counts;
  for (std::size_t steps = 0; at + kStep + kBehind <= text.size(); at += kStep) {
    counts.Take(text.data() + at);
    if (++steps < kMostSteps) continue;
    counts.AddTo(look);
    counts = {};
    steps = 0;
  }
  // The rest, less than a step and those behind it, is laid where there are zeros behind it.
  std::array<char, 3 * kStep> rest{};
  std::copy(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), rest.begin());
  counts.Take(rest.data());
  if (text.size() - at > kStep) {
    counts.AddTo(look);
    counts = {};
    counts.Take(rest.data() + kStep);
  }
  counts.AddTo(look);
  return look;
}

}  // namespace warraq

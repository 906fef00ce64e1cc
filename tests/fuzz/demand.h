// What every fuzzer asks of a Text.

#ifndef WARRAQ_TESTS_FUZZ_DEMAND_H_
#define WARRAQ_TESTS_FUZZ_DEMAND_H_

#include <algorithm>
#include <cstddef>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "warraq/text.h"

namespace warraq {

inline void Demand(bool holds) {
  if (!holds) std::abort();
}

// The map leads from every run of the text into its origin, and copies are copies.
inline void DemandMap(const Text& text, std::string_view origin) {
  const std::string_view bytes = text.bytes();
  std::size_t at = 0;
  for (std::size_t i = 0; i < text.runs().size(); ++i) {
    const Run& run = text.runs()[i];
    Demand(run.begin >= at && run.begin <= bytes.size());
    Demand(std::size_t{run.origin} + run.origin_bytes <= origin.size());
    at = run.begin;
    if (run.relation != Relation::kCopy) continue;
    Demand(run.begin + std::size_t{run.origin_bytes} <= bytes.size());
    Demand(bytes.substr(run.begin, run.origin_bytes) ==
           origin.substr(run.origin, run.origin_bytes));
  }
  // All of it at once, and byte by byte where it is short enough for that.
  for (const Span& span : text.Origin())
    Demand(span.begin <= span.end && span.end <= origin.size());
  for (std::size_t i = 0; i < bytes.size() && i < 512; ++i) {
    for (const Span& span : text.Origin(i, i + 1)) {
      Demand(span.begin <= span.end && span.end <= origin.size());
    }
  }
}

// Every byte of the origin is in the map, so that it can be rebuilt from text and map. Twice only
// where an edit of several letters was taken apart (a lam-alef by visual order): each came from
// all.
inline void DemandWhole(const Text& text, std::string_view origin) {
  std::vector<Span> spans;
  for (const Run& run : text.runs()) spans.push_back({run.origin, run.origin + run.origin_bytes});
  std::ranges::sort(spans, {}, &Span::begin);
  std::size_t reached = 0;
  for (const Span& span : spans) {
    if (span.size() == 0) continue;
    Demand(span.begin <= reached);
    reached = std::max<std::size_t>(reached, span.end);
  }
  Demand(reached == origin.size());
}

// A byte that is no UTF-8 becomes three; nothing grows more, however often it is repaired.
inline void DemandBoundedGrowth(std::string_view text, std::string_view origin) {
  constexpr std::size_t kTimes = 4;
  Demand(text.size() <= kTimes * origin.size());
}

}  // namespace warraq

#endif  // WARRAQ_TESTS_FUZZ_DEMAND_H_

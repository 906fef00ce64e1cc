// The list of repairs, and the run through it. A survey of the bytes says which repairs have
// anything to look at; it is taken again only after a repair has changed the text.

#include "plugin/repair/repair.h"

#include <algorithm>
#include <array>
#include <functional>
#include <utility>

#include "plugin/repair/lined_text.h"

namespace warraq {

#define WARRAQ_REPAIR(name) extern const Repair name##_repair;
#include "plugin/repair/list.inc"
#undef WARRAQ_REPAIR

namespace {

constexpr int kRounds = 8;  // a text that needs more than three was made to need them

constexpr std::array kRepairs = {
#define WARRAQ_REPAIR(name) &name##_repair,
#include "plugin/repair/list.inc"
#undef WARRAQ_REPAIR
};

}  // namespace

std::span<const Repair* const> Repairs() { return kRepairs; }

namespace {

void AddCount(std::string_view rule, std::uint32_t count, std::vector<RepairCount>& counts) {
  const auto known = std::ranges::find(counts, rule, &RepairCount::rule);
  if (known == counts.end()) {
    counts.push_back({rule, count});
  } else {
    known->count += count;
  }
}

}  // namespace

// A repair may make work for one before it: a reference may stand for what an earlier repair is
// about ("&#xFEFF;"), and a later repair may complete one ("&am\u00ADp;"). So the list is gone
// through until nothing changes; a repair runs again only if another one has changed the text
// since.
Text RunRepairs(std::span<const Repair* const> list, Text text, std::vector<RepairCount>& counts,
                std::vector<RepairChange>* changes) {
  LinedText lined(std::move(text), list.size());
  for (int round = 0; round < kRounds; ++round) {
    const std::uint32_t before = lined.version();
    for (std::size_t i = 0; i < list.size(); ++i) {
      if (!lined.Concerns(*list[i], i)) continue;
      const std::uint32_t count = lined.Run(*list[i], i, changes);
      if (count > 0) AddCount(list[i]->name, count, counts);
    }
    if (lined.version() == before) break;
  }
  if (changes != nullptr) std::ranges::stable_sort(*changes, {}, &RepairChange::at);
  return std::move(lined).Take();
}

}  // namespace warraq

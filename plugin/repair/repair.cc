// The list of repairs, and the run through it. A survey of the bytes says which repairs have
// anything to look at; it is taken again only after a repair has changed the text.

#include "plugin/repair/repair.h"

#include <algorithm>
#include <array>
#include <utility>

#include "plugin/repair/explain.h"

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
// about
// ("&#xFEFF;"), and a later repair may complete one ("&am\u00ADp;"). So the list is gone through
// until nothing changes; a repair runs again only if another one has changed the text since.
Text RunRepairs(std::span<const Repair* const> list, Text text, std::vector<RepairCount>& counts,
                std::vector<RepairChange>* changes) {
  std::uint32_t seen = Survey(text.bytes());
  std::size_t version = 1;                          // of the text
  std::vector<std::size_t> last_seen(list.size());  // the version that each has left behind
  for (int round = 0; round < kRounds; ++round) {
    const std::size_t before = version;
    for (std::size_t i = 0; i < list.size(); ++i) {
      const Repair& repair = *list[i];
      const bool concerned = (seen & repair.needs) != 0 || repair.needs == kSeenAnything;
      if (!concerned || last_seen[i] == version) continue;
      std::uint32_t count = 0;
      Text repaired = repair.apply(text, count);
      if (count > 0) {
        if (changes != nullptr) ExplainRepair(repair, text, *changes);
        text = std::move(repaired);
        AddCount(repair.name, count, counts);
        seen = SurveyValid(text.bytes());
        ++version;
      }
      last_seen[i] = version;
    }
    if (version == before) break;
  }
  if (changes != nullptr) std::ranges::stable_sort(*changes, {}, &RepairChange::at);
  return text;
}

}  // namespace warraq

// The list of repairs, and the run through it. A survey of the bytes says which repairs have
// anything to look at; it is taken again only after a repair has changed the text.

#include "plugin/repair/repair.h"

#include <algorithm>
#include <array>
#include <utility>

#include "plugin/text/utf8.h"

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

constexpr std::uint32_t SeenIn(unsigned byte) {
  if (byte < 0x20) return byte == '\t' || byte == '\n' ? 0u : kSeenControl;
  if (byte == 0x7F) return kSeenControl;
  if (byte == '&') return kSeenAmpersand;
  if (byte < 0x80) return 0;
  if (byte == 0xC2) return kSeenC2;
  if (byte == 0xC3) return kSeenLatin;
  if (byte == 0xE2) return kSeenPunctuation | kSeenMarks;
  if (byte == 0xE3) return kSeenIdeographic | kSeenMarks;
  if (byte == 0xEF) return kSeenForms | kSeenMarks;
  // Latin, Greek and Cyrillic letters by themselves are NFC (U+00C0 to U+02FF, U+0380 to U+058F).
  const bool letters = (byte >= 0xC3 && byte <= 0xCB) || (byte >= 0xCE && byte <= 0xD5);
  return byte >= 0xC0 && !letters ? kSeenMarks : 0u;
}

constexpr std::array kSeenTable = [] {
  std::array<std::uint16_t, 256> table{};
  for (unsigned byte = 0; byte < 256; ++byte)
    table[byte] = static_cast<std::uint16_t>(SeenIn(byte));
  return table;
}();

}  // namespace

std::uint32_t Survey(std::string_view bytes) {
  std::uint32_t seen = 0;
  for (const char byte : bytes) seen |= kSeenTable[static_cast<unsigned char>(byte)];
  if (!IsValidUtf8(bytes)) seen |= kSeenInvalid;
  return seen;
}

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

// One round is enough, unless there are references: one may stand for what an earlier repair is
// about
// ("&#xFEFF;"), and a later repair may complete one ("&am\u00ADp;").
Text RepairAll(Text text, std::vector<RepairCount>& counts) {
  std::uint32_t seen = Survey(text.bytes());
  for (int round = 0; round < kRounds; ++round) {
    const bool once = (seen & (kSeenAmpersand | kSeenLatin)) == 0;
    bool changed = false;
    for (const Repair* repair : kRepairs) {
      if ((seen & repair->needs) == 0) continue;
      std::uint32_t count = 0;
      Text repaired = repair->apply(text, count);
      if (count == 0) continue;
      text = std::move(repaired);
      AddCount(repair->name, count, counts);
      seen = Survey(text.bytes());
      changed = true;
    }
    if (once || !changed) break;
  }
  return text;
}

}  // namespace warraq

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

constexpr std::uint32_t kLookCloser = 1u << 15;  // the bytes behind it decide

constexpr std::uint32_t SeenIn(unsigned byte) {
  if (byte < 0x20) {
    if (byte == '\r' || byte == '\f' || byte == '\v') return kSeenLineEnd;
    return byte == '\t' || byte == '\n' ? 0u : kSeenControl;
  }
  if (byte == 0x7F) return kSeenControl;
  if (byte == '&') return kSeenAmpersand;
  if (byte == '\\' || byte == '=' || byte == '%') return kSeenEscape;
  if (byte < 0xC2) return 0;
  if (byte == 0xC2 || byte == 0xE2 || byte == 0xE3) return kLookCloser;
  if (byte == 0xD8 || byte == 0xDA) return 0;  // no marks there, and letters are composed
  if (byte == 0xD9 || byte == 0xDB) return kLookCloser;
  if (byte == 0xC3) return kSeenLatin;
  if (byte == 0xEF) return kSeenForms | kSeenMarks;
  if (byte >= 0xF0) return kSeenForms | kSeenMarks;
  // Latin, Greek and Cyrillic letters by themselves are NFC (U+0100 to U+02FF, U+0380 to U+057F).
  const bool letters = byte <= 0xCB || (byte >= 0xCE && byte <= 0xD5);
  return letters ? 0u : kSeenMarks;
}

constexpr std::array kSeenTable = [] {
  std::array<std::uint16_t, 256> table{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    table[byte] = static_cast<std::uint16_t>(SeenIn(byte) | (byte < 0x80 ? 0u : kSeenForeign));
  }
  return table;
}();

// Of U+2000 to U+203F, by the last byte.
std::uint32_t SeenInPunctuation(unsigned last) {
  if (last <= 0x8A || last == 0xAF) return kSeenSpace | kSeenMarks;  // U+2000 is U+2002 in NFC
  if (last == 0xA8 || last == 0xA9) return kSeenLineEnd;
  return last == 0x9D ? kSeenQuotation : 0u;
}

std::uint32_t SeenAt(std::string_view bytes, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return at + i < bytes.size() ? static_cast<unsigned char>(bytes[at + i]) : 0u;
  };
  switch (byte(0)) {
    case 0xC2:
      return byte(1) < 0xA0 ? kSeenControl : byte(1) == 0xA0 || byte(1) == 0xAD ? kSeenSpace : 0u;
    case 0xD9:  // U+064B to U+065F, U+0670
      return (byte(1) >= 0x8B && byte(1) <= 0x9F) || byte(1) == 0xB0 ? kSeenMarks : 0u;
    case 0xDB:  // U+06D6 to U+06ED
      return byte(1) >= 0x96 && byte(1) <= 0xAD ? kSeenMarks : 0u;
    case 0xE2:
      return byte(1) == 0x80   ? SeenInPunctuation(byte(2))
             : byte(1) == 0x81 ? kSeenSpace
                               : kSeenMarks | 0u;
    default:  // 0xE3: U+3000, kana and their marks
      return byte(1) == 0x80 && byte(2) == 0x80 ? kSeenSpace : kSeenMarks | 0u;
  }
}

}  // namespace

std::uint32_t Survey(std::string_view bytes) {
  std::uint32_t seen = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    const std::uint32_t here = kSeenTable[static_cast<unsigned char>(bytes[i])];
    seen |= here;
    if ((here & kLookCloser) != 0) seen |= SeenAt(bytes, i);
  }
  seen &= ~kLookCloser;
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
    const bool once = (seen & (kSeenAmpersand | kSeenEscape | kSeenForeign)) == 0;
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

// Control characters that no page means: C0 (but for tab and line feed) and DEL are dropped, C1
// become the windows-1252 character that the byte stood for (C1Meaning), noncharacters are dropped.
//
//   "a\0b" -> "ab"      U+0093 quoted U+0094 -> “quoted”      U+0085 -> …

#include "plugin/repair/repair.h"
#include "plugin/text/entities.h"
#include "plugin/text/utf8.h"

namespace warraq {

extern const Repair controls_repair;

namespace {

bool IsDropped(char32_t value) {
  if (value < 0x20) return value != '\t' && value != '\n';
  return value == 0x7F || (value & 0xFFFE) == 0xFFFE || (value >= 0xFDD0 && value <= 0xFDEF) ||
         (value >= 0xFFF9 && value <= 0xFFFB);
}

Text DropControls(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  const Finder controls(bytes, controls_repair.needs);
  Edit edit(text);
  std::string with;
  std::size_t i = 0;
  for (std::size_t begin = controls.Next(0); begin != Finder::npos; begin = controls.Next(i)) {
    i = begin;
    const char32_t value = NextCodePoint(bytes, i);
    const bool c1 = value >= 0x80 && value < 0xA0;
    if (!c1 && !IsDropped(value)) continue;
    with.clear();
    if (C1Meaning(value) != 0) AppendUtf8(with, C1Meaning(value));
    edit.Change(begin, i, with);
    ++count;
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

constexpr Repair controls_repair = {
    .name = "controls",
    .summary = "drop control characters; C1 become what windows-1252 meant",
    .needs = kSeenControl | kSeenLineEnd | kSeenForms,
    .apply = DropControls,
    .code_points =
        "U+0000-0008, U+000E-001F, U+007F, U+FFF9-FFFB, noncharacters → nothing; U+0080-009F → "
        "windows-1252's",
    .scope = Scope::kLineByLine,
};

}  // namespace warraq

// Repairs: Text to Text, each one thing, in the order of list.inc. To add one: NAME.cc with the
// constant, samples/repair/NAME.tsv which is its test, and its line in list.inc.

#ifndef WARRAQ_PLUGIN_REPAIR_REPAIR_H_
#define WARRAQ_PLUGIN_REPAIR_REPAIR_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "warraq/page.h"
#include "warraq/text.h"

namespace warraq {

// What a text holds, seen in one pass over its bytes. A repair names what it needs to see before it
// looks closer, so clean text costs one pass and no repair.
enum Seen : std::uint32_t {
  kSeenInvalid = 1u << 0,  // not UTF-8
  kSeenControl = 1u << 1,  // C0 but for tab and the ends of lines, DEL, C1
  kSeenLineEnd = 1u << 2,  // other than a line feed
  kSeenAmpersand = 1u << 3,
  kSeenLatin = 1u << 4,      // U+00C0 to U+00FF
  kSeenMarks = 1u << 5,      // what may not be NFC
  kSeenSpace = 1u << 6,      // spaces other than U+0020, soft hyphens
  kSeenQuotation = 1u << 7,  // U+201D
  kSeenForms = 1u << 8,      // U+F000 and up: presentation forms, byte order marks, U+FFFD
  kSeenForeign = 1u << 9,    // anything but ASCII
  kSeenEscape = 1u << 10,    // a backslash, an equals or a percent sign
};
std::uint32_t Survey(std::string_view bytes);

struct Repair {
  std::string_view name;
  std::string_view summary;
  std::uint32_t needs;  // Seen bits; any of them
  // Adds to `count` how often it changed the text. Where it adds nothing, what it returns is not
  // used.
  Text (*apply)(const Text& text, std::uint32_t& count);
};

std::span<const Repair* const> Repairs();

// All of them. Counts are added to `counts`, one entry for each rule that changed something.
// No repair adds or removes a line once `line_ends` has run.
Text RepairAll(Text text, std::vector<RepairCount>& counts);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_REPAIR_H_

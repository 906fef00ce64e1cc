// Repairs: Text to Text, each one thing, in the order of list.inc. To add one: NAME.cc with the
// constant, samples/repair/NAME.tsv which is its test, and its line in list.inc.

#ifndef WARRAQ_PLUGIN_REPAIR_REPAIR_H_
#define WARRAQ_PLUGIN_REPAIR_REPAIR_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "plugin/text/survey.h"
#include "warraq/page.h"
#include "warraq/text.h"

namespace warraq {

struct Repair {
  std::string_view name;
  std::string_view summary;
  std::uint32_t needs;  // Seen bits; any of them
  // Adds to `count` how often it changed the text. Where it adds nothing, it may return anything:
  // an empty text saves the copy.
  Text (*apply)(const Text& text, std::uint32_t& count);
};

std::span<const Repair* const> Repairs();

// All of them. Counts are added to `counts`, one entry for each rule that changed something.
// No repair adds or removes a line once `line_ends` has run.
Text RepairAll(Text text, std::vector<RepairCount>& counts);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_REPAIR_H_

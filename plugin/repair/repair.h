// Repairs: Text to Text, each one thing, in the order of list.inc. To add one: NAME.cc with the
// constant, samples/repair/NAME.tsv which is its test, and its line in list.inc.

#ifndef WARRAQ_PLUGIN_REPAIR_REPAIR_H_
#define WARRAQ_PLUGIN_REPAIR_REPAIR_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/text/survey.h"
#include "warraq/page.h"
#include "warraq/text.h"

namespace warraq {

// What a repair looks at to say whether a line is changed, and into what.
enum class Scope : std::uint8_t {
  kText,             // any of the text
  kMakesLines,       // the line, of which it makes several
  kItsLines,         // the lines in which there is what it needs: if they stay, it has
                     // nothing new to see
  kOnlyItsLines,     // those: without the others it does the same
  kItsLinesAndNext,  // those, each with the line behind it
  kLineByLine,       // the line
};

struct Repair {
  std::string_view name;
  std::string_view summary;
  std::uint32_t needs;  // Seen bits; any of them
  // Adds to `count` how often it changed the text. Where it adds nothing, it may return anything:
  // an empty text saves the copy.
  Text (*apply)(const Text& text, std::uint32_t& count);
  std::string_view code_points = {};  // that it changes, and into what, for `warraq text --rules`
  Scope scope = Scope::kText;
  // Of some of its lines (kItsLines), or of one (kLineByLine): whether there is what makes it look
  // closer. Where there is in none, it changes nothing.
  bool (*concerns)(std::string_view lines) = nullptr;
};

std::span<const Repair* const> Repairs();
// What makes the form that is searched: the repairs, and steps that are not on by default.
std::span<const Repair* const> SearchSteps();

// Goes through a list until nothing changes. Counts are added to `counts`, one entry for each rule
// that changed something; every change to `changes`, if it is given, in the order of the source.
// The repairs never add or remove a line once `line_ends` has run.
Text RunRepairs(std::span<const Repair* const> list, Text text, std::vector<RepairCount>& counts,
                std::vector<RepairChange>* changes = nullptr);
inline Text RepairAll(Text text, std::vector<RepairCount>& counts,
                      std::vector<RepairChange>* changes = nullptr) {
  return RunRepairs(Repairs(), std::move(text), counts, changes);
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_REPAIR_H_

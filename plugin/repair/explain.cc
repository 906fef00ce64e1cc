// The repair runs over the text as its own origin, so that its map says what became of which bytes;
// the map of the text leads from there to the source.
//
// The runs of the map are cut into the shortest pieces that stand for a stretch of their own: a
// piece of one copied run is unchanged, every other is a change. Where a repair put things into
// another order, the piece is all that was moved around.

#include "plugin/repair/explain.h"

#include <algorithm>

namespace warraq {
namespace {

// The source of [begin, end) of the text, and the place where it begins.
void Locate(const Text& text, Span at, RepairChange& change) {
  change.from = text.Origin(at.begin, at.end);
  if (!change.from.empty()) {
    change.at = change.from.front().begin;
  } else if (at.begin > 0) {  // put in behind a byte
    change.at = text.Origin(at.begin - 1, at.begin).back().end;
  }
}

}  // namespace

void ExplainRepair(const Repair& repair, const Text& text, std::vector<RepairChange>& changes) {
  std::uint32_t count = 0;
  const Text after = repair.apply(Text::Verbatim(std::string(text.bytes())), count);
  const std::span<const Run> runs = after.runs();
  std::uint32_t begin = 0;  // of the piece, in the text
  for (std::size_t i = 0; i < runs.size();) {
    const std::size_t first = i;
    std::uint32_t covered = begin;
    std::uint32_t reach = begin;
    do {
      covered += runs[i].origin_bytes;
      if (runs[i].origin_bytes > 0) reach = std::max(reach, runs[i].origin + runs[i].origin_bytes);
      ++i;
    } while (i < runs.size() && (covered < reach || runs[i].relation == Relation::kAlsoFrom));
    const std::uint32_t made = runs[first].begin;
    const std::size_t made_end = i < runs.size() ? runs[i].begin : after.bytes().size();
    if (i - first > 1 || runs[first].relation != Relation::kCopy) {
      RepairChange change;
      change.rule = repair.name;
      Locate(text, {begin, reach}, change);
      change.before = text.bytes().substr(begin, reach - begin);
      change.after = after.bytes().substr(made, made_end - made);
      changes.push_back(std::move(change));
    }
    begin = reach;
  }
}

}  // namespace warraq

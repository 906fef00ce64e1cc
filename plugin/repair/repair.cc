// The list of repairs, and the run through it. A survey of the bytes says which repairs have
// anything to look at; it is taken again only after a repair has changed the text.

#include "plugin/repair/repair.h"

#include <algorithm>
#include <array>
#include <functional>
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

using LineHashes = std::vector<std::size_t>;

std::size_t EndOfLine(std::string_view bytes, std::size_t begin) {
  return std::min(bytes.find('\n', begin), bytes.size() - 1) + 1;
}

LineHashes HashLines(std::string_view bytes) {
  LineHashes hashes;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = EndOfLine(bytes, begin);
    hashes.push_back(std::hash<std::string_view>()(bytes.substr(begin, end - begin)));
    begin = end;
  }
  return hashes;
}

// The lines that are not what they were.
Text ChangedLines(const Text& text, const LineHashes& before) {
  const std::string_view bytes = text.bytes();
  const LineHashes hashes = HashLines(bytes);
  if (hashes.size() != before.size()) return text;
  Edit edit(text);
  std::size_t line = 0;
  for (std::size_t begin = 0; begin < bytes.size(); ++line) {
    const std::size_t end = EndOfLine(bytes, begin);
    if (hashes[line] != before[line]) edit.Keep(begin, end);
    begin = end;
  }
  return std::move(edit).Finish();
}

// What the repairs have seen of a text that goes through versions.
class Memory {
 public:
  explicit Memory(std::span<const Repair* const> list) : list_(list), last_seen_(list.size()) {}

  std::size_t version() const { return version_; }
  bool HasSeen(std::size_t i) const { return last_seen_[i] == version_; }
  void SetSeen(std::size_t i) { last_seen_[i] = version_; }

  // Before `text` becomes another.
  void Leave(const Text& text) {
    lines_.resize(version_ + 1);
    for (std::size_t i = 0; i < list_.size(); ++i) {
      if (!list_[i]->by_line || last_seen_[i] != version_) continue;
      lines_[version_] = HashLines(text.bytes());
      break;
    }
    ++version_;
  }

  // Whether the lines that have changed since the repair was run leave it nothing to do.
  bool HasSeenAllThatMatters(std::size_t i, const Text& text) const {
    if (!list_[i]->by_line || last_seen_[i] == 0 || lines_[last_seen_[i]].empty()) return false;
    std::uint32_t count = 0;
    list_[i]->apply(ChangedLines(text, lines_[last_seen_[i]]), count);
    return count == 0;
  }

 private:
  std::span<const Repair* const> list_;
  std::size_t version_ = 1;             // of the text
  std::vector<std::size_t> last_seen_;  // the version that each has left behind; 0 if none
  std::vector<LineHashes> lines_;       // of versions that a repair by lines has left behind
};

// A repair may make work for one before it: a reference may stand for what an earlier repair is
// about
// ("&#xFEFF;"), and a later repair may complete one ("&am\u00ADp;"). So the list is gone through
// until nothing changes; a repair runs again only if another one has changed the text since.
Text RunRepairs(std::span<const Repair* const> list, Text text, std::vector<RepairCount>& counts,
                std::vector<RepairChange>* changes) {
  std::uint32_t seen = Survey(text.bytes());
  Memory memory(list);
  for (int round = 0; round < kRounds; ++round) {
    const std::size_t before = memory.version();
    for (std::size_t i = 0; i < list.size(); ++i) {
      const Repair& repair = *list[i];
      const bool concerned = (seen & repair.needs) != 0 || repair.needs == kSeenAnything;
      if (!concerned || memory.HasSeen(i)) continue;
      std::uint32_t count = 0;
      if (!memory.HasSeenAllThatMatters(i, text)) {
        Text repaired = repair.apply(text, count);
        if (count > 0) {
          if (changes != nullptr) ExplainRepair(repair, text, *changes);
          memory.Leave(text);
          text = std::move(repaired);
          AddCount(repair.name, count, counts);
          seen = SurveyValid(text.bytes());
        }
      }
      memory.SetSeen(i);
    }
    if (memory.version() == before) break;
  }
  if (changes != nullptr) std::ranges::stable_sort(*changes, {}, &RepairChange::at);
  return text;
}

}  // namespace warraq

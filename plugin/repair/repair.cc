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

struct Line {
  std::size_t end = 0;
  std::uint32_t version = 0;  // of the text in which it became what it is
};

// What the repairs have seen of a text that goes through versions.
class Memory {
 public:
  explicit Memory(std::size_t repairs) : last_seen_(repairs) {}

  std::uint32_t version() const { return version_; }
  bool HasRun(std::size_t repair) const { return last_seen_[repair] > 0; }
  bool HasSeen(std::size_t repair) const { return last_seen_[repair] == version_; }
  void SetSeen(std::size_t repair) { last_seen_[repair] = version_; }

  // Goes on to the next version, which is valid UTF-8. Returns what Survey says of the lines that
  // are others in it.
  std::uint32_t GoOn(std::string_view before, std::string_view after) {
    if (version_++ == 1) lines_ = LinesOf(before);
    std::vector<Line> lines = LinesOf(after);
    std::size_t begin = 0;
    std::size_t begin_before = 0;
    for (std::size_t i = 0; i < lines.size(); ++i) {
      const std::string_view now = after.substr(begin, lines[i].end - begin);
      const bool known =
          i < lines_.size() && now == before.substr(begin_before, lines_[i].end - begin_before);
      lines[i].version = known ? lines_[i].version : version_;
      begin = lines[i].end;
      if (i < lines_.size()) begin_before = lines_[i].end;
    }
    lines_ = std::move(lines);
    return SurveyValid(Since(version_ - 1, after));
  }

  // The lines that the repair has not seen as they are.
  std::string Unseen(std::size_t repair, std::string_view bytes) const {
    return Since(last_seen_[repair], bytes);
  }

 private:
  static std::vector<Line> LinesOf(std::string_view bytes) {
    std::vector<Line> lines;
    for (std::size_t end = 0; end < bytes.size();) {
      end = std::min(bytes.find('\n', end), bytes.size() - 1) + 1;
      lines.push_back({end});
    }
    return lines;
  }

  std::string Since(std::uint32_t version, std::string_view bytes) const {
    std::string changed;
    std::size_t begin = 0;
    for (const Line& line : lines_) {
      if (line.version > version) changed += bytes.substr(begin, line.end - begin);
      begin = line.end;
    }
    return changed;
  }

  std::uint32_t version_ = 1;
  std::vector<std::uint32_t> last_seen_;  // the version that each has left behind; 0 if none
  std::vector<Line> lines_;               // once there are two versions
};

// Whether the lines that have changed since the repair was run leave it nothing to do.
bool NothingIsLeft(const Repair& repair, std::size_t i, const Memory& memory,
                   std::string_view bytes) {
  if (!repair.by_line || !memory.HasRun(i)) return false;
  std::string unseen = memory.Unseen(i, bytes);
  std::uint32_t count = 0;
  if (!unseen.empty()) repair.apply(Text::Verbatim(std::move(unseen)), count);
  return count == 0;
}

}  // namespace

// A repair may make work for one before it: a reference may stand for what an earlier repair is
// about
// ("&#xFEFF;"), and a later repair may complete one ("&am\u00ADp;"). So the list is gone through
// until nothing changes; a repair runs again only if another one has changed the text since.
Text RunRepairs(std::span<const Repair* const> list, Text text, std::vector<RepairCount>& counts,
                std::vector<RepairChange>* changes) {
  std::uint32_t seen = Survey(text.bytes());
  Memory memory(list.size());
  for (int round = 0; round < kRounds; ++round) {
    const std::uint32_t before = memory.version();
    for (std::size_t i = 0; i < list.size(); ++i) {
      const Repair& repair = *list[i];
      const bool concerned = (seen & repair.needs) != 0 || repair.needs == kSeenAnything;
      if (!concerned || memory.HasSeen(i)) continue;
      std::uint32_t count = 0;
      if (!NothingIsLeft(repair, i, memory, text.bytes())) {
        Text repaired = repair.apply(text, count);
        if (count > 0) {
          if (changes != nullptr) ExplainRepair(repair, text, *changes);
          seen = (seen & ~kSeenInvalid) | memory.GoOn(text.bytes(), repaired.bytes());
          text = std::move(repaired);
          AddCount(repair.name, count, counts);
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

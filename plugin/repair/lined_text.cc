#include "plugin/repair/lined_text.h"

#include <algorithm>
#include <span>
#include <utility>

#include "plugin/repair/explain.h"
#include "plugin/text/survey.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// What few lines of a text have, so that those are worth finding. Letters and digits of a script
// fill whole texts.
constexpr std::uint32_t kSeenInFew = kSeenControl | kSeenLineEnd | kSeenAmpersand | kSeenMarks |
                                     kSeenSpace | kSeenForms | kSeenDirection | kSeenEscape |
                                     kSeenBreakMark;
// Lines that are compared at once with what they were.
constexpr std::size_t kAtOnce = 16;
constexpr std::size_t kManyLines = 4;  // are this part of all
// Repairs are shown the whole text where their lines are more than this part of it.
constexpr std::size_t kMuchOfText = 2;

// Behind the line feed of the line that begins at `begin`.
std::size_t EndOfLine(std::string_view bytes, std::size_t begin) {
  return std::min(bytes.find('\n', begin), bytes.size() - 1) + 1;
}

std::vector<std::uint32_t> EndsOfLines(std::string_view bytes) {
  std::vector<std::uint32_t> ends;
  for (std::size_t end = 0; end < bytes.size();) {
    end = EndOfLine(bytes, end);
    ends.push_back(static_cast<std::uint32_t>(end));
  }
  return ends;
}

// The lines that are others in `now`, which has as many. False if so many are that they are better
// read anew than one by one.
bool FindChanged(std::string_view was, std::span<const std::uint32_t> ends_was,
                 std::string_view now, std::span<const std::uint32_t> ends_now,
                 std::vector<std::size_t>& changed) {
  const auto is_same = [&](std::size_t line, std::size_t last) {
    const std::size_t begin_was = line > 0 ? ends_was[line - 1] : 0;
    const std::size_t begin_now = line > 0 ? ends_now[line - 1] : 0;
    return was.substr(begin_was, ends_was[last - 1] - begin_was) ==
           now.substr(begin_now, ends_now[last - 1] - begin_now);
  };
  for (std::size_t line = 0; line < ends_was.size();) {
    const std::size_t last = std::min(line + kAtOnce, ends_was.size());
    if (is_same(line, last)) line = last;
    for (; line < last; ++line) {
      if (!is_same(line, line + 1)) changed.push_back(line);
    }
    if (changed.size() * kManyLines > ends_was.size()) return false;
  }
  return true;
}

}  // namespace

LinedText::LinedText(Text text, std::size_t repairs)
    : text_(std::move(text)), seen_(0), last_seen_(repairs), concerned_(repairs) {
  if (IsValidUtf8(text_.bytes())) {
    ReadLines();
  } else {
    seen_ = Survey(text_.bytes());
  }
}

Text LinedText::Take() && {
  PutTogether();
  return std::move(text_);
}

bool LinedText::Concerns(const Repair& repair, std::size_t i) const {
  return last_seen_[i] < version_ && (repair.needs == kSeenAnything || (seen_ & repair.needs) != 0);
}

std::uint32_t LinedText::Run(const Repair& repair, std::size_t i,
                             std::vector<RepairChange>* changes) {
  std::uint32_t count = 0;
  if (repair.scope == Scope::kText || lines_.empty()) {
    concerned_[i] = true;
    count = RunOnWhole(repair, changes);
  } else {
    count = RunOnLines(repair, i, changes);
  }
  last_seen_[i] = version_;
  return count;
}

std::uint32_t LinedText::RunOnLines(const Repair& repair, std::size_t i,
                                    std::vector<RepairChange>* changes) {
  std::size_t bytes = 0;
  const std::vector<Stretch> stretches = StretchesFor(repair, i, bytes);
  if (stretches.empty()) return 0;
  if (repair.scope == Scope::kItsLines) {
    const bool asks = repair.concerns != nullptr;
    concerned_[i] = concerned_[i] || !asks || AnyConcerns(repair, stretches);
    return concerned_[i] ? RunOnWhole(repair, changes) : 0;
  }
  if (bytes * kMuchOfText >= text_.bytes().size()) return RunOnWhole(repair, changes);
  if (repair.scope == Scope::kMakesLines) return MakeLines(repair, stretches, changes);
  return RunOnPart(repair, stretches, changes);
}

// The lines that concern the repair and that it has not seen; all that concern it if it sees them
// together.
std::vector<LinedText::Stretch> LinedText::StretchesFor(const Repair& repair, std::size_t i,
                                                        std::size_t& bytes) const {
  std::vector<Stretch> stretches;
  const auto add = [&](std::size_t line) {
    if (!stretches.empty() && stretches.back().last > line) return;
    bytes += lines_[line].end - lines_[line].begin;
    if (!stretches.empty() && stretches.back().last == line) {
      ++stretches.back().last;
    } else {
      stretches.push_back({line, line + 1});
    }
  };
  std::uint32_t seen_in = last_seen_[i];
  const bool with_next = repair.scope == Scope::kItsLinesAndNext;
  if (with_next || repair.scope == Scope::kOnlyItsLines) {
    bool any = false;
    ForEachUnseen(repair, seen_in, [&](std::size_t) {
      any = true;
      return false;
    });
    if (!any) return stretches;
    seen_in = 0;
  }
  const bool by_line = repair.scope == Scope::kLineByLine && repair.concerns != nullptr;
  ForEachUnseen(repair, seen_in, [&](std::size_t line) {
    if (by_line && !repair.concerns(BytesOf(lines_[line]))) return true;
    add(line);
    if (with_next && line + 1 < lines_.size()) add(line + 1);
    return true;
  });
  return stretches;
}

// Gives `use` the lines that concern the repair and that are what they are since a later version
// than `seen_in`, until it returns false.
template <typename Use>
void LinedText::ForEachUnseen(const Repair& repair, std::uint32_t seen_in, Use use) const {
  const std::uint32_t anything = repair.needs == kSeenAnything ? 1 : 0;
  const auto is_unseen = [&](const Line& line) {
    return line.version > seen_in && ((line.seen & repair.needs) | anything) != 0;
  };
  // What was read in a version that it has seen is of no concern but for what became another since.
  if ((repair.needs & ~kSeenInFew) == 0 || seen_in >= version_read_) {
    for (const std::size_t line : watched_) {
      if (is_unseen(lines_[line]) && !use(line)) return;
    }
    return;
  }
  for (std::size_t line = 0; line < lines_.size(); ++line) {
    if (is_unseen(lines_[line]) && !use(line)) return;
  }
}

// Gives `use` the lines as far as they lie behind each other.
template <typename Use>
void LinedText::ForEachPiece(const std::vector<Stretch>& stretches, Use use) const {
  for (const Stretch& stretch : stretches) {
    for (std::size_t i = stretch.first; i < stretch.last;) {
      const Line& first = lines_[i];
      std::uint32_t end = first.end;
      for (++i; i < stretch.last; ++i) {
        if (lines_[i].from != first.from || lines_[i].begin != end) break;
        end = lines_[i].end;
      }
      use(first.from == 0 ? text_ : laid_[first.from - 1], Span{first.begin, end});
    }
  }
}

bool LinedText::AnyConcerns(const Repair& repair, const std::vector<Stretch>& stretches) const {
  bool any = false;
  ForEachPiece(stretches, [&](const Text& from, Span at) {
    any = any || repair.concerns(from.bytes().substr(at.begin, at.size()));
  });
  return any;
}

Text LinedText::Gather(const std::vector<Stretch>& stretches) const {
  std::size_t bytes = 0;
  ForEachPiece(stretches, [&](const Text&, Span at) { bytes += at.size(); });
  Splice splice(bytes, 2 * stretches.size());
  ForEachPiece(stretches,
               [&](const Text& from, Span at) { splice.Append(from, at.begin, at.end); });
  return std::move(splice).Finish();
}

// Makes all lines those of the text again.
void LinedText::PutTogether() {
  if (laid_.empty()) return;
  text_ = Gather({{0, lines_.size()}});
  laid_.clear();
  laid_bytes_ = 0;
  std::uint32_t begin = 0;
  for (Line& line : lines_) {
    const std::uint32_t size = line.end - line.begin;
    line.from = 0;
    line.begin = begin;
    line.end = begin += size;
  }
}

std::uint32_t LinedText::RunOnWhole(const Repair& repair, std::vector<RepairChange>* changes) {
  PutTogether();
  std::uint32_t count = 0;
  Text after = repair.apply(text_, count);
  if (count == 0) return 0;
  if (changes != nullptr) ExplainRepair(repair, text_, *changes);
  GoOn(std::move(after));
  return count;
}

std::uint32_t LinedText::RunOnPart(const Repair& repair, const std::vector<Stretch>& stretches,
                                   std::vector<RepairChange>* changes) {
  std::uint32_t count = 0;
  const Text before = Gather(stretches);
  Text after = repair.apply(before, count);
  if (count == 0) return 0;
  if (!LayBeside(std::move(after), stretches, before.bytes())) return RunOnWhole(repair, changes);
  if (changes != nullptr) ExplainRepair(repair, before, *changes);
  return count;
}

// Has the repair make lines of what stands in each stretch.
std::uint32_t LinedText::MakeLines(const Repair& repair, const std::vector<Stretch>& stretches,
                                   std::vector<RepairChange>* changes) {
  std::uint32_t count = 0;
  std::vector<Line> lines;
  std::size_t kept = 0;  // of the lines before
  const auto keep_up_to = [&](std::size_t end) {
    lines.insert(lines.end(), lines_.begin() + static_cast<std::ptrdiff_t>(kept),
                 lines_.begin() + static_cast<std::ptrdiff_t>(end));
    kept = end;
  };
  Splice made(0, 0);
  std::uint32_t begin = 0;
  for (const Stretch& stretch : stretches) {
    std::uint32_t more = 0;
    const Text before = Gather({stretch});
    const Text after = repair.apply(before, more);
    if (more == 0) continue;
    count += more;
    if (changes != nullptr) ExplainRepair(repair, before, *changes);
    keep_up_to(stretch.first);
    kept = stretch.last;
    const std::uint32_t from = begin;
    for (const SurveyedLine& line : SurveyLines(after.bytes())) {
      const auto place = static_cast<std::uint32_t>(laid_.size() + 1);
      lines.push_back({place, begin, from + line.end, version_ + 1, line.seen});
      begin = from + line.end;
    }
    made.Append(after, 0, after.bytes().size());
  }
  if (count == 0) return 0;
  keep_up_to(lines_.size());
  ++version_;
  laid_bytes_ += begin;
  laid_.push_back(std::move(made).Finish());
  lines_ = std::move(lines);
  WatchLines();
  return count;
}

void LinedText::ReadLines() {
  lines_.clear();
  version_read_ = version_;
  std::uint32_t begin = 0;
  for (const SurveyedLine& line : SurveyLines(text_.bytes())) {
    lines_.push_back({0, begin, line.end, version_, line.seen});
    begin = line.end;
  }
  WatchLines();
}

void LinedText::WatchLines() {
  watched_.clear();
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    seen_ |= lines_[i].seen;
    const bool watched = (lines_[i].seen & kSeenInFew) != 0 || lines_[i].version != version_read_;
    if (watched) watched_.push_back(i);
  }
}

void LinedText::SetChanged(std::size_t i, std::string_view now) {
  Line& line = lines_[i];
  if (line.version == version_read_ && (line.seen & kSeenInFew) == 0) watched_.push_back(i);
  line.version = version_;
  line.seen |= SurveyLine(now);
  seen_ |= line.seen;
}

// Puts what SetChanged has added behind those before `from` into its place.
void LinedText::SortWatched(std::size_t from) {
  std::ranges::inplace_merge(watched_, watched_.begin() + static_cast<std::ptrdiff_t>(from));
}

// Goes on with the next version of the whole, which is valid UTF-8.
void LinedText::GoOn(Text after) {
  ++version_;
  seen_ &= ~kSeenInvalid;
  if (lines_.empty()) {
    text_ = std::move(after);
    return ReadLines();
  }
  std::vector<std::uint32_t> ends_before;
  for (const Line& line : lines_) ends_before.push_back(line.end);
  const std::vector<std::uint32_t> ends = EndsOfLines(after.bytes());
  std::vector<std::size_t> changed;
  const bool few = ends.size() == ends_before.size() &&
                   FindChanged(text_.bytes(), ends_before, after.bytes(), ends, changed);
  text_ = std::move(after);
  if (!few) return ReadLines();
  std::uint32_t begin = 0;
  for (std::size_t i = 0; i < lines_.size(); ++i) {
    lines_[i].begin = begin;
    lines_[i].end = begin = ends[i];
  }
  const std::size_t watched = watched_.size();
  for (const std::size_t i : changed) {
    SetChanged(i, text_.bytes().substr(lines_[i].begin, lines_[i].end - lines_[i].begin));
  }
  SortWatched(watched);
}

// Goes on with the next version: `part`, which has as many lines as the stretches, instead of them,
// which were `before`. False, and nothing is done, if it has not.
bool LinedText::LayBeside(Text part, const std::vector<Stretch>& stretches,
                          std::string_view before) {
  if (laid_bytes_ > text_.bytes().size()) PutTogether();  // so that what is kept has a bound
  const std::vector<std::uint32_t> ends = EndsOfLines(part.bytes());
  std::size_t lines = 0;
  for (const Stretch& stretch : stretches) lines += stretch.last - stretch.first;
  if (ends.size() != lines) return false;
  ++version_;
  laid_bytes_ += part.bytes().size();
  laid_.push_back(std::move(part));
  const std::string_view now = laid_.back().bytes();
  const std::size_t watched = watched_.size();
  std::uint32_t at = 0;
  std::size_t at_before = 0;
  std::size_t k = 0;
  for (const Stretch& stretch : stretches) {
    for (std::size_t i = stretch.first; i < stretch.last; ++i, ++k) {
      Line& line = lines_[i];
      const std::size_t size = line.end - line.begin;
      line.from = static_cast<std::uint32_t>(laid_.size());
      line.begin = at;
      line.end = ends[k];
      const std::string_view text = now.substr(at, ends[k] - at);
      if (text != before.substr(at_before, size)) SetChanged(i, text);
      at = ends[k];
      at_before += size;
    }
  }
  SortWatched(watched);
  return true;
}

}  // namespace warraq

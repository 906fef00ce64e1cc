#include "plugin/repair/lined_text.h"

#include <algorithm>
#include <span>
#include <utility>

#include "plugin/repair/explain.h"
#include "plugin/text/survey.h"

namespace warraq {
namespace {

// What few lines of a text have, so that those are worth finding. Letters and digits of a script
// fill whole texts.
constexpr std::uint32_t kSeenInFew = kSeenControl | kSeenLineEnd | kSeenAmpersand | kSeenMarks |
                                     kSeenSpace | kSeenForms | kSeenDirection | kSeenEscape |
                                     kSeenBreakMark;
// That are looked at one by one in a line, before it is thought to be full of them.
constexpr int kFewInLine = 4;
// Lines that are compared at once with what they were.
constexpr std::size_t kAtOnce = 16;
constexpr std::size_t kManyLines = 4;  // are this part of all

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
    : text_(std::move(text)), seen_(Survey(text_.bytes())), last_seen_(repairs) {}

bool LinedText::Concerns(const Repair& repair, std::size_t i) const {
  return last_seen_[i] < version_ && (repair.needs == kSeenAnything || (seen_ & repair.needs) != 0);
}

std::uint32_t LinedText::Run(const Repair& repair, std::size_t i,
                             std::vector<RepairChange>* changes) {
  std::uint32_t count = 0;
  // What fills whole texts is in so many lines that it does not pay to pick them.
  const bool is_news = last_seen_[i] < version_read_ && (repair.needs & ~kSeenInFew) != 0;
  if (repair.scope == Scope::kText || lines_.empty() || is_news) {
    count = RunOnWhole(repair, changes);
  } else {
    std::size_t bytes = 0;
    const std::vector<Stretch> stretches = Unseen(repair, i, bytes);
    const std::size_t all = text_.bytes().size();
    const bool is_part = repair.scope == Scope::kLineByLine && bytes < all - all / 4;
    if (bytes > 0) {
      count = is_part ? RunOnPart(repair, stretches, changes) : RunOnWhole(repair, changes);
    }
  }
  last_seen_[i] = version_;
  return count;
}

bool LinedText::IsUnseen(const Repair& repair, std::size_t i, const Line& line) const {
  return line.version > last_seen_[i] &&
         (repair.needs == kSeenAnything || (line.seen & repair.needs) != 0);
}

std::vector<LinedText::Stretch> LinedText::Unseen(const Repair& repair, std::size_t i,
                                                  std::size_t& bytes) const {
  std::vector<Stretch> stretches;
  for (const std::size_t line : watched_) {
    if (!IsUnseen(repair, i, lines_[line])) continue;
    bytes += lines_[line].end - Begin(line);
    if (!stretches.empty() && stretches.back().last == line) {
      ++stretches.back().last;
    } else {
      stretches.push_back({line, line + 1});
    }
  }
  return stretches;
}

Text LinedText::Gather(const std::vector<Stretch>& stretches) const {
  Edit edit(text_);
  for (const Stretch& stretch : stretches) {
    edit.Keep(Begin(stretch.first), lines_[stretch.last - 1].end);
  }
  return std::move(edit).Finish();
}

std::uint32_t LinedText::RunOnWhole(const Repair& repair, std::vector<RepairChange>* changes) {
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
  const Text after = repair.apply(before, count);
  if (count == 0) return 0;
  if (!LayIn(after, stretches, before.bytes())) return RunOnWhole(repair, changes);
  if (changes != nullptr) ExplainRepair(repair, before, *changes);
  return count;
}

void LinedText::ReadLines() {
  lines_.clear();
  watched_.clear();
  version_read_ = version_;
  const std::string_view bytes = text_.bytes();
  const std::uint32_t few = seen_ & kSeenInFew;
  const Finder finder(bytes, few);
  std::size_t found = few != 0 ? finder.Next(0) : Finder::npos;
  for (std::size_t begin = 0; begin < bytes.size();) {
    const std::size_t end = EndOfLine(bytes, begin);
    Line line{static_cast<std::uint32_t>(end), version_, seen_ & ~kSeenInFew};
    for (int i = 0; found < end; ++i) {
      if (i == kFewInLine) {
        line.seen |= SurveyLine(bytes.substr(found, end - found), few);
        found = finder.Next(end);
      } else {
        line.seen |= SeenAt(bytes, found) & few;
        found = finder.Next(found + 1);
      }
    }
    if ((line.seen & kSeenInFew) != 0) watched_.push_back(lines_.size());
    lines_.push_back(line);
    begin = end;
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

// Goes on with the next version, which is valid UTF-8.
void LinedText::GoOn(Text after) {
  std::vector<std::uint32_t> ends_before;
  for (const Line& line : lines_) ends_before.push_back(line.end);
  if (lines_.empty()) ends_before = EndsOfLines(text_.bytes());
  const std::vector<std::uint32_t> ends = EndsOfLines(after.bytes());
  std::vector<std::size_t> changed;
  const bool few = ends.size() == ends_before.size() &&
                   FindChanged(text_.bytes(), ends_before, after.bytes(), ends, changed);
  if (few && lines_.empty()) ReadLines();
  ++version_;
  seen_ &= ~kSeenInvalid;
  text_ = std::move(after);
  if (!few) {
    seen_ |= SurveyValid(text_.bytes());
    return ReadLines();
  }
  for (std::size_t i = 0; i < lines_.size(); ++i) lines_[i].end = ends[i];
  const std::size_t watched = watched_.size();
  for (const std::size_t i : changed) {
    SetChanged(i, text_.bytes().substr(Begin(i), ends[i] - Begin(i)));
  }
  SortWatched(watched);
}

// Goes on with the next version: `part`, which has as many lines as the stretches, instead of them,
// which were `before`. False, and nothing is done, if it has not.
bool LinedText::LayIn(const Text& part, const std::vector<Stretch>& stretches,
                      std::string_view before) {
  const std::string_view now = part.bytes();
  if (EndsOfLines(now).size() != EndsOfLines(before).size()) return false;
  ++version_;
  const std::size_t watched = watched_.size();
  Splice splice(text_.bytes().size() + now.size() - before.size(),
                text_.runs().size() + part.runs().size());
  std::size_t kept = 0;  // of the text
  std::size_t at = 0;    // in the part
  std::size_t at_before = 0;
  std::size_t line = 0;
  std::uint32_t shift = 0;  // modulo 2^32
  const auto keep_up_to = [&](std::size_t last) {
    for (; line < last; ++line) lines_[line].end += shift;
  };
  for (const Stretch& stretch : stretches) {
    const std::size_t begin = stretch.first > 0 ? lines_[stretch.first - 1].end : 0;
    const std::size_t end = lines_[stretch.last - 1].end;
    splice.Append(text_, kept, begin);
    keep_up_to(stretch.first);
    const std::size_t part_begin = at;
    for (std::size_t line_begin = begin; line < stretch.last; ++line) {
      const std::size_t size = lines_[line].end - line_begin;
      line_begin = lines_[line].end;
      const std::size_t line_end = EndOfLine(now, at);
      const std::string_view text = now.substr(at, line_end - at);
      const std::string_view was = before.substr(at_before, size);
      if (text != was) SetChanged(line, text);
      shift += static_cast<std::uint32_t>(text.size()) - static_cast<std::uint32_t>(size);
      lines_[line].end += shift;
      at = line_end;
      at_before += size;
    }
    splice.Append(part, part_begin, at);
    kept = end;
  }
  splice.Append(text_, kept, text_.bytes().size());
  keep_up_to(lines_.size());
  SortWatched(watched);
  text_ = std::move(splice).Finish();
  return true;
}

}  // namespace warraq

// The map of a Text: runs sorted by their place in the text, each with its stretch of origin.
//
//   origin  "caf\xC3\xA9&amp;co"        text  "café&co"
//   runs    {0, 0, 5, copy} {5, 5, 5, edit} {6, 10, 2, copy}
//
// A run of no text (something was dropped) stands before the run that begins at the same byte. A
// stage never sees runs: it says Change, Keep and Replace to an Edit, and the Edit composes its
// words with the runs of the input, so the new map leads to the origin at once, however many stages
// came before.

#include "warraq/text.h"

#include <algorithm>
#include <cassert>
#include <utility>

#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// The origin of bytes [begin, end) of a run whose text is `text`.
Span PartOf(const Run& run, std::string_view text, std::size_t begin, std::size_t end) {
  switch (run.relation) {
    case Relation::kCopy:
      return {run.origin + static_cast<std::uint32_t>(begin),
              run.origin + static_cast<std::uint32_t>(end)};
    case Relation::kUnits: {
      const auto bytes_of = [&](std::string_view part) {
        return static_cast<std::uint32_t>(CountCodePoints(part)) * run.unit;
      };
      const std::uint32_t first = bytes_of(text.substr(0, begin));
      const std::uint32_t bytes = bytes_of(text.substr(begin, end - begin));
      return {run.origin + first, run.origin + first + bytes};
    }
    case Relation::kEdit:
    case Relation::kAlsoFrom:
      break;
  }
  return {run.origin, run.origin + run.origin_bytes};
}

// What of run `i` lies in [begin, end), which it meets, and where that came from. A run of no text
// (a drop, a further origin) is met whole, also by a stretch that has only a part of its edit.
struct Part {
  std::size_t begin;
  std::size_t end;
  Span origin;
};

Part Meet(const Text& text, std::size_t i, std::size_t begin, std::size_t end) {
  const Run& run = text.runs()[i];
  const std::size_t run_end =
      i + 1 < text.runs().size() ? text.runs()[i + 1].begin : text.bytes().size();
  if (run.begin == run_end) return {run_end, run_end, {run.origin, run.origin + run.origin_bytes}};
  const std::size_t from = std::max<std::size_t>(begin, run.begin);
  const std::size_t to = std::min(end, run_end);
  assert(from < to);
  const std::string_view whole = text.bytes().substr(run.begin, run_end - run.begin);
  return {from, to, PartOf(run, whole, from - run.begin, to - run.begin)};
}

// Whether [begin, end) lies in run `i`, of bytes that nothing has changed: the common case, which
// needs no list of origins.
bool IsInOneCopy(const Text& text, std::size_t i, std::size_t begin, std::size_t end) {
  const std::span<const Run> runs = text.runs();
  if (i >= runs.size() || runs[i].relation != Relation::kCopy || runs[i].begin > begin)
    return false;
  if (i + 1 >= runs.size()) return true;
  return end <= runs[i + 1].begin && runs[i + 1].relation != Relation::kAlsoFrom;
}

}  // namespace

void SortAndMerge(std::vector<Span>& spans) {
  std::ranges::sort(spans, {}, &Span::begin);
  std::size_t kept = 0;
  for (const Span& span : spans) {
    if (span.begin == span.end) continue;
    if (kept > 0 && span.begin <= spans[kept - 1].end) {
      spans[kept - 1].end = std::max(spans[kept - 1].end, span.end);
    } else {
      spans[kept++] = span;
    }
  }
  spans.resize(kept);
}

Text Text::Verbatim(std::string bytes, std::uint32_t offset) {
  Text text;
  text.bytes_ = std::move(bytes);
  if (!text.bytes_.empty()) {
    text.runs_.push_back({0, offset, static_cast<std::uint32_t>(text.bytes_.size())});
  }
  return text;
}

Text Text::Decoded(std::string bytes, std::vector<Run> runs) {
  assert(runs.empty() || runs.front().begin == 0);
  assert(std::ranges::is_sorted(runs, {}, &Run::begin));
  Text text;
  text.bytes_ = std::move(bytes);
  text.runs_ = std::move(runs);
  return text;
}

// The run whose text holds byte `begin`; runs of no text before it are not meant.
std::size_t Text::RunAt(std::size_t begin) const {
  const auto after = std::ranges::upper_bound(runs_, begin, {}, &Run::begin);
  return after == runs_.begin() ? 0 : static_cast<std::size_t>(after - runs_.begin()) - 1;
}

std::vector<Span> Text::Origin(std::size_t begin, std::size_t end) const {
  assert(begin <= end && end <= bytes_.size());
  std::vector<Span> spans;
  if (begin == end) return spans;
  const std::size_t first = RunAt(begin);
  if (IsInOneCopy(*this, first, begin, end)) {
    return {PartOf(runs_[first], {}, begin - runs_[first].begin, end - runs_[first].begin)};
  }
  for (std::size_t i = first; i < runs_.size(); ++i) {
    const Run& run = runs_[i];
    if (run.begin >= end && run.relation != Relation::kAlsoFrom) break;
    spans.push_back(Meet(*this, i, begin, end).origin);
  }
  SortAndMerge(spans);
  return spans;
}

Text Text::Slice(std::size_t begin, std::size_t end) const {
  assert(begin <= end && end <= bytes_.size());
  const std::size_t first = RunAt(begin);
  if (begin < end && IsInOneCopy(*this, first, begin, end)) {
    const auto from = static_cast<std::uint32_t>(begin) - runs_[first].begin;
    return Verbatim(bytes_.substr(begin, end - begin), runs_[first].origin + from);
  }
  Edit edit(*this);
  edit.Keep(begin, end);
  Text slice = std::move(edit).Finish();
  const auto is_text = [&](const Run& run) {
    const auto next = static_cast<std::size_t>(&run - slice.runs_.data()) + 1;
    return run.begin < (next < slice.runs_.size() ? slice.runs_[next].begin : slice.bytes_.size());
  };
  // Off with the drops at its edges; the further origins of its last edit stay.
  auto last = std::ranges::find_if(slice.runs_.rbegin(), slice.runs_.rend(), is_text).base();
  while (last != slice.runs_.end() && last->relation == Relation::kAlsoFrom) ++last;
  slice.runs_.erase(last, slice.runs_.end());
  slice.runs_.erase(slice.runs_.begin(), std::ranges::find_if(slice.runs_, is_text));
  return slice;
}

std::vector<Change> Text::Changes() const {
  std::vector<Change> changes;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const Run& run = runs_[i];
    if (run.relation == Relation::kCopy) continue;
    const std::uint32_t end =
        i + 1 < runs_.size() ? runs_[i + 1].begin : static_cast<std::uint32_t>(bytes_.size());
    const Span origin{run.origin, run.origin + run.origin_bytes};
    if (run.relation == Relation::kAlsoFrom && !changes.empty()) {
      changes.back().origin.push_back(origin);
    } else if (run.origin_bytes > 0) {
      changes.push_back({{run.begin, end}, {origin}});
    } else {
      changes.push_back({{run.begin, end}, {}});
    }
  }
  return changes;
}

Edit::Edit(const Text& input) : input_(input) {}

void Edit::Append(Run run, std::size_t text_bytes) {
  run.begin = static_cast<std::uint32_t>(out_.bytes_.size() - text_bytes);
  if (!out_.runs_.empty() && run.relation != Relation::kAlsoFrom) {
    Run& last = out_.runs_.back();
    const bool joins = last.relation == run.relation && last.unit == run.unit &&
                       last.origin + last.origin_bytes == run.origin;
    const bool drops = run.relation == Relation::kEdit && text_bytes == 0 &&
                       last.begin == run.begin && last.origin_bytes > 0;
    const bool units = run.relation == Relation::kUnits &&
                       last.origin_bytes + run.origin_bytes <= Text::kUnitsRunBytes;
    if (joins && (run.relation == Relation::kCopy || drops || units)) {
      last.origin_bytes += run.origin_bytes;
      return;
    }
  }
  out_.runs_.push_back(run);
}

void Edit::Keep(std::size_t begin, std::size_t end) {
  assert(begin <= end && end <= input_.bytes_.size());
  reached_ = std::max(reached_, end);
  if (begin == end) return;
  // What keeps the first byte mostly goes through the whole text.
  if (begin == 0 && out_.bytes_.empty()) {
    out_.bytes_.reserve(input_.bytes_.size());
    out_.runs_.reserve(input_.runs_.size() + 1);
  }
  const std::vector<Run>& runs = input_.runs_;
  for (std::size_t i = SeekRun(begin); i < runs.size(); ++i) {
    const Run& run = runs[i];
    if (run.begin >= end && run.relation != Relation::kAlsoFrom) break;
    const Part part = Meet(input_, i, begin, end);
    out_.bytes_.append(input_.bytes_, part.begin, part.end - part.begin);
    Append({0, part.origin.begin, part.origin.size(), run.relation, run.unit},
           part.end - part.begin);
    run_ = i;
    i += KeepWholeRuns(i + 1, end);
  }
}

// Keeps those of the runs from `first` on behind which another begins before `end`: they lie inside
// of it, and are what they were, so there is nothing to work out. Returns how many.
std::size_t Edit::KeepWholeRuns(std::size_t first, std::size_t end) {
  const std::vector<Run>& runs = input_.runs_;
  if (first + 1 >= runs.size() || runs[first + 1].begin >= end) return 0;
  const auto from = runs.begin() + static_cast<std::ptrdiff_t>(first);
  const auto to = std::ranges::lower_bound(from, runs.end(), end, {}, &Run::begin) - 1;
  const auto shift = static_cast<std::uint32_t>(out_.bytes_.size()) - from->begin;
  out_.bytes_.append(input_.bytes_, from->begin, to->begin - from->begin);
  const std::size_t kept = out_.runs_.size();
  out_.runs_.insert(out_.runs_.end(), from, to);
  for (std::size_t i = kept; i < out_.runs_.size(); ++i) out_.runs_[i].begin += shift;
  return static_cast<std::size_t>(to - from);
}

// The first run that a stretch from `begin` concerns: runs of no text at `begin` included. Mostly
// it lies not far behind the last.
std::size_t Edit::SeekRun(std::size_t begin) {
  const std::vector<Run>& runs = input_.runs_;
  std::size_t i = run_;
  if (i < runs.size() && runs[i].begin <= begin) {
    std::size_t step = 8;
    while (i + step < runs.size() && runs[i + step].begin <= begin) {
      i += step;
      step *= 2;
    }
    const auto from = runs.begin() + static_cast<std::ptrdiff_t>(i);
    const auto to = runs.begin() + static_cast<std::ptrdiff_t>(std::min(i + step, runs.size()));
    if (step > 8) {
      i = static_cast<std::size_t>(std::ranges::upper_bound(from, to, begin, {}, &Run::begin) -
                                   runs.begin()) -
          1;
    }
    while (i + 1 < runs.size() && runs[i + 1].begin <= begin) ++i;
  } else {
    i = input_.RunAt(begin);
  }
  while (i > 0 && runs[i].begin == begin && runs[i - 1].begin == begin) --i;
  // A further origin belongs to the edit before it, which ended here.
  while (i < runs.size() && runs[i].begin == begin && runs[i].relation == Relation::kAlsoFrom) ++i;
  return i;
}

void Edit::Replace(std::size_t begin, std::size_t end, std::string_view with) {
  assert(begin <= end && end <= input_.bytes_.size());
  if (begin < end) reached_ = std::max(reached_, end);
  if (begin == end && with.empty()) return;
  if (begin < end && input_.bytes().substr(begin, end - begin) == with) return Keep(begin, end);
  const std::vector<Run>& runs = input_.runs_;
  if (const std::size_t i = SeekRun(begin); begin < end && IsInOneCopy(input_, i, begin, end)) {
    run_ = i;
    out_.bytes_.append(with);
    const auto from = static_cast<std::uint32_t>(runs[i].origin + (begin - runs[i].begin));
    return Append({0, from, static_cast<std::uint32_t>(end - begin), Relation::kEdit, 1},
                  with.size());
  }
  std::vector<Span> origin;
  if (begin < end) {
    for (std::size_t i = SeekRun(begin); i < input_.runs_.size(); ++i) {
      const Run& run = input_.runs_[i];
      if (run.begin >= end && run.relation != Relation::kAlsoFrom) break;
      origin.push_back(Meet(input_, i, begin, end).origin);
      run_ = i;
    }
    SortAndMerge(origin);
  }
  out_.bytes_.append(with);
  if (origin.empty()) return Append({0, 0, 0, Relation::kEdit, 1}, with.size());
  Append({0, origin[0].begin, origin[0].size(), Relation::kEdit, 1}, with.size());
  for (std::size_t i = 1; i < origin.size(); ++i) {
    Append({0, origin[i].begin, origin[i].size(), Relation::kAlsoFrom, 1}, 0);
  }
}

Text Edit::FinishRest() && {
  KeepUpTo(input_.bytes_.size());
  return std::move(*this).Finish();
}

// What was dropped behind the last byte of the input goes with that byte.
void Edit::KeepDropsAtEnd() {
  const std::vector<Run>& runs = input_.runs_;
  std::size_t i = runs.size();
  while (i > 0 && runs[i - 1].begin == input_.bytes_.size()) --i;
  // The further origins of the last edit have been kept with it.
  while (i < runs.size() && runs[i].relation == Relation::kAlsoFrom) ++i;
  for (; i < runs.size(); ++i) Append(runs[i], 0);
}

Text Edit::Finish() && {
  if (reached_ == input_.bytes_.size()) KeepDropsAtEnd();
  constexpr std::size_t kSlack = 4096;  // what a text may keep of room that it does not need
  if (out_.bytes_.capacity() > out_.bytes_.size() + kSlack) out_.bytes_.shrink_to_fit();
  return std::move(out_);
}

Splice::Splice(std::size_t bytes, std::size_t runs) {
  out_.bytes_.reserve(bytes);
  out_.runs_.reserve(runs);
}

void Splice::Append(const Text& from, std::size_t begin, std::size_t end) {
  Edit edit(from);
  edit.out_ = std::move(out_);
  edit.run_ = last_ == &from ? run_ : 0;
  edit.Keep(begin, end);
  if (end == from.bytes().size()) edit.KeepDropsAtEnd();
  out_ = std::move(edit.out_);
  last_ = &from;
  run_ = edit.run_;
}

}  // namespace warraq

// The map of a Text: runs sorted by their place in the text, each with its stretch of origin.
//
//   origin  "caf\xC3\xA9&amp;co"        text  "café&co"
//   runs    {0, 0, 5, copy} {5, 5, 5, edit} {6, 10, 2, copy}
//
// A run of no text (something was dropped) stands before the run that begins at the same byte. A stage
// never sees runs: it says Keep, Replace and Drop to an Edit, and the Edit composes its words with the
// runs of the input, so the new map leads to the origin at once, however many stages came before.

#include "warraq/text.h"

#include <algorithm>
#include <cassert>
#include <utility>

namespace warraq {
namespace {

bool IsContinuation(char c) { return (static_cast<unsigned char>(c) & 0xC0) == 0x80; }

std::uint32_t CountCodePoints(std::string_view utf8) {
  return static_cast<std::uint32_t>(
      std::ranges::count_if(utf8, [](char c) { return !IsContinuation(c); }));
}

// The origin of bytes [begin, end) of a run whose text is `text`.
Span PartOf(const Run& run, std::string_view text, std::size_t begin, std::size_t end) {
  switch (run.relation) {
    case Relation::kCopy:
      return {run.origin + static_cast<std::uint32_t>(begin),
              run.origin + static_cast<std::uint32_t>(end)};
    case Relation::kUnits: {
      const std::uint32_t first = CountCodePoints(text.substr(0, begin)) * run.unit;
      const std::uint32_t bytes = CountCodePoints(text.substr(begin, end - begin)) * run.unit;
      return {run.origin + first, run.origin + first + bytes};
    }
    case Relation::kEdit:
    case Relation::kAlsoFrom:
      break;
  }
  return {run.origin, run.origin + run.origin_bytes};
}

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

}  // namespace

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
  for (std::size_t i = RunAt(begin); i < runs_.size(); ++i) {
    const Run& run = runs_[i];
    if (run.begin > end || (run.begin == end && run.relation != Relation::kAlsoFrom)) break;
    const std::size_t run_end = i + 1 < runs_.size() ? runs_[i + 1].begin : bytes_.size();
    const std::size_t from = std::max<std::size_t>(begin, run.begin) - run.begin;
    const std::size_t to = std::min(end, run_end) - run.begin;
    const std::string_view text = bytes().substr(run.begin, run_end - run.begin);
    spans.push_back(PartOf(run, text, std::min(from, to), to));
  }
  SortAndMerge(spans);
  return spans;
}

Text Text::Slice(std::size_t begin, std::size_t end) const {
  Edit edit(*this);
  edit.Keep(begin, end);
  return std::move(edit).Finish();
}

std::vector<Change> Text::Changes() const {
  std::vector<Change> changes;
  for (std::size_t i = 0; i < runs_.size(); ++i) {
    const Run& run = runs_[i];
    if (run.relation == Relation::kCopy) continue;
    const std::uint32_t end = i + 1 < runs_.size() ? runs_[i + 1].begin
                                                   : static_cast<std::uint32_t>(bytes_.size());
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

Edit::Edit(const Text& input) : input_(input) { out_.bytes_.reserve(input.bytes_.size()); }

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
  reached_end_ |= end == input_.bytes_.size();
  if (begin == end) return;
  const std::vector<Run>& runs = input_.runs_;
  for (std::size_t i = SeekRun(begin); i < runs.size(); ++i) {
    const Run& run = runs[i];
    const std::size_t run_end = i + 1 < runs.size() ? runs[i + 1].begin : input_.bytes_.size();
    if (run.begin >= end && run.relation != Relation::kAlsoFrom) break;
    const std::size_t from = std::max<std::size_t>(begin, run.begin);
    const std::size_t to = std::min(end, run_end);
    if (from > to || (from == to && run.begin != run_end)) continue;
    const std::string_view text = input_.bytes().substr(run.begin, run_end - run.begin);
    const Span part = PartOf(run, text, from - run.begin, to - run.begin);
    out_.bytes_.append(input_.bytes_, from, to - from);
    Append({0, part.begin, part.size(), run.relation, run.unit}, to - from);
    run_ = i;
  }
}

// The first run that a stretch from `begin` concerns: runs of no text at `begin` included.
std::size_t Edit::SeekRun(std::size_t begin) {
  const std::vector<Run>& runs = input_.runs_;
  std::size_t i = run_;
  const bool near = i < runs.size() && runs[i].begin <= begin &&
                    (i + 8 >= runs.size() || runs[i + 8].begin > begin);
  if (near) {
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
  reached_end_ |= begin < end && end == input_.bytes_.size();
  if (begin == end && with.empty()) return;
  if (begin < end && input_.bytes().substr(begin, end - begin) == with) return Keep(begin, end);
  std::vector<Span> origin;
  if (begin < end) {
    for (std::size_t i = SeekRun(begin); i < input_.runs_.size(); ++i) {
      const Run& run = input_.runs_[i];
      if (run.begin >= end && run.relation != Relation::kAlsoFrom) break;
      const std::size_t run_end =
          i + 1 < input_.runs_.size() ? input_.runs_[i + 1].begin : input_.bytes_.size();
      const std::size_t from = std::max<std::size_t>(begin, run.begin) - run.begin;
      const std::size_t to = std::min(end, run_end) - run.begin;
      const std::string_view text = input_.bytes().substr(run.begin, run_end - run.begin);
      origin.push_back(PartOf(run, text, std::min(from, to), to));
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

// What was dropped behind the last byte of the input goes with that byte.
Text Edit::Finish() && {
  const std::vector<Run>& runs = input_.runs_;
  std::size_t i = runs.size();
  while (reached_end_ && i > 0 && runs[i - 1].begin == input_.bytes_.size()) --i;
  for (; i < runs.size(); ++i) {
    if (runs[i].relation == Relation::kEdit) Append(runs[i], 0);
  }
  return std::move(out_);
}

}  // namespace warraq

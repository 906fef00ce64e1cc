// What is no part of the article, named and set apart: stretches of lines with one role, with the
// space between them, so that together with what the record keeps they are the whole source (the
// law of conservation). What repairs dropped outside of any line is here too.

#include <algorithm>
#include <vector>

#include "plugin/article/assemble.h"

namespace warraq {
namespace {

// Of the lines that many pages of the site have, that of the fewest.
SharedLine SharedOf(const Page& page, std::size_t first, std::size_t last) {
  SharedLine least;
  for (std::size_t i = first; i <= last && i < page.shared.size(); ++i) {
    if (IsBlank(page, i)) continue;
    if (least.of == 0 || page.shared[i].pages < least.pages) least = page.shared[i];
  }
  return least;
}

// Lines [first, last] as one piece: from the first's origin to the last's, whatever lies between.
void AddRemoved(Assembly& assembly, std::size_t first, std::size_t last) {
  const Page& page = assembly.page;
  const Span at{page.lines[first].at.begin, page.lines[last].at.end};
  Removed removed{.role = page.lines[first].role, .origin = {}, .text = {}, .shared = {}};
  if (removed.role == Role::kBoilerplate) removed.shared = SharedOf(page, first, last);
  removed.origin = page.text.Origin(at.begin, at.end);
  removed.text = page.text.Slice(at.begin, at.end);
  if (!page.ink && !removed.origin.empty()) {
    removed.origin = {{removed.origin.front().begin, removed.origin.back().end}};
  }
  assembly.article.removed.push_back(std::move(removed));
}

void NameTheLines(Assembly& assembly) {
  const Page& page = assembly.page;
  std::size_t first = page.lines.size();
  std::size_t last = 0;
  const auto finish = [&] {
    if (first < page.lines.size()) AddRemoved(assembly, first, last);
    first = page.lines.size();
  };
  for (std::size_t i = assembly.first_line; i < assembly.end_line; ++i) {
    if (IsBlank(page, i)) continue;
    const Role role = page.lines[i].role;
    if (first < page.lines.size() && role != page.lines[first].role) finish();
    if (IsKept(role)) continue;
    if (first == page.lines.size()) first = i;
    last = i;
  }
  finish();
}

// Stamps that no evidence came of, and bylines that no name came of, are kept roles without a place
// in the record: they are named here.
void NameLeftovers(Assembly& assembly) {
  const Page& page = assembly.page;
  std::vector<Span> covered;
  const auto cover = [&](const Text& text) {
    const std::vector<Span> origin = text.Origin();
    covered.insert(covered.end(), origin.begin(), origin.end());
  };
  const Article& article = assembly.article;
  for (const Evidence& evidence : article.published.evidence) cover(evidence.text);
  for (const Evidence& evidence : article.modified.evidence) cover(evidence.text);
  for (const Name& name : article.bylines) cover(name.text);
  cover(article.agency.text);
  for (const Update& update : article.updates) cover(update.stamp);
  // A day may testify twice, to when the article was published and to when it was changed.
  SortAndMerge(covered);
  for (std::size_t i = assembly.first_line; i < assembly.end_line; ++i) {
    const Role role = page.lines[i].role;
    if ((role != Role::kTimestamp && role != Role::kByline) || IsBlank(page, i)) continue;
    const Text line = TrimmedLine(page, i);
    std::size_t named = 0;
    const std::vector<Span> origin = line.Origin();
    for (const Span& part : origin) {
      for (const Span& piece : covered) {
        const std::uint32_t begin = std::max(part.begin, piece.begin);
        const std::uint32_t end = std::min(part.end, piece.end);
        if (begin < end) named += end - begin;
      }
    }
    std::size_t whole = 0;
    for (const Span& part : origin) whole += part.size();
    if (named >= whole) continue;
    const Role leftover = role == Role::kTimestamp ? Role::kPageClock : Role::kOther;
    assembly.article.removed.push_back({leftover, origin, line, {}});
  }
}

bool IsSpaceOnly(std::string_view bytes) {
  return bytes.find_first_not_of(std::string_view(" \t\r\n\f\v\0", 7)) == std::string_view::npos;
}

// A byte order mark, a control character on a line of its own: dropped where no line covers it.
void NameDropped(Assembly& assembly) {
  const Page& page = assembly.page;
  if (page.ink) return;
  for (const Change& change : page.text.Changes()) {
    if (change.text.size() > 0) continue;
    const auto line = std::ranges::upper_bound(page.lines, change.text.begin, {},
                                               [](const Line& l) { return l.at.begin; });
    const bool inside = line != page.lines.begin() &&
                        change.text.begin > std::prev(line)->at.begin &&
                        change.text.begin < std::prev(line)->at.end;
    if (inside) continue;
    for (const Span& origin : change.origin) {
      if (IsSpaceOnly(std::string_view(page.source->bytes).substr(origin.begin, origin.size())))
        continue;
      assembly.article.removed.push_back({Role::kOther, {origin}, Text(), {}});
    }
  }
}

void TakeRemoved(Assembly& assembly) {
  NameTheLines(assembly);
  NameLeftovers(assembly);
  NameDropped(assembly);
  if (!assembly.page.ink) {
    std::ranges::stable_sort(assembly.article.removed, {}, [](const Removed& removed) {
      return removed.origin.empty() ? 0 : removed.origin.front().begin;
    });
  }
}

}  // namespace

extern const AssembleStep removed_step;
constexpr AssembleStep removed_step = {
    .name = "removed",
    .summary = "everything that is left out, by its role",
    .apply = TakeRemoved,
};

}  // namespace warraq

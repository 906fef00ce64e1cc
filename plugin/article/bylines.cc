// Who wrote it: the names of byline lines, and where the page shows none, those of its metadata.

#include "plugin/label/bylines.h"

#include <algorithm>

#include "plugin/article/assemble.h"
#include "plugin/label/shape.h"

namespace warraq {
namespace {

void AddName(Article& article, Text text) {
  const std::string phrase = PhraseOf(text.bytes());
  const bool known = std::ranges::any_of(
      article.bylines, [&](const Name& name) { return PhraseOf(name.name) == phrase; });
  if (!known && !phrase.empty()) {
    std::string name(text.bytes());
    article.bylines.push_back({std::move(name), std::move(text)});
  }
}

// A date right behind a name is not part of it: «عبير باوزير الأربعاء ...».
std::uint32_t EndOfName(std::string_view line, Span name) {
  const std::vector<DateClaim> claims = FindDates(line.substr(name.begin, name.size()), {});
  if (claims.empty() || claims[0].at.begin == 0) return name.end;
  const std::string_view before = line.substr(name.begin, claims[0].at.begin);
  return name.begin + static_cast<std::uint32_t>(before.find_last_not_of(" ") + 1);
}

void TakeBylines(Assembly& assembly) {
  const Page& page = assembly.page;
  for (std::size_t i = assembly.first_line; i < assembly.end_line; ++i) {
    if (page.lines[i].role != Role::kByline) continue;
    const Text line = TrimmedLine(page, i);
    for (const Span& name : NamesOfByline(line.bytes(), true)) {
      AddName(assembly.article, line.Slice(name.begin, EndOfName(line.bytes(), name)));
    }
  }
  if (!assembly.article.bylines.empty()) return;
  for (const Fact& fact : page.facts) {
    if (fact.kind == FactKind::kByline) AddName(assembly.article, fact.text);
  }
}

}  // namespace

extern const AssembleStep bylines_step;
constexpr AssembleStep bylines_step = {
    .name = "bylines",
    .summary = "the people who wrote it",
    .apply = TakeBylines,
};

}  // namespace warraq

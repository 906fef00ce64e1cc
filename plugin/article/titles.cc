// Headline, kicker and deck: from the lines that were labelled so; where the page shows no
// headline, from its metadata, whose place is then the `from`. None is invented.

#include <algorithm>

#include "plugin/article/assemble.h"

namespace warraq {
namespace {

Text LinesWithRole(const Assembly& assembly, Role role) {
  std::vector<std::size_t> lines;
  for (std::size_t i = assembly.first_line; i < assembly.end_line; ++i) {
    if (assembly.page.lines[i].role != role) continue;
    if (!lines.empty() && lines.back() + 1 != i) break;
    lines.push_back(i);
  }
  return lines.empty() ? Text() : JoinLines(assembly.page, lines);
}

void TakeTitles(Assembly& assembly) {
  Article& article = assembly.article;
  article.headline = LinesWithRole(assembly, Role::kHeadline);
  article.kicker = LinesWithRole(assembly, Role::kKicker);
  article.deck = LinesWithRole(assembly, Role::kDeck);
  if (!article.headline.empty()) return;
  const auto fact = std::ranges::find(assembly.page.facts, FactKind::kHeadline, &Fact::kind);
  if (fact != assembly.page.facts.end()) article.headline = fact->text;
}

}  // namespace

extern const AssembleStep titles_step;
constexpr AssembleStep titles_step = {
    .name = "titles",
    .summary = "headline, kicker, deck",
    .apply = TakeTitles,
};

}  // namespace warraq

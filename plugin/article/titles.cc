// Headline, kicker and deck: from the lines that were labelled so; where the page shows no
// headline, from its metadata, whose place is then the `from`. None is invented.

#include <algorithm>
#include <utility>

#include "plugin/article/assemble.h"
#include "plugin/label/shape.h"
#include "plugin/label/site_lines.h"

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

// Where the headline begins in a heading that holds its kicker too: "Minority in Syria - Druze
// demand
// ...", if the metadata have only what stands behind. 0 where they do not.
std::size_t BehindKicker(const Page& page, std::string_view heading) {
  constexpr std::uint32_t kShortestHeadline = 3;  // words
  constexpr std::uint32_t kLongestKicker = 6;
  for (const Fact& fact : page.facts) {
    const std::string_view known = fact.text.bytes();
    if (fact.kind != FactKind::kHeadline || !heading.ends_with(known)) continue;
    const std::size_t begin = heading.size() - known.size();
    if (begin == 0 || ShapeOf(known).words < kShortestHeadline) continue;
    const Shape kicker = ShapeOf(heading.substr(0, begin));
    if (kicker.words > 0 && kicker.words <= kLongestKicker && kicker.letters > 0) return begin;
  }
  return 0;
}

// The heading with the spaces that `known` has more; empty where they differ otherwise, or not at
// all.
Text WithSpacesOf(std::string_view known, const Text& heading) {
  constexpr std::size_t kMostSpaces = 8;
  const std::string_view shown = heading.bytes();
  if (known.size() <= shown.size() || known.size() > shown.size() + kMostSpaces) return {};
  Edit edit(heading);
  std::size_t at = 0;
  for (std::size_t i = 0; i < known.size(); ++i) {
    if (at < shown.size() && shown[at] == known[i]) {
      ++at;
    } else if (at > 0 && known[i] == ' ') {
      edit.KeepUpTo(at);
      edit.Insert(" ");
    } else {
      return {};
    }
  }
  if (at < shown.size()) return {};
  return std::move(edit).FinishRest();
}

// Parts of a heading that the page tells apart by lines or colours alone, "Flood inquiry:Two
// resign", are told apart as in the metadata.
void SpaceAsMetadata(const Page& page, Text& headline) {
  for (const Fact& fact : page.facts) {
    if (fact.kind != FactKind::kHeadline) continue;
    Text joined = WithSpacesOf(fact.text.bytes(), headline);
    if (joined.empty()) continue;
    headline = std::move(joined);
    return;
  }
}

// Whether it is the site's name: the metadata say so, or each of its words stands in the host.
bool NamesSite(const Page& page, std::string_view name) {
  constexpr std::size_t kShortestWord = 4, kMostWords = 4;
  const std::string phrase = PhraseOf(name);
  std::string host;
  for (const Fact& fact : page.facts) {
    if (fact.kind == FactKind::kSite && PhraseOf(fact.text.bytes()) == phrase) return true;
    if (fact.kind == FactKind::kCanonical && host.empty()) host = HostOf(fact.text.bytes());
  }
  std::size_t words = 0;
  for (std::size_t at = 0; at < phrase.size() && ++words <= kMostWords;) {
    const std::size_t end = std::min(phrase.find(' ', at), phrase.size());
    const std::string_view word = std::string_view(phrase).substr(at, end - at);
    if (word.size() < kShortestWord || host.find(word) == std::string::npos) return false;
    at = end + 1;
  }
  return words > 0 && words <= kMostWords;
}

// "Headline - Site" of the metadata, without the site's name.
Text WithoutSite(const Page& page, const Text& title) {
  constexpr std::string_view kBetween[] = {" - ",      " | ",      " \u2013 ",
                                           " \u2014 ", " \u00B7 ", " :: "};
  const std::string_view bytes = title.bytes();
  std::size_t end = 0, behind = 0;
  for (const std::string_view sign : kBetween) {
    const std::size_t at = bytes.rfind(sign);
    if (at != std::string_view::npos && at > end) end = at, behind = at + sign.size();
  }
  return end > 0 && NamesSite(page, bytes.substr(behind)) ? title.Slice(0, end) : title;
}

void TakeTitles(Assembly& assembly) {
  Article& article = assembly.article;
  article.headline = LinesWithRole(assembly, Role::kHeadline);
  article.kicker = LinesWithRole(assembly, Role::kKicker);
  article.deck = LinesWithRole(assembly, Role::kDeck);
  const std::string heading(article.headline.bytes());
  const std::size_t begin = BehindKicker(assembly.page, heading);
  if (begin > 0 && article.kicker.empty()) {
    const std::size_t end = heading.find_last_not_of(' ', begin - 1) + 1;
    article.kicker = article.headline.Slice(0, end);
    article.headline = article.headline.Slice(begin, heading.size());
  } else if (begin == 0) {
    SpaceAsMetadata(assembly.page, article.headline);
  }
  if (!article.headline.empty()) return;
  const auto fact = std::ranges::find(assembly.page.facts, FactKind::kHeadline, &Fact::kind);
  if (fact != assembly.page.facts.end()) {
    article.headline = WithoutSite(assembly.page, fact->text);
  }
}

}  // namespace

extern const AssembleStep titles_step;
constexpr AssembleStep titles_step = {
    .name = "titles",
    .summary = "headline, kicker, deck",
    .apply = TakeTitles,
};

}  // namespace warraq

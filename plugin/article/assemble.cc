// The list of steps and the run through it. The record's id is made of the source's hash and the
// article's place in it, so the same input always gives the same id.

#include "plugin/article/assemble.h"

#include <algorithm>
#include <array>

#include "plugin/label/label.h"
#include "plugin/label/shape.h"
#include "plugin/text/hash.h"
#include "plugin/text/known_mean.h"

namespace warraq {

#define WARRAQ_ASSEMBLE(name) extern const AssembleStep name##_step;
#include "plugin/article/list.inc"
#undef WARRAQ_ASSEMBLE

namespace {

constexpr std::array kSteps = {
#define WARRAQ_ASSEMBLE(name) &name##_step,
#include "plugin/article/list.inc"
#undef WARRAQ_ASSEMBLE
};

// A web page with a sentence or two, and no sign that anybody published them, has no article: it
// asks for a password, or says that there is nothing here.
bool IsShell(const Page& page) {
  constexpr std::uint32_t kFewWords = 80;
  constexpr std::uint32_t kFewInSentences = 30;
  if (page.ink || page.hints.empty()) return false;
  const bool published = std::ranges::any_of(page.facts, [](const Fact& fact) {
    return fact.kind == FactKind::kPublished || IsKnownByline(fact) ||
           (fact.kind == FactKind::kDate && fact.witness == "time-element");
  });
  std::uint32_t words = 0;
  std::uint32_t in_sentences = 0;
  for (const Line& line : page.lines) {
    if (line.role == Role::kByline) return false;
    if (!IsBody(line.role)) continue;
    const Shape shape = ShapeOf(page.Bytes(line));
    words += shape.words;
    if (shape.words >= 8 && shape.ends_sentence) in_sentences += shape.words;
  }
  return !published && words < kFewWords && in_sentences < kFewInSentences;
}

// The mean over the words; -1 where nothing tells.
double RecognitionConfidence(const Page& page) {
  KnownMean<double> mean;
  for (const Word& word : page.words) mean.Add(static_cast<double>(word.confidence));
  return mean.value();
}

std::string IdOf(const Page& page, std::string_view identity, std::size_t position) {
  std::string place(identity);
  place += '#' + std::to_string(page.number) + '#' + std::to_string(position);
  return Sha256Hex(place).substr(0, 32);
}

}  // namespace

Result<Article> Assemble(const Page& page, std::string_view identity, std::size_t position) {
  const bool has_body =
      std::ranges::any_of(page.lines, [](const Line& line) { return IsBody(line.role); });
  if (!has_body || IsShell(page)) {
    return Error{Code::kNoArticle, 0, "nothing here reads like an article", page.number};
  }
  Article article;
  article.page = &page;
  article.id = IdOf(page, identity, position);
  article.repairs = page.repairs;
  article.notes = page.notes;
  article.ocr_confidence = RecognitionConfidence(page);
  Assembly assembly{
      .page = page, .article = article, .end_line = page.lines.size(), .block_of_line = {}};
  for (const AssembleStep* step : kSteps) step->apply(assembly);
  return article;
}

}  // namespace warraq

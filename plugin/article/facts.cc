// Identifiers that agencies put under their texts, and what the page's metadata says beside the
// text.

#include <algorithm>
#include <cctype>

#include "plugin/article/assemble.h"

namespace warraq {
namespace {

// "MENAFN" of "MENAFN14052025000045015687ID1109547045"; "id" where no letters lead.
std::string SchemeOf(std::string_view value) {
  std::string scheme;
  for (const char c : value) {
    if (std::isalpha(static_cast<unsigned char>(c)) == 0) break;
    scheme.push_back(static_cast<char>(std::tolower(static_cast<unsigned char>(c))));
  }
  return scheme.empty() ? "id" : scheme;
}

void TakeFacts(Assembly& assembly) {
  const Page& page = assembly.page;
  Article& article = assembly.article;
  for (std::size_t i = assembly.first_line; i < assembly.end_line; ++i) {
    if (page.lines[i].role != Role::kIdentifier) continue;
    Text text = TrimmedLine(page, i);
    std::string value(text.bytes());
    article.identifiers.push_back({SchemeOf(value), value, std::move(text)});
  }
  for (const Fact& fact : page.facts) {
    const std::string text(fact.text.bytes());
    switch (fact.kind) {
      case FactKind::kTag:
        if (std::ranges::find(article.tags, text) == article.tags.end())
          article.tags.push_back(text);
        break;
      case FactKind::kSection:
        if (article.section.empty()) article.section = text;
        break;
      case FactKind::kImage:
        if (article.images.empty()) article.images.push_back({text, {}, {}});
        break;
      case FactKind::kAlternate:
        article.alternates.push_back({fact.detail, text});
        break;
      default:
        break;
    }
  }
  if (article.images.size() != 1) return;
  const auto caption = std::ranges::find(article.blocks, Role::kCaption, &Block::role);
  if (caption != article.blocks.end()) article.images[0].caption = caption->text.bytes();
  const auto credit = std::ranges::find(article.blocks, Role::kCredit, &Block::role);
  if (credit != article.blocks.end()) article.images[0].credit = credit->text.bytes();
}

}  // namespace

extern const AssembleStep facts_step;
constexpr AssembleStep facts_step = {
    .name = "facts",
    .summary = "identifiers, tags, section, images, language versions",
    .apply = TakeFacts,
};

}  // namespace warraq

// Just the clean text, for people and for tools that count words.

#include "plugin/write/write.h"

namespace warraq {
namespace {

void WriteText(const Article& article, Provenance /*provenance*/, std::string& out) {
  if (!article.headline.empty()) out.append(article.headline.bytes()) += "\n\n";
  if (!article.deck.empty()) out.append(article.deck.bytes()) += "\n\n";
  out += BodyText(article);
  out += "\n\n";
}

}  // namespace

extern const Writer text_writer;
constexpr Writer text_writer = {
    .name = "text",
    .summary = "just the clean text",
    .write = WriteText,
};

}  // namespace warraq

// The list of writers, and what several of them share.

#include "plugin/write/write.h"

#include <algorithm>
#include <array>

namespace warraq {

#define WARRAQ_WRITER(name) extern const Writer name##_writer;
#include "plugin/write/list.inc"
#undef WARRAQ_WRITER

namespace {

constexpr std::array kWriters = {
#define WARRAQ_WRITER(name) &name##_writer,
#include "plugin/write/list.inc"
#undef WARRAQ_WRITER
};

}  // namespace

std::span<const Writer* const> Writers() { return kWriters; }

const Writer* FindWriter(std::string_view name) {
  const auto found = std::ranges::find(kWriters, name, [](const Writer* w) { return w->name; });
  return found == kWriters.end() ? nullptr : *found;
}

std::string BodyText(const Article& article) {
  std::string text;
  for (const Block& block : article.blocks) {
    const bool body = block.role == Role::kParagraph || block.role == Role::kSubhead ||
                      block.role == Role::kQuote || block.role == Role::kListItem;
    if (!body || block.text.empty()) continue;
    if (!text.empty()) text += "\n\n";
    text += block.text.bytes();
  }
  return text;
}

}  // namespace warraq

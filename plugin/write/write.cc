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

bool IsInText(Role role) { return IsBody(role) || role == Role::kSubhead; }

bool IsInText(std::string_view role) {
#define WARRAQ_ROLE(id, name, kept) \
  if (role == name) return IsInText(Role::id);
#include "warraq/roles.inc"
#undef WARRAQ_ROLE
  return false;
}

void ForBodyText(const Article& article, const std::function<void(std::string_view)>& take) {
  bool any = false;
  for (const Block& block : article.blocks) {
    if (!IsInText(block.role) || block.text.empty()) continue;
    if (any) take("\n\n");
    any = true;
    take(block.text.bytes());
  }
}

std::string BodyText(const Article& article) {
  std::string text;
  ForBodyText(article, [&](std::string_view part) { text += part; });
  return text;
}

}  // namespace warraq

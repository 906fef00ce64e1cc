// What can be asked of a tree of HTML once it is built (html_builder.h builds it).

#include "plugin/read/html_tree.h"

#include <algorithm>
#include <cassert>

#include "plugin/read/html_builder.h"

namespace warraq {

std::span<const HtmlAttribute> HtmlTree::Attributes(std::uint32_t at) const {
  const HtmlNode& node = nodes_[at];
  if (node.kind != HtmlNodeKind::kElement && node.kind != HtmlNodeKind::kDoctype) return {};
  assert(node.first <= node.last && node.last <= storage_.attributes.size());
  return std::span(storage_.attributes).subspan(node.first, node.last - node.first);
}

const HtmlAttribute* HtmlTree::FindAttribute(std::uint32_t at, std::string_view name) const {
  for (const HtmlAttribute& attribute : Attributes(at)) {
    if (attribute.name == name) return &attribute;
  }
  return nullptr;
}

std::uint32_t HtmlTree::Next(std::uint32_t at) const {
  return nodes_[at].first_child != 0 ? nodes_[at].first_child : Skip(at);
}

std::uint32_t HtmlTree::Skip(std::uint32_t at) const {
  while (at != 0 && nodes_[at].next_sibling == 0) at = nodes_[at].parent;
  return at == 0 ? 0 : nodes_[at].next_sibling;
}

std::string HtmlTree::TextOf(std::uint32_t at) const {
  assert(nodes_[at].kind == HtmlNodeKind::kText);
  std::string text;
  std::uint32_t piece = nodes_[at].first;
  do {
    text += pieces_[piece].Bytes(source_);
    piece = pieces_[piece].next;
  } while (piece != 0);
  return text;
}

std::size_t HtmlTree::memory_bytes() const {
  return nodes_.capacity() * sizeof(HtmlNode) + pieces_.capacity() * sizeof(HtmlPiece) +
         storage_.attributes.capacity() * sizeof(HtmlAttribute) + storage_.arena.memory_bytes();
}

HtmlTree ParseHtml(std::string_view utf8, const HtmlLimits& limits, const HtmlContext& context) {
  return HtmlBuilder(utf8, limits, context).Build();
}

}  // namespace warraq

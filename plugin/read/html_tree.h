// The tree of an HTML page, as browsers build it, over the bytes of its source.
//
//   HtmlTree tree = ParseHtml("<p>a <b>b</p>c", {});
//   for (uint32_t at = tree.First(); at != 0; at = tree.Next(at))
//     if (tree.node(at).kind == HtmlNodeKind::kText) use(tree.TextOf(at));   // "a ", "b", "c"
//
// The tree points into the source, which outlives it. Nodes are known by their index; 0 is the
// document, and as a child or sibling it means "none". What the parser made without a tag of its
// own
// (<tbody>, a <b> opened again in the next paragraph) is there like the rest.

#ifndef WARRAQ_PLUGIN_READ_HTML_TREE_H_
#define WARRAQ_PLUGIN_READ_HTML_TREE_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/read/html_tags.h"
#include "plugin/read/html_tokenizer.h"

namespace warraq {

enum class HtmlNodeKind : std::uint8_t { kDocument, kDoctype, kElement, kText, kComment };
enum class HtmlSpace : std::uint8_t { kHtml, kSvg, kMathml };

struct HtmlNode {
  HtmlNodeKind kind = HtmlNodeKind::kDocument;
  HtmlSpace space = HtmlSpace::kHtml;
  HtmlTag tag = HtmlTag::kUnknown;  // of HTML elements only: "title" of SVG is no kTitle
  bool open = false;                // still so at the end of the source
  std::uint32_t parent = 0;
  std::uint32_t first_child = 0, last_child = 0;
  std::uint32_t next_sibling = 0, previous_sibling = 0;
  // Of an element and a doctype [first, last) are its attributes; a text has its first and its last
  // piece (HtmlPiece::next leads from one to the other).
  std::uint32_t first = 0, last = 0;
  // In the source: the start tag, comment or doctype; a text from its first to its last byte. An
  // element that stands for another's tag a second time has that tag's place; one that no tag
  // stands for has an empty place.
  std::uint32_t begin = 0, end = 0;
  std::string_view name;  // of elements and doctypes; of a comment what it says
};

struct HtmlLimits {
  std::size_t depth = 512;       // open elements; deeper ones become siblings
  std::size_t attributes = 256;  // of an element; further ones are passed over
};

// Where a fragment stood: <tr> alone means nothing, inside a <tbody> it does.
struct HtmlContext {
  std::string_view name;  // of the element; empty for whole pages
  HtmlSpace space = HtmlSpace::kHtml;
};

class HtmlTree {
 public:
  std::string_view source() const { return source_; }
  std::span<const HtmlNode> nodes() const { return nodes_; }
  std::span<const HtmlPiece> pieces() const { return pieces_; }
  const HtmlNode& node(std::uint32_t at) const { return nodes_[at]; }
  // Of an element; of a doctype those of its identifiers that are there, "public" and "system".
  std::span<const HtmlAttribute> Attributes(std::uint32_t at) const;
  // The attribute of that name, or null. Good as long as the tree.
  const HtmlAttribute* FindAttribute(std::uint32_t at, std::string_view name) const;

  // The whole tree in its order, each node before its children, without recursion: First, then Next
  // until 0. Skip leaves out the children of `at`.
  std::uint32_t First() const { return nodes_[0].first_child; }
  std::uint32_t Next(std::uint32_t at) const;
  std::uint32_t Skip(std::uint32_t at) const;

  // The pieces of a text node, joined.
  std::string TextOf(std::uint32_t at) const;

  bool quirks() const { return quirks_; }
  std::size_t memory_bytes() const;

 private:
  friend class HtmlBuilder;

  std::string_view source_;
  std::vector<HtmlNode> nodes_;
  std::vector<HtmlPiece> pieces_;
  HtmlStorage storage_;
  bool quirks_ = false;
};

// Builds the tree of a page, or of a fragment: its nodes are then the children of an <html> that
// stands for the context. The source is valid UTF-8 of less than 4 GiB. Scripting is off, so that
// <noscript> holds nodes. The children of <template> are its contents. <selectedcontent> stays
// empty: what browsers copy into it stands in its <option>.
//
// Time and memory grow with the source, whatever it holds. The tree may be deeper than the limit
// where formatting is misnested, so whoever walks it must not recurse.
HtmlTree ParseHtml(std::string_view utf8, const HtmlLimits& limits,
                   const HtmlContext& context = {});

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_HTML_TREE_H_

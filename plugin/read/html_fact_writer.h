// Adds facts to a page, each with its place in the source, and reads what a name or a value says of
// a date. What an element tells is read by kind: meta, dates in attributes and text, scripts.

#ifndef WARRAQ_PLUGIN_READ_HTML_FACT_WRITER_H_
#define WARRAQ_PLUGIN_READ_HTML_FACT_WRITER_H_

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "plugin/read/html_tree.h"
#include "plugin/text/ascii.h"
#include "warraq/options.h"
#include "warraq/page.h"

namespace warraq {

// Of one element; what it is given outlives it.
class FactWriter {
 public:
  FactWriter(const HtmlTree& tree, std::uint32_t at, const Text& decoded, const Limits& limits,
             Page& page)
      : tree_(tree), at_(at), decoded_(decoded), limits_(limits), page_(page) {}

  // A fact whose text is `value`, which stands for bytes [begin, end) of the decoded source.
  void Add(FactKind kind, std::string_view witness, std::string_view value, Span at);
  // A fact whose text is that of these text nodes, one space between them.
  void AddTexts(FactKind kind, std::string_view witness, std::span<const std::uint32_t> nodes);
  void AddAttribute(std::string_view name, FactKind kind, std::string_view witness);
  // Where the value may be a date; a moment in seconds becomes ISO 8601.
  void AddDate(FactKind kind, std::string_view witness, const HtmlAttribute& attribute);

  // Of the element's attribute; empty where there is none.
  std::string_view ValueOf(std::string_view name) const;
  const HtmlTree& tree() const { return tree_; }
  const HtmlNode& node() const { return tree_.node(at_); }
  std::uint32_t at() const { return at_; }
  Page& page() const { return page_; }
  bool IsFull() const { return page_.facts.size() >= limits_.facts; }

  std::string detail;  // of the facts to come: the name that gave them

 private:
  void WriteValue(std::string_view value, Span at, Edit& edit) const;

  const HtmlTree& tree_;
  std::uint32_t at_;
  const Text& decoded_;
  const Limits& limits_;
  Page& page_;
};

inline constexpr std::size_t kDateBytes = 80;  // longer values are no dates
bool MayBeDate(std::string_view value);
// What a property, an attribute, a key or a class says of a date; nothing if it names none.
std::optional<FactKind> DateNamed(std::string_view lower);
// The same of what is known to be a date.
FactKind KindOfDate(std::string_view lower);
// Seconds or milliseconds since 1970 as ISO 8601, anything else as it is.
std::string MomentOf(std::string_view value);

// The readers, by kind of element.
void ReadMetaFacts(FactWriter& writer);
void ReadDateAttributes(FactWriter& writer);  // microdata, microformats, data-*, classes
void ReadAuthorLink(FactWriter& writer);      // <a href="/author/jane-doe/">, <a rel="author">
// <span itemprop="author">, the property being what is given.
void ReadAuthorProperty(FactWriter& writer, std::string_view property);
void ReadTimeFacts(FactWriter& writer);  // <time>
// <link rel="next" href="/story/2/">, <a class="next">, <a href="?page=2">2</a>
void ReadPageLink(FactWriter& writer);
void ReadDayLink(FactWriter& writer);       // <a href="/blog/2017/08/08/">
void ReadCommentFacts(FactWriter& writer);  // <!-- Published 2017-08-08 -->
void ReadScriptFacts(FactWriter& writer);   // JSON-LD, and the keys of other scripts

// The values of keys that name dates, in what may be no JSON: "datePublished":"2017-07-23". The
// script begins at `begin` of the source.
void ReadDateKeys(std::string_view script, std::uint32_t begin, std::string_view witness,
                  FactWriter& writer);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_HTML_FACT_WRITER_H_

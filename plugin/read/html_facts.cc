// Facts are evidence, never the text itself: what the page shows outweighs them. Each keeps its
// place in the source: the attribute's value, or the string inside the JSON-LD.
//
//   <meta property="article:published_time" content="2025-05-14T04:44:27Z">
//   <script type="application/ld+json">{"@type": "NewsArticle", "headline": "..."}</script>
//   <abbr class="published" title="2017-07-23T17:06:45+0000">, <span data-utime="1507255200">
//
// A date that does not say what it is of ("kDate") is kept too: which of all of them is the day of
// publication is weighed later (plugin/date/publication.cc). JSON that is broken, and the data that
// scripts carry, are read for the keys of dates alone.

#include "plugin/read/html_facts.h"

#include "plugin/read/html_fact_writer.h"

namespace warraq {
namespace {

void ReadLink(FactWriter& writer) {
  const std::string rel = LowerAscii(writer.ValueOf("rel"));
  if (rel == "next" || rel == "prev" || rel == "previous") return ReadPageLink(writer);
  if (rel == "canonical") return writer.AddAttribute("href", FactKind::kCanonical, "link");
  if (rel != "alternate" || writer.ValueOf("hreflang").empty()) return;
  writer.detail = writer.ValueOf("hreflang");
  writer.AddAttribute("href", FactKind::kAlternate, "link");
}

}  // namespace

void ReadFacts(const HtmlTree& tree, std::uint32_t at, const Text& decoded, const Limits& limits,
               Page& page) {
  FactWriter writer(tree, at, decoded, limits, page);
  if (tree.node(at).kind == HtmlNodeKind::kComment) return ReadCommentFacts(writer);
  switch (tree.node(at).tag) {
    case HtmlTag::kMeta:
      return ReadMetaFacts(writer);
    case HtmlTag::kLink:
      return ReadLink(writer);
    case HtmlTag::kTime:
      return ReadTimeFacts(writer);
    case HtmlTag::kScript:
      return ReadScriptFacts(writer);
    case HtmlTag::kHtml:
      writer.AddAttribute("lang", FactKind::kLanguage, "html-lang");
      return writer.AddAttribute("xml:lang", FactKind::kLanguage, "html-lang");
    case HtmlTag::kA:
      ReadAuthorLink(writer);
      ReadPageLink(writer);
      ReadDayLink(writer);
      return ReadDateAttributes(writer);
    default:
      return ReadDateAttributes(writer);
  }
}

}  // namespace warraq

// Facts are evidence, never the text itself: what the page shows outweighs them. Each keeps its
// place in the source: the attribute's value, or the string inside the JSON-LD.
//
//   <meta property="article:published_time" content="2025-05-14T04:44:27Z">
//   <script type="application/ld+json">{"@type": "NewsArticle", "headline": "..."}</script>

#include "plugin/read/html_facts.h"

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <unordered_map>
#include <utility>

#include "plugin/text/model.h"
#include "plugin/text/word_runs.h"

namespace warraq {
namespace {

constexpr int kJsonDepth = 6;
constexpr std::size_t kJsonBytes = 4 << 20;

FactKind KindNamed(std::string_view name) {
  constexpr std::array<std::pair<std::string_view, FactKind>, 12> kNames = {
      {{"headline", FactKind::kHeadline},
       {"deck", FactKind::kDeck},
       {"byline", FactKind::kByline},
       {"published", FactKind::kPublished},
       {"modified", FactKind::kModified},
       {"section", FactKind::kSection},
       {"tag", FactKind::kTag},
       {"site", FactKind::kSite},
       {"image", FactKind::kImage},
       {"type", FactKind::kType},
       {"language", FactKind::kLanguage},
       {"canonical", FactKind::kCanonical}}};
  const auto found = std::ranges::find(kNames, name, [](const auto& pair) { return pair.first; });
  return found == kNames.end() ? FactKind::kSite : found->second;
}

using MetaTable = std::unordered_map<std::string_view, FactKind>;

MetaTable ReadMetaTable() {
  MetaTable table;
  std::string_view model = Model("meta_names.tsv");
  for (std::array<std::string_view, 2> row; NextRow(model, row);) {
    table.emplace(row[1], KindNamed(row[0]));
  }
  return table;
}

std::string Lower(std::string_view text) {
  std::string lower(text);
  for (char& c : lower) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return lower;
}

std::string_view Trimmed(std::string_view text) {
  constexpr std::string_view kSpace = " \t\r\n\f\v";
  const std::size_t begin = text.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return text.substr(begin, text.find_last_not_of(kSpace) - begin + 1);
}

std::string OneLine(std::string_view text) {
  std::string line(Trimmed(text));
  std::ranges::replace_if(
      line, [](char c) { return c == '\n' || c == '\r' || c == '\t'; }, ' ');
  return line;
}

class FactReader {
 public:
  FactReader(const HtmlTree& tree, std::uint32_t at, const Text& decoded, const Limits& limits,
             Page& page)
      : tree_(tree), at_(at), decoded_(decoded), limits_(limits), page_(page) {}

  void Read() {
    switch (tree_.node(at_).tag) {
      case HtmlTag::kMeta:
        return ReadMeta();
      case HtmlTag::kLink:
        return ReadLink();
      case HtmlTag::kTime:
        return ReadTime();
      case HtmlTag::kScript:
        return ReadScript();
      case HtmlTag::kHtml:
        return AddAttribute("lang", FactKind::kLanguage, "html-lang");
      default:
        return;
    }
  }

 private:
  // A fact whose text is `value`, which stands for bytes [begin, end) of the decoded source.
  void Add(FactKind kind, std::string_view witness, std::string_view value, Span at) {
    const std::string line = OneLine(value);
    if (line.empty() || page_.facts.size() >= limits_.facts) return;
    Edit edit(decoded_);
    edit.Replace(at.begin, at.end, line);
    page_.facts.push_back({kind, witness, std::move(edit).Finish(), detail_});
  }

  std::string_view ValueOf(std::string_view name) const {
    const HtmlAttribute* attribute = tree_.FindAttribute(at_, name);
    return attribute == nullptr ? std::string_view() : attribute->value;
  }

  void AddAttribute(std::string_view name, FactKind kind, std::string_view witness) {
    const HtmlAttribute* attribute = tree_.FindAttribute(at_, name);
    if (attribute != nullptr)
      Add(kind, witness, attribute->value, {attribute->begin, attribute->end});
  }

  void ReadMeta() {
    static const MetaTable table = ReadMetaTable();
    const HtmlAttribute* content = tree_.FindAttribute(at_, "content");
    if (content == nullptr) return;
    for (const char* name : {"property", "name", "itemprop", "http-equiv"}) {
      detail_ = Lower(Trimmed(ValueOf(name)));
      const auto found = table.find(detail_);
      if (detail_.empty() || found == table.end()) continue;
      if (found->second == FactKind::kTag) return AddTags(*content);
      // An author's address is no name.
      if (found->second == FactKind::kByline &&
          content->value.find("://") != std::string_view::npos) {
        continue;
      }
      return Add(found->second, "meta", content->value, {content->begin, content->end});
    }
  }

  void AddTags(const HtmlAttribute& content) {
    std::string_view rest = content.value;
    while (!rest.empty()) {
      const std::string_view tag = rest.substr(0, rest.find_first_of(",;"));
      Add(FactKind::kTag, "meta", tag, {content.begin, content.end});
      rest.remove_prefix(std::min(rest.size(), tag.size() + 1));
    }
  }

  void ReadLink() {
    const std::string rel = Lower(ValueOf("rel"));
    if (rel == "canonical") return AddAttribute("href", FactKind::kCanonical, "link");
    if (rel != "alternate" || ValueOf("hreflang").empty()) return;
    detail_ = ValueOf("hreflang");
    AddAttribute("href", FactKind::kAlternate, "link");
  }

  void ReadTime() {
    detail_ = Lower(ValueOf("itemprop")) + ' ' + Lower(ValueOf("class"));
    const bool modified =
        detail_.find("modif") != std::string::npos || detail_.find("updat") != std::string::npos;
    AddAttribute("datetime", modified ? FactKind::kModified : FactKind::kPublished, "time-element");
  }

  void ReadScript() {
    if (Lower(ValueOf("type")).find("ld+json") == std::string::npos) return;
    const HtmlNode& script = tree_.node(at_);
    if (script.first_child == 0) return;
    const HtmlNode& text = tree_.node(script.first_child);
    script_at_ = text.begin;
    script_ = tree_.source().substr(text.begin, text.end - text.begin);
    if (script_.size() > kJsonBytes) return;
    // Raw line feeds inside strings are against JSON, and common.
    std::string json(script_);
    std::ranges::replace_if(
        json, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (parser.parse(json).get(root) == simdjson::SUCCESS) ReadJson(root, 0);
  }

  // Bounded by kJsonDepth, not by the input.
  void ReadJson(simdjson::dom::element element, int depth) {
    if (depth > kJsonDepth) return;
    simdjson::dom::array array;
    if (element.get(array) == simdjson::SUCCESS) {
      for (const simdjson::dom::element item : array) ReadJson(item, depth + 1);
      return;
    }
    simdjson::dom::object object;
    if (element.get(object) != simdjson::SUCCESS) return;
    simdjson::dom::element graph;
    if (object["@graph"].get(graph) == simdjson::SUCCESS) ReadJson(graph, depth + 1);
    if (object["mainEntity"].get(graph) == simdjson::SUCCESS) ReadJson(graph, depth + 1);
    if (IsArticle(object)) ReadArticle(object);
  }

  static bool IsArticle(simdjson::dom::object object) {
    const auto is_article = [](std::string_view type) {
      return type.find("Article") != std::string_view::npos || type == "BlogPosting" ||
             type == "Report" || type == "Review" || type == "LiveBlogPosting" ||
             type == "SocialMediaPosting" || type == "DiscussionForumPosting";
    };
    std::string_view type;
    if (object["@type"].get(type) == simdjson::SUCCESS) return is_article(type);
    simdjson::dom::array types;
    if (object["@type"].get(types) != simdjson::SUCCESS) return false;
    return std::any_of(types.begin(), types.end(), [&](simdjson::dom::element item) {
      return item.get(type) == simdjson::SUCCESS && is_article(type);
    });
  }

  void ReadArticle(simdjson::dom::object article) {
    detail_ = "article";
    AddString(article, "headline", FactKind::kHeadline);
    AddString(article, "description", FactKind::kDeck);
    AddString(article, "datePublished", FactKind::kPublished);
    AddString(article, "dateModified", FactKind::kModified);
    AddString(article, "articleSection", FactKind::kSection);
    std::string_view body;
    if (article["articleBody"].get(body) == simdjson::SUCCESS) AppendWordRuns(body, page_.said);
    // The first article is the page's; others are teasers.
    const bool known = std::ranges::any_of(page_.facts, [](const Fact& fact) {
      return fact.kind == FactKind::kByline && fact.witness == "json-ld";
    });
    simdjson::dom::element author;
    if (!known && article["author"].get(author) == simdjson::SUCCESS) AddAuthors(author);
  }

  void AddAuthors(simdjson::dom::element author) {
    simdjson::dom::array array;
    if (author.get(array) == simdjson::SUCCESS) {
      for (const simdjson::dom::element one : array) AddAuthor(one);
    } else {
      AddAuthor(author);
    }
  }

  void AddAuthor(simdjson::dom::element author) {
    std::string_view name;
    if (author.get(name) == simdjson::SUCCESS) return AddValue(name, FactKind::kByline);
    simdjson::dom::object object;
    std::string_view type;
    if (author.get(object) != simdjson::SUCCESS) return;
    if (object["@type"].get(type) == simdjson::SUCCESS && type.find("Organization") != type.npos) {
      detail_ = "organization";
    }
    if (object["name"].get(name) == simdjson::SUCCESS) AddValue(name, FactKind::kByline);
    detail_ = "article";
  }

  void AddString(simdjson::dom::object object, std::string_view key, FactKind kind) {
    std::string_view value;
    if (object[key].get(value) == simdjson::SUCCESS) AddValue(value, kind);
  }

  // Where the string stands in the script; one that is written with escapes has the script's place.
  void AddValue(std::string_view value, FactKind kind) {
    const std::size_t found = script_.find('"' + std::string(value) + '"');
    Span at{script_at_, script_at_ + static_cast<std::uint32_t>(script_.size())};
    if (found != std::string_view::npos) {
      at.begin = script_at_ + static_cast<std::uint32_t>(found) + 1;
      at.end = at.begin + static_cast<std::uint32_t>(value.size());
    }
    Add(kind, "json-ld", value, at);
  }

  const HtmlTree& tree_;
  std::uint32_t at_;
  const Text& decoded_;
  const Limits& limits_;
  Page& page_;
  std::string detail_;
  std::string_view script_;
  std::uint32_t script_at_ = 0;
};

}  // namespace

void ReadFacts(const HtmlTree& tree, std::uint32_t at, const Text& decoded, const Limits& limits,
               Page& page) {
  FactReader(tree, at, decoded, limits, page).Read();
}

}  // namespace warraq

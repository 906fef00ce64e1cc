// <script type="application/ld+json">{"@type": "NewsArticle", "headline": "..."}</script>
//
// JSON that is broken is read for the keys of dates alone.

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <string>

#include "plugin/read/html_fact_writer.h"
#include "plugin/text/utf8.h"
#include "plugin/text/word_runs.h"

namespace warraq {
namespace {

constexpr int kJsonDepth = 6;
constexpr int kTypeDepth = 3;        // what stands deeper is a part of something
constexpr int kMostReferences = 16;  // to authors, each a walk through the script
constexpr std::size_t kJsonBytes = 4 << 20;
constexpr std::string_view kUpdateDetail = "liveblogupdate";

// A string as JSON may have written it: slashes escaped or not, and what is not ASCII.
std::string AsJson(std::string_view value, bool slashes, bool unicode) {
  std::string json;
  for (std::size_t i = 0; i < value.size();) {
    const std::size_t begin = i;
    const char32_t point = NextCodePoint(value, i);
    if (point == '"' || point == '\\' || (point == '/' && slashes)) json.push_back('\\');
    if (point < 0x80 || !unicode || point > 0xFFFF) {
      json.append(value.substr(begin, i - begin));
      continue;
    }
    std::array<char, 8> escape{};
    std::snprintf(escape.data(), escape.size(), "\\u%04x", static_cast<unsigned>(point));
    json.append(escape.data());
  }
  return json;
}

class ScriptReader {
 public:
  explicit ScriptReader(FactWriter& writer) : writer_(writer) {}

  void Read() {
    const HtmlNode& script = writer_.tree().node(writer_.at());
    if (script.first_child == 0) return;
    const HtmlNode& text = writer_.tree().node(script.first_child);
    script_at_ = text.begin;
    script_ = writer_.tree().source().substr(text.begin, text.end - text.begin);
    if (LowerAscii(writer_.ValueOf("type")).find("ld+json") == std::string::npos)
      return ReadDateKeys(script_, script_at_, "script", writer_);
    if (script_.size() > kJsonBytes) return;
    // Raw line feeds inside strings are against JSON, and common.
    std::string json(script_);
    std::ranges::replace_if(
        json, [](char c) { return static_cast<unsigned char>(c) < 0x20; }, ' ');
    simdjson::dom::parser parser;
    simdjson::dom::element root;
    if (parser.parse(json).get(root) == simdjson::SUCCESS) {
      root_ = root;
      references_ = 0;
      ReadJson(root, 0);
    } else {
      ReadDateKeys(script_, script_at_, "json-ld", writer_);
    }
  }

 private:
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
    const bool article = IsArticle(object);
    if (article) ReadArticle(object);
    if (!article && depth <= kTypeDepth) ReadAuthorsOfPage(object);
    writer_.detail = "@type";
    if (depth <= kTypeDepth) AddString(object, "@type", FactKind::kType);
    for (const simdjson::dom::key_value_pair field : object) {
      simdjson::dom::element_type type = field.value.type();
      if (type == simdjson::dom::element_type::ARRAY ||
          type == simdjson::dom::element_type::OBJECT) {
        const bool outside = !in_update_;
        in_update_ |= field.key == "liveBlogUpdate";
        if (field.key != "comment") ReadJson(field.value, depth + 1);
        if (outside) in_update_ = false;
      } else if (!article && field.key.size() < 40) {
        ReadOtherDate(object, field);
      }
    }
  }

  // Of a page or a recipe; a film, a book or a review on the page has an author of its own.
  void ReadAuthorsOfPage(simdjson::dom::object object) {
    std::string_view type;
    simdjson::dom::element author;
    if (object["@type"].get(type) != simdjson::SUCCESS ||
        object["author"].get(author) != simdjson::SUCCESS)
      return;
    if (type != "WebPage" && type != "Recipe" && type != "HowTo") return;
    witness_ = "json-ld-page";
    AddAuthors(author);
    witness_ = "json-ld";
  }

  // A date of what is no article: the page, a picture, a film.
  void ReadOtherDate(simdjson::dom::object object, simdjson::dom::key_value_pair field) {
    std::string_view value;
    std::string_view type;
    if (field.value.get(value) != simdjson::SUCCESS || !MayBeDate(value)) return;
    writer_.detail = LowerAscii(field.key);
    const auto kind = DateNamed(writer_.detail);
    if (!kind) return;
    if (object["@type"].get(type) != simdjson::SUCCESS) type = "";
    const bool page = type == "WebPage" || type == "ItemPage" || type == "Recipe";
    AddValue(value, page ? *kind : FactKind::kDate, page ? "json-ld-page" : "json-ld-other");
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

  // The headlines and names of a live blog's updates are not the page's, nor are their days.
  void ReadUpdate(simdjson::dom::object update) {
    std::string_view value;
    writer_.detail = kUpdateDetail;
    if (update["datePublished"].get(value) == simdjson::SUCCESS)
      AddValue(value, FactKind::kDate, "json-ld-other");
    if (update["articleBody"].get(value) == simdjson::SUCCESS)
      AppendWordRuns(value, writer_.page().said);
  }

  void ReadArticle(simdjson::dom::object article) {
    if (in_update_) return ReadUpdate(article);
    writer_.detail = "article";
    AddString(article, "headline", FactKind::kHeadline);
    AddString(article, "description", FactKind::kDeck);
    AddString(article, "datePublished", FactKind::kPublished);
    AddString(article, "dateModified", FactKind::kModified);
    AddString(article, "dateCreated", FactKind::kDate);
    AddString(article, "articleSection", FactKind::kSection);
    std::string_view body;
    if (article["articleBody"].get(body) == simdjson::SUCCESS)
      AppendWordRuns(body, writer_.page().said);
    // The first article is the page's; others are teasers.
    const bool known = std::ranges::any_of(writer_.page().facts, [](const Fact& fact) {
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
    if (author.get(name) == simdjson::SUCCESS) return AddValue(name, FactKind::kByline, witness_);
    simdjson::dom::object object;
    if (author.get(object) != simdjson::SUCCESS) return;
    if (IsOrganization(object)) writer_.detail = "organization";
    if (object["name"].get(name) != simdjson::SUCCESS) name = NameOfReference(object);
    if (!name.empty()) AddValue(name, FactKind::kByline, witness_);
    writer_.detail = "article";
  }

  static bool IsOrganization(simdjson::dom::object object) {
    std::string_view type;
    return object["@type"].get(type) == simdjson::SUCCESS &&
           type.find("Organization") != std::string_view::npos;
  }

  // {"@id": "#jane"}: what else in the script has this identifier and a name.
  std::string_view NameOfReference(simdjson::dom::object reference) {
    std::string_view id;
    if (references_ >= kMostReferences || reference["@id"].get(id) != simdjson::SUCCESS) return {};
    ++references_;
    return FindNamed(root_, id, 0);
  }

  std::string_view FindNamed(simdjson::dom::element element, std::string_view id, int depth) {
    if (depth > kJsonDepth) return {};
    std::string_view name;
    simdjson::dom::array array;
    if (element.get(array) == simdjson::SUCCESS) {
      for (const simdjson::dom::element item : array) {
        name = FindNamed(item, id, depth + 1);
        if (!name.empty()) return name;
      }
      return {};
    }
    simdjson::dom::object object;
    std::string_view own;
    if (element.get(object) != simdjson::SUCCESS) return {};
    const bool same = object["@id"].get(own) == simdjson::SUCCESS && own == id;
    if (same && object["name"].get(name) == simdjson::SUCCESS && !name.empty()) {
      if (IsOrganization(object)) writer_.detail = "organization";
      return name;
    }
    for (const simdjson::dom::key_value_pair field : object) {
      name = FindNamed(field.value, id, depth + 1);
      if (!name.empty()) return name;
    }
    return {};
  }

  void AddString(simdjson::dom::object object, std::string_view key, FactKind kind) {
    std::string_view value;
    if (object[key].get(value) == simdjson::SUCCESS) AddValue(value, kind);
  }

  // The place of a string in the script. All searches together read it so many times, no more.
  std::size_t Search(std::string_view wanted) {
    constexpr std::size_t kMostReads = 64;
    if (searched_ > kMostReads * script_.size()) return std::string_view::npos;
    const std::size_t found = script_.find(wanted);
    searched_ += std::min(found, script_.size());
    return found;
  }

  // Where the string stands in the script, as JSON may have written it; one that is not found has
  // the script's place.
  void AddValue(std::string_view value, FactKind kind, std::string_view witness = "json-ld") {
    if (writer_.IsFull()) return;
    Span at{script_at_, script_at_ + static_cast<std::uint32_t>(script_.size())};
    for (const bool unicode : {false, true}) {
      for (const bool slashes : {false, true}) {
        const std::string written = AsJson(value, slashes, unicode);
        const std::size_t found = Search('"' + written + '"');
        if (found == std::string_view::npos) continue;
        at.begin = script_at_ + static_cast<std::uint32_t>(found) + 1;
        at.end = at.begin + static_cast<std::uint32_t>(written.size());
        return writer_.Add(kind, witness, value, at);
      }
      if (std::ranges::all_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        break;
    }
    writer_.Add(kind, witness, value, at);
  }

  FactWriter& writer_;
  std::string_view script_;
  std::uint32_t script_at_ = 0;
  std::size_t searched_ = 0;              // bytes of the script, for strings
  simdjson::dom::element root_;           // of the JSON that is being read
  int references_ = 0;                    // looked up in it
  bool in_update_ = false;                // what is read stands in a liveBlogUpdate
  std::string_view witness_ = "json-ld";  // of the authors that are read
};

}  // namespace

void ReadScriptFacts(FactWriter& writer) { ScriptReader(writer).Read(); }

}  // namespace warraq

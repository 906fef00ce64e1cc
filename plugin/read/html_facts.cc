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

#include <simdjson.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <charconv>
#include <chrono>
#include <cstdio>
#include <initializer_list>
#include <optional>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "plugin/text/model.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"
#include "plugin/text/word_runs.h"

namespace warraq {
namespace {

constexpr int kJsonDepth = 6;
constexpr int kTypeDepth = 3;        // what stands deeper is a part of something
constexpr int kMostReferences = 16;  // to authors, each a walk through the script
constexpr std::size_t kJsonBytes = 4 << 20;
constexpr std::size_t kScriptBytes = 1 << 20;  // of a script that is searched for keys
constexpr std::size_t kScriptDates = 32;       // that a script gives at most
constexpr std::size_t kDateBytes = 80;         // longer values are no dates
constexpr std::size_t kClassBytes = 200;
constexpr std::size_t kCommentBytes = 240;  // longer ones hold markup that was taken out

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

struct MetaTable {
  std::unordered_map<std::string_view, FactKind> kinds;
  std::unordered_set<std::string_view> author_labels;
};

const MetaTable& MetaNames() {
  static const MetaTable made = [] {
    MetaTable table;
    std::string_view model = Model("meta_names.tsv");
    for (std::array<std::string_view, 2> row; NextRow(model, row);) {
      if (row[0] == "author-label") {
        table.author_labels.insert(row[1]);
      } else {
        table.kinds.emplace(row[1], KindNamed(row[0]));
      }
    }
    return table;
  }();
  return made;
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

bool IsInside(std::string_view text, std::size_t at) {  // of a code point
  return at < text.size() && (static_cast<unsigned char>(text[at]) & 0xC0) == 0x80;
}

// Writes `value` for the source at [at, at + raw.size()), piece by piece: what is the same stays a
// copy, and what was an entity, an escape or white space is replaced, so that a part of the value
// leads to its part of the source.
void WriteAligned(std::string_view raw, std::uint32_t at, std::string_view value, Edit& edit) {
  constexpr std::size_t kAlike = 3;        // bytes: where both go on with the same
  constexpr std::size_t kLongestRaw = 24;  // of one replacement
  constexpr std::size_t kLongestValue = 8;
  std::size_t i = 0;
  std::size_t j = 0;
  const auto replace = [&](std::size_t of_raw, std::size_t of_value) {
    edit.Replace(at + i, at + i + of_raw, value.substr(j, of_value));
    i += of_raw;
    j += of_value;
  };
  const auto go_on_alike = [&](std::size_t of_raw, std::size_t of_value) {
    if (IsInside(raw, i + of_raw) || IsInside(value, j + of_value)) return false;
    const std::string_view behind = value.substr(j + of_value, kAlike);
    return !behind.empty() && i + of_raw <= raw.size() &&
           raw.substr(i + of_raw).starts_with(behind);
  };
  while (j < value.size()) {
    std::size_t same = 0;
    while (i + same < raw.size() && j + same < value.size() && raw[i + same] == value[j + same])
      ++same;
    while (same > 0 && (IsInside(raw, i + same) || IsInside(value, j + same))) --same;
    edit.Keep(at + i, at + i + same);
    i += same;
    j += same;
    if (j == value.size()) return;
    bool found = false;
    for (std::size_t of_raw = 0; of_raw <= kLongestRaw && !found; ++of_raw) {
      for (std::size_t of_value = 0; of_value <= kLongestValue && !found; ++of_value) {
        if (of_raw + of_value == 0 || j + of_value > value.size()) continue;
        found = go_on_alike(of_raw, of_value);
        if (found) replace(of_raw, of_value);
      }
    }
    if (!found) return replace(raw.size() - i, value.size() - j);
  }
}

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

bool MayBeDate(std::string_view value) {
  return value.size() <= kDateBytes &&
         std::ranges::count_if(value, [](char c) { return c >= '0' && c <= '9'; }) >= 4;
}

// What a property, an attribute, a key or a class says of a date; nothing if it names none.
std::optional<FactKind> DateNamed(std::string_view lower) {
  const auto says = [&](std::initializer_list<std::string_view> words) {
    return std::ranges::any_of(
        words, [&](std::string_view word) { return lower.find(word) != std::string_view::npos; });
  };
  if (says({"expire", "birth", "death", "founding", "start", "enddate", "end-date", "end_date",
            "event", "valid", "until", "license", "rating", "registration", "join", "server"}))
    return {};
  if (!says({"date", "time", "publi", "created", "posted", "modif", "updat", "issued", "datum"}))
    return {};
  if (says({"modif", "updat", "edited", "changed", "revis"}) && !says({"publi"}))
    return FactKind::kModified;
  if (says({"publi", "pubdate", "created", "posted", "issued", "firstdate", "displaydate"}))
    return FactKind::kPublished;
  return FactKind::kDate;
}

// Whether a class says that its text is an author's name: "author-name", "byline__name".
bool IsClassOfAuthor(std::string_view lower) {
  for (const std::string_view who : {"author", "byline", "creator", "writer"}) {
    const std::size_t at = lower.find(who);
    if (at == std::string_view::npos) continue;
    const std::string_view rest = lower.substr(at + who.size());
    if (rest.substr(0, rest.find(' ')).find("name") != std::string_view::npos) return true;
  }
  return false;
}

// Seconds or milliseconds since 1970 as ISO 8601, anything else as it is.
std::string MomentOf(std::string_view value) {
  const std::string_view digits = Trimmed(value);
  const bool seconds = digits.size() == 10;
  if ((!seconds && digits.size() != 13) ||
      digits.find_first_not_of("0123456789") != std::string_view::npos) {
    return std::string(value);
  }
  std::int64_t moment = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), moment);
  const std::chrono::sys_seconds at{std::chrono::seconds(seconds ? moment : moment / 1000)};
  const auto day = std::chrono::floor<std::chrono::days>(at);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(at - day);
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%04d-%02u-%02uT%02d:%02d:%02dZ",
                static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                static_cast<unsigned>(date.day()), static_cast<int>(clock.hours().count()),
                static_cast<int>(clock.minutes().count()),
                static_cast<int>(clock.seconds().count()));
  return text.data();
}

class FactReader {
 public:
  FactReader(const HtmlTree& tree, std::uint32_t at, const Text& decoded, const Limits& limits,
             Page& page)
      : tree_(tree), at_(at), decoded_(decoded), limits_(limits), page_(page) {}

  void Read() {
    if (tree_.node(at_).kind == HtmlNodeKind::kComment) return ReadComment();
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
        AddAttribute("lang", FactKind::kLanguage, "html-lang");
        return AddAttribute("xml:lang", FactKind::kLanguage, "html-lang");
      case HtmlTag::kA:
        ReadDayLink();
        return ReadDates();
      default:
        return ReadDates();
    }
  }

 private:
  // A fact whose text is `value`, which stands for bytes [begin, end) of the decoded source.
  void Add(FactKind kind, std::string_view witness, std::string_view value, Span at) {
    const std::string line = OneLine(value);
    if (line.empty() || page_.facts.size() >= limits_.facts) return;
    Edit edit(decoded_);
    WriteValue(line, at, edit);
    page_.facts.push_back({kind, witness, std::move(edit).Finish(), detail_});
  }

  void WriteValue(std::string_view value, Span at, Edit& edit) const {
    constexpr std::size_t kMostEscaped = 6;  // times as long as the value
    const std::string_view raw = decoded_.bytes().substr(at.begin, at.size());
    const std::size_t found = raw.find(value);
    if (found != std::string_view::npos) {
      return edit.Keep(at.begin + found, at.begin + found + value.size());
    }
    // A moment in seconds has nothing in common with what it became.
    const bool same = !MayBeDate(value) || raw.find(value.substr(0, 4)) != std::string_view::npos;
    const bool near = raw.size() <= value.size() * kMostEscaped && same;
    if (near) return WriteAligned(raw, at.begin, value, edit);
    edit.Replace(at.begin, at.end, value);
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
    const auto& table = MetaNames().kinds;
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
      if (found->second == FactKind::kImage && found->first == "og:image")
        Add(FactKind::kDate, "image-uri", content->value, {content->begin, content->end});
      return Add(found->second, "meta", content->value, {content->begin, content->end});
    }
    for (const char* name : {"property", "name", "itemprop"}) {
      detail_ = Lower(Trimmed(ValueOf(name)));
      if (detail_.empty()) continue;
      if (IsAuthorOfCard(detail_)) {
        return Add(FactKind::kByline, "meta", content->value, {content->begin, content->end});
      }
      const auto kind = DateNamed(detail_);
      if (!kind) continue;
      const bool microdata = detail_.starts_with("date") || detail_.starts_with("schema:date");
      return AddDate(*kind, microdata ? "microdata" : "meta-other", *content);
    }
  }

  // Of a card, whose <meta name="twitter:label1" content="Written by"> stands beside
  // "twitter:data1".
  bool IsAuthorOfCard(std::string_view name) const {
    constexpr std::string_view kData = "twitter:data";
    constexpr int kNear = 4;  // siblings, white space among them
    if (!name.starts_with(kData)) return false;
    const std::string wanted = "twitter:label" + std::string(name.substr(kData.size()));
    std::uint32_t before = at_;
    for (int i = 0; i < kNear && before != 0; ++i) {
      before = tree_.node(before).previous_sibling;
      if (before == 0 || tree_.node(before).tag != HtmlTag::kMeta) continue;
      const HtmlAttribute* label = tree_.FindAttribute(before, "name");
      if (label == nullptr) label = tree_.FindAttribute(before, "property");
      const HtmlAttribute* says = tree_.FindAttribute(before, "content");
      if (label == nullptr || says == nullptr || Lower(Trimmed(label->value)) != wanted) continue;
      return MetaNames().author_labels.contains(Folded(Trimmed(says->value)));
    }
    return false;
  }

  void AddDate(FactKind kind, std::string_view witness, const HtmlAttribute& attribute) {
    if (!MayBeDate(attribute.value)) return;
    Add(kind, witness, MomentOf(attribute.value), {attribute.begin, attribute.end});
  }

  // Attributes of any other element: microdata, microformats (<abbr title>), data-*.
  void ReadDates() {
    const HtmlAttribute* title = nullptr;
    const HtmlAttribute* content = nullptr;
    const HtmlAttribute* named = nullptr;
    for (const HtmlAttribute& attribute : tree_.Attributes(at_)) {
      const std::string_view name = attribute.name;
      if (name == "itemprop" || name == "property") {
        named = &attribute;
      } else if (name == "content" || name == "datetime") {
        content = &attribute;
      } else if (name == "title") {
        title = &attribute;
      } else if ((name == "dc:date" || name.starts_with("data-")) && MayBeDate(attribute.value) &&
                 DateNamed(name)) {
        detail_ = name;
        AddDate(DateNamed(name).value_or(FactKind::kDate), "data-attribute", attribute);
      }
    }
    if (named != nullptr && content != nullptr && MayBeDate(content->value)) {
      detail_ = Lower(named->value);
      if (const auto kind = DateNamed(detail_)) AddDate(*kind, "microdata", *content);
    }
    detail_ = Lower(ValueOf("class"));
    if (detail_.empty() || detail_.size() > kClassBytes) return;
    const auto kind = DateNamed(detail_);
    if (!kind && IsClassOfAuthor(detail_)) {
      ReadText([&](std::string_view value, Span at) {
        Add(FactKind::kByline, "author-class", value, at);
      });
    }
    if (!kind) return;
    if (title != nullptr && MayBeDate(title->value)) return AddDate(*kind, "time-element", *title);
    if (*kind == FactKind::kDate) return;
    ReadText([&](std::string_view value, Span at) {
      if (MayBeDate(value)) Add(*kind, "date-class", value, at);
    });
  }

  // <span class="entry-published">8 Oct 2022</span>: calls `take` with the first text, if it is
  // short.
  template <typename Take>
  void ReadText(Take take) {
    std::uint32_t child = tree_.node(at_).first_child;
    for (int depth = 0; child != 0 && depth < 3; ++depth) {
      if (tree_.node(child).kind == HtmlNodeKind::kText) {
        const HtmlNode& text = tree_.node(child);
        if (text.end - text.begin > kDateBytes * 2) return;
        const std::string value(Trimmed(tree_.TextOf(child)));
        if (!value.empty()) {
          return take(value, Span{text.begin, text.end});
        }
        child = text.next_sibling;
      } else {
        child = tree_.node(child).first_child;
      }
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

  // "<!-- Published 2017-08-08 -->", "<!-- Cached page generated 2017-08-08 10:11:12 -->"
  void ReadComment() {
    const HtmlNode& comment = tree_.node(at_);
    if (comment.name.size() > kCommentBytes) return;
    if (std::ranges::count_if(comment.name, [](char c) { return c >= '0' && c <= '9'; }) < 5)
      return;
    detail_ = Lower(comment.name);
    const auto has = [&](std::string_view word) { return detail_.find(word) != detail_.npos; };
    const bool clock = has("cache") || has("serve") || has("render") || has("generated");
    const FactKind kind = clock ? FactKind::kDate : DateNamed(detail_).value_or(FactKind::kDate);
    detail_ = clock ? "clock" : "";
    const std::size_t at =
        tree_.source().substr(comment.begin, comment.end - comment.begin).find(comment.name);
    if (at == std::string_view::npos) return;
    const auto begin = comment.begin + static_cast<std::uint32_t>(at);
    Add(kind, "html-comment", comment.name,
        {begin, begin + static_cast<std::uint32_t>(comment.name.size())});
  }

  // <a href="/blog/2017/08/08/">: the day's archive, to which a page's own date leads.
  void ReadDayLink() {
    const HtmlAttribute* href = tree_.FindAttribute(at_, "href");
    if (href == nullptr || href->value.size() < 11) return;
    std::string_view uri = href->value;
    if (uri.ends_with('/')) uri.remove_suffix(1);
    const std::string_view day = uri.substr(uri.size() - 10);
    const auto digit = [&](std::size_t i) { return day[i] >= '0' && day[i] <= '9'; };
    for (std::size_t i = 0; i < day.size(); ++i) {
      if (i == 4 || i == 7 ? day[i] != '/' : !digit(i)) return;
    }
    // A value with entities has the place of the whole.
    Span at{href->begin, href->end};
    if (at.size() == href->value.size()) {
      at.begin += static_cast<std::uint32_t>(uri.size() - day.size());
      at.end = at.begin + static_cast<std::uint32_t>(day.size());
    }
    detail_.clear();
    Add(FactKind::kDate, "day-link", day, at);
  }

  void ReadTime() {
    detail_ = Lower(ValueOf("itemprop")) + ' ' + Lower(ValueOf("class"));
    if (!ValueOf("pubdate").empty() || tree_.FindAttribute(at_, "pubdate") != nullptr)
      detail_ += " pubdate";
    const HtmlAttribute* datetime = tree_.FindAttribute(at_, "datetime");
    if (datetime == nullptr) {
      ReadDates();
      return ReadTimeText();
    }
    AddDate(DateNamed(detail_).value_or(FactKind::kDate), "time-element", *datetime);
  }

  // <time>8 Oct 2022</time>
  void ReadTimeText() {
    const std::uint32_t child = tree_.node(at_).first_child;
    if (child == 0 || tree_.node(child).kind != HtmlNodeKind::kText) return;
    const std::string text = tree_.TextOf(child);
    if (!MayBeDate(text)) return;
    Add(DateNamed(detail_).value_or(FactKind::kDate), "time-element", text,
        {tree_.node(child).begin, tree_.node(child).end});
  }

  void ReadScript() {
    const HtmlNode& script = tree_.node(at_);
    if (script.first_child == 0) return;
    const HtmlNode& text = tree_.node(script.first_child);
    script_at_ = text.begin;
    script_ = tree_.source().substr(text.begin, text.end - text.begin);
    if (Lower(ValueOf("type")).find("ld+json") == std::string::npos) return ReadKeys("script");
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
      ReadKeys("json-ld");
    }
  }

  // The values of keys that name dates, in what may be no JSON: "datePublished":"2017-07-23".
  void ReadKeys(std::string_view witness) {
    std::size_t found = 0;
    const std::string_view text = script_.substr(0, kScriptBytes);
    for (std::size_t at = 0; found < kScriptDates; ++at) {
      at = text.find(':', at);
      if (at == std::string_view::npos) return;
      std::size_t begin = text.find_first_not_of(" \\", at + 1);
      if (begin == std::string_view::npos) return;
      const bool quoted = text[begin] == '"' || text[begin] == '\'';
      if (!quoted && (text[begin] < '0' || text[begin] > '9')) continue;
      begin += quoted ? 1 : 0;
      if (begin >= text.size() || text[begin] < '0' || text[begin] > '9') continue;
      const std::size_t end = quoted ? text.find_first_of("\"'\\\n", begin)
                                     : text.find_first_not_of("0123456789", begin);
      if (end == std::string_view::npos || end - begin < 8 || end - begin > kDateBytes) continue;
      if (!quoted && end - begin != 10 && end - begin != 13) continue;  // no moment in seconds
      const std::string_view key = KeyBefore(text, at);
      detail_ = Lower(key);
      const auto kind = DateNamed(detail_);
      if (!kind) continue;
      ++found;
      Add(*kind, witness, MomentOf(text.substr(begin, end - begin)),
          {script_at_ + static_cast<std::uint32_t>(begin),
           script_at_ + static_cast<std::uint32_t>(end)});
    }
  }

  static std::string_view KeyBefore(std::string_view text, std::size_t colon) {
    constexpr std::string_view kAround = " \"'\\";
    std::size_t end = colon;
    while (end > 0 && colon - end < 4 && kAround.find(text[end - 1]) != std::string_view::npos)
      --end;
    std::size_t begin = end;
    while (begin > 0 && end - begin < 40 &&
           (std::isalnum(static_cast<unsigned char>(text[begin - 1])) != 0 ||
            text[begin - 1] == '_' || text[begin - 1] == '-')) {
      --begin;
    }
    return text.substr(begin, end - begin);
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
    const bool article = IsArticle(object);
    if (article) ReadArticle(object);
    detail_ = "@type";
    if (depth <= kTypeDepth) AddString(object, "@type", FactKind::kType);
    for (const simdjson::dom::key_value_pair field : object) {
      simdjson::dom::element_type type = field.value.type();
      if (type == simdjson::dom::element_type::ARRAY ||
          type == simdjson::dom::element_type::OBJECT) {
        if (field.key != "comment") ReadJson(field.value, depth + 1);
      } else if (!article && field.key.size() < 40) {
        ReadOtherDate(object, field);
      }
    }
  }

  // A date of what is no article: the page, a picture, a film.
  void ReadOtherDate(simdjson::dom::object object, simdjson::dom::key_value_pair field) {
    std::string_view value;
    std::string_view type;
    if (field.value.get(value) != simdjson::SUCCESS || !MayBeDate(value)) return;
    detail_ = Lower(field.key);
    const auto kind = DateNamed(detail_);
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

  void ReadArticle(simdjson::dom::object article) {
    detail_ = "article";
    AddString(article, "headline", FactKind::kHeadline);
    AddString(article, "description", FactKind::kDeck);
    AddString(article, "datePublished", FactKind::kPublished);
    AddString(article, "dateModified", FactKind::kModified);
    AddString(article, "dateCreated", FactKind::kDate);
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
    if (author.get(object) != simdjson::SUCCESS) return;
    if (IsOrganization(object)) detail_ = "organization";
    if (object["name"].get(name) != simdjson::SUCCESS) name = NameOfReference(object);
    if (!name.empty()) AddValue(name, FactKind::kByline);
    detail_ = "article";
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
      if (IsOrganization(object)) detail_ = "organization";
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
    if (page_.facts.size() >= limits_.facts) return;
    Span at{script_at_, script_at_ + static_cast<std::uint32_t>(script_.size())};
    for (const bool unicode : {false, true}) {
      for (const bool slashes : {false, true}) {
        const std::string written = AsJson(value, slashes, unicode);
        const std::size_t found = Search('"' + written + '"');
        if (found == std::string_view::npos) continue;
        at.begin = script_at_ + static_cast<std::uint32_t>(found) + 1;
        at.end = at.begin + static_cast<std::uint32_t>(written.size());
        return Add(kind, witness, value, at);
      }
      if (std::ranges::all_of(value, [](char c) { return static_cast<unsigned char>(c) < 0x80; }))
        break;
    }
    Add(kind, witness, value, at);
  }

  const HtmlTree& tree_;
  std::uint32_t at_;
  const Text& decoded_;
  const Limits& limits_;
  Page& page_;
  std::string detail_;
  std::string_view script_;
  std::uint32_t script_at_ = 0;
  std::size_t searched_ = 0;     // bytes of the script, for strings
  simdjson::dom::element root_;  // of the JSON that is being read
  int references_ = 0;           // looked up in it
};

}  // namespace

void ReadFacts(const HtmlTree& tree, std::uint32_t at, const Text& decoded, const Limits& limits,
               Page& page) {
  FactReader(tree, at, decoded, limits, page).Read();
}

}  // namespace warraq

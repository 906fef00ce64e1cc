// <meta property="article:published_time" content="2025-05-14T04:44:27Z">, and a card's labels.

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>

#include "plugin/read/html_fact_writer.h"
#include "plugin/text/ascii.h"
#include "plugin/text/model.h"
#include "plugin/text/properties.h"

namespace warraq {
namespace {

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
      } else if (row[0] != "author-path") {
        table.kinds.emplace(row[1], KindNamed(row[0]));
      }
    }
    return table;
  }();
  return made;
}

class MetaReader {
 public:
  explicit MetaReader(FactWriter& writer) : writer_(writer) {}

  void Read() {
    const auto& table = MetaNames().kinds;
    const HtmlAttribute* content = writer_.tree().FindAttribute(writer_.at(), "content");
    if (content == nullptr) return;
    for (const char* name : {"property", "name", "itemprop", "http-equiv"}) {
      writer_.detail = LowerAscii(Trimmed(writer_.ValueOf(name)));
      const auto found = table.find(writer_.detail);
      if (writer_.detail.empty() || found == table.end()) continue;
      if (found->second == FactKind::kTag) return AddTags(*content);
      // An author's address is no name.
      if (found->second == FactKind::kByline &&
          content->value.find("://") != std::string_view::npos) {
        continue;
      }
      if (found->second == FactKind::kImage && found->first == "og:image")
        writer_.Add(FactKind::kDate, "image-uri", content->value, {content->begin, content->end});
      return writer_.Add(found->second, "meta", content->value, {content->begin, content->end});
    }
    for (const char* name : {"property", "name", "itemprop"}) {
      writer_.detail = LowerAscii(Trimmed(writer_.ValueOf(name)));
      if (writer_.detail.empty()) continue;
      if (IsAuthorOfCard(writer_.detail)) {
        return writer_.Add(FactKind::kByline, "meta", content->value,
                           {content->begin, content->end});
      }
      const auto kind = DateNamed(writer_.detail);
      if (!kind) continue;
      const bool microdata =
          writer_.detail.starts_with("date") || writer_.detail.starts_with("schema:date");
      return writer_.AddDate(*kind, microdata ? "microdata" : "meta-other", *content);
    }
  }

 private:
  // Of a card, whose <meta name="twitter:label1" content="Written by"> stands beside
  // "twitter:data1".
  bool IsAuthorOfCard(std::string_view name) const {
    constexpr std::string_view kData = "twitter:data";
    constexpr int kNear = 4;  // siblings, white space among them
    if (!name.starts_with(kData)) return false;
    const std::string wanted = "twitter:label" + std::string(name.substr(kData.size()));
    std::uint32_t before = writer_.at();
    for (int i = 0; i < kNear && before != 0; ++i) {
      before = writer_.tree().node(before).previous_sibling;
      if (before == 0 || writer_.tree().node(before).tag != HtmlTag::kMeta) continue;
      const HtmlAttribute* label = writer_.tree().FindAttribute(before, "name");
      if (label == nullptr) label = writer_.tree().FindAttribute(before, "property");
      const HtmlAttribute* says = writer_.tree().FindAttribute(before, "content");
      if (label == nullptr || says == nullptr || LowerAscii(Trimmed(label->value)) != wanted)
        continue;
      return MetaNames().author_labels.contains(Folded(Trimmed(says->value)));
    }
    return false;
  }

  void AddTags(const HtmlAttribute& content) {
    std::string_view rest = content.value;
    while (!rest.empty()) {
      const std::string_view tag = rest.substr(0, rest.find_first_of(",;"));
      writer_.Add(FactKind::kTag, "meta", tag, {content.begin, content.end});
      rest.remove_prefix(std::min(rest.size(), tag.size() + 1));
    }
  }

  FactWriter& writer_;
};

}  // namespace

void ReadMetaFacts(FactWriter& writer) { MetaReader(writer).Read(); }

}  // namespace warraq

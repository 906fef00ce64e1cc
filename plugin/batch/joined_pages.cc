// A joined record taken apart again, for its proof: each piece goes to the page on which it says
// that it stands.

#include <map>
#include <string>
#include <vector>

#include "plugin/batch/joined_record.h"
#include "plugin/batch/string_member.h"
#include "plugin/write/json.h"

namespace warraq {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

Error Untrue(std::string what) { return {Code::kLie, 0, std::move(what)}; }

// The pieces of one page: for each member of a record its values, with commas between them.
using Pieces = std::map<std::string, std::string, std::less<>>;

class PageSplitter {
 public:
  PageSplitter(object record, std::size_t pages) : record_(record), pieces_(pages) {}

  // False where a piece stands on a page that there is not.
  bool Split() {
    for (const char* key : {"headline", "kicker", "deck", "dateline", "agency"}) {
      element piece;
      if (record_[key].get(piece) == simdjson::SUCCESS) Take(key, piece);
    }
    for (const char* key : {"bylines", "blocks", "updates", "identifiers", "removed", "gaps"}) {
      ForEachIn(record_, key, [&](element piece) { Take(key, piece); });
    }
    for (const char* key : {"published", "modified"}) {
      for (const char* kind : {"evidence", "rejected"}) {
        const std::string path = std::string(key) + "/" + kind;
        ForEachIn(record_[key], kind, [&](element piece) { Take(path, piece); });
      }
    }
    return sound_;
  }

  // Whether the blocks are in the order of the pages.
  bool InOrder() const {
    std::uint64_t last = 0;
    bool ordered = true;
    ForEachIn(record_, "blocks", [&](element block) {
      const std::uint64_t on = NumberMember(block, "on");
      ordered &= on >= last;
      last = on;
    });
    return ordered;
  }

  std::string PageRecord(std::size_t number, object page) const {
    const Pieces& pieces = pieces_[number];
    std::string line;
    Json json(line);
    json.Object().Key("schema").String("warraq/article/1");
    for (const auto [key, value] : page) json.Key(key).Ready(simdjson::minify(value));
    for (const auto& [key, values] : pieces) {
      if (key.find('/') != key.npos) continue;
      const bool is_list = key.ends_with('s') || key == "removed";
      json.Key(key).Ready(is_list ? "[" + values + "]" : values);
    }
    for (const char* key : {"published", "modified"}) {
      json.Key(key).Object();
      for (const char* kind : {"evidence", "rejected"}) {
        const auto found = pieces.find(std::string(key) + "/" + kind);
        if (found != pieces.end()) json.Key(kind).Ready("[" + found->second + "]");
      }
      json.EndObject();
    }
    const bool is_full = record_["gaps"].error() == simdjson::SUCCESS;
    if (is_full && !pieces.contains("gaps")) json.Key("gaps").Array().EndArray();
    json.EndObject();
    return line;
  }

 private:
  void Take(std::string_view key, element piece) {
    const std::uint64_t on = NumberMember(piece, "on");
    if (on >= pieces_.size()) {
      sound_ = false;
      return;
    }
    std::string& values = pieces_[on][std::string(key)];
    if (!values.empty()) values.push_back(',');
    values += simdjson::minify(piece);
  }

  object record_;
  std::vector<Pieces> pieces_;
  bool sound_ = true;
};

// Whether the pages, in the order in which they are given, are one article, and the record theirs.
bool AreOneArticle(object record, const std::vector<element>& pages) {
  std::vector<PageLinks> links;
  std::vector<std::string_view> ids;
  std::string_view of;
  for (const element page : pages) {
    links.push_back(PageLinksOf(page));
    ids.push_back(StringMember(page, "id"));
    const std::string_view here = StringMember(page["continuation"], "of");
    if (of.empty()) of = here;
    if (here.empty() || here != of) return false;
  }
  const std::vector<std::size_t> order = OrderOfPages(links);
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (order.size() != pages.size() || order[i] != i) return false;
  }
  return StringMember(record, "id") == IdOfJoined(ids);
}

}  // namespace

Result<std::vector<std::string>> PagesOfJoined(object record) {
  std::vector<element> pages;
  ForEachIn(record, "pages", [&](element page) { pages.push_back(page); });
  element source;
  element first;
  if (pages.size() < 2 || record["source"].get(source) != simdjson::SUCCESS ||
      pages[0]["source"].get(first) != simdjson::SUCCESS ||
      simdjson::to_string(source) != simdjson::to_string(first)) {
    return Untrue("its source is not that of the first of its pages");
  }
  if (!AreOneArticle(record, pages)) return Untrue("its pages are not those of one article");
  PageSplitter splitter(record, pages.size());
  if (!splitter.Split()) return Untrue("a piece stands on a page that it has not");
  if (!splitter.InOrder()) return Untrue("its blocks are not in the order of its pages");
  std::vector<std::string> lines;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    object page;
    if (pages[i].get(page) != simdjson::SUCCESS) return Untrue("a page of it is no object");
    lines.push_back(splitter.PageRecord(i, page));
  }
  return lines;
}

}  // namespace warraq

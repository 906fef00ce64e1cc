#include "plugin/batch/joined_record.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>
#include <utility>

#include "plugin/batch/string_member.h"
#include "plugin/batch/trace.h"
#include "plugin/text/hash.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"
#include "plugin/write/json.h"
#include "plugin/write/write.h"

namespace warraq {
namespace {

using simdjson::dom::element;
using simdjson::dom::object;

constexpr std::string_view kOn = "on";
// What a joined record says as its first page does.
constexpr std::array<std::string_view, 10> kOfFirst = {
    "source",    "carried",  "kind",   "language", "script",
    "direction", "headline", "kicker", "deck",     "dateline"};
constexpr std::size_t kMarkBytes = 24;  // of " - page 2 of 3" behind a headline

// Values of an array that grows.
struct List {
  std::string items;
  void Add(std::string_view item) {
    if (!items.empty()) items.push_back(',');
    items += item;
  }
  void WriteAs(std::string_view key, Json& json) const {
    if (!items.empty()) json.Key(key).Ready("[" + items + "]");
  }
};

// A member as it is. Returns whether it is there.
template <typename From>
bool CopyMember(const From& from, std::string_view key, Json& json) {
  element value;
  if (from[key].get(value) != simdjson::SUCCESS) return false;
  json.Key(key).Ready(simdjson::minify(value));
  return true;
}

std::string Comparable(std::string_view text) { return WithoutSpace(Folded(text)); }

// Whether all that follows is the number of a page: " (2/3)", " - page 2".
bool IsPageMark(std::string_view rest) {
  if (rest.empty() || rest.size() > kMarkBytes) return false;
  std::size_t at = 0;
  const char32_t first = NextCodePoint(rest, at);
  return !IsLetter(first) && !IsDigit(first) && rest.find_first_of("0123456789") != rest.npos;
}

class RecordJoiner {
 public:
  void Add(object page) {
    ids_.emplace_back(StringMember(page, "id"));
    if (number_ == 0) TakeFirst(page);
    language_ = StringMember(page, "language");
    TakePage(page);
    TakeRepeats(page);
    TakeNames(page);
    TakeDating(page, "published", published_);
    TakeDating(page, "modified", modified_);
    TakeBlocks(page);
    TakeUpdates(page);
    TakeDates(page);
    TakeIdentifiers(page);
    TakeFacts(page);
    for (const auto& [key, list] : {std::pair("removed", &removed_), std::pair("gaps", &gaps_)}) {
      ForEachIn(page, key, [&, to = list](element item) { to->Add(Piece(item)); });
    }
    ForEachIn(page, "repairs", [&](element repair) {
      Count(StringMember(repair, "rule"), NumberMember(repair, "count"));
    });
    TakeQuality(page);
    ++number_;
  }

  std::string Finish() const {
    std::string record;
    Json json(record);
    const std::vector<std::string_view> ids(ids_.begin(), ids_.end());
    json.Object().Key("schema").String("warraq/article/1").Key("id").String(IdOfJoined(ids));
    for (const auto& [key, value] : first_) json.Key(key).Ready(value);
    bylines_.WriteAs("bylines", json);
    if (!agency_.empty()) json.Key("agency").Ready(agency_);
    published_.WriteAs("published", json);
    modified_.WriteAs("modified", json);
    json.Key("blocks").Ready("[" + blocks_.items + "]").Key("text").String(text_);
    updates_.WriteAs("updates", json);
    dates_.WriteAs("dates", json);
    identifiers_.WriteAs("identifiers", json);
    tags_.WriteAs("tags", json);
    json.Member("section", section_);
    images_.WriteAs("images", json);
    alternates_.WriteAs("alternates", json);
    pages_.WriteAs("pages", json);
    removed_.WriteAs("removed", json);
    WriteRepairs(json);
    WriteQuality(json);
    if (full_) json.Key("gaps").Ready("[" + gaps_.items + "]");
    json.EndObject();
    return record;
  }

 private:
  struct Dating {
    std::string edtf;
    double confidence = 0;
    List evidence, rejected;
    void WriteAs(std::string_view key, Json& json) const {
      if (edtf.empty()) return;
      json.Key(key).Object().Key("edtf").String(edtf).Key("confidence").Fraction(confidence);
      json.Key("evidence").Ready("[" + evidence.items + "]");
      rejected.WriteAs("rejected", json);
      json.EndObject();
    }
  };

  void Mark(Json& json) const {
    if (number_ > 0) json.Key(kOn).Number(number_);
  }

  // A piece of this page, as it is.
  std::string Piece(element piece) const {
    std::string marked = simdjson::minify(piece);
    if (number_ == 0 || !marked.ends_with('}') || marked.size() < 3) return marked;
    marked.back() = ',';
    return marked + "\"on\":" + std::to_string(number_) + "}";
  }

  void TakeFirst(object page) {
    for (const std::string_view key : kOfFirst) {
      element value;
      if (page[key].get(value) == simdjson::SUCCESS)
        first_.emplace_back(key, simdjson::minify(value));
    }
    for (const char* key : {"headline", "kicker", "deck", "dateline"}) {
      const std::string said = Comparable(StringMember(page[key], "text"));
      if (!said.empty()) said_.insert(said);
      if (headline_.empty()) headline_ = said;
    }
    first_language_ = StringMember(page, "language");
    full_ = page["gaps"].error() == simdjson::SUCCESS;
  }

  // What of the page's record is its own alone.
  void TakePage(object page) {
    std::string line;
    Json json(line);
    json.Object();
    for (const char* key : {"id", "source", "carried", "continuation"}) {
      if (key == std::string_view("carried") && number_ == 0) continue;  // stands in the record
      CopyMember(page, key, json);
    }
    object quality;
    if (page["quality"].get(quality) == simdjson::SUCCESS) {
      json.Key("quality").Object();
      for (const auto [key, value] : quality) {
        if (key != "notes") json.Key(key).Ready(simdjson::minify(value));
      }
      json.EndObject();
    }
    json.EndObject();
    if (line.ends_with(R"(,"quality":{}})")) line.replace(line.rfind(",\"quality"), line.npos, "}");
    pages_.Add(line);
  }

  // A piece that the record does not keep where it was.
  void SetApart(std::string_view role, element piece, std::string_view text) {
    if (piece["from"].error() != simdjson::SUCCESS) return;
    std::string line;
    Json json(line);
    json.Object().Key("role").String(role);
    if (piece["map"].error() == simdjson::SUCCESS) json.Member("text", text);
    for (const char* key : {"from", "map"}) CopyMember(piece, key, json);
    Mark(json);
    json.EndObject();
    removed_.Add(line);
  }

  bool IsRepeat(std::string_view text) const {
    const std::string same = Comparable(text);
    if (said_.contains(same)) return true;
    return !headline_.empty() && same.starts_with(headline_) &&
           IsPageMark(std::string_view(same).substr(headline_.size()));
  }

  // Of a later page: what stands above its text. What the first page does not say is the heading of
  // this one, or its first words.
  void TakeRepeats(object page) {
    if (number_ == 0) return;
    constexpr std::array<std::array<std::string_view, 3>, 4> kAbove = {
        {{"headline", "subhead", "headline-repeat"},
         {"kicker", "", "other"},
         {"deck", "paragraph", "other"},
         {"dateline", "paragraph", "other"}}};
    for (const auto& [key, as_block, as_removed] : kAbove) {
      element piece;
      if (page[key].get(piece) != simdjson::SUCCESS) continue;
      const std::string_view text = StringMember(piece, "text");
      if (as_block.empty() || IsRepeat(text)) {
        SetApart(as_removed, piece, text);
      } else {
        AddBlock(as_block, piece);
      }
    }
  }

  void AddBlock(std::string_view role, element piece) {
    std::string line;
    Json json(line);
    json.Object().Key("role").String(role);
    for (const char* key : {"text", "rows", "from", "map", "language"}) {
      const bool other = key == std::string_view("language") && language_ != first_language_;
      if (!CopyMember(piece, key, json) && other) json.Key(key).String(language_);
    }
    Mark(json);
    json.EndObject();
    blocks_.Add(line);
    ++block_count_;
    if (!IsInText(role)) return;
    if (!text_.empty()) text_ += "\n\n";
    text_ += StringMember(piece, "text");
  }

  void TakeNames(object page) {
    ForEachIn(page, "bylines", [&](element item) {
      const std::string_view name = StringMember(item, "name");
      if (names_.insert(Comparable(name)).second) return bylines_.Add(Piece(item));
      SetNameApart(item);
    });
    element agency;
    if (page["agency"].get(agency) != simdjson::SUCCESS) return;
    if (agency_.empty()) {
      agency_ = Piece(agency);
    } else {
      SetNameApart(agency);
    }
  }

  // In a full record the words as they stand are `text`, where they differ.
  void SetNameApart(element name) {
    const std::string_view words = StringMember(name, "text");
    SetApart("other", name, words.empty() ? StringMember(name, "name") : words);
  }

  // The first page that has a date says when it was; pages that say the same are further witnesses,
  // what others say is kept with its place.
  void TakeDating(object page, std::string_view key, Dating& dating) {
    object said;
    if (page[key].get(said) != simdjson::SUCCESS) return;
    const std::string_view edtf = StringMember(said, "edtf");
    if (dating.edtf.empty()) {
      dating.edtf = edtf;
      double confidence = 0;
      if (said["confidence"].get(confidence) == simdjson::SUCCESS) dating.confidence = confidence;
    }
    ForEachIn(said, "evidence", [&](element item) {
      if (edtf == dating.edtf) return dating.evidence.Add(Piece(item));
      std::string line;
      Json json(line);
      json.Object().Key("edtf").String(edtf).Key("text").String(StringMember(item, "text"));
      json.Key("why").String("other-page");
      for (const char* place : {"from", "map"}) CopyMember(item, place, json);
      Mark(json);
      json.EndObject();
      dating.rejected.Add(line);
    });
    ForEachIn(said, "rejected", [&](element item) { dating.rejected.Add(Piece(item)); });
  }

  void TakeBlocks(object page) {
    const bool has_updates = page["updates"].error() == simdjson::SUCCESS;
    bool begun = number_ == 0 || has_updates;
    first_block_ = block_count_;
    apart_ = 0;
    ForEachIn(page, "blocks", [&](element block) {
      const std::string_view text = StringMember(block, "text");
      if (!begun && IsRepeat(text)) {
        ++apart_;
        return SetApart("headline-repeat", block, text);
      }
      begun = true;
      AddBlock(StringMember(block, "role"), block);
    });
  }

  // The index that a block of this page has among all.
  std::uint64_t PlaceOf(std::uint64_t block) const { return first_block_ + block - apart_; }

  void TakeUpdates(object page) {
    ForEachIn(page, "updates", [&](element update) {
      std::string line;
      Json json(line);
      json.Object();
      for (const char* key : {"stamp", "published"}) CopyMember(update, key, json);
      json.Key("blocks").Array();
      ForEachIn(update, "blocks", [&](element edge) {
        std::uint64_t block = 0;
        if (edge.get(block) == simdjson::SUCCESS) json.Number(PlaceOf(block));
      });
      json.EndArray();
      Mark(json);
      json.EndObject();
      updates_.Add(line);
    });
  }

  void TakeDates(object page) {
    ForEachIn(page, "dates", [&](element date) {
      const std::uint64_t block = NumberMember(date, "block");
      if (block < apart_) return;
      std::string line;
      Json json(line);
      json.Object();
      for (const char* key : {"edtf", "calendar", "text"}) {
        json.Key(key).String(StringMember(date, key));
      }
      json.Key("block").Number(PlaceOf(block)).Key("kind").String(StringMember(date, "kind"));
      json.EndObject();
      dates_.Add(line);
    });
  }

  void TakeIdentifiers(object page) {
    ForEachIn(page, "identifiers", [&](element item) {
      const std::string_view value = StringMember(item, "value");
      if (known_.emplace(StringMember(item, "scheme"), value).second) {
        return identifiers_.Add(Piece(item));
      }
      SetApart("other", item, value);
    });
  }

  // What has no place in the source: each once.
  void TakeFacts(object page) {
    const auto take = [&](const char* key, const char* member, List& list) {
      ForEachIn(page, key, [&](element item) {
        const std::string whole = simdjson::minify(item);
        const std::string_view told = member[0] == '\0' ? whole : StringMember(item, member);
        if (known_.emplace(key, told).second) list.Add(whole);
      });
    };
    take("tags", "", tags_);
    take("images", "uri", images_);
    take("alternates", "", alternates_);
    if (section_.empty()) section_ = StringMember(page, "section");
  }

  void Count(std::string_view rule, std::uint64_t count) {
    const auto known =
        std::ranges::find(repairs_, rule, &std::pair<std::string, std::uint64_t>::first);
    if (known != repairs_.end()) {
      known->second += count;
    } else {
      repairs_.emplace_back(rule, count);
    }
  }

  // As sure as the page of which we are least sure.
  void TakeQuality(object page) {
    object quality;
    if (page["quality"].get(quality) != simdjson::SUCCESS) return;
    const auto least = [&](const char* key, double& of) {
      double value = 0;
      if (quality[key].get(value) != simdjson::SUCCESS) return;
      of = of < 0 ? value : std::min(of, value);
    };
    least("kind_confidence", kind_confidence_);
    least("ocr_confidence", ocr_confidence_);
    if (recognizer_.empty()) recognizer_ = StringMember(quality, "recognizer");
    ForEachIn(quality, "notes", [&](element note) { notes_.Add(Piece(note)); });
  }

  void WriteRepairs(Json& json) const {
    if (repairs_.empty()) return;
    json.Key("repairs").Array();
    for (const auto& [rule, count] : repairs_) {
      json.Object().Key("rule").String(rule).Key("count").Number(count).EndObject();
    }
    json.EndArray();
  }

  void WriteQuality(Json& json) const {
    if (kind_confidence_ < 0 && ocr_confidence_ < 0 && notes_.items.empty()) return;
    json.Key("quality").Object();
    if (kind_confidence_ >= 0) json.Key("kind_confidence").Fraction(kind_confidence_);
    if (ocr_confidence_ >= 0) json.Key("ocr_confidence").Fraction(ocr_confidence_);
    json.Member("recognizer", recognizer_);
    notes_.WriteAs("notes", json);
    json.EndObject();
  }

  std::uint64_t number_ = 0;  // of the page, from 0
  std::vector<std::string> ids_;
  std::vector<std::pair<std::string_view, std::string>> first_;  // members of kOfFirst
  std::set<std::string> said_;                                   // in the first page's head
  std::string headline_, first_language_, language_;
  bool full_ = false;
  List bylines_, blocks_, updates_, dates_, identifiers_, tags_, images_, alternates_, pages_;
  List removed_, notes_, gaps_;
  std::string agency_, section_, text_, recognizer_;
  Dating published_, modified_;
  std::uint64_t block_count_ = 0;
  std::uint64_t first_block_ = 0;  // of this page
  std::uint64_t apart_ = 0;  // blocks at its start that say what stands in the first page's head
  std::set<std::string> names_;                          // of authors
  std::set<std::pair<std::string, std::string>> known_;  // by kind and value
  std::vector<std::pair<std::string, std::uint64_t>> repairs_;
  double kind_confidence_ = -1, ocr_confidence_ = -1;
};

}  // namespace

PageLinks PageLinksOf(element page) {
  PageLinks links;
  object continuation;
  if (page["continuation"].get(continuation) != simdjson::SUCCESS) return links;
  links.page = NumberMember(continuation, "page");
  const auto read = [&](const char* key, std::uint64_t beside, std::uint64_t& number) {
    object other;
    if (continuation[key].get(other) != simdjson::SUCCESS) return;
    // An address leads to the page beside this one, else it would not stand there.
    const bool address = other["uri"].error() == simdjson::SUCCESS;
    links.on_the_web |= address;
    number = address ? beside : NumberMember(other, "page");
  };
  read("previous", links.page - 1, links.previous);
  read("next", links.page + 1, links.next);
  return links;
}

std::vector<std::size_t> OrderOfPages(std::span<const PageLinks> pages) {
  std::map<std::uint64_t, std::size_t> by_number;
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < pages.size(); ++i) {
    if (pages[i].page == 0) return {};
    if (!by_number.emplace(pages[i].page, i).second) return {};
    if (pages[i].previous != 0) continue;
    if (!order.empty()) return {};  // two first pages
    order.push_back(i);
  }
  if (order.empty() || pages.size() < 2) return {};
  const PageLinks& first = pages[order.front()];
  if (first.on_the_web && first.page != 1) return {};
  while (order.size() < pages.size()) {
    const PageLinks& last = pages[order.back()];
    const auto next = by_number.find(last.next);
    if (last.next == 0 || next == by_number.end()) return {};
    // It names one page before it, and the first names none: so no page comes twice.
    if (pages[next->second].previous != last.page) return {};
    order.push_back(next->second);
  }
  if (pages[order.back()].next != 0) return {};
  return order;
}

std::string IdOfJoined(std::span<const std::string_view> ids) {
  std::string all = "joined";
  for (const std::string_view id : ids) all.append("#").append(id);
  return Sha256Hex(all).substr(0, 32);
}

std::string JoinRecords(std::span<const std::string> pages) {
  simdjson::dom::parser parser;
  RecordJoiner joiner;
  for (const std::string& line : pages) {
    object page;
    if (parser.parse(line).get(page) == simdjson::SUCCESS) joiner.Add(page);
  }
  return joiner.Finish();
}

}  // namespace warraq

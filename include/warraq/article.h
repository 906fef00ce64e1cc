// The article record, before it is written: see models/article.schema.json for its shape in JSON.

#ifndef WARRAQ_ARTICLE_H_
#define WARRAQ_ARTICLE_H_

#include <string>
#include <string_view>
#include <vector>

#include "warraq/page.h"

namespace warraq {

struct Block {
  Role role = Role::kParagraph;
  Text text;
  std::string language;  // BCP 47; empty where it is the article's
  float confidence = 1;
  std::vector<std::vector<Text>> rows;  // of a table; `text` is then the cells joined
};

// A piece of a page that is no part of the article. Its origin covers the space between its lines.
struct Removed {
  Role role = Role::kOther;
  std::vector<Span> origin;
  Text text;  // empty where nothing is left of it to be read
  SharedLine shared =
      {};  // of boilerplate that the site tells: the line that the fewest pages have
};

struct Name {
  std::string name;
  Text text;  // as it stands in the source; its origin is the piece's `from`
};

struct Evidence {
  std::string_view kind;  // "timestamp-line", "identifier", "json-ld", ...
  Text text;
};

struct RejectedDate {
  std::string edtf;
  std::string_view why;  // "page-clock", "template-debris", "event", ...
  Text text;
};

// When the article was published (or modified), and why we think so. No edtf: not known.
struct Dating {
  std::string edtf;
  double confidence = 0;  // 0 to 1, calibrated
  std::vector<Evidence> evidence;
  std::vector<RejectedDate> rejected;
};

struct Mention {
  DateClaim claim;
  std::size_t block = 0;  // where in `blocks`
  std::string text;
};

// An update of a live blog: the blocks [first_block, end_block) and when they were published.
struct Update {
  Text stamp;  // its time as it stands there
  Dating published;
  std::size_t first_block = 0;
  std::size_t end_block = 0;
};

// Of an article that stands on several pages: which of them this is, and where the others are.
struct Continuation {
  std::string of;       // one string for all of its pages; empty where it has but this one
  int page = 0;         // from 1
  Text previous, next;  // addresses as they stand here; of METS the numbers of its pages
};

struct Identifier {
  std::string scheme;
  std::string value;
  Text text;
};

struct Image {
  std::string uri;
  std::string caption;
  std::string credit;
};

struct Alternate {
  std::string language;
  std::string uri;
};

struct Article {
  const Page* page = nullptr;               // outlives the article; page->source too
  std::string id;                           // same bytes and place, same id
  std::string_view kind = "article";        // or "page"
  double kind_confidence = -1;              // 0 to 1; negative where nothing tells (dumps, ink)
  std::string language, script, direction;  // BCP 47, ISO 15924, "ltr" or "rtl"
  Text headline, kicker, deck;
  Text dateline;
  std::string dateline_place;
  std::vector<Name> bylines;
  Name agency;
  Dating published, modified;
  std::vector<Block> blocks;
  std::vector<Update> updates;  // of a live blog, in the order of the page
  std::vector<Mention> dates;
  std::vector<Identifier> identifiers;
  std::vector<std::string> tags;
  std::string section;
  std::vector<Image> images;
  std::vector<Alternate> alternates;
  Continuation continuation;
  std::vector<Removed> removed;
  std::vector<RepairCount> repairs;
  double ocr_confidence = -1;  // 0 to 1; negative where nothing tells
  std::vector<Note> notes;
};

}  // namespace warraq

#endif  // WARRAQ_ARTICLE_H_

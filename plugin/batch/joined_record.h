// One record of the records of an article's pages, and the way back to what each page gave.
//
// A joined record is a record like others: `source` and all that is said of the article are its
// first page's, the blocks are those of all pages in their order. `pages` has for each page its
// record's id, source, links and quality; a piece that stands on another page than the first says
// so by `on`, an index into `pages`, and its `from` counts in that page's source. What later pages
// repeat (headline, deck, names of authors) is set apart in `removed`, so that for every page what
// is kept and what is removed are all of it, as in a record of one page.

#ifndef WARRAQ_PLUGIN_BATCH_JOINED_RECORD_H_
#define WARRAQ_PLUGIN_BATCH_JOINED_RECORD_H_

#include <simdjson.h>

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "warraq/result.h"

namespace warraq {

// Where a page of an article says that it stands: its number and those of the pages beside it, 0
// where it names none.
struct PageLinks {
  std::uint64_t page = 0;
  std::uint64_t previous = 0, next = 0;
  bool on_the_web = false;  // pages are counted from 1
};

// Of what has "continuation": a record of a page, or a page of a joined record.
PageLinks PageLinksOf(simdjson::dom::element page);

// The order in which the pages are one article: each once, each naming the one before it and the
// one behind it, none left over. Empty where they are not.
std::vector<std::size_t> OrderOfPages(std::span<const PageLinks> pages);

// The record of all pages, given as lines of JSON in their order. The line has no line end.
std::string JoinRecords(std::span<const std::string> pages);
// The id of such a record, by those of its pages.
std::string IdOfJoined(std::span<const std::string_view> ids);

// What of a joined record is each page's, as lines of JSON: records that have all that can be
// traced to the page, and nothing else of what records have. An error says what makes no sense.
Result<std::vector<std::string>> PagesOfJoined(simdjson::dom::object record);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_JOINED_RECORD_H_

// What of a page as a whole the weighing of its dates needs: where its headline and its body are,
// how thickly its dates stand, which year, country and order of day and month they speak of.

#ifndef WARRAQ_PLUGIN_DATE_PAGE_OUTLINE_H_
#define WARRAQ_PLUGIN_DATE_PAGE_OUTLINE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warraq/page.h"

namespace warraq {

struct PageOutline {
  const Page* page = nullptr;  // which outlives it
  std::size_t first_line = 0;
  std::size_t end_line = 0;
  std::vector<std::uint32_t> ordinal;         // of each line, how many with text there are up to it
  std::optional<std::size_t> headline, body;  // lines; the body's is its first paragraph
  std::size_t body_end = 0;                   // its last line
  std::string year;                           // of dates without one; may be empty
  std::string_view headline_year;             // "The best tents of 2025"
  std::vector<std::uint32_t> dated;           // ordinals of lines that are little more than a date
  std::vector<std::int64_t> sure_days;  // of dates of the text whose day is not in doubt, sorted
  std::string region;                   // "us", "en" of English elsewhere, "other", or nothing
  int day_first = 0, month_first = 0;   // dates of the text whose order is plain

  // Days from one to the nearest other sure day of the page, whose dates lie close together.
  std::int64_t Distance(std::string_view day) const;
  // How many dates there are in the lines near it; lists of other pages have many.
  int DatesAround(std::size_t line) const;
  // Of comments, of other pages, or quoted.
  bool IsForeign(std::size_t line) const;
};

// Of a line: that there is nothing on it.
inline bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

PageOutline OutlineOf(const Page& page, std::size_t first_line, std::size_t end_line);

bool IsForeign(const Fact& fact);

// Days since 1970 of "2025-05-14", whatever stands behind it.
std::optional<std::int64_t> NumberOfDay(std::string_view day);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_PAGE_OUTLINE_H_

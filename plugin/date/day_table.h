// The days of a page while what speaks for them is gathered (witness.cc).

#ifndef WARRAQ_PLUGIN_DATE_DAY_TABLE_H_
#define WARRAQ_PLUGIN_DATE_DAY_TABLE_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/date/page_outline.h"
#include "plugin/date/witness.h"

namespace warraq {

// What has been said of a day, whatever its features: who calls it the day of publication, whether
// it is called that of a change.
struct DayMarks {
  std::uint32_t published = 0;  // bits of the families of facts
  bool changed = false;
  bool shown = false;            // a line has it that is not of comments or of other pages
  bool shown_changed = false;    // ... and every such line says that it is of a change
  bool shown_published = false;  // ... or one says that it is of the publication
  bool utc_morning = false, utc_evening = false;
  bool utc_midnight = false;  // told of 21, 22 or 23 o'clock sharp, which is midnight in Europe
  // Minutes since 1970 of what is told of the day, in UTC and with another offset.
  std::vector<std::int64_t> utc, zoned;
};

struct DayTable {
  FeatureNames& names;
  std::vector<DayWitness> days = {};
  std::vector<DayMarks> marks = {};  // of the days
  std::map<std::string, std::size_t, std::less<>> index = {};
  std::map<std::string, std::vector<std::string>> days_of = {};  // of a fact's feature
  std::vector<std::pair<std::string, std::string>> months = {};  // of addresses, with the feature
  std::string latest_change = {};
  std::string clock = {};  // the latest that HTML comments tell of the page's making

  // The day's row, made where it is new; null where there are too many.
  DayWitness* Row(const std::string& day);
  // The day's row, or null.
  const DayWitness* Find(std::string_view day) const;
  DayMarks& MarksOf(const DayWitness& row);
  void Add(std::vector<std::uint32_t>& features, std::string_view name) const;
};

// In this order: a date of the text without its year may be one of the facts.
void AddFacts(const PageOutline& outline, DayTable& table);
void AddStands(const PageOutline& outline, DayTable& table);
void CompareDays(const PageOutline& outline, DayTable& table);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_DAY_TABLE_H_

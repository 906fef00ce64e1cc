// What of the calendars and the clock has to be looked up: Umm al-Qura's months, which are
// announced and not computed, and what the time was at a place.

#ifndef WARRAQ_PLUGIN_TEXT_CALENDAR_H_
#define WARRAQ_PLUGIN_TEXT_CALENDAR_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace warraq {

// Days from 1970-01-01 to a day of the Umm al-Qura calendar; nothing outside its table (AH 1300 to
// 1600), for a month that is none, or for a day that the month does not have.
std::optional<std::int64_t> UmmAlQuraDay(int year, int month, int day);

// The same of the Chinese calendar, for the year that begins in a Gregorian one (1900 to 2100), and
// not in its leap month.
std::optional<std::int64_t> ChineseDay(int gregorian_year, int month, int day);

// Minutes that clocks at a place ("Africa/Cairo") were ahead of UTC, when they showed
// `local_seconds` since 1970-01-01T00:00; nothing for a place that is not in the table of zones.
std::optional<int> ZoneOffsetMinutes(std::string_view place, std::int64_t local_seconds);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_CALENDAR_H_

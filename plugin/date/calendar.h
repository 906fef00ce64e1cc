// Calendars as arithmetic: every day has a number, and each calendar its way to it.
//
//   DayOf({Calendar::kHebrew, 5785, 9, 16})   // 16 Iyar 5785, which is 2025-05-14: 20222
//
// A day's number counts from 1970-01-01 in the proleptic Gregorian calendar, with the year 0 before
// the year 1. Months count from 1; of the Hebrew calendar 1 is Tishri, 6 Adar I (leap years only),
// 7 Adar or Adar II, 8 Nisan, 13 Elul.

#ifndef WARRAQ_PLUGIN_DATE_CALENDAR_H_
#define WARRAQ_PLUGIN_DATE_CALENDAR_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace warraq {

enum class Calendar : std::uint8_t {
  kGregorian,
  kJulian,
  kIslamic,  // Hijri, and it is not known by which reckoning
  kIslamicUmmAlQura,
  kIslamicCivil,    // tabular, its first day Friday 16 July 622
  kIslamicTabular,  // tabular, a day earlier
  kPersian,         // Solar Hijri, in Iran and Afghanistan
  kHebrew,
  kCoptic,
  kRumi,     // Ottoman fiscal: Julian months, the years from March 584
  kChinese,  // months of the Moon; its years are named by the Gregorian ones in which they begin
};

// As in Unicode's "ca" key where it has the calendar: "gregory", "islamic-umalqura"; "julian",
// "rumi".
std::string_view CalendarName(Calendar calendar);

// In which the Ottoman fiscal calendar was in use, from 1840 to 1926.
constexpr int kFirstRumiYear = 1256;
constexpr int kLastRumiYear = 1341;

struct CalendarDate {
  Calendar calendar = Calendar::kGregorian;
  int year = 0;
  int month = 0;
  int day = 0;
  bool operator==(const CalendarDate&) const = default;
};

// Towards minus infinity, as days and months before an epoch are counted.
std::int64_t FloorDivide(std::int64_t a, std::int64_t b);

// Nothing for a day that the calendar does not have. kIslamic is read as kIslamicUmmAlQura, and
// beyond that one's table as kIslamicCivil.
std::optional<std::int64_t> DayOf(const CalendarDate& date);

// The same day by the Gregorian calendar.
CalendarDate GregorianOf(std::int64_t day);

int DaysInMonth(int gregorian_year, int month);

// 1 for Monday to 7 for Sunday, as ISO 8601 numbers them.
int WeekdayOf(std::int64_t day);

// The nth of a weekday in a month, from the first or, below 0, from the last; nothing where the
// month has fewer of them.
std::optional<std::int64_t> NthWeekday(int year, int month, int weekday, int nth);

// The Monday of an ISO 8601 week, and the Western Easter Sunday of a year.
std::optional<std::int64_t> WeekStart(int year, int week);
std::int64_t EasterOf(int year);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_CALENDAR_H_

// The arithmetic of the calendars.
//
// 14 May 2025 is day 20222; so are 1 May 2025 (Julian), 24 Ordibehesht 1404, 16 Iyar 5785 and
// 6 Pashons 1741. The rules are those of E. M. Reingold and N. Dershowitz, "Calendrical
// Calculations": the Hijri table with leap years 2 5 7 10 13 16 18 21 24 26 29 of 30, the Hebrew
// molad with its delays, and for Solar Hijri the cycle of 33 years, which keeps step with the
// equinox of Tehran through the years that newspapers have (and is what ICU computes).

#include "plugin/date/calendar.h"

#include <array>

#include "plugin/text/calendar.h"

namespace warraq {
std::int64_t FloorDivide(std::int64_t a, std::int64_t b) {
  return a / b - ((a % b != 0 && (a % b < 0) != (b < 0)) ? 1 : 0);
}

namespace {

std::int64_t Modulo(std::int64_t a, std::int64_t b) { return a - FloorDivide(a, b) * b; }

bool IsLeap(std::int64_t year) {
  return Modulo(year, 4) == 0 && (Modulo(year, 100) != 0 || Modulo(year, 400) == 0);
}

// Days before a month, in years that begin on 1 March, so that the leap day is the last.
std::int64_t DaysBefore(int month_from_march) { return (153 * month_from_march + 2) / 5; }

std::int64_t GregorianDay(std::int64_t year, int month, int day) {
  const std::int64_t y = month <= 2 ? year - 1 : year;
  return 365 * y + FloorDivide(y, 4) - FloorDivide(y, 100) + FloorDivide(y, 400) +
         DaysBefore((month + 9) % 12) + day - 1 - 719468;
}

std::int64_t JulianDay(std::int64_t year, int month, int day) {
  const std::int64_t y = month <= 2 ? year - 1 : year;
  return 365 * y + FloorDivide(y, 4) + DaysBefore((month + 9) % 12) + day - 1 - 719470;
}

int JulianMonthDays(int year, int month) {
  if (month == 2) return Modulo(year, 4) == 0 ? 29 : 28;
  return DaysInMonth(2001, month);
}

bool IsIslamicLeap(int year) { return Modulo(11 * std::int64_t{year} + 14, 30) < 11; }

// `epoch` is the day before 1 Muharram 1.
std::int64_t TabularDay(std::int64_t year, int month, int day, std::int64_t epoch) {
  return epoch + (year - 1) * 354 + FloorDivide(3 + 11 * year, 30) + 29 * (month - 1) + month / 2 +
         day;
}

bool IsPersianLeap(int year) { return Modulo(25 * std::int64_t{year} + 11, 33) < 8; }

std::int64_t PersianDay(std::int64_t year, int month, int day) {
  const std::int64_t before = month <= 7 ? 31 * (month - 1) : 30 * (month - 1) + 6;
  return -492268 + 365 * (year - 1) + FloorDivide(8 * year + 21, 33) + before + day - 1;
}

std::int64_t HebrewElapsedDays(std::int64_t year) {
  const std::int64_t months = FloorDivide(235 * year - 234, 19);
  const std::int64_t parts = 12084 + 13753 * months;
  const std::int64_t day = 29 * months + FloorDivide(parts, 25920);
  return Modulo(3 * (day + 1), 7) < 3 ? day + 1 : day;
}

std::int64_t HebrewNewYear(std::int64_t year) {
  const std::int64_t before = HebrewElapsedDays(year - 1);
  const std::int64_t now = HebrewElapsedDays(year);
  const std::int64_t after = HebrewElapsedDays(year + 1);
  const std::int64_t delay = after - now == 356 ? 2 : now - before == 382 ? 1 : 0;
  return now + delay - 2092590;
}

int HebrewMonthDays(int year, int month) {
  const std::int64_t days = HebrewNewYear(year + 1) - HebrewNewYear(year);
  const bool leap = Modulo(7 * std::int64_t{year} + 1, 19) < 7;
  constexpr std::array<int, 14> kDays = {0, 30, 29, 29, 29, 30, 30, 29, 30, 29, 30, 29, 30, 29};
  if (month == 2) return days % 10 == 5 ? 30 : 29;  // Heshvan is long in full years
  if (month == 3) return days % 10 == 3 ? 29 : 30;  // Kislev is short in lacking ones
  if (month == 6) return leap ? 30 : 0;
  return kDays[static_cast<std::size_t>(month)];
}

std::optional<std::int64_t> HebrewDay(int year, int month, int day) {
  if (year < 1 || month < 1 || month > 13 || day > HebrewMonthDays(year, month)) return {};
  std::int64_t number = HebrewNewYear(year) + day - 1;
  for (int m = 1; m < month; ++m) number += HebrewMonthDays(year, m);
  return number;
}

// Until February 1917 the fiscal year's days were Julian; the thirteen days were then dropped.
std::optional<std::int64_t> RumiDay(int year, int month, int day) {
  const int civil = year + (month <= 2 ? 585 : 584);
  if (civil > 1917 || (civil == 1917 && month > 2)) {
    const int gregorian = year + 584;  // from 1918 on the year began in January
    return day <= DaysInMonth(gregorian, month) ? std::optional(GregorianDay(gregorian, month, day))
                                                : std::nullopt;
  }
  if (day > JulianMonthDays(civil, month)) return {};
  return JulianDay(civil, month, day);
}

std::optional<std::int64_t> IslamicDay(Calendar calendar, int year, int month, int day) {
  if (calendar == Calendar::kIslamic || calendar == Calendar::kIslamicUmmAlQura) {
    if (const auto found = UmmAlQuraDay(year, month, day)) return found;
    if (calendar == Calendar::kIslamicUmmAlQura) return {};
    if (year >= 1300 && year <= 1600 && day < 30) return {};
  }
  const int last = month % 2 == 1 || (month == 12 && IsIslamicLeap(year)) ? 30 : 29;
  // A month of 29 days by the table may have been seen to have 30.
  if (day > (calendar == Calendar::kIslamic ? 30 : last) || year < 1) return {};
  return TabularDay(year, month, day, calendar == Calendar::kIslamicTabular ? -492150 : -492149);
}

}  // namespace

std::string_view CalendarName(Calendar calendar) {
  constexpr std::array<std::string_view, 11> kNames = {
      "gregory",       "julian",       "islamic", "islamic-umalqura",
      "islamic-civil", "islamic-tbla", "persian", "hebrew",
      "coptic",        "rumi",         "chinese"};
  return kNames[static_cast<std::size_t>(calendar)];
}

int DaysInMonth(int gregorian_year, int month) {
  constexpr std::array<int, 13> kDays = {0, 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month == 2 && IsLeap(gregorian_year)) return 29;
  return kDays[static_cast<std::size_t>(month)];
}

std::optional<std::int64_t> DayOf(const CalendarDate& date) {
  const auto& [calendar, year, month, day] = date;
  if (month < 1 || day < 1 || day > 31 || month > 13) return {};
  if (calendar == Calendar::kHebrew) return HebrewDay(year, month, day);
  if (calendar == Calendar::kCoptic) {
    const int last = month < 13 ? 30 : Modulo(year, 4) == 3 ? 6 : 5;
    if (day > last) return {};
    return -615558 + 365 * (std::int64_t{year} - 1) + FloorDivide(year, 4) + 30 * (month - 1) +
           day - 1;
  }
  if (month > 12) return {};
  switch (calendar) {
    case Calendar::kGregorian:
      if (day > DaysInMonth(year, month)) return {};
      return GregorianDay(year, month, day);
    case Calendar::kJulian:
      if (day > JulianMonthDays(year, month)) return {};
      return JulianDay(year, month, day);
    case Calendar::kPersian: {
      const int last = month <= 6 ? 31 : month < 12 || IsPersianLeap(year) ? 30 : 29;
      if (day > last) return {};
      return PersianDay(year, month, day);
    }
    case Calendar::kRumi:
      return RumiDay(year, month, day);
    case Calendar::kChinese:
      return ChineseDay(year, month, day);
    default:
      return IslamicDay(calendar, year, month, day);
  }
}

CalendarDate GregorianOf(std::int64_t day) {
  const std::int64_t shifted = day + 719468;
  const std::int64_t era = FloorDivide(shifted, 146097);
  const std::int64_t of_era = shifted - era * 146097;
  const std::int64_t year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  const std::int64_t of_year = of_era - (365 * year + year / 4 - year / 100);
  const std::int64_t march = (5 * of_year + 2) / 153;
  const int month = static_cast<int>(march < 10 ? march + 3 : march - 9);
  return {Calendar::kGregorian, static_cast<int>(year + era * 400 + (month <= 2 ? 1 : 0)), month,
          static_cast<int>(of_year - DaysBefore(static_cast<int>(march)) + 1)};
}

int WeekdayOf(std::int64_t day) { return static_cast<int>(Modulo(day + 3, 7)) + 1; }

std::optional<std::int64_t> NthWeekday(int year, int month, int weekday, int nth) {
  const auto first = DayOf({Calendar::kGregorian, year, month, 1});
  if (!first) return {};
  const std::int64_t last = *first + DaysInMonth(year, month) - 1;
  const std::int64_t day =
      nth > 0 ? *first + Modulo(weekday - WeekdayOf(*first), 7) + 7 * (std::int64_t{nth} - 1)
              : last - Modulo(WeekdayOf(last) - weekday, 7) + 7 * (std::int64_t{nth} + 1);
  if (day < *first || day > last) return {};
  return day;
}

std::optional<std::int64_t> WeekStart(int year, int week) {
  const std::int64_t fourth = GregorianDay(year, 1, 4);  // always in week 1
  const std::int64_t first = fourth - (WeekdayOf(fourth) - 1);
  const std::int64_t start = first + 7 * (std::int64_t{week} - 1);
  const std::int64_t next = GregorianDay(year + 1, 1, 4);
  if (week < 1 || start >= next - (WeekdayOf(next) - 1)) return {};
  return start;
}

std::int64_t EasterOf(int year) {
  const int golden = year % 19;
  const int century = year / 100;
  const int epact = (century - century / 4 - (8 * century + 13) / 25 + 19 * golden + 15) % 30;
  const int moon = epact - epact / 28 * (1 - 29 / (epact + 1) * ((21 - golden) / 11));
  const int weekday = (year + year / 4 + moon + 2 - century + century / 4) % 7;
  const int from_march = moon - weekday;  // days from 28 March
  return GregorianDay(year, 3, 28) + from_march;
}

}  // namespace warraq

// Umm al-Qura and the zones, from ICU.
//
// The starts of the 3,612 months of Umm al-Qura are asked once and kept, since an ICU calendar
// costs microseconds to set and a page can hold hundreds of Hijri dates. 1 Muharram 1446 was
// 2024-07-07. UTS #35 names the calendar "islamic-umalqura"; the zones are those of the IANA
// database.

#include "plugin/text/calendar.h"

#include <unicode/calendar.h>
#include <unicode/timezone.h>
#include <unicode/unistr.h>

#include <array>
#include <memory>

namespace warraq {
namespace {

constexpr int kFirstYear = 1300;
constexpr int kYears = 301;

using Starts = std::array<std::int32_t, kYears * 12 + 1>;  // the last is the end of the last month

const Starts& MonthStarts() {
  static const Starts starts = [] {
    Starts made{};
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(
        icu::TimeZone::getGMT()->clone(), icu::Locale("ar@calendar=islamic-umalqura"), status));
    if (U_FAILURE(status)) return made;
    for (int i = 0; i <= kYears * 12; ++i) {
      calendar->clear();
      calendar->set(kFirstYear + i / 12, i % 12, 1);
      const double milliseconds = calendar->getTime(status);
      if (U_FAILURE(status)) return Starts{};
      made[static_cast<std::size_t>(i)] = static_cast<std::int32_t>(milliseconds / 86'400'000.0);
      if (milliseconds < 0 && made[static_cast<std::size_t>(i)] * 86'400'000.0 > milliseconds) {
        --made[static_cast<std::size_t>(i)];
      }
    }
    return made;
  }();
  return starts;
}

}  // namespace

std::optional<std::int64_t> UmmAlQuraDay(int year, int month, int day) {
  if (year < kFirstYear || year >= kFirstYear + kYears || month < 1 || month > 12 || day < 1)
    return {};
  const auto index = static_cast<std::size_t>((year - kFirstYear) * 12 + month - 1);
  const Starts& starts = MonthStarts();
  if (starts[index] + day > starts[index + 1]) return {};
  return starts[index] + day - 1;
}

// ICU counts the years from 2637 BC.
std::optional<std::int64_t> ChineseDay(int gregorian_year, int month, int day) {
  if (gregorian_year < 1900 || gregorian_year > 2100 || month < 1 || month > 12 || day < 1 ||
      day > 30) {
    return {};
  }
  UErrorCode status = U_ZERO_ERROR;
  const std::unique_ptr<icu::Calendar> calendar(icu::Calendar::createInstance(
      icu::TimeZone::getGMT()->clone(), icu::Locale("zh@calendar=chinese"), status));
  if (U_FAILURE(status)) return {};
  calendar->clear();
  calendar->set(UCAL_EXTENDED_YEAR, gregorian_year + 2637);
  calendar->set(UCAL_MONTH, month - 1);
  calendar->set(UCAL_IS_LEAP_MONTH, 0);
  calendar->set(UCAL_DATE, day);
  const double milliseconds = calendar->getTime(status);
  if (U_FAILURE(status)) return {};
  return static_cast<std::int64_t>(milliseconds / 86'400'000.0 + (milliseconds < 0 ? -0.5 : 0.5));
}

namespace {

// Egypt has summer time again since 2023, which older releases of ICU do not know: from the last
// Friday of April to the last Thursday of October, both at midnight.
bool IsEgyptianSummer(std::int64_t local_seconds) {
  constexpr std::int64_t kDay = 86'400;
  constexpr std::int64_t kFirst = 19'475 * kDay;  // 2023-04-28, a Friday
  if (local_seconds < kFirst) return false;
  const std::int64_t day = local_seconds / kDay;
  // The day of the year's 1 March, by the days since 1 March 2020 (18,322), a cycle of four years.
  const std::int64_t of_cycle = (day - 18'322) % 1461;
  const std::int64_t of_march_year = of_cycle == 1460 ? 365 : of_cycle % 365;
  const std::int64_t first_of_march = day - of_march_year;
  const auto last_before = [&](std::int64_t end_of_month, std::int64_t weekday) {
    return end_of_month - (end_of_month + 3 - weekday + 7) % 7;  // Monday is 0
  };
  const std::int64_t begin = last_before(first_of_march + 60, 4);  // 30 April
  const std::int64_t end = last_before(first_of_march + 244, 3);   // 31 October
  return day >= begin && day <= end;
}

}  // namespace

std::optional<int> ZoneOffsetMinutes(std::string_view place, std::int64_t local_seconds) {
  const std::unique_ptr<icu::TimeZone> zone(
      icu::TimeZone::createTimeZone(icu::UnicodeString::fromUTF8(
          icu::StringPiece(place.data(), static_cast<int32_t>(place.size())))));
  if (!zone || *zone == icu::TimeZone::getUnknown()) return {};
  int32_t raw = 0;
  int32_t summer = 0;
  UErrorCode status = U_ZERO_ERROR;
  zone->getOffset(static_cast<double>(local_seconds) * 1000.0, true, raw, summer, status);
  if (U_FAILURE(status)) return {};
  if (place == "Africa/Cairo" && IsEgyptianSummer(local_seconds)) return 180;
  return (raw + summer) / 60'000;
}

}  // namespace warraq

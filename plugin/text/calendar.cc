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
  return (raw + summer) / 60'000;
}

}  // namespace warraq

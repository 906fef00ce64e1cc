#include "plugin/date/uri_day.h"

#include "plugin/date/calendar.h"
#include "plugin/date/digits.h"
#include "plugin/date/edtf.h"

namespace warraq {
namespace {

constexpr int kFirstYear = 1990;  // no page has an older address
constexpr int kLastYear = 2099;

bool IsUriSign(std::string_view text, std::size_t at) {
  return at < text.size() &&
         (text[at] == '/' || text[at] == '-' || text[at] == '_' || text[at] == '.');
}

bool IsDot(std::string_view uri, std::size_t at) { return at < uri.size() && uri[at] == '.'; }

// The number of "jul" or "july" at `at`, 0 of no month; `behind` is where it ends.
int MonthNamedAt(std::string_view uri, std::size_t at, std::size_t& behind) {
  constexpr std::string_view kMonths[] = {"january",   "february", "march",    "april",
                                          "may",       "june",     "july",     "august",
                                          "september", "october",  "november", "december"};
  behind = at;
  while (behind < uri.size() && behind < at + 10 && uri[behind] >= 'a' && uri[behind] <= 'z')
    ++behind;
  const std::string_view word = uri.substr(at, behind - at);
  for (int i = 0; i < 12; ++i) {
    if (word == kMonths[i] || (word.size() == 3 && kMonths[i].starts_with(word))) return i + 1;
  }
  return 0;
}

// "2014/jul/24" at `at`.
std::string NamedDayAt(std::string_view uri, std::size_t at) {
  const int year = DigitsAt(uri, at, 4);
  if (year < kFirstYear || year > kLastYear || !IsUriSign(uri, at + 4)) return {};
  std::size_t behind = 0;
  const int month = MonthNamedAt(uri, at + 5, behind);
  if (month == 0 || !IsUriSign(uri, behind)) return {};
  int day = 0;
  const std::size_t end = SmallNumber(uri, behind + 1, day);
  if (IsDigit(uri, end) || !DayOf({Calendar::kGregorian, year, month, day})) return {};
  return PrintDay(year, month, day);
}

// "24-07-2014" at `at`: a number over 12 tells the day from the month, and without one
// nothing does.
std::string DayFirstAt(std::string_view uri, std::size_t at) {
  int day = 0;
  int month = 0;
  const std::size_t first = SmallNumber(uri, at, day);
  if (!IsUriSign(uri, first)) return {};
  const std::size_t second = SmallNumber(uri, first + 1, month);
  if (!IsUriSign(uri, second) || uri[second] != uri[first] || uri[second] == '/') return {};
  const int year = DigitsAt(uri, second + 1, 4);
  if (year < kFirstYear || year > kLastYear || IsDigit(uri, second + 5)) return {};
  if (day <= 12 && month != day) return {};
  return DayOf({Calendar::kGregorian, year, month, day}) ? PrintDay(year, month, day)
                                                         : std::string();
}

// "2014/07/24", "20140724" or "2014/0724" at `at`; a month alone where `month_alone`.
std::string UriDayAt(std::string_view uri, std::size_t at, bool month_alone) {
  const int year = DigitsAt(uri, at, 4);
  if (year < kFirstYear || year > kLastYear) return {};
  int month = 0;
  int day = 0;
  std::size_t behind = at + 4;
  if (!IsUriSign(uri, behind)) {
    month = DigitsAt(uri, behind, 2), day = DigitsAt(uri, behind + 2, 2);
    behind += 4;
  } else {
    const std::size_t begin = behind + 1;
    behind = SmallNumber(uri, begin, month);
    if (behind == begin + 2 && DigitsAt(uri, behind, 2) > 0 && !IsDigit(uri, behind + 2)) {
      day = DigitsAt(uri, behind, 2);
      behind += 2;
    } else if (IsUriSign(uri, behind)) {
      const std::size_t end = SmallNumber(uri, behind + 1, day);
      // "uploads/2023/02/7.jpg" is a picture's number.
      if (end == behind + 1 || IsDigit(uri, end) || (end == behind + 2 && IsDot(uri, end))) day = 0;
      if (day > 0) behind = end;
    }
  }
  if (IsDigit(uri, behind)) return {};
  if (month < 1 || month > 12) return {};
  if (day > 0 && DayOf({Calendar::kGregorian, year, month, day})) return PrintDay(year, month, day);
  return month_alone && day <= 0 && IsUriSign(uri, at + 4) ? PrintDay(year, month, 1).substr(0, 7)
                                                           : std::string();
}

}  // namespace

std::string DayOfUri(std::string_view uri) {
  // "https://web.archive.org/web/20140226054445/http://..."
  if (const std::size_t inner = uri.rfind("http"); inner != std::string_view::npos && inner > 0)
    uri.remove_prefix(inner);
  std::string month;
  for (std::size_t at = 0; at + 6 <= uri.size(); ++at) {
    if (!IsDigit(uri, at) || (at > 0 && IsDigit(uri, at - 1))) continue;
    std::string day = UriDayAt(uri, at, true);
    if (day.empty()) day = NamedDayAt(uri, at);
    if (day.empty()) day = DayFirstAt(uri, at);
    if (day.size() == 10) return day;
    if (month.empty()) month = std::move(day);
  }
  return month;
}

}  // namespace warraq

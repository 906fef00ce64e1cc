#include "plugin/date/uri_day.h"

#include "plugin/date/calendar.h"
#include "plugin/date/digits.h"
#include "plugin/date/edtf.h"

namespace warraq {
namespace {

bool IsUriSign(std::string_view text, std::size_t at) {
  return at < text.size() &&
         (text[at] == '/' || text[at] == '-' || text[at] == '_' || text[at] == '.');
}

// "2014/07/24", "20140724" or "2014/0724" at `at`; a month alone where `month_alone`.
std::string UriDayAt(std::string_view uri, std::size_t at, bool month_alone) {
  const int year = DigitsAt(uri, at, 4);
  if (year < 1990 || year > 2099) return {};
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
      if (end == behind + 1 || IsDigit(uri, end)) day = 0;
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
    if (day.size() == 10) return day;
    if (month.empty()) month = std::move(day);
  }
  return month;
}

}  // namespace warraq

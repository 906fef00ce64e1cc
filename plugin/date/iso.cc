// ISO 8601 dates: "2025-05-14", "2025-5-14", "2025-05", "2025-W20-3", "2025-134".
//
// A time behind it ("T04:44:27+03:00", " 04:44") is joined by the finder `clock`. Year and month
// alone
// ("2025-05") count only where the line has no other reading for them: after "tel" they are a
// number. ISO 8601-1:2019, 5.2.2 to 5.2.3. Slashes and dots are left to `numeric`.

#include "plugin/date/reading.h"

namespace warraq {
namespace {

bool IsDash(const Reading& reading, std::size_t i) {
  if (!reading.Has(i) || reading.tokens[i].kind != TokenKind::kSign || reading.tokens[i].spaced)
    return false;
  const char32_t sign = reading.tokens[i].sign;
  return sign == '-' || sign == 0x2010 || sign == 0x2011 || sign == 0x2013 || sign == 0x2212;
}

bool IsTightNumber(const Reading& reading, std::size_t i) {
  return reading.IsNumber(i) && reading.IsTight(i);
}

// "W20-3", "W20" behind "2025-".
bool ReadWeek(const Reading& reading, std::size_t i, Draft& draft) {
  if (!reading.Has(i + 1) || reading.tokens[i].kind != TokenKind::kWord ||
      reading.tokens[i].length != 1 || reading.text[reading.tokens[i].begin] != 'W' ||
      !IsTightNumber(reading, i + 1)) {
    return false;
  }
  if (reading.tokens[i + 1].length != 2 || !WeekStart(draft.year, reading.tokens[i + 1].value))
    return false;
  draft.week = reading.tokens[i + 1].value;
  draft.end = i + 2;
  if (IsDash(reading, i + 2) && IsTightNumber(reading, i + 3) &&
      reading.tokens[i + 3].length == 1 && reading.tokens[i + 3].value >= 1 &&
      reading.tokens[i + 3].value <= 7) {
    draft.weekday = reading.tokens[i + 3].value;
    draft.end = i + 4;
  }
  return true;
}

bool ReadDate(const Reading& reading, std::size_t i, Draft& draft) {
  draft.year = reading.tokens[i].value;
  if (ReadWeek(reading, i + 2, draft)) return true;
  if (!IsTightNumber(reading, i + 2)) return false;
  const Token& second = reading.tokens[i + 2];
  if (second.length > 3 || second.value < 1) return false;
  if (second.length == 3) {  // the day of the year
    const auto first = DayOf({Calendar::kGregorian, draft.year, 1, 1});
    if (second.value > 366 || !first) return false;
    const CalendarDate date = GregorianOf(*first + second.value - 1);
    if (date.year != draft.year) return false;
    draft.month = date.month;
    draft.day = date.day;
    draft.end = i + 3;
    return true;
  }
  draft.month = second.value;
  draft.end = i + 3;
  if (IsDash(reading, i + 3) && IsTightNumber(reading, i + 4) &&
      reading.tokens[i + 4].length <= 2) {
    draft.day = reading.tokens[i + 4].value;
    draft.end = i + 5;
    if (draft.month > 12) std::swap(draft.month, draft.day);  // 2024-13-1
    return draft.day >= 1 && draft.day <= 31 && draft.month >= 1 && draft.month <= 12;
  }
  return second.length == 2 && draft.month <= 12 && draft.year >= 1000 && draft.year < 2200;
}

// "2024-03-01/2024-03-05": the slash of ISO 8601-1 5.5 on either side.
bool IsEndOfInterval(const Reading& reading, std::size_t first, std::size_t end) {
  if (reading.IsSign(end, '/') && reading.IsYear(end + 1)) return reading.BeginsFree(first);
  return first > 1 && reading.IsSign(first - 1, '/') && reading.tokens[first - 2].taken &&
         reading.EndsFree(end);
}

void FindIso(Reading& reading) {
  for (std::size_t i = reading.numbers.From(0); i != Places::kEnd;
       i = reading.numbers.From(i + 1)) {
    if (i + 2 >= reading.tokens.size()) break;
    if (!reading.IsYear(i) || !IsDash(reading, i + 1)) continue;
    Draft draft;
    draft.rule = "iso";
    draft.first = i;
    draft.end = i + 3;
    if (!ReadDate(reading, i, draft)) continue;
    const Token& token = reading.tokens[i];
    if (token.digits == Digits::kPersian && draft.year < 1500) {
      draft.calendar = Calendar::kPersian;
      draft.calendar_assumed = true;
    }
    if (draft.week == 0 && draft.day == 0) {  // "2025-05", and no year is a day short: "2011-12"
      if (!reading.IsAllowed(i)) continue;
      if (draft.month == draft.year % 100 + 1) continue;  // "2011-12" is a winter, a school year
      draft.confidence = 0.7f;
    }
    if (!reading.StandsFree(i, draft.end) && !IsEndOfInterval(reading, i, draft.end)) continue;
    reading.Take(draft);
    i = draft.end - 1;
  }
}

}  // namespace

const DateFinder iso_finder = {
    .name = "iso",
    .summary = "ISO 8601: year-month-day, weeks, days of the year",
    .find = FindIso,
};

}  // namespace warraq

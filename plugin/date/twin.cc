// Two names of one day: "16 ذي القعدة 1446هـ - 14 مايو 2025م", "25 October (7 November) 1917".
//
// The later calendars settle the earlier: the Gregorian date is the claim, and the other one is its
// evidence; where the Hijri day does not fit, both stay claims of their own. In double dates of the
// Russian kind the first day is Julian, twelve or thirteen days before the one in brackets.

#include <cstdlib>
#include <optional>

#include "plugin/date/reading.h"

namespace warraq {
namespace {

// Signs and words between two names of a day.
bool IsTwinGap(const Reading& reading, std::size_t first, std::size_t end, bool& bracket,
               bool& word) {
  if (end - first > 6) return false;
  for (std::size_t i = first; i < end;) {
    const Token& token = reading.tokens[i];
    if (reading.Find(i, Says::kTwin)) {
      word = true;
      i += token.words;
      continue;
    }
    if (reading.Find(i, Says::kDayWord) || reading.Find(i, Says::kLink)) {
      i += token.words;
      continue;
    }
    if (token.kind != TokenKind::kSign) return false;
    if (token.sign == '(' || token.sign == '[' || token.sign == '/') bracket = true;
    if (token.sign == ':' && !word) return false;
    ++i;
  }
  return true;
}

std::optional<std::int64_t> Day(const Draft& draft) {
  if (!draft.has_year() || draft.day == 0 || draft.two_digit) return {};
  return DayOf({draft.calendar, draft.year, draft.month, draft.day});
}

// Joins `second` to `first`, of which `kept` names the claim's day.
void Absorb(Reading& reading, Draft& kept, Draft& other, std::size_t first, std::size_t end) {
  kept.rule = "twin";
  if (kept.weekday == 0) kept.weekday = other.weekday;
  other.absorbed = true;
  kept.first = first;
  if (end < reading.tokens.size() && (reading.IsSign(end, ')') || reading.IsSign(end, ']'))) ++end;
  kept.end = end;
  for (std::size_t i = first; i < end; ++i) reading.tokens[i].taken = true;
}

bool JoinCalendars(Reading& reading, Draft& one, Draft& two) {
  if (one.calendar == two.calendar) return false;
  Draft& gregorian = one.calendar == Calendar::kGregorian ? one : two;
  Draft& other = one.calendar == Calendar::kGregorian ? two : one;
  const auto day = Day(gregorian);
  const auto other_day = Day(other);
  if (gregorian.calendar != Calendar::kGregorian || !day || !other_day) return false;
  const std::int64_t apart = std::abs(*day - *other_day);
  // A Hijri month begins when it is seen; other calendars are exact.
  if (apart > (other.calendar == Calendar::kIslamic ? 2 : 0)) return false;
  Absorb(reading, gregorian, other, one.first, two.end);
  return true;
}

// "25 October (7 November) 1917", "25 октября (7 ноября) 1917 года".
bool JoinStyles(Reading& reading, Draft& one, Draft& two) {
  if (one.calendar != Calendar::kGregorian || two.calendar != Calendar::kGregorian) return false;
  if (one.day == 0 || two.day == 0) return false;
  std::size_t end = two.end;
  int year = two.has_year() ? two.year : one.year;
  if (year == Draft::kAbsent) {
    std::size_t at = end;
    if (reading.IsSign(at, ')')) ++at;
    if (!reading.IsYear(at)) return false;
    year = reading.tokens[at].value;
    end = at + 1;
    if (reading.Find(end, Says::kYearAfter) && !reading.tokens[end].taken)
      end += reading.tokens[end].words;
  }
  const int first_year = one.has_year() ? one.year : year;
  const auto is_pair = [](const Draft& old, int old_year, const Draft& now, int now_year) {
    const auto julian = DayOf({Calendar::kJulian, old_year, old.month, old.day});
    const auto gregorian = DayOf({Calendar::kGregorian, now_year, now.month, now.day});
    return julian && gregorian && *julian == *gregorian;
  };
  if (is_pair(one, first_year, two, year)) {
    two.year = year;
    Absorb(reading, two, one, one.first, end);
    return true;
  }
  // "12 May 1916 (O.S. 29 April)"
  if (!one.has_year() || !is_pair(two, year, one, first_year)) return false;
  Absorb(reading, one, two, one.first, end);
  return true;
}

// "11/23 June 1812", "12 (24) июня 1812 года": the Julian day stands before the other.
void JoinDays(Reading& reading, Draft& draft) {
  if (draft.calendar != Calendar::kGregorian || draft.rule != "named" || draft.first < 2 ||
      !draft.has_year() || draft.year > 1930 || draft.day == 0 || draft.two_digit)
    return;
  const std::size_t sign = draft.first - 1;
  if (!reading.IsSign(sign, '/') && !reading.IsSign(sign, '(')) return;
  if (!reading.IsDay(sign - 1) || !reading.BeginsFree(sign - 1)) return;
  const int day = reading.tokens[sign - 1].value;
  const int month = day > draft.day ? draft.month - 1 : draft.month;
  const auto julian = DayOf(
      {Calendar::kJulian, month == 0 ? draft.year - 1 : draft.year, month == 0 ? 12 : month, day});
  const auto gregorian = Day(draft);
  if (!julian || !gregorian || *julian != *gregorian) return;
  draft.rule = "twin";
  reading.Extend(draft, sign - 1, draft.end);
}

void FindTwins(Reading& reading) {
  reading.Sort();
  for (Draft& draft : reading.drafts) {
    if (!draft.absorbed) JoinDays(reading, draft);
  }
  for (std::size_t i = 0; i + 1 < reading.drafts.size(); ++i) {
    Draft& one = reading.drafts[i];
    Draft& two = reading.drafts[i + 1];
    if (one.absorbed || one.end > two.first) continue;
    bool bracket = false;
    bool word = false;
    if (!IsTwinGap(reading, one.end, two.first, bracket, word)) continue;
    if (JoinCalendars(reading, one, two)) continue;
    if (bracket) JoinStyles(reading, one, two);
  }
  // The claims' order is that of their first tokens.
  reading.Sort();
}

}  // namespace

const DateFinder twin_finder = {
    .name = "twin",
    .summary = "two names of one day, in two calendars or two styles",
    .find = FindTwins,
};

}  // namespace warraq

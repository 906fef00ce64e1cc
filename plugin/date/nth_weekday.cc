// The nth weekday or day of a month: "second Wednesday of October 2014", "der letzte Sonntag im
// März", "2014년 10월 첫째 수요일".
//
// Which one is an ordinal or "last"; the month was drafted by `named` or `counters` and becomes a
// day here, or it stands alone and its year is the reference's. "First Monday" alone is no date.

#include "plugin/date/reading.h"

namespace warraq {
namespace {

struct Nth {
  std::size_t first = 0;
  int nth = 0;
  int weekday = 0;  // 0: the day itself
};

std::size_t Skip(const Reading& reading, std::size_t at, Says says) {
  const std::size_t before = reading.Before(at, says);
  return before < at && !reading.tokens[before].taken ? before : at;
}

// An ordinal and a weekday, in either order, that end before a token.
bool ReadBefore(const Reading& reading, std::size_t end, Nth& found) {
  std::size_t at = end;
  for (int i = 0; i < 3; ++i) {
    at = Skip(reading, at, Says::kLink);
    at = Skip(reading, at, Says::kDayWord);
  }
  int ordinal = 0;
  bool day = false;
  for (int part = 0; part < 3 && at > 0; ++part) {
    if (const std::size_t weekday = Skip(reading, at, Says::kWeekday);
        weekday < at && found.weekday == 0 && !day) {
      found.weekday = reading.Find(weekday, Says::kWeekday)->value;
      at = weekday;
    } else if (const std::size_t nth = Skip(reading, at, Says::kOrdinal);
               nth < at && ordinal == 0) {
      ordinal = reading.Find(nth, Says::kOrdinal)->value;
      at = nth;
    } else if (const std::size_t unit = Skip(reading, at, Says::kUnit);
               unit < at && found.weekday == 0) {
      day = reading.Find(unit, Says::kUnit)->unit == Unit::kDay;
      at = unit;
    } else {
      break;
    }
    if (ordinal != 0 && (found.weekday != 0 || day)) {
      found.first = at;
      found.nth = ordinal;
      return found.weekday != 0 ? ordinal <= 5 : true;
    }
    at = Skip(reading, at, Says::kDayWord);
  }
  return false;
}

bool ReadBehind(const Reading& reading, std::size_t at, Nth& found, std::size_t& end) {
  if (reading.Find(at, Says::kLink)) at += reading.tokens[at].words;
  const Meaning* ordinal = reading.Find(at, Says::kOrdinal);
  if (!ordinal || reading.tokens[at].taken) return false;
  at += reading.tokens[at].words;
  const Meaning* weekday = reading.Find(at, Says::kWeekday);
  const Meaning* unit = reading.Find(at, Says::kUnit);
  if (!weekday && !(unit && unit->unit == Unit::kDay)) return false;
  if (reading.tokens[at].taken || (weekday && ordinal->value > 5)) return false;
  found.nth = ordinal->value;
  found.weekday = weekday ? weekday->value : 0;
  end = at + reading.tokens[at].words;
  return true;
}

void FindNthWeekdays(Reading& reading) {
  for (Draft& draft : reading.drafts) {
    if (draft.day != 0 || draft.month == 0 || draft.calendar != Calendar::kGregorian) continue;
    Nth found;
    std::size_t end = draft.end;
    if (ReadBefore(reading, draft.first, found)) {
      reading.Extend(draft, found.first, draft.end);
    } else if (ReadBehind(reading, draft.end, found, end)) {
      reading.Extend(draft, draft.first, end);
    } else {
      continue;
    }
    draft.nth = found.nth;
    draft.weekday = found.weekday;
  }
  for (std::size_t i = reading.names.From(0); i != Places::kEnd; i = reading.names.From(i + 1)) {
    const Meaning* month = reading.tokens[i].taken ? nullptr : reading.Find(i, Says::kMonth);
    Nth found;
    if (!month || month->calendar != Calendar::kGregorian || !ReadBefore(reading, i, found))
      continue;
    Draft draft;
    draft.rule = "nth_weekday";
    draft.first = found.first;
    draft.end = i + reading.tokens[i].words;
    draft.month = month->value;
    draft.nth = found.nth;
    draft.weekday = found.weekday;
    reading.Take(draft);
  }
}

}  // namespace

const DateFinder nth_weekday_finder = {
    .name = "nth_weekday",
    .summary = "the nth weekday of a month",
    .find = FindNthWeekdays,
};

}  // namespace warraq

// The nth weekday or day of a month: "second Wednesday of October 2014", "der letzte Sonntag im
// März", "2014년 10월 첫째 수요일".
//
// Which one is an ordinal or "last"; the month was drafted by `named` or `counters` and becomes a
// day here, or it stands alone and its year is the reference's, or `relative` found it ("of next
// month"). "First Monday" alone is one of the reference's month, where it is the whole text. Also
// the nth week of a month, the nth quarter of a year, and a day's number: "20th of next month",
// "Saturday the 23rd", "the 27th".

#include "plugin/date/reading.h"

namespace warraq {
namespace {

struct Nth {
  std::size_t first = 0;
  int nth = 0;
  int weekday = 0;  // 0: the day itself
  Unit unit = Unit::kDay;
};

std::size_t Skip(const Reading& reading, std::size_t at, Says says) {
  const std::size_t before = reading.Before(at, says);
  return before < at && !reading.tokens[before].taken ? before : at;
}

// A word that is no unit; a letter alone is one only behind digits.
std::size_t SkipNoUnit(const Reading& reading, std::size_t at, Says says) {
  const std::size_t before = Skip(reading, at, says);
  if (before == at || reading.tokens[before].length == 1) return before;
  return reading.Find(before, Says::kUnit) ? at : before;
}

bool IsApostrophe(const Reading& reading, std::size_t i) {
  return reading.IsSign(i, '\'') || reading.IsSign(i, 0x2019);
}

// "2nd", "1-й": the token of its digits, or `end`.
std::size_t OrdinalDigits(const Reading& reading, std::size_t end) {
  int day = 0;
  for (std::size_t back = 2; back <= 3 && back <= end; ++back) {
    if (reading.IsDay(end - back) && reading.tokens[end - back].value <= 5 &&
        reading.DayFrom(end - back, day) == end) {
      return end - back;
    }
  }
  return end;
}

// An ordinal and a weekday, in either order, that end before a token.
bool ReadBefore(const Reading& reading, std::size_t end, Nth& found) {
  std::size_t at = end;
  // "من شهر" before "عشرة" is one phrase of the lexicon, and the month's word in it.
  if (at > 0 && reading.tokens[at - 1].words == 2 && reading.Find(at - 1, Says::kLink) &&
      !reading.tokens[at - 1].taken)
    --at;
  for (int i = 0; i < 3; ++i) {
    at = SkipNoUnit(reading, at, Says::kLink);
    at = SkipNoUnit(reading, at, Says::kDayWord);
    // "dell'ottobre"
    if (at > 1 && IsApostrophe(reading, at - 1) && !reading.tokens[at].spaced) --at;
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
    } else if (const std::size_t number = OrdinalDigits(reading, at); number < at && ordinal == 0) {
      ordinal = reading.tokens[number].value;
      at = number;
    } else if (const std::size_t unit = Skip(reading, at, Says::kUnit);
               unit < at && found.weekday == 0 && !day) {
      found.unit = reading.Find(unit, Says::kUnit)->unit;
      day = found.unit == Unit::kDay || found.unit == Unit::kWeek;
      if (!day) break;
      at = unit;
    } else {
      break;
    }
    if (ordinal != 0 && (found.weekday != 0 || day)) {
      // "the fifth last day"
      const std::size_t before = ordinal == -1 ? Skip(reading, at, Says::kOrdinal) : at;
      if (before < at && reading.Find(before, Says::kOrdinal)->value > 1) {
        ordinal = -reading.Find(before, Says::kOrdinal)->value;
        at = before;
      } else if (ordinal == -1 && at > 1 && reading.Find(at - 1, Says::kSuffix) &&
                 reading.IsDay(at - 2)) {
        at -= 2;
        ordinal = -reading.tokens[at].value;
      }
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
  const Meaning* itself = reading.Find(at, Says::kUnit);
  at += reading.tokens[at].words;
  if (itself && itself->unit == Unit::kDay) {  // "마지막날": both in one word
    found.nth = ordinal->value;
    end = at;
    return true;
  }
  const Meaning* weekday = reading.Find(at, Says::kWeekday);
  const Meaning* unit = reading.Find(at, Says::kUnit);
  if (!weekday && !(unit && unit->unit == Unit::kDay)) return false;
  if (reading.tokens[at].taken || (weekday && ordinal->value > 5)) return false;
  found.nth = ordinal->value;
  found.weekday = weekday ? weekday->value : 0;
  end = at + reading.tokens[at].words;
  return true;
}

bool IsMonth(const Draft& draft) {
  if (draft.absorbed || draft.nth != 0) return false;
  if (draft.relative == Unit::kMonth) return !draft.shifted;
  return draft.day == 0 && draft.month != 0 && draft.calendar == Calendar::kGregorian &&
         draft.relative == Unit::kNone;
}

// "20th of next month", "31 числа этого месяца"
bool ReadDay(Reading& reading, Draft& draft) {
  if (draft.relative != Unit::kMonth) return false;
  std::size_t at = draft.first;
  for (int i = 0; i < 3; ++i) {
    at = Skip(reading, at, Says::kLink);
    at = Skip(reading, at, Says::kDayWord);
  }
  int day = 0;
  const std::size_t first = reading.DayUpTo(at, day);
  if (first == at || day < 1 || day > 31 || reading.tokens[at].new_line) return false;
  draft.day = day;
  reading.Extend(draft, first, draft.end);
  return true;
}

void FindInDrafts(Reading& reading) {
  for (Draft& draft : reading.drafts) {
    const bool year = !draft.absorbed && draft.nth == 0 && !draft.shifted &&
                      (draft.relative == Unit::kYear ||
                       (draft.relative == Unit::kNone && draft.has_year() && draft.month == 0));
    if (!IsMonth(draft) && !year) continue;
    Nth found;
    std::size_t end = draft.end;
    if (ReadBefore(reading, draft.first, found)) {
      if (year && found.unit != Unit::kWeek) continue;
      reading.Extend(draft, found.first, draft.end);
    } else if (!year && ReadDay(reading, draft)) {
      continue;
    } else if (!year && ReadBehind(reading, draft.end, found, end)) {
      reading.Extend(draft, draft.first, end);
    } else {
      continue;
    }
    draft.nth = found.nth;
    draft.weekday = found.weekday;
    draft.nth_unit = found.unit;
  }
}

void FindInMonths(Reading& reading) {
  for (std::size_t i = reading.names.From(0); i != Places::kEnd; i = reading.names.From(i + 1)) {
    if (reading.tokens[i].taken) continue;
    Draft draft;
    draft.rule = "nth_weekday";
    draft.end = reading.MonthNumberFrom(i, draft.month);
    if (draft.end == i) {
      const Meaning* month = reading.Find(i, Says::kMonth);
      if (!month || month->calendar != Calendar::kGregorian) continue;
      draft.end = i + reading.tokens[i].words;
      draft.month = month->value;
    }
    Nth found;
    if (!ReadBefore(reading, i, found)) continue;
    draft.first = found.first;
    draft.nth = found.nth;
    draft.weekday = found.weekday;
    draft.nth_unit = found.unit;
    reading.Take(draft);
  }
}

std::size_t Behind(const Reading& reading, std::size_t at, Says says) {
  return reading.Find(at, says) && !reading.tokens[at].taken && !reading.tokens[at].new_line
             ? at + reading.tokens[at].words
             : at;
}

// The year behind a quarter or a week: "of 2018", "2018".
std::size_t YearBehind(const Reading& reading, std::size_t end, Draft& draft) {
  std::size_t at = Behind(reading, end, Says::kLink);
  if (at == end) at = Behind(reading, end, Says::kIn);
  at = Behind(reading, at, Says::kYearWord);
  if (reading.IsSign(at, ',')) ++at;
  if (!reading.IsYear(at) || reading.tokens[at].new_line || reading.tokens[at].value < 1000)
    return end;
  draft.year = reading.tokens[at].value;
  return Behind(reading, at + 1, Says::kYearAfter);
}

// "third quarter of 2018", "4th qtr"; "last week of 2018" with the year not drafted yet.
void FindInYears(Reading& reading) {
  for (std::size_t i = reading.units.From(0); i != Places::kEnd; i = reading.units.From(i + 1)) {
    const Meaning* unit = reading.tokens[i].taken ? nullptr : reading.Find(i, Says::kUnit);
    if (!unit || (unit->unit != Unit::kQuarter && unit->unit != Unit::kWeek)) continue;
    Draft draft;
    draft.rule = "nth_weekday";
    draft.end = YearBehind(reading, i + reading.tokens[i].words, draft);
    draft.nth_unit = unit->unit;
    int ordinal = 0;
    draft.first = reading.DayUpTo(i, ordinal);
    if (draft.first < i && reading.IsNumber(draft.first) && draft.first + 1 == i) continue;
    const std::size_t last = Skip(reading, i, Says::kOrdinal);
    if (last < i && reading.Find(last, Says::kOrdinal)->value == -1) {
      ordinal = -1;
      draft.first = last;
      int back = 0;
      const std::size_t before = reading.DayUpTo(last, back);
      if (before < last && back > 0) ordinal = -back, draft.first = before;
    } else if (draft.first == i) {
      // "الربع الأول", "trimestre 3"
      std::size_t behind = i + reading.tokens[i].words;
      const std::size_t end = reading.DayFrom(behind, ordinal);
      if (end == behind || unit->unit != Unit::kQuarter) continue;
      draft.end = YearBehind(reading, end, draft);
    }
    draft.nth = ordinal;
    if (unit->unit == Unit::kQuarter && (ordinal > 4 || ordinal < -4)) continue;
    if (unit->unit == Unit::kWeek && (!draft.has_year() || ordinal > 0)) continue;
    std::size_t first = draft.first;
    for (int k = 0; k < 2; ++k) first = Skip(reading, first, Says::kLink);
    if (!draft.has_year() && !reading.IsAll(first, draft.end)) continue;
    if (reading.IsAll(first, draft.end)) draft.first = first;
    reading.Take(draft);
  }
}

// "Q4 2018", "2018 Q4", "T3 2019" in Romance languages; the letter and the number are one word.
void FindLetteredQuarters(Reading& reading) {
  for (std::size_t i = reading.numbers.From(0); i != Places::kEnd;
       i = reading.numbers.From(i + 1)) {
    const Token& number = reading.tokens[i];
    if (number.length != 1 || number.value < 1 || number.value > 4 || number.spaced || i == 0 ||
        number.taken)
      continue;
    const Token& letter = reading.tokens[i - 1];
    if (letter.kind != TokenKind::kWord || letter.length != 1 || letter.taken) continue;
    const char c = reading.text[letter.begin];
    if (c != 'Q' && c != 'q' && c != 'T') continue;
    if (i > 1 && !letter.spaced && reading.tokens[i - 2].kind != TokenKind::kSign) continue;
    Draft draft;
    draft.rule = "nth_weekday";
    draft.first = i - 1;
    draft.nth = number.value;
    draft.nth_unit = Unit::kQuarter;
    draft.end = YearBehind(reading, i + 1, draft);
    if (!draft.has_year() && i > 1 && reading.IsYear(i - 2) &&
        reading.tokens[i - 2].value >= 1000 && letter.spaced && !letter.new_line) {
      draft.first = i - 2;
      draft.year = reading.tokens[i - 2].value;
    }
    if (draft.has_year()) reading.Take(draft);
  }
}

// Where a clock begins that ends the text; or the text's end.
std::size_t BeforeClock(const Reading& reading, std::size_t end) {
  for (std::size_t at = 1; at < end; ++at) {
    Draft clock;
    if (reading.tokens[at].node == 0 && reading.tokens[at].kind != TokenKind::kNumber) continue;
    if (!reading.tokens[at].spaced) continue;  // "2.5 hours"
    if (reading.ClockFrom(at, clock) == end && !clock.bare_hour) return at;
  }
  return end;
}

// "8 مساءً يوم 15": a clock before the day's number, with its own word.
bool IsBehindClock(const Reading& reading, std::size_t first) {
  Draft clock;
  std::size_t behind = reading.ClockFrom(0, clock);
  if (behind == 0 || clock.bare_hour) return false;
  while (behind < first &&
         (reading.Find(behind, Says::kLink) || reading.Find(behind, Says::kDayWord) ||
          reading.tokens[behind].kind == TokenKind::kSign))
    behind += reading.tokens[behind].words;
  return behind >= first;
}

// "first Sunday" as the whole text: of the reference's month.
void FindAlone(Reading& reading) {
  if (reading.tokens.size() > 12 || reading.options.reference.empty()) return;
  std::size_t end = reading.tokens.size();
  while (end > 0 && reading.tokens[end - 1].kind == TokenKind::kSign) --end;
  std::size_t all = end;
  end = BeforeClock(reading, end);
  if (end == 0 || reading.tokens[end - 1].taken) return;
  // "first Monday in the month"
  const Meaning* unit = reading.Find(end - 1, Says::kUnit);
  const std::size_t tail = unit && unit->unit == Unit::kMonth && end > 2 ? end - 1 : end;
  Nth found;
  Draft draft;
  draft.rule = "nth_weekday";
  if (!ReadBefore(reading, tail, found) || found.weekday == 0 || found.nth < 0) {
    int day = 0;
    // "the 27th", "Saturday the 23rd"
    while (end > 0 && reading.tokens[end - 1].kind == TokenKind::kSign) --end;
    draft.first = reading.DayUpTo(end, day);
    if (draft.first == end || day < 1 || day > 31) return;
    std::size_t at = draft.first;
    const bool digits = reading.IsNumber(at) && at + 1 == end;
    // "в 15" is a clock, "ראשון" Sunday.
    const std::size_t word = Skip(reading, at, Says::kAt);
    if (digits && word < at && !reading.Find(word, Says::kDayWord)) return;
    if (reading.Find(at, Says::kWeekday)) return;
    for (int i = 0; i < 3; ++i) {
      at = Skip(reading, at, Says::kLink);
      at = Skip(reading, at, Says::kDayWord);
      at = Skip(reading, at, Says::kUntil);
    }
    const std::size_t weekday = Skip(reading, at, Says::kWeekday);
    if (weekday < at) {
      draft.weekday = reading.Find(weekday, Says::kWeekday)->value;
    } else if (at == draft.first && digits) {
      return;
    } else if (reading.Find(draft.first, Says::kCardinal) && !reading.IsNumber(draft.first) &&
               !reading.Find(draft.first, Says::kOrdinal)) {
      return;
    }
    draft.first = weekday;
    draft.day = day;
  } else {
    draft.first = found.first;
    draft.nth = found.nth;
    draft.weekday = found.weekday;
    draft.relative = Unit::kMonth;
  }
  draft.end = end;
  std::size_t first = draft.first;
  for (int i = 0; i < 2; ++i) {
    first = Skip(reading, first, Says::kLink);
    first = Skip(reading, first, Says::kDayWord);
  }
  if (!reading.IsAll(first, all)) {
    if (first == draft.first || !IsBehindClock(reading, first)) return;
    first = draft.first;
  }
  draft.first = first;
  reading.Take(draft);
}

void FindNthWeekdays(Reading& reading) {
  FindInDrafts(reading);
  FindInMonths(reading);
  FindInYears(reading);
  FindLetteredQuarters(reading);
  FindAlone(reading);
}

}  // namespace

const DateFinder nth_weekday_finder = {
    .name = "nth_weekday",
    .summary = "the nth weekday of a month",
    .find = FindNthWeekdays,
};

}  // namespace warraq

// Dates relative to the reference: "yesterday", "الأسبوع الماضي", "Tuesday of next week".
//
// Phrases are paths in the lexicon, in which a number stands for any number ("# days ago"); those
// are read last, behind the amounts of amount_shift.cc. "Last" and "next" stand on either side of
// a unit. Without a reference the claim is unresolved: "XXXX-XX-XX", EDTF level 1. "Last week" is
// an interval of seven days, "two weeks ago" a day.

#include <algorithm>

#include "plugin/date/reading.h"

namespace warraq {
namespace {

constexpr int kDepth = 12;
constexpr std::size_t kFewTokens = 12;

struct Match {
  std::size_t end = 0;
  const Meaning* meaning = nullptr;
  int number = 0;
  bool exact = false;  // without a number
};

class Matcher {
 public:
  Matcher(const Reading& reading, bool numbers)
      : reading_(reading), lexicon_(Lexicon::Get()), numbers_(numbers) {}

  Match From(std::size_t at, bool weekdays = true) {
    best_ = {};
    weekdays_ = weekdays;
    Walk(0, at, at, 0, 0);
    return best_;
  }

 private:
  static bool IsJoin(char32_t sign) {
    return sign == '.' || sign == '-' || sign == '\'' || sign == 0x2019 || sign == 0x200C ||
           sign == 0x2BB || sign == 0x2BC || sign == 0xA78C || sign == 0x2011 || sign == 0x2018;
  }

  void Walk(std::uint32_t node, std::size_t begin, std::size_t at, int number, int depth) {
    if (node != 0) Keep(node, at, number);
    if (depth >= kDepth || !reading_.Has(at)) return;
    if (at > begin && reading_.tokens[at].kind == TokenKind::kSign &&
        IsJoin(reading_.tokens[at].sign))
      ++at;
    if (!reading_.Has(at) || reading_.tokens[at].taken) return;
    const Token& token = reading_.tokens[at];
    if (at > begin && token.new_line) return;
    if (token.kind == TokenKind::kWord) {
      if (node != 0 ? lexicon_.GoesOn(node) : token.begins) {
        const std::uint32_t next = lexicon_.Child(node, token.hash);
        if (next != Lexicon::kNone) Walk(next, begin, at + 1, number, depth + 1);
      }
      if (number == 0 && numbers_) {
        const Meaning* count = reading_.Find(at, Says::kCardinal);
        if (!count) count = reading_.Find(at, Says::kOne);
        if (count) Number(node, begin, at + token.words, count->value, depth);
      }
    } else if (token.kind == TokenKind::kNumber && number == 0 && numbers_ && token.length <= 4 &&
               !token.quantity) {
      Number(node, begin, at + 1, token.value, depth);
    }
  }

  void Number(std::uint32_t node, std::size_t begin, std::size_t end, int value, int depth) {
    if (node != 0 && !lexicon_.GoesOn(node)) return;
    const std::uint32_t next = lexicon_.Child(node, Lexicon::kNumberWord);
    if (next != Lexicon::kNone && value > 0) Walk(next, begin, end, value, depth + 1);
  }

  void Keep(std::uint32_t node, std::size_t at, int number) {
    if (at <= best_.end || (number > 0) != numbers_) return;
    for (const Meaning& meaning : lexicon_.Meanings(node)) {
      if (meaning.says != Says::kRelative || meaning.counted != (number > 0)) continue;
      if (meaning.unit == Unit::kWeekday && !weekdays_) continue;
      best_ = {at, &meaning, number, number == 0};
      return;
    }
  }

  const Reading& reading_;
  const Lexicon& lexicon_;
  const bool numbers_;  // phrases with a number, or those without
  bool weekdays_ = true;
  Match best_;
};

bool IsHan(const Reading& reading, std::size_t i) {
  constexpr unsigned char kFirstOfHan = 0xE3;
  return static_cast<unsigned char>(reading.text[reading.tokens[i].begin]) >= kFirstOfHan;
}

// A single word may be another language's: "hier", "ma", "ora".
bool IsSure(Reading& reading, std::size_t first, const Match& match) {
  if (match.meaning->unit == Unit::kWeekday) {
    // Where "this Friday" is only "Friday", it may belong to a date; and "last Friday" may be the
    // last of a month.
    if (reading.Find(first, Says::kLast)) return false;
    const std::size_t behind = first + reading.tokens[first].words;
    if (reading.Find(first, Says::kWeekday) &&
        (behind == match.end || reading.Find(behind, Says::kLast)))
      return false;
  }
  if (reading.IsAll(first, match.end)) return true;
  if (match.meaning->unit == Unit::kSecond && match.number == 0)
    return false;  // "now" in running text
  if (match.number > 0 || match.end - first > 2) return true;
  const Token& token = reading.tokens[first];
  const std::uint64_t languages = reading.Languages();
  if (static_cast<unsigned char>(reading.text[token.begin]) >= 0xC8 && match.end > first + 1)
    return true;
  // A few words tell little of a language: "a" is Hungarian too.
  const bool latin = static_cast<unsigned char>(reading.text[token.begin]) < 0xC8;
  if (token.length >= (latin ? 6 : 3) && reading.tokens.size() <= kFewTokens) return true;
  if (languages == 0) return token.length >= 5;
  return (languages & match.meaning->languages) != 0;
}

void Fill(const Match& match, Draft& draft) {
  draft.relative = match.meaning->unit;
  // "قبل أسبوعين": two weeks ago are a day, as with a number.
  const int value_said = match.meaning->value;
  draft.counted =
      match.number > 0 || (draft.relative == Unit::kWeek && (value_said > 1 || value_said < -1));
  draft.relative_value = match.meaning->value * (match.number > 0 ? match.number : 1);
  if (draft.relative == Unit::kWeekday) {
    const int value = match.meaning->value;
    draft.weekday = (value % 8 + 8) % 8;
    draft.relative_value = (value - draft.weekday) / 8;
    if (draft.weekday == 0) draft.weekday = 7;
  }
}

// "Tuesday of next week", "la semaine prochaine mardi".
void JoinWeekday(Reading& reading, Draft& draft) {
  if (draft.relative != Unit::kWeek || draft.counted) return;
  std::size_t at = draft.first;
  for (int i = 0; i < 2; ++i) {
    std::size_t link = reading.Before(at, Says::kLink);
    if (link == at) link = reading.Before(at, Says::kFrom);
    if (link < at && !reading.tokens[link].taken) at = link;
  }
  if (at > 0 && reading.IsSign(at - 1, ',')) --at;
  const std::size_t before = reading.Before(at, Says::kWeekday);
  if (before < at && !reading.tokens[before].taken) {
    draft.weekday = reading.Find(before, Says::kWeekday)->value;
    reading.Extend(draft, before, draft.end);
    return;
  }
  std::size_t behind = draft.end;
  if (reading.IsSign(behind, '-') || reading.IsSign(behind, ',')) ++behind;
  if (reading.IsSign(behind, '\'') || reading.IsSign(behind, 0x2019)) behind += 2;
  if (reading.Find(behind, Says::kLink) && !reading.Find(behind, Says::kWeekday))
    behind += reading.tokens[behind].words;
  if (reading.Find(behind, Says::kDayWord)) behind += reading.tokens[behind].words;
  if (const Meaning* weekday = reading.Find(behind, Says::kWeekday);
      weekday && !reading.tokens[behind].taken && !reading.tokens[behind].new_line) {
    draft.weekday = weekday->value;
    reading.Extend(draft, draft.first, behind + reading.tokens[behind].words);
  }
}

// A phrase whose first word is a unit that a count stands before: "2 days before yesterday" is not
// two times the day before yesterday.
bool IsCounted(const Reading& reading, std::size_t first) {
  if (first == 0 || !reading.Find(first, Says::kUnit)) return false;
  if (reading.IsNumber(first - 1)) return true;
  return reading.Find(first - 1, Says::kCardinal) != nullptr;
}

// "last week of September", "last day of 2018": not counted from the reference.
bool IsOfLonger(const Reading& reading, const Draft& draft) {
  std::size_t at = draft.end;
  // "اليوم الثالث": the third day, and not today.
  const Meaning* day =
      draft.end == draft.first + 1 ? reading.Find(draft.first, Says::kUnit) : nullptr;
  const Meaning* nth = day ? reading.Find(at, Says::kOrdinal) : nullptr;
  if (nth && !reading.tokens[at].new_line && (nth->languages & day->languages) != 0 &&
      !reading.Find(at, Says::kWeekday) && !reading.Find(at, Says::kLast))
    return true;
  if (reading.Find(draft.first, Says::kOrdinal) &&
      (reading.Find(at, Says::kMonth) || reading.Find(at, Says::kMonthWord)))
    return true;
  if (!reading.Find(at, Says::kLink) && !reading.Find(at, Says::kIn)) return false;
  if (!reading.Find(draft.first, Says::kOrdinal)) return false;
  at += reading.tokens[at].words;
  if (reading.Find(at, Says::kLink)) at += reading.tokens[at].words;
  return reading.Find(at, Says::kMonth) || reading.IsYear(at) ||
         (reading.Has(at) && reading.tokens[at].taken);
}

// "上星期五" is a Friday, and not "上星期", the week.
bool HoldsWeekday(const Reading& reading, const Draft& draft) {
  for (std::size_t i = draft.first + 1; i < draft.end; ++i) {
    if (reading.Find(i, Says::kWeekday) && i + reading.tokens[i].words > draft.end) return true;
  }
  return false;
}

// Whether a phrase with a number may begin there: with the number, or a word that leads to it.
bool MayBeCounted(const Token& token) {
  constexpr std::uint64_t kCounts = BitOf(Says::kCardinal) | BitOf(Says::kOne);
  return token.kind == TokenKind::kNumber || token.counted || (token.says & kCounts) != 0;
}

// A half of the day, and no day: "6 de la mañana", "Yarın sabah".
bool IsHalfOfDay(const Reading& reading, std::size_t i) {
  if (reading.Find(i, Says::kHalf) && i > 0 && reading.tokens[i - 1].taken) return true;
  for (std::size_t back = 1; back <= 2 && back <= i; ++back) {
    const std::size_t at = i - back;
    if (reading.tokens[at].words > back && reading.Find(at, Says::kHalf)) return true;
  }
  return false;
}

// "yesterday", "il y a # jours": with a number or without.
void FindPhrases(Reading& reading, bool numbers) {
  Matcher matcher(reading, numbers);
  for (std::size_t i = reading.relative.From(0); i != Places::kEnd;
       i = reading.relative.From(i + 1)) {
    const Token& token = reading.tokens[i];
    if (token.taken || (numbers ? !MayBeCounted(token) : !token.relative)) continue;
    if (!numbers && IsHalfOfDay(reading, i)) continue;
    Match match = matcher.From(i);
    // "先週の月曜日": Monday of last week, and in other calendars' tables "last Monday".
    if (match.meaning && match.meaning->unit == Unit::kWeekday && IsHan(reading, i))
      match = matcher.From(i, false);
    if (!match.meaning || !IsSure(reading, i, match) || IsCounted(reading, i)) continue;
    Draft draft;
    draft.rule = "relative";
    draft.first = i;
    draft.end = match.end;
    const Unit unit = match.meaning->unit;
    if (match.number > 0 && unit < Unit::kDay && match.meaning->value > 0 &&
        !reading.IsAlone(i, match.end) && !reading.TellsOfToCome(i, match.end))
      continue;  // "ran 5 km in 30 minutes"
    if (IsOfLonger(reading, draft) || HoldsWeekday(reading, draft) ||
        reading.InLongerWord(draft.first, draft.end))
      continue;
    Fill(match, draft);
    Draft* taken = reading.Take(draft);
    if (taken) JoinWeekday(reading, *taken);
    i = match.end - 1;
  }
}

// "last" and the like on either side of a name: where both begin and end.
const Meaning* WhichBeside(const Reading& reading, const Meaning& name, std::size_t& first,
                           std::size_t& end) {
  if (const Meaning* which = reading.WhichBefore(first, name)) return which;
  if (!reading.Has(end) || reading.tokens[end].new_line) return nullptr;
  const Meaning* which = reading.WhichAt(end, name);
  if (which && StandsBefore(*which)) return nullptr;
  if (which) end += reading.tokens[end].words;
  return which;
}

// A number stands right before a token; "du" is two in Lithuanian only.
bool HasCount(const Reading& reading, std::size_t at, const Meaning& unit) {
  if (reading.IsNumber(at - 1)) return true;
  const Meaning* cardinal = reading.Find(at - 1, Says::kCardinal);
  return cardinal && (cardinal->languages & unit.languages) != 0;
}

// "next month", "la semaine dernière", "هذا الأسبوع".
void FindUnits(Reading& reading) {
  for (std::size_t i = reading.units.From(0); i != Places::kEnd; i = reading.units.From(i + 1)) {
    const Meaning* unit = reading.tokens[i].taken ? nullptr : reading.Find(i, Says::kUnit);
    if (!unit || unit->value != 0 || unit->unit < Unit::kDay || reading.tokens[i].length == 1)
      continue;
    Draft draft;
    draft.rule = "relative";
    draft.first = i;
    draft.end = i + reading.tokens[i].words;
    const Meaning* which = WhichBeside(reading, *unit, draft.first, draft.end);
    if (unit->unit == Unit::kQuarter && draft.first == i && reading.Find(i, Says::kFraction))
      continue;
    if (which && IsOfMany(*which) && unit->unit != Unit::kWeekend) continue;
    if (!which || IsOfLonger(reading, draft) || reading.InLongerWord(draft.first, draft.end))
      continue;
    // "2 upcoming quarters"
    if (draft.first > 0 && !reading.tokens[draft.first].new_line &&
        HasCount(reading, draft.first, *unit))
      continue;
    if (unit->unit == Unit::kDay && !reading.IsAll(draft.first, draft.end)) continue;
    draft.relative = unit->unit;
    draft.relative_value = which->value > 0 ? 1 : which->value < 0 ? -1 : 0;
    Draft* taken = reading.Take(draft);
    if (taken) JoinWeekday(reading, *taken);
  }
}

// Over "of", "de", "من" and a comma before a token.
std::size_t SkipBack(const Reading& reading, std::size_t at) {
  for (int i = 0; i < 3 && at > 0 && !reading.tokens[at].new_line; ++i) {
    std::size_t before = reading.Before(at, Says::kLink);
    if (before == at) before = reading.Before(at, Says::kFrom);
    if (before == at && reading.IsSign(at - 1, ',')) before = at - 1;
    if (before == at || reading.tokens[before].taken) break;
    at = before;
  }
  return at;
}

bool MayHaveYear(const Draft& day) {
  return !day.absorbed && !day.has_year() && day.month != 0 && day.relative == Unit::kNone &&
         day.nth == 0 && !day.is_moved && day.kind == DateKind::kEvent;
}

void SetMoved(const Draft& year, Draft& day) {
  day.moved = {.months = 12 * year.relative_value};
  day.is_moved = true;
  day.relative = Unit::kNone;
  day.relative_value = 0;
}

// "March last year", "в марте прошлого года", "去年8月": a month that was not drafted alone.
void JoinMonth(Reading& reading, Draft& year) {
  const std::size_t behind = year.end;
  if (IsHan(reading, year.first) && reading.IsNumber(behind) &&
      reading.Find(behind + 1, Says::kMonthAfter) && !reading.tokens[behind].taken &&
      reading.tokens[behind].value >= 1 && reading.tokens[behind].value <= 12) {
    year.month = reading.tokens[behind].value;
    SetMoved(year, year);
    reading.Extend(year, year.first, behind + 2);
    return;
  }
  const std::size_t end = SkipBack(reading, year.first);
  if (end == 0 || reading.tokens[end].new_line) return;
  const std::size_t at = reading.Before(end, Says::kMonth);
  const Meaning* month = at < end ? reading.Find(at, Says::kMonth) : nullptr;
  const bool latin =
      month && static_cast<unsigned char>(reading.text[reading.tokens[at].begin]) < 0xC8;
  if (!month || reading.tokens[at].taken || (latin && reading.tokens[at].length <= 3)) return;
  const std::uint64_t languages = reading.Languages();
  if (languages != 0 && (languages & month->languages) == 0) return;
  if (month->calendar != Calendar::kGregorian && month->calendar != Calendar::kPersian) return;
  year.month = month->value;
  year.calendar = month->calendar;
  SetMoved(year, year);
  reading.Extend(year, at, year.end);
}

// "March 5 last year", "5 марта прошлого года", "去年8月19日": the day is of that year.
void JoinYears(Reading& reading) {
  reading.Sort();
  for (std::size_t i = 0; i < reading.drafts.size(); ++i) {
    Draft& year = reading.drafts[i];
    if (year.relative != Unit::kYear || year.counted || year.shifted || year.absorbed) continue;
    Draft* day = nullptr;
    if (i > 0 && MayHaveYear(reading.drafts[i - 1]) &&
        SkipBack(reading, year.first) == reading.drafts[i - 1].end)
      day = &reading.drafts[i - 1];
    if (day == nullptr && IsHan(reading, year.first) && i + 1 < reading.drafts.size() &&
        MayHaveYear(reading.drafts[i + 1]) && reading.drafts[i + 1].first == year.end)
      day = &reading.drafts[i + 1];
    if (day == nullptr) {
      JoinMonth(reading, year);
      continue;
    }
    SetMoved(year, *day);
    year.absorbed = true;
    reading.Extend(*day, std::min(day->first, year.first), std::max(day->end, year.end));
  }
}

void FindRelative(Reading& reading) {
  FindPhrases(reading, false);
  FindUnits(reading);
  JoinYears(reading);
}

}  // namespace

const DateFinder relative_finder = {
    .name = "relative",
    .summary = "dates counted from the reference: yesterday, two weeks ago, last Tuesday",
    .find = FindRelative,
};

const DateFinder counted_finder = {
    .name = "counted",
    .summary = "phrases with a number, of the languages whose units are not listed",
    .find = [](Reading& reading) { FindPhrases(reading, true); },
};

}  // namespace warraq

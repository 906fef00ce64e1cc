// Weekdays: joined to the date beside them ("Tuesday, 02 January 2024", "14 mai 2025 (mercredi)"),
// where they are evidence, or else a date relative to the reference.
//
// A weekday alone is the one before the reference in running text, which tells what has happened,
// and the coming one where it is the whole text.

#include <optional>

#include "plugin/date/reading.h"

namespace warraq {
namespace {

bool IsBetween(char32_t sign) {
  return sign == ',' || sign == '.' || sign == '(' || sign == '-' || sign == 0x2013 ||
         sign == 0x60C || sign == '/' || sign == ':' || sign == 0x3001 || sign == 0xFF08 ||
         sign == '|' || sign == 0xFF0C;
}

// "水" is Wednesday in brackets, and water everywhere else.
bool IsLetter(const Reading& reading, std::size_t i) {
  return reading.tokens[i].length == 1 && reading.tokens[i].words == 1;
}

// The weekday that stands before a date: where it begins, or `first`.
std::size_t WeekdayBefore(Reading& reading, std::size_t first, int& weekday) {
  std::size_t at = first;
  for (int step = 0; step < 5 && at > 0; ++step) {
    if (reading.tokens[at].new_line) return first;
    const std::size_t before = reading.Before(at, Says::kWeekday);
    if (before < at) {
      if (reading.tokens[before].taken || IsLetter(reading, before)) return first;
      const Meaning& found = *reading.Find(before, Says::kWeekday);
      // "to 5 July": the word of one language is the short Thursday of another.
      const std::uint64_t languages = reading.Languages();
      const Token& word = reading.tokens[before];
      if (word.length <= 3 && word.words == 1 && !word.upper && languages != 0 &&
          (languages & found.languages) == 0) {
        return first;
      }
      weekday = found.value;
      return before;
    }
    const Token& token = reading.tokens[at - 1];
    if (token.taken) return first;
    if (token.kind == TokenKind::kSign && IsBetween(token.sign)) {
      --at;
      continue;
    }
    std::size_t link = reading.Before(at, Says::kLink);
    if (link == at) link = reading.Before(at, Says::kDayWord);
    if (link == at) link = reading.Before(at, Says::kTwin);
    if (link == at) return first;
    at = link;
  }
  return first;
}

std::size_t WeekdayBehind(const Reading& reading, std::size_t end, int& weekday) {
  std::size_t at = end;
  bool bracket = false;
  for (int step = 0; step < 3 && reading.Has(at); ++step) {
    if (reading.tokens[at].new_line || reading.tokens[at].taken) return end;
    if (const Meaning* found = reading.Find(at, Says::kWeekday)) {
      // "14 may, so far": a short word of another language, in small letters.
      const Token& token = reading.tokens[at];
      if (token.length <= 3 && !token.upper && !bracket && token.words == 1 &&
          static_cast<unsigned char>(reading.text[token.begin]) < 0x80) {
        return end;
      }
      if (!bracket && IsLetter(reading, at)) return end;
      weekday = found->value;
      at += token.words;
      return bracket && (reading.IsSign(at, ')') || reading.IsSign(at, 0xFF09)) ? at + 1 : at;
    }
    if (reading.tokens[at].kind != TokenKind::kSign || !IsBetween(reading.tokens[at].sign)) {
      if (!reading.Find(at, Says::kDayWord)) return end;
      at += reading.tokens[at].words;
      continue;
    }
    if (reading.tokens[at].sign == '.') return end;
    bracket |= reading.tokens[at].sign == '(' || reading.tokens[at].sign == 0xFF08;
    ++at;
  }
  return end;
}

// "2025-05-14 Tuesday, 02 January 2024": a weekday between two dates is the second's, unless it
// only fits the first.
bool BelongsToNext(const Reading& reading, const Draft& draft, std::size_t end, int weekday) {
  std::size_t at = end;
  while (reading.Has(at) && at < end + 2 && reading.tokens[at].kind == TokenKind::kSign &&
         !reading.tokens[at].taken)
    ++at;
  if (!reading.Has(at) || !reading.tokens[at].taken || reading.tokens[at].new_line) return false;
  const auto day =
      draft.has_year() ? DayOf({draft.calendar, draft.year, draft.month, draft.day}) : std::nullopt;
  return !day || WeekdayOf(*day) != weekday;
}

void Join(Reading& reading) {
  for (Draft& draft : reading.drafts) {
    if (draft.weekday != 0 || draft.nth != 0 || draft.kind == DateKind::kIdentifier) continue;
    // "اليوم الخميس", "yesterday, Tuesday"
    const bool near = draft.relative == Unit::kDay && !draft.shifted && !draft.counted;
    if (near) {
      int weekday = 0;
      const std::size_t end = WeekdayBehind(reading, draft.end, weekday);
      if (weekday != 0 && !BelongsToNext(reading, draft, end, weekday)) {
        draft.weekday = weekday;
        reading.Extend(draft, draft.first, end);
      }
    }
    if (draft.day == 0) continue;
    int weekday = 0;
    std::size_t first = WeekdayBefore(reading, draft.first, weekday);
    std::size_t end = draft.end;
    if (weekday == 0) end = WeekdayBehind(reading, draft.end, weekday);
    if (weekday == 0 || (end > draft.end && BelongsToNext(reading, draft, end, weekday))) continue;
    draft.weekday = weekday;
    reading.Extend(draft, first, end);
  }
}

// "every Monday", "on Mondays", "كل يوم اثنين": no day in particular.
bool IsEvery(const Reading& reading, std::size_t i) {
  const Token& token = reading.tokens[i];
  if (reading.text.substr(token.begin, token.end - token.begin).ends_with("days")) return true;
  std::size_t at = i;
  for (int step = 0; step < 2; ++step) {
    if (reading.Before(at, Says::kEvery) < at) return true;
    std::size_t before = reading.Before(at, Says::kDayWord);
    if (before == at) before = reading.Before(at, Says::kUnit);
    if (before == at || reading.tokens[before].new_line) return false;
    at = before;
  }
  return false;
}

void TakeAlone(Reading& reading) {
  for (std::size_t i = reading.names.From(0); i != Places::kEnd; i = reading.names.From(i + 1)) {
    const Token& token = reading.tokens[i];
    const Meaning* weekday = token.taken ? nullptr : reading.Find(i, Says::kWeekday);
    if (!weekday || IsLetter(reading, i) || reading.InLongerWord(i, i + token.words)) continue;
    const bool all = reading.IsAlone(i, i + token.words);
    if (!all && reading.Find(i, Says::kOrdinal)) continue;  // "ראשון": first
    const bool latin = static_cast<unsigned char>(reading.text[token.begin]) < 0xC8;
    const std::uint64_t languages = reading.Languages();
    // "sun", "do", "mar" are words of other languages; so is many a long one.
    if (!all && (token.words == 1 && token.length <= 3)) continue;
    if (!all && languages != 0 && (languages & weekday->languages) == 0) continue;
    if (!all && latin && !token.upper && (weekday->languages & LanguageBit("en")) != 0) continue;
    if (!all && IsEvery(reading, i)) continue;
    Draft draft;
    draft.rule = "weekday";
    draft.first = i;
    draft.end = i + token.words;
    draft.relative = Unit::kWeekday;
    draft.weekday = weekday->value;
    draft.open_week = true;
    draft.confidence = 0.7f;
    reading.Take(draft);
  }
}

void FindWeekdays(Reading& reading) {
  reading.Sort();
  Join(reading);
  TakeAlone(reading);
}

}  // namespace

const DateFinder weekday_finder = {
    .name = "weekday",
    .summary = "weekdays, beside a date or alone",
    .find = FindWeekdays,
};

}  // namespace warraq

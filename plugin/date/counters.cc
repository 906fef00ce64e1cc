// Numbers that are followed by what they count: "2025年5月14日", "2025년 5월 14일", "12月20日".
//
// Also "5月三号" and "十月初一". Between the parts there may be spaces and a 的 or the like, which
// the lexicon calls a link. A day or a month alone ("5日") is a stretch of time more often than a
// date.

#include "plugin/date/reading.h"

namespace warraq {
namespace {

// The token after `i` that is not a link.
std::size_t Skip(const Reading& reading, std::size_t i) {
  if (reading.Find(i, Says::kLink) && !reading.tokens[i].taken) return i + reading.tokens[i].words;
  if (reading.IsSign(i, ',') || reading.IsSign(i, 0xFF0C) || reading.IsSign(i, 0x3001))
    return i + 1;
  return i;
}

bool Counts(const Reading& reading, std::size_t i, Says says) {
  return reading.IsNumber(i) && !reading.tokens[i].taken && reading.Has(i + 1) &&
         reading.tokens[i + 1].kind == TokenKind::kWord && reading.Find(i + 1, says) &&
         !reading.tokens[i].quantity;
}

// "令和6年", "民國113年", "令和元年": `at` is behind the year, or at the number where there is
// none.
void ReadEra(const Reading& reading, std::size_t number, std::size_t& at, Draft& draft) {
  const bool one_digit = !draft.has_year() && Counts(reading, number, Says::kYearAfter) &&
                         reading.tokens[number].value > 0;
  std::size_t before = number;
  const bool first_year =
      !draft.has_year() && !one_digit && number >= 2 &&
      reading.Find(number - 1, Says::kYearAfter) && !reading.tokens[number - 2].taken &&
      reading.text.substr(reading.tokens[number - 2].begin, 3) == "\xE5\x85\x83";
  if (first_year) before = number - 2;
  const std::size_t era = reading.Before(before, Says::kEraYear);
  if (era == before || reading.tokens[era].taken) return;
  if (one_digit) at = Skip(reading, number + 2);
  if (one_digit || first_year) draft.year = first_year ? 1 : reading.tokens[number].value;
  if (!draft.has_year()) return;
  draft.first = era;
  reading.CountEraYears(era, draft);
}

// "初一" to "初十": so only the first days of the Moon's months are said.
bool IsNewMoonDay(const Reading& reading, std::size_t i) {
  return reading.Has(i) && !reading.tokens[i].taken &&
         reading.text.substr(reading.tokens[i].begin, 3) == "\xE5\x88\x9D" &&
         reading.tokens[i].words == 1 && reading.IsNumber(i + 1) && !reading.tokens[i + 1].taken &&
         reading.tokens[i + 1].digits == Digits::kHan && reading.tokens[i + 1].value >= 1 &&
         reading.tokens[i + 1].value <= 10;
}

// "農曆", "旧暦": months of the Moon, which are read with their year only, and not in the Korean
// and the Vietnamese calendar, whose months may begin on another day. False where no such word
// stands there.
bool ReadLunar(const Reading& reading, Draft& draft) {
  constexpr int kEast = 1;
  constexpr int kOther = 2;
  const std::size_t word = reading.Before(draft.first, Says::kNoDate);
  const int which = word < draft.first ? reading.Find(word, Says::kNoDate)->value : 0;
  if (which != kEast && which != kOther) return false;
  if (which == kEast && draft.has_year() && !draft.two_digit && draft.named_calendar.empty()) {
    draft.calendar = Calendar::kChinese;
    draft.first = word;
  }
  return true;
}

void FindCounters(Reading& reading) {
  for (std::size_t i = reading.numbers.From(0); i != Places::kEnd;
       i = reading.numbers.From(i + 1)) {
    if (i + 1 >= reading.tokens.size()) break;
    if (reading.tokens[i].kind != TokenKind::kNumber) continue;
    bool lunar_day = false;
    Draft draft;
    draft.rule = "counters";
    draft.first = i;
    std::size_t at = i;
    if (Counts(reading, at, Says::kYearAfter) && reading.tokens[at].length >= 2 &&
        reading.tokens[at].length <= 4) {
      draft.year = reading.tokens[at].value;
      draft.two_digit = reading.tokens[at].length == 2;
      at = Skip(reading, at + 2);
    }
    ReadEra(reading, i, at, draft);
    if (!Counts(reading, at, Says::kMonthAfter) || reading.tokens[at].value < 1 ||
        reading.tokens[at].value > 12)
      continue;
    draft.month = reading.tokens[at].value;
    draft.end = at + 2;
    at = Skip(reading, at + 2);
    if (Counts(reading, at, Says::kDayAfter) && reading.tokens[at].value >= 1 &&
        reading.tokens[at].value <= 31) {
      draft.day = reading.tokens[at].value;
      draft.end = at + 2;
    } else if (IsNewMoonDay(reading, at)) {
      draft.day = reading.tokens[at + 1].value;
      draft.end = at + 2;
      lunar_day = true;
    } else if (reading.IsDay(at) && draft.has_year() && !reading.tokens[at].spaced) {
      draft.day = reading.tokens[at].value;
      draft.end = at + 1;
    }
    // "8月" alone, as the whole text
    if (!draft.has_year() && draft.day == 0 &&
        (reading.options.reference.empty() || !reading.IsAll(draft.first, draft.end)))
      continue;
    if (!draft.has_year()) {  // "1월 12일, 2016년", "9월 21일 1978"
      const std::size_t next = Skip(reading, draft.end);
      if (reading.IsYear(next) && !reading.tokens[next].new_line) {
        draft.year = reading.tokens[next].value;
        draft.end = next + 1;
        if (Counts(reading, next, Says::kYearAfter)) draft.end = next + 2;
      }
    }
    const bool lunar = ReadLunar(reading, draft) || lunar_day;
    if (lunar_day && draft.has_year() && draft.named_calendar.empty())
      draft.calendar = Calendar::kChinese;
    if (lunar && draft.calendar != Calendar::kChinese) {
      i = draft.end - 1;
      continue;
    }
    if (reading.Take(draft)) i = draft.end - 1;
  }
}

}  // namespace

const DateFinder counters_finder = {
    .name = "counters",
    .summary = "numbers with the words for year, month and day behind them",
    .find = FindCounters,
};

}  // namespace warraq

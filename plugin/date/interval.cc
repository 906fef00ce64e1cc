// Two dates that are the ends of a stretch of time: "between January 1 and March 31",
// "2024-03-01/2024-03-05", "من 5 إلى 7 مايو 2025", "с 1 по 5 марта".
//
// A word on both sides ("from" and "to"), or a word or a sign between them that only intervals
// have. The year and the month that the first end lacks are the second's. EDTF level 0, time
// interval.

#include "plugin/date/reading.h"

namespace warraq {
namespace {

struct Gap {
  bool until = false;  // "to", "إلى", "bis"
  bool dash = false;
  bool slash = false;
  bool conjunction = false;
};

bool ReadGap(const Reading& reading, std::size_t first, std::size_t end, Gap& gap) {
  if (end < first || end - first > 4) return false;
  for (std::size_t i = first; i < end;) {
    const Token& token = reading.tokens[i];
    if (token.new_line) return false;
    if (reading.Find(i, Says::kUntil)) {
      gap.until = true;
    } else if (reading.Find(i, Says::kAnd)) {
      gap.conjunction = true;
    } else if (token.kind == TokenKind::kSign) {
      if (token.sign == '/') gap.slash = true;
      const bool dash = token.sign == '-' || token.sign == 0x2013 || token.sign == 0x2014;
      if (dash) gap.dash = true;
      if (!dash && token.sign != '/') return false;
    } else if (!reading.Find(i, Says::kLink) && !reading.Find(i, Says::kDayWord)) {
      return false;
    }
    i += token.words;
  }
  return gap.until || gap.dash || gap.slash || gap.conjunction;
}

std::size_t WordBefore(const Reading& reading, std::size_t at, Says says) {
  std::size_t from = at;
  for (int i = 0; i < 2; ++i) {
    const std::size_t before = reading.Before(from, says);
    if (before < from) return before;
    std::size_t link = reading.Before(from, Says::kDayWord);
    if (link == from) link = reading.Before(from, Says::kLink);
    if (link == from) return at;
    from = link;
  }
  return at;
}

bool IsDated(const Draft& draft) {
  return !draft.absorbed && draft.until < 0 && draft.day_to == 0 &&
         draft.kind != DateKind::kIdentifier &&
         (draft.day != 0 || draft.month != 0 || (draft.has_year() && draft.season == 0));
}

// What the first end does not say is as in the second.
void Complete(Draft& one, Draft& two) {
  if (!one.has_year() && two.has_year()) {
    one.year = two.year;
    if (one.month > two.month && one.month != 0 && two.month != 0) --one.year;
    one.two_digit = two.two_digit;
    one.calendar = two.calendar;
  } else if (one.has_year() && !two.has_year() && two.month != 0) {
    two.year = one.year + (two.month < one.month ? 1 : 0);
    two.two_digit = one.two_digit;
  }
}

// A number before the second date's day that is the first's: "from 5 to 7 May 2025".
bool TakeBareDay(Reading& reading, Draft& two) {
  if (two.day == 0 || two.day_to != 0) return false;
  std::size_t at = two.first;
  std::size_t word = reading.Before(at, Says::kUntil);
  const bool conjunction = word == at;
  if (word == at) word = reading.Before(at, Says::kAnd);
  if (word == at || word == 0 || reading.tokens[word].taken) return false;
  int day = 0;
  if (reading.IsSign(word - 1, '.') && !reading.tokens[word - 1].spaced) --word;  // "5. bis 7. Mai"
  const std::size_t first = reading.DayUpTo(word, day);
  if (first == word || day <= 0 || day >= two.day || reading.tokens[word].new_line) return false;
  const Says needed = conjunction ? Says::kBetween : Says::kFrom;
  const std::size_t from = WordBefore(reading, first, needed);
  if (from == first) return false;
  two.day_to = two.day;
  two.day = day;
  reading.Extend(two, from, two.end);
  return true;
}

void FindIntervals(Reading& reading) {
  reading.Sort();
  for (std::size_t i = 0; i < reading.drafts.size(); ++i) {
    Draft& two = reading.drafts[i];
    if (!IsDated(two) || TakeBareDay(reading, two) || i == 0) continue;
    Draft& one = reading.drafts[i - 1];
    Gap gap;
    if (!IsDated(one) || !ReadGap(reading, one.end, two.first, gap)) continue;
    if (one.calendar != two.calendar && one.has_year()) continue;
    const std::size_t between = WordBefore(reading, one.first, Says::kBetween);
    const std::size_t from = WordBefore(reading, one.first, Says::kFrom);
    const bool iso_slash = gap.slash && one.rule == "iso" && two.rule == "iso";
    // "2023-2024", "January 3, 2017 - February 1st": a dash between dates of one shape.
    const bool dash = gap.dash && one.rule == two.rule && !one.has_time() && !two.has_time();
    std::size_t first = one.first;
    if (gap.conjunction && between == one.first) continue;
    if (gap.conjunction) first = between;
    if (gap.until && from < one.first && !reading.tokens[from].taken) first = from;
    if (!gap.conjunction && !gap.until && !dash && !iso_slash) continue;
    Complete(one, two);
    two.absorbed = true;
    one.until = static_cast<int>(reading.ends.size());
    reading.ends.push_back(two);
    one.rule = "interval";
    const std::size_t end = two.end;
    for (std::size_t k = first; k < end; ++k) reading.tokens[k].taken = true;
    one.first = first;
    one.end = end;
  }
}

}  // namespace

const DateFinder interval_finder = {
    .name = "interval",
    .summary = "two dates that are the ends of a stretch of time",
    .find = FindIntervals,
};

}  // namespace warraq

// Years that stand alone, where a word says that they are years: "© 2024", "in 1939", "عام 1967",
// "1948 г.".
//
// A number of four digits by itself is a number. "circa 1925" and "44 BC" are years too.

#include "plugin/date/reading.h"

namespace warraq {
namespace {

bool HasOwnWordBehind(const Reading& reading, std::size_t i) {
  return reading.Find(i, Says::kYearAfter) && !reading.tokens[i].taken &&
         !reading.tokens[i].new_line;
}

// "令和6年", "พ.ศ. 2568"
bool ReadEraYear(const Reading& reading, std::size_t i, Draft& draft) {
  if (i == 0 || reading.tokens[i].value < 1 || reading.tokens[i].new_line) return false;
  const std::size_t behind = reading.IsSign(i - 1, '.') ? i - 1 : i;
  const std::size_t era = reading.Before(behind, Says::kEraYear);
  if (era == behind || reading.tokens[era].taken ||
      static_cast<unsigned char>(reading.text[reading.tokens[era].begin]) < 0x80)
    return false;
  Draft made = draft;
  if (!reading.CountEraYears(era, made) || made.year < 1000 || made.year > 2200) return false;
  if (HasOwnWordBehind(reading, i + 1)) made.end += reading.tokens[i + 1].words;
  made.first = era;
  if (!reading.EndsFree(made.end)) return false;
  draft = made;
  return true;
}

bool IsDash(const Reading& reading, std::size_t i) {
  return (reading.IsSign(i, '-') || reading.IsSign(i, 0x2013) || reading.IsSign(i, 0x2014) ||
          reading.IsSign(i, 0x2010) || reading.IsSign(i, 0x2011)) &&
         !reading.tokens[i].new_line;
}

// What stands around two years: "between 1914 and 1918", "from 2011 to 2014".
struct Frame {
  bool between = false;
  bool from = false;
};

// The second of two years, "1914-1918" or "1914–18" or in a frame; where it ends, or `i`.
std::size_t SecondYear(const Reading& reading, std::size_t i, const Frame& frame, int& year) {
  const int first = reading.tokens[i].value;
  const std::size_t join = i + 1;
  const bool dash = IsDash(reading, join) && !frame.between;
  if (!dash && !(frame.between && reading.Find(join, Says::kAnd)) &&
      !(frame.from && reading.Find(join, Says::kUntil)))
    return i;
  const std::size_t at = join + reading.tokens[join].words;
  if (!reading.IsNumber(at) || reading.tokens[at].taken || reading.tokens[at].quantity ||
      reading.tokens[at].new_line || !reading.EndsFree(at + 1) || !reading.BeginsFree(i))
    return i;
  const Token& last = reading.tokens[at];
  if (!dash && last.length != 4) return i;
  year = last.value;
  // "2011-12" is a winter or a month.
  if (dash && last.length == 2 && last.value > 12) year += first / 100 * 100;
  constexpr int kLongest = 200;
  return year > first && year - first <= kLongest && year < 2200 ? at + 1 : i;
}

// "Rose from 1200 to 1400" is no stretch of time.
constexpr int kFirstModern = 1800;
constexpr int kLastModern = 2100;

// Two years that are the ends of an interval, where a word or brackets say that they are years.
bool ReadYears(Reading& reading, std::size_t i, std::size_t mark, const Draft& one) {
  const auto is_framed = [&](Says says) {
    return reading.Find(mark, says) || reading.Before(mark, says) < mark;
  };
  const Frame frame{.between = is_framed(Says::kBetween), .from = is_framed(Says::kFrom)};
  int year = 0;
  const std::size_t end = SecondYear(reading, i, frame, year);
  if (end == i || one.calendar == Calendar::kIslamic) return false;
  const std::size_t word =
      reading.Find(end, Says::kYearAfter) && !reading.tokens[end].taken ? end : Places::kEnd;
  const bool bracket =
      i > 0 && reading.IsSign(i - 1, '(') && reading.IsSign(end, ')') && reading.IsAllowed(i - 1);
  const bool dash = IsDash(reading, i + 1);
  if (frame.from && !dash && (one.year < kFirstModern || year > kLastModern)) return false;
  if (mark == i && !(frame.between && !dash) && word == Places::kEnd && !bracket &&
      !reading.IsAll(i, end) && !frame.from)
    return false;
  Draft first = one;
  Draft last = one;
  last.year = year;
  first.until = static_cast<int>(reading.ends.size());
  first.end = word == Places::kEnd ? end : end + reading.tokens[end].words;
  first.confidence = 0.6f;
  if (!reading.Take(first)) return false;
  reading.ends.push_back(last);
  return true;
}

// A year of the Persian calendar, by its digits.
void AssumeCalendar(const Token& token, Draft& draft) {
  if (draft.calendar != Calendar::kGregorian || token.digits != Digits::kPersian) return;
  if (draft.year < 1200 || draft.year >= 1450) return;
  draft.calendar = Calendar::kPersian;
  draft.calendar_assumed = true;
}

// "Windows 7, ms": of a small number two small letters say no era.
bool IsSmallEra(const Reading& reading, std::size_t i) {
  const std::size_t at = reading.IsSign(i + 1, ',') ? i + 2 : i + 1;
  const Token& era = reading.tokens[at];
  return reading.tokens[i].length < 3 && era.length <= 2 && era.words == 1 && !era.upper &&
         static_cast<unsigned char>(reading.text[era.begin]) < 0x80;
}

void FindYears(Reading& reading) {
  for (std::size_t i = reading.numbers.From(0); i != Places::kEnd;
       i = reading.numbers.From(i + 1)) {
    const Token& token = reading.tokens[i];
    if (token.kind != TokenKind::kNumber || token.taken || token.quantity || token.length > 4)
      continue;
    Draft draft;
    draft.rule = "year";
    draft.first = i;
    draft.end = i + 1;
    draft.year = token.value;
    if (ReadEraYear(reading, i, draft)) {
      reading.Take(draft);
      continue;
    }
    const bool four = token.length == 4 && token.value >= 1000 && token.value < 2200;
    const std::size_t era = reading.EraFrom(i + 1, draft);
    const bool has_era = era > i + 1 && !IsSmallEra(reading, i) &&
                         (token.length >= 3 || reading.tokens[i + 1].length > 1 || era > i + 2);
    if (!four && !has_era) {
      draft.first = token.spaced ? reading.EraUpTo(i, draft) : i;  // "AD 79"
      if (draft.first < i && reading.StandsFree(i, i + 1)) reading.Take(draft);
      continue;
    }
    std::size_t mark = i;
    for (const Says says : {Says::kCopyright, Says::kYearWord, Says::kAbout, Says::kIn}) {
      mark = reading.Before(i, says);
      // "ca. 1925"
      if (mark == i && i > 1 && says == Says::kAbout && reading.IsSign(i - 1, '.')) {
        mark = reading.Before(i - 1, says) < i - 1 ? reading.Before(i - 1, says) : i;
      }
      if (mark == i && i > 0 && says == Says::kCopyright && reading.IsSign(i - 1, 0xA9))
        mark = i - 1;
      if (mark == i) continue;
      if (says == Says::kCopyright) draft.kind = DateKind::kCopyright;
      if (says == Says::kYearWord) draft.first = mark;
      break;
    }
    if (has_era) draft.end = era;
    const bool word_behind = HasOwnWordBehind(reading, draft.end);
    if (word_behind) draft.end += reading.tokens[draft.end].words;
    AssumeCalendar(token, draft);
    if (ReadYears(reading, i, mark, draft)) continue;
    if (mark == i && !has_era && !word_behind) continue;
    // "in 2000 cases" is told by no word of ours; "in 1939," and "in 1939 the" are.
    if (!reading.StandsFree(i, i + 1)) continue;
    if (mark != i && !has_era && !word_behind && draft.kind != DateKind::kCopyright &&
        token.value < 1400 && draft.first == i) {
      continue;
    }
    draft.confidence = draft.kind == DateKind::kCopyright || has_era || word_behind ? 0.9f : 0.6f;
    reading.Take(draft);
  }
}

}  // namespace

const DateFinder year_finder = {
    .name = "year",
    .summary = "years alone, where a word says that they are years",
    .find = FindYears,
};

}  // namespace warraq

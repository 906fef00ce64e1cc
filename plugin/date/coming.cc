// Weekdays, months and days of the year with a word that says which: "last Tuesday", "next March",
// "الثلاثاء الماضي", "friday after next", "three Fridays from now".
//
// "Next Tuesday" said on a Monday is the Tuesday of the week that follows; "coming Tuesday" is the
// one that comes first. "Last Tuesday" is the one before the reference.

#include <algorithm>
#include <optional>

#include "plugin/date/reading.h"

namespace warraq {
namespace {

constexpr int kFarthest = 60;  // "sixty Fridays from now"

// What the word says of a weekday: the nth to come or past, or the one of the week beside.
void SetWeekday(const Meaning& weekday, int which, Draft& draft) {
  draft.weekday = weekday.value;
  const bool beside = which == 2 || which == -2;
  draft.relative = beside ? Unit::kWeek : Unit::kWeekday;
  draft.relative_value = beside ? which / 2 : which;
}

std::optional<int> WhichBeside(const Reading& reading, const Meaning& name, Draft& draft) {
  if (const Meaning* which = reading.WhichBefore(draft.first, name)) {
    if (IsOfMany(*which)) return {};
    return which->value;
  }
  if (!reading.Has(draft.end) || reading.tokens[draft.end].new_line) return {};
  // "friday after next"
  const Meaning* after = reading.Find(draft.end, Says::kFromThat);
  const std::size_t next_at = draft.end + (after ? reading.tokens[draft.end].words : 0);
  const Meaning* which = reading.WhichAt(next_at, name);
  if (!which || StandsBefore(*which) || IsOfMany(*which)) return {};
  if (after && (after->value < 0 || which->value <= 0)) return {};
  draft.end = next_at + reading.tokens[next_at].words;
  return after ? 102 : which->value;
}

// "three Fridays from now", "two Mondays ago".
bool ReadCounted(const Reading& reading, const Meaning& weekday, Draft& draft) {
  const Meaning* shifted = reading.Find(draft.end, Says::kShifted);
  if (!shifted || (shifted->languages & weekday.languages) == 0) return false;
  for (std::size_t back = 3; back >= 1; --back) {
    if (back > draft.first) continue;
    std::int64_t sixtieths = 0;
    std::uint64_t of = 0;
    const std::size_t from = draft.first - back;
    if (reading.CountFrom(from, sixtieths, of) != draft.first) continue;
    const std::int64_t count = sixtieths / 60;
    if (count < 1 || count > kFarthest) return false;
    draft.first = from;
    draft.end += reading.tokens[draft.end].words;
    const int sign = shifted->value > 0 ? 1 : -1;
    SetWeekday(weekday, static_cast<int>(count) * sign, draft);
    draft.relative = Unit::kWeekday;
    draft.relative_value = static_cast<int>(count) * sign;
    return true;
  }
  return false;
}

// "next 6th of April": the word before a day that was drafted without its year.
void JoinDrafts(Reading& reading) {
  for (Draft& draft : reading.drafts) {
    if (draft.month == 0 || draft.day == 0 || draft.has_year() || draft.absorbed) continue;
    const std::size_t before = reading.Before(draft.first, Says::kLast);
    if (before == draft.first || reading.tokens[before].taken) continue;
    const Meaning* which = reading.Find(before, Says::kLast);
    draft.coming = which->value > 0 ? 1 : which->value < 0 ? -1 : 0;
    reading.Extend(draft, before, draft.end);
  }
}

// A day of a month that was drafted stands there, over a sign or two.
bool IsBeforeDay(const Reading& reading, std::size_t at) {
  const std::size_t from = at;
  while (reading.IsSign(at, ',') || reading.IsSign(at, '(') || reading.IsSign(at, '-')) ++at;
  if (at > from + 2 || !reading.Has(at) || !reading.tokens[at].taken || reading.tokens[at].new_line)
    return false;
  const auto found = std::ranges::find(reading.drafts, at, &Draft::first);
  return found != reading.drafts.end() && !found->absorbed && found->day != 0 &&
         found->month != 0 && !found->either_order;
}

void FindComing(Reading& reading) {
  JoinDrafts(reading);
  for (std::size_t i = reading.names.From(0); i != Places::kEnd; i = reading.names.From(i + 1)) {
    if (reading.tokens[i].taken || reading.tokens[i].node == 0) continue;
    // Weekdays of one letter are too little: "毎日来て".
    const bool letter = reading.tokens[i].length == 1 && reading.tokens[i].words == 1;
    const Meaning* weekday = letter ? nullptr : reading.Find(i, Says::kWeekday);
    const Meaning* month = weekday ? nullptr : reading.Find(i, Says::kMonth);
    if (!weekday && (!month || month->calendar != Calendar::kGregorian)) continue;
    Draft draft;
    draft.rule = "relative";
    draft.first = i;
    draft.end = i + reading.tokens[i].words;
    if (weekday && ReadCounted(reading, *weekday, draft)) {
      reading.Take(draft);
      continue;
    }
    if (weekday && IsBeforeDay(reading, draft.end)) continue;  // "this Friday (June 15)"
    const auto which = WhichBeside(reading, weekday ? *weekday : *month, draft);
    if (!which) continue;
    if (weekday && *which == 102) {
      SetWeekday(*weekday, 1, draft);
      draft.relative_value = 2;
    } else if (weekday) {
      SetWeekday(*weekday, *which, draft);
    } else {
      draft.month = month->value;
      draft.coming = *which == 102 ? 2 : *which > 0 ? 1 : *which < 0 ? -1 : 0;
    }
    reading.Take(draft);
  }
}

}  // namespace

const DateFinder coming_finder = {
    .name = "coming",
    .summary = "last Tuesday, next March, three Fridays from now",
    .find = FindComing,
};

}  // namespace warraq

// Lengths of time that are counted from the reference or from another date: "2 years and 21 days
// later", "in half an hour", "two weeks before Christmas", "بعد يومين", "через полтора часа".
//
// A word before the length or behind it says the direction. Where "after" or "before" joins it to
// a date that another finder has drafted, that date is the one counted from.

#include <algorithm>

#include "plugin/date/reading.h"

namespace warraq {
namespace {

constexpr std::size_t kCountTokens = 6;

struct Length {
  std::size_t first = 0, end = 0;
  Amount amount;
};

// It may stand in a count or between two: "three quarters of an", "1 month and 21".
bool MayCount(const Token& token) {
  constexpr std::uint64_t kWords = BitOf(Says::kCardinal) | BitOf(Says::kOne) |
                                   BitOf(Says::kFraction) | BitOf(Says::kAnd) | BitOf(Says::kLink) |
                                   BitOf(Says::kMore) | BitOf(Says::kUnit);
  return token.kind != TokenKind::kWord || (token.says & kWords) != 0;
}

// The longest length that begins at or before a unit and holds it.
bool ReadLength(const Reading& reading, std::size_t unit, Length& length) {
  std::size_t free = 0;
  while (free < kCountTokens && free < unit && !reading.tokens[unit - free].new_line &&
         !reading.tokens[unit - free - 1].taken && MayCount(reading.tokens[unit - free - 1])) {
    ++free;
  }
  for (std::size_t back = free + 1; back-- > 0;) {
    length.first = unit - back;
    length.end = reading.AmountFrom(length.first, length.amount);
    if (length.end > unit) return true;
  }
  length.first = unit;
  length.end = reading.AmountFrom(unit, length.amount, true);
  return false;
}

// Words that only say that it is not exact: "about", "less than".
std::size_t SkipAbout(const Reading& reading, std::size_t at) {
  for (int i = 0; i < 2; ++i) {
    if (at > 0 && reading.IsSign(at - 1, '~')) --at;
    std::size_t about = reading.Before(at, Says::kAbout);
    if (about == at) about = reading.Before(at, Says::kRoughly);
    if (about == at || reading.tokens[about].taken || reading.tokens[at].new_line) break;
    at = about;
  }
  return at;
}

// "dans les jours à venir", "خلال الأيام المقبلة": in languages with articles one of a unit has its
// word, and in Arabic no article.
bool NeedsCount(const Reading& reading, const Length& length, const Meaning& shift) {
  static const std::uint64_t with_articles =
      LanguageBit("en") | LanguageBit("de") | LanguageBit("fr") | LanguageBit("es") |
      LanguageBit("it") | LanguageBit("pt") | LanguageBit("nl") | LanguageBit("ca");
  const Token& unit = reading.tokens[length.first];
  const std::string_view text = reading.text.substr(unit.begin, unit.end - unit.begin);
  return (length.amount.languages & shift.languages & ~with_articles) == 0 ||
         text.starts_with("\xD8\xA7\xD9\x84");
}

bool ReadBefore(const Reading& reading, Length& length, bool counted, int& direction) {
  if (reading.tokens[length.first].new_line) return false;
  const std::size_t at = SkipAbout(reading, length.first);
  const std::size_t before = reading.Before(at, Says::kShift);
  if (before == at || reading.tokens[before].taken || reading.tokens[at].new_line) return false;
  const Meaning* shift = reading.Find(before, Says::kShift);
  if ((shift->languages & length.amount.languages) == 0) return false;
  if (!counted && NeedsCount(reading, length, *shift)) return false;
  direction = shift->value;
  length.first = before;
  return true;
}

std::size_t SkipShift(const Reading& reading, std::size_t first) {
  const std::size_t at = SkipAbout(reading, first);
  return reading.Before(at, Says::kShift);
}

bool ReadBehind(const Reading& reading, Length& length, int& direction) {
  const Meaning* shifted = reading.Find(length.end, Says::kShifted);
  if (!shifted || reading.tokens[length.end].new_line || reading.tokens[length.end].taken)
    return false;
  if ((shifted->languages & length.amount.languages) == 0) return false;
  const std::size_t end = length.end + reading.tokens[length.end].words;
  // "A week later" and "two days after the attack" are told from where the story is.
  const bool of_story = shifted->value > 1 || shifted->value < -1;
  if (of_story && !reading.IsAlone(SkipShift(reading, length.first), end) &&
      !reading.TellsOfToCome(length.first, end))
    return false;
  direction = shifted->value > 0 ? 1 : -1;
  length.end = end;
  return true;
}

// The draft that begins at a token or right behind the words for "the".
Draft* DraftAt(Reading& reading, std::size_t at) {
  for (int skipped = 0; skipped < 2; ++skipped) {
    if (!reading.Has(at)) return nullptr;
    const auto found = reading.tokens[at].taken
                           ? std::ranges::find(reading.drafts, at, &Draft::first)
                           : reading.drafts.end();
    if (found != reading.drafts.end() && !found->absorbed) return &*found;
    if (!reading.Find(at, Says::kLink)) return nullptr;
    at += reading.tokens[at].words;
  }
  return nullptr;
}

bool JoinDraft(Reading& reading, const Length& length) {
  const Meaning* from = reading.Find(length.end, Says::kFromThat);
  if (!from || reading.tokens[length.end].new_line || reading.tokens[length.end].taken)
    return false;
  if ((from->languages & length.amount.languages) == 0) return false;
  Draft* draft = DraftAt(reading, length.end + reading.tokens[length.end].words);
  if (!draft || draft->shifted || draft->kind == DateKind::kIdentifier) return false;
  std::size_t first = length.first;
  const std::size_t before = reading.Before(first, Says::kShift);
  if (before < first && !reading.tokens[before].taken) first = before;
  draft->shift = length.amount;
  draft->shifted = true;
  draft->weak = false;
  if (from->value < 0) {
    draft->shift.months = -draft->shift.months;
    draft->shift.days = -draft->shift.days;
    draft->shift.seconds = -draft->shift.seconds;
  }
  reading.Extend(*draft, first, draft->end);
  return true;
}

// "+15 min", "-3 years": nothing but a sign and the length.
bool ReadSign(const Reading& reading, const Length& length, int& direction) {
  if (length.first != 1 || !reading.IsAll(0, length.end)) return false;
  if (reading.IsSign(0, '+')) return direction = 1, true;
  if (!reading.IsSign(0, '-') && !reading.IsSign(0, 0x2212)) return false;
  return direction = -1, true;
}

// "next two weeks", "2 upcoming quarters": the unit that many on.
bool ReadComing(const Reading& reading, std::size_t unit, Length& length, Draft& draft) {
  if (length.amount.count < 1) return false;
  std::size_t before = reading.Before(length.first, Says::kLast);
  const Meaning* which = before < length.first ? reading.Find(before, Says::kLast) : nullptr;
  if (!which || reading.tokens[before].taken) return false;
  if (before > 0 && reading.Find(before - 1, Says::kUnit)) return false;  // "15 minutes past 15h"
  if ((which->languages & length.amount.languages) == 0 || which->value == 0) return false;
  length.first = before;
  draft.relative = reading.Find(unit, Says::kUnit)->unit;
  draft.relative_value = length.amount.count * (which->value > 0 ? 1 : -1);
  draft.stretch = length.amount.count > 1;
  return true;
}

// "Monday two weeks from now", "in zwei Wochen am Montag".
void JoinWeekday(Reading& reading, Draft& draft) {
  std::size_t at = draft.first;
  if (at > 0 && reading.IsSign(at - 1, ',')) --at;
  const std::size_t before = reading.Before(at, Says::kWeekday);
  if (before < at && !reading.tokens[before].taken && !reading.tokens[at].new_line) {
    draft.weekday = reading.Find(before, Says::kWeekday)->value;
    reading.Extend(draft, before, draft.end);
    return;
  }
  std::size_t behind = draft.end;
  if (reading.Find(behind, Says::kDayWord)) behind += reading.tokens[behind].words;
  const Meaning* weekday = reading.Find(behind, Says::kWeekday);
  if (!weekday || reading.tokens[behind].taken || reading.tokens[behind].new_line) return;
  draft.weekday = weekday->value;
  reading.Extend(draft, draft.first, behind + reading.tokens[behind].words);
}

void Reverse(Amount& amount) {
  amount.months = -amount.months;
  amount.days = -amount.days;
  amount.seconds = -amount.seconds;
}

// "2 upcoming weeks": the word between the count and the unit.
bool ReadBetween(const Reading& reading, std::size_t unit, Length& length, Draft& draft) {
  const std::size_t which_at = reading.Before(unit, Says::kLast);
  if (which_at == unit || reading.tokens[which_at].taken) return false;
  const Meaning* which = reading.Find(which_at, Says::kLast);
  const Meaning* counted = reading.Find(unit, Says::kUnit);
  if (which->value == 0 || (which->languages & counted->languages) == 0) return false;
  for (std::size_t back = std::min<std::size_t>(3, which_at); back >= 1; --back) {
    std::int64_t sixtieths = 0;
    std::uint64_t of = 0;
    if (reading.CountFrom(which_at - back, sixtieths, of) != which_at || sixtieths < 60) continue;
    length.first = which_at - back;
    length.end = unit + reading.tokens[unit].words;
    draft.relative = counted->unit;
    draft.relative_value = static_cast<int>(sixtieths / 60) * (which->value > 0 ? 1 : -1);
    draft.stretch = sixtieths > 60;
    return true;
  }
  return false;
}

// "After two days of talks" is counted from the talks, "ran 5 km in 30 minutes" from no day at all:
// such words say a time to come only where the text is nothing else, or speaks of what is to come.
bool IsToCome(const Reading& reading, const Length& length) {
  const bool hours = length.amount.seconds != 0 && length.amount.days == 0;
  if (!hours && !reading.Find(length.first, Says::kFromThat)) return true;
  return reading.IsAlone(length.first, length.end) ||
         reading.TellsOfToCome(length.first, length.end);
}

bool ReadShift(Reading& reading, std::size_t unit, Draft& draft) {
  Length length;
  const bool counted = ReadLength(reading, unit, length);
  if (!counted && reading.IsYear(length.end)) return false;  // "منذ عام 2011"
  int direction = 0;
  if (counted && JoinDraft(reading, length)) return false;
  if (length.end > length.first && ReadBehind(reading, length, direction)) {
    ReadBefore(reading, length, true, direction);
  } else if (length.end > length.first && ReadBefore(reading, length, counted, direction)) {
    if (direction > 0 && !IsToCome(reading, length)) return false;
  } else if (counted && ReadSign(reading, length, direction)) {
    length.first = 0;
  } else if (counted && ReadComing(reading, unit, length, draft)) {
  } else if (!ReadBetween(reading, unit, length, draft)) {
    return false;
  }
  draft.first = length.first;
  draft.end = length.end;
  if (direction == 0) return true;
  draft.relative = length.amount.seconds != 0 ? Unit::kSecond : Unit::kDay;
  draft.shift = length.amount;
  draft.shifted = true;
  if (direction < 0) Reverse(draft.shift);
  return true;
}

// "March in two years", "in May 5 years ago": the month of that year.
bool MoveMonth(Reading& reading, Draft& shift) {
  const std::size_t at = reading.Before(shift.first, Says::kMonth);
  if (at == shift.first || reading.tokens[at].taken || reading.tokens[shift.first].new_line)
    return false;
  const Meaning* month = reading.Find(at, Says::kMonth);
  const Amount& amount = shift.shift;
  if (amount.months == 0 || amount.months % 12 != 0 || amount.days != 0 || amount.seconds != 0 ||
      month->calendar != Calendar::kGregorian || (month->languages & amount.languages) == 0)
    return false;
  shift.month = month->value;
  shift.moved = amount;
  shift.is_moved = true;
  shift.shifted = false;
  shift.relative = Unit::kNone;
  reading.Extend(shift, at, shift.end);
  return true;
}

// "Easter in two years", "thanksgiving 3 months ago": the year in which the feast falls.
void MoveFeast(Reading& reading, Draft& shift) {
  if (shift.first == 0 || !reading.tokens[shift.first - 1].taken) return;
  for (Draft& draft : reading.drafts) {
    const bool month = draft.month != 0 && draft.relative == Unit::kNone;
    if (draft.end != shift.first || draft.absorbed || (draft.named_day < 0 && !month) ||
        draft.has_year() || draft.is_moved || draft.shifted || draft.nth != 0)
      continue;
    draft.moved = shift.shift;
    draft.is_moved = true;
    draft.weak = false;
    draft.end = shift.end;
    shift.absorbed = true;
    return;
  }
}

// A feast's name to which nothing has been joined is no date.
void DropWeak(Reading& reading) {
  for (Draft& draft : reading.drafts) {
    if (!draft.weak || draft.absorbed) continue;
    draft.absorbed = true;
    for (std::size_t i = draft.first; i < draft.end; ++i) reading.tokens[i].taken = false;
  }
}

void FindShifts(Reading& reading) {
  for (std::size_t i = reading.units.From(0); i != Places::kEnd; i = reading.units.From(i + 1)) {
    if (reading.tokens[i].taken) continue;
    Draft draft;
    draft.rule = "relative";
    if (!ReadShift(reading, i, draft)) continue;
    Draft* taken = reading.Take(draft);
    if (!taken) continue;
    if (taken->shifted && taken->shift.seconds == 0) JoinWeekday(reading, *taken);
    i = taken->end - 1;
    if (taken->shifted && !MoveMonth(reading, *taken)) MoveFeast(reading, *taken);
  }
  DropWeak(reading);
}

}  // namespace

const DateFinder amount_shift_finder = {
    .name = "amount_shift",
    .summary = "lengths of time counted from the reference or another date",
    .find = FindShifts,
};

}  // namespace warraq

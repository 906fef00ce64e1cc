// Dates with a month's name: "14 May 2025", "May 14th, 2025", "2025 ж. 14 мамыр", "14 أيار (مايو)
// 2025".
//
// The month is the anchor; numbers are looked for on both sides, over the little words of each
// language ("de", "of", "من"). What is there decides the order: day before or behind the month, the
// year behind both or before both. Without a year the year stays open (EDTF level 1: XXXX-08-06).
// Any calendar whose months have names is read here; "may" and "march" before a number in small
// letters are verbs. Days of the month that do not exist are found out later, in the claim.

#include <algorithm>
#include <bit>
#include <tuple>

#include "plugin/date/month_sides.h"
#include "plugin/date/reading.h"

namespace warraq {
namespace {

// "أيار (مايو)", "تشرين الأول/أكتوبر": the same month by another name behind it.
std::size_t SkipPair(const Reading& reading, std::size_t end, const Meaning& month) {
  std::size_t at = end;
  bool joined = false;
  while (reading.Has(at) && at < end + 2 && reading.tokens[at].kind == TokenKind::kSign) {
    const char32_t sign = reading.tokens[at].sign;
    if (sign != '(' && sign != '/' && sign != '-' && sign != '[' && sign != '\\') break;
    joined = true;
    ++at;
  }
  if (!joined || !reading.Has(at) || reading.tokens[at].taken) return end;
  for (const Meaning& other : Lexicon::Get().Meanings(reading.tokens[at].node)) {
    if (other.says != Says::kMonth || other.value != month.value ||
        other.calendar != month.calendar)
      continue;
    at += reading.tokens[at].words;
    return reading.IsSign(at, ')') || reading.IsSign(at, ']') ? at + 1 : at;
  }
  return end;
}

// Four or two digits that recognition has torn apart: "2 0 2 5".
bool TornNumber(const Reading& reading, std::size_t at, int digits, int& value) {
  value = 0;
  for (std::size_t i = at; i < at + static_cast<std::size_t>(digits); ++i) {
    if (!reading.IsNumber(i) || reading.tokens[i].length != 1 || reading.tokens[i].taken)
      return false;
    if (i > at && (!reading.tokens[i].spaced || reading.tokens[i].new_line)) return false;
    value = value * 10 + reading.tokens[i].value;
  }
  return true;
}

class Named {
 public:
  Named(Reading& reading, std::size_t at, const Meaning& month)
      : reading_(reading), at_(at), month_(month) {
    draft_.rule = "named";
    draft_.first = at;
    int number = 0;
    draft_.end = month.says == Says::kMonthWord ? reading.MonthNumberFrom(at, number)
                                                : at + reading.tokens[at].words;
    if (reading.IsSign(draft_.end, '.') && !reading.tokens[draft_.end].spaced) ++dotted_;
    draft_.calendar = month.calendar;
    draft_.month = month.value;
    draft_.end = SkipPair(reading, draft_.end, month);
  }

  bool Read() {
    const MonthSides around(reading_, month_.languages == 0 ? ~std::uint64_t{0} : month_.languages);
    ReadTorn();
    BesideMonth left = draft_.day == 0 ? around.Left(draft_.first) : BesideMonth{};
    const BesideMonth right = draft_.has_year() ? BesideMonth{} : around.Right(draft_.end);
    // "pet, srp 18.": the fifth, or Friday.
    if (left && !left.year && right && !right.year && reading_.Find(left.first, Says::kWeekday))
      left = {};
    // "the sixth day, July 18, 2014", as Hebrew counts its weekdays; "number ONE on Jan 22, 2025".
    if (left && !left.year && right && !right.year && !reading_.IsNumber(left.first)) {
      const BesideMonth behind = around.Right(right.end);
      if (behind && behind.year && !behind.two_digit) left = {};
    }
    if (left && !left.year) {
      Use(left, true);
      if (right && (right.year || TwoDigitYearFits(right))) {
        UseYear(right);
      } else if (!draft_.has_year()) {
        ReadYearBefore(around);
        if (!draft_.has_year()) ReadYearBehindClock();
      }
    } else if (left && left.year && !YearBelongsLeft(right)) {
      UseYear(left);
      if (right && !right.year) Use(right, false);
      if (draft_.day == 0) ReadDayBeforeYear(around, left);
    } else if (right && !right.year && !draft_.has_year() && draft_.day == 0) {
      Use(right, false);
      ReadDayTo();
      ReadYearBehind(around);
    } else if (right && right.year &&
               (!right.two_digit || right.join == '\'' || right.join == 0x2019)) {
      UseYear(right);
      if (right.join == '-') ReadDayBehindYear(around);
    }
    return draft_.day != 0 || draft_.has_year();
  }

  bool Plausible() const {
    if (draft_.day == 0 && draft_.year < 1000 && draft_.calendar == Calendar::kGregorian &&
        !draft_.two_digit && !reading_.Find(draft_.end, Says::kEra))
      return false;  // "Sie 0800"
    const Token& token = reading_.tokens[at_];
    const bool latin = static_cast<unsigned char>(reading_.text[token.begin]) < 0xC8;
    // "21 out of 41": a month of Portuguese.
    const bool short_word = latin && !token.upper && token.length <= 3 && token.words == 1;
    if (short_word && draft_.two_digit && IsForeign()) return false;
    if (draft_.has_year() && draft_.day != 0) return true;
    // "Rufen Sie 2000 Leute": a month of Polish.
    if (latin && token.upper && token.length <= 3 && token.words == 1 && IsForeign() &&
        !reading_.IsAll(draft_.first, draft_.end))
      return false;
    if (!latin || token.upper || reading_.IsAll(draft_.first, draft_.end)) {
      if (!latin || token.length > 4 || draft_.day != 0 || token.upper) return true;
    }
    // "may 20 people", "march 3 miles", "a set 5 of": small letters, and a word of another
    // language.
    const bool common = token.length <= 5 && token.words == 1;
    if (!common || IsLinked()) return true;
    const std::uint64_t languages = reading_.Languages();
    if (reading_.IsAll(draft_.first, draft_.end)) return true;
    if ((languages & month_.languages) == 0) return languages == 0;
    // Of the English ones only these are words too.
    const bool verb = month_.value == 3 || month_.value == 5;
    return (!verb && draft_.day != 0) || number_first_ ||
           (languages & month_.languages & LanguageBit("en")) == 0;
  }

  Draft& draft() { return draft_; }

 private:
  // "5 de mayo": its language's word stands between the day and the month.
  bool IsLinked() const {
    if (!number_first_ || at_ < 1) return false;
    const Meaning* link = reading_.Find(at_ - 1, Says::kLink);
    return link && at_ - 1 > draft_.first && (link->languages & month_.languages) != 0 &&
           reading_.IsNumber(at_ - 2);
  }

  bool IsForeign() const {
    const std::uint64_t languages = reading_.Languages();
    return languages != 0 && (languages & month_.languages) == 0;
  }

  void ReadTorn() {
    int value = 0;
    if (TornNumber(reading_, draft_.end, 4, value) && value >= 1000 && value < 2200) {
      draft_.year = value;
      draft_.end += 4;
      if (draft_.first >= 2 && TornNumber(reading_, draft_.first - 2, 2, value) && value >= 1 &&
          value <= 31) {
        draft_.day = value;
        draft_.first -= 2;
        number_first_ = true;
      }
    }
  }

  // "May 14-16, 2025"
  void ReadDayTo() {
    const std::size_t at = draft_.end;
    const bool dash = reading_.IsSign(at, '-') || reading_.IsSign(at, 0x2013);
    if (!dash || !reading_.IsDay(at + 1) || reading_.tokens[at + 1].value <= draft_.day ||
        reading_.tokens[at + 1].new_line || !reading_.EndsFree(at + 2) ||
        reading_.IsSign(at + 2, ':') || !reading_.IsNumber(at - 1))
      return;
    draft_.day_to = reading_.tokens[at + 1].value;
    draft_.end = at + 2;
  }

  void Use(const BesideMonth& day, bool before) {
    draft_.day = day.value;
    draft_.day_in_words = day.value <= 5 && HasOrdinalWord(day);
    number_first_ = before;
    draft_.first = std::min(draft_.first, day.first);
    draft_.end = std::max(draft_.end, day.end);
  }

  bool HasOrdinalWord(const BesideMonth& day) const {
    for (std::size_t i = day.first; i < day.end; ++i) {
      if (reading_.Find(i, Says::kOrdinal)) return true;
    }
    return false;
  }

  void UseYear(const BesideMonth& year) {
    draft_.year = year.value;
    draft_.two_digit = year.two_digit;
    draft_.first = std::min(draft_.first, year.first);
    draft_.end = std::max(draft_.end, year.end);
  }

  // "14 May 25" but not "14 May 25 people were".
  bool TwoDigitYearFits(const BesideMonth& found) const {
    if (!found.two_digit) return false;
    if (found.join == '-' || found.join == '/' || found.join == '\'' || found.join == 0x2019)
      return true;
    if (reading_.Find(found.end, Says::kEra) || reading_.Find(found.end, Says::kYearAfter))
      return true;
    // "27 Mar 20 à 9:21"
    if (reading_.Find(found.end, Says::kAt) &&
        reading_.IsNumber(found.end + reading_.tokens[found.end].words)) {
      return true;
    }
    return !reading_.Has(found.end) || reading_.tokens[found.end].kind == TokenKind::kSign ||
           reading_.tokens[found.end].new_line ||
           reading_.tokens[found.end].kind == TokenKind::kNumber;
  }

  // "July 13th 2014" behind "... in 2010": the year on the left is another sentence's.
  bool YearBelongsLeft(const BesideMonth& right) const {
    return right && right.year && !right.two_digit;
  }

  // "2011 წლის 17 მარტი", "2018 28-ئاپرېل", "2015-кві-12"
  void ReadYearBefore(const MonthSides& around) {
    const BesideMonth year = around.Left(draft_.first);
    if (year && year.year) UseYear(year);
  }

  // "January 12, 2016", and "Aug 05 12:00:00 2015" with the clock between.
  void ReadYearBehind(const MonthSides& around) {
    const BesideMonth year = around.Right(draft_.end);
    if (year && year.year && (!year.two_digit || TwoDigitYearFits(year))) {
      UseYear(year);
      return;
    }
    if (year && !year.year && year.two_digit && year.join != '-' && TwoDigitYearFits(year) &&
        year.join != 0) {
      UseYear(year);  // "Aug 9, 96" has 96, "Aug 9, 12" 12
      return;
    }
    ReadYearBehindClock();
  }

  void ReadYearBehindClock() {
    Draft clock;
    const std::size_t behind = reading_.ClockFrom(draft_.end, clock);
    if (behind > draft_.end && reading_.IsYear(behind) && reading_.tokens[behind].value > 1500) {
      draft_.hour = clock.hour;
      draft_.minute = clock.minute;
      draft_.second = clock.second;
      draft_.zone = clock.zone;
      draft_.zone_value = clock.zone_value;
      draft_.year = reading_.tokens[behind].value;
      draft_.end = behind + 1;
    }
  }

  // "23-2020-Eylül"
  void ReadDayBeforeYear(const MonthSides& around, const BesideMonth& year) {
    if (year.join != '-') return;
    const BesideMonth day = around.Left(year.first);
    if (day && !day.year && day.join == '-') Use(day, true);
  }

  // "setembro-2020-23"
  void ReadDayBehindYear(const MonthSides& around) {
    const BesideMonth day = around.Right(draft_.end);
    if (day && !day.year && day.join == '-') Use(day, false);
  }

  Reading& reading_;
  std::size_t at_;
  const Meaning& month_;
  Draft draft_;
  bool number_first_ = false;
  int dotted_ = 0;
};

// "5-7 May", "May 5–7": the first of the two days.
void ReadRange(Reading& reading, Draft& draft) {
  const auto is_dash = [&](std::size_t i) {
    return reading.IsSign(i, '-') || reading.IsSign(i, 0x2013) || reading.IsSign(i, 0x2014) ||
           reading.Find(i, Says::kUntil);
  };
  if (draft.day == 0 || draft.day_to != 0) return;
  std::size_t first = draft.first;
  // "5.–7. Mai"
  const bool dotted = first >= 3 && is_dash(first - 1) && reading.IsSign(first - 2, '.') &&
                      !reading.tokens[first - 2].spaced && reading.IsDay(first - 3);
  if (dotted && reading.IsNumber(first) && reading.tokens[first - 3].value < draft.day &&
      reading.BeginsFree(first - 3) && !reading.tokens[first].new_line) {
    draft.day_to = draft.day;
    draft.day = reading.tokens[first - 3].value;
    draft.first = first - 3;
    return;
  }
  if (first >= 2 && is_dash(first - 1) && reading.IsDay(first - 2) && reading.IsNumber(first) &&
      reading.tokens[first - 2].value < draft.day && reading.StandsFree(first - 2, draft.end) &&
      !reading.tokens[first].new_line) {
    draft.day_to = draft.day;
    draft.day = reading.tokens[first - 2].value;
    draft.first = first - 2;
  }
}

void ReadEra(const Reading& reading, Draft& draft) {
  const std::size_t end = reading.EraFrom(draft.end, draft);
  if (end > draft.end && draft.has_year()) draft.end = end;
  const std::size_t first = reading.EraUpTo(draft.first, draft);
  if (first < draft.first && draft.has_year()) draft.first = first;
  while (draft.has_year() && reading.Find(draft.end, Says::kYearAfter) &&
         !reading.tokens[draft.end].taken && !reading.tokens[draft.end].new_line) {
    draft.end += reading.tokens[draft.end].words;
  }
}

// "14 พฤษภาคม พ.ศ. 2568", "August 10 2555 BE"; and Thai months with years that are told apart by
// their number.
void ReadEraYear(const Reading& reading, const Meaning& month, Draft& draft) {
  if (!draft.has_year() || draft.calendar != Calendar::kGregorian || draft.year < 1000) return;
  const std::size_t end = draft.end;
  if (reading.Find(end, Says::kEraYear) && !reading.tokens[end].taken &&
      !reading.tokens[end].new_line && reading.CountEraYears(end, draft)) {
    draft.end += reading.tokens[end].words;
    return;
  }
  for (std::size_t i = draft.first; i < draft.end; ++i) {
    if (reading.Find(i, Says::kEraYear) && reading.CountEraYears(i, draft)) return;
  }
  if (month.languages == LanguageBit("th") && draft.year > 2300 && draft.year < 2700) {
    draft.year -= 543;
    draft.named_calendar = "buddhist";
    draft.calendar_assumed = true;
  }
}

// The same word is a month of several calendars: the year tells ("Tamuz 5785", "تموز 2024").
bool CalendarFits(const Draft& draft) {
  if (!draft.has_year()) {
    return draft.calendar != Calendar::kHebrew && draft.calendar != Calendar::kCoptic &&
           draft.calendar != Calendar::kRumi;
  }
  switch (draft.calendar) {
    case Calendar::kHebrew:
      return draft.year >= 4000 && draft.year <= 6500;
    case Calendar::kPersian:
      return draft.year <= 1600;
    case Calendar::kIslamic:
      return draft.year <= 1700;
    case Calendar::kCoptic:
      return draft.year <= 2000;
    case Calendar::kRumi:
      return draft.year >= kFirstRumiYear && draft.year <= kLastRumiYear;
    default:
      return draft.year <= 3200;
  }
}

// The months that a token may be, those of the text's language first ("lip" is June or July).
std::vector<Meaning> MonthsAt(Reading& reading, std::size_t i) {
  std::vector<Meaning> months;
  int number = 0;
  if (reading.MonthNumberFrom(i, number) > i) {
    months.push_back({.says = Says::kMonthWord, .value = static_cast<std::int16_t>(number)});
    return months;
  }
  bool differ = false;
  for (const Meaning& month : Lexicon::Get().Meanings(reading.tokens[i].node)) {
    if (month.says != Says::kMonth) continue;
    differ |= !months.empty() && months[0].value != month.value;
    months.push_back(month);
  }
  // A name of the Ottoman fiscal calendar is first of it, if the year is.
  std::stable_partition(months.begin(), months.end(),
                        [](const Meaning& m) { return m.calendar == Calendar::kRumi; });
  if (differ) {
    const std::uint64_t languages = reading.Languages();
    // Then those of more languages, and of those with the more readers (the lower bits).
    const auto rank = [&](const Meaning& month) {
      return std::tuple((month.languages & languages) == 0, -std::popcount(month.languages),
                        std::countr_zero(month.languages));
    };
    std::ranges::stable_sort(months, {}, rank);
  }
  return months;
}

// Of months that differ ("srp" is July or August), the one whose date the weekday before it fits.
const Meaning* FitsWeekday(Reading& reading, std::size_t i, const std::vector<Meaning>& months) {
  if (months.size() < 2 || months[0].value == months[1].value) return nullptr;
  for (const Meaning& month : months) {
    Named named(reading, i, month);
    if (!named.Read()) continue;
    const Draft& draft = named.draft();
    if (!draft.has_year() || draft.day == 0 || draft.two_digit) continue;
    std::size_t before = draft.first;
    while (before > 0 && (reading.IsSign(before - 1, ',') || reading.IsSign(before - 1, '.')))
      --before;
    const std::size_t at = reading.Before(before, Says::kWeekday);
    const auto day = DayOf({draft.calendar, draft.year, draft.month, draft.day});
    if (at == before || !day) continue;
    for (const Meaning& weekday : Lexicon::Get().Meanings(reading.tokens[at].node)) {
      if (weekday.says == Says::kWeekday && (weekday.languages & month.languages) != 0 &&
          weekday.value == WeekdayOf(*day)) {
        return &month;
      }
    }
  }
  return nullptr;
}

void FindNamed(Reading& reading) {
  for (std::size_t i = reading.names.From(0); i != Places::kEnd; i = reading.names.From(i + 1)) {
    const Token& token = reading.tokens[i];
    if (token.node == 0 || token.taken) continue;
    const std::vector<Meaning> months = MonthsAt(reading, i);
    const Meaning* fits = FitsWeekday(reading, i, months);
    for (const Meaning& month : months) {
      if (fits != nullptr && fits != &month) continue;
      Named named(reading, i, month);
      if (!named.Read() || !named.Plausible()) continue;
      Draft& draft = named.draft();
      if (!CalendarFits(draft)) continue;
      ReadRange(reading, draft);
      // "ngày 12 tháng 4": where months are told by their number, so are the days.
      if (month.says == Says::kMonthWord && draft.day != 0 && draft.first > 0 &&
          reading.Find(draft.first - 1, Says::kDayWord) &&
          reading.tokens[draft.first - 1].words == 1)
        --draft.first;
      ReadEra(reading, draft);
      ReadEraYear(reading, month, draft);
      if (reading.Take(draft)) i = draft.end - 1;
      break;
    }
  }
}

}  // namespace

const DateFinder named_finder = {
    .name = "named",
    .summary = "dates with a month's name, in any order and any calendar",
    .find = FindNamed,
};

}  // namespace warraq

// Named days: "Christmas 2020", "the day of Ashura 2017", "Thanksgiving of next year", "Пасха
// 2024".
//
// A name without a year is a date only where the text is nothing else, where "next" or "last"
// stands beside it, or where another length of time is counted from it ("two weeks before
// Easter"): in running text a feast is more often spoken of than dated. Easter is the computus of
// Oudin (Western) and of Meeus (Julian).

#include "plugin/date/named_day.h"

#include <charconv>

#include "plugin/date/reading.h"
#include "plugin/date/spoken_number.h"
#include "plugin/date/tithi.h"
#include "plugin/text/calendar.h"

namespace warraq {
namespace {

class RuleReader {
 public:
  explicit RuleReader(std::string_view rule) : rest_(rule) {}

  bool Number(int& value) {
    const bool minus = rest_.starts_with('-');
    if (minus || rest_.starts_with('+')) rest_.remove_prefix(1);
    const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (error != std::errc()) return false;
    rest_.remove_prefix(static_cast<std::size_t>(end - rest_.data()));
    if (minus) value = -value;
    return true;
  }
  bool Sign(char sign) {
    if (!rest_.starts_with(sign)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool Word(std::string_view word) {
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  bool done() const { return rest_.empty(); }
  // The days at the end of a rule, "+1".
  int Offset() {
    int days = 0;
    if (!done()) Number(days);
    return days;
  }

 private:
  std::string_view rest_;
};

// Orthodox Easter, a Julian day (Meeus, Astronomical Algorithms, chapter 8).
std::optional<std::int64_t> PaschaOf(int year) {
  const int moon = (19 * (year % 19) + 15) % 30;
  const int weekday = (2 * (year % 4) + 4 * (year % 7) - moon + 34) % 7;
  const int days = moon + weekday + 114;
  return DayOf({Calendar::kJulian, year, days / 31, days % 31 + 1});
}

// The first such day of another calendar that falls in a Gregorian year.
std::optional<std::int64_t> InYear(Calendar calendar, int near, int month, int day, int year) {
  for (int of = near - 1; of <= near + 1; ++of) {
    const auto found = DayOf({calendar, of, month, day});
    if (found && GregorianOf(*found).year == year) return found;
  }
  return {};
}

// Years of 365 days since 16 June 632 (Julian), as the Shahanshahi of India count them.
std::optional<std::int64_t> YazdegerdiIn(int year, int day_of_year) {
  const auto first = DayOf({Calendar::kGregorian, year, 1, 1});
  constexpr std::int64_t kNewYear = 17'760;  // 2018-08-17
  const std::int64_t past = ((kNewYear + day_of_year - *first) % 365 + 365) % 365;
  return *first + past;
}

std::optional<std::int64_t> OfIndia(RuleReader& rule, int year) {
  int month = 0, day = 0, hour = 0;
  if (rule.Word("tithi ") && rule.Number(month) && rule.Sign('-') && rule.Number(day) &&
      rule.Sign('/') && rule.Number(hour))
    return DayOfTithi({month, day, hour}, year);
  if (rule.Word("sankranti ") && rule.Number(month) && rule.Sign('/') && rule.Number(hour))
    return DayOfSankranti(month, hour, year);
  if (rule.Word("yazdegerdi ") && rule.Number(day)) return YazdegerdiIn(year, day);
  return {};
}

std::optional<std::int64_t> OtherCalendar(RuleReader& rule, int year) {
  struct Known {
    std::string_view name;
    Calendar calendar;
  };
  constexpr Known kKnown[] = {{"islamic ", Calendar::kIslamic},
                              {"hebrew ", Calendar::kHebrew},
                              {"persian ", Calendar::kPersian},
                              {"coptic ", Calendar::kCoptic},
                              {"julian ", Calendar::kJulian}};
  int month = 0, day = 0;
  if (rule.Word("chinese ")) {
    if (!rule.Number(month) || !rule.Sign('-') || !rule.Number(day)) return {};
    return ChineseDay(year, month, day);
  }
  for (const auto& [name, calendar] : kKnown) {
    if (!rule.Word(name)) continue;
    if (!rule.Number(month) || !rule.Sign('-') || !rule.Number(day)) return {};
    const int near = calendar == Calendar::kIslamic   ? (year - 622) * 33 / 32
                     : calendar == Calendar::kHebrew  ? year + 3760
                     : calendar == Calendar::kPersian ? year - 621
                     : calendar == Calendar::kCoptic  ? year - 284
                                                      : year;
    return InYear(calendar, near, month, day, year);
  }
  return {};
}

// "04-27:7-1" behind the day and the first colon: what is moved from a Sunday, and how far.
std::int64_t Moved(RuleReader& rule, std::int64_t day) {
  int weekday = 0, days = 0;
  do {
    if (!rule.Number(weekday) || !rule.Number(days)) return day;
    if (WeekdayOf(day) == weekday) return day + days;
  } while (rule.Sign(':'));
  return day;
}

// "on 2016-03-01 2020-03-03": days that follow no rule.
std::optional<std::int64_t> OnList(RuleReader& rule, int year) {
  int of = 0, month = 0, day = 0;
  while (rule.Sign(' ') && rule.Number(of) && rule.Sign('-') && rule.Number(month) &&
         rule.Sign('-') && rule.Number(day)) {
    if (of == year) return DayOf({Calendar::kGregorian, of, month, day});
  }
  return {};
}

}  // namespace

std::optional<std::int64_t> NamedDayIn(std::string_view text, int year) {
  if (year < 1 || year > 9999) return {};
  RuleReader rule(text);
  if (rule.Word("easter")) return EasterOf(year) + rule.Offset();
  if (rule.Word("pascha")) {
    const auto pascha = PaschaOf(year);
    return pascha ? std::optional(*pascha + rule.Offset()) : std::nullopt;
  }
  if (const auto day = OfIndia(rule, year)) return *day + rule.Offset();
  if (const auto day = OtherCalendar(rule, year)) {
    int weekday = 0;
    if (!rule.Sign('<') || !rule.Number(weekday)) return *day + rule.Offset();
    return *day - 1 - (WeekdayOf(*day - 1) - weekday + 7) % 7;
  }
  if (rule.Word("on")) return OnList(rule, year);
  int month = 0, day = 0, weekday = 0;
  if (!rule.Number(month)) return {};
  if (rule.Sign('/')) {
    int nth = 0;
    if (!rule.Number(weekday) || !rule.Sign('/') || !rule.Number(nth)) return {};
    const auto found = NthWeekday(year, month, weekday, nth);
    return found ? std::optional(*found + rule.Offset()) : std::nullopt;
  }
  if (!rule.Sign('-') || !rule.Number(day)) return {};
  const auto fixed = DayOf({Calendar::kGregorian, year, month, day});
  if (!fixed || rule.done()) return fixed;
  if (rule.Sign(':')) return Moved(rule, *fixed);
  const bool before = rule.Sign('<');
  if (!before && !rule.Sign('>')) return {};
  if (!rule.Number(weekday)) return {};
  const std::int64_t found = before ? *fixed - 1 - (WeekdayOf(*fixed - 1) - weekday + 7) % 7
                                    : *fixed + (weekday - WeekdayOf(*fixed) + 7) % 7;
  return found + rule.Offset();
}

namespace {

// Over "of", "in" and commas.
std::size_t SkipLinks(const Reading& reading, std::size_t at) {
  for (int i = 0; i < 2 && reading.Has(at) && !reading.tokens[at].new_line; ++i) {
    if (reading.IsSign(at, ',')) {
      ++at;
    } else if (reading.Find(at, Says::kLink) || reading.Find(at, Says::kIn) ||
               reading.Find(at, Says::kYearWord)) {
      if (reading.tokens[at].taken) break;
      at += reading.tokens[at].words;
    }
  }
  return at;
}

// "2020", "of last year".
void ReadYear(Reading& reading, Draft& draft) {
  const std::size_t at = SkipLinks(reading, draft.end);
  if (reading.IsYear(at) && !reading.tokens[at].new_line && reading.tokens[at].value < 2500 &&
      reading.tokens[at].value >= 1000) {
    draft.year = reading.tokens[at].value;
    draft.end = at + 1;
    return;
  }
  int spoken = 0;
  if (const std::size_t end = YearInWords(reading, at, spoken); end > at) {
    draft.year = spoken;
    draft.end = end;
    return;
  }
  // "2017 Ramazan Bayramı"
  if (draft.first > 0 && reading.IsYear(draft.first - 1) && !reading.tokens[draft.first].new_line &&
      reading.tokens[draft.first - 1].value >= 1000 &&
      reading.tokens[draft.first - 1].value < 2500 && reading.BeginsFree(draft.first - 1)) {
    --draft.first;
    draft.year = reading.tokens[draft.first].value;
    return;
  }
  if (!reading.Has(at) || !reading.tokens[at].taken) return;
  for (Draft& year : reading.drafts) {
    if (year.first != at || year.relative != Unit::kYear || year.absorbed) continue;
    for (std::size_t i = year.first; i < year.end; ++i) reading.tokens[i].taken = false;
    year.absorbed = true;
    draft.is_moved = true;
    draft.moved.months = 12 * year.relative_value;
    draft.end = year.end;
    return;
  }
}

// "next Easter", "عيد الفطر القادم"; 0 and true where it is "this".
bool ReadWhich(const Reading& reading, const Meaning& name, Draft& draft) {
  const std::size_t before = reading.Before(draft.first, Says::kLast);
  const Meaning* which = before < draft.first ? reading.Find(before, Says::kLast) : nullptr;
  if (which && !reading.tokens[before].taken && (which->languages & name.languages) != 0) {
    draft.first = before;
  } else {
    which = reading.Find(draft.end, Says::kLast);
    if (!which || reading.tokens[draft.end].taken || (which->languages & name.languages) == 0)
      return false;
    draft.end += reading.tokens[draft.end].words;
  }
  draft.coming = which->value > 0 ? 1 : which->value < 0 ? -1 : 0;
  return true;
}

void FindNamedDays(Reading& reading) {
  for (std::size_t i = reading.feasts.From(0); i != Places::kEnd; i = reading.feasts.From(i + 1)) {
    const Meaning* name = reading.tokens[i].taken ? nullptr : reading.Find(i, Says::kNamedDay);
    if (!name) continue;
    Draft draft;
    draft.rule = "named_day";
    draft.first = i;
    draft.end = i + reading.tokens[i].words;
    draft.named_day = name->value;
    ReadYear(reading, draft);
    const bool which = !draft.has_year() && !draft.is_moved && ReadWhich(reading, *name, draft);
    std::size_t first = draft.first;
    for (int k = 0; k < 2; ++k) {
      std::size_t link = reading.Before(first, Says::kLink);
      if (link == first) link = reading.Before(first, Says::kDayWord);
      if (link == first || reading.tokens[link].taken) break;
      first = link;
    }
    if (reading.IsAll(first, draft.end)) draft.first = first;
    draft.weak =
        !draft.has_year() && !draft.is_moved && !which && !reading.IsAll(draft.first, draft.end);
    draft.confidence = 0.6f;  // too little for the day of a page
    if (reading.Take(draft)) i = draft.end - 1;
  }
}

}  // namespace

const DateFinder named_day_finder = {
    .name = "named_day",
    .summary = "feasts and holidays, with a year or counted from the reference",
    .find = FindNamedDays,
};

}  // namespace warraq

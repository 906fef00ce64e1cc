// Makes a claim of a draft: days are checked and converted, what the reference settles is resolved,
// and the rest is written as EDTF says it.
//
// 12 Muharram 1446 is "[2024-07-18,2024-07-19]", since Umm al-Qura and the tables differ;
// "Thursday, 12 Muharram 1446" is 2024-07-18. "31 April 2024" is no claim at all. A weekday that
// contradicts its date leaves the date and adds the note `weekday-conflict`.

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <optional>

#include "plugin/date/edtf.h"
#include "plugin/date/named_day.h"
#include "plugin/date/reading.h"
#include "plugin/text/calendar.h"

namespace warraq {
namespace {

// The instant against which relative dates resolve, as its own clocks show it.
struct Reference {
  bool known = false;
  std::int64_t day = 0;
  int seconds = 0;  // of the day
};

Reference ReadReference(std::string_view text) {
  Reference reference;
  const auto number = [&](std::size_t at, std::size_t length, int& value) {
    return at + length <= text.size() &&
           std::from_chars(text.data() + at, text.data() + at + length, value).ptr ==
               text.data() + at + length;
  };
  int year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0;
  if (!number(0, 4, year) || !number(5, 2, month) || !number(8, 2, day)) return reference;
  const auto found = DayOf({Calendar::kGregorian, year, month, day});
  if (!found) return reference;
  if (text.size() > 15 && number(11, 2, hour) && number(14, 2, minute)) {
    if (text.size() > 18) number(17, 2, second);
    reference.seconds =
        std::clamp(hour, 0, 23) * 3600 + std::clamp(minute, 0, 59) * 60 + std::clamp(second, 0, 59);
  }
  reference.known = true;
  reference.day = *found;
  return reference;
}

class Resolver {
 public:
  Resolver(const Reading& reading, const Draft& draft, DateClaim& claim)
      : reading_(reading),
        draft_(draft),
        claim_(claim),
        reference_(ReadReference(reading.options.reference)) {}

  bool Resolve() {
    claim_.calendar = CalendarName(draft_.calendar);
    edtf_.parts.clear();
    if (!Value()) return false;
    if (draft_.shifted && !Shift()) return false;
    if (draft_.until >= 0 && !Interval()) return false;
    Finish();
    return true;
  }

 private:
  void Note(std::string_view note) {
    if (std::ranges::find(claim_.notes, note) == claim_.notes.end()) claim_.notes.push_back(note);
  }

  static EdtfDate OfDay(std::int64_t day) {
    const CalendarDate date = GregorianOf(day);
    EdtfDate made;
    made.has_year = true;
    made.year = date.year;
    made.month = static_cast<std::uint8_t>(date.month);
    made.day = static_cast<std::uint8_t>(date.day);
    return made;
  }

  void SetDay(std::int64_t day) { edtf_.parts.assign(1, OfDay(day)), day_ = day; }

  void SetInterval(std::int64_t first, std::int64_t last) {
    edtf_.shape = Edtf::Shape::kInterval;
    edtf_.parts = {OfDay(first), OfDay(last)};
  }

  void SetOneOf(std::vector<std::int64_t> days) {
    std::ranges::sort(days);
    days.erase(std::unique(days.begin(), days.end()), days.end());
    if (days.size() == 1) return SetDay(days[0]);
    edtf_.shape = Edtf::Shape::kOneOf;
    edtf_.parts.clear();
    for (const std::int64_t day : days) edtf_.parts.push_back(OfDay(day));
  }

  // Two digits of a year are a window of a hundred years around the reference, most of it past.
  int FullYear() {
    int year = draft_.year;
    if (!draft_.two_digit) return year;
    Note("two-digit-year");
    if (draft_.calendar == Calendar::kPersian) return year + (year < 50 ? 1400 : 1300);
    if (draft_.calendar == Calendar::kIslamic) return year + (year < 60 ? 1400 : 1300);
    const int around = reference_.known ? GregorianOf(reference_.day).year : 2025;
    const int last = around + 13;
    year += last / 100 * 100;
    return year > last ? year - 100 : year;
  }

  bool Value() {
    if (draft_.named_day >= 0) return NamedDay();
    if (draft_.nth != 0) return Nth();
    if (draft_.relative != Unit::kNone) return Relative();
    if (draft_.week > 0) return Week();
    if (draft_.season > 0) return Season();
    if (!draft_.has_year()) return NoYear();
    const int year = FullYear();
    if (draft_.unknown_digits > 0 || draft_.month == 0) return Year(year);
    if (draft_.day == 0) return Month(year);
    if (draft_.either_order) return EitherOrder(year);
    if (draft_.calendar == Calendar::kIslamic) return Hijri(year);
    return Day(year);
  }

  bool Year(int year) {
    EdtfDate date;
    date.has_year = true;
    date.year = year;
    date.unknown_digits = draft_.unknown_digits;
    if (draft_.calendar == Calendar::kGregorian || draft_.calendar == Calendar::kJulian) {
      edtf_.parts.assign(1, date);
      return true;
    }
    const Calendar calendar = draft_.calendar;
    const auto first = DayOf({calendar, year, 1, 1});
    const auto next = DayOf({calendar, year + 1, 1, 1});
    if (!first || !next) return false;
    SetInterval(*first, *next - 1);
    edtf_.parts[0].day = edtf_.parts[1].day = 0;
    return true;
  }

  bool Month(int year) {
    EdtfDate date;
    date.has_year = true;
    date.year = year;
    date.month = static_cast<std::uint8_t>(draft_.month);
    if (draft_.calendar == Calendar::kGregorian || draft_.calendar == Calendar::kJulian) {
      edtf_.parts.assign(1, date);
      return true;
    }
    const auto first = DayOf({draft_.calendar, year, draft_.month, 1});
    if (!first) return false;
    std::int64_t last = *first + 27;
    for (int day = 29; day <= 31; ++day) {
      if (const auto found = DayOf({draft_.calendar, year, draft_.month, day})) last = *found;
    }
    SetInterval(*first, last);
    return true;
  }

  bool CheckWeekday(std::int64_t day) {
    if (draft_.weekday == 0 || WeekdayOf(day) == draft_.weekday) return true;
    Note("weekday-conflict");
    return false;
  }

  bool Day(int year) {
    const auto day = DayOf({draft_.calendar, year, draft_.month, draft_.day});
    if (!day) return false;
    if (draft_.weekday != 0 && draft_.calendar == Calendar::kGregorian &&
        WeekdayOf(*day) != draft_.weekday && JulianFits(year)) {
      return true;
    }
    if (draft_.day_in_words && draft_.weekday != 0 && WeekdayOf(*day) != draft_.weekday) {
      // "Tuesday the third of September": the third Tuesday, if the third is none.
      const auto nth = Nth(year, draft_.month, draft_.weekday, draft_.day);
      if (nth && draft_.calendar == Calendar::kGregorian) return SetDay(*nth), true;
    }
    SetDay(*day);
    CheckWeekday(*day);
    if (draft_.day_to > draft_.day) {
      const auto last = DayOf({draft_.calendar, year, draft_.month, draft_.day_to});
      if (!last) return false;
      SetInterval(*day, *last);
    }
    return true;
  }

  // Until the 1920s the East printed Julian days; the weekday shows it.
  bool JulianFits(int year) {
    if (year > 1926 || draft_.two_digit) return false;
    const auto julian = DayOf({Calendar::kJulian, year, draft_.month, draft_.day});
    if (!julian || WeekdayOf(*julian) != draft_.weekday) return false;
    claim_.calendar = CalendarName(Calendar::kJulian);
    SetDay(*julian);
    return true;
  }

  bool EitherOrder(int year) {
    const auto one = DayOf({draft_.calendar, year, draft_.month, draft_.day});
    const auto other = DayOf({draft_.calendar, year, draft_.day, draft_.month});
    if (!one || !other) {
      if (!one && !other) return false;
      SetDay(one ? *one : *other);
      return true;
    }
    if (draft_.weekday != 0) {
      const bool fits = WeekdayOf(*one) == draft_.weekday;
      const bool other_fits = WeekdayOf(*other) == draft_.weekday;
      if (fits != other_fits) {
        SetDay(fits ? *one : *other);
        return true;
      }
      if (!fits) Note("weekday-conflict");
    }
    Note("ambiguous-order");
    SetOneOf({*one, *other});
    return true;
  }

  // What the reckonings say: a set, unless the weekday settles it.
  bool Hijri(int year) {
    std::vector<std::int64_t> days;
    std::array<std::optional<std::int64_t>, 3> by;
    constexpr std::array kReckonings = {Calendar::kIslamicUmmAlQura, Calendar::kIslamicCivil,
                                        Calendar::kIslamicTabular};
    for (std::size_t i = 0; i < by.size(); ++i) {
      by[i] = DayOf({kReckonings[i], year, draft_.month, draft_.day});
      if (by[i]) days.push_back(*by[i]);
    }
    if (days.empty()) return false;
    if (draft_.weekday == 0) {
      SetOneOf(std::move(days));
      return true;
    }
    for (std::size_t i = 0; i < by.size(); ++i) {
      if (!by[i] || WeekdayOf(*by[i]) != draft_.weekday) continue;
      claim_.calendar = CalendarName(kReckonings[i]);
      SetDay(*by[i]);
      return true;
    }
    // Seen a day before or after all of them.
    for (const std::int64_t day : {days[0] - 1, days[0] + 1}) {
      if (WeekdayOf(day) == draft_.weekday) return SetDay(day), true;
    }
    Note("weekday-conflict");
    SetOneOf(std::move(days));
    return true;
  }

  bool Week() {
    const auto start = WeekStart(draft_.year, draft_.week);
    if (!start) return false;
    if (draft_.weekday != 0) {
      SetDay(*start + draft_.weekday - 1);
    } else {
      SetInterval(*start, *start + 6);
    }
    return true;
  }

  bool Season() {
    EdtfDate date;
    date.has_year = true;
    date.month = static_cast<std::uint8_t>(draft_.season);
    date.year = draft_.has_year() ? FullYear() : 0;
    if (!draft_.has_year()) date.unknown_digits = 4;
    edtf_.parts.assign(1, date);
    return true;
  }

  static std::optional<std::int64_t> Nth(int year, int month, int weekday, int nth) {
    const auto first = DayOf({Calendar::kGregorian, year, month, 1});
    if (!first) return {};
    const int length = DaysInMonth(year, month);
    if (weekday == 0) {  // the nth day itself
      return *first + (nth < 0 ? length - 1 : nth - 1);
    }
    if (nth < 0) {
      const std::int64_t last = *first + length - 1;
      return last - (WeekdayOf(last) - weekday + 7) % 7;
    }
    const std::int64_t day = *first + (weekday - WeekdayOf(*first) + 7) % 7 + 7 * (nth - 1);
    if (day > *first + length - 1) return {};
    return day;
  }

  // Where it is not said, the year is open or the reference's.
  bool Unresolved(bool month, bool day) {
    EdtfDate date;
    date.has_year = true;
    date.unknown_digits = 4;
    if (month)
      date.month =
          draft_.month != 0 ? static_cast<std::uint8_t>(draft_.month) : EdtfDate::kUnspecified;
    if (day) date.day = EdtfDate::kUnspecified;
    edtf_.parts.assign(1, date);
    return true;
  }

  bool Nth() {
    if (!draft_.has_year() && !reference_.known)
      return draft_.nth_unit == Unit::kQuarter ? Unresolved(false, false) : Unresolved(true, true);
    int year = draft_.has_year() ? FullYear() : GregorianOf(reference_.day).year;
    int month = draft_.month;
    if (draft_.relative == Unit::kYear) year += draft_.relative_value;
    if (draft_.relative == Unit::kMonth) {
      const int months = GregorianOf(reference_.day).month - 1 + draft_.relative_value;
      year += months >= 0 ? months / 12 : -((-months + 11) / 12);
      month = (months % 12 + 12) % 12 + 1;
    }
    if (draft_.nth_unit == Unit::kQuarter) return Quarter(year);
    if (draft_.nth_unit == Unit::kWeek) return NthWeek(year, month);
    if (month == 0) return false;
    // A month to come, where only the month is said.
    if (!draft_.has_year() && draft_.relative == Unit::kNone && IsAlone()) {
      const auto first = Nth(year, month, draft_.weekday, draft_.nth);
      if (first && *first < reference_.day) ++year;
    }
    const auto day = Nth(year, month, draft_.weekday, draft_.nth);
    if (!day) return false;
    SetDay(*day);
    return true;
  }

  bool Quarter(int year) {
    const int quarter = draft_.nth < 0 ? 5 + draft_.nth : draft_.nth;
    if (quarter < 1 || quarter > 4) return false;
    EdtfDate first;
    first.has_year = true;
    first.year = year;
    first.month = static_cast<std::uint8_t>(quarter * 3 - 2);
    EdtfDate last = first;
    last.month = static_cast<std::uint8_t>(quarter * 3);
    edtf_.shape = Edtf::Shape::kInterval;
    edtf_.parts = {first, last};
    return true;
  }

  // The weeks that lie in the month or year as a whole.
  bool NthWeek(int year, int month) {
    const auto first = DayOf({Calendar::kGregorian, year, month == 0 ? 1 : month, 1});
    if (!first) return false;
    const std::int64_t last = month == 0 ? *DayOf({Calendar::kGregorian, year, 12, 31})
                                         : *first + DaysInMonth(year, month) - 1;
    const std::int64_t monday = *first + (8 - WeekdayOf(*first)) % 7;
    const std::int64_t sunday = last - WeekdayOf(last) % 7;
    const std::int64_t week = draft_.nth > 0 ? monday + 7 * (std::int64_t{draft_.nth} - 1)
                                             : sunday - 6 + 7 * (std::int64_t{draft_.nth} + 1);
    if (week < *first - 6 || week > last) return false;
    if (draft_.weekday != 0) return SetDay(week + draft_.weekday - 1), true;
    SetInterval(week, week + 6);
    return true;
  }

  // The text is nothing but this date: someone asks for a day, and most days asked for are to come.
  bool IsAlone() const { return reading_.IsAlone(draft_.first, draft_.end); }

  static std::int64_t AddMonths(std::int64_t day, int months) {
    const CalendarDate date = GregorianOf(day);
    const std::int64_t all = date.year * std::int64_t{12} + date.month - 1 + months;
    const int year = static_cast<int>(all >= 0 ? all / 12 : -((-all + 11) / 12));
    const int month = static_cast<int>(all - year * std::int64_t{12}) + 1;
    return *DayOf(
        {Calendar::kGregorian, year, month, std::min(date.day, DaysInMonth(year, month))});
  }

  // The day that a rule gives in the year said, or in the one that the reference and the words
  // beside it settle.
  bool NamedDay() {
    const std::string_view rule = Lexicon::Get().Rule(draft_.named_day);
    if (draft_.has_year()) {
      const auto day = NamedDayIn(rule, FullYear());
      return day ? SetDay(*day), true : false;
    }
    if (!reference_.known) return Unresolved(true, true);
    if (draft_.is_moved) {
      const std::int64_t moved = AddMonths(reference_.day, draft_.moved.months) + draft_.moved.days;
      const auto day = NamedDayIn(rule, GregorianOf(moved).year);
      return day ? SetDay(*day), true : false;
    }
    const int year = GregorianOf(reference_.day).year;
    return Choose([&](int of) { return NamedDayIn(rule, of); }, year, 3);
  }

  // Of the days that years near the reference give: the nth to come or past, or the nearest.
  template <typename InYear>
  bool Choose(const InYear& in_year, int year, int span) {
    std::optional<std::int64_t> best;
    int coming = draft_.coming;
    if (coming == 0 && IsAlone()) {
      coming = 1;
      if (const auto today = in_year(year); today && *today == reference_.day)
        return SetDay(*today), true;
    }
    for (int step = 0; step <= 2 * span; ++step) {
      const int of = coming < 0 ? year + span - step : year - span + step;
      const auto day = in_year(of);
      if (!day) continue;
      if (coming == 0) {
        if (!best || std::abs(*day - reference_.day) < std::abs(*best - reference_.day)) best = day;
      } else if (coming > 0 ? *day > reference_.day : *day < reference_.day) {
        best = day;
        coming += coming > 0 ? -1 : 1;
        if (coming == 0) break;
      }
    }
    return best ? SetDay(*best), true : false;
  }

  // A length of time on from the day or moment that the rest says.
  bool Shift() {
    if (!reference_.known && edtf_.parts[0].unknown_digits > 0) return Unresolved(true, true);
    const EdtfDate& base = edtf_.parts[0];
    if (edtf_.shape == Edtf::Shape::kOneOf || base.month > 12) return false;
    const auto from = DayOf({Calendar::kGregorian, base.year, std::max<int>(base.month, 1),
                             std::max<int>(base.day, 1)});
    if (!from) return false;
    const Amount& shift = draft_.shift;
    if (std::abs(shift.months) > 120'000 || std::abs(shift.days) > 4'000'000) return false;
    const bool now = draft_.relative == Unit::kSecond;
    std::int64_t day = AddMonths(now ? reference_.day : *from, shift.months) + shift.days;
    edtf_.shape = Edtf::Shape::kDate;
    if (draft_.weekday != 0 && draft_.relative == Unit::kDay)
      day += draft_.weekday - WeekdayOf(day);
    SetDay(day);
    if (shift.seconds == 0 && !now) return true;
    const std::int64_t moment = now                 ? reference_.seconds
                                : draft_.has_time() ? draft_.hour * 3600 + draft_.minute * 60
                                                    : 0;
    return MomentOf(day, moment + shift.seconds);
  }

  // "6 August": the year is open, or the one nearest to the reference. A weekday may choose it.
  bool NoYear() {
    if (draft_.month == 0) return NoMonth();
    if (!reference_.known || draft_.calendar == Calendar::kHebrew) {
      if (draft_.calendar != Calendar::kGregorian) return false;
      EdtfDate date;
      date.has_year = true;
      date.unknown_digits = 4;
      date.month = static_cast<std::uint8_t>(draft_.month);
      date.day = static_cast<std::uint8_t>(draft_.day);
      if (draft_.day > DaysInMonth(2000, draft_.month)) return false;
      edtf_.parts.assign(1, date);
      return true;
    }
    const auto in_year = [&](int year) -> std::optional<std::int64_t> {
      const auto day = DayOf({draft_.calendar, year, draft_.month, std::max(draft_.day, 1)});
      if (day && draft_.weekday != 0 && WeekdayOf(*day) != draft_.weekday) return {};
      // A month is to come until its last day.
      if (day && draft_.day == 0 && year == GregorianOf(reference_.day).year &&
          draft_.month == GregorianOf(reference_.day).month && draft_.coming >= 0)
        return reference_.day;
      return day;
    };
    if (draft_.moved.months != 0 && draft_.is_moved) {
      const auto day = in_year(GregorianOf(AddMonths(reference_.day, draft_.moved.months)).year);
      if (!day) return false;
      SetDay(*day);
    } else if (!Choose(in_year, NearYear(), draft_.weekday != 0 ? 6 : 4)) {
      return false;
    }
    if (draft_.day == 0) edtf_.parts[0].day = 0;
    if (draft_.day_to > draft_.day) SetInterval(day_, day_ + draft_.day_to - draft_.day);
    return true;
  }

  int NearYear() const {
    const int year = GregorianOf(reference_.day).year;
    if (draft_.calendar == Calendar::kPersian) return year - 621;
    if (draft_.calendar == Calendar::kIslamic) return (year - 622) * 33 / 32;
    if (draft_.calendar == Calendar::kCoptic) return year - 284;
    return year;
  }

  // A clock alone is of the reference's day.
  bool NoMonth() {
    if (draft_.day != 0) return DayOfMonth();
    if (!draft_.has_time() || !reference_.known) return false;
    SetDay(reference_.day);
    return true;
  }

  // "the 27th": the next such day, or the nearest where it stands in a text.
  bool DayOfMonth() {
    if (!reference_.known)
      return Unresolved(true, true), edtf_.parts[0].day = static_cast<std::uint8_t>(draft_.day),
                                     true;
    const CalendarDate now = GregorianOf(reference_.day);
    const int first = now.year * 12 + now.month - 1;
    std::optional<std::int64_t> best;
    for (int step = -12; step <= 12; ++step) {
      const int months = first + step;
      const auto day = DayOf({Calendar::kGregorian, months / 12, months % 12 + 1, draft_.day});
      if (!day || (draft_.weekday != 0 && WeekdayOf(*day) != draft_.weekday)) continue;
      if (draft_.weekday == 0 && IsAlone() && *day < reference_.day) continue;
      if (!best || std::abs(*day - reference_.day) < std::abs(*best - reference_.day)) best = day;
    }
    return best ? SetDay(*best), true : false;
  }

  bool Relative() {
    if (!reference_.known) {
      EdtfDate date;
      date.has_year = true;
      date.unknown_digits = 4;
      const bool day = draft_.relative != Unit::kYear && draft_.relative != Unit::kMonth;
      if (draft_.relative != Unit::kYear) date.month = EdtfDate::kUnspecified;
      if (day || draft_.counted) date.month = date.day = EdtfDate::kUnspecified;
      edtf_.parts.assign(1, date);
      return true;
    }
    switch (draft_.relative) {
      case Unit::kSecond:
        return Moment(draft_.relative_value);
      case Unit::kMinute:
        return Moment(std::int64_t{draft_.relative_value} * 60);
      case Unit::kHour:
        return Moment(std::int64_t{draft_.relative_value} * 3600);
      case Unit::kDay:
        return SetDay(reference_.day + draft_.relative_value), true;
      case Unit::kWeek:
        return Weeks();
      case Unit::kWeekday:
        return Weekday();
      case Unit::kWeekend:
        return Weekend();
      default:
        return Months();
    }
  }

  bool Moment(std::int64_t seconds) {
    return MomentOf(reference_.day, reference_.seconds + seconds);
  }

  bool MomentOf(std::int64_t of, std::int64_t seconds) {
    const std::int64_t moment = of * 86'400 + seconds;
    const std::int64_t day = moment >= 0 ? moment / 86'400 : -((-moment + 86'399) / 86'400);
    SetDay(day);
    const int of_day = static_cast<int>(moment - day * 86'400);
    std::array<char, 16> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%02d:%02d:%02d", of_day / 3600, of_day / 60 % 60,
                  of_day % 60);
    edtf_.parts[0].time = buffer.data();
    return true;
  }

  bool Weeks() {
    if (draft_.counted)
      return SetDay(reference_.day + 7 * std::int64_t{draft_.relative_value}), true;
    const std::int64_t monday =
        reference_.day - (WeekdayOf(reference_.day) - 1) + 7 * std::int64_t{draft_.relative_value};
    if (draft_.weekday != 0) return SetDay(monday + draft_.weekday - 1), true;
    SetInterval(monday, monday + 6);
    return true;
  }

  bool Weekend() {
    const std::int64_t monday = reference_.day - (WeekdayOf(reference_.day) - 1);
    const std::int64_t saturday = monday + 5 + 7 * std::int64_t{draft_.relative_value};
    SetInterval(saturday, saturday + 1);
    return true;
  }

  // relative_value -1: before the reference; 1: the coming one; 0: the coming one or today; 2: the
  // second that comes.
  bool Weekday() {
    const int which = draft_.open_week ? (IsAlone() ? 1 : -1) : draft_.relative_value;
    const int ahead = (draft_.weekday - WeekdayOf(reference_.day) + 7) % 7;
    std::int64_t day = reference_.day + ahead;
    if (which < 0) day += 7 * std::int64_t{which};
    if (which > 0) day += 7 * (std::int64_t{which} - (ahead == 0 ? 0 : 1));
    SetDay(day);
    return true;
  }

  bool Months() {
    const CalendarDate now = GregorianOf(reference_.day);
    const std::int64_t unit = draft_.relative == Unit::kMonth     ? 1
                              : draft_.relative == Unit::kQuarter ? 3
                              : draft_.relative == Unit::kYear    ? 12
                                                                  : 120;
    const std::int64_t months =
        now.year * std::int64_t{12} + now.month - 1 + unit * draft_.relative_value;
    if (months < -120'000 || months > 120'000) return false;
    const int year = static_cast<int>(months >= 0 ? months / 12 : -((-months + 11) / 12));
    const int month = static_cast<int>(months - year * std::int64_t{12}) + 1;
    EdtfDate date;
    date.has_year = true;
    date.year = year;
    if (draft_.counted) {
      date.month = static_cast<std::uint8_t>(month);
      date.day = static_cast<std::uint8_t>(std::min(now.day, DaysInMonth(year, month)));
    } else if (draft_.relative == Unit::kMonth) {
      date.month = static_cast<std::uint8_t>(month);
      if (draft_.day > 0) {  // "the 21st of this month"
        if (draft_.day > DaysInMonth(year, month)) return false;
        date.day = static_cast<std::uint8_t>(draft_.day);
      }
    } else if (draft_.relative == Unit::kQuarter) {
      const int first = (month - 1) / 3 * 3 + 1;
      date.month = static_cast<std::uint8_t>(first);
      EdtfDate last = date;
      last.month = static_cast<std::uint8_t>(first + 2);
      edtf_.shape = Edtf::Shape::kInterval;
      edtf_.parts = {date, last};
      return true;
    }
    edtf_.parts.assign(1, date);
    return true;
  }

  bool Interval() {
    const Draft& last = reading_.ends[static_cast<std::size_t>(draft_.until)];
    Draft end = last;
    end.until = -1;
    // "March 1 to 5 April 2024": the year at the end is that of both.
    DateClaim other;
    Resolver resolver(reading_, end, other);
    if (!resolver.Resolve() || resolver.edtf_.parts.empty() || edtf_.parts.empty()) return false;
    for (const std::string_view note : other.notes) Note(note);
    EdtfDate front = edtf_.parts.front();
    EdtfDate back = resolver.edtf_.parts.back();
    edtf_.shape = Edtf::Shape::kInterval;
    edtf_.parts = {std::move(front), std::move(back)};
    return true;
  }

  // The hour, where the words around it say in which half of the day it is: "tonight at 8". A
  // clock that is the whole text is the next to come.
  int Hour() const {
    if (!draft_.open_hour) return draft_.hour;
    const int late = draft_.hour % 12 + 12;
    if (draft_.half == 0) return draft_.hour % 12;
    if (draft_.half == 1) return late;
    if (draft_.half == 2) return draft_.hour >= 6 && draft_.hour < 12 ? late : draft_.hour % 12;
    const bool clock_alone = draft_.rule == "clock" && reference_.known && IsAlone();
    if (!clock_alone || draft_.hour * 60 + draft_.minute > reference_.seconds / 60)
      return draft_.hour;
    return late;
  }

  static constexpr int kLastHour = 29;  // 29時 is five in the morning

  std::string TimeText() const {
    std::array<char, 16> buffer{};
    const int hour = Hour();
    std::snprintf(buffer.data(), buffer.size(), "%02d:%02d", hour > 24 ? hour - 24 : hour,
                  draft_.minute);
    std::string time = buffer.data();
    if (draft_.second >= 0) {
      std::snprintf(buffer.data(), buffer.size(), ":%02d", draft_.second);
      time += buffer.data();
      if (!draft_.fraction.empty() && draft_.fraction.size() <= 9)
        time.append(".").append(draft_.fraction);
    }
    return time;
  }

  static std::string ZoneText(int minutes) {
    if (minutes == 0) return "Z";
    std::array<char, 16> buffer{};
    const int size = minutes < 0 ? -minutes : minutes;
    std::snprintf(buffer.data(), buffer.size(), "%c%02d:%02d", minutes < 0 ? '-' : '+', size / 60,
                  size % 60);
    return buffer.data();
  }

  void Time(EdtfDate& date) {
    if (draft_.hour > 24) {
      if (date.unknown_digits > 0) return;
      date = OfDay(day_ + 1);
    }
    date.time = TimeText();
    if (draft_.zone == ZoneKind::kOpen) Note("ambiguous-zone");
    int minutes = draft_.zone_value;
    if (draft_.zone == ZoneKind::kPlace) {
      const std::int64_t local = day_ * 86'400 + draft_.hour * 3600 + draft_.minute * 60;
      const auto offset = ZoneOffsetMinutes(Lexicon::Get().Place(draft_.zone_value), local);
      if (!offset) return;
      minutes = *offset;
    } else if (draft_.zone != ZoneKind::kOffset) {
      return;
    }
    date.time += ZoneText(minutes);
    if (edtf_.shape != Edtf::Shape::kDate || date.unknown_digits != 0) return;
    // A place's clocks are told as they were; what is written as an offset is told in UTC, and the
    // EDTF keeps it as it was written.
    if (draft_.zone == ZoneKind::kPlace) {
      claim_.instant = PrintEdtf(edtf_);
    } else {
      Instant(minutes);
    }
  }

  void Instant(int offset) {
    const std::int64_t minute = day_ * 1440 + Hour() * 60 + draft_.minute - offset;
    const std::int64_t day = minute >= 0 ? minute / 1440 : -((-minute + 1439) / 1440);
    const int of_day = static_cast<int>(minute - day * 1440);
    Edtf utc;
    utc.shape = Edtf::Shape::kDate;
    utc.parts = {OfDay(day)};
    std::array<char, 16> buffer{};
    std::snprintf(buffer.data(), buffer.size(), "%02d:%02d", of_day / 60, of_day % 60);
    std::string& time = utc.parts[0].time;
    time = buffer.data();
    if (draft_.second >= 0) time += TimeText().substr(5);
    time += 'Z';
    claim_.instant = PrintEdtf(utc);
  }

  void Finish() {
    if (draft_.day_end && edtf_.shape == Edtf::Shape::kDate && edtf_.parts[0].day != 0 &&
        edtf_.parts[0].day != EdtfDate::kUnspecified && edtf_.parts[0].time.empty()) {
      edtf_.parts[0].time = "23:59:59";
    }
    const bool one_day = edtf_.shape == Edtf::Shape::kDate && edtf_.parts[0].day != 0 &&
                         edtf_.parts[0].day != EdtfDate::kUnspecified;
    if (draft_.has_time() && one_day && draft_.hour <= kLastHour) Time(edtf_.parts[0]);
    if (draft_.has_time() && edtf_.shape == Edtf::Shape::kOneOf && draft_.hour <= 24) {
      for (EdtfDate& part : edtf_.parts) part.time = TimeText();
    }
    if (draft_.calendar_assumed) Note("calendar-assumed");
    char qualifier = draft_.qualifier;
    if (draft_.two_digit && qualifier == 0) qualifier = '?';
    if (qualifier != 0) {
      for (EdtfDate& part : edtf_.parts) {
        if (part.time.empty()) part.qualifier = qualifier;
      }
    }
    if (draft_.open != Open::kNone && edtf_.shape == Edtf::Shape::kDate) {
      EdtfDate open;
      open.end = EdtfDate::End::kOpen;
      edtf_.shape = Edtf::Shape::kInterval;
      edtf_.parts.insert(draft_.open == Open::kSince ? edtf_.parts.end() : edtf_.parts.begin(),
                         open);
    }
    claim_.edtf = PrintEdtf(edtf_);
  }

  const Reading& reading_;
  const Draft& draft_;
  DateClaim& claim_;
  const Reference reference_;
  Edtf edtf_;
  std::int64_t day_ = 0;
};

}  // namespace

bool Claim(const Reading& reading, const Draft& draft, DateClaim& claim) {
  claim.at = {reading.tokens[draft.first].begin, reading.tokens[draft.end - 1].end};
  claim.kind = draft.kind;
  claim.rule = draft.rule;
  claim.confidence = draft.confidence;
  return Resolver(reading, draft, claim).Resolve();
}

}  // namespace warraq

// What only the reference settles of a draft: the year of "6 August", the month of "the 27th", the
// day of "yesterday", "last Tuesday", "in two weeks", "Easter". Without a reference such a claim is
// unresolved: "XXXX-XX-XX", EDTF level 1.

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdio>
#include <cstdlib>
#include <optional>
#include <utility>

#include "plugin/date/calendar.h"
#include "plugin/date/named_day.h"
#include "plugin/date/resolver.h"

namespace warraq {
namespace {

std::int64_t AddMonths(std::int64_t day, int months) {
  const CalendarDate date = GregorianOf(day);
  const std::int64_t all = date.year * std::int64_t{12} + date.month - 1 + months;
  const int year = static_cast<int>(FloorDivide(all, 12));
  const int month = static_cast<int>(all - year * std::int64_t{12}) + 1;
  return *DayOf({Calendar::kGregorian, year, month, std::min(date.day, DaysInMonth(year, month))});
}

// The nth day of a month, or of a weekday in it.
std::optional<std::int64_t> NthOf(int year, int month, int weekday, int nth) {
  if (weekday != 0) return NthWeekday(year, month, weekday, nth);
  const auto first = DayOf({Calendar::kGregorian, year, month, 1});
  if (!first) return {};
  return *first + (nth < 0 ? DaysInMonth(year, month) + nth : nth - 1);
}

// The year of a calendar in which a day lies.
int YearOf(Calendar calendar, std::int64_t day) {
  const int year = GregorianOf(day).year;
  if (calendar == Calendar::kGregorian) return year;
  int of = calendar == Calendar::kPersian   ? year - 621
           : calendar == Calendar::kIslamic ? (year - 622) * 33 / 32 + 2
           : calendar == Calendar::kCoptic  ? year - 283
                                            : year;
  constexpr int kMost = 5;
  for (int i = 0; i < kMost; ++i, --of) {
    const auto first = DayOf({calendar, of, 1, 1});
    if (first && *first <= day) break;
  }
  return of;
}

// Of a year that nothing says.
EdtfDate OpenYear(int month = 0, int day = 0) {
  EdtfDate date = EdtfDateOf(0, month, day);
  date.unknown_digits = 4;
  return date;
}

// Of "2025-05-14T04:44:27+03:00" or "...Z" behind the minutes.
std::optional<int> OffsetAtEnd(std::string_view text) {
  if (text.ends_with('Z')) return 0;
  const std::size_t sign = text.find_first_of("+-", 16);
  if (sign == std::string_view::npos) return {};
  const std::string_view zone = text.substr(sign + 1);
  int hours = 0, minutes = 0;
  if (std::from_chars(zone.data(), zone.data() + zone.size(), hours).ptr != zone.data() + 2)
    return {};
  if (zone.size() == 5 && zone[2] == ':')
    std::from_chars(zone.data() + 3, zone.data() + 5, minutes);
  if (hours > 14 || minutes > 59) return {};
  return (text[sign] == '-' ? -1 : 1) * (hours * 60 + minutes);
}

}  // namespace

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
    reference.offset = OffsetAtEnd(text);
    reference.seconds =
        std::clamp(hour, 0, 23) * 3600 + std::clamp(minute, 0, 59) * 60 + std::clamp(second, 0, 59);
  }
  reference.known = true;
  reference.day = *found;
  return reference;
}

// Where it is not said, the year is open or the reference's.
bool Resolver::Unresolved(bool month, bool day) {
  const int month_said = draft_.month != 0 ? draft_.month : EdtfDate::kUnspecified;
  edtf_.parts.assign(1, OpenYear(month ? month_said : 0, day ? EdtfDate::kUnspecified : 0));
  return true;
}

bool Resolver::Nth() {
  if (!draft_.has_year() && !reference_.known)
    return draft_.nth_unit == Unit::kQuarter ? Unresolved(false, false) : Unresolved(true, true);
  int year = draft_.has_year() ? FullYear() : GregorianOf(reference_.day).year;
  int month = draft_.month;
  if (draft_.relative == Unit::kYear) year += draft_.relative_value;
  if (draft_.is_moved) year += draft_.moved.months / 12;
  if (draft_.relative == Unit::kMonth) {
    const int months = GregorianOf(reference_.day).month - 1 + draft_.relative_value;
    const int years = static_cast<int>(FloorDivide(months, 12));
    year += years;
    month = months - years * 12 + 1;
  }
  if (draft_.nth_unit == Unit::kQuarter) return Quarter(year);
  if (draft_.nth_unit == Unit::kWeek) return NthWeek(year, month);
  if (month == 0) return false;
  // A month to come, where only the month is said.
  if (!draft_.has_year() && draft_.relative == Unit::kNone && with_.alone && !draft_.is_moved) {
    const auto first = NthOf(year, month, draft_.weekday, draft_.nth);
    if (first && *first < reference_.day) ++year;
  }
  const auto day = NthOf(year, month, draft_.weekday, draft_.nth);
  if (!day) return false;
  SetDay(*day);
  return true;
}

bool Resolver::Quarter(int year) {
  const int quarter = draft_.nth < 0 ? 5 + draft_.nth : draft_.nth;
  if (quarter < 1 || quarter > 4) return false;
  edtf_.shape = Edtf::Shape::kInterval;
  edtf_.parts = {EdtfDateOf(year, quarter * 3 - 2), EdtfDateOf(year, quarter * 3)};
  return true;
}

// The weeks that lie in the month or year as a whole.
bool Resolver::NthWeek(int year, int month) {
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

// The day that a rule gives in the year said, or in the one that the reference and the words
// beside it settle.
bool Resolver::NamedDay() {
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
bool Resolver::Choose(const InYear& in_year, int year, int span) {
  std::optional<std::int64_t> best;
  int coming = draft_.coming;
  // A weekday says of which year the day is; then it may as well be past.
  if (coming == 0 && with_.alone && draft_.weekday == 0) {
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
bool Resolver::Shift() {
  if (!reference_.known && edtf_.parts[0].unknown_digits > 0) return Unresolved(true, true);
  const EdtfDate& base = edtf_.parts[0];
  if (edtf_.shape == Edtf::Shape::kOneOf || base.month > 12) return false;
  const auto from = DayOf(
      {Calendar::kGregorian, base.year, std::max<int>(base.month, 1), std::max<int>(base.day, 1)});
  if (!from) return false;
  const Amount& shift = draft_.shift;
  if (std::abs(shift.months) > 120'000 || std::abs(shift.days) > 4'000'000) return false;
  const bool now = draft_.relative == Unit::kSecond;
  std::int64_t day = AddMonths(now ? reference_.day : *from, shift.months) + shift.days;
  edtf_.shape = Edtf::Shape::kDate;
  if (draft_.weekday != 0 && draft_.relative == Unit::kDay) day += draft_.weekday - WeekdayOf(day);
  SetDay(day);
  if (shift.seconds == 0 && !now) return true;
  const std::int64_t moment = now                 ? reference_.seconds
                              : draft_.has_time() ? draft_.hour * 3600 + draft_.minute * 60
                                                  : 0;
  return MomentOf(day, moment + shift.seconds);
}

// "6 August": the year is open, or the one nearest to the reference. A weekday may choose it.
bool Resolver::NoYear() {
  if (draft_.month == 0) return NoMonth();
  if (draft_.either_order) return EitherOrderNoYear();
  if (!reference_.known || draft_.calendar == Calendar::kHebrew) {
    if (draft_.calendar != Calendar::kGregorian) return false;
    if (draft_.day > DaysInMonth(2000, draft_.month)) return false;
    edtf_.parts.assign(1, OpenYear(draft_.month, draft_.day));
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
  const Amount& moved = draft_.moved;
  if (draft_.is_moved && (moved.months != 0 || (moved.days == 0 && moved.seconds == 0))) {
    const auto day = in_year(YearOf(draft_.calendar, AddMonths(reference_.day, moved.months)));
    if (!day) return false;
    SetDay(*day);
  } else if (!Choose(in_year, NearYear(), draft_.weekday != 0 ? 6 : 4)) {
    return false;
  }
  if (draft_.day == 0 && draft_.calendar != Calendar::kGregorian)
    return Month(YearOf(draft_.calendar, day_));
  if (draft_.day == 0) edtf_.parts[0].day = 0;
  if (draft_.day_to > draft_.day) SetInterval(day_, day_ + draft_.day_to - draft_.day);
  return true;
}

// "5/12" keeps both readings; "Friday 5/12" is the one of them that is a Friday nearest.
bool Resolver::EitherOrderNoYear() {
  Draft one = draft_;
  one.either_order = false;
  Draft other = one;
  std::swap(other.month, other.day);
  DateClaim unused;
  Resolver first(with_, one, unused);
  Resolver second(with_, other, unused);
  const bool is_first = first.NoYear();
  const bool is_second = second.NoYear();
  if (!is_first && !is_second) return false;
  if (!reference_.known) {
    edtf_ = is_first ? first.edtf_ : second.edtf_;
    if (is_first && is_second) {
      edtf_.shape = Edtf::Shape::kOneOf;
      edtf_.parts.push_back(second.edtf_.parts[0]);
      Note("ambiguous-order");
    }
    return true;
  }
  if (!is_first || !is_second) return SetDay(is_first ? first.day_ : second.day_), true;
  if (draft_.weekday != 0) {
    const bool nearer =
        std::abs(first.day_ - reference_.day) <= std::abs(second.day_ - reference_.day);
    return SetDay(nearer ? first.day_ : second.day_), true;
  }
  Note("ambiguous-order");
  SetOneOf({first.day_, second.day_});
  return true;
}

int Resolver::NearYear() const {
  const int year = GregorianOf(reference_.day).year;
  if (draft_.calendar == Calendar::kPersian) return year - 621;
  if (draft_.calendar == Calendar::kIslamic) return (year - 622) * 33 / 32;
  if (draft_.calendar == Calendar::kCoptic) return year - 284;
  return year;
}

// A clock alone is of the reference's day.
bool Resolver::NoMonth() {
  if (draft_.day != 0) return DayOfMonth();
  if (!draft_.has_time() || !reference_.known) return false;
  // Asked for by itself, an hour that has passed is tomorrow's.
  const bool passed = with_.alone && draft_.half < 0 && !draft_.open_hour &&
                      draft_.hour * 60 + draft_.minute < reference_.seconds / 60;
  SetDay(reference_.day + (passed ? 1 : 0));
  return true;
}

// "the 27th": the next such day, or the nearest where it stands in a text.
bool Resolver::DayOfMonth() {
  if (!reference_.known)
    return Unresolved(true, true), edtf_.parts[0].day = static_cast<std::uint8_t>(draft_.day), true;
  const CalendarDate now = GregorianOf(reference_.day);
  const int first = now.year * 12 + now.month - 1;
  std::optional<std::int64_t> best;
  for (int step = -12; step <= 12; ++step) {
    const int months = first + step;
    const auto day = DayOf({Calendar::kGregorian, months / 12, months % 12 + 1, draft_.day});
    if (!day || (draft_.weekday != 0 && WeekdayOf(*day) != draft_.weekday)) continue;
    if (draft_.weekday == 0 && with_.alone && *day < reference_.day) continue;
    if (!best || std::abs(*day - reference_.day) < std::abs(*best - reference_.day)) best = day;
  }
  return best ? SetDay(*best), true : false;
}

bool Resolver::Relative() {
  if (!reference_.known) {
    EdtfDate date = OpenYear();
    const bool years = draft_.relative == Unit::kYear || draft_.relative == Unit::kDecade ||
                       draft_.relative == Unit::kCentury;
    const bool day = !years && draft_.relative != Unit::kMonth;
    if (!years) date.month = EdtfDate::kUnspecified;
    if (day || draft_.counted) date.month = date.day = EdtfDate::kUnspecified;
    edtf_.parts.assign(1, date);
    return true;
  }
  if (draft_.stretch && !with_.alone && draft_.relative >= Unit::kDay) return Stretch();
  switch (draft_.relative) {
    case Unit::kSecond:
      return Moment(draft_.relative_value);
    case Unit::kMinute:
      return Moment(std::int64_t{draft_.relative_value} * 60);
    case Unit::kHour:
      return Moment(std::int64_t{draft_.relative_value} * 3600);
    case Unit::kDay:
      SetDay(reference_.day + draft_.relative_value);
      CheckWeekday(day_);
      return true;
    case Unit::kWeek:
      return Weeks();
    case Unit::kWeekday:
      return Weekday();
    case Unit::kWeekend:
      return Weekend();
    case Unit::kCentury:
      return Century();
    default:
      return Months();
  }
}

bool Resolver::MomentOf(std::int64_t of, std::int64_t seconds) {
  const std::int64_t moment = of * 86'400 + seconds;
  const std::int64_t day = FloorDivide(moment, 86'400);
  SetDay(day);
  const int of_day = static_cast<int>(moment - day * 86'400);
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%02d:%02d:%02d", of_day / 3600, of_day / 60 % 60,
                of_day % 60);
  edtf_.parts[0].time = buffer.data();
  if (reference_.offset) claim_.instant = PrintEdtf(edtf_) + ZoneText(*reference_.offset);
  return true;
}

bool Resolver::Weeks() {
  if (draft_.counted) return SetDay(reference_.day + 7 * std::int64_t{draft_.relative_value}), true;
  const std::int64_t monday =
      reference_.day - (WeekdayOf(reference_.day) - 1) + 7 * std::int64_t{draft_.relative_value};
  if (draft_.weekday != 0) return SetDay(monday + draft_.weekday - 1), true;
  SetInterval(monday, monday + 6);
  return true;
}

bool Resolver::Weekend() {
  const std::int64_t monday = reference_.day - (WeekdayOf(reference_.day) - 1);
  const std::int64_t saturday = monday + 5 + 7 * std::int64_t{draft_.relative_value};
  SetInterval(saturday, saturday + 1);
  return true;
}

// relative_value -1: before the reference; 1: the coming one; 0: the coming one or today; 2: the
// second that comes.
bool Resolver::Weekday() {
  const int which = draft_.open_week ? (with_.alone ? 1 : -1) : draft_.relative_value;
  const int ahead = (draft_.weekday - WeekdayOf(reference_.day) + 7) % 7;
  std::int64_t day = reference_.day + ahead;
  if (which < 0) day += 7 * std::int64_t{which};
  if (which > 0) day += 7 * (std::int64_t{which} - (ahead == 0 ? 0 : 1));
  SetDay(day);
  return true;
}

// "in the last two weeks", "the next three months" in a text: with the reference at one end.
bool Resolver::Stretch() {
  const std::int64_t value = draft_.relative_value;
  const bool days = draft_.relative == Unit::kDay || draft_.relative == Unit::kWeek;
  const int months = draft_.relative == Unit::kMonth     ? 1
                     : draft_.relative == Unit::kQuarter ? 3
                     : draft_.relative == Unit::kYear    ? 12
                                                         : 120;
  if (std::abs(value) > 1000) return false;
  const std::int64_t other = days
                                 ? reference_.day + value * (draft_.relative == Unit::kWeek ? 7 : 1)
                                 : AddMonths(reference_.day, static_cast<int>(value) * months);
  SetInterval(std::min(other, reference_.day), std::max(other, reference_.day));
  if (days) return true;
  for (EdtfDate& part : edtf_.parts) {
    part.day = 0;
    if (months >= 12) part.month = 0;
  }
  return true;
}

// "the last century", or a decade of it.
bool Resolver::Century() {
  const int year = GregorianOf(reference_.day).year;
  const int first = static_cast<int>(FloorDivide(year, 100)) * 100 + draft_.relative_value * 100;
  if (first < 0 || first > 9900) return false;
  EdtfDate date = EdtfDateOf(first + (draft_.has_year() ? draft_.year : 0));
  date.unknown_digits = draft_.has_year() ? 1 : 2;
  edtf_.parts.assign(1, date);
  return true;
}

bool Resolver::Months() {
  const CalendarDate now = GregorianOf(reference_.day);
  const std::int64_t unit = draft_.relative == Unit::kMonth     ? 1
                            : draft_.relative == Unit::kQuarter ? 3
                            : draft_.relative == Unit::kYear    ? 12
                                                                : 120;
  const std::int64_t months =
      now.year * std::int64_t{12} + now.month - 1 + unit * draft_.relative_value;
  if (months < -120'000 || months > 120'000) return false;
  const int year = static_cast<int>(FloorDivide(months, 12));
  const int month = static_cast<int>(months - year * std::int64_t{12}) + 1;
  EdtfDate date = EdtfDateOf(year);
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
  } else if (draft_.relative == Unit::kDecade && year >= 0) {
    date.year -= year % 10;
    date.unknown_digits = 1;
  }
  edtf_.parts.assign(1, date);
  return true;
}

}  // namespace warraq

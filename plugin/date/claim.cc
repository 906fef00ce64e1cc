// Makes a claim of a draft: days are checked and converted, what the reference settles is resolved,
// and the rest is written as EDTF says it.
//
// 12 Muharram 1446 is "[2024-07-18,2024-07-19]", since Umm al-Qura and the tables differ;
// "Thursday, 12 Muharram 1446" is 2024-07-18. "31 April 2024" is no claim at all. A weekday that
// contradicts its date leaves the date and adds the note `weekday-conflict`.

#include <algorithm>
#include <array>
#include <cstdio>
#include <memory>
#include <optional>
#include <utility>

#include "plugin/date/edtf.h"
#include "plugin/date/reading.h"
#include "plugin/date/resolver.h"
#include "plugin/text/calendar.h"

namespace warraq {
namespace {

constexpr int kLastHour = 29;  // 29時 is five in the morning

}  // namespace

std::string ZoneText(int minutes) {
  if (minutes == 0) return "Z";
  std::array<char, 16> buffer{};
  const int size = minutes < 0 ? -minutes : minutes;
  std::snprintf(buffer.data(), buffer.size(), "%c%02d:%02d", minutes < 0 ? '-' : '+', size / 60,
                size % 60);
  return buffer.data();
}

bool Resolver::Resolve() {
  claim_.calendar =
      draft_.named_calendar.empty() ? CalendarName(draft_.calendar) : draft_.named_calendar;
  edtf_.parts.clear();
  if (!Value()) return false;
  if (draft_.shifted && !Shift()) return false;
  if (draft_.until >= 0 && !Interval()) return false;
  Finish();
  return true;
}

EdtfDate Resolver::OfDay(std::int64_t day) {
  const CalendarDate date = GregorianOf(day);
  return EdtfDateOf(date.year, date.month, date.day);
}

void Resolver::SetInterval(std::int64_t first, std::int64_t last) {
  edtf_.shape = Edtf::Shape::kInterval;
  edtf_.parts = {OfDay(first), OfDay(last)};
}

void Resolver::SetOneOf(std::vector<std::int64_t> days) {
  std::ranges::sort(days);
  days.erase(std::unique(days.begin(), days.end()), days.end());
  if (days.size() == 1) return SetDay(days[0]);
  edtf_.shape = Edtf::Shape::kOneOf;
  edtf_.parts.clear();
  for (const std::int64_t day : days) edtf_.parts.push_back(OfDay(day));
}

// Two digits of a year are a window of a hundred years around the reference, most of it past.
int Resolver::FullYear() {
  int year = draft_.year;
  if (!draft_.two_digit) return year;
  Note("two-digit-year");
  if (draft_.calendar == Calendar::kPersian) return year + (year < 50 ? 1400 : 1300);
  if (draft_.calendar == Calendar::kIslamic) return year + (year < 60 ? 1400 : 1300);
  const int around = reference_.known ? GregorianOf(reference_.day).year : 2025;
  // A decade is past, or the one that is.
  const int last = around + (draft_.unknown_digits > 0 ? 0 : 13);
  year += last / 100 * 100;
  return year > last ? year - 100 : year;
}

bool Resolver::Value() {
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

bool Resolver::Year(int year) {
  EdtfDate date = EdtfDateOf(year);
  date.unknown_digits = draft_.unknown_digits;
  if (draft_.calendar == Calendar::kGregorian || draft_.calendar == Calendar::kJulian) {
    edtf_.parts.assign(1, date);
    return true;
  }
  const Calendar calendar = draft_.calendar;
  const int years = draft_.unknown_digits == 0 ? 1 : draft_.unknown_digits == 1 ? 10 : 100;
  const auto first = DayOf({calendar, year, 1, 1});
  const auto next = DayOf({calendar, year + years, 1, 1});
  if (!first || !next) return false;
  SetInterval(*first, *next - 1);
  edtf_.parts[0].day = edtf_.parts[1].day = 0;
  return true;
}

bool Resolver::Month(int year) {
  if (draft_.calendar == Calendar::kGregorian || draft_.calendar == Calendar::kJulian) {
    edtf_.parts.assign(1, EdtfDateOf(year, draft_.month));
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

bool Resolver::CheckWeekday(std::int64_t day) {
  if (draft_.weekday == 0 || WeekdayOf(day) == draft_.weekday) return true;
  Note("weekday-conflict");
  return false;
}

bool Resolver::Day(int year) {
  const auto day = DayOf({draft_.calendar, year, draft_.month, draft_.day});
  if (!day) return false;
  if (draft_.weekday != 0 && draft_.calendar == Calendar::kGregorian &&
      WeekdayOf(*day) != draft_.weekday && (RumiFits(year) || JulianFits(year))) {
    return true;
  }
  if (draft_.day_in_words && draft_.weekday != 0 && WeekdayOf(*day) != draft_.weekday) {
    // "Tuesday the third of September": the third Tuesday, if the third is none.
    const auto nth = NthWeekday(year, draft_.month, draft_.weekday, draft_.day);
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

// The Ottoman fiscal years had the months' common names: "Thursday 1 آذار 1325". The weekday shows
// it.
bool Resolver::RumiFits(int year) {
  if (year < kFirstRumiYear || year > kLastRumiYear || draft_.two_digit) return false;
  const auto rumi = DayOf({Calendar::kRumi, year, draft_.month, draft_.day});
  if (!rumi || WeekdayOf(*rumi) != draft_.weekday) return false;
  claim_.calendar = CalendarName(Calendar::kRumi);
  SetDay(*rumi);
  return true;
}

// Until the 1920s the East printed Julian days; the weekday shows it.
bool Resolver::JulianFits(int year) {
  if (year > 1926 || draft_.two_digit) return false;
  const auto julian = DayOf({Calendar::kJulian, year, draft_.month, draft_.day});
  if (!julian || WeekdayOf(*julian) != draft_.weekday) return false;
  claim_.calendar = CalendarName(Calendar::kJulian);
  SetDay(*julian);
  return true;
}

bool Resolver::EitherOrder(int year) {
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
bool Resolver::Hijri(int year) {
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

bool Resolver::Week() {
  const auto start = WeekStart(draft_.year, draft_.week);
  if (!start) return false;
  if (draft_.weekday != 0) {
    SetDay(*start + draft_.weekday - 1);
  } else {
    SetInterval(*start, *start + 6);
  }
  return true;
}

bool Resolver::Season() {
  if (draft_.calendar == Calendar::kPersian && draft_.has_year()) {
    const int month = (draft_.season - 21) * 3 + 1;
    const auto first = DayOf({Calendar::kPersian, draft_.year, month, 1});
    const auto next = month == 10 ? DayOf({Calendar::kPersian, draft_.year + 1, 1, 1})
                                  : DayOf({Calendar::kPersian, draft_.year, month + 3, 1});
    return first && next ? SetInterval(*first, *next - 1), true : false;
  }
  EdtfDate date = EdtfDateOf(draft_.has_year() ? FullYear() : 0, draft_.season);
  if (!draft_.has_year()) date.unknown_digits = 4;
  edtf_.parts.assign(1, date);
  return true;
}

bool Resolver::Interval() {
  Draft end = *with_.end;
  end.until = -1;
  // "March 1 to 5 April 2024": the year at the end is that of both.
  DateClaim other;
  const Surroundings with{.reference = reference_};
  Resolver resolver(with, end, other);
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
int Resolver::Hour() const {
  if (!draft_.open_hour) return draft_.hour;
  const int late = draft_.hour % 12 + 12;
  if (draft_.half == 0) return draft_.hour % 12;
  if (draft_.half == 1) return late;
  if (draft_.half == 2) return draft_.hour >= 6 && draft_.hour < 12 ? late : draft_.hour % 12;
  const bool clock_alone = draft_.rule == "clock" && reference_.known && with_.alone;
  if (!clock_alone || draft_.hour * 60 + draft_.minute > reference_.seconds / 60)
    return draft_.hour;
  return late;
}

std::string Resolver::TimeText() const {
  std::string time;
  const auto put = [&](int number) {
    if (number < 0 || number > 99) {
      time += std::to_string(number);
      return;
    }
    time += static_cast<char>('0' + number / 10);
    time += static_cast<char>('0' + number % 10);
  };
  const int hour = Hour();
  put(hour > 24 ? hour - 24 : hour);
  time += ':';
  put(draft_.minute);
  if (draft_.second >= 0) {
    time += ':';
    put(draft_.second);
    if (!draft_.fraction.empty()) time.append(".").append(draft_.fraction);
  }
  return time;
}

void Resolver::Time(EdtfDate& date) {
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
  // A place's clocks are told as they were; what is written as an offset is told by the reference's
  // clocks, or in UTC, and the EDTF keeps it as it was written.
  if (draft_.zone == ZoneKind::kPlace) {
    claim_.instant = PrintEdtf(edtf_);
  } else {
    Instant(minutes);
  }
}

void Resolver::Instant(int offset) {
  const int told_in = reference_.offset.value_or(0);
  const std::int64_t minute = day_ * 1440 + Hour() * 60 + draft_.minute - offset + told_in;
  const std::int64_t day = FloorDivide(minute, 1440);
  const int of_day = static_cast<int>(minute - day * 1440);
  Edtf utc;
  utc.shape = Edtf::Shape::kDate;
  utc.parts = {OfDay(day)};
  std::array<char, 16> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%02d:%02d", of_day / 60, of_day % 60);
  std::string& time = utc.parts[0].time;
  time = buffer.data();
  if (draft_.second >= 0) time += TimeText().substr(5);
  time += ZoneText(told_in);
  claim_.instant = PrintEdtf(utc);
}

void Resolver::Finish() {
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
  if (draft_.open != Open::kNone && edtf_.shape == Edtf::Shape::kInterval && draft_.until < 0) {
    EdtfDate& closed =
        edtf_.parts[draft_.open == Open::kSince ? 1 : 0];  // a year of another calendar
    closed = EdtfDate{};
    closed.end = EdtfDate::End::kOpen;
  } else if (draft_.open != Open::kNone && edtf_.shape == Edtf::Shape::kDate) {
    EdtfDate open;
    open.end = EdtfDate::End::kOpen;
    edtf_.shape = Edtf::Shape::kInterval;
    edtf_.parts.insert(draft_.open == Open::kSince ? edtf_.parts.end() : edtf_.parts.begin(), open);
  }
  claim_.edtf = PrintEdtf(edtf_);
}

// Drafts by value: the text and its tokens are gone by the time that a claim is resolved.
struct OpenDate {
  Draft draft;
  Draft end;
  bool alone = false;
};

bool Claim(const Reading& reading, const Draft& draft, DateClaim& claim) {
  claim.at = {reading.tokens[draft.first].begin, reading.tokens[draft.end - 1].end};
  claim.kind = draft.kind;
  claim.rule = draft.rule;
  claim.confidence = draft.confidence;
  const Surroundings with{
      .reference = ReadReference(reading.options.reference),
      .end = draft.until < 0 ? nullptr : &reading.ends[static_cast<std::size_t>(draft.until)],
      .alone = reading.IsAlone(draft.first, draft.end)};
  if (!Resolver(with, draft, claim).Resolve()) return false;
  if (!with.reference.known &&
      (claim.edtf.starts_with("XXXX") || claim.edtf.starts_with("[XXXX"))) {
    claim.open = std::make_shared<const OpenDate>(
        OpenDate{draft, with.end == nullptr ? Draft{} : *with.end, with.alone});
  }
  return true;
}

bool Resolve(DateClaim& claim, std::string_view reference) {
  if (claim.open == nullptr) return false;
  const OpenDate& open = *claim.open;
  const Surroundings with{
      .reference = ReadReference(reference), .end = &open.end, .alone = open.alone};
  DateClaim resolved;
  if (!with.reference.known || !Resolver(with, open.draft, resolved).Resolve()) return false;
  claim.edtf = std::move(resolved.edtf);
  claim.instant = std::move(resolved.instant);
  claim.open = nullptr;
  return true;
}

}  // namespace warraq

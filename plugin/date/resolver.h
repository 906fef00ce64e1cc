// What one draft says, resolved to a claim. claim.cc has what a date says by itself;
// claim_relative.cc has what only the reference settles: "yesterday", "6 August", "last Tuesday".

#ifndef WARRAQ_PLUGIN_DATE_RESOLVER_H_
#define WARRAQ_PLUGIN_DATE_RESOLVER_H_

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/date/edtf.h"
#include "plugin/date/reading.h"

namespace warraq {

// The instant against which relative dates resolve, as its own clocks show it.
struct Reference {
  bool known = false;
  std::int64_t day = 0;
  int seconds = 0;            // of the day
  std::optional<int> offset;  // of its clocks from UTC, in minutes, where it names its zone
};

Reference ReadReference(std::string_view text);

// "Z", "+03:00", as ISO 8601 writes an offset from UTC.
std::string ZoneText(int minutes);

// What a draft is resolved by, beside itself.
struct Surroundings {
  Reference reference;
  const Draft* end = nullptr;  // of the interval that it begins
  // The text is nothing but this date: someone asks for a day, and most days asked for are to come.
  bool alone = false;
};

class Resolver {
 public:
  Resolver(const Surroundings& with, const Draft& draft, DateClaim& claim)
      : with_(with), reference_(with.reference), draft_(draft), claim_(claim) {}

  bool Resolve();

 private:
  void Note(std::string_view note) {
    if (std::ranges::find(claim_.notes, note) == claim_.notes.end()) claim_.notes.push_back(note);
  }

  static EdtfDate OfDay(std::int64_t day);
  void SetDay(std::int64_t day) { edtf_.parts.assign(1, OfDay(day)), day_ = day; }
  void SetInterval(std::int64_t first, std::int64_t last);
  void SetOneOf(std::vector<std::int64_t> days);

  int FullYear();
  bool Value();

  // By itself; each false where there is no such day.
  bool Year(int year);
  bool Month(int year);
  bool CheckWeekday(std::int64_t day);
  bool Day(int year);
  bool RumiFits(int year);
  bool JulianFits(int year);
  bool EitherOrder(int year);
  bool Hijri(int year);
  bool Week();
  bool Season();
  bool Interval();

  // The time of day, and what the whole is written as.
  int Hour() const;
  std::string TimeText() const;
  void Time(EdtfDate& date);
  void Instant(int offset);
  void Finish();

  // Against the reference.
  bool Unresolved(bool month, bool day);
  bool Nth();
  bool Quarter(int year);
  bool NthWeek(int year, int month);
  bool NamedDay();
  bool Shift();
  bool NoYear();
  bool EitherOrderNoYear();
  int NearYear() const;
  bool NoMonth();
  bool DayOfMonth();
  bool Relative();
  bool MomentOf(std::int64_t of, std::int64_t seconds);
  bool Weeks();
  bool Weekend();
  bool Weekday();
  bool Century();
  bool Stretch();
  bool Months();
  template <typename InYear>
  bool Choose(const InYear& in_year, int year, int span);
  bool Moment(std::int64_t seconds) {
    return MomentOf(reference_.day, reference_.seconds + seconds);
  }

  const Surroundings& with_;
  const Reference& reference_;
  const Draft& draft_;
  DateClaim& claim_;
  Edtf edtf_;
  std::int64_t day_ = 0;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_RESOLVER_H_

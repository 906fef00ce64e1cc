// Days that have names: feasts, holidays, days of remembrance. Each is a rule of
// models/named_days.tsv.

#ifndef WARRAQ_PLUGIN_DATE_NAMED_DAY_H_
#define WARRAQ_PLUGIN_DATE_NAMED_DAY_H_

#include <cstdint>
#include <optional>
#include <string_view>

namespace warraq {

// The day, counted from 1970-01-01, on which a rule falls in a Gregorian year; nothing where it
// does not fall in it, or where the rule is none. Of two days in one year it is the first.
//
//   12-25           the month and the day
//   11/4/4+1        the fourth Thursday (4) of November, and a day; /-1 is the last
//   05-25<1         the last Monday before 25 May; 06-20>6 the first Saturday on it or behind it
//   04-27:7-1       a day earlier where that is a Sunday (7); more such pairs may follow
//   on 2020-03-03   days that follow no rule, one of them a year at most
//   easter-2        days from the Western Easter; pascha from the Eastern
//   islamic 10-01   a day of another calendar: islamic (Umm al-Qura), hebrew, persian, coptic,
//                   julian, chinese; with +1 a day behind it
//   tithi 07-30/18  the lunar day of India that is 30th of Ashvina at the hour of 18 (tithi.h)
//   sankranti 10/18 the Sun enters the tenth sign before the hour of 18
//   yazdegerdi 0    a day of the Parsis' year, which always has 365 days
std::optional<std::int64_t> NamedDayIn(std::string_view rule, int year);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_NAMED_DAY_H_

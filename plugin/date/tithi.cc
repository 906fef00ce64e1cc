// Tithis and sankrantis, computed from the longitudes of the Sun and the Moon.
//
// Diwali 2019 is the new moon that ends Ashvina, at dusk: 2019-10-27. A tithi is twelve degrees of
// the Moon's way from the Sun; a month has the name of the sign in which the Sun stands at the new
// moon that begins it, and is a leap month where it still stands there at the next. Longitudes are
// the greatest terms of J. Meeus, "Astronomical Algorithms", chapters 25 and 47 (about a fiftieth
// of a degree, two minutes of a tithi), the zodiac's start is Lahiri's, the place is Ujjain with
// the clock of India. Panchangs of other places may differ by a day.

#include "plugin/date/tithi.h"

#include <array>
#include <cmath>
#include <numbers>

#include "plugin/date/calendar.h"

namespace warraq {
namespace {

constexpr double kIndia = 5.5 / 24;  // days ahead of Greenwich

double Sin(double degrees) { return std::sin(degrees * std::numbers::pi / 180); }
double Circle(double degrees) { return degrees - 360 * std::floor(degrees / 360); }

// Julian centuries since 2000, of days since 1970 (Greenwich).
double Centuries(double day) { return (day - 10957.5) / 36525; }

double Sun(double day) {
  const double t = Centuries(day);
  const double anomaly = 357.52911 + 35999.05029 * t;
  const double centre = (1.914602 - 0.004817 * t) * Sin(anomaly) + 0.019993 * Sin(2 * anomaly) +
                        0.000289 * Sin(3 * anomaly);
  return Circle(280.46646 + 36000.76983 * t + centre - 0.00569);
}

// How many degrees each term is, and of what angles it is the sine.
struct Term {
  double size;
  int d, m, mm, f;
};
constexpr auto kMoon = std::to_array<Term>({
    {6.288774, 0, 0, 1, 0},   {1.274027, 2, 0, -1, 0},  {0.658314, 2, 0, 0, 0},
    {0.213618, 0, 0, 2, 0},   {-0.185116, 0, 1, 0, 0},  {-0.114332, 0, 0, 0, 2},
    {0.058793, 2, 0, -2, 0},  {0.057066, 2, -1, -1, 0}, {0.053322, 2, 0, 1, 0},
    {0.045758, 2, -1, 0, 0},  {-0.040923, 0, 1, -1, 0}, {-0.034720, 1, 0, 0, 0},
    {-0.030383, 0, 1, 1, 0},  {0.015327, 2, 0, 0, -2},  {-0.012528, 0, 0, 1, 2},
    {0.010980, 0, 0, 1, -2},  {0.010675, 4, 0, -1, 0},  {0.010034, 0, 0, 3, 0},
    {0.008548, 4, 0, -2, 0},  {-0.007888, 2, 1, -1, 0}, {-0.006766, 2, 1, 0, 0},
    {-0.005163, 1, 0, -1, 0}, {0.004987, 1, 1, 0, 0},   {0.004036, 2, -1, 1, 0},
});

double Moon(double day) {
  const double t = Centuries(day);
  const double d = 297.8501921 + 445267.1114034 * t;
  const double m = 357.5291092 + 35999.0502909 * t;
  const double mm = 134.9633964 + 477198.8675055 * t;
  const double f = 93.2720950 + 483202.0175233 * t;
  double longitude = 218.3164477 + 481267.88123421 * t;
  for (const Term& term : kMoon) {
    longitude += term.size * Sin(term.d * d + term.m * m + term.mm * mm + term.f * f);
  }
  return Circle(longitude);
}

double Elongation(double day) { return Circle(Moon(day) - Sun(day)); }

// 0 Mesha to 11 Mina, by Lahiri's start of the zodiac.
int SignAt(double day) {
  const double start = 23.853 + 1.39697 * Centuries(day);
  return static_cast<int>(Circle(Sun(day) - start) / 30);
}

// The new moon nearest to a day.
double NewMoon(double day) {
  for (int i = 0; i < 5; ++i) {
    const double from = Circle(Elongation(day) + 180) - 180;
    day -= from / 12.1907;
  }
  return day;
}

// The month that holds a moment: 1 Chaitra to 12; 0 in a leap month.
int MonthAt(double day) {
  const double begin = NewMoon(day - Elongation(day) / 12.1907);
  const int sign = SignAt(begin);
  if (SignAt(NewMoon(begin + 29.53)) == sign) return 0;
  return (sign + 1) % 12 + 1;
}

int TithiAt(double day) { return static_cast<int>(Elongation(day) / 12) + 1; }

}  // namespace

std::optional<std::int64_t> DayOfTithi(const Tithi& wanted, int year) {
  const auto first = DayOf({Calendar::kGregorian, year, 1, 1});
  const auto next = DayOf({Calendar::kGregorian, year + 1, 1, 1});
  if (!first || !next) return {};
  const auto moment = [&](std::int64_t day) {
    return static_cast<double>(day) + wanted.hour / 24.0 - kIndia;
  };
  // Chaitra begins between the middle of March and the middle of April.
  for (const int cycle : {-1, 0}) {
    const auto march = DayOf({Calendar::kGregorian, year + cycle, 3, 10});
    if (!march) return {};
    const std::int64_t from = *march + (wanted.month - 1) * 59 / 2 + wanted.tithi - 3;
    int before = TithiAt(moment(from - 1));
    for (std::int64_t day = from; day < from + 45; ++day) {
      const int now = TithiAt(moment(day));
      // A tithi may lie between two days' moments; it is then of the day in which it begins.
      const bool skipped = before % 30 + 1 == wanted.tithi && wanted.tithi % 30 + 1 == now;
      before = now;
      if (day < *first || day >= *next) continue;
      if (now == wanted.tithi && MonthAt(moment(day)) == wanted.month) return day;
      if (skipped && MonthAt(moment(day) - 0.5) == wanted.month) return day - 1;
    }
  }
  return {};
}

std::optional<std::int64_t> DayOfSankranti(int sign, int hour, int year) {
  const auto moment = [&](std::int64_t day) {
    return static_cast<double>(day) + hour / 24.0 - kIndia;
  };
  // The Sun enters Mesha in the middle of April; a thousand years ago it was in March.
  const auto around = DayOf({Calendar::kGregorian, sign >= 10 ? year - 1 : year, 4, 14});
  if (!around) return {};
  const std::int64_t from = *around + (sign - 1) * 61 / 2 - 20;
  int before = SignAt(moment(from - 1));
  for (std::int64_t day = from; day < from + 40; ++day) {
    const int now = SignAt(moment(day));
    if (now != before && now == sign - 1) {
      if (GregorianOf(day).year == year) return day;
      return {};
    }
    before = now;
  }
  return {};
}

}  // namespace warraq

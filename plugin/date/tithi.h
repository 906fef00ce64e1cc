// The lunar days of India, by the places of the Sun and the Moon.

#ifndef WARRAQ_PLUGIN_DATE_TITHI_H_
#define WARRAQ_PLUGIN_DATE_TITHI_H_

#include <cstdint>
#include <optional>

namespace warraq {

struct Tithi {
  int month = 1;  // that ends with a new moon: 1 Chaitra to 12 Phalguna
  int tithi = 1;  // 1 to 15 of the bright half, 16 to 30 of the dark one
  int hour = 6;   // of the day at which it has to prevail: 6 sunrise, 12, 18 dusk, 24 midnight
};

// The first day of a Gregorian year on which the tithi prevails, not in a leap month.
std::optional<std::int64_t> DayOfTithi(const Tithi& tithi, int year);

// The day on which the Sun enters a sign of the sidereal zodiac (1 Mesha to 12 Mina) before an hour
// of it: 18, since behind sunset it is kept on the next day.
std::optional<std::int64_t> DayOfSankranti(int sign, int hour, int year);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_TITHI_H_

// What stands on either side of a month's name: a day, or a year, over the little words and signs
// that join it to the month ("de", "of", "من", a comma).

#ifndef WARRAQ_PLUGIN_DATE_MONTH_SIDES_H_
#define WARRAQ_PLUGIN_DATE_MONTH_SIDES_H_

#include <cstddef>
#include <cstdint>

#include "plugin/date/reading.h"

namespace warraq {

// A number beside a month.
struct BesideMonth {
  std::size_t first = 0, end = 0;  // tokens, with what joins them to the month; equal: none
  int value = 0;
  bool year = false;  // it can only be a year
  bool two_digit = false;
  char32_t join = 0;  // the sign between it and the month
  explicit operator bool() const { return first != end; }
};

class MonthSides {
 public:
  // `languages`: those that the month's name is of, as bits.
  MonthSides(const Reading& reading, std::uint64_t languages)
      : reading_(reading), languages_(languages) {}

  // Behind the month, which ends before token `from`; and before it, where it begins at `until`.
  BesideMonth Right(std::size_t from) const;
  BesideMonth Left(std::size_t until) const;

 private:
  std::size_t LinkBefore(std::size_t at) const;
  bool IsAmount(std::size_t number, std::size_t unit) const;
  BesideMonth Number(std::size_t from, std::size_t at, BesideMonth found) const;

  const Reading& reading_;
  std::uint64_t languages_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_MONTH_SIDES_H_

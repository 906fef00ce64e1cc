// EDTF: ISO 8601-2 levels 0 and 1, and of level 2 the set of days of which one is meant.
//
//   Edtf edtf = *ParseEdtf("[2023-07-18,2023-07-19]");
//   edtf.parts[0].day;    // 18
//   PrintEdtf(edtf);      // "[2023-07-18,2023-07-19]"

#ifndef WARRAQ_PLUGIN_DATE_EDTF_H_
#define WARRAQ_PLUGIN_DATE_EDTF_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace warraq {

// One date. What is absent is 0, an open or unknown end of an interval has nothing but `end`.
struct EdtfDate {
  enum class End : std::uint8_t { kNone, kOpen, kUnknown };  // "..", ""

  int year = 0;
  std::uint8_t unknown_digits = 0;  // of the year, from the right: 2 is "19XX", 4 "XXXX"
  std::uint8_t month = 0;           // 21 to 24 are the seasons; kUnspecified is "XX"
  std::uint8_t day = 0;
  bool has_year = false;
  char qualifier = 0;  // '?' uncertain, '~' approximate, '%' both
  End end = End::kNone;
  std::string time;  // "12:17", "12:17:00.5", with "Z" or "+03:00" where it is known

  static constexpr std::uint8_t kUnspecified = 255;
  bool operator==(const EdtfDate&) const = default;
};

struct Edtf {
  enum class Shape : std::uint8_t { kDate, kInterval, kOneOf };
  Shape shape = Shape::kDate;
  std::vector<EdtfDate> parts;  // one; two of an interval; two or more of a set
  bool operator==(const Edtf&) const = default;
};

// A date of a known year; month and day are 0 where it has none.
EdtfDate EdtfDateOf(int year, int month = 0, int day = 0);

std::string PrintEdtf(const Edtf& edtf);
std::string PrintDay(int year, int month, int day);  // "2025-05-14"

// Whether EDTF says one whole day, with or without a time: no interval, no set, nothing left open.
bool SaysOneDay(std::string_view edtf);

// Nothing where the text is not EDTF, or names a day that no calendar has.
std::optional<Edtf> ParseEdtf(std::string_view text);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_EDTF_H_

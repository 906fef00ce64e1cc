// Numbers in words: counts ("twenty-four", "two hundred and five", "ثلاث وعشرون") and the years of
// dates that are written out ("nineteen hundred ninety-three", "dos mil dieciocho", "ألف وتسعمائة
// وثمانية وسبعون").

#ifndef WARRAQ_PLUGIN_DATE_SPOKEN_NUMBER_H_
#define WARRAQ_PLUGIN_DATE_SPOKEN_NUMBER_H_

#include <cstddef>
#include <cstdint>

#include "plugin/date/reading.h"

namespace warraq {

// The number that begins with the cardinal `first` at token `i`; where it ends.
std::size_t CountInWords(const Reading& reading, std::size_t i, const Meaning& first,
                         std::int64_t& value);

// A year from 1000 to 2999 in words that begins at a token; where it ends, or `i`. Its last word
// may be an ordinal, as Russian has it: "две тысячи двадцать пятого".
std::size_t YearInWords(const Reading& reading, std::size_t i, int& year);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_SPOKEN_NUMBER_H_

// Minutes in words, on either side of an hour: "twenty to", "halb", "et quart", "إلا ربعا".

#ifndef WARRAQ_PLUGIN_DATE_SPOKEN_CLOCK_H_
#define WARRAQ_PLUGIN_DATE_SPOKEN_CLOCK_H_

#include "plugin/date/reading.h"

namespace warraq {

// Minutes to add to the hour that follows the words at a token (negative: to take off); where the
// words end, or `at`.
std::size_t MinutesBeforeHour(const Reading& reading, std::size_t at, int& minutes);

// The same of the words behind an hour. Bare numbers ("ten thirty") count only where `bare`.
std::size_t MinutesBehindHour(const Reading& reading, std::size_t at, bool bare, int& minutes);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_SPOKEN_CLOCK_H_

// Text that is UTF-8 throughout, whatever it was.

#ifndef WARRAQ_PLUGIN_TEXT_VALIDITY_H_
#define WARRAQ_PLUGIN_TEXT_VALIDITY_H_

#include <cstdint>

#include "warraq/text.h"

namespace warraq {

// U+FFFD for each maximal subpart of a broken sequence (Unicode 3.9); `count` grows by their
// number.
Text ReplaceBroken(const Text& text, std::uint32_t& count);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_VALIDITY_H_

// The way back from a line that was stored as it is seen, from left to right, to the order in which
// it is read: the text whose reordering by UAX #9 gives that line. Where several do, the likeliest.

#ifndef WARRAQ_PLUGIN_TEXT_BIDI_INVERSE_H_
#define WARRAQ_PLUGIN_TEXT_BIDI_INVERSE_H_

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

#include "plugin/text/bidi.h"

namespace warraq {

struct ReadingOrder {
  std::vector<std::uint32_t> order;  // indices into the visual line, as they are read
  std::vector<bool> mirrored;        // of each in `order`: its mirror image is meant
  bool exact = false;                // reordering it gives the line
};

// Linear. `base` is the direction of the line, not kFirstStrong, which nobody knows beforehand.
ReadingOrder InvertVisualLine(std::u32string_view visual, BaseDirection base);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_BIDI_INVERSE_H_

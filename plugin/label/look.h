// How a line looks, byte by byte: marks that tell a teaser, an address or a price list from a
// sentence.

#ifndef WARRAQ_PLUGIN_LABEL_LOOK_H_
#define WARRAQ_PLUGIN_LABEL_LOOK_H_

#include <cstdint>
#include <string_view>

namespace warraq {

struct Look {
  std::uint64_t upper = 0, lower = 0;  // letters of ASCII
  std::uint64_t marks = 0;             // @ $ % = { _ |
  bool address = false;                // "http" or "www."
};

Look LookOf(std::string_view text);

// The same a byte at a time.
Look LookByByte(std::string_view text);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_LOOK_H_

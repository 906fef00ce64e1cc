// Edges of boxes, and the least box around two.

#ifndef WARRAQ_PLUGIN_OCR_BOX_H_
#define WARRAQ_PLUGIN_OCR_BOX_H_

#include <algorithm>
#include <cstdint>

#include "warraq/page.h"

namespace warraq {

// Behind the last pixel.
inline std::int32_t Right(const Box& box) { return box.x + box.width; }
inline std::int32_t Bottom(const Box& box) { return box.y + box.height; }

inline Box Union(const Box& a, const Box& b) {
  const std::int32_t x = std::min(a.x, b.x), y = std::min(a.y, b.y);
  return {x, y, std::max(Right(a), Right(b)) - x, std::max(Bottom(a), Bottom(b)) - y};
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_BOX_H_

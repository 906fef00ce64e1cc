#include "plugin/label/alike.h"

#include <algorithm>
#include <bit>

namespace warraq {

std::vector<std::uint32_t> FirstsAlike(std::span<const Shape> shapes) {
  const std::size_t mask = std::bit_ceil(std::max<std::size_t>(shapes.size() * 2, 16)) - 1;
  std::vector<std::uint32_t> slots(mask + 1);  // a line and 1; 0 is free
  std::vector<std::uint32_t> firsts(shapes.size());
  for (std::uint32_t i = 0; i < shapes.size(); ++i) {
    // Keys are products, of which the upper half is mixed best.
    std::size_t at = shapes[i].key >> 32 & mask;
    while (slots[at] != 0 && shapes[slots[at] - 1].key != shapes[i].key) at = (at + 1) & mask;
    if (slots[at] == 0) slots[at] = i + 1;
    firsts[i] = slots[at] - 1;
  }
  return firsts;
}

}  // namespace warraq

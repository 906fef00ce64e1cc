#include "plugin/label/alike.h"

#include <algorithm>
#include <bit>
#include <random>

namespace warraq {
namespace {

// Another one in each process, so that nobody can write lines of which all begin their search at
// one place, and take for ever. What is found does not depend on it.
std::uint64_t OddNumberOfChance() {
  std::random_device chance;
  const std::uint64_t half = chance();
  return half << 32 | chance() | 1;
}

}  // namespace

std::vector<std::uint32_t> FirstsAlike(std::span<const Shape> shapes) {
  static const std::uint64_t factor = OddNumberOfChance();
  const std::size_t mask = std::bit_ceil(std::max<std::size_t>(shapes.size() * 2, 16)) - 1;
  const int shift = std::countl_zero(std::uint64_t{mask});
  std::vector<std::uint32_t> slots(mask + 1);  // a line and 1; 0 is free
  std::vector<std::uint32_t> firsts(shapes.size());
  for (std::uint32_t i = 0; i < shapes.size(); ++i) {
    std::size_t at = shapes[i].key * factor >> shift;
    while (slots[at] != 0 && shapes[slots[at] - 1].key != shapes[i].key) at = (at + 1) & mask;
    if (slots[at] == 0) slots[at] = i + 1;
    firsts[i] = slots[at] - 1;
  }
  return firsts;
}

}  // namespace warraq

// Finds a tag by its name with one multiplication and, nearly always, one comparison.
//
// A name is hashed by its length and its first eight bytes, which tell all the names of the list
// apart. The table is made when this file is compiled; it is open addressed, a third full.

#include "plugin/read/html_tags.h"

#include <bit>
#include <cstring>

namespace warraq {
namespace {

constexpr std::size_t kSlots = 512;
static_assert(kHtmlTagCount * 3 < kSlots && std::has_single_bit(kSlots));

constexpr std::size_t Slot(std::uint64_t head, std::size_t length) {
  const std::uint64_t mixed = (head + length) * 0x9E3779B97F4A7C15u;
  return static_cast<std::size_t>(mixed >> 55);
}

// The first eight bytes, the first in the lowest place, whatever the machine's order.
constexpr std::uint64_t Head(std::string_view name) {
  std::uint64_t head = 0;
  for (std::size_t i = 0; i < name.size() && i < 8; ++i) {
    head |= std::uint64_t{static_cast<unsigned char>(name[i])} << (8 * i);
  }
  return head;
}

constexpr std::array<HtmlTag, kSlots> MakeTable() {
  std::array<HtmlTag, kSlots> table{};
  for (std::size_t i = 1; i < kHtmlTagCount; ++i) {
    const std::string_view name = html_tags::kNames[i];
    std::size_t slot = Slot(Head(name), name.size());
    while (table[slot] != HtmlTag::kUnknown) slot = (slot + 1) % kSlots;
    table[slot] = static_cast<HtmlTag>(i);
  }
  return table;
}

constexpr std::array<HtmlTag, kSlots> kTable = MakeTable();

}  // namespace

HtmlTag FindHtmlTag(std::string_view name) {
  std::size_t slot = Slot(Head(name), name.size());
  while (kTable[slot] != HtmlTag::kUnknown && HtmlTagName(kTable[slot]) != name) {
    slot = (slot + 1) % kSlots;
  }
  return kTable[slot];
}

}  // namespace warraq

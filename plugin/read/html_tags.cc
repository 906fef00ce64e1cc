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

// A name's first eight bytes, the first in the lowest place, with its length.
struct Key {
  std::uint64_t head = 0;
  std::size_t length = 0;
  constexpr std::size_t Slot() const {
    return static_cast<std::size_t>(((head + length) * 0x9E3779B97F4A7C15u) >> 55);
  }
};

constexpr Key MakeKey(std::string_view name) {
  Key key{0, name.size()};
  for (std::size_t i = 0; i < name.size() && i < 8; ++i) {
    key.head |= std::uint64_t{static_cast<unsigned char>(name[i])} << (8 * i);
  }
  return key;
}

// The same with two loads that may overlap, where the machine's order is that of the key.
Key LoadKey(std::string_view name) {
  if constexpr (std::endian::native != std::endian::little) return MakeKey(name);
  const auto load = [&]<typename Word>(std::size_t at, Word word) {
    std::memcpy(&word, name.data() + at, sizeof word);
    return std::uint64_t{word};
  };
  const std::size_t length = name.size();
  if (length >= 8) return {load(0, std::uint64_t{}), length};
  if (length >= 4) {
    return {load(0, std::uint32_t{}) | load(length - 4, std::uint32_t{}) << (8 * (length - 4)),
            length};
  }
  if (length < 2) return MakeKey(name);
  return {load(0, std::uint16_t{}) | load(length - 2, std::uint16_t{}) << (8 * (length - 2)),
          length};
}

struct Entry {
  Key key;
  HtmlTag tag = HtmlTag::kUnknown;
};

constexpr std::array<Entry, kSlots> MakeTable() {
  std::array<Entry, kSlots> table{};
  for (std::size_t i = 1; i < kHtmlTagCount; ++i) {
    const Key key = MakeKey(html_tags::kNames[i]);
    std::size_t slot = key.Slot();
    while (table[slot].tag != HtmlTag::kUnknown) slot = (slot + 1) % kSlots;
    table[slot] = {key, static_cast<HtmlTag>(i)};
  }
  return table;
}

constexpr std::array<Entry, kSlots> kTable = MakeTable();

}  // namespace

HtmlTag FindHtmlTag(std::string_view name) {
  const Key key = LoadKey(name);
  for (std::size_t slot = key.Slot();; slot = (slot + 1) % kSlots) {
    const Entry& entry = kTable[slot];
    if (entry.tag == HtmlTag::kUnknown) return entry.tag;
    if (entry.key.head != key.head || entry.key.length != key.length) continue;
    if (key.length <= 8 || HtmlTagName(entry.tag) == name) return entry.tag;
  }
}

}  // namespace warraq

// libFuzzer over reordering: the bidirectional algorithm, its inverse, and the repair that uses
// both, on lines of any code points.
//
//   build-fuzz/reorder_fuzz -max_len=2048 -timeout=10 CORPUS samples/repair samples/lines
//
// The first byte chooses the base. -timeout finds what is not linear.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/bidi.h"
#include "plugin/text/bidi_inverse.h"
#include "plugin/text/utf8.h"
#include "plugin/text/validity.h"
#include "tests/fuzz/demand.h"

namespace warraq {
extern const Repair visual_order_repair;
extern const Repair direction_marks_repair;

namespace {

constexpr std::uint8_t kHighestLevel = 126;  // UAX #9, BD2: max_depth + 1, of numbers in it

std::u32string CodePoints(std::string_view utf8) {
  std::u32string values;
  for (std::size_t i = 0; i < utf8.size();) values.push_back(NextCodePoint(utf8, i));
  return values;
}

// Each index once.
void DemandBijection(std::vector<std::uint32_t> order, std::size_t size) {
  Demand(order.size() == size);
  std::ranges::sort(order);
  for (std::uint32_t i = 0; i < order.size(); ++i) Demand(order[i] == i);
}

std::u32string Display(std::u32string_view text, BaseDirection base, bool mirror) {
  const BidiLevels levels = ResolveLevels(text, base);
  Demand(levels.of.size() == text.size() && levels.paragraph <= 1);
  for (const std::uint8_t level : levels.of) Demand(level <= kHighestLevel);
  const std::vector<std::uint32_t> order = VisualOrder(levels.of);
  DemandBijection(order, text.size());
  std::u32string seen;
  for (const std::uint32_t i : order) {
    seen += mirror && (levels.of[i] & 1) != 0 ? Mirrored(text[i]) : text[i];
  }
  return seen;
}

// Marks are put back with their letters, not in their places, and what has an order of its own or
// ends a paragraph is not what the inverse is for.
bool IsPlain(char32_t value) {
  const BidiClass kind = BidiClassOf(value);
  return kind != BidiClass::kMark && kind != BidiClass::kBoundary && kind != BidiClass::kFormat &&
         value != '\t' && value != '\n' && value != 0x2029;
}

// What the inverse calls exact gives the line again, with no character lost in any case.
void Invert(std::u32string_view seen, BaseDirection base) {
  const ReadingOrder read = InvertVisualLine(seen, base);
  DemandBijection(read.order, seen.size());
  Demand(read.mirrored.size() == seen.size());
  if (!read.exact || !std::ranges::all_of(seen, IsPlain)) return;
  std::u32string text;
  for (std::size_t i = 0; i < seen.size(); ++i) {
    const char32_t value = seen[read.order[i]];
    text += read.mirrored[i] ? Mirrored(value) : value;
  }
  const bool mirrors = std::ranges::find(read.mirrored, true) != read.mirrored.end();
  Demand(Display(text, base, mirrors) == seen);
}

void RepairTwice(const Repair& repair, const Text& text) {
  std::uint32_t count = 0;
  const Text once = repair.apply(text, count);
  if (count == 0) return;
  Demand(IsValidUtf8(once.bytes()) && once.bytes() != text.bytes());
  DemandMap(once, text.bytes());
  DemandWhole(once, text.bytes());
  std::uint32_t again = 0;
  repair.apply(once, again);
  Demand(again == 0);
}

}  // namespace
}  // namespace warraq

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  std::uint32_t broken = 0;
  const auto input =
      warraq::Text::Verbatim(std::string(reinterpret_cast<const char*>(data + 1), size - 1));
  const warraq::Text replaced = warraq::ReplaceBroken(input, broken);
  const std::string utf8(broken > 0 ? replaced.bytes() : input.bytes());
  const auto base = static_cast<warraq::BaseDirection>(data[0] % 3);
  for (std::size_t begin = 0; begin < utf8.size();) {
    const std::size_t end = std::min(utf8.find('\n', begin), utf8.size());
    const std::u32string line = warraq::CodePoints(utf8.substr(begin, end - begin));
    begin = end + 1;
    const std::u32string seen = warraq::Display(line, base, data[0] % 2 == 0);
    if (base == warraq::BaseDirection::kFirstStrong) continue;
    warraq::Invert(line, base);
    warraq::Invert(seen, base);
  }
  const warraq::Text text = warraq::Text::Verbatim(utf8);
  warraq::RepairTwice(warraq::direction_marks_repair, text);
  warraq::RepairTwice(warraq::visual_order_repair, text);
  return 0;
}

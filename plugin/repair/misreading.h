// Through which encodings a character may have come to stand where it stands, and which byte it was
// in each: the way back from text that was read in a wrong encoding.

#ifndef WARRAQ_PLUGIN_REPAIR_MISREADING_H_
#define WARRAQ_PLUGIN_REPAIR_MISREADING_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace warraq {

// The single-byte encodings that text is read in by mistake.
enum Misreading : std::uint8_t {
  kWindows1252,
  kWindows1250,
  kWindows1254,
  kWindows1251,
  kWindows1256,
  kWindows1253,
  kWindows1255,
  kWindows1257,
  kIso2,
  kIso5,
  kIso6,
  kIso7,
  kIso15,
  kKoi8R,
  kKoi8U,
  kIbm437,
  kIbm850,
  kIbm852,
  kIbm866,
  kIbm720,
  kMacRoman,
  kMacCyrillic,
  kWindows1258,
  kWindows874,
  kIso8,
  kIso9,
  kIso13,
};
inline constexpr std::size_t kMisreadings = 27;
using MisreadingSet = std::uint32_t;  // a bit for each

// What a code point was as a byte of 80 to FF. A byte without a meaning stands as the code point of
// its number: that is how lenient decoders pass them on. windows-1252 has every C1 control, since
// pages that were read as ISO-8859-1 are often read as windows-1252 in part.
struct BytesBehind {
  MisreadingSet has = 0;
  MisreadingSet lead = 0;          // where that byte begins a sequence of UTF-8 (C2 to F4)
  MisreadingSet short_lead = 0;    // where it begins one of two bytes (C2 to DF)
  MisreadingSet continuation = 0;  // where it goes on with one (80 to BF)
  std::array<std::uint8_t, kMisreadings> byte{};
};

const BytesBehind& BytesOf(char32_t value);

// The code point that a byte of 80 to FF means; 0 if none.
char32_t MeaningOf(std::uint8_t byte, std::size_t misreading);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_MISREADING_H_

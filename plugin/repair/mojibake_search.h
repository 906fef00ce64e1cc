// The search for what a line was before it was read in a wrong encoding.

#ifndef WARRAQ_PLUGIN_REPAIR_MOJIBAKE_SEARCH_H_
#define WARRAQ_PLUGIN_REPAIR_MOJIBAKE_SEARCH_H_

#include <cstdint>
#include <span>
#include <vector>

#include "plugin/repair/misreading.h"

namespace warraq {

// A code point, the bytes of the text that it stands for, and those that it may have been.
struct Piece {
  char32_t value = 0;
  std::uint32_t begin = 0;
  std::uint32_t end = 0;
  const BytesBehind* behind = nullptr;
};
inline Piece MakePiece(char32_t value, std::uint32_t begin, std::uint32_t end) {
  return {value, begin, end, &BytesOf(value)};
}

// What a line may have been.
struct Finding {
  float gain = 0;     // in likelihood, natural logarithm; 0 if nothing was found
  bool sure = false;  // there is no need to look further
  std::vector<Piece> line;
};

// UTF-8 that was read as a single-byte encoding; one single-byte encoding read as another. Each
// undoes one layer.
Finding FindUtf8(std::span<const Piece> line);
Finding FindLegacy(std::span<const Piece> line);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_MOJIBAKE_SEARCH_H_

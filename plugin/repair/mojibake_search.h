// The search for what a line was before it was read in a wrong encoding.

#ifndef WARRAQ_PLUGIN_REPAIR_MOJIBAKE_SEARCH_H_
#define WARRAQ_PLUGIN_REPAIR_MOJIBAKE_SEARCH_H_

#include <array>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
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

// How many bytes a sequence of UTF-8 has that begins with `lead`; 0 if none of several does.
inline std::size_t LengthBy(unsigned lead) {
  if (lead < 0xC2 || lead > 0xF4) return 0;
  return lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

// Whether UTF-8 writes the value in so many bytes (2 to 4) and not in fewer. Surrogates, of which
// CESU-8 makes pairs, are let pass.
inline bool IsShortest(char32_t value, std::size_t length) {
  return length == 2 || (length == 3 ? value >= 0x800 : value >= 0x10000 && value <= 0x10FFFF);
}

// Between words of a line. It is the same byte in every encoding.
inline bool IsWordSpace(char32_t value) { return value == ' ' || value == '\t'; }

// What a line may have been.
struct Finding {
  float gain = 0;     // in likelihood, natural logarithm; 0 if nothing was found
  bool sure = false;  // there is no need to look further
  std::vector<Piece> line;
};

// How much seldomer than through windows-1252 text is read through each encoding.
inline constexpr std::array<float, kMisreadings> kSeldomRead = {
    0, 2, 3, 1, 2, 3, 3, 3, 4, 5, 5, 5, 9, 3, 5, 3, 4, 5, 3, 6, 2, 5, 5, 5, 6, 5, 6};

// What was UTF-8 is sure if all of it was, if it has so many sequences, and if the words that have
// any cost no more a step than natural text does.
inline constexpr std::size_t kSureSequences = 4;
inline constexpr float kNaturalStep = 5;
inline bool ReadsWell(std::size_t sequences, float cost, std::size_t steps) {
  return sequences >= kSureSequences && cost <= kNaturalStep * static_cast<float>(steps);
}

// Of one single-byte encoding read as another: so many signs beside each other at least, in words
// that gain. Fewer are no evidence.
inline constexpr std::size_t kFewestPairs = 2;

// The commonest damage by the shortest way: a line all of which was UTF-8, read in one encoding,
// with nothing lost.
class WholeReader {
 public:
  // What the line was, if FindUtf8 would be sure of it; empty if it takes a closer look. Good until
  // the next call.
  std::string_view Read(std::string_view line);

 private:
  MisreadingSet ReadBytesBehind(std::string_view line);
  bool IsSameIn(std::size_t a, std::size_t b) const;
  void WriteIn(std::size_t misreading);

  std::vector<const BytesBehind*> behind_;  // of each code point
  std::string written_;
  std::string best_;
};

// UTF-8 that was read as a single-byte encoding; one single-byte encoding read as another. Each
// undoes one layer.
Finding FindUtf8(std::span<const Piece> line);
Finding FindLegacy(std::span<const Piece> line);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_MOJIBAKE_SEARCH_H_

// The Unicode Bidirectional Algorithm (UAX #9): in which order the characters of a line are seen.
// Classes of code points come from ICU.

#ifndef WARRAQ_PLUGIN_TEXT_BIDI_H_
#define WARRAQ_PLUGIN_TEXT_BIDI_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace warraq {

enum class BaseDirection : std::uint8_t {
  kLeftToRight,
  kRightToLeft,
  kFirstStrong,  // as its first strong character says (P2, P3), left to right without one
};

// Bidi_Class, those that reordering by hand has to tell apart.
enum class BidiClass : std::uint8_t {
  kLeft,            // L
  kRight,           // R
  kArabicLetter,    // AL
  kEuropeanNumber,  // EN
  kArabicNumber,    // AN
  kSeparator,       // ES, CS
  kTerminator,      // ET
  kMark,            // NSM
  kBoundary,        // BN, among them ZWNJ and ZWJ
  kFormat,          // embeddings, overrides, isolates and their ends
  kNeutral,         // WS, S, B, ON
};
BidiClass BidiClassOf(char32_t value);

// R and AL: letters that run right to left.
constexpr bool IsStrongRight(BidiClass kind) {
  return kind == BidiClass::kRight || kind == BidiClass::kArabicLetter;
}

// Marks, embeddings, overrides and isolates of direction, and their ends: Unicode's property
// Bidi_Control. ZWNJ and ZWJ are none.
constexpr bool IsBidiControl(char32_t value) {
  return value == 0x61C || value == 0x200E || value == 0x200F ||
         (value >= 0x202A && value <= 0x202E) || (value >= 0x2066 && value <= 0x2069);
}

struct BidiLevels {
  std::uint8_t paragraph = 0;    // the embedding level of the (first) paragraph
  std::vector<std::uint8_t> of;  // of each code point
};

// Levels after rule L1, the whole text being one line. ICU looks for the pair of a bracket among
// all that are open, so a caller bounds the length of what it gives.
BidiLevels ResolveLevels(std::u32string_view text, BaseDirection base);

// Rule L2: the indices of the code points from left to right.
std::vector<std::uint32_t> VisualOrder(std::span<const std::uint8_t> levels);

// Bidi_Mirroring_Glyph: "(" for ")"; the code point itself where there is none.
char32_t Mirrored(char32_t value);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_BIDI_H_

// Letters as words are looked up: one case, no accents, no marks, one form of each Arabic letter.

#ifndef WARRAQ_PLUGIN_DATE_FOLD_H_
#define WARRAQ_PLUGIN_DATE_FOLD_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "plugin/text/utf8.h"

namespace warraq {

// What a code point counts as. kSign is everything that stands alone: punctuation and symbols.
enum class Letter : std::uint8_t {
  kSpace,   // of every kind, a line's end too
  kDigit,   // 0 to 9 in any script that has ten
  kLetter,  // of a script that writes spaces between its words
  kAlone,   // a letter of a script that does not: each is a word for itself
  kMark,    // belongs to the letter before it and is not looked at; invisible signs too
  kSign,
};

struct Folded {
  Letter letter = Letter::kSign;
  char32_t is = 0;    // the folded letter, the digit's value, or the sign
  char32_t then = 0;  // a second letter: "ss", the alef of lam-alef
};

// Of the alphabets, computed once.
inline constexpr char32_t kFoldTableEnd = 0x700;
const Folded* MakeFoldTable();
Folded FoldBeyondTable(char32_t c);

// The table, for loops that know their code points to be below kFoldTableEnd.
inline const Folded* FoldTable() {
  static const Folded* const table = MakeFoldTable();
  return table;
}

// The same of what is one letter and folds to one, 0 for all else: a quarter of the room, for the
// loop over the letters of words.
const char16_t* MakePlainLetters();
inline const char16_t* PlainLetters() {
  static const char16_t* const table = MakePlainLetters();
  return table;
}

inline Folded Fold(char32_t c) { return c < kFoldTableEnd ? FoldTable()[c] : FoldBeyondTable(c); }

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_FOLD_H_

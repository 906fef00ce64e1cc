// How much a row of code points looks like writing that somebody might have written: a model of
// pairs of letters, counted in some sixty languages (models/letter_pairs.tsv). It tells a right
// decoding from wrong ones by few letters, and serves where a repair weighs one reading against
// another:
//
//   PairCost(LetterOf(U'М'), LetterOf(U'о'))   // all of "Москва": 15; of "Ìîñêâà": 50
//
// Constant time, no allocation.

#ifndef WARRAQ_PLUGIN_TEXT_LETTERS_H_
#define WARRAQ_PLUGIN_TEXT_LETTERS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>

namespace warraq {

// What the model knows of a code point. Letters of alphabets have a class each, whatever their
// case; Han, Hangul, kana, Devanagari... share a class a script, with a cost for each member.
struct Letter {
  std::uint16_t group = 0;  // row and column of the table of pairs
  std::uint8_t cost = 0;    // of the member within its class
  std::uint8_t kind = 0;    // case, kForeign, kAlphabetic

  static constexpr std::uint8_t kCaseMask = 3;  // 0 none, 1 small, 2 capital
  // The letter as what stands before the next one: a second capital in a row makes a third likely.
  Letter After(Letter before) const {
    Letter letter = *this;
    if ((kind & kCaseMask) == 2 && (before.kind & 2) != 0) letter.kind |= kCaseMask;
    return letter;
  }
  static constexpr std::uint8_t kForeign = 4;  // not ASCII
  static constexpr std::uint8_t kCurlyQuote = 16;
  static constexpr std::uint8_t kAlphabetic = 8;  // a letter, and no sign for a syllable or a word
};

// The table, for callers that look up many: take it once.
class LetterPairs {
 public:
  static const LetterPairs& Get();  // made at the first call, in about a millisecond

  Letter Of(char32_t value) const {
    return value < letters_.size() ? letters_[value] : OfAstral(value);
  }
  // (Letter::After says what a letter is as `before`, where words of capitals are to be told.)
  // The cost of `next` behind `before`, -ln P in units of 1 / kSteps; at most about 45 nats. At
  // the edge of a text `before` is a space.
  int Cost(Letter before, Letter next) const {
    return pairs_[before.group][next.group] + next.cost +
           cases_[before.kind & Letter::kCaseMask][next.kind & Letter::kCaseMask];
  }
  static constexpr int kSteps = 6;

 private:
  friend struct LetterPairsReader;
  static constexpr std::size_t kGroups = 640;
  Letter OfAstral(char32_t value) const;

  std::array<Letter, 0x10000> letters_{};
  std::array<std::array<std::uint8_t, kGroups>, kGroups> pairs_{};
  std::array<std::array<std::uint8_t, 4>, 4> cases_{};
};

inline Letter LetterOf(char32_t value) { return LetterPairs::Get().Of(value); }
// -ln P(next | before).
inline float PairCost(Letter before, Letter next) {
  return static_cast<float>(LetterPairs::Get().Cost(before, next)) / LetterPairs::kSteps;
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_LETTERS_H_

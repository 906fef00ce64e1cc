// The table of models/language.ngrams: for stretches of one to five symbols of a script (letters,
// and the boundary of a word as one), how much less likely the last symbol is after the others in
// each language of the script than in the language where it is likeliest. It is searched as it
// lies in the file. Made by models/make_language_ngrams.cc, which includes this header too.
//
//   group by group (all numbers little-endian):
//     char script[4]          ISO 15924
//     u16 languages, u16 row  the bytes of a row: languages / 2, rounded up
//     u32 buckets, u32 0
//     languages times         char tag[12] (BCP 47, filled with NUL), u32 prior
//     buckets times           u16 fingerprint[8], 0 for none, and
//              8 times        u8 penalties[row], of two languages a byte, the first in the low half
//   and at the end 32 bytes of nothing, since rows are read by sixteen bytes
//
// Penalties and priors are in kUnitsANat of -ln(probability). So coarse a unit costs nothing that
// was measurable beside the finest, and the table is half as large.

#ifndef WARRAQ_PLUGIN_TEXT_LANGUAGE_NGRAMS_H_
#define WARRAQ_PLUGIN_TEXT_LANGUAGE_NGRAMS_H_

#include <cstddef>
#include <cstdint>

namespace warraq::ngrams {

inline constexpr int kLongest = 5;      // symbols
inline constexpr int kSymbolBits = 12;  // so five fit a key
inline constexpr int kUnitsANat = 2;    // so the greatest penalty, 15, is 7.5 nats
inline constexpr int kMostPenalty = 15;
inline constexpr std::size_t kWays = 8;     // fingerprints a bucket
inline constexpr std::size_t kMaxRow = 32;  // bytes
inline constexpr std::size_t kSlack = 32;
inline constexpr std::size_t kTagBytes = 12;
inline constexpr std::size_t kLanguageBytes = 16;
inline constexpr std::size_t kGroupBytes = 16;

using Key = std::uint64_t;
inline constexpr Key kBoundary = 1;
inline constexpr Key kNonJoiner = 2;  // U+200C, a key of its own: Persian is full of it

// 0 for letters that no table knows.
constexpr Key SymbolOf(char32_t letter) {
  if (letter > ' ' && letter < 0xA00) return letter;
  return letter >= 0x1E00 && letter < 0x1F00 ? letter - 0x1E00 + 0xA00 : 0;
}

constexpr std::size_t BucketBytes(std::size_t row) { return kWays * (2 + row); }

constexpr Key MaskOf(int symbols) { return (Key{1} << (symbols * kSymbolBits)) - 1; }

struct Place {
  std::size_t bucket;
  std::uint16_t fingerprint;
};
constexpr Place PlaceOf(Key key, std::uint32_t buckets) {
  std::uint64_t hash = key * 0x9E3779B97F4A7C15u;
  hash = (hash ^ (hash >> 32)) * 0xD6E8FEB86659FD93u;
  const auto fingerprint = static_cast<std::uint16_t>(hash >> 16);
  return {static_cast<std::size_t>(((hash >> 32) * buckets) >> 32),
          fingerprint == 0 ? std::uint16_t{1} : fingerprint};
}

}  // namespace warraq::ngrams

#endif  // WARRAQ_PLUGIN_TEXT_LANGUAGE_NGRAMS_H_

// The phrase table (models/phrases.tsv): lines that say what they are.

#ifndef WARRAQ_PLUGIN_LABEL_PHRASES_H_
#define WARRAQ_PLUGIN_LABEL_PHRASES_H_

#include <array>
#include <cstdint>
#include <string_view>

#include "plugin/label/word_filter.h"
#include "warraq/page.h"

namespace warraq {

inline constexpr std::size_t kLongestPhrase = 80;  // bytes; longer ones are not in the table

// What the whole line, or its beginning, says it is; kUnknown for most.
Role RoleOfPhrase(std::string_view phrase);
// What the words before a colon at a line's start say: "Photo: ...", «Теги: ...».
Role RoleOfLead(std::string_view phrase);
// What a phrase anywhere in the line says; for lines that may be whole paragraphs.
Role RoleOfContainedPhrase(std::string_view phrase);

// The first words of what RoleOfPhrase and RoleOfLead know.
const WordFilter& PhraseOpeners();

// The first two words of the phrases that may stand anywhere, as a filter; few others get past it.
class PhraseStarts {
 public:
  static const PhraseStarts& Get();
  // The hash of a word, case folded, code point by code point.
  static constexpr std::uint64_t kSeed = 0xCBF29CE484222325u;
  static constexpr std::uint64_t Step(std::uint64_t hash, std::uint64_t folded) {
    return (hash ^ folded) * 0x100000001B3u;
  }
  // Two words, `before` being kSeed at a line's start.
  bool MayHave(std::uint64_t before, std::uint64_t word) const {
    return Has(word) || Has(Pair(before, word));
  }
  // Of a phrase: its only word, or its first two.
  void Add(std::string_view phrase);

 private:
  static constexpr std::uint64_t Pair(std::uint64_t before, std::uint64_t word) {
    return Step(before * 0x9E3779B97F4A7C15u, static_cast<char32_t>(word));
  }
  static constexpr std::uint64_t BitOf(std::uint64_t hash) {
    return hash * 0x9E3779B97F4A7C15u >> (64 - kBits);
  }
  bool Has(std::uint64_t hash) const {
    return (bits_[BitOf(hash) >> 6] >> (BitOf(hash) & 63) & 1) != 0;
  }
  // A paragraph asks some two hundred times, and most should never be told yes: 8 kB.
  static constexpr int kBits = 16;
  std::array<std::uint64_t, (1u << kBits) / 64> bits_{};
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_PHRASES_H_

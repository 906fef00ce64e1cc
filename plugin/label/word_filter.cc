#include "plugin/label/word_filter.h"

#include "plugin/label/phrases.h"
#include "plugin/text/utf8.h"

namespace warraq {

std::uint64_t HashOfWord(std::string_view word) {
  std::uint64_t hash = PhraseStarts::kSeed;
  for (std::size_t i = 0; i < word.size();) hash = PhraseStarts::Step(hash, NextCodePoint(word, i));
  return hash;
}

void WordFilter::Add(std::string_view word) {
  const std::uint64_t bit = BitOf(HashOfWord(word));
  bits_[bit >> 6] |= std::uint64_t{1} << (bit & 63);
}

}  // namespace warraq

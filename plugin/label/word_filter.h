// Words by the hashes that shapes give them, as a filter: few others get past it.

#ifndef WARRAQ_PLUGIN_LABEL_WORD_FILTER_H_
#define WARRAQ_PLUGIN_LABEL_WORD_FILTER_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace warraq {

// Of a case-folded word: PhraseStarts::Step, code point by code point.
std::uint64_t HashOfWord(std::string_view word);

class WordFilter {
 public:
  bool MayHave(std::uint64_t word) const {
    return (bits_[BitOf(word) >> 6] >> (BitOf(word) & 63) & 1) != 0;
  }
  void Add(std::string_view word);

 private:
  static constexpr std::uint64_t BitOf(std::uint64_t word) {
    return word * 0x9E3779B97F4A7C15u >> (64 - kBits);
  }
  static constexpr int kBits = 15;  // 4 kB for some hundreds of words
  std::array<std::uint64_t, (1u << kBits) / 64> bits_{};
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_WORD_FILTER_H_

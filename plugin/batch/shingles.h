// What two texts are compared by: hashes of five words in a row; and, for texts that went through
// recognition, of single words in a rough shape that its errors seldom change.

#ifndef WARRAQ_PLUGIN_BATCH_SHINGLES_H_
#define WARRAQ_PLUGIN_BATCH_SHINGLES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace warraq {

inline constexpr std::size_t kShingleWords = 5;

// A word is a run of letters and digits without case, vowel signs and tatweel, with the spellings
// of an Arabic letter that editions mix (alef, yeh, teh marbuta) made one. A Chinese or Japanese
// sign is a word by itself.
struct Shingles {
  std::vector<std::uint32_t> runs;  // of kShingleWords words
  // Of words of five letters or more, where letters that print confuses are one: those of Arabic
  // without their dots; i, l, j, t; c, e, o; u, v, n; h, b...
  std::vector<std::uint32_t> rough;

  // Goes on with the words of `utf8`, valid UTF-8 that ends between two words.
  void Add(std::string_view utf8);

 private:
  void AddWord(std::uint64_t hash);

  std::array<std::uint64_t, kShingleWords> word_{};  // the last ones
  std::size_t words_ = 0;
  std::uint64_t run_ = 0;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_SHINGLES_H_

// How much of what a line talks about other lines of its page talk about too: the lines of one
// article share their rarer words, a teaser for another article or a menu has words of its own.

#ifndef WARRAQ_PLUGIN_LABEL_VOCABULARY_H_
#define WARRAQ_PLUGIN_LABEL_VOCABULARY_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "plugin/label/shape.h"

namespace warraq {

// The longer words of a page's lines; short ones stand in every text.
class Vocabulary {
 public:
  Vocabulary() = default;
  // Of the lines of a table's rows.
  Vocabulary(const LongWords& words, std::span<const std::size_t> lines);

  // For each row the share of its words that other rows have, which count by their mass; rows that
  // have 1 of it together speak for a word fully. -1 for a row without long words.
  std::vector<float> Shared(std::span<const float> mass) const;
  // For each row the share of its words that stand in this one.
  std::vector<float> SharedWith(std::size_t row) const;

 private:
  std::span<const std::uint32_t> WordsOf(std::size_t row) const {
    return {words_.data() + (row == 0 ? 0 : end_[row - 1]), words_.data() + end_[row]};
  }
  std::vector<std::uint32_t> words_;  // numbers of different words, from 0; each once a row
  std::vector<std::uint32_t> end_;    // behind the last of each row
  std::size_t different_ = 0;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_VOCABULARY_H_

#include "plugin/label/vocabulary.h"

#include <algorithm>
#include <bit>

namespace warraq {
namespace {

// Numbers for hashes, in the order in which they come.
class Numbers {
 public:
  explicit Numbers(std::size_t most)
      : mask_(std::bit_ceil(std::max<std::size_t>(most + most / 2, 16)) - 1), slots_(mask_ + 1) {}

  std::uint32_t Of(std::uint32_t hash) {
    for (std::size_t at = hash * 0x9E3779B1u & mask_;; at = (at + 1) & mask_) {
      Slot& slot = slots_[at];
      if (slot.number == 0) slot = {hash, ++count_};
      if (slot.hash == hash) return slot.number - 1;
    }
  }
  std::uint32_t count() const { return count_; }

 private:
  struct Slot {
    std::uint32_t hash = 0, number = 0;  // from 1; 0 for a free one
  };
  std::size_t mask_;
  std::vector<Slot> slots_;
  std::uint32_t count_ = 0;
};

}  // namespace

Vocabulary::Vocabulary(const LongWords& words, std::span<const std::size_t> lines) {
  Numbers numbers(words.words.size());
  std::vector<std::uint32_t> last_row(words.words.size());  // from 1, by the word's number
  words_.reserve(words.words.size());
  end_.reserve(lines.size());
  for (std::size_t row = 0; row < lines.size(); ++row) {
    const std::size_t line = lines[row];
    for (std::size_t i = line == 0 ? 0 : words.end[line - 1]; i < words.end[line]; ++i) {
      const std::uint32_t number = numbers.Of(words.words[i]);
      if (last_row[number] == row + 1) continue;
      last_row[number] = static_cast<std::uint32_t>(row + 1);
      words_.push_back(number);
    }
    end_.push_back(static_cast<std::uint32_t>(words_.size()));
  }
  different_ = numbers.count();
}

std::vector<float> Vocabulary::Shared(std::span<const float> mass) const {
  std::vector<float> sums(different_);
  for (std::size_t row = 0; row < end_.size(); ++row) {
    if (mass[row] <= 0) continue;
    for (const std::uint32_t word : WordsOf(row)) sums[word] += mass[row];
  }
  std::vector<float> shared;
  for (std::size_t row = 0; row < end_.size(); ++row) {
    float sum = 0;
    for (const std::uint32_t word : WordsOf(row)) {
      sum += std::clamp(sums[word] - mass[row], 0.0F, 1.0F);
    }
    const auto count = static_cast<float>(WordsOf(row).size());
    shared.push_back(count > 0 ? sum / count : -1);
  }
  return shared;
}

std::vector<float> Vocabulary::SharedWith(std::size_t other) const {
  std::vector<std::uint8_t> there(different_);
  for (const std::uint32_t word : WordsOf(other)) there[word] = 1;
  std::vector<float> shared;
  for (std::size_t row = 0; row < end_.size(); ++row) {
    const auto words = WordsOf(row);
    const auto count =
        std::ranges::count_if(words, [&](std::uint32_t word) { return there[word] != 0; });
    shared.push_back(words.empty() ? -1
                                   : static_cast<float>(count) / static_cast<float>(words.size()));
  }
  return shared;
}

}  // namespace warraq

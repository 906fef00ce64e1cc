// How the words of a line speak for an article's body or for what stands around it: "cookies",
// "subscribe", "Foto:", "mehr" at a line's end. Each word and each pair of words has a weight
// (models/wording.tsv, made by models/train_content.cc), and a line's is their sum.

#ifndef WARRAQ_PLUGIN_LABEL_WORDING_H_
#define WARRAQ_PLUGIN_LABEL_WORDING_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace warraq {

class Wording {
 public:
  static constexpr float kUnit = 1.0F / 32;  // weights are whole numbers of it
  // Stands for a line's start and its end in pairs.
  static constexpr std::uint64_t kStart = 0xCBF29CE484222325u;
  static constexpr std::uint64_t kEnd = 1;

  static const Wording& Get();
  // Of rows "WEIGHT, tab, WORD [WORD]", where ^ is a line's start and $ its end.
  static Wording Read(std::string_view model);

  // A pair of words by their hashes (Shape's, PhraseStarts::Step).
  static constexpr std::uint64_t Pair(std::uint64_t before, std::uint64_t word) {
    return (before * 0x9E3779B97F4A7C15u ^ word) * 0xD6E8FEB86659FD93u;
  }

  // 0 for what is not in the table.
  std::int32_t WeightOf(std::uint64_t hash) const {
    const std::uint64_t mixed = hash * 0x9E3779B97F4A7C15u;
    const Entry* const entries = entries_.data() + (mixed >> (64 - kBits) & ~std::uint64_t{1});
    const auto tag = static_cast<std::uint8_t>(mixed >> 32);
    // No processor guesses which words are there, so that nothing is skipped.
    return entries[0].weight * (entries[0].tag == tag) +
           entries[1].weight * (entries[1].tag == tag);
  }
  // Of a line's words, in order.
  std::int32_t SumOf(std::span<const std::uint64_t> words) const;

  void Add(std::uint64_t hash, int weight);
  Wording() : entries_(std::size_t{1} << kBits) {}

 private:
  // Two entries side by side may hold a hash; eight more bits of it tell which one does.
  static constexpr int kBits = 15;
  struct Entry {
    std::uint8_t tag = 0;
    std::int8_t weight = 0;
  };
  std::vector<Entry> entries_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_WORDING_H_

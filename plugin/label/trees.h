// Boosted decision trees, as models/train_content.cc makes them.

#ifndef WARRAQ_PLUGIN_LABEL_TREES_H_
#define WARRAQ_PLUGIN_LABEL_TREES_H_

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

namespace warraq {

// Trees of one depth, each complete, so that a walk is arithmetic: node i has its children at 2i +
// 1 (value <= threshold) and 2i + 2.
class Trees {
 public:
  // Reads a model: a line "trees COUNT DEPTH FEATURES BIAS", then for each tree a line of
  // FEATURE:THRESHOLD for each inner node and a line of leaf values.
  // `model` is left behind them, for the next.
  static Trees Read(std::string_view& model);

  std::size_t features() const { return features_; }
  bool empty() const { return leaves_.empty(); }
  // Rows come in blocks of so many, the last of which need not be full: in a block the rows' values
  // of the first feature lie side by side, behind them those of the second.
  static constexpr std::size_t kBlock = 64;
  // The logarithms of the odds, one for each row. Eight or 64 are scored at a time where the
  // processor can (AVX2, AVX-512), with the same answers.
  void Score(std::span<const float> blocks, std::span<float> odds) const;

 private:
  // Of a block's row, of eight of its rows, and of as many sixteens of them; `answers` has room for
  // one of each question.
  float ScoreOne(const float* row) const;
  void ScoreEight(const float* rows, float* odds) const;
  template <std::size_t kSixteens>
  void ScoreSixteens(const float* block, std::uint64_t* answers, float* odds) const;
  void ScoreBlock(const float* block, std::span<float> odds) const;
  void ScoreBlockByEight(const float* block, std::span<float> odds) const;
  void NumberQuestions();

  struct Node {
    std::uint32_t feature = 0;
    float threshold = 0;
    auto operator<=>(const Node&) const = default;
  };
  std::uint32_t depth_ = 0;
  std::size_t features_ = 0;
  float bias_ = 0;
  std::vector<Node> nodes_;
  std::vector<float> leaves_;
  // The different nodes, by feature: thresholds are the borders of a few bins, so that most are
  // asked in several trees. And which of them each node is.
  std::vector<Node> questions_;
  std::vector<std::uint16_t> question_of_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_TREES_H_

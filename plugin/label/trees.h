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
  // The logarithms of the odds, one for each row of `features()` values; the rows lie one behind
  // the other. Eight or sixteen are scored at a time where the processor can (AVX2, AVX-512), with
  // the same answers.
  void Score(std::span<const float> rows, std::span<float> odds) const;

 private:
  float ScoreOne(const float* row) const;
  // Of so many rows that lie side by side, feature by feature.
  void ScoreEight(const float* columns, float* odds) const;
  void ScoreSixteen(const float* columns, float* odds) const;
  template <std::size_t kRows>
  void ScoreWide(std::span<const float> rows, std::span<float> odds) const;

  struct Node {
    std::uint32_t feature = 0;
    float threshold = 0;
  };
  std::uint32_t depth_ = 0;
  std::size_t features_ = 0;
  float bias_ = 0;
  std::vector<Node> nodes_;
  std::vector<float> leaves_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_TREES_H_

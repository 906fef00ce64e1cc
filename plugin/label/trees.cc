#include "plugin/label/trees.h"

#include <cassert>
#include <charconv>

namespace warraq {
namespace {

// The next number of a model, wherever it stands; the models are our own, so what cannot be read is
// 0.
class Numbers {
 public:
  explicit Numbers(std::string_view model) : at_(model.data()), end_(at_ + model.size()) {}

  float Next() {
    while (at_ < end_ && !IsStart(*at_)) {
      // A line of words explains the model.
      if (*at_ == '#') {
        while (at_ < end_ && *at_ != '\n') ++at_;
      } else {
        ++at_;
      }
    }
    float value = 0;
    at_ = std::from_chars(at_, end_, value).ptr;
    return value;
  }

  std::string_view Rest() const { return {at_, static_cast<std::size_t>(end_ - at_)}; }

 private:
  static bool IsStart(char c) { return (c >= '0' && c <= '9') || c == '-' || c == '.'; }
  const char* at_;
  const char* end_;
};

}  // namespace

Trees Trees::Read(std::string_view& model) {
  Trees trees;
  if (model.empty()) return trees;
  Numbers numbers(model);
  const auto count = static_cast<std::size_t>(numbers.Next());
  trees.depth_ = static_cast<std::uint32_t>(numbers.Next());
  trees.features_ = static_cast<std::size_t>(numbers.Next());
  trees.bias_ = numbers.Next();
  const std::size_t inner = (std::size_t{1} << trees.depth_) - 1;
  for (std::size_t tree = 0; tree < count; ++tree) {
    for (std::size_t i = 0; i < inner; ++i) {
      const auto feature = static_cast<std::uint32_t>(numbers.Next());
      trees.nodes_.push_back({feature, numbers.Next()});
    }
    for (std::size_t i = 0; i <= inner; ++i) trees.leaves_.push_back(numbers.Next());
  }
  model = numbers.Rest();
  return trees;
}

float Trees::Score(std::span<const float> row) const {
  assert(row.size() == features_);
  const std::size_t inner = (std::size_t{1} << depth_) - 1;
  float score = bias_;
  const Node* nodes = nodes_.data();
  const float* leaves = leaves_.data();
  for (; leaves < leaves_.data() + leaves_.size(); leaves += inner + 1, nodes += inner) {
    std::size_t i = 0;
    for (std::uint32_t level = 0; level < depth_; ++level) {
      i = 2 * i + 1 + (row[nodes[i].feature] > nodes[i].threshold);
    }
    score += leaves[i - inner];
  }
  return score;
}

}  // namespace warraq

// The weights of a choice: which line of a dump is its headline, which of a page's witnesses says
// who wrote it. A conditional logit (McFadden 1974): an option's score is the sum of its features'
// weights, that of taking none is 0, and the one with the highest score is taken. Its trainers
// share models/choice_model.h.

#ifndef WARRAQ_PLUGIN_LABEL_CHOICE_H_
#define WARRAQ_PLUGIN_LABEL_CHOICE_H_

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "plugin/text/model.h"

namespace warraq {

// A property of an option, in one of several values: the value is the weight's row.
struct ChoiceFeature {
  std::string_view name;
  std::uint8_t values;  // at most kMostChoiceValues
};
inline constexpr std::size_t kMostChoiceValues = 16;

// An option's value of each feature.
template <std::size_t kFeatures>
using ChoiceValues = std::array<std::uint8_t, kFeatures>;

template <std::size_t kFeatures>
class ChoiceWeights {
 public:
  // Rows of the model: a feature's name, a value, its weight. What has no row weighs nothing.
  ChoiceWeights(std::string_view model, const std::array<ChoiceFeature, kFeatures>& features) {
    for (std::array<std::string_view, 3> row; NextRow(model, row);) {
      const auto feature = std::ranges::find(features, row[0], &ChoiceFeature::name);
      std::size_t value = 0;
      float weight = 0;
      std::from_chars(row[1].data(), row[1].data() + row[1].size(), value);
      std::from_chars(row[2].data(), row[2].data() + row[2].size(), weight);
      if (feature == features.end() || value >= feature->values) continue;
      weights_[static_cast<std::size_t>(feature - features.begin())][value] = weight;
    }
  }

  float ScoreOf(const ChoiceValues<kFeatures>& values) const {
    float score = 0;
    for (std::size_t i = 0; i < values.size(); ++i) score += weights_[i][values[i]];
    return score;
  }

 private:
  std::array<std::array<float, kMostChoiceValues>, kFeatures> weights_{};
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_CHOICE_H_

// A conditional logit (McFadden 1974): of what a page offers, and of "none of it", each has a
// score, the sum of its features' weights (that of none is 0), and its likelihood is the softmax of
// the scores. Where several are right, the likelihood that one of them is taken is learnt from.
// Weights are drawn to zero (ridge); AdaGrad (Duchi 2011), no randomness.
//
//   std::map<std::string, ChoiceTally> tallies = Validate(samples, kHeadlineFeatures);
//   ChoiceModel<HeadlineCandidate> model(kHeadlineFeatures);
//   model.Train(samples, kNoFold);
//
// An Option has `values`, one for each feature of a table of {name, values}: the value is the
// weight's row.

#ifndef WARRAQ_MODELS_CHOICE_MODEL_H_
#define WARRAQ_MODELS_CHOICE_MODEL_H_

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdio>
#include <map>
#include <string>
#include <vector>

inline constexpr std::size_t kChoiceFolds = 5;
inline constexpr std::size_t kNoFold = kChoiceFolds;

// A page and its answer.
template <class Option>
struct ChoiceSample {
  std::string set, id;
  std::size_t fold = 0;
  double weight = 1;
  std::vector<Option> options;
  std::vector<char> right;  // of each option
  bool none = false;        // none is right
};

template <class Option>
class ChoiceModel {
 public:
  using Sample = ChoiceSample<Option>;

  template <class Features>
  explicit ChoiceModel(const Features& features) {
    for (const auto& feature : features) weights_.emplace_back(std::size_t{feature.values});
  }

  // From all samples but those of a fold.
  void Train(const std::vector<Sample>& samples, std::size_t left_out) {
    Weights speed = Filled(1e-8);
    for (int round = 0; round < kRounds; ++round) {
      Weights slope = Filled(0);
      for (const Sample& sample : samples) {
        if (sample.fold != left_out) AddSlope(sample, slope);
      }
      for (std::size_t i = 0; i < slope.size(); ++i) {
        for (std::size_t value = 0; value < slope[i].size(); ++value) {
          double& step = slope[i][value];
          step -= kRidge * weights_[i][value];
          speed[i][value] += step * step;
          weights_[i][value] += 0.5 * step / std::sqrt(speed[i][value]);
        }
      }
    }
  }

  double ScoreOf(const Option& option) const {
    double score = 0;
    for (std::size_t i = 0; i < option.values.size(); ++i) score += weights_[i][option.values[i]];
    return score;
  }

  // A row for each value of each feature: the feature's name, the value, its weight.
  template <class Features>
  void Print(const Features& features) const {
    for (std::size_t i = 0; i < features.size(); ++i) {
      for (std::size_t value = 0; value < weights_[i].size(); ++value) {
        std::printf("%s\t%zu\t%.2f\n", std::string(features[i].name).c_str(), value,
                    weights_[i][value]);
      }
    }
  }

 private:
  using Weights = std::vector<std::vector<double>>;

  static constexpr double kRidge = 0.5;
  static constexpr int kRounds = 600;

  Weights Filled(double with) const {
    Weights filled;
    for (const auto& feature : weights_) filled.emplace_back(feature.size(), with);
    return filled;
  }

  // Of the likelihood that one of the right options, or rightly none, is taken.
  void AddSlope(const Sample& sample, Weights& slope) const {
    std::vector<double> likelihoods;
    for (const Option& option : sample.options) likelihoods.push_back(ScoreOf(option));
    likelihoods.push_back(0);
    const double most = *std::ranges::max_element(likelihoods);
    double sum = 0;
    for (double& one : likelihoods) sum += one = std::exp(one - most);
    double right = 0;
    for (std::size_t i = 0; i < likelihoods.size(); ++i) {
      likelihoods[i] /= sum;
      if (IsRight(sample, i)) right += likelihoods[i];
    }
    for (std::size_t i = 0; i < sample.options.size(); ++i) {
      const double share = IsRight(sample, i) ? likelihoods[i] / std::max(right, 1e-12) : 0;
      const double step = sample.weight * (share - likelihoods[i]);
      for (std::size_t k = 0; k < slope.size(); ++k) slope[k][sample.options[i].values[k]] += step;
    }
  }

  static bool IsRight(const Sample& sample, std::size_t i) {
    return i < sample.right.size() ? sample.right[i] != 0 : sample.none;
  }

  Weights weights_;
};

// What was taken of a set's pages: of those with a right option, and of those where none is right.
struct ChoiceTally {
  int pages = 0, right = 0, wrongly_none = 0;
  int without = 0, rightly_none = 0;
};

template <class Option>
void Judge(const ChoiceSample<Option>& sample, const ChoiceModel<Option>& model,
           ChoiceTally& tally) {
  double best = 0;
  bool right = sample.none;
  bool none = true;
  for (std::size_t i = 0; i < sample.options.size(); ++i) {
    const double score = model.ScoreOf(sample.options[i]);
    if (score <= best) continue;
    best = score;
    right = sample.right[i] != 0;
    none = false;
  }
  (sample.none ? tally.without : tally.pages) += 1;
  (sample.none ? tally.rightly_none : tally.right) += right;
  tally.wrongly_none += none && !sample.none;
}

// Five-fold cross-validation, set by set.
template <class Option, class Features>
std::map<std::string, ChoiceTally> Validate(const std::vector<ChoiceSample<Option>>& samples,
                                            const Features& features) {
  std::map<std::string, ChoiceTally> tallies;
  for (std::size_t fold = 0; fold < kChoiceFolds; ++fold) {
    ChoiceModel<Option> model(features);
    model.Train(samples, fold);
    for (const auto& sample : samples) {
      if (sample.fold == fold) Judge(sample, model, tallies[sample.set]);
    }
  }
  return tallies;
}

#endif  // WARRAQ_MODELS_CHOICE_MODEL_H_

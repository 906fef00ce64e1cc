// How likely each of a page's days is to be the one of publication, by what speaks for it.
//
// A conditional logit (McFadden 1974) gives each day a score, the sum of its features' weights; of
// its stands in the text the best counts. Of pages with markup small trees (Friedman 2001) then add
// to it what features mean together, and beside the scores of the other days. The likelihood is the
// softmax of the sums over the days and "none of them". models/train_publication.cc has learnt it.

#ifndef WARRAQ_PLUGIN_DATE_DAY_MODEL_H_
#define WARRAQ_PLUGIN_DATE_DAY_MODEL_H_

#include <array>
#include <cstdint>
#include <span>
#include <vector>

#include "plugin/date/witness.h"

namespace warraq {

// A node asks for a feature: a day without it goes on at the next node, one with it at `with`.
struct DayTreeNode {
  std::uint32_t feature = FeatureNames::kNone;  // of a leaf
  std::uint32_t with = 0;
  double value = 0;  // of a leaf
};
using DayTree = std::vector<DayTreeNode>;

// The leaf's value of a day with these features, which are sorted.
double ValueOf(const DayTree& tree, std::span<const std::uint32_t> features);

// What trees ask of a day's score: "score:4" where it is above 4, "gap:2" where it is by more than
// 2 above the best of the others and of "none", whose score is 0.
void AddScoreFeatures(std::span<const double> scores, std::size_t day, FeatureNames& names,
                      std::vector<std::uint32_t>& features);

// Scores to likelihoods, "none of them" being a rival of score 0.
void Softmax(std::vector<double>& scores);

struct WeighedDays {
  std::vector<double> likelihoods;
  std::vector<const Stand*> best_stands;  // of the days; null where the text has none
};

// models/publication_weights.tsv and models/publication_trees.tsv, read once.
class DayModel {
 public:
  static const DayModel& Get();

  const FeatureNames& names() const { return names_; }
  double Weight(std::uint32_t feature, bool markup) const {
    return weights_[feature][markup ? 0 : 1];
  }
  WeighedDays Weigh(const std::vector<DayWitness>& days, bool markup) const;

 private:
  DayModel();
  void ReadTrees();
  void AddTrees(const std::vector<DayWitness>& days, WeighedDays& weighed) const;
  double Sum(const std::vector<std::uint32_t>& features, bool markup) const;

  FeatureNames names_;
  std::vector<std::array<double, 2>> weights_;  // by feature: with markup, without
  std::vector<DayTree> trees_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_DAY_MODEL_H_

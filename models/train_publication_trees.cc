#include "models/train_publication_trees.h"

#include <algorithm>

namespace {

constexpr int kTrees = 60;
constexpr int kDepth = 4;
constexpr double kRate = 0.1;
constexpr double kRidge = 5;        // of a leaf's value
constexpr double kLeastCurve = 5;   // of the days on each side of a split
constexpr double kLeastGain = 0.5;  // of a split

// The slope of the log-likelihood by the day's score, and how it bends.
struct Pull {
  double slope = 0, curve = 0;
  void Add(const Pull& other) {
    slope += other.slope;
    curve += other.curve;
  }
  double Gain() const { return slope * slope / (curve + kRidge); }
};

struct RowOfPage {
  std::size_t page = 0, row = 0;
  Pull pull;
};

class Booster {
 public:
  Booster(const std::vector<TreePage>& pages, std::size_t features)
      : pages_(pages), features_(features) {
    for (std::size_t i = 0; i < pages.size(); ++i) {
      auto& scores = scores_.emplace_back();
      for (std::size_t row = 0; row < pages[i].rows.size(); ++row) {
        scores.push_back(pages[i].rows[row].score);
        rows_.push_back({i, row, {}});
      }
    }
  }

  warraq::DayTree Grow() {
    FindPulls();
    std::vector<RowOfPage*> all;
    for (RowOfPage& row : rows_) all.push_back(&row);
    warraq::DayTree tree;
    Split(all, 0, tree);
    for (const RowOfPage& row : rows_)
      scores_[row.page][row.row] += warraq::ValueOf(tree, FeaturesOf(row));
    return tree;
  }

 private:
  const std::vector<std::uint32_t>& FeaturesOf(const RowOfPage& row) const {
    return pages_[row.page].rows[row.row].features;
  }

  void FindPulls() {
    std::size_t at = 0;
    for (std::size_t i = 0; i < pages_.size(); ++i) {
      std::vector<double> likelihoods = scores_[i];
      warraq::Softmax(likelihoods);
      for (std::size_t row = 0; row < likelihoods.size(); ++row, ++at) {
        const double p = likelihoods[row];
        rows_[at].pull = {(static_cast<int>(row) == pages_[i].target ? 1 : 0) - p,
                          std::max(1e-4, p * (1 - p))};
      }
    }
  }

  // The feature that tells the rows best apart; kNone where none does.
  std::uint32_t BestFeature(const std::vector<RowOfPage*>& rows, const Pull& whole) const {
    std::vector<Pull> with(features_);
    for (const RowOfPage* row : rows) {
      for (const std::uint32_t feature : FeaturesOf(*row)) with[feature].Add(row->pull);
    }
    double most = kLeastGain;
    std::uint32_t best = warraq::FeatureNames::kNone;
    for (std::uint32_t i = 0; i < features_; ++i) {
      const Pull without{whole.slope - with[i].slope, whole.curve - with[i].curve};
      if (with[i].curve < kLeastCurve || without.curve < kLeastCurve) continue;
      const double gain = with[i].Gain() + without.Gain() - whole.Gain();
      if (gain > most) most = gain, best = i;
    }
    return best;
  }

  void Split(const std::vector<RowOfPage*>& rows, int depth, warraq::DayTree& tree) const {
    Pull whole;
    for (const RowOfPage* row : rows) whole.Add(row->pull);
    const std::size_t at = tree.size();
    tree.emplace_back().value = kRate * whole.slope / (whole.curve + kRidge);
    const std::uint32_t feature =
        depth == kDepth ? warraq::FeatureNames::kNone : BestFeature(rows, whole);
    if (feature == warraq::FeatureNames::kNone) return;
    std::vector<RowOfPage*> with;
    std::vector<RowOfPage*> without;
    for (RowOfPage* row : rows) {
      (std::ranges::binary_search(FeaturesOf(*row), feature) ? with : without).push_back(row);
    }
    Split(without, depth + 1, tree);
    tree[at].feature = feature;
    tree[at].with = static_cast<std::uint32_t>(tree.size());
    Split(with, depth + 1, tree);
  }

  const std::vector<TreePage>& pages_;
  std::size_t features_;
  std::vector<std::vector<double>> scores_;
  std::vector<RowOfPage> rows_;
};

}  // namespace

std::vector<warraq::DayTree> GrowTrees(const std::vector<TreePage>& pages, std::size_t features) {
  Booster booster(pages, features);
  std::vector<warraq::DayTree> trees;
  for (int i = 0; i < kTrees; ++i) trees.push_back(booster.Grow());
  return trees;
}

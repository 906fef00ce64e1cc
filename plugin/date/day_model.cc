#include "plugin/date/day_model.h"

#include <algorithm>
#include <charconv>
#include <cmath>
#include <string_view>

#include "plugin/text/model.h"

namespace warraq {
namespace {

struct Step {
  double above;
  std::string_view name;
};
constexpr Step kGaps[] = {{-6, "gap:-6"}, {-4, "gap:-4"}, {-3, "gap:-3"}, {-2, "gap:-2"},
                          {-1, "gap:-1"}, {0, "gap:0"},   {1, "gap:1"},   {2, "gap:2"},
                          {3, "gap:3"},   {4, "gap:4"},   {6, "gap:6"}};
constexpr Step kScores[] = {{-2, "score:-2"}, {0, "score:0"}, {2, "score:2"},
                            {4, "score:4"},   {6, "score:6"}, {8, "score:8"}};

double NumberOf(std::string_view text) {
  double number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number);
  return number;
}

}  // namespace

double ValueOf(const DayTree& tree, std::span<const std::uint32_t> features) {
  std::size_t at = 0;
  while (tree[at].feature != FeatureNames::kNone) {
    at = std::ranges::binary_search(features, tree[at].feature) ? tree[at].with : at + 1;
  }
  return tree[at].value;
}

void AddScoreFeatures(std::span<const double> scores, std::size_t day, FeatureNames& names,
                      std::vector<std::uint32_t>& features) {
  double rival = 0;
  for (std::size_t i = 0; i < scores.size(); ++i) {
    if (i != day) rival = std::max(rival, scores[i]);
  }
  const auto add = [&](std::span<const Step> steps, double value) {
    for (const Step& step : steps) {
      const std::uint32_t feature = value > step.above ? names.Of(step.name) : FeatureNames::kNone;
      if (feature != FeatureNames::kNone) features.push_back(feature);
    }
  };
  add(kGaps, scores[day] - rival);
  add(kScores, scores[day]);
}

void Softmax(std::vector<double>& scores) {
  double most = 0;
  for (const double score : scores) most = std::max(most, score);
  double sum = std::exp(-most);
  for (double& score : scores) sum += score = std::exp(score - most);
  for (double& score : scores) score /= sum;
}

const DayModel& DayModel::Get() {
  static const DayModel model;
  return model;
}

DayModel::DayModel() {
  std::string_view model = Model("publication_weights.tsv");
  for (std::array<std::string_view, 3> row; NextRow(model, row);) {
    names_.Of(row[0]);
    weights_.push_back({NumberOf(row[1]), NumberOf(row[2])});
  }
  ReadTrees();
  weights_.resize(names_.names().size());
}

// A row is a node, and those without its feature follow it, then those with it; "-" is a leaf.
void DayModel::ReadTrees() {
  std::string_view model = Model("publication_trees.tsv");
  std::vector<std::uint32_t> open;  // nodes whose days without the feature are being read
  for (std::array<std::string_view, 2> row; NextRow(model, row);) {
    if (open.empty()) trees_.emplace_back();
    DayTree& tree = trees_.back();
    DayTreeNode& node = tree.emplace_back();
    if (row[0] != "-") {
      node.feature = names_.Of(row[0]);
      open.push_back(static_cast<std::uint32_t>(tree.size() - 1));
      continue;
    }
    node.value = NumberOf(row[1]);
    // A node whose second part ends here ends with it.
    while (!open.empty() && tree[open.back()].with != 0) open.pop_back();
    if (!open.empty()) tree[open.back()].with = static_cast<std::uint32_t>(tree.size());
  }
}

double DayModel::Sum(const std::vector<std::uint32_t>& features, bool markup) const {
  double sum = 0;
  for (const std::uint32_t feature : features) sum += Weight(feature, markup);
  return sum;
}

WeighedDays DayModel::Weigh(const std::vector<DayWitness>& days, bool markup) const {
  WeighedDays weighed;
  for (const DayWitness& day : days) {
    const Stand* best = nullptr;
    double best_sum = 0;
    for (const Stand& stand : day.stands) {
      const double sum = Sum(stand.features, markup);
      if (best == nullptr || sum > best_sum) best = &stand, best_sum = sum;
    }
    weighed.best_stands.push_back(best);
    // A stand that speaks against the day leaves what speaks for it.
    weighed.likelihoods.push_back(Sum(day.features, markup) +
                                  (best != nullptr ? std::log1p(std::exp(best_sum)) : 0));
  }
  if (markup) AddTrees(days, weighed);
  Softmax(weighed.likelihoods);
  return weighed;
}

void DayModel::AddTrees(const std::vector<DayWitness>& days, WeighedDays& weighed) const {
  FeatureNames names(&names_);
  const std::vector<double> scores = weighed.likelihoods;
  for (std::size_t i = 0; i < days.size(); ++i) {
    std::vector<std::uint32_t> features = days[i].features;
    const Stand* best = weighed.best_stands[i];
    if (best != nullptr)
      features.insert(features.end(), best->features.begin(), best->features.end());
    AddScoreFeatures(scores, i, names, features);
    std::ranges::sort(features);
    for (const DayTree& tree : trees_) weighed.likelihoods[i] += ValueOf(tree, features);
  }
}

}  // namespace warraq

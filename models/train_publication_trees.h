// Trees that add to the scores of a page's days (plugin/date/day_model.h): gradient boosting
// (Friedman 2001, with the second order of Chen and Guestrin 2016) of the softmax over the days and
// "none of them".

#ifndef WARRAQ_MODELS_TRAIN_PUBLICATION_TREES_H_
#define WARRAQ_MODELS_TRAIN_PUBLICATION_TREES_H_

#include <cstdint>
#include <vector>

#include "plugin/date/day_model.h"

// A day of a page.
struct TreeRow {
  std::vector<std::uint32_t> features;  // sorted
  double score = 0;                     // before the trees
};
struct TreePage {
  std::vector<TreeRow> rows;
  int target = -1;  // -1: none of them
};

// `features`: how many there are. No randomness.
std::vector<warraq::DayTree> GrowTrees(const std::vector<TreePage>& pages, std::size_t features);

#endif  // WARRAQ_MODELS_TRAIN_PUBLICATION_TREES_H_

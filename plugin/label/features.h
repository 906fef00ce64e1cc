// What the content model sees of each line, as numbers. The trainer and the labeller share this
// file: a model is good only for the features it was trained on, and says how many there were.

#ifndef WARRAQ_PLUGIN_LABEL_FEATURES_H_
#define WARRAQ_PLUGIN_LABEL_FEATURES_H_

#include <cstddef>
#include <vector>

#include "plugin/label/label.h"

namespace warraq {

// One row for each line that is not empty, in order.
struct FeatureTable {
  std::size_t columns = 0;
  std::vector<std::size_t> lines;  // the line of each row
  std::vector<float> values;       // rows * columns
};

FeatureTable FeaturesOf(const Labelling& labelling);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_FEATURES_H_

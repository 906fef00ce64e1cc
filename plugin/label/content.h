// The content model: which lines are an article's body.

#ifndef WARRAQ_PLUGIN_LABEL_CONTENT_H_
#define WARRAQ_PLUGIN_LABEL_CONTENT_H_

#include <string_view>
#include <vector>

#include "plugin/label/features.h"
#include "plugin/label/trees.h"
#include "plugin/label/wording.h"

namespace warraq {

// Two rounds: the first judges each line by itself and its surroundings, the second knows what the
// first said of the lines and boxes around it.
struct ContentModel {
  Trees first;
  Trees second;
  const Wording* wording = nullptr;  // null: the program's own; it must outlive this

  static ContentModel Read(std::string_view model);
};

// The log odds of each row of the table.
std::vector<float> ScoreRows(const Trees& trees, const FeatureTable& table);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_CONTENT_H_

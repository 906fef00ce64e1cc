// The features of one row while they are put where they belong.

#ifndef WARRAQ_PLUGIN_LABEL_FEATURE_ROW_H_
#define WARRAQ_PLUGIN_LABEL_FEATURE_ROW_H_

#include <cstddef>

namespace warraq {

// How many there are depends on the kind of page alone: who makes rows counts one of them first,
// of at most kMost, and gives the others room for as many.
class FeatureRow {
 public:
  static constexpr std::size_t kMost = 256;
  // From `first` on, `apart` floats from one to the next.
  FeatureRow(float* first, std::size_t apart) : at_(first), apart_(apart) {}
  void Put(float value) {
    *at_ = value;
    at_ += apart_;
  }
  const float* end() const { return at_; }

 private:
  float* at_;
  std::size_t apart_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_FEATURE_ROW_H_

// The features of one row while they are put together.

#ifndef WARRAQ_PLUGIN_LABEL_FEATURE_ROW_H_
#define WARRAQ_PLUGIN_LABEL_FEATURE_ROW_H_

#include <array>
#include <cassert>
#include <cstddef>
#include <span>

namespace warraq {

class FeatureRow {
 public:
  void Clear() { size_ = 0; }
  // How many there are depends on the kind of page alone, so that the end is looked at once a row.
  void Put(float value) { values_[size_++] = value; }
  std::span<const float> values() const {
    assert(size_ <= kMost);
    return {values_.data(), size_};
  }

 private:
  static constexpr std::size_t kMost = 256;  // more than any model of ours has
  std::array<float, kMost> values_;
  std::size_t size_ = 0;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_FEATURE_ROW_H_

// Numbers as the content model wants them: counts as logarithms, parts as shares, means of
// stretches.

#ifndef WARRAQ_PLUGIN_LABEL_PROPORTION_H_
#define WARRAQ_PLUGIN_LABEL_PROPORTION_H_

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "plugin/label/feature_row.h"

namespace warraq {

inline constexpr std::uint32_t kNoRow = static_cast<std::uint32_t>(-1);

inline constexpr std::size_t kSmall = 512;  // a count
// Of the small ones, which most are.
inline const float* LogsOfSmall() {
  static const auto of_small = [] {
    std::array<float, kSmall> made{};
    for (std::size_t i = 0; i < made.size(); ++i) {
      made[i] = static_cast<float>(std::log1p(static_cast<double>(i)));
    }
    return made;
  }();
  return of_small.data();
}

// log(1 + count)
inline float Log(double count) {
  if (count >= 0 && count < static_cast<double>(kSmall)) {
    const auto i = static_cast<std::size_t>(count);
    if (static_cast<double>(i) == count) return LogsOfSmall()[i];
  }
  return static_cast<float>(std::log1p(count));
}
inline float Log(std::uint32_t count) {
  return count < kSmall ? LogsOfSmall()[count]
                        : static_cast<float>(std::log1p(static_cast<double>(count)));
}

inline float Share(double part, double whole) {
  return whole > 0 ? static_cast<float>(part / whole) : 0.0F;
}

// Of the values of rows, in order.
class RunningSum {
 public:
  void Add(float value) { before_.push_back(before_.back() + static_cast<double>(value)); }
  // Of rows [begin, end), of which those are left out that are not there; `none` if all are.
  float Mean(std::size_t begin, std::size_t end, float none) const {
    end = std::min(end, before_.size() - 1);
    if (begin >= end) return none;
    return static_cast<float>((before_[end] - before_[begin]) / static_cast<double>(end - begin));
  }

 private:
  std::vector<double> before_ = {0};  // of all rows before
};

// What a row's words share with other rows (Vocabulary), here, beside and around.
void AddShared(const std::vector<float>& shared, const RunningSum& sums, std::size_t row,
               FeatureRow& values);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_PROPORTION_H_

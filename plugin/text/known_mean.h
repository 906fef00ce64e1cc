// The mean of numbers of which some are not known.

#ifndef WARRAQ_PLUGIN_TEXT_KNOWN_MEAN_H_
#define WARRAQ_PLUGIN_TEXT_KNOWN_MEAN_H_

#include <cstddef>

namespace warraq {

// Of confidences and the like: what is negative is not known, and does not count.
template <typename Number>
class KnownMean {
 public:
  void Add(Number value) {
    if (value >= 0) sum_ += value, ++count_;
  }
  // -1 where nothing is known.
  Number value() const { return count_ == 0 ? -1 : sum_ / static_cast<Number>(count_); }

 private:
  Number sum_ = 0;
  std::size_t count_ = 0;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_KNOWN_MEAN_H_

#include <cassert>

#include "plugin/label/features.h"

namespace warraq {

void FeatureTable::Put(std::size_t row, std::span<const float> features) {
  if (row == 0) {
    columns = features.size();
    const std::size_t blocks = (lines.size() + Trees::kBlock - 1) / Trees::kBlock;
    values.resize(blocks * columns * Trees::kBlock);
  }
  assert(features.size() == columns && row < lines.size());
  float* place = values.data() + PlaceOf(row, 0);
  for (const float feature : features) {
    *place = feature;
    place += Trees::kBlock;
  }
}

}  // namespace warraq

#include "plugin/label/features.h"

namespace warraq {

void FeatureTable::SetColumns(std::size_t count) {
  columns = count;
  const std::size_t blocks = (lines.size() + Trees::kBlock - 1) / Trees::kBlock;
  values.resize(blocks * columns * Trees::kBlock);
}

}  // namespace warraq

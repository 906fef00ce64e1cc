// Eight and 64 rows at once against one at a time.

#include "plugin/label/trees.h"

#include <gtest/gtest.h>

#include <random>
#include <span>
#include <string_view>
#include <vector>

#include "plugin/text/model.h"

namespace warraq {
namespace {

// Values on both sides of the thresholds, with those that comparisons treat apart.
std::vector<float> RandomRows(std::size_t count, std::mt19937& random) {
  std::vector<float> values(count);
  for (float& value : values) {
    const auto draw = random();
    value = draw % 7 == 0 ? 0 : static_cast<float>(draw % 2000) / 100 - 10;
  }
  return values;
}

// Rows as Trees wants them.
std::vector<float> InBlocks(std::span<const float> values, std::size_t features) {
  const std::size_t rows = values.size() / features;
  std::vector<float> blocks((rows + Trees::kBlock - 1) / Trees::kBlock * Trees::kBlock * features);
  for (std::size_t row = 0; row < rows; ++row) {
    for (std::size_t i = 0; i < features; ++i) {
      const std::size_t block = row / Trees::kBlock * features;
      blocks[(block + i) * Trees::kBlock + row % Trees::kBlock] = values[row * features + i];
    }
  }
  return blocks;
}

class TreesTest : public testing::TestWithParam<const char*> {};

TEST_P(TreesTest, RowsTogetherScoreAsRowsAlone) {
  std::string_view model = Model(GetParam());
  std::mt19937 random(7);
  for (int round = 0; round < 2; ++round) {
    const Trees trees = Trees::Read(model);
    ASSERT_FALSE(trees.empty());
    for (const std::size_t rows :
         {0u, 1u, 2u, 7u, 8u, 9u, 15u, 17u, 31u, 63u, 64u, 65u, 80u, 130u}) {
      const std::vector<float> values = RandomRows(rows * trees.features(), random);
      std::vector<float> together(rows);
      trees.Score(InBlocks(values, trees.features()), together);
      for (std::size_t row = 0; row < rows; ++row) {
        float alone = 0;
        const std::span one = std::span(values).subspan(row * trees.features(), trees.features());
        trees.Score(InBlocks(one, trees.features()), std::span(&alone, 1));
        EXPECT_EQ(together[row], alone) << "row " << row << " of " << rows;
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Models, TreesTest,
                         testing::Values("content_html.trees", "content_text.trees"));

}  // namespace
}  // namespace warraq

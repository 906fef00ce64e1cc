#include "plugin/label/vocabulary.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <string_view>
#include <vector>

namespace warraq {
namespace {

class VocabularyTest : public testing::Test {
 protected:
  Vocabulary Of(const std::vector<std::string_view>& lines) {
    LongWords words;
    std::vector<std::size_t> rows;
    for (const std::string_view line : lines) {
      ShapeOf(line, words);
      if (!line.empty()) rows.push_back(words.end.size() - 1);
    }
    return Vocabulary(words, rows);
  }
};

TEST_F(VocabularyTest, WordsAreSharedWithOtherRowsByTheirMass) {
  const Vocabulary vocabulary =
      Of({"The harbour master closed the harbour", "", "Harbour closed", "A new recipe", "of it"});
  const std::vector<float> all = vocabulary.Shared(std::vector<float>{1, 1, 1, 1});
  ASSERT_EQ(all.size(), 4u);
  EXPECT_FLOAT_EQ(all[0], 2.0F / 3);  // harbour and closed, not master
  EXPECT_FLOAT_EQ(all[1], 1);
  EXPECT_FLOAT_EQ(all[2], 0);
  EXPECT_FLOAT_EQ(all[3], -1);  // no long word
  const std::vector<float> half = vocabulary.Shared(std::vector<float>{0.5F, 0, 0, 0});
  EXPECT_FLOAT_EQ(half[0], 0);  // itself does not count
  EXPECT_FLOAT_EQ(half[1], 0.5F);
}

TEST_F(VocabularyTest, ARowIsComparedWithOne) {
  const std::vector<float> shared =
      Of({"Harbour closed", "The harbour master", "Another story"}).SharedWith(0);
  EXPECT_EQ(shared, (std::vector<float>{1, 0.5F, 0}));
}

}  // namespace
}  // namespace warraq

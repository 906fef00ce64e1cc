// Runs of words tell the same wording, whatever stands between the words.

#include "plugin/text/word_runs.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>
#include <vector>

namespace warraq {
namespace {

std::vector<std::uint64_t> Runs(std::string_view text) {
  std::vector<std::uint64_t> runs;
  AppendWordRuns(text, runs);
  return runs;
}

TEST(WordRunsTest, OnlyWordsCount) {
  EXPECT_EQ(Runs("One, two - THREE"), Runs("one two three"));
  EXPECT_EQ(Runs("<p>one two</p>&nbsp;three"), Runs("one two three"));
  EXPECT_NE(Runs("one two three"), Runs("one three two"));
  EXPECT_NE(Runs("on etwo three"), Runs("one two three"));
}

TEST(WordRunsTest, ARunForEachThirdWord) {
  EXPECT_TRUE(Runs("").empty());
  EXPECT_TRUE(Runs("one two").empty());
  EXPECT_EQ(Runs("one two three four").size(), 2U);
  EXPECT_EQ(Runs("新しい灯台").size(), 3U);
}

TEST(WordRunsTest, BracketsAloneAreNoTags) {
  EXPECT_EQ(Runs("a < b & c d").size(), 2U);
  EXPECT_EQ(Runs("one & two three"), Runs("one two three"));
}

}  // namespace
}  // namespace warraq

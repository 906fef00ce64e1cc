// Lines put aside on disk are found again, whatever their length and the order of asking.

#include "plugin/batch/line_store.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "plugin/batch/output_file.h"

namespace warraq {
namespace {

TEST(LineStoreTest, EachLineIsFoundInAnyOrder) {
  std::mt19937 random(7);
  LineStore store(TemporaryFolder());
  std::vector<std::pair<std::uint64_t, std::string>> lines;
  for (int i = 0; i < 3000; ++i) {
    // Empty ones, some as long as a block, a few of many blocks.
    const std::size_t length = i % 500 == 499 ? 1000000 : i % 50 == 49 ? 65536 : random() % 300;
    std::string line = i % 7 == 0 ? "" : std::to_string(i);
    while (line.size() < length && i % 7 != 0) {
      line.push_back(static_cast<char>('a' + random() % 26));
    }
    const Result<std::uint64_t> place = store.Add(line);
    ASSERT_TRUE(place.ok());
    if (!lines.empty()) {
      EXPECT_LT(lines.back().first, place.value());
    }
    lines.emplace_back(place.value(), line);
  }
  for (int turn = 0; turn < 2; ++turn) {
    for (const auto& [place, line] : lines) {
      const Result<std::string> again = store.At(place);
      ASSERT_TRUE(again.ok());
      ASSERT_EQ(again.value(), line);
    }
    std::ranges::shuffle(lines, random);
  }
}

TEST(LineStoreTest, AFolderThatIsNoneIsToldOf) {
  LineStore store("/nowhere");
  const std::string line(100000, 'x');
  EXPECT_TRUE(store.Add(line).ok());  // nothing is on disk yet
  const Result<std::uint64_t> second = store.Add(line);
  ASSERT_FALSE(second.ok());
  EXPECT_NE(second.error().what.find("/nowhere"), std::string::npos);
}

}  // namespace
}  // namespace warraq

// Lines that say the same, found by a table of hashes.

#include "plugin/label/alike.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <random>
#include <vector>

namespace warraq {
namespace {

std::vector<Shape> ShapesOf(const std::vector<std::uint64_t>& keys) {
  std::vector<Shape> shapes(keys.size());
  for (std::size_t i = 0; i < keys.size(); ++i) shapes[i].key = keys[i];
  return shapes;
}

TEST(AlikeTest, TheFirstOfEachKeyAsATreeFindsThem) {
  std::mt19937_64 random(1);
  for (const std::size_t lines : {0u, 1u, 7u, 8u, 9u, 1000u}) {
    std::vector<std::uint64_t> keys;
    for (std::size_t i = 0; i < lines; ++i) keys.push_back(random() % (lines / 2 + 1) << 40);
    std::map<std::uint64_t, std::uint32_t> first;
    std::vector<std::uint32_t> expected;
    for (std::uint32_t i = 0; i < lines; ++i)
      expected.push_back(first.emplace(keys[i], i).first->second);
    EXPECT_EQ(FirstsAlike(ShapesOf(keys)), expected) << lines;
  }
}

// Keys that a stranger chose so that parts of them are the same, which a table that looks at no
// more than those parts would search for longer than a test may run.
TEST(AlikeTest, NoLowHighOrMiddlePartOfTheKeysHasToDiffer) {
  constexpr std::uint64_t kLines = 1u << 19;
  for (const unsigned shift : {0u, 12u, 22u, 32u, 44u}) {
    std::vector<std::uint64_t> keys;
    for (std::uint64_t i = 0; i < kLines; ++i) keys.push_back(i << shift | (shift == 0 ? 0 : 1));
    const std::vector<std::uint32_t> firsts = FirstsAlike(ShapesOf(keys));
    for (std::uint32_t i = 0; i < kLines; ++i) ASSERT_EQ(firsts[i], i) << shift;
  }
}

}  // namespace
}  // namespace warraq

// The bands of near duplicates, on disk, against a map in memory.

#include "plugin/batch/band_table.h"

#include <gtest/gtest.h>

#include <map>
#include <random>
#include <vector>

#include "plugin/batch/output_file.h"

namespace warraq {
namespace {

// Of the multiplier by which keys are mixed: chooses where they stand.
constexpr std::uint64_t kInverse = 0xF1DE83E19937733D;
static_assert(kInverse * 0x9E3779B97F4A7C15 == 1);

class Oracle {
 public:
  void Add(std::uint64_t key, std::uint64_t number) {
    std::vector<std::uint64_t>& of_key = numbers_[key];
    if (of_key.size() < BandTable::kMostOfKey) of_key.push_back(number);
  }
  std::vector<std::uint64_t> Find(std::uint64_t key) const {
    const auto found = numbers_.find(key);
    return found == numbers_.end() ? std::vector<std::uint64_t>() : found->second;
  }
  const std::map<std::uint64_t, std::vector<std::uint64_t>>& all() const { return numbers_; }

 private:
  std::map<std::uint64_t, std::vector<std::uint64_t>> numbers_;
};

// Through several growths; some keys come often, and fifty have one place.
TEST(BandTableTest, FindsWhatAMapFinds) {
  std::mt19937_64 random(7);
  BandTable table(TemporaryFolder());
  Oracle oracle;
  for (std::uint64_t number = 0; number < 60'000; ++number) {
    std::uint64_t key = random();
    if (number % 3 == 1) key = number % 300;
    if (number % 3 == 2) key = number / 150 + number % 150 * kInverse;
    ASSERT_TRUE(table.Add(key, number).ok());
    oracle.Add(key, number);
    if (number % 7 != 0) continue;
    std::vector<std::uint64_t> found;
    ASSERT_TRUE(table.Find(key, found).ok());
    EXPECT_EQ(found, oracle.Find(key));
  }
  for (const auto& [key, numbers] : oracle.all()) {
    std::vector<std::uint64_t> found;
    ASSERT_TRUE(table.Find(key, found).ok());
    ASSERT_EQ(found, numbers) << key;
  }
  for (int i = 0; i < 1000; ++i) {
    const std::uint64_t key = random();
    std::vector<std::uint64_t> found;
    ASSERT_TRUE(table.Find(key, found).ok());
    EXPECT_EQ(found, oracle.Find(key));
  }
}

// Whoever knows the table can make keys that all belong to one place: some of them are not kept,
// which costs bounded work, and others are.
TEST(BandTableTest, KeysOfOnePlaceAreCutOff) {
  std::mt19937_64 random(11);
  BandTable table(TemporaryFolder());
  for (std::uint64_t number = 0; number < 30'000; ++number) {
    ASSERT_TRUE(table.Add((number << 8) * kInverse, number).ok());
  }
  std::vector<std::uint64_t> found;
  ASSERT_TRUE(table.Find(0, found).ok());
  EXPECT_EQ(found, std::vector<std::uint64_t>{0});
  for (std::uint64_t number = 0; number < 1000; ++number) {
    const std::uint64_t key = (random() | std::uint64_t{1} << 63) * kInverse;
    ASSERT_TRUE(table.Add(key, number).ok());
    found.clear();
    ASSERT_TRUE(table.Find(key, found).ok());
    EXPECT_EQ(found, std::vector<std::uint64_t>{number});
  }
}

TEST(BandTableTest, SaysWhereItCannotBe) {
  BandTable table("/nowhere");
  const Result<bool> added = table.Add(1, 1);
  ASSERT_FALSE(added.ok());
  EXPECT_TRUE(added.error().what.starts_with("/nowhere: ")) << added.error().what;
}

}  // namespace
}  // namespace warraq

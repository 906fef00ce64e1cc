// Runs on a clock of our own: what is told of their end, and when.

#include "plugin/host/time_left.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

namespace warraq {
namespace {

constexpr std::uint64_t kAll = 1'000'000;

TEST(TimeLeft, IsToldOnceThereWasSomeWork) {
  TimeLeft left(kAll);
  for (int second = 1; second < 10; ++second) {
    left.Take(static_cast<std::uint64_t>(second) * 1000, second, false);
    EXPECT_FALSE(left.Left()) << second;
  }
  left.Take(10'000, 10, false);
  ASSERT_TRUE(left.Left());
  EXPECT_NEAR(*left.Left(), 990, 1);
}

TEST(TimeLeft, IsNotToldOfPipesNorAtTheEnd) {
  TimeLeft pipe(std::nullopt);
  pipe.Take(kAll / 2, 100, false);
  EXPECT_FALSE(pipe.Left());
  TimeLeft whole(kAll);
  whole.Take(kAll / 2, 100, false);
  EXPECT_TRUE(whole.Left());
  whole.Take(kAll, 200, false);
  EXPECT_FALSE(whole.Left());
  TimeLeft empty(0);
  empty.Take(0, 100, false);
  EXPECT_FALSE(empty.Left());
}

TEST(TimeLeft, HasToWaitWhereLittleOfMuchIsDone) {
  TimeLeft left(kAll);
  left.Take(10, 12, false);  // a hundred thousandth: a first picture among web pages
  EXPECT_FALSE(left.Left());
  left.Take(20, 61, false);
  EXPECT_TRUE(left.Left());
}

TEST(TimeLeft, DoesNotCountWhatWasDoneBefore) {
  TimeLeft left(kAll);
  for (int step = 1; step <= 50; ++step) {  // half of it goes by in five seconds
    left.Take(kAll / 100 * static_cast<std::uint64_t>(step), step * 0.1, true);
  }
  EXPECT_FALSE(left.Left());
  for (int second = 1; second <= 20; ++second) {
    left.Take(kAll / 2 + static_cast<std::uint64_t>(second) * 1000, 5 + second, false);
  }
  ASSERT_TRUE(left.Left());
  EXPECT_NEAR(*left.Left(), 480, 1);
  left.Take(kAll / 2 + 300'000, 26, true);  // and more of it in the middle
  ASSERT_TRUE(left.Left());
  EXPECT_NEAR(*left.Left(), 200, 1);
}

TEST(TimeLeft, FollowsTheSpeedOfTheLastMinutes) {
  TimeLeft left(kAll);
  std::uint64_t bytes = 0;
  double seconds = 0;
  const auto work = [&](double for_seconds, std::uint64_t a_second) {
    for (double second = 0; second < for_seconds; ++second) {
      left.Take(bytes += a_second, ++seconds, false);
    }
  };
  work(100, 4000);
  EXPECT_NEAR(*left.Left(), 150, 1);
  work(600, 400);  // ten minutes of scans
  EXPECT_NEAR(*left.Left(), 360'000 / 400.0, 120);
}

// Sources end in bursts, since they are taken in their order: what is told stays near the truth.
TEST(TimeLeft, IsSmooth) {
  std::mt19937 random(7);
  TimeLeft left(kAll);
  std::uint64_t bytes = 0;
  double seconds = 0;
  double before = 0;
  while (bytes < kAll / 2) {
    seconds += 0.2 + static_cast<double>(random() % 40) / 10;  // 2.15 on the average
    bytes += random() % 2000;                                  // 1000
    left.Take(bytes, seconds, false);
    if (seconds < 300) continue;
    const double told = *left.Left();
    const double real = static_cast<double>(kAll - bytes) * 2.15 / 1000;
    EXPECT_NEAR(told / real, 1, 0.5) << seconds;
    if (before > 0) {
      EXPECT_NEAR(told / before, 1, 0.1) << seconds;
    }
    before = told;
  }
}

TEST(TimeLeft, NeverRunsBackwards) {
  TimeLeft left(kAll);
  left.Take(kAll / 2, 50, false);
  left.Take(kAll / 4, 40, false);  // a zip is read from its end
  EXPECT_EQ(left.bytes(), kAll / 2);
  left.Take(3 * kAll, 60, false);  // a file that grows
  EXPECT_EQ(left.bytes(), kAll);
  EXPECT_FALSE(left.Left());
}

TEST(TimeLeft, IsSaidInRoundWords) {
  EXPECT_EQ(WordsOfTimeLeft(0.1), "about 5 s left");
  EXPECT_EQ(WordsOfTimeLeft(41), "about 40 s left");
  EXPECT_EQ(WordsOfTimeLeft(91), "about 2 min left");
  EXPECT_EQ(WordsOfTimeLeft(3599), "about 60 min left");
  EXPECT_EQ(WordsOfTimeLeft(5400), "about 1 h 30 min left");
  EXPECT_EQ(WordsOfTimeLeft(7300), "about 2 h left");
  EXPECT_EQ(WordsOfTimeLeft(200'000), "about 2 days left");
  EXPECT_EQ(WordsOfTimeLeft(INFINITY), "about 1000 days left");
}

}  // namespace
}  // namespace warraq

// Signatures, what counts as the same words, and which records are found to repeat others.

#include "plugin/batch/near_duplicates.h"

#include <gtest/gtest.h>

#include <cmath>
#include <random>

#include "plugin/text/utf8.h"

namespace warraq {
namespace {

std::vector<std::uint32_t> RandomHashes(std::size_t count, unsigned seed) {
  std::mt19937 random(seed);
  std::vector<std::uint32_t> hashes(count);
  for (std::uint32_t& hash : hashes) hash = static_cast<std::uint32_t>(random());
  return hashes;
}

TEST(MinHashTest, WideAgreesWithSlow) {
  for (const std::size_t count : {0, 1, 2, 17, 1000}) {
    const auto hashes = RandomHashes(count, static_cast<unsigned>(count));
    EXPECT_EQ(MinHashOf(hashes), MinHashSlowly(hashes)) << count;
  }
}

// The share of agreeing places is that of the common members: within three deviations of the mean
// of 64 pairs of 112 places.
TEST(MinHashTest, EstimatesTheCommonShare) {
  for (const double share : {0.1, 0.3, 0.5, 0.8, 0.95}) {
    double agreeing = 0;
    for (unsigned seed = 0; seed < 64; ++seed) {
      auto a = RandomHashes(1000, seed * 2 + 1000);
      auto b = RandomHashes(1000, seed * 2 + 1001);
      // Of two sets of n with c in common c / (2n - c) is common.
      const auto common = static_cast<std::size_t>(2000 * share / (1 + share));
      for (std::size_t i = 0; i < common; ++i) b[i] = a[i];
      const MinHash left = MinHashOf(a);
      const MinHash right = MinHashOf(b);
      for (std::size_t i = 0; i < kPermutations; ++i) agreeing += left[i] == right[i];
    }
    const double places = 64.0 * kPermutations;
    EXPECT_NEAR(agreeing / places, share, 3 * std::sqrt(share * (1 - share) / places) + 0.002);
  }
}

Shingles ShinglesOf(std::string_view text) {
  Shingles shingles;
  shingles.Add(text);
  return shingles;
}

TEST(ShinglesTest, OneRunForFiveWords) {
  EXPECT_EQ(ShinglesOf("one two three four").runs.size(), 0u);
  EXPECT_EQ(ShinglesOf("one two three four five").runs.size(), 1u);
  EXPECT_EQ(ShinglesOf("one, two; three -- four: five (six)").runs.size(), 2u);
  EXPECT_EQ(ShinglesOf("東京都知事は").runs.size(), 2u);  // each sign is a word
  EXPECT_EQ(ShinglesOf("").runs.size(), 0u);
}

TEST(ShinglesTest, RunsDependOnTheirOwnWordsAlone) {
  const auto alone = ShinglesOf("two three four five six").runs;
  const auto behind = ShinglesOf("zero one two three four five six").runs;
  ASSERT_EQ(behind.size(), 3u);
  EXPECT_EQ(behind.back(), alone.front());
}

TEST(ShinglesTest, WhatEditionsMixIsTheSame) {
  const std::pair<const char*, const char*> kSame[] = {
      {"The Prime Minister said on Monday", "THE prime minister SAID, on monday"},
      {"قال رئيسُ الوزراءِ اليومَ إنّ الحكومة", "قال رئيس الوزراء اليوم ان الحكومه"},
      {"قـــال رئيس الوزراء اليوم في", "قال رئيس الوزراء اليوم فى"},
      {"می‌خواهد که این کار انجام شود", "میخواهد که این كار انجام شود"},
      {"في عام ٢٠٢٤ قال الرئيس إنه", "في عام 2024 قال الرئيس إنه"},
      {"ещё один день в этом городе", "еще один день в этом городе"},
  };
  for (const auto& [a, b] : kSame) EXPECT_EQ(ShinglesOf(a).runs, ShinglesOf(b).runs) << a;
}

TEST(ShinglesTest, RoughWordsSurviveDots) {
  EXPECT_EQ(ShinglesOf("الحكومة تبحث").rough, ShinglesOf("الجكومة تنجث").rough);
  EXPECT_EQ(ShinglesOf("Minister of Finance").rough, ShinglesOf("Mlnister af Finauoe").rough);
  EXPECT_NE(ShinglesOf("government").rough, ShinglesOf("parliament").rough);
}

// A text of `words` words drawn from a vocabulary in a way that repeats as languages do.
std::string TextOf(unsigned seed, std::size_t words, bool arabic) {
  static const char32_t kArabic[] = U"ابتجحدرسشصطعفقكلمنهوي";
  std::mt19937 random(seed);
  std::mt19937 letters(7);  // one vocabulary for all texts
  std::vector<std::string> vocabulary(5000);
  for (std::string& word : vocabulary) {
    const std::size_t length = 2 + letters() % 8;
    for (std::size_t i = 0; i < length; ++i) {
      AppendUtf8(word,
                 arabic ? kArabic[letters() % 20] : static_cast<char32_t>(U'a' + letters() % 26));
    }
  }
  std::string text;
  for (std::size_t i = 0; i < words; ++i) {
    // Rank r about as often as 1 / r (Zipf).
    const double place = static_cast<double>(random()) / 4294967296.0;
    text += vocabulary[static_cast<std::size_t>(std::pow(5000.0, place)) - 1] + ' ';
  }
  return text;
}

// As recognition misreads it: one letter of `one_in` is another, sometimes none or two.
std::string Misread(const std::string& text, unsigned seed, unsigned one_in) {
  std::mt19937 random(seed);
  std::string read;
  for (std::size_t at = 0; at < text.size();) {
    const char32_t value = NextCodePoint(text, at);
    if (value == ' ' || random() % one_in != 0) {
      AppendUtf8(read, value);
      continue;
    }
    const char32_t other = value < 0x80 ? static_cast<char32_t>(U'a' + random() % 26)
                                        : static_cast<char32_t>(U'ب' + random() % 30);
    switch (random() % 4) {
      case 0:
        break;
      case 1:
        AppendUtf8(read, value);
        [[fallthrough]];
      default:
        AppendUtf8(read, other);
    }
  }
  return read;
}

struct Index {
  Index() { EXPECT_TRUE(database.Open("", "").ok()); }
  std::string Ask(const std::string& text, const std::string& id, bool ink = false) {
    TextSketch sketch = SketchOf(text, ink);
    sketch.id = id;
    return near.FindOrAdd(sketch);
  }
  Database database;
  NearIndex near{database};
};

TEST(NearIndexTest, FindsReprints) {
  Index index;
  int found = 0;
  for (unsigned i = 0; i < 200; ++i) {
    const std::string text = TextOf(i, 300, i % 2 == 1);
    EXPECT_EQ(index.Ask(text, std::to_string(i)), "");
    // A paper that adds its own first sentence and last one.
    const std::string reprint = TextOf(i + 1000, 12, false) + text + TextOf(i + 2000, 12, true);
    found += index.Ask(reprint, "r" + std::to_string(i)) == std::to_string(i);
  }
  EXPECT_GE(found, 195);
}

TEST(NearIndexTest, UnlikeTextsAreNone) {
  Index index;
  for (unsigned i = 0; i < 1000; ++i) {
    EXPECT_EQ(index.Ask(TextOf(i, 200, i % 2 == 1), std::to_string(i), i % 3 == 0), "") << i;
  }
}

// Two scans of one text: each of them with 3 letters of 100 wrong.
TEST(NearIndexTest, TwoScansOfOneTextMeet) {
  Index index;
  int found = 0;
  for (unsigned i = 0; i < 200; ++i) {
    const std::string text = TextOf(i, 300, i % 2 == 1);
    index.Ask(Misread(text, i + 1, 33), std::to_string(i), true);
    found += index.Ask(Misread(text, i + 5000, 33), "again", true) == std::to_string(i);
  }
  EXPECT_GE(found, 190);
}

TEST(NearIndexTest, AScanAndItsPageMeet) {
  Index index;
  int found = 0;
  for (unsigned i = 0; i < 200; ++i) {
    const std::string text = TextOf(i, 300, i % 2 == 1);
    index.Ask(text, std::to_string(i));
    found += index.Ask(Misread(text, i + 5000, 20), "scan", true) == std::to_string(i);
  }
  EXPECT_GE(found, 190);
}

TEST(NearIndexTest, TheFirstIsRepeated) {
  Index index;
  const std::string text = TextOf(1, 300, false);
  EXPECT_EQ(index.Ask(text, "a"), "");
  EXPECT_EQ(index.Ask(text, "b"), "a");
  EXPECT_EQ(index.Ask(text, "c"), "a");
}

TEST(NearIndexTest, ShortTextsTellNothing) {
  Index index;
  EXPECT_EQ(index.Ask("Please enable JavaScript", "a"), "");
  EXPECT_EQ(index.Ask("Please enable JavaScript", "b"), "");
}

TEST(NearDuplicatesTest, AMarkComesAndGoes) {
  const std::string line = R"({"id":"0123456789abcdef0123456789abcdef","text":"x"})";
  const std::string marked = WithDuplicateOf(line + "\n", "fedcba9876543210fedcba9876543210");
  EXPECT_EQ(marked, R"({"id":"0123456789abcdef0123456789abcdef","text":"x",)"
                    R"("duplicate_of":"fedcba9876543210fedcba9876543210"})"
                    "\n");
  EXPECT_EQ(WithoutDuplicateOf(std::string_view(marked).substr(0, marked.size() - 1)), line);
  EXPECT_EQ(WithoutDuplicateOf(line), line);
  EXPECT_EQ(WithoutDuplicateOf("{}"), "{}");
}

}  // namespace
}  // namespace warraq

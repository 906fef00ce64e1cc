// A text of so many damaged words that not all can be remembered: what the repair leaves alone in
// the first run it leaves alone in the second.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdint>
#include <random>
#include <set>
#include <string>
#include <string_view>

#include "plugin/repair/repair.h"

namespace warraq {
namespace {

constexpr std::string_view kLost = "\uFFFD";

struct Words {
  std::string damaged;
  std::string whole;
};

// `count` words of `length` letters, up to `most` of them with a mark, which were lost.
Words MakeWords(std::size_t count, std::size_t length, std::size_t most) {
  std::mt19937 random(7);
  Words words;
  std::set<std::string> known;
  while (known.size() < count) {
    std::string damaged;
    std::string whole;
    std::size_t marks = 1 + random() % most;
    for (std::size_t i = 0; i < length; ++i) {
      const bool marked = marks > 0 && i > 0 && random() % (length - i) < marks;
      marks -= marked;
      const std::string letter(1, static_cast<char>('a' + random() % 26));
      damaged += marked ? kLost : letter;
      whole += marked ? "\u00E9" : letter;
    }
    if (damaged == whole || !known.insert(whole).second) continue;
    words.damaged += damaged + ' ';
    words.whole += whole + ' ';
  }
  return words;
}

const Repair& LostLetters() {
  return **std::ranges::find_if(Repairs(), [](const Repair* repair) {
    return std::string_view(repair->name) == "lost-letters";
  });
}

TEST(LostLetters, ComeBackInOneRun) {
  const Words words = MakeWords(6000, 9, 1);
  std::uint32_t count = 0;
  const Text once = LostLetters().apply(Text::Verbatim(words.damaged + '\n' + words.whole), count);
  EXPECT_EQ(count, 6000u);
  EXPECT_EQ(once.bytes(), words.whole + '\n' + words.whole);
}

TEST(LostLetters, ASecondRunChangesNothing) {
  for (const std::size_t most : {2u, 3u}) {
    const Words words = MakeWords(6000, 14, most);
    std::uint32_t count = 0;
    const Text text = Text::Verbatim(words.damaged + '\n' + words.whole);
    const Text once = LostLetters().apply(text, count);
    std::uint32_t again = 0;
    LostLetters().apply(count > 0 ? once : text, again);
    EXPECT_EQ(again, 0u) << most;
  }
}

}  // namespace
}  // namespace warraq

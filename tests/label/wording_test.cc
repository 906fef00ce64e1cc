#include "plugin/label/wording.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string_view>
#include <vector>

#include "plugin/label/shape.h"

namespace warraq {
namespace {

TEST(WordingTest, AWordAPairAndTheEndsOfALineEachHaveTheirWeight) {
  const Wording wording =
      Wording::Read("# explained\n-20\tcookies\n-5\tread more\n7\t^ the\n-9\tmehr $\n12\tсказал\n");
  const auto sum = [&](std::string_view line) {
    std::vector<std::uint64_t> words;
    AppendWords(line, words);
    return wording.SumOf(words);
  };
  EXPECT_EQ(sum("We use Cookies, and cookies."), -40);
  EXPECT_EQ(sum("Read more: the end"), -5);
  EXPECT_EQ(sum("The end"), 7);
  EXPECT_EQ(sum("Lesen Sie mehr »"), -9);
  EXPECT_EQ(sum("mehr Licht"), 0);
  EXPECT_EQ(sum("Он СКАЗАЛ"), 12);
  EXPECT_EQ(sum("..."), 0);
}

TEST(WordingTest, AShapeHasTheSumOfItsWords) {
  for (const std::string_view line :
       {"Subscribe to our newsletter", "He said on Tuesday that the talks had failed.",
        "Lesen Sie auch: Der Hafen", "«Поделиться»", "", "- -"}) {
    std::vector<std::uint64_t> words;
    AppendWords(line, words);
    EXPECT_EQ(ShapeOf(line).wording, Wording::Get().SumOf(words)) << line;
  }
  EXPECT_LT(ShapeOf("Subscribe to our newsletter").wording, 0);
}

}  // namespace
}  // namespace warraq

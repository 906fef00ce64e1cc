// Sixteen places at once against the library's search.

#include "plugin/text/search.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>

namespace warraq {
namespace {

TEST(SearchTest, FindsWhatTheLibraryFinds) {
  std::mt19937 random(5);
  for (int round = 0; round < 4000; ++round) {
    std::string text;
    for (std::size_t i = random() % 90; i > 0; --i) text.push_back("ab c"[random() % 4]);
    std::string what;
    for (std::size_t i = random() % 5 + 1; i > 0; --i) what.push_back("ab c"[random() % 4]);
    const std::size_t from = random() % 100;
    ASSERT_EQ(FindBytes(text, what, from), text.find(what, from)) << text << " / " << what;
    ASSERT_EQ(FindLastByte(text, 'c'), text.rfind('c')) << text;
  }
  EXPECT_EQ(FindBytes("", "a"), std::string_view::npos);
  EXPECT_EQ(FindLastByte("", 'a'), std::string_view::npos);
}

}  // namespace
}  // namespace warraq

// Which addresses are pages of one text.

#include "plugin/article/page_address.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <string_view>

namespace warraq {
namespace {

struct AddressCase {
  std::string_view address, stem;
  int number;  // 0: this is no page of the stem
};
void PrintTo(const AddressCase& one, std::ostream* out) { *out << one.address; }

class PageAddressTest : public testing::TestWithParam<AddressCase> {};

TEST_P(PageAddressTest, IsAPageOfItsStem) {
  const AddressCase& one = GetParam();
  int number = 0;
  for (const PageAddress& address : PageAddressesOf(one.address)) {
    if (number == 0 && address.stem == one.stem) number = address.number;
  }
  EXPECT_EQ(number, one.number);
}

INSTANTIATE_TEST_SUITE_P(
    Addresses, PageAddressTest,
    testing::Values(
        AddressCase{"https://a.example/story", "https://a.example/story", 1},
        AddressCase{"https://a.example/story/", "https://a.example/story", 1},
        AddressCase{"https://a.example/story/2/", "https://a.example/story", 2},
        AddressCase{"https://a.example/story/page/3", "https://a.example/story", 3},
        AddressCase{"https://a.example/story/seite-2", "https://a.example/story", 2},
        AddressCase{"https://a.example/story?page=2", "https://a.example/story", 2},
        AddressCase{"https://a.example/story?page=1000", "https://a.example/story", 1000},
        AddressCase{"https://a.example/?p=1000", "https://a.example?p=1000", 1},
        AddressCase{"https://a.example/s?id=7&p=2#top", "https://a.example/s?id=7", 2},
        AddressCase{"story-2.html", "story.html", 2},
        AddressCase{"story_12.html", "story.html", 12},
        AddressCase{"story,seite-2.html", "story.html", 2}, AddressCase{"story-page-2", "story", 2},
        AddressCase{"https://a.example/2025/05/14", "https://a.example/2025/05", 0},
        AddressCase{"https://a.example/trip-part-2.html", "https://a.example/trip-part.html", 0},
        AddressCase{"https://a.example/covid-19", "https://a.example/covid", 0},
        AddressCase{"https://a.example/story/2025", "https://a.example/story", 0}));

TEST(ResolveAddressTest, AsRfc3986SaysIt) {
  constexpr std::string_view kBase = "https://a.example/news/story.html?x=1";
  EXPECT_EQ(ResolveAddress(kBase, "https://b.example/2"), "https://b.example/2");
  EXPECT_EQ(ResolveAddress(kBase, "//b.example/2"), "https://b.example/2");
  EXPECT_EQ(ResolveAddress(kBase, "/story/2/"), "https://a.example/story/2/");
  EXPECT_EQ(ResolveAddress(kBase, "story-2.html"), "https://a.example/news/story-2.html");
  EXPECT_EQ(ResolveAddress(kBase, "./story-2.html"), "https://a.example/news/story-2.html");
  EXPECT_EQ(ResolveAddress(kBase, "../story-2.html"), "https://a.example/story-2.html");
  EXPECT_EQ(ResolveAddress(kBase, "?page=2"), "https://a.example/news/story.html?page=2");
  EXPECT_EQ(ResolveAddress("https://a.example", "story"), "https://a.example/story");
  EXPECT_EQ(ResolveAddress("story.html", "story-2.html"), "story-2.html");
}

}  // namespace
}  // namespace warraq

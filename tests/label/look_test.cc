// Sixteen bytes at once against one at a time.

#include "plugin/label/look.h"

#include <gtest/gtest.h>

#include <random>
#include <string>

namespace warraq {
namespace {

void ExpectSame(std::string_view text) {
  const Look wide = LookOf(text);
  const Look narrow = LookByByte(text);
  EXPECT_EQ(wide.upper, narrow.upper) << text;
  EXPECT_EQ(wide.lower, narrow.lower) << text;
  EXPECT_EQ(wide.marks, narrow.marks) << text;
  EXPECT_EQ(wide.address, narrow.address) << text;
}

TEST(Look, IsTheSameByteByByte) {
  std::mt19937 random(11);
  constexpr std::string_view kBytes = "hhttpwww.AZaz@$%&={_|[`\xD8\xA7 ";
  for (std::size_t size = 0; size < 200; ++size) {
    std::string text;
    while (text.size() < size) text.push_back(kBytes[random() % kBytes.size()]);
    ExpectSame(text);
  }
}

TEST(Look, CountsMoreThanAByteHolds) {
  ExpectSame(std::string(300 * 16, 'A') + std::string(5000, '|'));
}

TEST(Look, FindsAddressesWhereverTheyStand) {
  for (std::size_t at = 0; at < 40; ++at) {
    for (const std::string_view address : {"http", "www."}) {
      const std::string text = std::string(at, '-') + std::string(address) + "--";
      EXPECT_TRUE(LookOf(text).address) << text;
      EXPECT_FALSE(LookOf(text.substr(0, at + 3)).address) << text;
    }
  }
}

}  // namespace
}  // namespace warraq

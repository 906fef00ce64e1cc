// What a hyphen at the end of a line is, on evidence of the text around it.

#include "plugin/text/hyphens.h"

#include <gtest/gtest.h>

#include <string>

namespace warraq {
namespace {

TEST(HyphensTest, TheTextAroundDecides) {
  const struct {
    std::string text;  // the first line feed is the break
    LineHyphen expected;
  } kCases[] = {
      {"the govern-\nment said", LineHyphen::kOfBreak},
      {"a well-\nknown man, well-known here", LineHyphen::kOfWord},
      {"the govern-\nment, the government, a govern-ment", LineHyphen::kOfBreak},
      {"re-\nform; re-formed, reformed",
       LineHyphen::kOfBreak},  // parts of other words prove nothing
      {"газе-\nта", LineHyphen::kOfBreak},
      {"кое-\nкто, кое-кто", LineHyphen::kOfWord},
      {"north-\nSouth", LineHyphen::kNone},
      {"2024-\n25", LineHyphen::kNone},
      {"word -\nother", LineHyphen::kNone},
      {"-\nother", LineHyphen::kNone},
      {"word\nother", LineHyphen::kNone},
      {"word-\n", LineHyphen::kNone},
  };
  for (const auto& [text, expected] : kCases) {
    SCOPED_TRACE(text);
    const std::size_t feed = text.find('\n');
    EXPECT_EQ(HyphenAtLineEnd(text, feed - 1, feed + 1), expected);
  }
}

}  // namespace
}  // namespace warraq

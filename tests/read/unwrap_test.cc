// Dumps that were wrapped at a width, and words that the wrapping broke.

#include <gtest/gtest.h>

#include <string>

#include "plugin/read/read.h"

namespace warraq {
namespace {

std::string Unwrapped(const std::string& text) {
  Page page;
  page.text = Text::Verbatim(text);
  UnwrapLines(page);
  return std::string(page.text.bytes());
}

TEST(UnwrapTest, BrokenWordsAreJoinedOnEvidence) {
  EXPECT_EQ(Unwrapped("The ministry of works said on Monday that the govern-\n"
                      "ment would pay for the long-planned bridge and for a well-\n"
                      "known and well-known engineer who had drawn it in his\n"
                      "spare time, in the evenings, over more than eleven years\n"
                      "without telling anybody.\n"),
            "The ministry of works said on Monday that the government would pay for the "
            "long-planned bridge and for a well-known and well-known engineer who had drawn it in "
            "his spare time, in the evenings, over more than eleven years without telling "
            "anybody.\n");
}

// Signs are two columns wide, and no space parts them; a mark may not begin a line.
TEST(UnwrapTest, ChineseIsJoinedWithoutSpaces) {
  EXPECT_EQ(
      Unwrapped("位于县北部的一个小村庄十二日迎来了新的图书馆。\n"
                "居民们为这一天等待了两年，孩子们排起了长队，他\n"
                "们每人可以借走两本书，图书馆每周二闭馆，其余日\n"
                "子开放，管理员王女士说她喜欢听翻书的声音，不过\n"
                "村长不同意。\n"),
      "位于县北部的一个小村庄十二日迎来了新的图书馆。居民们为这一天等待了两年，孩子们排起了长队，"
      "他们每人可以借走两本书，图书馆每周二闭馆，其余日子开放，管理员王女士说她喜欢听翻书的声音，"
      "不过村长不同意。\n");
}

TEST(UnwrapTest, AParagraphALineIsLeftAlone) {
  const std::string text = "One paragraph that is short.\n\nAnother one with a dash -\nand more.\n";
  EXPECT_EQ(Unwrapped(text), text);
}

}  // namespace
}  // namespace warraq

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

TEST(UnwrapTest, AParagraphALineIsLeftAlone) {
  const std::string text = "One paragraph that is short.\n\nAnother one with a dash -\nand more.\n";
  EXPECT_EQ(Unwrapped(text), text);
}

}  // namespace
}  // namespace warraq

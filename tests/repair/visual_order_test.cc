// Lines of our own (samples/lines), reordered by ICU in every way of seen_lines.h, come back as
// they were; what is in order is left alone; and our inverse agrees with the forward algorithm.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/bidi.h"
#include "plugin/text/bidi_inverse.h"
#include "plugin/text/letter_order.h"
#include "plugin/text/normalize.h"
#include "plugin/text/utf8.h"
#include "tests/repair/seen_lines.h"
#include "tests/samples.h"

namespace warraq {
namespace {

std::vector<std::string> NaturalLines() {
  std::istringstream file(ReadWhole(WARRAQ_SOURCE_DIR "/samples/lines/right_to_left.tsv"));
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) {
    lines.push_back(Nfc(line.substr(line.find('\t') + 1)));
  }
  return lines;
}

std::string All(const std::string& input) {
  std::vector<RepairCount> counts;
  return std::string(RepairAll(Text::Verbatim(input), counts).bytes());
}

bool HasMarks(const std::string& line) {
  return line.find("\xD9\x8E") != std::string::npos || line.find("\xD9\x90") != std::string::npos ||
         line.find("\xD9\x91") != std::string::npos || line.find("\xD9\x8B") != std::string::npos;
}

TEST(VisualOrderTest, LinesComeBackAsTheyWere) {
  const std::vector<std::string> lines = NaturalLines();
  ASSERT_GE(lines.size(), 24u);
  for (const SeenAs& as : kSeenAs) {
    SCOPED_TRACE(as.name);
    std::string page;
    std::string expected;
    for (const std::string& line : lines) {
      // Where marks stand behind their letters and others are seen before, nobody can tell which.
      if (as.name == "marks kept" && HasMarks(line)) continue;
      EXPECT_EQ(All(Seen(line, as)), line);
      page += Seen(line, as) + "\n";
      expected += line + "\n";
    }
    EXPECT_EQ(All(page), expected);
  }
}

TEST(VisualOrderTest, LinesInOrderStay) {
  std::string page;
  for (const std::string& line : NaturalLines()) {
    EXPECT_EQ(All(line), line);
    EXPECT_GE(ScoreOrder(line).hundredths, 0) << line;
    page += line + "\n";
  }
  EXPECT_EQ(All(page), page);
}

// Random lines: whatever the inverse calls exact gives the line again, and nothing is lost.
TEST(VisualOrderTest, WhatIsExactIsReorderedToTheLine) {
  constexpr std::u32string_view kPieces =
      U"\u0627\u0628\u062C\u05D0\u05D1ab12\u0661\u0662\u06F3  .,-+%$()[]\u00AB\u00BB:/\u064E\u200C";
  std::mt19937 engine(9);
  int exact = 0;
  for (int round = 0; round < 20000; ++round) {
    std::u32string seen;
    for (std::size_t i = engine() % 14; i > 0; --i) seen += kPieces[engine() % kPieces.size()];
    const auto base = static_cast<BaseDirection>(engine() % 2);
    const ReadingOrder read = InvertVisualLine(seen, base);
    std::vector<std::uint32_t> sorted = read.order;
    std::ranges::sort(sorted);
    ASSERT_EQ(sorted.size(), seen.size());
    for (std::uint32_t i = 0; i < sorted.size(); ++i) ASSERT_EQ(sorted[i], i);
    const bool marks = seen.find_first_of(U"\u064E\u200C") != std::u32string::npos;
    if (!read.exact || marks) continue;  // marks stand with their letters, not in their places
    ++exact;
    std::u32string text;
    for (std::size_t i = 0; i < seen.size(); ++i) {
      const char32_t value = seen[read.order[i]];
      text += read.mirrored[i] ? Mirrored(value) : value;
    }
    const BidiLevels levels = ResolveLevels(text, base);
    const std::vector<std::uint32_t> order = VisualOrder(levels.of);
    const bool mirrors = std::ranges::find(read.mirrored, true) != read.mirrored.end();
    for (std::size_t i = 0; i < order.size(); ++i) {
      const bool turned = mirrors && (levels.of[order[i]] & 1) != 0;
      ASSERT_EQ(turned ? Mirrored(text[order[i]]) : text[order[i]], seen[i]) << round;
    }
  }
  EXPECT_GE(exact, 5000);
}

}  // namespace
}  // namespace warraq

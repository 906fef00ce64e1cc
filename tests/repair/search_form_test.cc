// The form that is searched: samples/search/search_form.tsv, and what holds for any text.

#include <gtest/gtest.h>

#include <algorithm>
#include <random>
#include <string>

#include "plugin/repair/repair.h"
#include "plugin/text/normalize.h"
#include "plugin/text/utf8.h"
#include "tests/samples.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

std::string SearchForm(const std::string& text) {
  std::vector<RepairCount> counts;
  return std::string(RunRepairs(SearchSteps(), Text::Verbatim(text), counts).bytes());
}

TEST(SearchFormTest, TheTableHolds) {
  const std::string table = ReadWhole(WARRAQ_SOURCE_DIR "/samples/search/search_form.tsv");
  std::size_t rows = 0;
  for (std::size_t begin = 0; begin < table.size();) {
    const std::size_t end = table.find('\n', begin);
    const std::string line = table.substr(begin, end - begin);
    begin = end + 1;
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#')) continue;
    ASSERT_NE(tab, std::string::npos) << line;
    EXPECT_EQ(SearchForm(line.substr(0, tab)), line.substr(tab + 1));
    ++rows;
  }
  EXPECT_GE(rows, 20u);
}

TEST(SearchFormTest, EveryStepIsInTheTableOfRules) {
  for (const Repair* step : SearchSteps()) {
    EXPECT_FALSE(step->summary.empty()) << step->name;
    const bool is_default = std::ranges::find(Repairs(), step) != Repairs().end();
    EXPECT_TRUE(is_default || !step->code_points.empty()) << step->name;
    EXPECT_EQ(is_default, !step->name.starts_with("search-")) << step->name;
  }
}

TEST(SearchFormTest, ASecondRunChangesNothing) {
  std::mt19937 engine(3);
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (std::size_t i = engine() % 12; i > 0; --i) {
      // Letters and marks of alphabets, and once in a while anything.
      auto value =
          static_cast<char32_t>(engine() % 8 == 0 ? engine() % 0x11000 : 0x20 + engine() % 0x800);
      if (value >= 0xD800 && value <= 0xDFFF) value = U'\u0640';
      AppendUtf8(text, value);
    }
    const std::string once = SearchForm(text);
    ASSERT_EQ(SearchForm(once), once) << testing::PrintToString(text);
    ASSERT_TRUE(IsNfc(once));
  }
}

// Explain ---------------------------------------------------------------------------------------

RepairedText Explained(const std::string& bytes, bool search_form) {
  Options options;
  options.explain = true;
  options.search_form = search_form;
  Result<RepairedText> repaired = RepairText(bytes, options);
  EXPECT_TRUE(repaired.ok());
  return std::move(repaired).value();
}

TEST(ExplainTest, EachChangeSaysWhatWhereAndHow) {
  const std::string text =
      "caf\xC3\xA9 &amp;amp; \xD0\x9Co\xD1\x81\xD0\xBA\xD0\xB2\xD0\xB0\r\nd\xC2\xAD-";
  const RepairedText repaired = Explained(text, false);
  struct Expected {
    std::string_view rule;
    Span from;
    std::string_view before, after;
  };
  const std::vector<Expected> expected = {{"entities", {6, 15}, "&amp;amp;", "&"},
                                          {"lookalikes", {18, 19}, "o", "\xD0\xBE"},
                                          {"line-ends", {27, 29}, "\r\n", "\n"},
                                          {"break-marks", {30, 32}, "\xC2\xAD", ""}};
  ASSERT_EQ(repaired.changes.size(), expected.size());
  for (std::size_t i = 0; i < expected.size(); ++i) {
    const RepairChange& change = repaired.changes[i];
    EXPECT_EQ(change.rule, expected[i].rule);
    ASSERT_EQ(change.from.size(), 1u);
    EXPECT_EQ(change.from[0], expected[i].from);
    EXPECT_EQ(change.at, expected[i].from.begin);
    EXPECT_EQ(change.before, expected[i].before);
    EXPECT_EQ(change.after, expected[i].after);
  }
}

// What a legacy encoding's bytes were is told in bytes of the source; decoding is no repair.
TEST(ExplainTest, OffsetsAreTheSourcesOwn) {
  const RepairedText repaired =
      Explained("\xCC\xEE\xF1\xEA\xE2\xE0, \xCC\xEE\xF1\xEA\xE2\xE0\r\n\xE8", false);
  EXPECT_EQ(repaired.encoding, "windows-1251");
  ASSERT_EQ(repaired.changes.size(), 1u);
  EXPECT_EQ(repaired.changes[0].from, std::vector<Span>({{14, 16}}));
}

// For every sample: changes are in order, inside the source, say something, and every rule that
// counts something explains it.
TEST(ExplainTest, EverySampleIsExplained) {
  std::size_t changes = 0;
  for (const std::string& path : SamplePaths("dumps", ".txt")) {
    SCOPED_TRACE(path);
    const std::string source = ReadWhole(path);
    const RepairedText repaired = Explained(source, true);
    std::uint32_t last = 0;
    std::vector<std::string_view> rules;
    for (const RepairChange& change : repaired.changes) {
      EXPECT_GE(change.at, last);
      last = change.at;
      EXPECT_NE(change.before, change.after);
      for (const Span& span : change.from) EXPECT_LE(span.end, source.size());
      rules.push_back(change.rule);
      ++changes;
    }
    for (const RepairCount& count : repaired.repairs) {
      EXPECT_NE(std::ranges::count(rules, count.rule), 0) << count.rule;
    }
    const Result<RepairedText> quiet = RepairText(source, {});
    ASSERT_TRUE(quiet.ok());
    EXPECT_TRUE(quiet.value().changes.empty());
  }
  EXPECT_GE(changes, 100u);
}

}  // namespace
}  // namespace warraq

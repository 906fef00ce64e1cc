// Every repair against its table in samples/repair: each row by itself, again, and in the whole
// run.
// A table's name is the repair's in list.inc. Its rows: input, tab, what becomes of it; \n \r \t \f
// \\ \xHH (a byte) and \u{HEX} (a code point) are understood; a line that begins with # explains.

#include "plugin/repair/repair.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/text/utf8.h"
#include "tests/samples.h"

namespace warraq {
namespace {

constexpr std::string_view kNames[] = {
#define WARRAQ_REPAIR(name) #name,
#include "plugin/repair/list.inc"
#undef WARRAQ_REPAIR
};

// Nothing where an escape is not understood.
std::string Unescape(std::string_view row, bool& good) {
  std::string text;
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (row[i] != '\\') {
      text.push_back(row[i]);
      continue;
    }
    const char kind = ++i < row.size() ? row[i] : '?';
    const std::string_view rest = row.substr(std::min(i + 1, row.size()));
    const std::size_t plain = std::string_view("nrtf\\").find(kind);
    if (plain != std::string_view::npos) {
      text.push_back("\n\r\t\f\\"[plain]);
    } else if (kind == 'x' && rest.size() >= 2) {
      text.push_back(
          static_cast<char>(std::strtoul(std::string(rest.substr(0, 2)).c_str(), nullptr, 16)));
      i += 2;
    } else if (kind == 'u' && rest.starts_with('{') && rest.find('}') != std::string_view::npos) {
      const std::size_t end = rest.find('}');
      const std::string hex(rest.substr(1, end - 1));
      AppendUtf8(text, static_cast<char32_t>(std::strtoul(hex.c_str(), nullptr, 16)));
      i += end + 1;
    } else {
      good = false;
    }
  }
  return text;
}

struct Row {
  std::size_t number = 0;
  std::string input;
  std::string expected;
};

std::vector<Row> ReadTable(const std::string& path) {
  const std::string table = ReadWhole(path);
  std::vector<Row> rows;
  std::size_t number = 0;
  for (std::size_t begin = 0; begin < table.size();) {
    const std::size_t end = std::min(table.find('\n', begin), table.size());
    const std::string_view line = std::string_view(table).substr(begin, end - begin);
    begin = end + 1;
    ++number;
    if (line.starts_with('#')) continue;
    const std::size_t tab = line.find('\t');
    bool good = tab != std::string_view::npos && line.find('\t', tab + 1) == std::string_view::npos;
    if (good)
      rows.push_back(
          {number, Unescape(line.substr(0, tab), good), Unescape(line.substr(tab + 1), good)});
    EXPECT_TRUE(good) << path << ":" << number << ": two columns, and escapes that are known";
  }
  return rows;
}

Text Apply(const Repair& repair, const Text& text, std::uint32_t& count) {
  Text repaired = repair.apply(text, count);
  return count > 0 ? repaired : text;
}

// What a repair may never do, whatever it is given.
void ExpectLawful(const Repair& repair, const std::string& input) {
  const Text text = Text::Verbatim(input);
  std::uint32_t count = 0;
  const Text once = Apply(repair, text, count);
  EXPECT_EQ(count == 0, once.bytes() == input) << "it counts exactly what it changes";
  std::uint32_t again = 0;
  EXPECT_EQ(Apply(repair, once, again).bytes(), once.bytes());
  EXPECT_EQ(again, 0u);
  // Every byte of the input is in the map once.
  std::size_t mapped = 0;
  for (const warraq::Run& run : once.runs()) mapped += run.origin_bytes;
  EXPECT_EQ(mapped, input.size());
}

std::string All(const std::string& input) {
  std::vector<RepairCount> counts;
  return std::string(RepairAll(Text::Verbatim(input), counts).bytes());
}

// The whole run without the survey and over the whole text each time: both only save work.
Text AllOverAll(Text text) {
  for (bool changed = true; changed;) {
    const std::string before(text.bytes());
    for (const Repair* repair : Repairs()) {
      std::uint32_t count = 0;
      text = Apply(*repair, text, count);
    }
    changed = text.bytes() != before;
  }
  return text;
}

std::string AllUnsurveyed(const std::string& input) {
  return std::string(AllOverAll(Text::Verbatim(input)).bytes());
}

// The valid lines of the tables, from what was damaged to what never was.
std::vector<std::string> LinesOfTables() {
  std::vector<std::string> lines;
  for (const std::string_view name : kNames) {
    const std::string path = WARRAQ_SOURCE_DIR "/samples/repair/" + std::string(name) + ".tsv";
    for (const Row& row : ReadTable(path)) {
      for (const std::string& text : {row.input, row.expected}) {
        const bool is_line = text.find_first_of("\n\r\f\v") == std::string::npos;
        if (is_line && IsValidUtf8(text)) lines.push_back(text);
      }
    }
  }
  return lines;
}

TEST(RepairTest, EachHasATableAndKeepsIt) {
  ASSERT_EQ(std::size(kNames), Repairs().size());
  for (std::size_t i = 0; i < Repairs().size(); ++i) {
    const Repair& repair = *Repairs()[i];
    const std::string path = WARRAQ_SOURCE_DIR "/samples/repair/" + std::string(kNames[i]) + ".tsv";
    const std::vector<Row> rows = ReadTable(path);
    EXPECT_GE(rows.size(), 8u) << path << " is the repair's test";
    EXPECT_TRUE(std::ranges::any_of(rows, [](const Row& r) { return r.input == r.expected; }))
        << path << " must say what stays";
    for (const Row& row : rows) {
      SCOPED_TRACE(path + ":" + std::to_string(row.number));
      std::uint32_t count = 0;
      const Text text = Text::Verbatim(row.input);
      EXPECT_EQ(Apply(repair, text, count).bytes(), row.expected);
      if (i == 0 || IsValidUtf8(row.input)) ExpectLawful(repair, row.input);
      EXPECT_EQ(All(All(row.input)), All(row.input));
      EXPECT_EQ(All(row.input), AllUnsurveyed(row.input));
    }
  }
}

TEST(RepairTest, WhatJudgesByLineSeesNoOtherLine) {
  const std::vector<std::string> lines = LinesOfTables();
  std::string all;
  for (const std::string& line : lines) all += line + '\n';
  for (const Repair* repair : Repairs()) {
    if (repair->scope != Scope::kLineByLine) continue;
    SCOPED_TRACE(repair->name);
    std::uint32_t count = 0;
    std::string one_by_one;
    for (const std::string& line : lines) {
      std::uint32_t of_line = 0;
      one_by_one += Apply(*repair, Text::Verbatim(line + '\n'), of_line).bytes();
      count += of_line;
    }
    std::uint32_t count_of_all = 0;
    EXPECT_EQ(Apply(*repair, Text::Verbatim(all), count_of_all).bytes(), one_by_one);
    EXPECT_EQ(count_of_all, count);
    EXPECT_GT(count, 0u);
  }
}

TEST(RepairTest, LinesThatDoNotConcernARepairStay) {
  const std::vector<std::string> lines = LinesOfTables();
  for (const Repair* repair : Repairs()) {
    if (repair->concerns == nullptr) continue;
    SCOPED_TRACE(repair->name);
    std::string others;
    for (const std::string& line : lines) {
      if (!repair->concerns(line + '\n')) others += line + '\n';
    }
    std::uint32_t count = 0;
    EXPECT_EQ(Apply(*repair, Text::Verbatim(others), count).bytes(), others);
    EXPECT_EQ(count, 0u);
    EXPECT_GT(others.size(), 0u);
  }
}

// Some lines of a text are damaged and most are not: the run picks them out and lays them back.
TEST(RepairTest, LinesPickedOutGiveWhatTheWholeTextGives) {
  const std::vector<std::string> lines = LinesOfTables();
  std::mt19937 engine(20261122);
  for (int round = 0; round < 300 && !HasFailure(); ++round) {
    std::string input;
    const std::size_t clean = engine() % 30;
    for (int line = 0; line < 40; ++line) {
      for (std::size_t i = engine() % (clean + 1); i > 0; --i) input += "A line like others.\n";
      input += lines[engine() % lines.size()] + (engine() % 16 == 0 ? "\r\n" : "\n");
    }
    if (engine() % 2 == 0) input.pop_back();
    SCOPED_TRACE(testing::PrintToString(input));
    const Text text = Text::Verbatim(input);
    std::vector<RepairCount> counts;
    std::vector<RepairChange> changes;
    const Text repaired = RepairAll(text, counts);
    const Text explained = RepairAll(text, counts, &changes);
    const Text expected = AllOverAll(text);
    ASSERT_EQ(repaired.bytes(), expected.bytes());
    EXPECT_EQ(explained.bytes(), expected.bytes());
    for (std::size_t i = 0; i < expected.bytes().size(); ++i) {
      ASSERT_EQ(repaired.Origin(i, i + 1), expected.Origin(i, i + 1)) << i;
    }
    EXPECT_EQ(changes.empty(), repaired.bytes() == input);
  }
}

TEST(RepairTest, EveryTableHasARepair) {
  for (const std::string& path : SamplePaths("repair", ".tsv")) {
    const std::string name = path.substr(path.rfind('/') + 1);
    EXPECT_TRUE(std::ranges::find(kNames, name.substr(0, name.size() - 4)) != std::end(kNames))
        << path;
  }
}

TEST(RepairTest, EachHasANameAndALineOfHelp) {
  std::vector<std::string_view> names;
  for (const Repair* repair : Repairs()) {
    names.push_back(repair->name);
    EXPECT_FALSE(repair->summary.empty()) << repair->name;
    EXPECT_FALSE(repair->code_points.empty()) << repair->name;
    EXPECT_EQ(repair->name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-"),
              std::string_view::npos)
        << repair->name;
    EXPECT_NE(repair->needs, 0u) << repair->name;
  }
  std::ranges::sort(names);
  EXPECT_TRUE(std::ranges::adjacent_find(names) == names.end());
}

// Pieces of what hurts, put together at random: each repair alone and the whole are idempotent.
TEST(RepairTest, RandomTextsAreRepairedForGood) {
  const std::vector<std::string> pieces = {"a",
                                           "B ",
                                           "&",
                                           "amp;",
                                           "#38;",
                                           "&amp;",
                                           "&#116;",
                                           "lt;",
                                           "&quot;",
                                           "&nbsp;",
                                           "\xC2\xA0",
                                           "\xC2\x93",
                                           "\xC2\x85",
                                           "\xC2\xAD",
                                           "\xCC\x81",
                                           "e\xCC\x81",
                                           "\xD8\xA7\xD9\x93",
                                           "\xEF\xBB\xBF",
                                           "\xEF\xBB\xBB",
                                           "\xEF\xAC\x81",
                                           "\xEF\xB9\xB0",
                                           "\r",
                                           "\n",
                                           "\f",
                                           "\xE2\x80\xA8",
                                           "\xE2\x80\x9D",
                                           "\xE2\x80\x9C",
                                           "\xE2\x80\x8C",
                                           "\x01",
                                           "\xFF",
                                           "\xE2",
                                           "\x80",
                                           "\xEF\xBF\xBF",
                                           " ",
                                           "\xD9\x8E",
                                           "\xC3\x83",
                                           "\xC2\xA9",
                                           "\xC3\x82",
                                           "\xC3\xA2\xE2\x82\xAC\xE2\x84\xA2"};
  std::mt19937 engine(20250514);
  for (int round = 0; round < 4000 && !HasFailure(); ++round) {
    std::string input;
    for (std::size_t i = engine() % 12; i > 0; --i) input += pieces[engine() % pieces.size()];
    SCOPED_TRACE(testing::PrintToString(input));
    ExpectLawful(*Repairs()[0], input);
    std::uint32_t count = 0;
    const std::string valid(Apply(*Repairs()[0], Text::Verbatim(input), count).bytes());
    for (const Repair* repair : Repairs()) {
      SCOPED_TRACE(repair->name);
      ExpectLawful(*repair, valid);
    }
    const std::string all = All(input);
    EXPECT_TRUE(IsValidUtf8(all));
    EXPECT_EQ(All(all), all);
    EXPECT_EQ(all, AllUnsurveyed(input));
  }
}

TEST(RepairTest, NoRepairMakesALineAfterLineEnds) {
  const std::string input = "a&#10;b&#13;c&NewLine;d&#8232;e&#x85;f&#12;g\nh";
  EXPECT_EQ(std::ranges::count(All(input), '\n'), 1);
}

// Emoji with their joiners, keycaps, variation selectors and flags, and the joiners of Indic
// scripts and Persian are letters' business, wherever they stand.
TEST(RepairTest, SequencesStayWhole) {
  const std::vector<std::string> sequences = {
      "\U0001F468\u200D\U0001F469\u200D\U0001F467\u200D\U0001F466",  // a family
      "\U0001F3F3\uFE0F\u200D\U0001F308",                            // a flag with a rainbow
      "\U0001F1F8\U0001F1E6",                                        // regional indicators
      "\U0001F3F4\U000E0067\U000E0062\U000E0073\U000E0063\U000E0074\U000E007F",  // tags
      "1\uFE0F\u20E3",                                                           // a keycap
      "\u2764\uFE0F",
      "\U0001F44D\U0001F3FD",                              // a skin tone
      "\u0915\u094D\u200D\u0937",                          // ka, virama, ZWJ, ssa
      "\u0DC1\u0DCA\u200D\u0DBB\u0DD3",                    // sri
      "\u0D28\u0D4D\u200D",                                // a chillu as it was written
      "\u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645",  // mi-khaham
      "\u845B\U000E0100"};                                 // an ideographic variant
  const std::vector<std::string> around = {"", "a", " ", "\n", "\u0645", "\u4E2D", "1", "\u0430"};
  for (const std::string& sequence : sequences) {
    for (const std::string& before : around) {
      for (const std::string& behind : around) {
        const std::string text = before + sequence + behind;
        EXPECT_EQ(All(text), text) << testing::PrintToString(text);
      }
    }
  }
}

// Lines of all samples of all repairs, put together at random: what one line says must not make the
// whole restless.
TEST(RepairTest, LinesOfSamplesTogetherAreRepairedForGood) {
  std::vector<std::string> lines;
  for (const std::string& path : SamplePaths("repair", ".tsv")) {
    for (const Row& row : ReadTable(path)) lines.push_back(row.input);
  }
  for (const std::string& path : SamplePaths("dumps", ".txt")) {
    const std::string text = ReadWhole(path);
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      lines.push_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  std::mt19937 engine(4);
  for (int round = 0; round < 1500 && !HasFailure(); ++round) {
    std::string input;
    for (std::size_t i = engine() % 6; i > 0; --i) {
      input += lines[engine() % lines.size()];
      if (engine() % 3 > 0) input += '\n';
    }
    const std::string all = All(input);
    EXPECT_TRUE(IsValidUtf8(all));
    EXPECT_EQ(All(all), all) << testing::PrintToString(input);
  }
}

}  // namespace
}  // namespace warraq

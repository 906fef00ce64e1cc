// Unicode's own tests of the algorithms that we use, every row: NormalizationTest.txt (UAX #15) and
// BidiCharacterTest.txt (UAX #9). They come with Debian's package unicode-data, of the version of
// Unicode that Debian's ICU has.

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>
#include <unicode/uchar.h>

#include <array>
#include <charconv>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/text/bidi.h"
#include "plugin/text/normalize.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr const char* kAbsent =
    "Unicode's test data is not installed; sh tests/run.sh does that (Debian's unicode-data)";

// The file or, as Debian compresses large ones, its .bz2; empty if there is neither.
std::string ReadUnicodeData(const std::string& name) {
  for (const char* const ending : {"", ".bz2"}) {
    const std::string path = "/usr/share/unicode/" + name + ending;
    const std::unique_ptr<archive, decltype(&archive_read_free)> file(archive_read_new(),
                                                                      archive_read_free);
    archive_read_support_filter_bzip2(file.get());
    archive_read_support_format_raw(file.get());
    archive_entry* entry = nullptr;
    if (archive_read_open_filename(file.get(), path.c_str(), 1 << 16) != ARCHIVE_OK ||
        archive_read_next_header(file.get(), &entry) != ARCHIVE_OK) {
      continue;
    }
    std::string bytes;
    std::array<char, 1 << 16> block{};
    for (la_ssize_t got = 0;
         (got = archive_read_data(file.get(), block.data(), block.size())) > 0;) {
      bytes.append(block.data(), static_cast<std::size_t>(got));
    }
    return bytes;
  }
  return {};
}

std::vector<std::string_view> Split(std::string_view text, char by) {
  std::vector<std::string_view> parts;
  while (true) {
    const std::size_t end = text.find(by);
    parts.push_back(text.substr(0, end));
    if (end == std::string_view::npos) return parts;
    text.remove_prefix(end + 1);
  }
}

// The rows of a file: their fields, which `;` parts.
std::vector<std::vector<std::string_view>> Rows(std::string_view file) {
  std::vector<std::vector<std::string_view>> rows;
  for (std::string_view line : Split(file, '\n')) {
    line = line.substr(0, line.find('#'));
    if (line.empty() || line.front() == '@') continue;
    rows.push_back(Split(line, ';'));
  }
  return rows;
}

std::uint32_t Number(std::string_view digits, int base) {
  std::uint32_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number, base);
  return number;
}

std::u32string CodePoints(std::string_view field) {
  std::u32string points;
  for (const std::string_view hex : Split(field, ' ')) points.push_back(Number(hex, 16));
  return points;
}

std::string Utf8(std::u32string_view points) {
  std::string text;
  for (const char32_t point : points) AppendUtf8(text, point);
  return text;
}

// c2 == toNFC(c1) == toNFC(c2) == toNFC(c3), c4 == toNFC(c4) == toNFC(c5), as the file's head says.
TEST(ConformanceTest, Normalization) {
  const std::string file = ReadUnicodeData("NormalizationTest.txt");
  if (file.empty()) GTEST_SKIP() << kAbsent;
  std::size_t rows = 0;
  for (const auto& row : Rows(file)) {
    ASSERT_GE(row.size(), 5u);
    std::array<std::string, 5> c;
    for (std::size_t i = 0; i < c.size(); ++i) c[i] = Utf8(CodePoints(row[i]));
    SCOPED_TRACE(row[0]);
    for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(Nfc(c[i]), c[1]);
    for (std::size_t i = 3; i < 5; ++i) EXPECT_EQ(Nfc(c[i]), c[3]);
    for (const std::string& text : c) EXPECT_EQ(IsNfc(text), Nfc(text) == text);
    ++rows;
    if (HasFailure()) return;
  }
  EXPECT_GE(rows, 19'000u);
}

// Part 1 of the same file names every code point that some normal form changes: the others are
// NFC by themselves.
TEST(ConformanceTest, WhatTheNormalizationTestDoesNotNameIsNfc) {
  const std::string file = ReadUnicodeData("NormalizationTest.txt");
  if (file.empty()) GTEST_SKIP() << kAbsent;
  std::vector<bool> named(0x110000);
  const std::size_t part = file.find("@Part1");
  ASSERT_NE(part, std::string::npos);
  const std::string_view part1 = std::string_view(file).substr(part, file.find("@Part2") - part);
  for (const auto& row : Rows(part1)) named[Number(row[0], 16)] = true;
  for (char32_t value = 1; value < 0x110000; ++value) {
    if (named[value] || (value >= 0xD800 && value < 0xE000)) continue;
    const std::string text = Utf8({&value, 1});
    ASSERT_TRUE(IsNfc(text) && Nfc(text) == text) << std::hex << static_cast<unsigned>(value);
  }
}

// Whether a row of BidiCharacterTest comes out as it should. Fields: code points; direction (0, 1,
// or 2 for the first strong); paragraph level; levels, "x" for what rule X9 removes; the order of
// what is left.
bool HoldsBidiRow(const std::vector<std::string_view>& row) {
  const BidiLevels levels =
      ResolveLevels(CodePoints(row[0]), static_cast<BaseDirection>(Number(row[1], 10)));
  const auto expected = Split(row[3], ' ');
  bool holds = levels.paragraph == Number(row[2], 10) && levels.of.size() == expected.size();
  std::string order;
  for (const std::uint32_t i : VisualOrder(levels.of)) {
    if (!holds || expected[i] == "x") continue;
    order += (order.empty() ? "" : " ") + std::to_string(i);
    holds = levels.of[i] == Number(expected[i], 10);
  }
  return holds && order == row[4];
}

TEST(ConformanceTest, Bidi) {
  const std::string file = ReadUnicodeData("BidiCharacterTest.txt");
  if (file.empty()) GTEST_SKIP() << kAbsent;
  std::size_t rows = 0;
  for (const auto& row : Rows(file)) {
    ASSERT_EQ(row.size(), 5u);
    ++rows;
    ASSERT_TRUE(HoldsBidiRow(row)) << row[0] << ";" << row[1];
  }
  EXPECT_GE(rows, 90'000u);
}

TEST(ConformanceTest, BidiClassesAreThoseOfIcu) {
  constexpr std::array kClasses = {std::pair{U_LEFT_TO_RIGHT, BidiClass::kLeft},
                                   std::pair{U_RIGHT_TO_LEFT, BidiClass::kRight},
                                   std::pair{U_RIGHT_TO_LEFT_ARABIC, BidiClass::kArabicLetter},
                                   std::pair{U_EUROPEAN_NUMBER, BidiClass::kEuropeanNumber},
                                   std::pair{U_ARABIC_NUMBER, BidiClass::kArabicNumber},
                                   std::pair{U_DIR_NON_SPACING_MARK, BidiClass::kMark},
                                   std::pair{U_BOUNDARY_NEUTRAL, BidiClass::kBoundary}};
  for (char32_t value = 0; value < 0x110000; ++value) {
    const auto direction = u_charDirection(static_cast<UChar32>(value));
    for (const auto& [icu, ours] : kClasses) {
      ASSERT_EQ(direction == icu, BidiClassOf(value) == ours)
          << std::hex << static_cast<unsigned>(value);
    }
  }
}

}  // namespace
}  // namespace warraq

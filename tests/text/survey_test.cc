// The survey: what it says of every code point, and that 32 bytes at a time give the same answers
// as one.

#include "plugin/text/survey.h"

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>

#include <random>
#include <string>
#include <vector>

#include "plugin/text/utf8.h"
#include "tests/samples.h"

namespace warraq {
namespace {

std::string Utf8(char32_t value) {
  std::string text;
  AppendUtf8(text, value);
  return text;
}

// Long enough for the wide way, with the code point where blocks meet.
std::string Padded(std::string_view text) {
  return std::string(31, 'a') + std::string(text) + std::string(300, 'a');
}

bool IsSurrogate(char32_t value) { return value >= 0xD800 && value <= 0xDFFF; }

TEST(SurveyTest, NoMarkGoesUnseen) {
  for (char32_t value = 0; value < 0x110000; ++value) {
    if (IsSurrogate(value)) continue;
    const auto point = static_cast<UChar32>(value);
    const bool plain = u_getCombiningClass(point) == 0 &&
                       u_getIntPropertyValue(point, UCHAR_NFC_QUICK_CHECK) == UNORM_YES;
    const std::string text = Utf8(value);
    ASSERT_TRUE(plain || (SeenAt(text, 0) & kSeenMarks) != 0) << std::hex << std::uint32_t{value};
  }
}

TEST(SurveyTest, TheWideWaySeesWhatTheNarrowSees) {
  for (char32_t value = 0; value < 0x110000; value += value < 0x3000   ? 1
                                                      : value < 0xF000 ? 61
                                                                       : 7) {
    if (IsSurrogate(value)) continue;
    const std::string text = Utf8(value);
    ASSERT_EQ(SurveyValid(Padded(text)), SurveyValid(text)) << std::hex << std::uint32_t{value};
    ASSERT_EQ(SurveyValid(text) & ~(kSeenForeign | kSeenOther), SeenAt(text, 0));
  }
}

TEST(SurveyTest, WhatIsLookedFor) {
  const std::vector<std::pair<std::string, std::uint32_t>> cases = {
      {"plain text,\twith\nlines", 0},
      {"\x01", kSeenControl},
      {"\x7F", kSeenControl},
      {"\xC2\x85", kSeenControl},
      {"\r", kSeenLineEnd},
      {"\xE2\x80\xA8", kSeenLineEnd},
      {"&", kSeenAmpersand},
      {"\xC3\xA9", 0},
      {"\xC2\xA0", kSeenSpace},
      {"\xC2\xAD", kSeenSpace | kSeenBreakMark},
      {"\xE2\x80\x8B", kSeenSpace | kSeenBreakMark},
      {"\xE2\x80\xAF", kSeenSpace},
      {"\xE3\x80\x80", kSeenSpace},
      {"\xE2\x80\x9D", kSeenQuotation},
      {"\xE2\x80\x9C", kSeenOpening},
      {"\xE2\x80\x99\xE2\x80\x94\xE2\x82\xAC", 0},
      {"\xEF\xBB\xBF", kSeenForms},
      {"\xEF\xBC\xA1", kSeenForms | kSeenFullwidth},
      {"\xEF\xBD\x9E", kSeenForms | kSeenFullwidth},
      {"\xEF\xBD\x9F", kSeenForms},
      {"\xEF\xBF\xBD", kSeenForms | kSeenLost},
      {"\xF0\x9F\x98\x80", kSeenForms},
      {"\xD0\xB9\xD0\xB8", kSeenGreekCyrillic},
      {"\xD8\xA7\xD9\x84\xDB\x8C\xDA\xAF", kSeenRightToLeft},
      {"\xD7\x90", kSeenRightToLeft},
      {"\xD9\xA1", kSeenRightToLeft | kSeenArabicDigit},
      {"\xDB\xB1", kSeenRightToLeft | kSeenArabicDigit},
      {"\xD9\x8E", kSeenRightToLeft | kSeenMarks},
      {"\xD8\x9C", kSeenRightToLeft | kSeenDirection},
      {"\xE2\x80\x8C", kSeenDirection},
      {"\xE2\x80\x8F", kSeenDirection},
      {"\xE2\x80\xAB", kSeenDirection},
      {"\xE2\x81\xA7", kSeenDirection},
      {"\xE6\x9D\xB1\xE3\x81\x8C\xED\x95\x9C", 0},
  };
  for (const auto& [text, seen] : cases) {
    SCOPED_TRACE(testing::PrintToString(text));
    const auto first = static_cast<unsigned char>(text.front());
    const bool other = first >= 0x80 && (first < 0xD8 || first > 0xDB);
    const std::uint32_t all =
        seen | (first >= 0x80 ? kSeenForeign | 0u : 0u) | (other ? kSeenOther | 0u : 0u);
    EXPECT_EQ(Survey(text), all);
    EXPECT_EQ(Survey(Padded(text)), all);
    EXPECT_EQ(SurveyLine(text), all);
    EXPECT_EQ(SurveyLine(text, kSeenSpace), all & kSeenSpace);
  }
  EXPECT_EQ(Survey(Padded("\xFF")) & kSeenInvalid, kSeenInvalid + 0u);
  EXPECT_EQ(Survey({}), 0u);
}

std::vector<SurveyedLine> LineByLine(std::string_view text) {
  std::vector<SurveyedLine> lines;
  for (std::size_t begin = 0; begin < text.size();) {
    const std::size_t end = std::min(text.find('\n', begin), text.size() - 1) + 1;
    lines.push_back({static_cast<std::uint32_t>(end), SurveyLine(text.substr(begin, end - begin))});
    begin = end;
  }
  return lines;
}

// Over samples, and over code points at random in lines of any length.
TEST(SurveyTest, LinesAreSurveyedAtOnceAsOneByOne) {
  for (const std::string& path : SamplePaths("dumps", ".txt")) {
    const std::string text = ReadWhole(path);
    if (!IsValidUtf8(text)) continue;
    ASSERT_EQ(SurveyLines(text), LineByLine(text)) << path;
  }
  std::mt19937 engine(12);
  const std::u32string common = U"ab \n\n&\r\u00A0é\u00ADЖα\u0627\u0661\u06F1\u064Bא\u201D—ｱＡ字";
  for (int i = 0; i < 400; ++i) {
    std::string text;
    const std::size_t plain = 1 + engine() % 60;
    for (std::size_t length = engine() % 500; length > 0; --length) {
      const auto any = static_cast<char32_t>(engine() % 0x3000);
      AppendUtf8(text, engine() % plain != 0 ? U'x'
                       : engine() % 2 == 0   ? any
                                             : common[engine() % common.size()]);
    }
    ASSERT_EQ(SurveyLines(text), LineByLine(text)) << testing::PrintToString(text);
  }
}

// Every place, over samples and over bytes at random, which may be no UTF-8.
TEST(SurveyTest, TheWideWayFindsEveryPlace) {
  std::vector<std::string> texts;
  for (const std::string& path : SamplePaths("dumps", ".txt")) texts.push_back(ReadWhole(path));
  std::mt19937 engine(11);
  const std::string common = "ab \n&\r\xC2\xC3\xA0\xAD\xD8\xD9\xDB\x8B\xB0\x96\xE2\x80\x9D\xE3\xEF";
  for (int i = 0; i < 60; ++i) {
    std::string text(200 + engine() % 400, ' ');
    for (char& c : text) {
      c = engine() % 4 == 0 ? static_cast<char>(engine()) : common[engine() % common.size()];
    }
    texts.push_back(text);
  }
  for (const std::string& text : texts) {
    for (std::uint32_t wanted = 1; wanted < kSeenOther; wanted *= 2) {
      const Finder finder(text, wanted);
      for (std::size_t from = 0; from <= text.size();) {
        const std::size_t at = finder.Next(from);
        ASSERT_EQ(at, finder.NextByteByByte(from)) << wanted << " from " << from;
        if (at == Finder::npos) break;
        from = at + 1;
      }
    }
  }
}

}  // namespace
}  // namespace warraq

// The pieces of the PDF reader by themselves; whole files are in tests/pdf_in_test.py.

#include "plugin/read/pdf.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "plugin/read/pdf_font.h"
#include "plugin/read/pdf_lines.h"
#include "plugin/read/pdf_tokens.h"

namespace warraq {
namespace {

using testing::ElementsAre;

TEST(PdfCMapTest, CodesAreReadInEveryWay) {
  const PdfCMap map = ReadPdfCMap(
      "/CIDInit /ProcSet findresource begin % <99>\n"
      "1 begincodespacerange <0000> <FFFF> endcodespacerange\n"
      "2 beginbfchar\n<0001> <06440627>\n<0002><D83DDE00> endbfchar\n"
      "2 beginbfrange <0010> <0012> <0628> <0020> <0021> [<0041> <00420043>] endbfrange\n"
      "1 begincidrange <0030> <0031> 7 endcidrange");
  ASSERT_EQ(map.spaces.size(), 1u);
  EXPECT_EQ(map.spaces[0].bytes, 2u);
  const struct {
    std::uint32_t code;
    const char* text;
  } kCases[] = {{1, "\xD9\x84\xD8\xA7"},
                {2, "\xF0\x9F\x98\x80"},
                {0x10, "\xD8\xA8"},
                {0x12, "\xD8\xAA"},
                {0x20, "A"},
                {0x21, "BC"}};
  for (const auto& [code, text] : kCases) EXPECT_EQ(map.text.at(code), text) << code;
  EXPECT_EQ(map.cid.at(0x31), 8u);
}

TEST(PdfCMapTest, RangesWithoutEndAreLeftOut) {
  EXPECT_TRUE(ReadPdfCMap("beginbfrange <00000000> <FFFFFFFF> <0041>").text.empty());
  EXPECT_TRUE(ReadPdfCMap("beginbfrange <0002> <0001> <0041>").text.empty());
  EXPECT_TRUE(ReadPdfCMap("beginbfchar <00").text.empty());
}

TEST(PdfFontTest, NamesOfGlyphs) {
  const struct {
    const char* name;
    const char* text;
  } kCases[] = {{"A", "A"},
                {"quoteright", "\xE2\x80\x99"},
                {"Eacute", "E\xCC\x81"},
                {"uni0628", "\xD8\xA8"},
                {"uni06440627.liga", "\xD9\x84\xD8\xA7"},
                {"u1F600", "\xF0\x9F\x98\x80"},
                {"g17", ""},
                {"uniD800", ""},
                {".notdef", ""}};
  for (const auto& [name, text] : kCases) EXPECT_EQ(TextOfGlyphName(name), text) << name;
}

TEST(PdfTokensTest, OperandsAndOperators) {
  PdfTokens tokens(
      "BT % a comment (\n/F#31 -1.5 Tf [(a\\)(b)\\101\\n) -20 <4 1 4>]TJ "
      "/Span<</A<FE>/B<</C 1>>>>BDC BI /W 1 ID \xFF(EI\x01 EI Q");
  EXPECT_EQ(tokens.Next(), "BT");
  EXPECT_EQ(tokens.Next(), "Tf");
  ASSERT_EQ(tokens.operands().size(), 2u);
  EXPECT_EQ(tokens.operands()[0].text, "F1");
  EXPECT_EQ(tokens.operands()[1].number, -1.5);
  EXPECT_EQ(tokens.Next(), "TJ");
  std::vector<std::string> shown;
  for (const PdfOperand& operand : tokens.operands()) {
    if (operand.kind == PdfOperand::Kind::kString) shown.push_back(operand.text);
  }
  EXPECT_THAT(shown, ElementsAre("a)(b)A\n", "A@"));
  EXPECT_EQ(tokens.Next(), "BDC");
  EXPECT_EQ(tokens.operands().size(), 10u);
  EXPECT_EQ(tokens.operands()[3].text, "\xFE");
  EXPECT_EQ(tokens.Next(), "Q");
  EXPECT_EQ(tokens.Next(), "");
}

// Two columns of four rows under a headline and over a footer; numbers are the rows.
TEST(PdfRegionsTest, ColumnsUnderAHeadline) {
  std::vector<PdfPiece> pieces = {{0, 200, 0, 10, 0, 0}};
  for (std::size_t row = 1; row <= 4; ++row) {
    const double top = 20.0 * static_cast<double>(row);
    pieces.push_back({0, 90, top, top + 10, row, row});
    pieces.push_back({110, 200, top, top + 10, row, row + 10});
  }
  pieces.push_back({0, 200, 120, 130, 5, 5});
  for (const bool right_to_left : {false, true}) {
    std::vector<std::size_t> order;
    for (const auto& region : FindPdfRegions(pieces, 10, right_to_left)) {
      for (const PdfPiece& piece : region) order.push_back(piece.index);
    }
    if (right_to_left) {
      EXPECT_THAT(order, ElementsAre(0, 11, 12, 13, 14, 1, 2, 3, 4, 5));
    } else {
      EXPECT_THAT(order, ElementsAre(0, 1, 2, 3, 4, 11, 12, 13, 14, 5));
    }
  }
}

PdfGlyph Glyph(std::string text, double x, double width, double y = 100) {
  PdfGlyph glyph;
  glyph.text = std::move(text);
  glyph.x = x, glyph.end_x = x + width, glyph.y = glyph.end_y = y;
  glyph.size = 10;
  glyph.known = true;
  return glyph;
}

std::string TextOf(std::vector<PdfGlyph> glyphs) {
  PdfContent content;
  content.glyphs = std::move(glyphs);
  content.width = content.height = 200;
  OcrFileBuilder builder;
  AddPdfPage(content, builder);
  const OcrFile file = std::move(builder).Finish();
  std::string text;
  for (const OcrLine& line : file.pages[0].recognition.lines) {
    for (const OcrWord& word : line.words) text += (text.empty() ? "" : " ") + word.text;
  }
  return text;
}

TEST(PdfLinesTest, ALineIsReadByItsPlaces) {
  // كتاب (A 12)ٌ: from left to right, whatever the order in which it is shown.
  std::vector<PdfGlyph> seen = {
      Glyph("(", 0, 4),         Glyph("A", 4, 6),         Glyph(" ", 10, 3),
      Glyph("1", 13, 5),        Glyph("2", 18, 5),        Glyph(")", 23, 4),
      Glyph(" ", 27, 3),        Glyph("\xD8\xA8", 30, 6), Glyph("\xD8\xA7", 36, 3),
      Glyph("\xD8\xAA", 39, 6), Glyph("\xD9\x83", 45, 6)};
  const std::string expected = "\xD9\x83\xD8\xAA\xD8\xA7\xD8\xA8 (A 12)";
  EXPECT_EQ(TextOf(seen), expected);
  std::reverse(seen.begin(), seen.end());
  EXPECT_EQ(TextOf(seen), expected);
}

TEST(PdfLinesTest, ALigatureKeepsItsOrder) {
  EXPECT_EQ(
      TextOf({Glyph("\xD9\x85", 0, 6), Glyph("\xD9\x84\xD8\xA7", 6, 6), Glyph("\xD8\xB3", 12, 8)}),
      "\xD8\xB3\xD9\x84\xD8\xA7\xD9\x85");
}

// Shapers give signs before their letter, from left to right; others after it, from right to left.
TEST(PdfLinesTest, SignsStayWithTheirLetter) {
  const std::string kSeen = "\xD8\xA8\xD9\x8E\xD8\xAF\xD9\x91\xD9\x8F";  // بَدُّ
  EXPECT_EQ(TextOf({Glyph("\xD9\x8F", 1, 0), Glyph("\xD9\x91", 1, 0), Glyph("\xD8\xAF", 0, 5),
                    Glyph("\xD9\x8E", 6, 0), Glyph("\xD8\xA8", 5, 6)}),
            kSeen);
  EXPECT_EQ(TextOf({Glyph("\xD8\xA8", 5, 6), Glyph("\xD9\x8E", 6, 0), Glyph("\xD8\xAF", 0, 5),
                    Glyph("\xD9\x91", 1, 0), Glyph("\xD9\x8F", 1, 0)}),
            kSeen);
}

// In Nastaliq a word comes down from the right; a letter may start it higher than the line above ends.
TEST(PdfLinesTest, AWordComesDown) {
  EXPECT_EQ(TextOf({Glyph("\xD8\xAA", 0, 6, 100), Glyph("\xDB\x8C", 6, 4, 95),
                    Glyph("\xD9\x86", 10, 5, 89), Glyph(" ", 15, 3, 100),
                    Glyph("\xD8\xAF", 18, 5, 100)}),
            "\xD8\xAF \xD9\x86\xDB\x8C\xD8\xAA");
}

TEST(PdfLinesTest, WhatIsShownTwiceIsReadOnce) {
  EXPECT_EQ(TextOf({Glyph("a", 0, 5), Glyph("b", 5, 5), Glyph("a", 0.3, 5), Glyph("b", 5.3, 5),
                    Glyph("b", 10, 5)}),
            "abb");
}

TEST(PdfDoubtTest, WhatCannotBeBelieved) {
  const std::string arabic =
      "عادت سفن الحبوب إلى أرصفة الميناء صباح الثلاثاء بعد توقف دام ثلاثة أسابيع "
      "بسبب أعمال صيانة شملت الرافعتين الكبيرتين وشبكة الموازين.";
  const std::string english =
      "The new bridge over the harbour was opened on Wednesday, a year "
      "before it was promised, and at a cost that was a surprise.";
  EXPECT_EQ(DoubtInPdfText(arabic, 0), "");
  EXPECT_EQ(DoubtInPdfText(english, 0), "");
  EXPECT_EQ(DoubtInPdfText("12 x 34", 0), "");
  EXPECT_EQ(DoubtInPdfText(english, 0.1), "text-layer-unmapped");
  EXPECT_EQ(DoubtInPdfText(english + "\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD", 0),
            "text-layer-unmapped");
  std::string shifted = english;
  for (char& c : shifted) c = c > ' ' ? static_cast<char>('!' + (c - '!' + 29) % 94) : c;
  EXPECT_EQ(DoubtInPdfText(shifted, 0), "text-layer-unlikely");
}

}  // namespace
}  // namespace warraq

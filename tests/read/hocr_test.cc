// hOCR that leaves out lines, words, or both.

#include <gtest/gtest.h>

#include <string>

#include "tests/read/ocr_lines.h"

namespace warraq {
namespace {

std::string Word(const std::string& text, int x, int y) {
  const auto number = [](int value) { return std::to_string(value); };
  return "<span class='ocrx_word' title='bbox " + number(x) + ' ' + number(y) + ' ' +
         number(x + 90) + ' ' + number(y + 30) + "'>" + text + "</span>";
}

TEST(HocrTest, HocrMayLeaveOutLinesAndWords) {
  struct Case {
    std::string body, shown;
  };
  const Case cases[] = {
      {"<p class='ocr_par' title='bbox 10 60 900 200'>Water returns\nto the town.</p>"
       "<p class='ocr_par' title='bbox 10 260 900 300'>It <b>was</b> early.</p>",
       "Water returns to the town. | It was early."},
      {"<p class='ocr_par'>" + Word("The", 10, 100) + ' ' + Word("water", 110, 100) + ' ' +
           Word("came", 10, 140) + " back " + Word("early.", 110, 142) + "</p>" +
           "<p class='ocr_par'>" + Word("Late.", 210, 145) + "</p>",
       "The water / came back early. | Late."},
      {"<div class='ocr_carea' title='bbox 0 0 500 90'>one<br/>two<div>three</div>four</div>five",
       "one / two / three / four / five"},
      {"<span class='ocr_line' title='bbox 0 0 500 30'>No. " + Word("5", 50, 0) + " of many</span>",
       "No. 5 of many"},
      {"<span class='ocr_line' title='bbox 0 0 500 30'>" + Word("a", 0, 0) + " " +
           Word("b", 100, 0) + "</span> \n ",
       "a b"},
      {"<div class='ocr_float' title='bbox 0 0 500 90'><table><tr><td>a cell</td><td>another"
       "</td></tr></table></div>",
       "a cell / another"},
  };
  for (const Case& one : cases) EXPECT_EQ(Show(Hocr(one.body), Format::kHocr), one.shown);
}

TEST(HocrTest, TextWithoutALineStandsInTheBoxAroundIt) {
  const Result<OcrFile> file = ReadOcrFile(
      Hocr("<p class='ocr_par' title='bbox 10 60 900 200'><i>Water</i></p>"), Format::kHocr);
  ASSERT_TRUE(file.ok());
  const OcrLine& line = file.value().pages[0].recognition.lines.at(0);
  EXPECT_EQ(line.box, (Box{10, 60, 890, 140}));
  EXPECT_EQ(line.words.at(0).box, (Box{10, 60, 890, 140}));
}

}  // namespace
}  // namespace warraq

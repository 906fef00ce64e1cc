// Recognized pages on their way out: hOCR and ALTO say what came in, repaired, each box kept.

#include "plugin/write/ink.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "plugin/read/ocr_file.h"
#include "tests/samples.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

std::string HocrLine(const std::vector<std::pair<std::string, std::string>>& words) {
  std::string line =
      "<div class='ocr_page' title='image \"scan.png\"; bbox 0 0 400 100'>"
      "<span class='ocr_line' title='bbox 0 0 400 20'>";
  for (const auto& [box, text] : words) {
    line += "<span class='ocrx_word' title='bbox " + box + "; x_wconf 80'>" + text + "</span> ";
  }
  return line + "</span></div>";
}

// "text@x,y,wxh<original" of each.
std::string Show(const std::string& hocr) {
  Source source{.name = "x.hocr", .bytes = hocr};
  const auto page = Pipeline({}).ReadPage(source, 1);
  if (!page.ok()) return page.error().what;
  std::string shown;
  for (const InkLine& line : InkLinesOf(*page.value())) {
    for (const InkWord& word : line.words) {
      if (!shown.empty()) shown += ' ';
      shown += word.text + '@' + std::to_string(word.box.x) + ',' + std::to_string(word.box.y) +
               ',' + std::to_string(word.box.width) + 'x' + std::to_string(word.box.height);
      if (word.original != word.text) shown += '<' + word.original;
    }
  }
  return shown;
}

TEST(InkTest, WordsKeepTheirBoxes) {
  EXPECT_EQ(Show(HocrLine({{"0 0 90 20", "plain"}, {"100 0 190 20", "words"}})),
            "plain@0,0,90x20 words@100,0,90x20");
  // Repaired, and what it was beside it: a ligature, mojibake.
  EXPECT_EQ(
      Show(HocrLine({{"0 0 90 20", "\xEF\xAC\x81ne"}, {"100 0 190 20", "caf\xC3\x83\xC2\xA9"}})),
      "fine@0,0,90x20<\xEF\xAC\x81ne caf\xC3\xA9@100,0,90x20<caf\xC3\x83\xC2\xA9");
  // A no-break space inside a word splits it: each half has its part.
  EXPECT_EQ(Show(HocrLine({{"0 0 90 20", "one\xC2\xA0two!"}})), "one@0,0,33x20 two!@45,0,45x20");
}

// A repaired word of right-to-left letters that was one with another stands at the right.
TEST(InkTest, PartsOfArabicWordsBeginAtTheRight) {
  const std::string shown =
      Show(HocrLine({{"0 0 90 20", "\xD8\xA3\xD8\xA8\xD8\xA9\xC2\xA0\xD8\xAA\xD8\xAB\xD8\xAC"}}));
  EXPECT_EQ(shown, "\xD8\xA3\xD8\xA8\xD8\xA9@52,0,38x20 \xD8\xAA\xD8\xAB\xD8\xAC@0,0,39x20");
}

std::string Written(const std::string& name, const std::string& bytes, std::string_view format,
                    InkOptions options = {}) {
  Source source{.name = name, .bytes = bytes};
  Pipeline pipeline({});
  std::string out;
  InkDocument document(format, options, out);
  const Result<int> pages = pipeline.CountPages(source);
  for (int number = 1; pages.ok() && number <= pages.value(); ++number) {
    const auto page = pipeline.ReadPage(source, number);
    if (page.ok()) document.Add(*page.value());
  }
  document.Finish();
  return out;
}

std::vector<OcrWord> WordsOf(const std::string& bytes) {
  const Result<OcrFile> file = ReadOcrFile(bytes, OcrFormatOf(bytes));
  std::vector<OcrWord> words;
  if (!file.ok()) return words;
  for (const OcrPage& page : file.value().pages) {
    for (const OcrLine& line : page.recognition.lines) {
      words.insert(words.end(), line.words.begin(), line.words.end());
    }
  }
  return words;
}

TEST(InkTest, ConfidenceIsNotMadeUp) {
  const auto written = [](const std::string& said, const char* format) {
    std::string file = HocrLine({{"0 0 90 20", "plain"}});
    file.replace(file.find("; x_wconf 80"), 12, said);
    return Written("x.hocr", file, format);
  };
  EXPECT_THAT(written("", "hocr"), testing::Not(testing::HasSubstr("x_wconf")));
  EXPECT_THAT(written("", "alto"), testing::Not(testing::HasSubstr(" WC=")));
  EXPECT_THAT(written("; x_wconf 80", "hocr"), testing::HasSubstr("x_wconf 80"));
  EXPECT_THAT(written("; x_wconf 80", "alto"), testing::HasSubstr(" WC=\"0.8"));
}

TEST(InkTest, OutAndInAgainChangesNothing) {
  std::vector<std::string> paths = SamplePaths("recognized", ".hocr");
  for (const char* extension : {".xml", ".tsv"}) {
    const std::vector<std::string> more = SamplePaths("recognized", extension);
    paths.insert(paths.end(), more.begin(), more.end());
  }
  ASSERT_GE(paths.size(), 4u);
  for (const std::string& path : paths) {
    SCOPED_TRACE(path);
    const std::string in = ReadWhole(path);
    for (const std::string_view format : {"hocr", "alto"}) {
      SCOPED_TRACE(format);
      const std::string out = Written(path, in, format);
      EXPECT_EQ(Written("another name", out, format), out);
      // Every box that came in goes out.
      const std::vector<OcrWord> before = WordsOf(in), after = WordsOf(out);
      ASSERT_EQ(before.size(), after.size());
      for (std::size_t i = 0; i < before.size(); ++i) EXPECT_EQ(before[i].box, after[i].box) << i;
    }
    // From one format to the other and back.
    const std::string hocr = Written(path, in, "hocr");
    const std::string back = Written(path, Written(path, hocr, "alto"), "hocr");
    ASSERT_EQ(WordsOf(back).size(), WordsOf(hocr).size());
    for (std::size_t i = 0; i < WordsOf(back).size(); ++i) {
      ASSERT_EQ(WordsOf(back)[i].text, WordsOf(hocr)[i].text);
      ASSERT_EQ(WordsOf(back)[i].box, WordsOf(hocr)[i].box);
    }
  }
}

TEST(InkTest, TheOriginalIsKeptOnDemand) {
  const std::string in = HocrLine({{"0 0 90 20", "\xEF\xAC\x81ne &amp; &quot;dry&quot;"}});
  const std::string plain = Written("x", in, "hocr");
  EXPECT_EQ(plain.find("data-original"), std::string::npos);
  EXPECT_NE(plain.find("image &quot;scan.png&quot;"), std::string::npos) << plain;
  const std::string kept = Written("x", in, "hocr", {.keep_original = true});
  EXPECT_NE(kept.find("data-original=\"\xEF\xAC\x81ne\">fine<"), std::string::npos) << kept;
  const std::string alto = Written("x", in, "alto", {.keep_original = true});
  EXPECT_NE(alto.find("<ALTERNATIVE PURPOSE=\"original\">\xEF\xAC\x81ne</ALTERNATIVE>"),
            std::string::npos)
      << alto;
  EXPECT_NE(alto.find("CONTENT=\"&amp;\""), std::string::npos) << alto;
}

}  // namespace
}  // namespace warraq

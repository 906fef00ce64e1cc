// Pages that other programs recognized: what is taken over from each format, and what becomes of
// files that say what cannot be.

#include "plugin/read/ocr_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "tests/samples.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

std::string Recognized(const std::string& name) {
  return ReadWhole(WARRAQ_SOURCE_DIR "/samples/recognized/" + name);
}

// "word@x,y,wxh" of each, lines apart by " / ", paragraphs by " // ".
std::string Show(const OcrFile& file, std::size_t page = 0) {
  std::string shown;
  const OcrLine* previous = nullptr;
  for (const OcrLine& line : file.pages[page].recognition.lines) {
    if (previous != nullptr) shown += previous->paragraph == line.paragraph ? " / " : " // ";
    for (const OcrWord& word : line.words) {
      if (&word != &line.words.front()) shown += ' ';
      const Box& box = word.box;
      shown += word.text + '@' + std::to_string(box.x) + ',' + std::to_string(box.y) + ',' +
               std::to_string(box.width) + 'x' + std::to_string(box.height);
    }
    previous = &line;
  }
  return shown;
}

std::string Show(std::string_view bytes, Format format) {
  const Result<OcrFile> file = ReadOcrFile(bytes, format);
  return file.ok() ? Show(file.value()) : std::string(CodeName(file.error().code));
}

std::vector<std::string> NotesOf(std::string_view bytes, Format format) {
  const Result<OcrFile> file = ReadOcrFile(bytes, format);
  std::vector<std::string> codes;
  if (!file.ok()) return {"failed"};
  for (const Note& note : file.value().notes) codes.push_back(note.code);
  for (const Note& note : file.value().pages[0].notes) codes.push_back(note.code);
  return codes;
}

TEST(OcrFileTest, FormatsAreKnownByTheirContent) {
  EXPECT_EQ(OcrFormatOf(Recognized("en.hocr")), Format::kHocr);
  EXPECT_EQ(OcrFormatOf(Recognized("ar.alto.xml")), Format::kAlto);
  EXPECT_EQ(OcrFormatOf(Recognized("two-columns.page.xml")), Format::kPageXml);
  EXPECT_EQ(OcrFormatOf(Recognized("ru.tsv")), Format::kTsv);
  EXPECT_EQ(OcrFormatOf("<a:alto xmlns:a='x'>"), Format::kAlto);
  EXPECT_EQ(OcrFormatOf("<!-- <alto> --><html><p>We wrote about &lt;alto&gt;"), Format::kAuto);
  EXPECT_EQ(OcrFormatOf("level\tof the sea"), Format::kAuto);
  EXPECT_EQ(OcrFormatOf(""), Format::kAuto);
  for (const std::string& path : SamplePaths("pages", ".html")) {
    EXPECT_EQ(OcrFormatOf(ReadWhole(path)), Format::kAuto) << path;
  }
}

TEST(OcrFileTest, Hocr) {
  EXPECT_EQ(Show("<div class='ocr_page' title='bbox 0 0 100 100'><p class='ocr_par'>"
                 "<span class='ocr_line' title='bbox 1 2 50 12; x_size 12; x_descenders 3'>"
                 "<span class='ocrx_word' title='bbox 1 2 20 12; x_wconf 93'>One</span> "
                 "<span class='ocrx_word' title='bbox 22 2 50 12; x_wconf 9'><b>t</b>wo</span>"
                 "</span></p><p class='ocr_par'><span class='ocr_line' title='bbox 0 20 90 30'>"
                 "whole line</span></p></div>",
                 Format::kHocr),
            "One@1,2,19x10 two@22,2,28x10 // whole@0,20,45x10 line@54,20,36x10");
  // A name with a semicolon and a bbox in it, and HTML that is no XML.
  EXPECT_EQ(Show("<html><body><br><div class='x ocr_page' title='image \"a; bbox 9 9 9 9\"; bbox 0 "
                 "0 40 40'><span class=ocr_line title='bbox 0 0 30 10'>"
                 "<span class=ocrx_word title='bbox 0 0 30 10'>w&amp;w",
                 Format::kHocr),
            "w&w@0,0,30x10");
  const Result<OcrFile> file = ReadOcrFile(Recognized("en.hocr"), Format::kHocr);
  ASSERT_TRUE(file.ok());
  ASSERT_EQ(file.value().pages.size(), 1u);
  const Recognition& page = file.value().pages[0].recognition;
  EXPECT_EQ(page.recognizer, "tesseract 5.3.0");
  EXPECT_EQ(page.width, 1120);
  EXPECT_EQ(page.height, 1221);
  EXPECT_GT(page.confidence, 0.9F);
  EXPECT_GT(page.lines.size(), 15u);
}

TEST(OcrFileTest, Alto) {
  // Tenths of a millimetre are pixels at 300 to the inch; a hyphen belongs to its word; blocks
  // stand in the order that is given.
  const std::string alto =
      "<alto xmlns='http://www.loc.gov/standards/alto/ns-v4#'><Description><MeasurementUnit>mm10"
      "</MeasurementUnit></Description><ReadingOrder><OrderedGroup ID='g'><ElementRef ID='r1' "
      "REF='b2'/><ElementRef ID='r2' REF='b1'/></OrderedGroup></ReadingOrder>"
      "<Layout><Page ID='p' WIDTH='2540' HEIGHT='2540'><PrintSpace><ComposedBlock>"
      "<TextBlock ID='b1'><TextLine HPOS='0' VPOS='254' WIDTH='508' HEIGHT='254'>"
      "<String CONTENT='last' WC='0.5' HPOS='0' VPOS='254' WIDTH='508' HEIGHT='254'/></TextLine>"
      "</TextBlock></ComposedBlock><TextBlock ID='b2'><TextLine>"
      "<String CONTENT='hy' HPOS='0' VPOS='0' WIDTH='254' HEIGHT='254' SUBS_TYPE='HypPart1' "
      "SUBS_CONTENT='hyphen'/> <HYP CONTENT='-' HPOS='254' VPOS='0' WIDTH='127' HEIGHT='254'/>"
      "</TextLine></TextBlock></PrintSpace></Page></Layout></alto>";
  EXPECT_EQ(Show(alto, Format::kAlto), "hy-@0,0,450x300 // last@0,300,600x300");
  EXPECT_THAT(NotesOf(alto, Format::kAlto), testing::ElementsAre("resolution-assumed"));
  const Result<OcrFile> file = ReadOcrFile(alto, Format::kAlto);
  EXPECT_FLOAT_EQ(file.value().pages[0].recognition.lines[1].words[0].confidence, 0.5F);
  // Without a namespace, and with one that has a prefix.
  EXPECT_EQ(Show("<alto><Layout><Page><TextBlock><TextLine><String CONTENT='a b' HPOS='0' VPOS='0' "
                 "WIDTH='30' HEIGHT='9'/></TextLine></TextBlock></Page></Layout></alto>",
                 Format::kAlto),
            "a@0,0,10x9 b@20,0,10x9");
  EXPECT_EQ(Show("<x:alto xmlns:x='y'><x:Page><x:TextBlock><x:TextLine><x:String CONTENT='a' "
                 "HPOS='1' VPOS='2' WIDTH='3' HEIGHT='4'/></x:TextLine></x:TextBlock></x:Page>"
                 "</x:alto>",
                 Format::kAlto),
            "a@1,2,3x4");
}

TEST(OcrFileTest, PageXml) {
  const std::string shown = Show(Recognized("two-columns.page.xml"), Format::kPageXml);
  EXPECT_TRUE(shown.starts_with("FERRY@60,60,")) << shown;
  EXPECT_NE(shown.find("12@160,200,40x40"), std::string::npos) << shown;
  EXPECT_LT(shown.find("noon"), shown.find("harbour")) << "the left column comes first";
  // Before 2013 points were elements; a region may have text and no lines.
  EXPECT_EQ(Show("<PcGts><Page imageWidth='50' imageHeight='50'><TextRegion id='a'><Coords>"
                 "<Point x='5' y='10'/><Point x='45' y='10'/><Point x='45' y='30'/></Coords>"
                 "<TextEquiv><Unicode>one\ntwo</Unicode></TextEquiv></TextRegion></Page></PcGts>",
                 Format::kPageXml),
            "one@5,10,40x10 / two@5,20,40x10");
}

TEST(OcrFileTest, Tsv) {
  const std::string head =
      "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\t"
      "text\n";
  EXPECT_EQ(
      Show(head + "1\t1\t0\t0\t0\t0\t0\t0\t99\t99\t-1\t\n4\t1\t1\t1\t1\t0\t1\t1\t30\t9\t-1\t\n"
                  "5\t1\t1\t1\t1\t1\t1\t1\t30\t9\t96.5\t\"quoted\r\n",
           Format::kTsv),
      "\"quoted@1,1,30x9");
  EXPECT_THAT(NotesOf(head + "1\t1\t0\t0\t0\t0\t0\t0\t99\t99\t-1\t\n5\tshort\n", Format::kTsv),
              testing::ElementsAre("damaged-markup"));
  EXPECT_EQ(Show(head, Format::kTsv), "damaged-markup");
}

TEST(OcrFileTest, WhatCannotBeIsCutAndNoted) {
  const auto hocr = [](const std::string& bbox, const std::string& confidence) {
    return "<div class='ocr_page' title='bbox 0 0 100 100'><span class='ocr_line' title='bbox 0 0 "
           "9 9'><span class='ocrx_word' title='bbox " +
           bbox + "; x_wconf " + confidence + "'>w</span></span></div>";
  };
  EXPECT_EQ(Show(hocr("-5 -5 20 10", "93"), Format::kHocr), "w@0,0,20x10");
  EXPECT_EQ(Show(hocr("90 90 500 500", "93"), Format::kHocr), "w@90,90,10x10");
  EXPECT_EQ(Show(hocr("nan inf 1e999 3", "93"), Format::kHocr), "w@0,0,0x3");
  EXPECT_EQ(Show(hocr("20 20 10 10", "93"), Format::kHocr), "w@20,20,0x0");
  EXPECT_THAT(NotesOf(hocr("90 90 500 500", "93"), Format::kHocr),
              testing::ElementsAre("boxes-cut"));
  EXPECT_THAT(NotesOf(hocr("0 0 5 5", "93"), Format::kHocr), testing::IsEmpty());
  for (const std::string confidence : {"400", "-9", "nan", ""}) {
    const Result<OcrFile> file = ReadOcrFile(hocr("0 0 5 5", confidence), Format::kHocr);
    const float read = file.value().pages[0].recognition.lines[0].words[0].confidence;
    EXPECT_TRUE(read >= 0 && read <= 1) << confidence;
  }
}

TEST(OcrFileTest, HostileXmlCostsNothingAndFetchesNothing) {
  std::string laughs = "<!DOCTYPE alto [<!ENTITY a0 'ha'>";
  for (int i = 1; i < 12; ++i) {
    const std::string last = "&a" + std::to_string(i - 1) + ";";
    laughs += "<!ENTITY a" + std::to_string(i) + " '";
    for (int k = 0; k < 10; ++k) laughs += last;
    laughs += "'>";
  }
  laughs +=
      "<!ENTITY file SYSTEM 'file:///etc/passwd'>]><alto><Page><TextBlock><TextLine><String "
      "CONTENT='&a11;&file;' HPOS='0' VPOS='0' WIDTH='9' HEIGHT='9'/></TextLine></TextBlock>"
      "</Page></alto>";
  EXPECT_EQ(Show(laughs, Format::kAlto), "&a11;&file;@0,0,9x9");
  std::string deep = "<alto><Page>";
  for (int i = 0; i < 200000; ++i) deep += "<ComposedBlock>";
  EXPECT_EQ(Show(deep, Format::kAlto), "");
  EXPECT_EQ(Show("<alto>", Format::kAlto), "damaged-markup");
  EXPECT_EQ(Show("no markup at all", Format::kPageXml), "damaged-markup");
}

// A file that was cut short keeps what came before, and says so.
TEST(OcrFileTest, WhatIsCutShortKeepsWhatItHas) {
  const std::string whole = Recognized("ar.alto.xml");
  const std::string half = whole.substr(0, whole.size() / 2);
  const Result<OcrFile> file = ReadOcrFile(half, Format::kAlto);
  ASSERT_TRUE(file.ok());
  EXPECT_GT(file.value().pages[0].recognition.lines.size(), 3u);
  EXPECT_THAT(NotesOf(half, Format::kAlto), testing::Contains("damaged-markup"));
}

TEST(OcrFileTest, EachPageOfAFileGivesItsRecord) {
  const std::string one = Recognized("en.hocr");
  const std::size_t begin = one.find("<div class='ocr_page'");
  const std::size_t end = one.find("</body>");
  Source source{.name = "two.hocr",
                .bytes = one.substr(0, end) + one.substr(begin, end - begin) + one.substr(end)};
  Pipeline pipeline({});
  const Result<int> pages = pipeline.CountPages(source);
  ASSERT_TRUE(pages.ok());
  ASSERT_EQ(pages.value(), 2);
  std::vector<std::string> headlines;
  for (int number = 1; number <= 2; ++number) {
    const Result<PageArticles> read = pipeline.Read(source, number);
    ASSERT_TRUE(read.ok());
    EXPECT_EQ(read.value().page->number, number);
    headlines.emplace_back(read.value().articles[0].headline.bytes());
  }
  EXPECT_EQ(headlines[0], headlines[1]);
  EXPECT_EQ(headlines[0], "Clockmaker Climbs Tower to Silence Bell That Would Not Stop");
  EXPECT_FALSE(pipeline.Read(source, 3).ok());
}

}  // namespace
}  // namespace warraq

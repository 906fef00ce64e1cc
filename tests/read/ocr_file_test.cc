// Pages that other programs recognized: what is taken over from each format, and what becomes of
// files that say what cannot be.

#include "plugin/read/ocr_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
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
  EXPECT_EQ(OcrFormatOf(Recognized("ar-en.abbyy.xml")), Format::kAbbyy);
  EXPECT_EQ(OcrFormatOf("<a:alto xmlns:a='x'>"), Format::kAlto);
  EXPECT_EQ(OcrFormatOf("<document version='1.0' producer='FineReader 8.0'>"), Format::kAbbyy);
  EXPECT_EQ(OcrFormatOf("<document><page><block blockType='Text'>"), Format::kAbbyy);
  EXPECT_EQ(OcrFormatOf("<document><page>We used FineReader for it."), Format::kAuto);
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

// The words of the first page of a PAGE XML file, apart by spaces.
std::string PageXmlWords(std::string_view bytes) {
  std::string words;
  const Result<OcrFile> file = ReadOcrFile(bytes, Format::kPageXml);
  if (!file.ok()) return "failed";
  for (const OcrLine& line : file.value().pages[0].recognition.lines) {
    for (const OcrWord& word : line.words) words.append(words.empty() ? "" : " ").append(word.text);
  }
  return words;
}

// Transkribus says the order in what it calls custom, and has the lines of a table in cells.
TEST(OcrFileTest, PageXmlOfTranskribus) {
  const auto line = [](int index, const std::string& text) {
    return "<TextLine custom='readingOrder {index:" + std::to_string(index) +
           ";} structure {type:heading;}'><Coords points='1,1 9,9'/><TextEquiv><Unicode>" + text +
           "</Unicode></TextEquiv></TextLine>";
  };
  const auto region = [](const std::string& index, const std::string& content) {
    return "<TextRegion custom='structure {type:x;} readingOrder {index:" + index +
           ";}'><Coords/>" + content + "</TextRegion>";
  };
  EXPECT_EQ(
      PageXmlWords("<PcGts><Page imageWidth='50' imageHeight='50'>" +
                   region("10", line(1, "six") + line(0, "five")) + region("", line(0, "seven")) +
                   region("0", line(0, "one")) +
                   "<TableRegion custom='readingOrder {index:2;}'><TableCell>" + line(0, "three") +
                   "</TableCell><TableCell>" + line(0, "four") + "</TableCell></TableRegion>" +
                   region("1", line(0, "two")) + "</Page></PcGts>"),
      "one two three four five six seven");
  // The page's own order goes before.
  EXPECT_EQ(
      PageXmlWords("<PcGts><Page imageWidth='50' imageHeight='50'><ReadingOrder><OrderedGroup>"
                   "<RegionRefIndexed index='0' regionRef='a'/></OrderedGroup></ReadingOrder>" +
                   region("0", line(0, "two")) +
                   "<TextRegion id='a' custom='readingOrder "
                   "{index:1;}'>" +
                   line(0, "one") + "</TextRegion></Page></PcGts>"),
      "one two");
}

TEST(OcrFileTest, PageXmlKeepsWhatSaysMore) {
  const auto equiv = [](const std::string& text) {
    return "<TextEquiv><Unicode>" + text + "</Unicode></TextEquiv>";
  };
  const auto page = [](const std::string& content) {
    return PageXmlWords(
        "<PcGts><Page imageWidth='50' imageHeight='50'><TextRegion><Coords points='0,0 "
        "40,40'/>" +
        content + "</TextRegion></Page></PcGts>");
  };
  const auto line = [](const std::string& content) {
    return "<TextLine><Coords points='0,0 40,9'/>" + content + "</TextLine>";
  };
  const std::string word = "<Word><Coords points='0,0 9,9'/>" + equiv("old") + "</Word>";
  EXPECT_EQ(page(line(word + equiv("ola"))), "old");
  EXPECT_EQ(page(line(word + equiv("older words"))), "older words");
  EXPECT_EQ(page(line(word) + equiv("old")), "old");
  EXPECT_EQ(page(line(word) + line("") + equiv("old\nand new")), "old and new");
  EXPECT_EQ(page(line("") + equiv("alone")), "alone");
  EXPECT_EQ(page(line("") + line("")), "");
}

// What a file does not say is not made up, neither here nor in what is written of it.
TEST(OcrFileTest, ConfidenceThatIsNotKnown) {
  const std::string file =
      "<div class='ocr_page' title='bbox 0 0 100 100'><span class='ocr_line' title='bbox 1 2 50 "
      "12'><span class='ocrx_word' title='bbox 1 2 20 12%'>One</span> "
      "<span class='ocrx_word' title='bbox 22 2 50 12'>two</span></span></div>";
  const auto confidences = [&](const std::string& said) {
    std::string with = file;
    with.replace(with.find('%'), 1, said);
    const Result<OcrFile> read = ReadOcrFile(with, Format::kHocr);
    const Recognition& page = read.value().pages[0].recognition;
    return std::vector<float>{page.lines[0].words[0].confidence, page.lines[0].words[1].confidence,
                              page.confidence};
  };
  EXPECT_THAT(confidences(""), testing::ElementsAre(-1, -1, -1));
  EXPECT_THAT(confidences("; x_wconf 50"), testing::ElementsAre(0.5F, -1, 0.5F));
  EXPECT_THAT(confidences("; x_wconf 400"), testing::ElementsAre(1, -1, 1));
}

std::string AltoPage(const std::string& blocks) {
  return "<alto xmlns='http://www.loc.gov/standards/alto/ns-v3#'><Layout><Page WIDTH='100' "
         "HEIGHT='100'><PrintSpace>" +
         blocks + "</PrintSpace></Page></Layout></alto>";
}

std::string AltoBlock(const std::string& attributes, const std::string& content) {
  return "<TextBlock " + attributes + "><TextLine><String CONTENT='" + content +
         "' HPOS='1' VPOS='1' WIDTH='9' HEIGHT='9'/></TextLine></TextBlock>";
}

TEST(OcrFileTest, AltoOfOthers) {
  // kraken: polygons, no boxes; the baseline is none.
  EXPECT_EQ(Show(AltoPage("<TextBlock ID='b'><TextLine ID='l' BASELINE='0,9 50,9'><Shape><Polygon "
                          "POINTS='5,2 50,2 50,12 5,12'/></Shape><String CONTENT='word'><Shape>"
                          "<Polygon POINTS='5 2 30 2 30 12'/></Shape></String></TextLine>"
                          "</TextBlock>"),
                 Format::kAlto),
            "word@5,2,25x10");
  // docWorks: the hyphen is in the whole word alone; a block names the one that is read next.
  EXPECT_EQ(Show(AltoPage("<TextBlock><TextLine><String CONTENT='pres' SUBS_TYPE='HypPart1' "
                          "SUBS_CONTENT='present' HPOS='1' VPOS='1' WIDTH='9' HEIGHT='9'/>"
                          "</TextLine></TextBlock>"),
                 Format::kAlto),
            "pres-@1,1,9x9");
  EXPECT_EQ(Show(AltoPage("<TextBlock><TextLine><String CONTENT='Mr' SUBS_TYPE='Abbreviation' "
                          "SUBS_CONTENT='Mrs' HPOS='1' VPOS='1' WIDTH='9' HEIGHT='9'/>"
                          "</TextLine></TextBlock>"),
                 Format::kAlto),
            "Mr@1,1,9x9");
  EXPECT_EQ(Show(AltoPage(AltoBlock("ID='a' IDNEXT='c'", "a") + AltoBlock("ID='b'", "b") +
                          AltoBlock("ID='c' IDNEXT='b'", "c")),
                 Format::kAlto),
            "a@1,1,9x9 // c@1,1,9x9 // b@1,1,9x9");
  EXPECT_EQ(
      Show(AltoPage(AltoBlock("ID='a' IDNEXT='b'", "a") + AltoBlock("ID='b' IDNEXT='a'", "b")),
           Format::kAlto),
      "a@1,1,9x9 // b@1,1,9x9")
      << "a circle";
  EXPECT_EQ(Show(AltoPage(AltoBlock("", "a") + AltoBlock("", "b")), Format::kAlto),
            "a@1,1,9x9 // b@1,1,9x9");
  // ABBYY: blocks in blocks, pictures between; the text of a picture's caption is text.
  EXPECT_EQ(Show(AltoPage("<ComposedBlock TYPE='container'><Illustration ID='i'/><ComposedBlock>" +
                          AltoBlock("ID='a'", "a") + "</ComposedBlock></ComposedBlock>"),
                 Format::kAlto),
            "a@1,1,9x9");
}

TEST(OcrFileTest, HocrOfOthers) {
  const auto line = [](const std::string& inside) {
    return "<div class='ocr_page' title='bbox 0 0 100 100'><span class='ocr_line' title='bbox 0 0 "
           "90 9'>" +
           inside + "</span></div>";
  };
  const auto confidence = [&](const std::string& title) {
    const std::string hocr =
        line("<span class='ocrx_word' title='bbox 0 0 9 9" + title + "'>w</span>");
    return ReadOcrFile(hocr, Format::kHocr)
        .value()
        .pages[0]
        .recognition.lines[0]
        .words[0]
        .confidence;
  };
  // kraken tells how sure it is of each letter, OCRopus of none.
  EXPECT_NEAR(confidence("; x_confs 0.5 1.0"), 0.75F, 1e-6F);
  EXPECT_NEAR(confidence("; x_confs 90 100"), 0.95F, 1e-6F);
  EXPECT_NEAR(confidence("; x_wconf 40; x_confs 90 100"), 0.4F, 1e-6F);
  EXPECT_EQ(confidence(""), -1);
  // Tesseract with hocr_char_boxes: the letters are the word.
  EXPECT_EQ(
      Show(line("<span class='ocrx_word' title='bbox 0 0 9 9; x_wconf 94'>\n <span "
                "class='ocrx_cinfo' title='x_bboxes 0 0 4 9; x_conf 99'>T</span>\n"
                "<span class='ocrx_cinfo' title='x_bboxes 5 0 9 9; x_conf 99'>o</span></span>"),
           Format::kHocr),
      "To@0,0,9x9");
  // Google's books: words as ocr_cinfo, pages without a size; Cuneiform: empty ones, of letters.
  EXPECT_EQ(Show("<div class='ocr_page' title='file 0001.png'><p class='ocr_par'><span "
                 "class='ocr_line' title='bbox 5 5 60 15'><span class='ocr_cinfo' title='bbox 5 5 "
                 "20 15'>The</span> <span class='ocr_cinfo' title='bbox 25 5 60 15'>Works</span>"
                 "</span></p></div>",
                 Format::kHocr),
            "The@5,5,15x10 Works@25,5,35x10");
  EXPECT_EQ(Show(line("To<span class='ocr_cinfo' title='x_bboxes 0 0 4 9 5 0 9 9'></span>"),
                 Format::kHocr),
            "To@0,0,90x9");
  // A word that nobody closed.
  EXPECT_EQ(Show(line("<span class='ocrx_word' title='bbox 0 0 9 9'>a<span class='ocrx_word' "
                      "title='bbox 10 0 19 9'>b"),
                 Format::kHocr),
            "a@0,0,9x9 b@10,0,9x9");
}

// gcv2hocr writes each word of Google's Cloud Vision as a line.
TEST(OcrFileTest, LinesOfOneWordAreJoined) {
  const auto page = [](const std::vector<std::string>& boxes) {
    std::string words;
    for (const std::string& box : boxes) {
      words += "<span class='ocr_line' title='bbox " + box +
               "; baseline 0 0'>\n<span class='ocrx_word' title='bbox " + box + "'>w</span></span>";
    }
    return Show(
        "<div class='ocr_page' lang='unknown' title='bbox 0 0 200 90'><div "
        "class='ocr_carea'>" +
            words + "</div></div>",
        Format::kHocr);
  };
  EXPECT_EQ(page({"0 0 20 10", "24 1 40 10", "44 0 60 12", "0 20 20 30", "24 20 40 30"}),
            "w@0,0,20x10 w@24,1,16x9 w@44,0,16x12 / w@0,20,20x10 w@24,20,16x10");
  EXPECT_EQ(page({"40 0 60 10", "20 0 36 10"}), "w@40,0,20x10 w@20,0,16x10") << "to the left";
  // Another column, a line below another, and a page that has lines as they are.
  EXPECT_EQ(page({"0 0 20 10", "100 0 120 10"}), "w@0,0,20x10 / w@100,0,20x10");
  EXPECT_EQ(page({"0 0 20 10", "0 12 20 22"}), "w@0,0,20x10 / w@0,12,20x10");
  EXPECT_EQ(
      Show("<div class='ocr_page' title='bbox 0 0 99 99'><span class='ocr_line' title='bbox 0 0 20 "
           "10'>two words</span><span class='ocr_line' title='bbox 24 0 40 10'>w</span></div>",
           Format::kHocr),
      "two@0,0,6x10 words@8,0,12x10 / w@24,0,16x10");
}

// Chinese and Japanese from top to bottom: each line is a word, and stands beside the next.
TEST(OcrFileTest, ColumnsAreLines) {
  const auto column = [](const std::string& box) {
    return "<span class='ocr_line' title='bbox " + box + "'><span class='ocrx_word' title='bbox " +
           box + "'>\xE5\xB1\xB1\xE6\x9D\x91\xE6\x96\xB0</span></span>";
  };
  EXPECT_EQ(Show("<div class='ocr_page' title='bbox 0 0 99 99'>" + column("40 0 50 30") +
                     column("20 0 30 30") + "</div>",
                 Format::kHocr),
            "\xE5\xB1\xB1\xE6\x9D\x91\xE6\x96\xB0@40,0,10x30 / "
            "\xE5\xB1\xB1\xE6\x9D\x91\xE6\x96\xB0@20,0,10x30");
}

TEST(OcrFileTest, PageXmlOrderOfGroups) {
  const auto page = [](const std::string& order) {
    std::string regions;
    for (const std::string id : {"a", "b", "c", "d"}) {
      regions += "<TextRegion id='" + id + "'><Coords points='0,0 9,9'/><TextEquiv><Unicode>" + id +
                 "</Unicode></TextEquiv></TextRegion>";
    }
    return Show("<PcGts><Page imageWidth='50' imageHeight='50'><ReadingOrder>" + order +
                    "</ReadingOrder>" + regions + "</Page></PcGts>",
                Format::kPageXml);
  };
  const auto shown = [](const std::string& ids) {
    std::string all;
    for (const char id : ids) all += (all.empty() ? "" : " // ") + std::string(1, id) + "@0,0,9x9";
    return all;
  };
  EXPECT_EQ(page("<OrderedGroup><RegionRefIndexed index='2' regionRef='a'/><RegionRefIndexed "
                 "index='1' regionRef='b'/></OrderedGroup>"),
            shown("bacd"));
  // A group within a group has its own place.
  EXPECT_EQ(
      page("<OrderedGroup><RegionRefIndexed index='2' regionRef='a'/><RegionRefIndexed "
           "index='0' regionRef='b'/><OrderedGroupIndexed index='1'><RegionRefIndexed index='1'"
           " regionRef='c'/><RegionRefIndexed index='0' regionRef='d'/></OrderedGroupIndexed>"
           "</OrderedGroup>"),
      shown("bdca"));
  EXPECT_EQ(page("<UnorderedGroup><RegionRef regionRef='d'/><RegionRef regionRef='nowhere'/>"
                 "<RegionRef regionRef='d'/></UnorderedGroup>"),
            shown("dabc"));
}

// What else the words may be: "word: reading(span) confidence purpose".
std::string ShowAlternatives(const std::string& bytes, Format format) {
  const Result<OcrFile> file = ReadOcrFile(bytes, format);
  std::string shown;
  for (const OcrLine& line : file.value().pages[0].recognition.lines) {
    for (const OcrWord& word : line.words) {
      for (const OcrAlternative& one : word.alternatives) {
        shown +=
            word.text + ':' + one.text + '@' + std::to_string(one.at.begin) + '-' +
            std::to_string(one.at.end) +
            (one.confidence < 0 ? "" : '=' + std::to_string(std::lround(one.confidence * 100))) +
            (one.purpose.empty() ? "" : " " + one.purpose) + ' ';
      }
    }
  }
  return shown;
}

TEST(OcrFileTest, AlternativesStayWithTheirWords) {
  EXPECT_EQ(
      ShowAlternatives(
          AltoPage("<TextBlock><TextLine><String CONTENT='inn' HPOS='1' VPOS='1' WIDTH='9' "
                   "HEIGHT='9'><ALTERNATIVE PURPOSE='spelling'>ynn</ALTERNATIVE><Glyph CONTENT='i' "
                   "GC='0.9'><Variant CONTENT='l' VC='0.1'/></Glyph><Glyph CONTENT='n'/>"
                   "<Glyph CONTENT='n'><Variant CONTENT='ri' VC='0.3'/></Glyph></String></TextLine>"
                   "</TextBlock>"),
          Format::kAlto),
      "inn:ynn@0-3 spelling inn:i@0-1=90 inn:l@0-1=10 inn:ri@2-3=30 ");
  const auto page = [](const std::string& line) {
    return "<PcGts><Page imageWidth='50' imageHeight='50'><TextRegion id='a'><Coords points='0,0 "
           "9,9'/><TextLine><Coords points='0,0 9,9'/>" +
           line + "</TextLine></TextRegion></Page></PcGts>";
  };
  const auto equiv = [](const std::string& index, const std::string& text) {
    return "<TextEquiv index='" + index + "' conf='0.5'><Unicode>" + text +
           "</Unicode></TextEquiv>";
  };
  EXPECT_EQ(ShowAlternatives(page("<Word><Coords points='0,0 9,9'/>" + equiv("1", "hallo") +
                                  equiv("0", "hello") + "</Word>"),
                             Format::kPageXml),
            "hello:hallo@0-5=50 ");
  EXPECT_EQ(
      ShowAlternatives(page(equiv("0", "one two") + equiv("1", "one tvvo")), Format::kPageXml),
      "two:tvvo@0-3=50 ");
  EXPECT_EQ(ShowAlternatives(page(equiv("0", "one two") + equiv("1", "onetwo")), Format::kPageXml),
            "one:onetwo@0-3=50 line ");
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
  // A level that no whole number holds is none.
  EXPECT_EQ(
      Show(head + "1\t1\t0\t0\t0\t0\t0\t0\t99\t99\t-1\t\n1e36\t1\t1\t1\t1\t1\t5\t5\t9\t9\t90\t"
                  "no\n5\t1\t1\t1\t1\t1\t5\t5\t9\t9\t90\tyes\n",
           Format::kTsv),
      "yes@5,5,9x9");
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
    EXPECT_EQ(read, confidence == "400" ? 1 : -1) << confidence;
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

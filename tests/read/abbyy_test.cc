// FineReader's XML: what its letters, lines and blocks become, in the shapes of its releases.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <string>
#include <vector>

#include "plugin/read/ocr_file.h"
#include "tests/samples.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

OcrFile Read(const std::string& bytes) {
  Result<OcrFile> file = ReadOcrFile(bytes, Format::kAbbyy);
  return file.ok() ? std::move(file).value() : OcrFile();
}

// "word@x,y,wxh=confidence" of each, "?" where none is known; lines apart by " / ", paragraphs by
// " // ".
std::string Show(const OcrPage& page) {
  std::string shown;
  const OcrLine* previous = nullptr;
  for (const OcrLine& line : page.recognition.lines) {
    if (previous != nullptr) shown += previous->paragraph == line.paragraph ? " / " : " // ";
    for (const OcrWord& word : line.words) {
      if (&word != &line.words.front()) shown += ' ';
      const Box& box = word.box;
      shown += word.text + '@' + std::to_string(box.x) + ',' + std::to_string(box.y) + ',' +
               std::to_string(box.width) + 'x' + std::to_string(box.height) + '=' +
               (word.confidence < 0 ? "?" : std::to_string(std::lround(word.confidence * 100)));
    }
    previous = &line;
  }
  return shown;
}

std::string Show(const std::string& bytes) {
  const OcrFile file = Read(bytes);
  return file.pages.empty() ? "no page" : Show(file.pages[0]);
}

std::string ShowAlternatives(const std::string& bytes) {
  std::string shown;
  const OcrFile file = Read(bytes);
  for (const OcrLine& line : file.pages.at(0).recognition.lines) {
    for (const OcrWord& word : line.words) {
      for (const OcrAlternative& one : word.alternatives) {
        shown += word.text + ':' + one.text + '@' + std::to_string(one.at.begin) + '-' +
                 std::to_string(one.at.end) + '=' +
                 std::to_string(std::lround(one.confidence * 100)) + ' ';
      }
    }
  }
  return shown;
}

std::vector<std::string> Notes(const std::string& bytes) {
  const OcrFile file = Read(bytes);
  std::vector<std::string> codes;
  for (const Note& note : file.notes) codes.push_back(note.code);
  for (const OcrPage& page : file.pages) {
    for (const Note& note : page.notes) codes.push_back(note.code);
  }
  return codes;
}

std::string Document(const std::string& pages) {
  return "<document xmlns='http://www.abbyy.com/FineReader_xml/FineReader10-schema-v1.xml' "
         "producer='FineReader' mainLanguage='GermanNewSpelling'>" +
         pages + "</document>";
}

std::string PageOf(const std::string& blocks) {
  return "<page width='100' height='100' resolution='300'>" + blocks + "</page>";
}

std::string LineOf(const std::string& inside, const std::string& attributes = "lang='Czech'") {
  return "<line baseline='9' l='0' t='0' r='90' b='10'><formatting " + attributes + ">" + inside +
         "</formatting></line>";
}

// A page of one paragraph.
std::string Lines(const std::string& lines) {
  return Document(
      PageOf("<block blockType='Text'><region><rect l='0' t='0' r='9' b='9'/></region>"
             "<text><par>" +
             lines + "</par></text></block>"));
}

// A letter that is 10 wide, at `x`.
std::string Letter(const std::string& content, int x, const std::string& attributes = "") {
  return "<charParams l='" + std::to_string(x) + "' t='1' r='" + std::to_string(x + 10) +
         "' b='9' " + attributes + ">" + content + "</charParams>";
}

std::string Sure(const std::string& percent) { return "charConfidence='" + percent + "'"; }

TEST(AbbyyTest, WordsAreWhatWhiteSpaceParts) {
  EXPECT_EQ(Show(Lines(LineOf(Letter("T", 0, Sure("90")) + Letter("o", 10, Sure("70")) +
                              Letter(" ", 20) + Letter("d", 30, Sure("100"))))),
            "To@0,1,20x8=80 d@30,1,10x8=100");
  // Tabs, spaces that do not break, pictures in the line; spaces without a box or a letter.
  EXPECT_EQ(
      Show(Lines(LineOf(Letter("a", 0) + Letter("\t", 10) + Letter("b", 20) +
                        Letter("\xC2\xA0", 30) + Letter("c", 40) + Letter("\xEF\xBF\xBC", 50) +
                        Letter("d", 60) + "<charParams> </charParams>" + Letter("e", 70) +
                        "<charParams l='80' t='1' r='82' b='9'/>" + Letter("f", 80)))),
      "a@0,1,10x8=? b@20,1,10x8=? c@40,1,10x8=? d@60,1,10x8=? e@70,1,10x8=? "
      "f@80,1,10x8=?");
  // A letter that could not be written is none of a space.
  EXPECT_EQ(Show(Lines(LineOf(Letter("a", 0) + Letter("", 10, Sure("80")) + Letter("b", 20)))),
            "ab@0,1,30x8=?");
  // Two signs of one box, several in one element, and a word in two types.
  EXPECT_EQ(Show(Lines(LineOf(Letter("c", 0) + Letter("h", 0) + Letter("fi", 10)) +
                       "<line l='0' t='0' r='90' b='10'><formatting fs='9.'>" + Letter("M", 0) +
                       "</formatting><formatting fs='6.' superscript='1'>" + Letter("r", 10) +
                       "</formatting></line>")),
            "chfi@0,1,20x8=? / Mr@0,1,20x8=?");
  // Whoever laid it out anew put line feeds into it.
  EXPECT_EQ(Show(Lines(LineOf("\n  " + Letter("\n a\n ", 0) + "\n  " + Letter("\nb\n", 10) +
                              Letter(" ", 20) + Letter("c", 30)))),
            "ab@0,1,20x8=? c@30,1,10x8=?");
}

TEST(AbbyyTest, ConfidencesThatSayNothing) {
  const auto of = [](const std::string& percent) {
    return Read(Lines(LineOf(Letter("a", 0, Sure("40")) + Letter("b", 10, Sure(percent)))))
        .pages[0]
        .recognition.lines[0]
        .words[0]
        .confidence;
  };
  EXPECT_FLOAT_EQ(of("60"), 0.5F);
  for (const std::string nothing : {"-1", "255", "nan", "", "1e9", "101"}) {
    EXPECT_FLOAT_EQ(of(nothing), 0.4F) << nothing;
  }
}

TEST(AbbyyTest, LinesWithoutLetters) {
  // Each word has a part of its line's box.
  EXPECT_EQ(Show(Lines(LineOf("ab cd\n", "lang='English' bold='1'"))),
            "ab@0,0,36x10=? cd@54,0,36x10=?");
  EXPECT_EQ(Show(Lines("<line l='0' t='0' r='90' b='10'><formatting>a</formatting><formatting>6 b"
                       "</formatting></line>")),
            "a6@0,0,45x10=? b@67,0,23x10=?");
  EXPECT_EQ(Show(Lines(LineOf("<charParams charConfidence='50'>a</charParams><charParams> "
                              "</charParams><charParams charConfidence='70'>b</charParams>"))),
            "a@0,0,30x10=60 b@60,0,30x10=60");
  EXPECT_EQ(Show(Lines(LineOf("") + LineOf(" ") + LineOf(Letter(" ", 0)) + "<line/>")), "");
}

// FineReader's sign for a soft hyphen.
TEST(AbbyyTest, NotSignsAreSoftHyphens) {
  const std::string sign = "\xC2\xAC";
  EXPECT_EQ(Show(Lines(LineOf("an" + sign) + LineOf("ge" + sign + "nommen"))),
            "an-@0,0,90x10=? / ge\xC2\xADnommen@0,0,90x10=?");
  EXPECT_EQ(Show(Lines(LineOf(Letter("a", 0) + Letter(sign, 10)))), "a-@0,1,20x8=?");
  EXPECT_EQ(
      ShowAlternatives(Lines(LineOf(
          Letter("a", 0) + Letter("<charRecVariants><charRecVariant charConfidence='30'>" + sign +
                                      "</charRecVariant><charRecVariant "
                                      "charConfidence='20'>_</charRecVariant>"
                                      "</charRecVariants>" +
                                      sign,
                                  10, Sure("30"))))),
      "a-:-@1-2=30 a-:_@1-2=20 ");
  Source source{.name = "x", .bytes = Lines(LineOf("Die Zeitungs" + sign) + LineOf("seite ist."))};
  Pipeline pipeline({});
  const auto read = pipeline.Read(source, 1);
  ASSERT_TRUE(read.ok());
  EXPECT_THAT(WriteJsonLine(read.value().articles.at(0), Provenance::kNone),
              testing::HasSubstr("Die Zeitungsseite ist."));
}

TEST(AbbyyTest, WhatElseLettersAndWordsMayBe) {
  const auto variants = [](const std::string& letter) {
    return "<charRecVariants><charRecVariant charConfidence='88'>" + letter +
           "</charRecVariant><charRecVariant charConfidence='-1'>rn</charRecVariant>"
           "</charRecVariants>" +
           letter;
  };
  EXPECT_EQ(ShowAlternatives(Lines(LineOf(Letter("a", 0, Sure("99")) +
                                          Letter(variants("\xC3\xA9"), 10, Sure("88")) +
                                          Letter("b", 20, Sure("99"))))),
            "a\xC3\xA9"
            "b:\xC3\xA9@1-3=88 a\xC3\xA9"
            "b:rn@1-3=-100 ");
  // Those of a word stand before it, as text or as letters; its marks are not among them.
  const std::string words =
      "<wordRecVariants><wordRecVariant wordFromDictionary='1'><variantText>in</variantText>"
      "</wordRecVariant><wordRecVariant><variantText><charParams charConfidence='40'>i"
      "</charParams><charParams charConfidence='60'>m</charParams></variantText></wordRecVariant>"
      "<wordRecVariant/></wordRecVariants>";
  EXPECT_EQ(ShowAlternatives(Lines(LineOf(words + Letter("i", 0) + Letter("n", 10) +
                                          Letter(",", 20) + Letter(" ", 30) + Letter("i", 40)))),
            "in,:im@0-2=50 ");
  EXPECT_EQ(
      ShowAlternatives(Lines(LineOf(Letter("(", 0) + words + Letter("i", 10) + Letter("n", 20)))),
      "(in:im@1-3=50 ");
  EXPECT_EQ(ShowAlternatives(Lines(LineOf(words + Letter(" ", 0) + "un"))),
            "un:in@0-2=-100 un:im@0-2=50 ")
      << "none is its own";
  EXPECT_EQ(Show(Lines(LineOf(words))), "");
}

TEST(AbbyyTest, PagesBlocksAndParagraphs) {
  const std::string line = LineOf("a");
  const OcrFile file = Read(Document(
      PageOf("<block blockType='Text' isHidden='true'><text><par>" + line + line + "</par><par>" +
             line +
             "</par></text></block><block blockType='Picture' l='0' t='0' r='9' b='9'><region>"
             "<rect l='0' t='0' r='9' b='9'/></region></block><block><text><par>" +
             line + "</par></text></block>") +
      "<page/><page width='7' height='8'><block blockType='Barcode'><text><par>" + line +
      "</par></text></block></page>"));
  ASSERT_EQ(file.pages.size(), 3u);
  const std::vector<OcrLine>& lines = file.pages[0].recognition.lines;
  ASSERT_EQ(lines.size(), 4u);
  const auto numbers = [&](std::size_t i) { return std::pair(lines[i].block, lines[i].paragraph); };
  EXPECT_EQ(numbers(0), std::pair(0, 0));
  EXPECT_EQ(numbers(1), std::pair(0, 0));
  EXPECT_EQ(numbers(2), std::pair(0, 1));
  EXPECT_EQ(numbers(3), std::pair(1, 2));
  EXPECT_EQ(file.pages[0].recognition.recognizer, "FineReader");
  EXPECT_TRUE(file.pages[1].recognition.lines.empty());
  EXPECT_EQ(file.pages[2].recognition.width, 7);
  // Streams repeat the blocks; without blocks they are the text. So is what others write.
  const std::string stream = "<pageSection><pageStream streamType='x'><pageElement><text><par>" +
                             LineOf("b") + "</par></text></pageElement></pageStream></pageSection>";
  const std::string block = "<block><text><par>" + line + "</par></text></block>";
  EXPECT_EQ(Show(Document(PageOf(block + stream))), "a@0,0,90x10=?");
  EXPECT_EQ(Show(Document(PageOf(stream))), "b@0,0,90x10=?");
  EXPECT_EQ(Show("<document><page><text><line l='0' r='9' t='0' b='9'><charParams l='0' r='9' "
                 "t='0' b='9'>x</charParams></line></text></page></document>"),
            "x@0,0,9x9=?");
  EXPECT_EQ(Show("<f:document xmlns:f='x'><f:page><f:block><f:par><f:line><f:formatting>x"
                 "</f:formatting></f:line></f:par></f:block></f:page></f:document>"),
            "x@0,0,0x0=?");
}

TEST(AbbyyTest, TablesOfDataHaveRows) {
  const auto cell = [](const std::string& lines) {
    return "<cell width='9' height='9'><text><par>" + lines + "</par></text></cell>";
  };
  const auto table = [](const std::string& rows) {
    return Document(PageOf("<block blockType='Table'>" + rows + "</block><block><text><par>" +
                           LineOf("end") + "</par></text></block>"));
  };
  const auto rows = [](const std::string& bytes) {
    std::string shown;
    const OcrFile file = Read(bytes);
    for (const OcrLine& line : file.pages.at(0).recognition.lines) {
      shown += line.words[0].text + std::to_string(line.row) + '.' +
               std::to_string(line.paragraph) + ' ';
    }
    return shown;
  };
  EXPECT_EQ(rows(table("<row>" + cell(LineOf("a") + LineOf("b")) + cell(LineOf("c")) +
                       "</row><row>" + cell("") + cell(LineOf("d")) + "</row>")),
            "a1.0 b1.0 c1.1 d2.2 end0.3 ");
  const std::string prose = LineOf("a") + LineOf("a") + LineOf("a") + LineOf("a");
  EXPECT_EQ(rows(table("<row>" + cell(prose) + cell(LineOf("b")) + "</row>")),
            "a0.0 a0.0 a0.0 a0.0 b0.1 end0.2 ")
      << "columns of prose";
}

TEST(AbbyyTest, StylesAreHints) {
  const auto style = [](const std::string& id, const std::string& role) {
    return "<paragraphStyle id='" + id + "' role='" + role + "'><fontStyle/></paragraphStyle>";
  };
  const auto par = [](const std::string& id, int top) {
    return "<par style='" + id + "'><line l='0' t='" + std::to_string(top) + "' r='9' b='" +
           std::to_string(top + 9) + "'><formatting>x</formatting></line></par>";
  };
  const OcrFile file = Read(Document(
      "<documentData><paragraphStyles>" + style("1", "heading") + style("2", "pictureCaption") +
      style("3", "rt") + style("4", "text") + "</paragraphStyles></documentData>" +
      PageOf("<block><text>" + par("3", 0) + par("1", 10) + par("4", 20) + par("2", 30) +
             par("9", 40) + par("3", 90) + "</text></block>")));
  std::vector<std::uint32_t> inside;
  for (const OcrLine& line : file.pages.at(0).recognition.lines) inside.push_back(line.inside);
  EXPECT_THAT(inside,
              testing::ElementsAre(kInHeader, kSaysHeadline, 0u, kSaysCaption, 0u, kInFooter));
}

TEST(AbbyyTest, LanguagesByTheirNames) {
  const auto of = [](const std::string& lines) { return Read(Lines(lines)).pages.at(0).language; };
  EXPECT_EQ(of(LineOf("one", "lang='EnglishUnitedStates'")), "en");
  EXPECT_EQ(of(LineOf("ab", "lang='Latvian'") + LineOf("abcd", "lang='RussianOldSpelling'")), "ru");
  EXPECT_EQ(of(LineOf("a", "lang='ArabicSaudiArabia'")), "ar");
  EXPECT_EQ(of(LineOf("a", "lang='OldGerman'")), "de");
  EXPECT_EQ(of(LineOf("a", "lang=''")), "de") << "the document's";
  EXPECT_EQ(of(LineOf("a", "lang='Klingon'")), "de");
  Source source{.name = "x", .bytes = Lines(LineOf("a", "lang='Farsi'"))};
  Pipeline pipeline({});
  const auto page = pipeline.ReadPage(source, 1);
  ASSERT_TRUE(page.ok());
  ASSERT_EQ(page.value()->facts.size(), 1u);
  EXPECT_EQ(page.value()->facts[0].kind, FactKind::kLanguage);
  EXPECT_EQ(page.value()->facts[0].text.bytes(), "fa");
}

TEST(AbbyyTest, OnePageTornLosesNoOther) {
  const std::string good = PageOf("<block><text><par>" + LineOf("a") + "</par></text></block>");
  const std::string torn =
      "<page width='9' height='9'><block><text><par>" + LineOf("b") + "</text>";
  EXPECT_THAT(Notes(Document(good)), testing::IsEmpty());
  const std::string bytes = Document(good + torn + "</page>" + good);
  const OcrFile file = Read(bytes);
  ASSERT_EQ(file.pages.size(), 3u);
  EXPECT_EQ(Show(file.pages[1]), "b@0,0,9x9=?");
  EXPECT_EQ(Show(file.pages[2]), "a@0,0,90x10=?");
  EXPECT_THAT(Notes(bytes), testing::Contains("damaged-markup"));
  // Cut short, between pages too.
  const std::string whole = Document(good + good);
  for (std::size_t end = whole.find("<page ") + 6; end + 1 < whole.size(); ++end) {
    ASSERT_THAT(Notes(whole.substr(0, end)), testing::Contains("damaged-markup")) << end;
  }
  EXPECT_EQ(Show("<document producer='FineReader'></document>"), "no page");
  EXPECT_EQ(Show("no markup"), "no page");
}

TEST(AbbyyTest, BoxesThatCannotBe) {
  const auto boxed = [](const std::string& box) {
    return Lines(LineOf("<charParams " + box + ">w</charParams>"));
  };
  EXPECT_EQ(Show(boxed("l='-5' t='-5' r='20' b='10'")), "w@0,0,20x10=?");
  EXPECT_EQ(Show(boxed("l='90' t='90' r='99999999999' b='1e300'")), "w@90,90,10x10=?");
  EXPECT_EQ(Show(boxed("l='nan' t='-1e308' r='1e308' b='x'")), "w@0,0,100x0=?");
  EXPECT_EQ(Show(boxed("l='20' t='20' r='10' b='10'")), "w@20,20,0x0=?");
  EXPECT_THAT(Notes(boxed("l='20' t='20' r='10' b='10'")), testing::ElementsAre("boxes-cut"));
}

TEST(AbbyyTest, HostileFilesCostNothing) {
  std::string deep = "<document producer='FineReader'><page>";
  for (int i = 0; i < 200000; ++i) deep += "<block>";
  EXPECT_EQ(Show(deep), "");
  EXPECT_EQ(Show(std::string(1'000'000, '<')), "no page");
  EXPECT_EQ(
      Show("<!DOCTYPE document [<!ENTITY a SYSTEM 'file:///etc/passwd'>]>" + Lines(LineOf("&a;"))),
      "&a;@0,0,90x10=?");
}

// What FineReader says of its lines: a running title that the body would go around, a cell of two
// lines, one of a number that is no page's.
TEST(AbbyyTest, WhatItTookLinesForIsTheirRole) {
  const auto line = [](int top, const std::string& text) {
    return "<line l='10' t='" + std::to_string(top) + "' r='" +
           std::to_string(10 + 10 * text.size()) + "' b='" + std::to_string(top + 20) +
           "'><formatting>" + text + "</formatting></line>";
  };
  const auto block = [](const std::string& style, const std::string& lines) {
    return "<block><text><par style='" + style + "'>" + lines + "</par></text></block>";
  };
  const auto cell = [](const std::string& lines) {
    return "<cell><text><par>" + lines + "</par></text></cell>";
  };
  const std::string prose =
      line(100, "The council met on Friday to hear what the keeper had to say,") +
      line(130, "and gave him leave to count the gulls for another year.");
  Source source{
      .name = "x",
      .bytes = Document("<documentData><paragraphStyles><paragraphStyle id='t' role='rt'/>"
                        "</paragraphStyles></documentData><page width='900' height='900'>" +
                        block("t", line(10, "Herald of the harbour and its islands")) +
                        block("", prose) + "<block blockType='Table'><row>" +
                        cell(line(200, "Gulls of") + line(230, "the rocks")) +
                        cell(line(200, "2114")) + "</row></block>" + block("", prose) +
                        block("t", line(800, "Printed at the sign of the anchor")) + "</page>")};
  Pipeline pipeline({});
  const auto read = pipeline.Read(source, 1);
  ASSERT_TRUE(read.ok());
  const std::string record = WriteJsonLine(read.value().articles.at(0), Provenance::kNone);
  EXPECT_THAT(record, testing::HasSubstr("\"rows\":[[\"Gulls of the rocks\",\"2114\"]]"));
  EXPECT_THAT(record, testing::HasSubstr("{\"role\":\"running-header\""));
  EXPECT_THAT(record, testing::HasSubstr("{\"role\":\"running-footer\""));
}

TEST(AbbyyTest, ItsRecord) {
  Source source{.name = "x",
                .bytes = ReadWhole(WARRAQ_SOURCE_DIR "/samples/recognized/ar-en.abbyy.xml")};
  Pipeline pipeline({});
  const Result<int> pages = pipeline.CountPages(source);
  ASSERT_TRUE(pages.ok());
  EXPECT_EQ(pages.value(), 2);
  const auto english = pipeline.Read(source, 1);
  ASSERT_TRUE(english.ok());
  const std::string first = WriteJsonLine(english.value().articles.at(0), Provenance::kNone);
  for (const char* piece :
       {"\"headline\":{\"text\":\"LIGHTHOUSE KEEPER COUNTS TEN THOUSAND GULLS\"}",
        "\"name\":\"Edith Marlowe\"", "\"edtf\":\"1932-05-07\"", "on the rocks below his tower",
        "{\"role\":\"caption\",\"text\":\"The keeper on his gallery",
        "{\"role\":\"subhead\",\"text\":\"OLD SHEETS FOUND\"}",
        "\"rows\":[[\"Year\",\"Nests\"],[\"1908\",\"2,114\"]"}) {
    EXPECT_THAT(first, testing::HasSubstr(piece));
  }
  const auto arabic = pipeline.Read(source, 2);
  ASSERT_TRUE(arabic.ok());
  const std::string second = WriteJsonLine(arabic.value().articles.at(0), Provenance::kNone);
  EXPECT_THAT(second, testing::HasSubstr("\"language\":\"ar\""));
  EXPECT_THAT(second, testing::HasSubstr("\"edtf\":\"1932-05-07\""));
}

}  // namespace
}  // namespace warraq

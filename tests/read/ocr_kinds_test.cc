// What files say that the parts of a page are.

#include "plugin/read/ocr_kinds.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "plugin/write/ink.h"
#include "tests/read/ocr_lines.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

TEST(OcrKindsTest, HocrNamesKinds) {
  const std::string body =
      "<div class='ocr_header' title='bbox 0 0 500 30'>The Post</div>"
      "<h1 class='ocr_title' title='bbox 0 50 500 90'><span class='ocr_line' title='bbox 0 50 500 "
      "70'>Water returns</span><span class='ocr_line' title='bbox 0 70 500 90'>early</span></h1>"
      "<span class='ocr_caption' title='bbox 0 100 500 130'>The well</span>"
      "<p class='ocr_par' title='bbox 0 200 500 230'>It came.</p>"
      "<div class='ocr_pageno' title='bbox 0 1350 500 1380'>vii</div>";
  EXPECT_EQ(Show(Hocr(body), Format::kHocr),
            "header: The Post | heading: Water returns / heading: early / caption: The well | "
            "It came. / footer: vii");
  // Tesseract's are its guesses, and its ocr_header is a heading.
  EXPECT_EQ(Show(Hocr(body, "tesseract 5.3.0"), Format::kHocr),
            "The Post | Water returns / early / The well | It came. / vii");
}

std::string PageRegion(const std::string& attributes, const std::string& lines) {
  return "<TextRegion " + attributes + "><Coords points='0,0 500,0 500,90 0,90'/>" + lines +
         "</TextRegion>";
}

std::string PageLine(const std::string& text, int y, const std::string& attributes = "") {
  const std::string top = std::to_string(y), bottom = std::to_string(y + 30);
  return "<TextLine " + attributes + "><Coords points='0," + top + " 500," + top + " 500," +
         bottom + " 0," + bottom + "'/><TextEquiv><Unicode>" + text +
         "</Unicode></TextEquiv></TextLine>";
}

std::string PageXml(const std::string& regions) {
  return "<PcGts><Page imageWidth='1000' imageHeight='1400'>" + regions + "</Page></PcGts>";
}

TEST(OcrKindsTest, PageXmlNamesKinds) {
  const std::string page =
      PageXml(PageRegion("type='header'", PageLine("The Post", 0)) +
              PageRegion("custom='score {value:1;} structure {id:a1; type:Heading;}'",
                         PageLine("Water returns", 40)) +
              PageRegion("type='paragraph'",
                         PageLine("It came.", 80) +
                             PageLine("The well", 120, "custom='structure {type:caption;}'")) +
              PageRegion("custom='structure {id:a2; type:article;}' type='credit'",
                         PageLine("Photo: A. Smith", 160)) +
              PageRegion("custom='structure {' type='page-number'", PageLine("vii", 20)) +
              PageRegion("type='page-number'", PageLine("viii", 1350)) +
              PageRegion("type='floating'", PageLine("floating", 1000)));
  EXPECT_EQ(Show(page, Format::kPageXml),
            "header: The Post | heading: Water returns | It came. / caption: The well | credit: "
            "Photo: A. Smith | header: vii | footer: viii | floating");
}

TEST(OcrKindsTest, AltoNamesKindsByTagsTypesAndMargins) {
  const auto block = [](const std::string& attributes, const std::string& text, int y,
                        const std::string& of_line = "") {
    const std::string at = "HPOS='0' VPOS='" + std::to_string(y) + "' WIDTH='500' HEIGHT='30'";
    return "<TextBlock " + attributes + "><TextLine " + of_line + ' ' + at + "><String " + at +
           " CONTENT='" + text + "'/></TextLine></TextBlock>";
  };
  const std::string alto =
      "<alto><Tags><OtherTag ID='T1' LABEL='RunningTitleZone'/><LayoutTag ID='T2' "
      "LABEL='HeadingLine:large'/><StructureTag ID='T3' TYPE='caption'/></Tags><Layout>"
      "<Page WIDTH='1000' HEIGHT='1400'><TopMargin>" +
      block("", "top", 0) + "</TopMargin><PrintSpace>" + block("TAGREFS='T1'", "running", 40) +
      block("", "Heading", 80, "TAGREFS='none T2'") + block("TAGREFS='T3 T4'", "below", 120) +
      block("TYPE='advertisement'", "soap", 160) + "<ComposedBlock TYPE='Advertisement'>" +
      block("", "more", 200) + "</ComposedBlock>" + block("TAGREFS='T4'", "plain", 240) +
      "</PrintSpace><BottomMargin>" + block("", "bottom", 1350) +
      "</BottomMargin></Page></Layout></alto>";
  EXPECT_EQ(Show(alto, Format::kAlto),
            "header: top | header: running | heading: Heading | caption: below | advertisement: "
            "soap | advertisement: more | plain | footer: bottom");
}

// A page whose lines are each of another kind.
Source PageOfKinds() {
  return {.name = "page.xml",
          .bytes =
              PageXml(PageRegion("type='heading'", PageLine("Water returns to the old", 40) +
                                                       PageLine("town after ten days", 80)) +
                      PageRegion("type='paragraph'",
                                 PageLine("The water came back on Monday morning, the mayor", 120) +
                                     PageLine("said, when the pipes had been repaired.", 160)) +
                      PageRegion("type='credit'", PageLine("A. Smith for the Post", 200)) +
                      PageRegion("type='caption'", PageLine("The market on Monday.", 240)) +
                      PageRegion("type='page-number'", PageLine("page vii of this issue", 1350)))};
}

TEST(OcrKindsTest, KindsBecomeRoles) {
  Source source = PageOfKinds();
  Pipeline pipeline({});
  ASSERT_TRUE(pipeline.CountPages(source).ok());
  const Result<PageArticles> read = pipeline.Read(source, 1);
  ASSERT_TRUE(read.ok());
  std::vector<Role> roles;
  for (const Line& line : read.value().page->lines) roles.push_back(line.role);
  EXPECT_EQ(roles,
            (std::vector<Role>{Role::kHeadline, Role::kHeadline, Role::kParagraph, Role::kParagraph,
                               Role::kCredit, Role::kCaption, Role::kRunningFooter}));
  EXPECT_EQ(read.value().articles[0].headline.bytes(),
            "Water returns to the old town after ten days");
}

TEST(OcrKindsTest, KindsAreHandedOn) {
  Source source = PageOfKinds();
  const std::string shown = Show(source.bytes, Format::kPageXml);
  Pipeline pipeline({});
  ASSERT_TRUE(pipeline.CountPages(source).ok());
  const Result<PageArticles> read = pipeline.Read(source, 1);
  ASSERT_TRUE(read.ok());
  for (const auto& [name, format] :
       {std::pair{"hocr", Format::kHocr}, std::pair{"alto", Format::kAlto}}) {
    std::string out;
    InkDocument document(name, {}, out);
    document.Add(*read.value().page);
    document.Finish();
    EXPECT_EQ(Show(out, format), shown) << out;
  }
}

}  // namespace
}  // namespace warraq

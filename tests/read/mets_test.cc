// METS: which files are an issue's pages, in what order their lines are read, and whom it trusts.

#include "plugin/read/mets.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "plugin/batch/mets_parts.h"
#include "tests/samples.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

const std::string kIssue = WARRAQ_SOURCE_DIR "/samples/recognized/issue/";

std::string Mets(const std::string& files, const std::string& structure) {
  return "<mets xmlns='http://www.loc.gov/METS/' xmlns:xlink='http://www.w3.org/1999/xlink'>"
         "<fileSec>" +
         files + "</fileSec>" + structure + "</mets>";
}

std::string File(const std::string& id, const std::string& href,
                 const std::string& mime = "text/xml") {
  return "<file ID='" + id + "' MIMETYPE='" + mime + "'><FLocat LOCTYPE='URL' xlink:href='" + href +
         "'/></file>";
}

// The paths of the pages; "?" where there is none.
std::vector<std::string> PagesOf(const std::string& bytes) {
  const Result<MetsFile> mets = ReadMets(bytes);
  if (!mets.ok()) return {std::string(CodeName(mets.error().code))};
  std::vector<std::string> pages;
  for (const MetsPage& page : mets.value().pages) {
    pages.push_back(page.path.empty() ? "?" : page.path);
    if (page.number > 1) pages.back() += '#' + std::to_string(page.number);
  }
  return pages;
}

TEST(MetsTest, PathsStayInTheirFolder) {
  const std::pair<std::string_view, std::string_view> cases[] = {
      {"alto/0001.xml", "alto/0001.xml"},
      {"./alto//0001.xml", "alto/0001.xml"},
      {"file://./alto/0001.xml", "alto/0001.xml"},
      {"file:alto/0001.xml", "alto/0001.xml"},
      {"alto\\0001.xml", "alto/0001.xml"},
      {"alto/a%20b.xml", "alto/a b.xml"},
      {"100%", "100%"},
      {"", ""},
      {"/etc/passwd", ""},
      {"file:///etc/passwd", ""},
      {"file://host/etc/passwd", ""},
      {"../secret.xml", ""},
      {"alto/../../secret.xml", ""},
      {"alto/%2e%2e/%2e%2e/secret.xml", ""},
      {"alto%2f..%2f..%2fsecret.xml", ""},
      {"..\\secret.xml", ""},
      {"\\\\host\\share\\a.xml", ""},
      {"C:\\a.xml", ""},
      {"http://example.org/a.xml", ""},
      {"https://example.org/a.xml", ""},
      {"a%00.xml", ""},
  };
  for (const auto& [href, path] : cases) EXPECT_EQ(LocalPath(href), path) << href;
}

TEST(MetsTest, PagesStandInPhysicalOrder) {
  const std::string files = "<fileGrp USE='IMAGES'>" + File("I1", "1.tif", "image/tiff") +
                            "</fileGrp><fileGrp USE='FULLTEXT'>" + File("F1", "one.xml") +
                            File("F2", "two.xml") + "</fileGrp>";
  const std::string page_two = "<div TYPE='page' ORDER='2'><fptr FILEID='F2'/></div>";
  const std::string page_one =
      "<div TYPE='page' ORDER='1'><fptr FILEID='I1'/><fptr FILEID='F1'/></div>";
  EXPECT_THAT(PagesOf(Mets(files, "<structMap TYPE='PHYSICAL'><div TYPE='physSequence'>" +
                                      page_two + page_one + "</div></structMap>")),
              testing::ElementsAre("one.xml", "two.xml"));
  // A page with a picture alone keeps its number; without ORDER the order is the file's.
  EXPECT_THAT(PagesOf(Mets(files,
                           "<structMap TYPE='physical'><div><div TYPE='page'><fptr FILEID='F2'/>"
                           "</div><div TYPE='page'><fptr FILEID='I1'/></div></div></structMap>")),
              testing::ElementsAre("two.xml", "?"));
  // NDNP: no TYPE, a prefix before "page", the use at the file.
  EXPECT_THAT(PagesOf(Mets(
                  "<fileGrp ID='pageFileGrp1'><file ID='ocrFile1' USE='ocr'><FLocat LOCTYPE='OTHER'"
                  " OTHERLOCTYPE='file' xlink:href='./0001.xml'/></file><file ID='m1' USE='master'>"
                  "<FLocat xlink:href='./0001.xml.tif'/></file></fileGrp>",
                  "<structMap><div TYPE='np:issue'><div TYPE='np:page'><fptr FILEID='m1'/>"
                  "<fptr FILEID='ocrFile1'/></div></div></structMap>")),
              testing::ElementsAre("0001.xml"));
  // OCR-D: several steps of a page; the last is made of those before. ALTO goes before all.
  const std::string steps = "<fileGrp USE='OCR-D-SEG'>" +
                            File("S", "seg.xml", "application/vnd.prima.page+xml") +
                            "</fileGrp><fileGrp USE='OCR-D-OCR'>" +
                            File("O", "o.xml", "application/vnd.prima.page+xml") + "</fileGrp>";
  const std::string all =
      "<structMap TYPE='PHYSICAL'><div><div TYPE='page'><fptr FILEID='S'/><fptr FILEID='O'/>"
      "<fptr FILEID='A'/></div></div></structMap>";
  EXPECT_THAT(PagesOf(Mets(steps, all)), testing::ElementsAre("o.xml"));
  EXPECT_THAT(
      PagesOf(Mets(steps + "<fileGrp USE='ALTO'>" + File("A", "a.xml") + "</fileGrp>", all)),
      testing::ElementsAre("a.xml"));
  // No structure at all; several pages in one file.
  EXPECT_THAT(PagesOf(Mets(files, "")), testing::ElementsAre("one.xml", "two.xml"));
  EXPECT_THAT(PagesOf(Mets(files,
                           "<structMap TYPE='PHYSICAL'><div><div TYPE='page'><fptr FILEID='F1'/>"
                           "</div><div TYPE='page'><fptr FILEID='F1'/></div></div></structMap>")),
              testing::ElementsAre("one.xml", "one.xml#2"));
}

TEST(MetsTest, WhatIsNoIssueIsAnError) {
  EXPECT_THAT(PagesOf("<mets/>"), testing::ElementsAre("damaged-markup"));
  EXPECT_THAT(PagesOf("<mets"), testing::ElementsAre("damaged-markup"));
  EXPECT_THAT(PagesOf(Mets(File("I", "1.tif", "image/tiff"),
                           "<structMap><div TYPE='page'><fptr FILEID='I'/></div></structMap>")),
              testing::ElementsAre("damaged-markup"));
  std::string many, pages;
  for (int i = 0; i < 20'000; ++i) {
    many += File("F" + std::to_string(i), std::to_string(i) + ".xml");
    pages += "<div TYPE='page'><fptr FILEID='F" + std::to_string(i) + "'/></div>";
  }
  EXPECT_THAT(PagesOf(Mets("<fileGrp USE='ALTO'>" + many + "</fileGrp>",
                           "<structMap TYPE='PHYSICAL'><div>" + pages + "</div></structMap>")),
              testing::ElementsAre("too-large"));
  std::string deep = "<structMap TYPE='LOGICAL'>";
  for (int i = 0; i < 200'000; ++i) deep += "<div TYPE='ARTICLE'>";
  EXPECT_THAT(PagesOf(Mets(File("F", "one.xml"), deep)), testing::ElementsAre("one.xml"));
}

// The sample as the tool opens it.
Source Issue() {
  Source source{.name = "mets.xml", .bytes = ReadWhole(kIssue + "mets.xml")};
  FindMetsParts(kIssue + "mets.xml", source);
  return source;
}

TEST(MetsTest, ArticlesAreReadInTheirOwnOrder) {
  Source source = Issue();
  ASSERT_EQ(source.parts.size(), 2u);
  Pipeline pipeline({});
  const Result<int> pages = pipeline.CountPages(source);
  ASSERT_TRUE(pages.ok());
  ASSERT_EQ(pages.value(), 2);
  std::vector<std::string> headlines;
  for (int number = 1; number <= 2; ++number) {
    const Result<PageArticles> read = pipeline.Read(source, number);
    ASSERT_TRUE(read.ok()) << read.error().what;
    for (const Article& article : read.value().articles) {
      headlines.emplace_back(article.headline.bytes());
      EXPECT_EQ(article.published.edtf, "1925-08-15");
      EXPECT_EQ(article.page->file.name, "alto/0000" + std::to_string(number) + ".xml");
    }
  }
  EXPECT_THAT(headlines, testing::ElementsAre("FERRY RETURNS AFTER NINE WEEKS IN DOCK",
                                              "MILL WHEEL TURNS AGAIN", "Mill Wheel Turns Again",
                                              "OWL FOUND IN ORGAN"));
}

TEST(MetsTest, PartsMayBeInMemory) {
  Source source{.name = "mets.xml", .bytes = ReadWhole(kIssue + "mets.xml")};
  Pipeline pipeline({});
  const Result<int> alone = pipeline.CountPages(source);
  ASSERT_FALSE(alone.ok());
  EXPECT_EQ(alone.error().code, Code::kMissingPart);
  source.parts.push_back({.name = "alto/00002.xml", .bytes = ReadWhole(kIssue + "alto/00002.xml")});
  ASSERT_TRUE(pipeline.CountPages(source).ok());
  const Result<PageArticles> first = pipeline.Read(source, 1);
  ASSERT_FALSE(first.ok());
  EXPECT_EQ(first.error().code, Code::kMissingPart);
  EXPECT_TRUE(pipeline.Read(source, 2).ok());
}

}  // namespace
}  // namespace warraq

// Which day a page was published: what markup, scripts and addresses say, and what outweighs what.

#include <gtest/gtest.h>

#include <algorithm>
#include <string>

#include "plugin/batch/pipeline.h"
#include "plugin/date/day_model.h"
#include "plugin/date/uri_day.h"
#include "plugin/date/witness.h"

namespace warraq {
namespace {

struct UriCase {
  std::string_view uri, day;
};

TEST(DayOfUri, IsTheDayOrTheMonth) {
  const UriCase cases[] = {
      {"https://example.org/2014/07/24/story", "2014-07-24"},
      {"https://example.org/news/20140724/story", "2014-07-24"},
      {"https://example.org/news/2014-7-4-story.html", "2014-07-04"},
      {"https://example.org/local/2020-02/19/c_1125597921.htm", "2020-02-19"},
      {"https://example.org/audio/2020/0318/au.html", "2020-03-18"},
      {"https://example.org/education/2014/jul/24/story", "2014-07-24"},
      {"https://example.org/2014/february/30/story", ""},
      {"https://example.org/news/24-07-2014", "2014-07-24"},
      {"https://example.org/news/07-04-2014", ""},
      {"https://example.org/news/07.07.2014-story", "2014-07-07"},
      {"https://example.org/2014/07/story", "2014-07"},
      {"https://example.org/2014/13/24/story", ""},
      {"https://example.org/2023/02/29/story", ""},
      {"https://example.org/item/20147245", ""},
      {"https://example.org/item/1125597921", ""},
      {"https://web.archive.org/web/20140226054445/http://example.org/2013/08/07/x", "2013-08-07"},
      {"", ""},
  };
  for (const UriCase& each : cases) EXPECT_EQ(DayOfUri(each.uri), each.day) << each.uri;
}

constexpr std::string_view kBody =
    "<p>The town council has agreed on Monday to build a new library beside the old market hall, "
    "after years of debate about its cost and its place.</p><p>Work will begin in spring, the "
    "mayor "
    "said, and the doors should open two years later, if the money lasts and nobody objects to the "
    "plans that were shown to the public last week.</p>";

Dating PublishedOf(std::string_view head, std::string_view below_headline,
                   std::string_view behind_body = {}) {
  Source source;
  source.name = "page.html";
  source.bytes.append("<!DOCTYPE html><html lang=en><head>").append(head);
  source.bytes.append("</head><body><article><h1>A library for the town</h1>");
  source.bytes.append(below_headline).append(kBody).append("</article>");
  source.bytes.append(behind_body).append("</body></html>");
  auto read = Pipeline({}).Read(source, 1);
  if (!read.ok() || read.value().articles.empty()) return {};
  return read.value().articles[0].published;
}

TEST(Publication, IsReadFromMarkup) {
  const std::string_view heads[] = {
      R"(<meta property="article:published_time" content="2021-03-04T10:00:00Z">)",
      R"(<meta name="dcterms.created" content="2021-03-04">)",
      R"(<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-03-04"}</script>)",
      R"(<script type="application/ld+json">{"@type":"NewsArticle","name":"a "b" c","datePublished":"2021-03-04",}</script>)",
  };
  for (const std::string_view head : heads)
    EXPECT_EQ(PublishedOf(head, "").edtf.substr(0, 10), "2021-03-04") << head;
  const std::string_view lines[] = {
      R"(<p>Published: <abbr class="published" title="2021-03-04T17:06:45+0000">yesterday</abbr></p>)",
      R"(<time datetime="2021-03-04" pubdate>4 March</time>)",
      R"(<div class="post-date">March 4, 2021</div>)",
      R"(<span itemprop="datePublished" content="2021-03-04">4.3.</span>)",
  };
  for (const std::string_view line : lines)
    EXPECT_EQ(PublishedOf("", line).edtf.substr(0, 10), "2021-03-04") << line;
}

TEST(Publication, IsNotThatOfACommentOrAChange) {
  const Dating published = PublishedOf(
      R"(<meta property="article:published_time" content="2021-03-04T10:00:00Z">
         <meta property="article:modified_time" content="2021-06-01T10:00:00Z">)",
      "", R"(<div class="comments"><div class=comment><time datetime="2022-01-01">1 Jan 2022</time>
             <p>I like it very much indeed.</p></div></div>)");
  EXPECT_EQ(published.edtf.substr(0, 10), "2021-03-04");
  EXPECT_GT(published.confidence, 0.5);
}

TEST(Publication, IsOfSeveralDaysTheOneThatIsCalledSo) {
  const std::string_view lines[] = {
      "<p>Last updated: June 1, 2021</p><p>Published: March 4, 2021</p>",
      R"(<time itemprop=dateModified>2021-06-01 10:00</time>
         <time itemprop=datePublished>2021-03-04 10:00</time>)",
      R"(<p>March 4, 2021</p><blockquote><p>A post of <time datetime="2020-01-02">2 January
         2020</time></p></blockquote>)",
      "<p>Jane Doe, joined May 11, 2017</p><p>March 4, 2021</p>",
  };
  for (const std::string_view line : lines)
    EXPECT_EQ(PublishedOf("", line).edtf.substr(0, 10), "2021-03-04") << line;
  // What its dots make 3 April is 4 March, as the metadata say too.
  EXPECT_EQ(PublishedOf(R"(<script type="application/ld+json">{"@type":"NewsArticle",)"
                        R"("datePublished":"2021-03-04T10:00:00Z"}</script>)",
                        "<p>03.04.2021</p>")
                .edtf.substr(0, 10),
            "2021-03-04");
}

TEST(Publication, IsLeftOutWhereNothingTellsIt) {
  EXPECT_EQ(PublishedOf("", "").edtf, "");
  EXPECT_EQ(PublishedOf("", "", "<footer>Copyright 2021 The Town Gazette</footer>").edtf, "");
}

// What the evidence of a page with that line is, and its day.
TEST(Publication, SaysWhatItIsReadFrom) {
  struct Case {
    std::string_view line, kind;
  };
  const Case cases[] = {
      {"<!-- Published 2021-03-04 -->", "html-comment"},
      {R"(<span class="entry-published">March 4, 2021</span>)", "date-class"},
      {R"(<p>Published <a href="/news/2021/03/04/">Thursday</a></p>)", "day-link"},
      {R"(<script>var page = {"publishedAt": 1614852000};</script>)", "script"},
      {R"(<script>var publish_date = '2021-03-04';</script>)", "script"},
      {R"(<script>showPublishDate("2021/03/04 10:43:09")</script>)", "script"},
      {R"(<div class="submitted">Submitted by <b>Jane</b> on March 4, 2021 - 18:55</div>)",
       "date-class"},
  };
  for (const Case& each : cases) {
    const Dating published = PublishedOf("", each.line);
    EXPECT_EQ(published.edtf.substr(0, 10), "2021-03-04") << each.line;
    const bool named = std::ranges::any_of(
        published.evidence, [&](const Evidence& evidence) { return evidence.kind == each.kind; });
    EXPECT_TRUE(named) << each.line;
    for (const Evidence& evidence : published.evidence)
      EXPECT_FALSE(evidence.text.Origin().empty()) << each.line;
  }
}

// The address that the caller gives: it stands nowhere in the source.
TEST(Publication, IsReadFromTheSourcesAddress) {
  Source source;
  source.name = "page.txt";
  source.uri = "https://example.org/news/2021/03/04/library";
  source.bytes =
      "A library for the town\nThe town council has agreed on Monday to build a new library beside "
      "the old market hall, after years of debate about its cost and its place.\nWork will begin "
      "in spring, the mayor said, and the doors should open two years later, if the money lasts.\n";
  const auto read = Pipeline({}).Read(source, 1);
  ASSERT_TRUE(read.ok() && !read.value().articles.empty());
  const Dating& published = read.value().articles[0].published;
  EXPECT_EQ(published.edtf, "2021-03-04");
  ASSERT_EQ(published.evidence.size(), 1U);
  EXPECT_EQ(published.evidence[0].kind, "uri");
  EXPECT_TRUE(published.evidence[0].text.Origin().empty());
  const std::string record = WriteJsonLine(read.value().articles[0], Provenance::kFull);
  EXPECT_NE(record.find(R"({"kind":"uri","text":"https://example.org/news/2021/03/04/library"})"),
            std::string::npos);
}

// One moment in two zones: the day is that of the page's own zone.
TEST(Publication, IsTheDayWhereItWasWritten) {
  const Dating published = PublishedOf(
      R"(<meta property="article:published_time" content="2021-03-05T03:30:00Z">)",
      R"(<p>Published <time datetime="2021-03-04T22:30:00-05:00">March 4, 2021</time></p>)");
  EXPECT_EQ(published.edtf.substr(0, 10), "2021-03-04");
}

TEST(Publication, RejectsAClaimOnce) {
  const Dating published = PublishedOf(
      R"(<meta property="article:published_time" content="2021-03-24T10:00:00Z">
         <script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2021-03-24"}</script>)",
      "<p>Published March 24, 2021</p>", "<p>Posted by A. Reader 02/04/2021</p>");
  EXPECT_EQ(published.edtf.substr(0, 10), "2021-03-24");
  EXPECT_LE(published.rejected.size(), 1U);
  for (const RejectedDate& rejected : published.rejected) EXPECT_EQ(rejected.why, "contradicted");
}

TEST(Publication, MayBeOld) {
  EXPECT_EQ(PublishedOf(R"(<meta name="date" content="1908-11-05">)",
                        "<p>Published on November 5, 1908</p>")
                .edtf.substr(0, 10),
            "1908-11-05");
}

TEST(DayTree, AsksForFeatures) {
  const DayTree tree = {{3, 2, 0},
                        {FeatureNames::kNone, 0, -1},
                        {5, 4, 0},
                        {FeatureNames::kNone, 0, 1},
                        {FeatureNames::kNone, 0, 2}};
  EXPECT_EQ(ValueOf(tree, std::vector<std::uint32_t>{5}), -1);
  EXPECT_EQ(ValueOf(tree, std::vector<std::uint32_t>{3}), 1);
  EXPECT_EQ(ValueOf(tree, std::vector<std::uint32_t>{3, 5}), 2);
}

}  // namespace
}  // namespace warraq

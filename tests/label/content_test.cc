// What the metadata say of the page decides what its boxes of comments are.

#include "plugin/label/content.h"

#include <gtest/gtest.h>

#include <string>

#include "warraq/pipeline.h"

namespace warraq {
namespace {

std::string PageWithComments(const std::string& type) {
  std::string page = "<!DOCTYPE html><html lang=en><head><title>Ferry to run all winter</title>" +
                     type + "</head><body><article><h1>Ferry to run all winter</h1>";
  for (const char* place : {"harbour", "council", "island", "ministry"}) {
    page += std::string("<p>The ") + place +
            " said on Monday that the ferry would run through the winter for the first time since "
            "1987, and that two more boats had been ordered from the yard.</p>";
  }
  page += "</article><div id=comments class=comments><h2>Comments</h2>";
  for (const char* name : {"Anna", "Bert", "Carl", "Dora", "Emil", "Fred", "Greta", "Hans"}) {
    page += std::string("<div class=comment><b>") + name + "</b><p>I have taken the boat from " +
            name +
            "s quay for thirty years, and it was late every single winter that I remember. Who "
            "believes that it will be better this time, I would like to know.</p></div>";
  }
  return page + "</div></body></html>";
}

std::string TextOf(const std::string& html) {
  Pipeline pipeline({});
  Source source{.name = "page.html", .bytes = html};
  const Result<PageArticles> read = pipeline.Read(source, 1);
  if (!read.ok() || read.value().articles.empty()) return {};
  return WriteJsonLine(read.value().articles[0], Provenance::kNone);
}

TEST(ContentTest, AnArticlesCommentsAreNoPartOfIt) {
  const std::string record = TextOf(PageWithComments("<meta property=og:type content=article>"));
  const std::size_t text = record.find("\"text\":\"The harbour said");
  ASSERT_NE(text, std::string::npos) << record;
  EXPECT_NE(record.find("The ministry said"), std::string::npos);
  EXPECT_EQ(record.find("every single winter"), std::string::npos);
}

// A stamp in a language whose words nobody told us, and an address to write to.
TEST(ContentTest, AStampAndAnAddressAreNoParagraphs) {
  std::string page = PageWithComments("<meta property=og:type content=article>");
  const std::string end = "</article>";
  page.insert(page.find(end),
              "<p>Rregjistruar :[ 2018-08-25 15:24 ]</p><p>anna.doe@ferry.example</p>");
  const std::string record = TextOf(page);
  const std::string text = record.substr(record.find("\"text\":\"The harbour said"));
  EXPECT_EQ(text.find("Rregjistruar"), std::string::npos) << record;
  EXPECT_EQ(text.find("anna.doe@ferry.example\\n"), std::string::npos) << record;
  EXPECT_EQ(text.find("\\nanna.doe@ferry.example"), std::string::npos) << record;
}

// What is only in the window's title is no article.
TEST(ContentTest, ThePagesNameIsNoBody) {
  const std::string title =
      "Ten ways to keep a boat dry through the winter, and what it costs. The council said so.";
  EXPECT_EQ(TextOf("<!DOCTYPE html><html lang=en><head><title>" + title +
                   "</title><meta property=og:type content=article></head><body><div id=app></div>"
                   "</body></html>"),
            "");
}

}  // namespace
}  // namespace warraq

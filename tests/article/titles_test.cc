// Headlines whose heading stands in two parts.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "warraq/pipeline.h"

namespace warraq {
namespace {

std::string PageOf(std::string_view head, std::string_view heading) {
  const std::string sentence =
      "The ministers for the interior and for water said on Monday that they would go, after the "
      "report had named each of them. ";
  return "<html><head><meta charset=utf-8>" + std::string(head) + "</head><body><article>" +
         std::string(heading) + "<p>" + sentence + sentence + "</p><p>" + sentence +
         "</p></article></body></html>";
}

TEST(TitlesTest, PartsOfAHeadingAreToldApartAsInTheMetadata) {
  const struct {
    std::string_view known, heading, headline;
  } kCases[] = {
      {"Flood inquiry: Two ministers resign", "<b>Flood inquiry</b>:<span>Two ministers resign",
       "Flood inquiry: Two ministers resign"},
      {"فيضان: استقالة وزيرين من الحكومة", "فيضان:<br>استقالة وزيرين من الحكومة",
       "فيضان: استقالة وزيرين من الحكومة"},
      {"استقالة وزيرين من الحكومة", "استقالة وزيرين<br>من الحكومة", "استقالة وزيرين من الحكومة"},
      // Other words, or other signs than spaces: the page's own stands.
      {"Flood inquiry: Two ministers resign", "<span>Flood inquiry</span> Two ministers resign",
       "Flood inquiry Two ministers resign"},
      {"Flood inquiry: Three ministers resign", "Flood inquiry Two ministers resign",
       "Flood inquiry Two ministers resign"},
      {"Flood inquiry Two ministers resign", "Flood inquiry: Two ministers resign",
       "Flood inquiry: Two ministers resign"},
      {"Flood inquiry, Two ministers resign", "Flood inquiry Two ministers resign",
       "Flood inquiry Two ministers resign"},
  };
  for (const auto& [known, heading, headline] : kCases) {
    SCOPED_TRACE(known);
    Source source;
    source.name = "page.html";
    source.bytes = PageOf("<meta property='og:title' content='" + std::string(known) + "'>",
                          "<h1>" + std::string(heading) + "</span></h1>");
    const Result<PageArticles> read = Pipeline({}).Read(source, 1);
    ASSERT_TRUE(read.ok()) << read.error().what;
    ASSERT_EQ(read.value().articles.size(), 1u);
    const Article& article = read.value().articles[0];
    EXPECT_EQ(article.headline.bytes(), headline);
    // All of it but the signs is the page's.
    const std::vector<Span> origin = article.headline.Origin();
    ASSERT_FALSE(origin.empty());
    EXPECT_GT(origin.front().begin, source.bytes.find("<h1>"));
    EXPECT_LT(origin.back().end, source.bytes.find("</h1>"));
  }
}

struct Titles {
  std::string headline, kicker;
};

Titles TitlesOf(std::string_view head, std::string_view heading) {
  Source source;
  source.name = "page.html";
  source.bytes = PageOf(head, heading);
  const Result<PageArticles> read = Pipeline({}).Read(source, 1);
  if (!read.ok() || read.value().articles.size() != 1) return {"failed", ""};
  const Article& article = read.value().articles[0];
  return {std::string(article.headline.bytes()), std::string(article.kicker.bytes())};
}

TEST(TitlesTest, KickersHaveLetters) {
  const auto titles = [](std::string_view heading) {
    return TitlesOf("<meta property='og:title' content='Two ministers resign after report'>",
                    "<h1>" + std::string(heading) + "</h1>");
  };
  EXPECT_EQ(titles("Flood inquiry: Two ministers resign after report").kicker, "Flood inquiry:");
  EXPECT_EQ(titles("2025 Two ministers resign after report").kicker, "");
  EXPECT_EQ(titles("2025 Two ministers resign after report").headline,
            "2025 Two ministers resign after report");
  // The heading that ends with what the metadata have is likelier than one above it.
  EXPECT_EQ(TitlesOf("<meta property='og:title' content='Two ministers resign after report'>",
                     "<h1>Politics and people</h1><h1>Title: Two ministers resign after "
                     "report</h1>")
                .headline,
            "Two ministers resign after report");
}

TEST(TitlesTest, MetadataWithTheSitesName) {
  const auto headline = [](std::string_view title, std::string_view more) {
    return TitlesOf("<meta property='og:title' content='" + std::string(title) + "'>" +
                        std::string(more),
                    "")
        .headline;
  };
  constexpr std::string_view kHost =
      "<link rel=canonical href='https://news.riverpost.example/a/1.html'>";
  constexpr std::string_view kSite = "<meta property='og:site_name' content='The Gauge'>";
  EXPECT_EQ(headline("Two ministers resign | Riverpost", kHost), "Two ministers resign");
  EXPECT_EQ(headline("Two ministers resign - Riverpost News", kHost), "Two ministers resign");
  EXPECT_EQ(headline("Two ministers resign - The Gauge", kSite), "Two ministers resign");
  EXPECT_EQ(headline("Two ministers resign - The Gauge", kHost),
            "Two ministers resign - The Gauge");
  EXPECT_EQ(headline("Two ministers resign - and go", kHost), "Two ministers resign - and go");
  EXPECT_EQ(headline("Riverpost", kHost), "Riverpost");
}

}  // namespace
}  // namespace warraq

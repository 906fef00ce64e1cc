// Headlines whose heading stands in two parts.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "warraq/pipeline.h"

namespace warraq {
namespace {

TEST(TitlesTest, PartsOfAHeadingAreJoinedAsTheMetadataJoinThem) {
  const struct {
    std::string_view known, heading, headline;
  } kCases[] = {
      {"Flood inquiry: Two ministers resign", "<span>Flood inquiry</span> Two ministers resign",
       "Flood inquiry: Two ministers resign"},
      {"Flood inquiry: Two ministers resign", "<b>Flood inquiry</b>:<span>Two ministers resign",
       "Flood inquiry: Two ministers resign"},
      {"فيضان: استقالة وزيرين من الحكومة", "فيضان<br>استقالة وزيرين من الحكومة",
       "فيضان: استقالة وزيرين من الحكومة"},
      // Other words, or signs of which a heading has more: the page's own stands.
      {"Flood inquiry: Three ministers resign", "Flood inquiry Two ministers resign",
       "Flood inquiry Two ministers resign"},
      {"Flood inquiry Two ministers resign", "Flood inquiry: Two ministers resign",
       "Flood inquiry: Two ministers resign"},
      {"Flood inquiry, Two ministers resign", "Flood inquiry Two ministers resign",
       "Flood inquiry Two ministers resign"},
  };
  for (const auto& [known, heading, headline] : kCases) {
    SCOPED_TRACE(known);
    const std::string sentence =
        "The ministers for the interior and for water said on Monday that they would go, after the "
        "report had named each of them. ";
    Source source;
    source.name = "page.html";
    source.bytes = "<html><head><meta charset=utf-8><meta property='og:title' content='" +
                   std::string(known) + "'></head><body><article><h1>" + std::string(heading) +
                   "</span></h1><p>" + sentence + sentence + "</p><p>" + sentence +
                   "</p></article></body></html>";
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

}  // namespace
}  // namespace warraq

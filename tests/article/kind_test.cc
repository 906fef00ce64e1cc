// Whether a page is an article, or gives what content it has as a page.

#include "plugin/article/kind.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>

#include "warraq/pipeline.h"

namespace warraq {
namespace {

constexpr std::string_view kArticle = R"(<!doctype html><html lang=en><head>
<meta charset=utf-8><title>Ferry to Ostrava island sails again - Harbour Gazette</title>
<meta property=og:type content=article><link rel=canonical
href="https://gazette.example/news/2025/03/ferry-to-the-island-sails-again">
<meta property="article:published_time" content="2025-03-11T08:00:00Z"></head><body>
<nav><a href=/>Home</a> <a href=/news>News</a> <a href=/sport>Sport</a></nav>
<article><h1>Ferry to the island sails again</h1><p class=byline>By Jane Doe</p>
<p>The ferry to the island sailed again on Tuesday morning after seven weeks in the dock, and some
two hundred people waved from the pier as it left.</p>
<p>“We had begun to feel like another country,” said Mary Roe, who keeps the only shop there. Bread
had come by fishing boat since January.</p>
<p>The harbour master said that the new engine uses a third less oil than the old one did. It was
paid for by the county and by a collection among the islanders.</p></article>
<footer>© 2025 Harbour Gazette</footer></body></html>)";

constexpr std::string_view kProduct = R"(<!doctype html><html lang=en><head>
<meta charset=utf-8><title>Oak kitchen stool, 65 cm | Stoolmakers</title>
<meta property=og:type content=product><link rel=canonical
href="https://stools.example/products/oak-kitchen-stool">
<script type="application/ld+json">{"@context":"https://schema.org","@type":"Product",
"name":"Oak kitchen stool","offers":{"@type":"Offer","price":"79.00"}}</script></head><body>
<nav><a href=/>Home</a> <a href=/stools>Stools</a> <a href=/cart>Cart</a></nav>
<main><h1>Oak kitchen stool, 65 cm</h1><p>€79.00</p><p>Was €95.00. You save €16.00.</p>
<p>A stool of solid oak for kitchen counters, sanded and oiled by hand in our workshop. The seat is
shaped so that you sit well on it for a long meal.</p>
<ul><li>Height: 65 cm</li><li>Seat: 34 x 34 cm</li><li>Weight: 4.2 kg</li><li>Oiled oak</li></ul>
<p>Delivered in five days. Free returns for thirty days. Ten years of warranty.</p></main>
<footer>© 2025 Stoolmakers</footer></body></html>)";

constexpr std::string_view kManual = R"(<!doctype html><html lang=en><head>
<meta charset=utf-8><title>rotate - Pressman 4 documentation</title><link rel=canonical
href="https://pressman.example/docs/api/rotate"></head><body>
<nav><a href=/docs>Docs</a> <a href=/docs/api>API</a></nav>
<main><h1>rotate(image, angle)</h1><p>Returns the image turned by an angle.</p>
<pre>from pressman import rotate
turned = rotate(image, angle=90)
turned.save("turned.png")</pre>
<h2>Parameters</h2><ul><li>image: the image to be turned.</li><li>angle: in degrees, against the
clock.</li></ul><h2>Errors</h2><p>Raises ValueError if the angle is not a number.</p>
<pre>rotate(image, "a")  # ValueError: angle must be a number
rotate(image, 450)  # the same as 90</pre>
<h2>Notes</h2><p>The corners that are empty after an image was turned are filled with the colour of
its border. Pass fill=None to leave them transparent; the image then gets an alpha channel.</p>
<p>Turning by multiples of 90 degrees moves pixels and loses nothing. Other angles compute each pixel
from the four around it, so turn once by the sum rather than twice.</p>
<h2>See also</h2><ul><li>flip(image, axis)</li><li>crop(image, box)</li></ul></main></body></html>)";

struct Judged {
  std::string_view kind;
  double confidence = 0;
};

Judged Judge(std::string_view html) {
  Source source;
  source.name = "page.html";
  source.bytes = html;
  const Result<PageArticles> read = Pipeline({}).Read(source, 1);
  if (!read.ok() || read.value().articles.empty()) return {"none"};
  return {read.value().articles[0].kind, read.value().articles[0].kind_confidence};
}

TEST(KindTest, Kinds) {
  EXPECT_EQ(Judge(kArticle).kind, "article");
  EXPECT_GT(Judge(kArticle).confidence, 0.9);
  EXPECT_EQ(Judge(kProduct).kind, "page");
  EXPECT_GT(Judge(kProduct).confidence, 0.8);
  EXPECT_EQ(Judge(kManual).kind, "page");
}

TEST(KindTest, ADumpSaysNothingOfItsKind) {
  const Judged judged = Judge(
      "Ferry to the island sails again\n\nThe ferry to the island sailed again on Tuesday morning "
      "after seven weeks in the dock, and some two hundred people waved from the pier as it "
      "left.\n");
  EXPECT_EQ(judged.kind, "article");
  EXPECT_LT(judged.confidence, 0);
}

}  // namespace
}  // namespace warraq

#include "plugin/label/known_names.h"

#include <gtest/gtest.h>

#include <string>

#include "plugin/batch/pipeline.h"

namespace warraq {
namespace {

class KnownNamesTest : public testing::Test {
 protected:
  // The page's lines must outlive what looks at them.
  Labelling Of(const std::string& html) {
    source_ = {.name = "page.html", .bytes = html};
    Result<Page> read = ReadAndRepair(source_, {});
    EXPECT_TRUE(read.ok());
    page_ = std::move(read).value();
    return LabellingOf(page_);
  }
  std::size_t LineWith(const Labelling& labelling, std::string_view text) {
    for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
      if (labelling.shapes[i].text.starts_with(text)) return i;
    }
    return kNoLine;
  }

 private:
  Source source_;
  Page page_;
};

constexpr const char* kHtml =
    "<!DOCTYPE html><html><head><title>Ferry to run all winter - Harbour Courier</title>"
    "<meta name=author content='Karina Cohen'></head><body>"
    "<p>The council said on Monday that the ferry would run.</p>"
    "<p>Karina Cohen writes about boats.</p>"
    "<p>Support the Harbour Courier today.</p>"
    "<p>It is so.</p></body></html>";

TEST_F(KnownNamesTest, AuthorAndSiteAreKnownAgain) {
  const Labelling labelling = Of(kHtml);
  const KnownNames names(labelling, LineWith(labelling, "Ferry"));
  const auto body = names.In(LineWith(labelling, "The council"));
  EXPECT_FLOAT_EQ(body.authors, 0);
  EXPECT_FALSE(body.begins);
  EXPECT_FLOAT_EQ(body.site, 0);
  const auto author = names.In(LineWith(labelling, "Karina"));
  EXPECT_FLOAT_EQ(author.authors, 2);
  EXPECT_TRUE(author.begins);
  EXPECT_FLOAT_EQ(author.site, 0);
  EXPECT_FLOAT_EQ(names.In(LineWith(labelling, "Support")).site, 1);
}

TEST_F(KnownNamesTest, NothingIsFoundWhereNothingIsKnown) {
  const Labelling labelling = Of("<!DOCTYPE html><title>Ferry</title><p>Ferry, it is.</p>");
  const KnownNames names(labelling, kNoLine);
  const auto found = names.In(LineWith(labelling, "Ferry,"));
  EXPECT_FLOAT_EQ(found.authors, 0);
  EXPECT_FALSE(found.begins);
  EXPECT_FLOAT_EQ(found.site, 0);
}

}  // namespace
}  // namespace warraq

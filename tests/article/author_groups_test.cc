// Who wrote a page, where its witnesses disagree; and that each name leads to where it stands.

#include "plugin/article/author_groups.h"

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "warraq/pipeline.h"

namespace warraq {
namespace {

constexpr std::string_view kBody =
    "<p>The city library opened again on Monday after three years of work, and people stood in "
    "line from the early morning, most of them with their children.</p>"
    "<p>The director said that the room for children is twice as large as it was before the fire, "
    "and that the reading room will stay open until ten in the evening.</p>";

std::vector<std::string> AuthorsOf(std::string_view head, std::string_view front,
                                   std::string_view foot) {
  Source source;
  source.name = "page.html";
  source.bytes = "<html><head><title>Library opens again after three years</title>" +
                 std::string(head) + "</head><body><article><h1>Library opens again after three " +
                 "years</h1>" + std::string(front) + std::string(kBody) + "</article>" +
                 std::string(foot) + "</body></html>";
  const Result<PageArticles> read = Pipeline({}).Read(source, 1);
  std::vector<std::string> names;
  if (!read.ok() || read.value().articles.empty()) return {"no article"};
  for (const Name& name : read.value().articles[0].bylines) names.push_back(name.name);
  return names;
}

TEST(AuthorGroupsTest, TheLikeliestWitnessIsTaken) {
  using Names = std::vector<std::string>;
  const struct {
    const char* what;
    std::string_view head, front, foot;
    Names names;
  } kCases[] = {
      {"nobody", "", "", "", {}},
      {"a link to the author's page",
       "",
       R"(<div><a href="/author/jane-doe/">Jane Doe</a></div><div>May 14, 2025</div>)",
       R"(<div class="related"><a href="/author/omar-haddad/">Omar Haddad</a></div>)",
       {"Jane Doe"}},
      {"a name in two elements",
       "",
       R"(<div><a rel="author" href="/x"><span>Jane</span><span>Doe</span></a></div>)",
       "",
       {"Jane Doe"}},
      {"the site in the metadata, a person on the page",
       R"(<meta property="og:site_name" content="Town News"><meta name="author" content="Town News">)",
       R"(<p class="byline">By <a href="/author/jane-doe">Jane Doe</a></p>)",
       "",
       {"Jane Doe"}},
      {"a number in the metadata",
       R"(<meta name="author" content="262588213843476">)",
       R"(<p class="byline">By Jane Doe</p>)",
       "",
       {"Jane Doe"}},
      {"the site beside the person",
       R"(<meta property="og:site_name" content="Town News"><meta name="author" content="Jane Doe, Town News">)",
       "",
       "",
       {"Jane Doe"}},
      {"what asks for a click is no name",
       "",
       R"(<div><a href="/author/jane-doe/">View all posts</a></div>)",
       "",
       {}},
      {"a person's own site",
       R"(<meta property="og:site_name" content="Jane Doe">)",
       "",
       "",
       {"Jane Doe"}},
  };
  for (const auto& [what, head, front, foot, names] : kCases)
    EXPECT_EQ(AuthorsOf(head, front, foot), names) << what;
}

}  // namespace
}  // namespace warraq

// What the head of a page says of its authors.

#include "plugin/read/html_facts.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "plugin/read/read.h"

namespace warraq {
namespace {

struct Case {
  std::string head;
  std::vector<std::string> names;
};

std::vector<std::string> NamesOf(const std::string& head) {
  Source source;
  source.bytes = "<!doctype html><meta charset=utf-8><title>t</title>" + head + "<p>Text.";
  const Result<Page> page = ReadHtml(source, {});
  std::vector<std::string> names;
  if (!page.ok()) return {"no page"};
  for (const Fact& fact : page.value().facts) {
    if (fact.kind != FactKind::kByline) continue;
    names.emplace_back(fact.text.bytes());
    // It leads back to where it stood.
    for (const Span& span : fact.text.Origin()) {
      EXPECT_EQ(source.bytes.substr(span.begin, span.size()), fact.text.bytes());
    }
  }
  return names;
}

TEST(HtmlFactsTest, AuthorsOfMeta) {
  const std::vector<Case> cases = {
      {"<meta name=author content='Jane Doe'>", {"Jane Doe"}},
      {"<meta property=article:author content='https://example.org/jane'>", {}},
      {"<meta name=citation_author content='Doe, J.'><meta name=citation_author content='Roe, R.'>",
       {"Doe, J.", "Roe, R."}},
      {"<meta name=cXenseParse:author content='Jane Doe'>", {"Jane Doe"}},
      {"<meta name=twitter:label1 content='Written by'>\n<meta name=twitter:data1 "
       "content='Jane Doe'>\n<meta name=twitter:label2 content='Est. reading time'>\n<meta "
       "name=twitter:data2 content='3 minutes'>",
       {"Jane Doe"}},
      {"<meta name=twitter:label1 content='Reading time'><meta name=twitter:data1 content='3'>"
       "<meta name=twitter:label2 content='Написано автором'><meta name=twitter:data2 "
       "content='Анна Орлова'>",
       {"Анна Орлова"}},
      {"<meta name=twitter:label1 content='كُتب بواسطة'><meta name=twitter:data1 content='هالة'>",
       {"هالة"}},
      {"<meta name=twitter:label1 content='Price'><meta name=twitter:data1 content='$7'>", {}},
      {"<meta name=twitter:data1 content='Jane Doe'>", {}},
      {"<meta name=twitter:label2 content='Written by'><meta name=twitter:data1 content='Jane'>",
       {}},
  };
  for (const Case& one : cases) EXPECT_EQ(NamesOf(one.head), one.names) << one.head;
}

}  // namespace
}  // namespace warraq

// Which pages are one article, and what becomes of records that are none of ours.
// tests/continuations_test.py has whole batches.

#include "plugin/batch/joined_record.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

namespace warraq {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

std::vector<std::size_t> Order(const std::vector<PageLinks>& pages) { return OrderOfPages(pages); }

PageLinks Web(std::uint64_t page, bool previous, bool next) {
  return {.page = page,
          .previous = previous ? page - 1 : 0,
          .next = next ? page + 1 : 0,
          .on_the_web = true};
}
PageLinks Print(std::uint64_t page, std::uint64_t previous, std::uint64_t next) {
  return {.page = page, .previous = previous, .next = next};
}

TEST(OrderOfPages, WholeArticles) {
  EXPECT_THAT(Order({Web(1, false, true), Web(2, true, false)}), ElementsAre(0, 1));
  EXPECT_THAT(Order({Web(3, true, false), Web(1, false, true), Web(2, true, true)}),
              ElementsAre(1, 2, 0));
  // In print an article may begin anywhere, and go on further behind, or before.
  EXPECT_THAT(Order({Print(9, 4, 2), Print(4, 0, 9), Print(2, 9, 0)}), ElementsAre(1, 0, 2));
}

TEST(OrderOfPages, NoneWhereOneIsMissingOrLies) {
  const std::vector<std::vector<PageLinks>> kCases = {
      {},
      {Web(1, false, false)},
      {Web(1, false, true)},
      {Web(1, false, true), Web(2, true, true)},                         // the third is missing
      {Web(2, false, true), Web(3, true, false)},                        // the first is
      {Web(1, false, true), Web(3, true, false)},                        // the second is
      {Web(1, false, true), Web(2, true, false), Web(2, true, false)},   // there are two
      {Web(1, false, true), Web(2, false, false)},                       // one does not look back
      {Web(1, false, false), Web(2, true, false)},                       // or forward
      {Web(1, false, true), Web(2, true, false), Print(5, 0, 0)},        // two begin
      {Web(1, false, true), Web(2, true, false), Print(5, 1, 0)},        // two follow the first
      {Print(1, 2, 2), Print(2, 1, 1)},                                  // none begins
      {Print(1, 0, 2), Print(2, 1, 3), Print(3, 2, 2)},                  // none ends
      {Print(1, 0, 2), Print(2, 1, 2), Print(3, 2, 0)},                  // one goes on with itself
      {Print(1, 0, 2), Print(2, 1, 0), Print(3, 4, 4), Print(4, 3, 3)},  // two go round beside them
      {Print(0, 0, 1), Print(1, 0, 0)},
      {Print(1, 0, ~std::uint64_t{0}), Print(~std::uint64_t{0}, 1, 1)},
  };
  for (const std::vector<PageLinks>& pages : kCases) {
    EXPECT_THAT(Order(pages), IsEmpty()) << &pages - kCases.data();
  }
}

TEST(OrderOfPages, FollowsLongArticlesInOneGo) {
  std::vector<PageLinks> pages;
  for (std::uint64_t page = 1; page <= 100000; ++page) {
    pages.push_back(Web(page, page > 1, page < 100000));
  }
  EXPECT_EQ(Order(pages).size(), pages.size());
  pages.back().next = 1;
  EXPECT_THAT(Order(pages), IsEmpty());
}

// Lines of a folder that somebody has changed: what comes of them is JSON, and is found to be
// untrue.
TEST(JoinRecords, OfAnythingIsJson) {
  const std::vector<std::string> kLines = {
      R"({})",
      R"({"id":1,"source":2,"headline":"x","blocks":{"a":1},"published":[],"quality":7})",
      R"({"bylines":[5,{},[]],"agency":{},"blocks":[1,{},{"role":"paragraph"}],"dates":[0,{}]})",
      R"({"updates":[1,{},{"blocks":7},{"blocks":["x",18446744073709551615]}],"gaps":[{}]})",
      R"({"published":{"edtf":"2025"},"modified":{"edtf":"2025","evidence":[0,{}],"rejected":{}}})",
      R"({"identifiers":[0,{}],"tags":[{},1],"images":[0],"repairs":[{"rule":5}],"removed":[[]]})",
      R"({"continuation":{"page":-1,"previous":{"page":"x"},"next":5},"pages":[1,2]})",
  };
  simdjson::dom::parser parser;
  for (const std::string& first : kLines) {
    for (const std::string& second : kLines) {
      const std::string joined = JoinRecords(std::vector{first, second, second});
      simdjson::dom::object record;
      ASSERT_EQ(parser.parse(joined).get(record), simdjson::SUCCESS) << joined;
      EXPECT_FALSE(PagesOfJoined(record).ok()) << joined;
    }
  }
}

TEST(PagesOfJoined, OfAnythingIsAnError) {
  simdjson::dom::parser parser;
  for (const std::string pages : {"7", "{}", "[]", "[1,2]", "[{},{}]", R"([{"source":{}},{}])",
                                  R"([{"source":{},"continuation":{"of":"a","page":1}},5])"}) {
    simdjson::dom::object record;
    const std::string line = R"({"id":"a","source":{},"blocks":[{"on":9}],"pages":)" + pages + "}";
    ASSERT_EQ(parser.parse(line).get(record), simdjson::SUCCESS);
    EXPECT_FALSE(PagesOfJoined(record).ok()) << pages;
  }
}

}  // namespace
}  // namespace warraq

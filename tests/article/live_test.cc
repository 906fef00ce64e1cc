// Which pages are live blogs, and when their updates were.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <vector>

#include "plugin/article/match_minute.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

struct Entry {
  std::string edtf, text;
  bool operator==(const Entry&) const = default;
};
void PrintTo(const Entry& entry, std::ostream* out) { *out << entry.edtf << ' ' << entry.text; }

// Of each update its time and the first words of its first block.
std::vector<Entry> UpdatesOf(const std::string& bytes) {
  Pipeline pipeline({});
  Source source{.name = "page", .bytes = bytes};
  const Result<PageArticles> read = pipeline.Read(source, 1);
  std::vector<Entry> entries;
  if (!read.ok()) return entries;
  EXPECT_EQ(read.value().articles.size(), 1u);
  const Article& article = read.value().articles[0];
  std::size_t last = 0;
  for (const Update& update : article.updates) {
    EXPECT_GE(update.first_block, last);  // no block belongs to two
    EXPECT_LT(update.first_block, update.end_block);
    last = update.end_block;
    const std::string text(article.blocks[update.first_block].text.bytes());
    entries.push_back({update.published.edtf, text.substr(0, text.find(' '))});
  }
  return entries;
}

const std::string kLead =
    "The harbour has been closed since the early morning, and the harbour master expects no ship "
    "to leave before the storm is over. We follow the day here.\n";
const std::string kFirst =
    "Firemen have reached the lighthouse and say that its keeper is well and has made them tea.\n";
const std::string kSecond =
    "Schools on the island stay closed, the mayor has told the radio station of the harbour.\n";
const std::string kThird =
    "Engineers are on their way to the lime works, where four hundred homes are without power.\n";
const std::string kFourth =
    "Nobody has been hurt so far, the police say, and ask all drivers to stay at home tonight.\n";
const std::string kFifth =
    "Ferries will sail again as soon as the wind has turned, says the company that owns them.\n";

TEST(LiveTest, TimesWithoutADayHaveThePagesDay) {
  const std::string page = "Storm live: harbour closed\nPublished: 14 May 2025, 08:00\n" + kLead +
                           "08:15\n" + kFirst + "09:30\n" + kSecond + "10:45\n" + kThird;
  EXPECT_THAT(UpdatesOf(page), testing::ElementsAre(Entry{"2025-05-14T08:15", "Firemen"},
                                                    Entry{"2025-05-14T09:30", "Schools"},
                                                    Entry{"2025-05-14T10:45", "Engineers"}));
}

TEST(LiveTest, MidnightIsCountedFromTheFirstUpdate) {
  const std::string page = "Storm live: harbour closed\nPublished: 14 May 2025, 22:00\n" + kLead +
                           "22:15\n" + kFirst + "23:30\n" + kSecond + "00:45\n" + kThird;
  EXPECT_THAT(UpdatesOf(page), testing::ElementsAre(Entry{"2025-05-14T22:15", "Firemen"},
                                                    Entry{"2025-05-14T23:30", "Schools"},
                                                    Entry{"2025-05-15T00:45", "Engineers"}));
}

TEST(LiveTest, ADayThatNobodyKnowsIsNotInvented) {
  const std::string page = "Storm live: harbour closed\n" + kLead + "08:15\n" + kFirst + "09:30\n" +
                           kSecond + "10:45\n" + kThird;
  EXPECT_THAT(UpdatesOf(page), testing::ElementsAre(Entry{"", "Firemen"}, Entry{"", "Schools"},
                                                    Entry{"", "Engineers"}));
}

TEST(MatchMinuteTest, WhatIsOne) {
  const struct {
    const char* line;
    std::int32_t order;
    std::size_t end;
  } kCases[] = {
      {"67'", 6700, 3},
      {"67' Roe shoots wide.", 6700, 3},
      {"90+3' It is over.", 9003, 5},
      {"90 + 3\u2019 It is over.", 9003, 9},
      {"45.+2 Minute: Pell trifft.", 4502, 12},
      {"72. Minute", 7200, 10},
      {"72. Minute Pell trifft zum zweiten Mal.", 7200, 10},
      {"67 min: Roe shoots wide.", 6700, 6},
      {"Min. 67", 6700, 7},
      {"Minute 67: Roe shoots wide.", 6700, 9},
      {"67-я минута. Удар выше ворот.", 6700, 19},
      {"67-я минута", 6700, 18},
      {"الدقيقة 67: تسديدة فوق المرمى", 6700, 17},
      {"\u0666\u0667' \u062a", 6700, 5},
      {"5 min read", -1, 0},
      {"5 minutes ago", -1, 0},
      {"12 Minuten Fußweg", -1, 0},
      {"67'000 people", -1, 0},
      {"6'2\" tall", -1, 0},
      {"2025' x", -1, 0},
      {"72. Straße", -1, 0},
      {"'67 was a good year", -1, 0},
      {"90+", -1, 0},
      {"", -1, 0},
  };
  for (const auto& test : kCases) {
    const std::optional<MatchMinute> found = MatchMinuteAt(test.line);
    EXPECT_EQ(found ? found->order : -1, test.order) << test.line;
    EXPECT_EQ(found ? found->end : 0, test.end) << test.line;
  }
}

TEST(LiveTest, MinutesOfAMatchHaveNoTimeOfDay) {
  const std::string head = "Liveticker: Harbour against Mainland\nPublished: 14 May 2025, 18:00\n";
  const std::string page = head + kLead + "90+3' Final whistle, and the harbour has won.\n" +
                           "72' Goal!\n" + "67'\n" + kFirst + "45. Minute: " + kSecond + "3' " +
                           kThird;
  EXPECT_THAT(UpdatesOf(page),
              testing::ElementsAre(Entry{"", "Final"}, Entry{"", "Goal!"}, Entry{"", "Firemen"},
                                   Entry{"", "Schools"}, Entry{"", "Engineers"}));
}

TEST(LiveTest, MinutesInAReportAreNone) {
  const std::string page = "Harbour beats Mainland\nPublished: 14 May 2025, 20:00\n" + kLead +
                           "3' " + kFirst + "45' " + kSecond + "67' " + kThird + "72' " + kFourth +
                           "90+3' " + kFifth;
  EXPECT_THAT(UpdatesOf(page), testing::IsEmpty());
}

TEST(LiveTest, NewestFirstNeedsNoWord) {
  const std::string page = "Harbour closed\nPublished: 14 May 2025, 08:00\n" + kLead + "12:45\n" +
                           kFifth + "11:20\n" + kFourth + "10:45\n" + kThird + "09:30\n" + kSecond +
                           "08:15\n" + kFirst;
  EXPECT_EQ(UpdatesOf(page).size(), 5u);
}

TEST(LiveTest, AProgrammeIsNone) {
  const std::string page = "Harbour day\nPublished: 14 May 2025, 08:00\n" + kLead + "08:15\n" +
                           kFirst + "09:30\n" + kSecond + "10:45\n" + kThird + "11:20\n" + kFourth +
                           "12:45\n" + kFifth;
  EXPECT_THAT(UpdatesOf(page), testing::IsEmpty());
}

TEST(LiveTest, ALiveArticleWithTwoTimesIsNone) {
  const std::string page = "How to watch the storm live\nPublished: 14 May 2025, 08:00\n" + kLead +
                           kFirst + "08:15\n" + kSecond + kThird + "09:30\n" + kFourth + kFifth;
  EXPECT_THAT(UpdatesOf(page), testing::IsEmpty());
}

TEST(LiveTest, TimesInAnyOrderAreNone) {
  const std::string page = "Storm live: harbour closed\nPublished: 14 May 2025, 08:00\n" + kLead +
                           "12:45\n" + kFirst + "09:30\n" + kSecond + "17:20\n" + kThird +
                           "11:20\n" + kFourth + "14:40\n" + kFifth;
  EXPECT_THAT(UpdatesOf(page), testing::IsEmpty());
}

}  // namespace
}  // namespace warraq

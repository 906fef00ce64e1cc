// Dates: the finders' tables, the calendars against ICU, EDTF, and that hostile text costs no more
// than other text of its length.

#include <gtest/gtest.h>
#include <unicode/calendar.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>
#include <string>
#include <vector>

#include "plugin/date/calendar.h"
#include "plugin/date/edtf.h"
#include "plugin/date/reading.h"
#include "plugin/date/tokens.h"
#include "warraq/date.h"

#ifndef WARRAQ_SOURCE_DIR
#define WARRAQ_SOURCE_DIR "."
#endif

namespace warraq {
namespace {

std::string Join(const std::vector<DateClaim>& claims) {
  std::string all;
  for (const DateClaim& claim : claims) all += (all.empty() ? "" : " ; ") + claim.edtf;
  return all;
}

std::vector<std::string> Columns(const std::string& row) {
  std::vector<std::string> columns;
  std::istringstream in(row);
  for (std::string column; std::getline(in, column, '\t');) columns.push_back(column);
  columns.resize(3);
  return columns;
}

class Table : public testing::TestWithParam<const DateFinder*> {};

TEST_P(Table, Reads) {
  const std::string name(GetParam()->name);
  std::ifstream in(WARRAQ_SOURCE_DIR "/samples/date/" + name + ".tsv");
  ASSERT_TRUE(in) << "no table for " << name;
  int row = 0;
  for (std::string line; std::getline(in, line);) {
    ++row;
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> columns = Columns(line);
    const auto claims = FindDates(columns[0], {.reference = columns[2], .language = {}});
    EXPECT_EQ(Join(claims), columns[1]) << name << ".tsv:" << row << ": " << columns[0];
    for (const DateClaim& claim : claims) {
      EXPECT_TRUE(ParseEdtf(claim.edtf)) << claim.edtf;
      EXPECT_LE(claim.at.end, columns[0].size());
    }
  }
}

// What is found without a reference and resolved later is what is found with it.
TEST_P(Table, ResolvesLaterAsAtOnce) {
  std::ifstream in(WARRAQ_SOURCE_DIR "/samples/date/" + std::string(GetParam()->name) + ".tsv");
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> columns = Columns(line);
    if (columns[2].empty()) continue;
    const auto at_once = FindDates(columns[0], {.reference = columns[2], .language = {}});
    std::vector<DateClaim> later = FindDates(columns[0], {.reference = {}, .language = {}});
    for (DateClaim& claim : later) {
      if (!Resolve(claim, columns[2])) continue;
      EXPECT_FALSE(Resolve(claim, columns[2]));
      for (const DateClaim& other : at_once) {
        if (other.at.begin != claim.at.begin || other.at.end != claim.at.end) continue;
        EXPECT_EQ(claim.edtf, other.edtf) << columns[0];
        EXPECT_EQ(claim.instant, other.instant) << columns[0];
      }
    }
  }
}

INSTANTIATE_TEST_SUITE_P(Finders, Table, testing::ValuesIn(DateFinders()),
                         [](const auto& it) { return std::string(it.param->name); });

TEST(NoDates, AreNone) {
  std::ifstream in(WARRAQ_SOURCE_DIR "/samples/date/none.txt");
  ASSERT_TRUE(in);
  for (std::string line; std::getline(in, line);) {
    EXPECT_EQ(Join(FindDates(line, {.reference = {}, .language = {}})), "") << line;
  }
}

// Five hundred lines of prices, telephone numbers, scores, versions: one in a hundred may mislead.
TEST(NoDates, NumbersSeldomAre) {
  std::ifstream in(WARRAQ_SOURCE_DIR "/samples/date/numbers.txt");
  ASSERT_TRUE(in);
  int lines = 0;
  std::string taken;
  int wrong = 0;
  for (std::string line; std::getline(in, line);) {
    if (line.empty() || line[0] == '#') continue;
    ++lines;
    const std::string dates = Join(FindDates(line, {.reference = {}, .language = {}}));
    if (!dates.empty()) ++wrong, taken += line + " -> " + dates + "\n";
  }
  EXPECT_GE(lines, 500);
  EXPECT_LE(wrong * 100, lines) << taken;
}

// The same, written by hand: language, kind, text.
TEST(NoDates, LinesInFiveLanguagesSeldomAre) {
  std::ifstream in(WARRAQ_SOURCE_DIR "/samples/date/nondates.tsv");
  ASSERT_TRUE(in);
  for (const char* reference : {"", "2025-05-14T04:44:27"}) {
    in.clear();
    in.seekg(0);
    int lines = 0;
    int wrong = 0;
    std::string taken;
    for (std::string line; std::getline(in, line);) {
      if (line.empty() || line[0] == '#') continue;
      ++lines;
      const std::string text = Columns(line)[2];
      const std::string dates = Join(FindDates(text, {.reference = reference, .language = {}}));
      if (!dates.empty()) ++wrong, taken += text + " -> " + dates + "\n";
    }
    EXPECT_EQ(lines, 500);
    EXPECT_LE(wrong * 100, lines) << taken;
  }
}

bool HasNote(const DateClaim& claim, std::string_view note) {
  return std::ranges::find(claim.notes, note) != claim.notes.end();
}

TEST(Notes, AreOnTheClaim) {
  const auto noted = [](std::string_view text, std::string_view note) {
    const auto claims = FindDates(text, {});
    return !claims.empty() && HasNote(claims[0], note);
  };
  EXPECT_TRUE(noted("Monday, 02 January 2024", "weekday-conflict"));
  EXPECT_FALSE(noted("Tuesday, 02 January 2024", "weekday-conflict"));
  EXPECT_TRUE(noted("02/03/2024", "ambiguous-order"));
  EXPECT_TRUE(noted("14 May 2025 12:17 AST", "ambiguous-zone"));
  EXPECT_TRUE(noted("31.12.99", "two-digit-year"));
  EXPECT_TRUE(noted("۱۴۰۳/۱۲/۳۰", "calendar-assumed"));
}

TEST(Claims, KeepTheirCalendarKindAndInstant) {
  EXPECT_EQ(FindDates("۲۲ بهمن ۱۳۵۷", {})[0].calendar, "persian");
  EXPECT_EQ(FindDates("16 Iyar 5785", {})[0].calendar, "hebrew");
  EXPECT_EQ(FindDates("令和6年5月14日", {})[0].calendar, "japanese");
  EXPECT_EQ(FindDates("民國113年5月14日", {})[0].calendar, "roc");
  EXPECT_EQ(FindDates("14 พฤษภาคม พ.ศ. 2568", {})[0].calendar, "buddhist");
  EXPECT_EQ(FindDates("© 2024", {})[0].kind, DateKind::kCopyright);
  EXPECT_EQ(FindDates("MENAFN14052025000045015687ID1109547045", {})[0].kind, DateKind::kIdentifier);
  EXPECT_EQ(FindDates("2025-05-14 04:44", {})[0].instant, "");
  EXPECT_EQ(FindDates("2025-05-14 04:44Z", {})[0].instant, "2025-05-14T04:44Z");
}

TEST(Claims, InstantsAreToldByTheReferencesClocks) {
  const auto instant = [](std::string_view text, std::string_view reference) {
    return FindDates(text, {.reference = reference, .language = {}})[0].instant;
  };
  constexpr std::string_view kInZone = "2025-05-14T04:44:27-02:00";
  EXPECT_EQ(instant("Thursday 8:00 GMT", kInZone), "2025-05-15T06:00-02:00");
  EXPECT_EQ(instant("two hours ago", kInZone), "2025-05-14T02:44:27-02:00");
  EXPECT_EQ(instant("two hours ago", "2025-05-14T04:44:27"), "");
  EXPECT_EQ(instant("Thursday 8:00 GMT", "2025-05-14T04:44:27"), "2025-05-15T08:00Z");
}

TEST(Claims, TheLanguageSettlesTheOrder) {
  EXPECT_EQ(FindDates("02/03/2024", {.reference = {}, .language = "fr"})[0].edtf, "2024-03-02");
  EXPECT_EQ(FindDates("02/03/2024", {.reference = {}, .language = "en-US"})[0].edtf, "2024-02-03");
  EXPECT_EQ(FindDates("02/03/2024", {.reference = {}, .language = "en"})[0].edtf,
            "[2024-02-03,2024-03-02]");
}

struct Oracle {
  Calendar calendar;
  const char* icu;
};

TEST(Calendars, AgreeWithIcuForThreeHundredYears) {
  constexpr Oracle kOracles[] = {
      {Calendar::kIslamicUmmAlQura, "en@calendar=islamic-umalqura"},
      {Calendar::kIslamicCivil, "en@calendar=islamic-civil"},
      {Calendar::kIslamicTabular, "en@calendar=islamic-tbla"},
      {Calendar::kPersian, "en@calendar=persian"},
      {Calendar::kHebrew, "en@calendar=hebrew"},
      {Calendar::kCoptic, "en@calendar=coptic"},
  };
  for (const Oracle& oracle : kOracles) {
    UErrorCode status = U_ZERO_ERROR;
    const std::unique_ptr<icu::Calendar> icu_calendar(icu::Calendar::createInstance(
        icu::TimeZone::getGMT()->clone(), icu::Locale(oracle.icu), status));
    ASSERT_TRUE(U_SUCCESS(status));
    int wrong = 0;
    for (int day = -31'000; day < 78'600; ++day) {  // 1885 to 2185
      icu_calendar->setTime(day * 86'400'000.0, status);
      const CalendarDate date{oracle.calendar, icu_calendar->get(UCAL_YEAR, status),
                              icu_calendar->get(UCAL_MONTH, status) + 1,
                              icu_calendar->get(UCAL_DATE, status)};
      if (date.calendar == Calendar::kIslamicUmmAlQura && date.year > 1600) continue;
      wrong += DayOf(date) != day;
    }
    // ICU 72 begins 5807 a day late: its first molad is on a Sunday, which the new year leaves for
    // the Monday, and no delay takes it to the Tuesday.
    EXPECT_EQ(wrong, oracle.calendar == Calendar::kHebrew ? 385 : 0) << oracle.icu;
  }
}

TEST(Calendars, GregorianDaysGoThereAndBack) {
  for (std::int64_t day = -800'000; day < 800'000; ++day) ASSERT_EQ(DayOf(GregorianOf(day)), day);
  EXPECT_EQ(WeekdayOf(*DayOf({Calendar::kGregorian, 2025, 5, 14})), 3);
  EXPECT_EQ(DayOf({Calendar::kJulian, 1917, 10, 25}), DayOf({Calendar::kGregorian, 1917, 11, 7}));
  EXPECT_EQ(DayOf({Calendar::kRumi, 1325, 3, 31}), DayOf({Calendar::kGregorian, 1909, 4, 13}));
  EXPECT_FALSE(DayOf({Calendar::kGregorian, 2023, 2, 29}));
  EXPECT_FALSE(DayOf({Calendar::kHebrew, 5785, 6, 1}));  // no Adar I in a common year
  EXPECT_EQ(EasterOf(2018), DayOf({Calendar::kGregorian, 2018, 4, 1}));
}

TEST(EdtfText, GoesThereAndBack) {
  for (const char* text : {"2025-05-14",
                           "2025-05",
                           "2025",
                           "-0043",
                           "Y-17000",
                           "19XX",
                           "201X",
                           "XXXX-08-06",
                           "XXXX-XX-XX",
                           "2004-06-XX",
                           "1925-21",
                           "1925~",
                           "1912-03-04?",
                           "2004-06-11%",
                           "2025-05-14T12:17",
                           "2025-05-14T12:17:05.25+03:00",
                           "2025-05-14T12:17Z",
                           "2024-03-01/2024-03-05",
                           "../2025-03",
                           "1985-04-12/..",
                           "/1985",
                           "1985-04-12/",
                           "[2024-02-03,2024-03-02]"}) {
    const auto parsed = ParseEdtf(text);
    ASSERT_TRUE(parsed) << text;
    EXPECT_EQ(PrintEdtf(*parsed), text);
  }
  for (const char* text : {"", "2025-13", "2023-02-29", "2025-05-14T25:00", "25-05-14", "../..",
                           "[2024]", "2025-05-14T", "1XX5", "2025-00-01", "2025-05-1", "20255"}) {
    EXPECT_FALSE(ParseEdtf(text)) << text;
  }
}

// Work is counted, not timed: the claims and tokens of a doubled text are at most twice as many,
// and the limit holds.
TEST(Bounds, ClaimsAreLimited) {
  std::string text;
  for (int i = 0; i < 10'000; ++i) text += "14 May 2025; ";
  EXPECT_EQ(FindDates(text, {}).size(), 4096u);
  const DateOptions few{.reference = {}, .language = {}, .claims = 3};
  EXPECT_EQ(FindDates(text, few).size(), 3u);
}

TEST(Bounds, HostileTextIsRead) {
  for (const char* piece : {"1", ".", "1.", "1/", "1 ", "may ", "one ", "last ", "(", "12:", "٠",
                            "\xCC\x80", "between ", "al", "-", "十", "second ", "من ", "1 في "}) {
    std::string text;
    while (text.size() < 200'000) text += piece;
    const auto claims = FindDates(text, {.reference = "2025-05-14T00:00:00", .language = {}});
    EXPECT_LE(claims.size(), 4096u);
  }
}

// Bytes of no sequence behind a letter: each pair of them, so that the tables' ends are tried.
TEST(Bounds, DamagedSequencesAreRead) {
  for (int first = 0x80; first < 0x100; ++first) {
    for (int second = 0; second < 0x100; ++second) {
      const std::string pair = {static_cast<char>(first), static_cast<char>(second)};
      const auto claims = FindDates("ta" + pair + " on 14 May 2025", {});
      ASSERT_FALSE(claims.empty()) << first << " " << second;
      EXPECT_NE(claims.back().edtf.find("2025-05-14"), std::string::npos) << claims.back().edtf;
    }
  }
}

TEST(Bounds, RandomBytesGiveValidClaims) {
  std::mt19937 random(5);
  const std::string pieces[] = {"14",    "May",   " ",     "2025", "/",    "-",       "هـ",
                                "رمضان", "12:17", "since", "\n",   "last", "Tuesday", "\xFF",
                                "3rd",   "of",    "ago",   "days", "م",    ".",       "年"};
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    for (int i = 0; i < 12; ++i) {
      if (random() % 8 == 0) {
        text += static_cast<char>(random() % 256);
      } else {
        text += pieces[random() % std::size(pieces)];
        if (random() % 2 == 0) text += ' ';
      }
    }
    std::uint32_t last = 0;
    for (const DateClaim& claim :
         FindDates(text, {.reference = "2024-02-29T23:59:59", .language = {}})) {
      EXPECT_TRUE(ParseEdtf(claim.edtf)) << claim.edtf << " of " << text;
      EXPECT_GE(claim.at.begin, last) << text;
      EXPECT_LT(claim.at.begin, claim.at.end);
      EXPECT_LE(claim.at.end, text.size());
      last = claim.at.end;
    }
  }
}

}  // namespace
}  // namespace warraq

#include "plugin/text/language.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/text/model.h"
#include "tests/samples.h"

namespace warraq {
namespace {

// Of samples/language/lines.tsv.
template <typename Check>
void ForEachLine(Check check) {
  const std::string table = ReadWhole(WARRAQ_SOURCE_DIR "/samples/language/lines.tsv");
  std::string_view rows = table;
  int count = 0;
  for (std::array<std::string_view, 3> row; NextRow(rows, row); ++count) {
    check(row[0], row[1], row[2]);
  }
  EXPECT_GT(count, 80);
}

TEST(LanguageTest, ALineOfAFewWordsIsEnough) {
  ForEachLine([](std::string_view tag, std::string_view script, std::string_view line) {
    const Language language = IdentifyLanguage(line);
    EXPECT_EQ(language.tag, tag) << line << " " << language.confidence;
    EXPECT_EQ(ScriptName(language.script), script) << line;
    EXPECT_EQ(MainScript(line), language.script) << line;
    EXPECT_GE(language.confidence, 0.F);
    EXPECT_LE(language.confidence, 1.F);
  });
}

// What is written around or between the words of a line is no evidence.
TEST(LanguageTest, MarksAndFiguresChangeNothing) {
  ForEachLine([](std::string_view tag, std::string_view, std::string_view line) {
    const std::string marked = "\n\t12. «" + std::string(line) + "» (14:30) *** 2025";
    EXPECT_EQ(IdentifyLanguage(marked).tag, tag) << marked;
  });
}

TEST(LanguageTest, CaseChangesNothing) {
  EXPECT_EQ(IdentifyLanguage("BREAD PRICES RISE AGAIN").tag, "en");
  EXPECT_EQ(IdentifyLanguage("ЦЕНЫ НА ХЛЕБ СНОВА ВЫРОСЛИ").tag, "ru");
  EXPECT_EQ(IdentifyLanguage("LE PRIX DU PAIN AUGMENTE ENCORE").tag, "fr");
}

TEST(LanguageTest, VowelSignsAndTatweelChangeNothing) {
  EXPECT_EQ(IdentifyLanguage("هـــذا ما قـاله").tag, "ar");
  EXPECT_EQ(IdentifyLanguage("هَذَا مَا قَالَهُ الرَّجُلُ").tag, "ar");
}

// The language of a mixed line is that of most of it; letters of an abjad weigh more.
TEST(LanguageTest, AMixedLineIsInTheLanguageOfMostOfIt) {
  EXPECT_EQ(IdentifyLanguage("شركة Microsoft تعلن عن نظام جديد").tag, "ar");
  EXPECT_EQ(IdentifyLanguage("The word كتاب means a book in Arabic").tag, "en");
  EXPECT_EQ(IdentifyLanguage("Компания Apple представила новый телефон").tag, "ru");
  EXPECT_EQ(IdentifyLanguage("苹果公司发布 iPhone 新款手机").tag, "zh");
}

// Long text is judged by its beginning: 100 MB cost what a paragraph does.
TEST(LanguageTest, LongTextIsBounded) {
  std::string text;
  for (int i = 0; i < 20000; ++i) text += "Bread prices rise again and nobody knows why. ";
  const Language language = IdentifyLanguage(text);
  EXPECT_EQ(language.tag, "en");
  EXPECT_GT(language.confidence, .99F);
  const std::string letters(100000, 'q');
  EXPECT_EQ(IdentifyLanguage(letters).script, Script::kLatn);
  std::string marks = "a";
  for (int i = 0; i < 10000; ++i) marks += "\xCC\x81";
  EXPECT_EQ(IdentifyLanguage(marks).script, Script::kLatn);
}

// A quick look may doubt a line, which costs a closer one, but hardly ever takes one language for
// another.
TEST(LanguageTest, AQuickLookTellsOneLanguageFromAnother) {
  std::vector<std::pair<Language, std::string>> lines;
  ForEachLine([&](std::string_view, std::string_view, std::string_view line) {
    lines.emplace_back(IdentifyLanguage(line), line);
  });
  std::size_t doubted = 0;
  std::size_t mistaken = 0;
  for (const auto& [language, line] : lines) {
    doubted += !LooksLike(language, line);
    for (const auto& [other, text] : lines) {
      mistaken += other.tag != language.tag && LooksLike(language, text);
    }
  }
  EXPECT_LE(doubted * 5, lines.size());
  EXPECT_LE(mistaken * 100, lines.size() * lines.size());
}

TEST(LanguageTest, DirectionIsTheScripts) {
  EXPECT_EQ(DirectionOf(Script::kArab), "rtl");
  EXPECT_EQ(DirectionOf(Script::kHebr), "rtl");
  EXPECT_EQ(DirectionOf(Script::kLatn), "ltr");
  EXPECT_EQ(DirectionOf(Script::kCommon), "ltr");
}

}  // namespace
}  // namespace warraq

// What a record says about marks that stay in its text.

#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "warraq/pipeline.h"

namespace warraq {
namespace {

constexpr std::string_view kHeadline = "Library opens again after three years of work";
constexpr std::string_view kBody =
    "The city library opened again on Monday after three years of work, and people stood in line "
    "from the early morning. The director said that the room for children is twice as large.";

TEST(NotesTest, KeptDirectionMarksAreNoted) {
  const struct {
    const char* what;
    std::string_view end;  // of the body
    std::vector<std::string_view> noted;
  } kCases[] = {
      {"none", "", {}},
      {"one that does nothing", " It is \u200Enew.", {}},
      {"one that keeps the exclamation mark right of its word",
       " They read \"\u0643\u062A\u0627\u0628!\u200F\" there.",
       {"\u200F"}},
      {"an override, which shows its letters backwards",
       " The word \u202Efed\u202C is read so.",
       {"\u202E", "\u202C"}},
      {"ZWNJ and ZWJ in their places",
       " They wrote \u0645\u06CC\u200C\u062E\u0648\u0627\u0647\u0645 and "
       "\U0001F468\u200D\U0001F469 there.",
       {}},
  };
  for (const auto& [what, end, noted] : kCases) {
    SCOPED_TRACE(what);
    Source source;
    source.name = "notes.txt";
    source.bytes = std::string(kHeadline) + "\n\n" + std::string(kBody) + std::string(end) + "\n";
    const Result<PageArticles> read = Pipeline({}).Read(source, 1);
    ASSERT_TRUE(read.ok()) << read.error().what;
    ASSERT_EQ(read.value().articles.size(), 1u);
    const Article& article = read.value().articles[0];
    std::vector<std::string_view> places;
    for (const Note& note : article.notes) {
      EXPECT_EQ(note.code, "direction-marks");
      for (const Span& span : note.origin) {
        places.push_back(std::string_view(source.bytes).substr(span.begin, span.size()));
      }
    }
    EXPECT_EQ(places, noted);
    const std::string record = WriteJsonLine(article, Provenance::kSpans);
    EXPECT_EQ(record.find("\"code\":\"direction-marks\",\"from\":[[") != std::string::npos,
              !noted.empty());
  }
}

Article ReadArticle(Source& source, std::string_view end, PageArticles& read) {
  source.name = "notes.txt";
  source.bytes = std::string(kHeadline) + "\n\n" + std::string(kBody) + std::string(end) + "\n";
  Result<PageArticles> result = Pipeline({}).Read(source, 1);
  EXPECT_TRUE(result.ok());
  if (!result.ok()) return {};
  read = std::move(result.value());
  return read.articles.at(0);
}

TEST(NotesTest, LostBytesAreNoted) {
  struct Expected {
    std::vector<std::string_view> places;
    std::uint32_t count;
    std::vector<std::string> candidates;
  };
  const struct {
    const char* what;
    std::string_view end;  // of the body
    std::vector<Expected> notes;
  } kCases[] = {
      {"nothing lost", " They said: r\u00E9sum\u00E9?", {}},
      {"restored by the text", " Their r\uFFFDsum\uFFFD is a r\u00E9sum\u00E9.", {}},
      {"one word of two",
       " The p\uFFFDche is p\u00EAche or p\u00E8che.",
       {{{"\uFFFD"}, 1, {"p\u00EAche", "p\u00E8che"}}}},
      {"unknown, and neighbours are one place",
       " They read \uFFFD\uFFFDabc and then d\uFFFDf.",
       {{{"\uFFFD\uFFFD", "\uFFFD"}, 3, {}}}},
      {"misread, and what was lost is one of few",
       " \u00D0\u00B1\u00D1\u2039\u00D0\u00BB\u00D0\u00BE "
       "\u00D1?\u00D0\u00B2\u00D0\u00B5\u00D1\u201A\u00D0\u00BB\u00D0\u00BE",
       {{{"\u00D1?"}, 1, {"\u0441", "\u044D", "\u044F", "\u045D"}}}},
  };
  for (const auto& [what, end, expected] : kCases) {
    SCOPED_TRACE(what);
    Source source;
    PageArticles read;
    const Article article = ReadArticle(source, end, read);
    ASSERT_EQ(article.notes.size(), expected.size());
    for (std::size_t i = 0; i < expected.size(); ++i) {
      const Note& note = article.notes[i];
      EXPECT_EQ(note.code, "lost-bytes");
      EXPECT_EQ(note.count, expected[i].count);
      EXPECT_EQ(note.candidates, expected[i].candidates);
      std::vector<std::string_view> places;
      for (const Span& span : note.origin) {
        places.push_back(std::string_view(source.bytes).substr(span.begin, span.size()));
      }
      EXPECT_EQ(places, expected[i].places);
    }
    const std::string record = WriteJsonLine(article, Provenance::kSpans);
    EXPECT_EQ(record.find("\"code\":\"lost-bytes\",\"from\":[[") != std::string::npos,
              !expected.empty());
  }
}

}  // namespace
}  // namespace warraq

// JSON Lines and CSV: which lines are sources, what they carry, and what is wrong with the others.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "plugin/batch/json_text.h"
#include "plugin/batch/jsonl.h"
#include "tests/batch/opened.h"
#include "tests/batch/packing.h"

namespace warraq {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;
using testing::Pair;

TEST(JsonLines, ALineIsASource) {
  const struct {
    const char* line;
    const char* field;
    const char* bytes;
    const char* carried;
  } kCases[] = {
      {R"({"text":"a"})", "", "a", ""},
      {R"( { "id" : 1 , "text" : "a" } )", "", "a", R"({"id":1})"},
      {R"({"n":1.10,"big":123456789012345678901234567890,"text":"a","x":null})", "", "a",
       R"({"n":1.10,"big":123456789012345678901234567890,"x":null})"},
      {R"({"deep":{"a":[1,"}",{"b":"]\""}]},"text":"a"})", "", "a",
       R"({"deep":{"a":[1,"}",{"b":"]\""}]}})"},
      {R"({"body":"b","text":"a"})", "", "a", R"({"body":"b"})"},
      {R"({"body":"b","text":"a"})", "body", "b", R"({"text":"a"})"},
      {R"({"text":null,"content":"c"})", "", "c", R"({"text":null})"},
      {R"({"text":"a\n\t\"\\\/b"})", "", "a\n\t\"\\/b", ""},
      {R"({"text":"\u00e9\u0628\ud83d\ude00"})", "",
       "é"
       "ب"
       "😀",
       ""},
      {R"({"text":"cut \ud83d"})", "", "cut \xEF\xBF\xBD", ""},
      {R"({"text":"cut \ude00\u00e9"})", "", "cut \xEF\xBF\xBD\xC3\xA9", ""},
      {"{\"text\":\"caf\xE9\",\"x\":\"caf\xE9\"}", "", "caf\xE9", "{\"x\":\"caf\xEF\xBF\xBD\"}"},
      {R"({"text":"\\"})", "", "\\", ""},
      {R"({"text":""})", "", "", ""},
      {R"({"id":1,"base64":"Y2Fm6Q=="})", "", "caf\xE9", R"({"id":1})"},
      {R"({"a.b":"c"})", "a.b", "c", ""},
  };
  for (const auto& [line, field, bytes, carried] : kCases) {
    Options options;
    options.field = field;
    options.from = Format::kJsonLines;
    const Opened opened = OpenBytes("a", std::string(line) + "\n", options);
    ASSERT_EQ(opened.sources.size(), 1u) << line;
    EXPECT_EQ(opened.sources[0].bytes, bytes) << line;
    EXPECT_EQ(opened.sources[0].carried, carried) << line;
  }
}

TEST(JsonLines, OriginAndType) {
  const Opened opened = OpenBytes(
      "a", R"({"html":"<p>a","url":"https://a/b","timestamp":"2025-05-14T06:00:00Z"})"
           "\n"
           R"({"text":"a","uri":"https://a/c","timestamp":"yesterday","date":"2025-01-01"})");
  ASSERT_EQ(opened.sources.size(), 2u);
  EXPECT_EQ(opened.sources[0].uri, "https://a/b");
  EXPECT_EQ(opened.sources[0].retrieved, "2025-05-14T06:00:00Z");
  EXPECT_EQ(opened.sources[0].declared_type, "text/html");
  EXPECT_EQ(opened.sources[0].field, "html");
  EXPECT_EQ(opened.sources[1].uri, "https://a/c");
  EXPECT_EQ(opened.sources[1].retrieved, "");
  EXPECT_EQ(opened.sources[1].declared_type, "");
}

TEST(JsonLines, ABadLineFailsAlone) {
  const std::string good = "{\"text\":\"a\"}\n";
  for (const char* bad : {"no json",
                          "{",
                          "}",
                          "[]",
                          "[\"text\"]",
                          "\"text\"",
                          "{\"text\"}",
                          "{\"text\":}",
                          "{\"text\":\"a\"",
                          "{\"text\":\"a\"}}",
                          "{\"text\":\"a\"} x",
                          "{\"text\":\"a\",}",
                          "{\"text\":\"a\" \"b\":1}",
                          "{\"text\":\"a}",
                          "{text:\"a\"}",
                          "{\"text\":\"\\q\"}",
                          "{\"text\":\"\\u12\"}",
                          "{\"text\":\"a\",\"x\":tru}",
                          "{\"text\":\"a\",\"x\":[1,2}",
                          "{\"text\":\"a\",\"x\":[1 2]}",
                          "{\"text\":\"a\",\"x\":\"\\q\"}",
                          "{\"title\":\"b\"}",
                          "{\"text\":7}",
                          "{\"base64\":\"?\"}",
                          "{}"}) {
    const Opened opened = OpenBytes("a", good + bad + "\n" + good);
    EXPECT_THAT(opened.Texts(), ElementsAre("a", "a")) << bad;
    EXPECT_THAT(opened.failures, ElementsAre(Pair("a!@13", "bad-json"))) << bad;
  }
}

TEST(JsonLines, DeepNestingIsCarried) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  const Opened opened = OpenBytes("a", "{\"text\":\"a\",\"x\":" + deep + "}");
  ASSERT_EQ(opened.sources.size(), 1u);
  EXPECT_EQ(opened.sources[0].carried, "{\"x\":" + deep + "}");
}

TEST(JsonLines, OtherJsonStaysOneSource) {
  for (const char* document : {"{\"title\":\"no text\"}\n", "{\n \"text\": \"a\"\n}\n",
                               "[{\"text\":\"a\"}]\n", "{\"text\":1}\n", "{curly} text\n", "{", "",
                               "text {\"text\":\"a\"}\n", "{\"text\":\"a\"} and more\n"}) {
    const Opened opened = OpenBytes("a.json", document);
    EXPECT_THAT(opened.Texts(), ElementsAre(document));
    EXPECT_EQ(opened.sources[0].name, "a.json");
  }
  Options options;
  options.field = "title";
  EXPECT_THAT(OpenBytes("a", "{\"title\":\"b\"}\n", options).Texts(), ElementsAre("b"));
  // The first line has not the member that is asked for, but the file is JSON Lines all the same.
  const Opened second = OpenBytes("a", "{\"text\":\"a\"}\n{\"title\":\"b\"}\n", options);
  EXPECT_THAT(second.Texts(), ElementsAre("b"));
  EXPECT_THAT(second.failures, ElementsAre(Pair("a!@0", "bad-json")));
}

TEST(JsonLines, ALongLineFailsAlone) {
  Options options;
  options.limits.record_bytes = 100'000;
  const std::string good = "{\"text\":\"a\"}\n";
  const std::string large = "{\"text\":\"" + std::string(1'000'000, 'x') + "\"}\n";
  const Opened opened = OpenBytes("a", good + large + good, options);
  EXPECT_THAT(opened.Texts(), ElementsAre("a", "a"));
  EXPECT_THAT(opened.failures, ElementsAre(Pair("a!@13", "too-large")));
}

TEST(Csv, RowsAreSources) {
  const struct {
    const char* what;
    std::string table;
    const char* field;
    std::vector<std::string> wanted;
    const char* carried;  // of the first
  } kCases[] = {
      {"commas", "id,text\n1,a\n2,b\n", "", {"a", "b"}, R"({"id":"1"})"},
      {"semicolons", "id;text;x,y\n1;a;2,3\n", "", {"a"}, R"({"id":"1","x,y":"2,3"})"},
      {"tabs", "id\ttext\n1\ta,b\n", "", {"a,b"}, R"({"id":"1"})"},
      {"quotes",
       "id,text\r\n1,\"a \"\"b\"\"\r\nc\"\r\n2,\"\"\r\n",
       "",
       {"a \"b\"\r\nc", ""},
       R"({"id":"1"})"},
      {"quoted names", "\"id, or so\",\"text\"\n1,a\n", "", {"a"}, R"({"id, or so":"1"})"},
      {"a quote inside", "id,text\n1,5\" pipe\n2,b\n", "", {"5\" pipe", "b"}, R"({"id":"1"})"},
      {"text behind a quoted part", "id,text\n1,\"a\"b\n", "", {"ab"}, R"({"id":"1"})"},
      {"no last line end", "text,id\na,1", "", {"a"}, R"({"id":"1"})"},
      {"empty lines", "text,id\n\na,1\n\r\n", "", {"a"}, R"({"id":"1"})"},
      {"a byte order mark", "\xEF\xBB\xBFtext,id\na,1\n", "", {"a"}, R"({"id":"1"})"},
      {"a chosen column", "text,title\na,b\n", "title", {"b"}, R"({"text":"a"})"},
      {"fewer columns", "text,id,x\na\n", "", {"a"}, "{}"},
      {"more columns", "text,id\na,1,2,3\n", "", {"a"}, R"({"id":"1"})"},
      {"one column", "text\na\n", "", {"a"}, "{}"},
      {"another encoding", "text,id\ncaf\xE9,caf\xE9\n", "", {"caf\xE9"}, R"({"id":"café"})"},
  };
  for (const auto& [what, table, field, wanted, carried] : kCases) {
    Options options;
    options.field = field;
    for (const std::size_t at_once : {std::size_t{1000}, std::size_t{1}}) {
      const Opened opened = OpenBytes("a.csv", table, options, at_once);
      EXPECT_EQ(opened.Texts(), wanted) << what;
      EXPECT_THAT(opened.failures, IsEmpty()) << what;
      ASSERT_FALSE(opened.sources.empty()) << what;
      EXPECT_EQ(opened.sources[0].carried, carried) << what;
    }
  }
}

TEST(Csv, WhatIsNoRow) {
  Options asked;
  asked.from = Format::kCsv;
  EXPECT_THAT(OpenBytes("a.csv", "id,text\n1\n2,b\n").failures,
              ElementsAre(Pair("a.csv!@8", "bad-row")));
  EXPECT_THAT(OpenBytes("a", "id,title\n1,b\n", asked).failures, ElementsAre(Pair("a", "bad-row")));
  // Not asked for, and without a column that is known to be a text.
  EXPECT_THAT(OpenBytes("a.csv", "id,title\n1,b\n").Texts(), ElementsAre("id,title\n1,b\n"));
  EXPECT_THAT(OpenBytes("a.txt", "id,text\n1,b\n").Texts(), ElementsAre("id,text\n1,b\n"));
  EXPECT_THAT(OpenBytes("a.txt", "id,text\n1,b\n", asked).Texts(), ElementsAre("b"));
}

TEST(Csv, AnOpenQuoteCostsARow) {
  Options options;
  options.limits.record_bytes = 100'000;
  std::string table = "id,text\n1,\"open\n";
  for (int i = 0; i < 20'000; ++i) table += "2,bbbb\n";
  const Opened opened = OpenBytes("a.csv", table, options);
  EXPECT_THAT(opened.failures, ElementsAre(Pair("a.csv!@8", "too-large")));
  EXPECT_EQ(opened.sources.size(), 20'000u);
}

}  // namespace
}  // namespace warraq

// What a shape says may hold a phrase or a byline, against looking for it: a screen may let others
// pass, and must stop none that is one.

#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <string>
#include <string_view>

#include "plugin/label/bylines.h"
#include "plugin/label/phrases.h"
#include "plugin/label/shape.h"
#include "plugin/text/model.h"
#include "tests/samples.h"

namespace warraq {
namespace {

void ExpectNoneStopped(std::string_view line) {
  const Shape shape = ShapeOf(line);
  const std::string phrase = PhraseOf(line);
  const bool opens = RoleOfPhrase(phrase) != Role::kUnknown || RoleOfLead(phrase) != Role::kUnknown;
  EXPECT_LE(opens, shape.may_open_phrase) << line;
  for (const bool markup : {false, true}) {
    const bool is_byline = !NamesOfByline(line, {.markup = markup}).empty();
    EXPECT_LE(is_byline, MayBeByline(shape)) << line;
  }
}

// The words as they stand, and in ways in which pages write them.
void ExpectNoneStoppedOf(const std::string& words) {
  ExpectNoneStopped(words);
  ExpectNoneStopped(words + ": Jane Doe");
  ExpectNoneStopped(words + " Jane Doe");
  ExpectNoneStopped(words + "Jane Doe");
  ExpectNoneStopped("| " + words + " Jane Doe");
  ExpectNoneStopped("14 May 2025 · " + words + " Jane Doe");
  ExpectNoneStopped("\xC2\xA9 " + words + " (2)");
  ExpectNoneStopped("\xC2\xA9" + words + " Jane Doe");
  ExpectNoneStopped("R&D &" + words + " Jane Doe");
  if (words.size() < 2 || words[0] < 'a' || words[0] > 'z') return;
  ExpectNoneStopped(static_cast<char>(words[0] - 0x20) + words.substr(1) + " Jane Doe");
  ExpectNoneStopped(static_cast<char>(words[0] - 0x20) + words.substr(1) + "Jane Doe");
}

TEST(ScreensTest, NoPhraseIsStopped) {
  std::string_view model = Model("phrases.tsv");
  for (std::array<std::string_view, 3> row; NextRow(model, row);)
    ExpectNoneStoppedOf(std::string(row[2]));
}

TEST(ScreensTest, NoBylineIsStopped) {
  std::string_view model = Model("byline_words.tsv");
  for (std::array<std::string_view, 3> row; NextRow(model, row);)
    ExpectNoneStoppedOf(std::string(row[1]));
  ExpectNoneStopped("ByJane Doe");
  ExpectNoneStopped("Posted byJane Doe");
  ExpectNoneStopped("بِقَلَم: نجيب الصيرفي");  // with vowel signs
}

TEST(ScreensTest, NoLineOfTheSamplesIsStopped) {
  for (const auto& path : SamplePaths("dumps", ".txt")) {
    const std::string text = ReadWhole(path);
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      ExpectNoneStopped(std::string_view(text).substr(begin, end - begin));
      begin = end + 1;
    }
  }
}

}  // namespace
}  // namespace warraq

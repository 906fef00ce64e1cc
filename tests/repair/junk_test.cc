// Idempotence on junk: pieces of every kind that the repairs are about, thrown together. No page
// looks so; what holds here holds there. A second run changes nothing: of each repair, of each two,
// and of all.

#include <gtest/gtest.h>

#include <array>
#include <cstddef>
#include <random>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

using Pieces = std::vector<std::string_view>;

const std::array<Pieces, 13> kPieces = {{
    {"\u0627", "\u0628", "\u062A", "\u0644", "\u0645", "\u0648", "\u06A9", "\u06CC", "\u0621",
     "\u0644\u0627", "\u0645\u0646 ", "\u0641\u064A ", "\u0622", "\u05D0", "\u05D1", "\u05E9"},
    {"a", "b", "Z", "the", "Q", "\u00E9", "\u00DF", "\u043E", "\u0430", "\u042F", "\u03B1"},
    {"1", "2", "9", "\u0660", "\u0663", "\u06F4", "\u06F7"},
    {"\u200E", "\u200F", "\u061C", "\u202A", "\u202B", "\u202C", "\u202D", "\u202E", "\u2066",
     "\u2067", "\u2068", "\u2069", "\u200C", "\u200D"},
    {"(", ")", "[", "]", "{", "\u00AB", "\u00BB", "<", ">", "\u201C", "\u201D", "\"", "'"},
    {"\uFE8D", "\uFEDF", "\uFEE4", "\uFEFB", "\uFEF7", "\uFE91", "\uFB50", "\uFBFC", "\uFEFF",
     "\uFDF2", "\uFB01"},
    {" ", "\n", "\t", ".", ",", "\u060C", "-", "/", ":", "%", "$", "\u00A0", "\u00AD", "\u200B",
     "\u2003", "\r"},
    {"\u0301", "\u064B", "\u0651", "\u0640", "\u0654", "\u05B0", "\u0308"},
    {"&amp;", "&lt;", "&#8207;", "&zwnj;", "\\u0627", "=D8=A7", "%D8%A7", "&"},
    // Misread: \u0627, e with an acute, an apostrophe; whole words in Arabic and Cyrillic.
    {"\u00D8\u00A7", "\u00C3\u00A9", "\u00E2\u20AC\u2122", "\u00C2", "\u00C3", "\u0092", "\u0081",
     "\u00C7\u00E1\u00DA\u00D1\u00C8\u00ED\u00C9", "\u00CC\u00EE\u00F1\u00EA\u00E2\u00E0",
     "\u043B\u041D\u042F\u0419\u0411\u042E"},
    // Words as they are seen and as they are read: "the school", "in", "Cairo", "peace".
    {"\u0629\u0633\u0631\u062F\u0645\u0644\u0627", "\u064A\u0641",
     "\u0629\u0631\u0647\u0627\u0642\u0644\u0627", "\u0627\u0644\u0645\u062F\u0631\u0633\u0629",
     "\u0627\u0644\u0642\u0627\u0647\u0631\u0629", "\u05DD\u05D5\u05DC\u05E9",
     "\u05E9\u05DC\u05D5\u05DD", "\u0627\u0625\u0644\u0633\u0644\u0627\u0645"},
    {"\uFFFD", "?", "\x01", "\xC3", "\xFF"},
    {"\uFF11", "\uFF21", "\uFF05", "\uFF71", "\u6771", "\u30FB"},
}};

// Of four kinds mostly, so that each meets each often; half of them with the Arabic script and
// what orders it.
std::string Junk(std::mt19937& engine) {
  unsigned kinds = engine() % 2 == 0 ? 0x1D : 0;
  for (int i = 0; i < 4; ++i) kinds |= 1u << engine() % kPieces.size();
  std::string text;
  for (std::size_t left = 1 + engine() % (engine() % 4 == 0 ? 120 : 30); left > 0;) {
    const std::size_t kind = engine() % kPieces.size();
    if ((kinds >> kind & 1) == 0) continue;
    text += kPieces[kind][engine() % kPieces[kind].size()];
    if (engine() % 5 == 0) text += ' ';
    --left;
  }
  return text;
}

std::string Run(std::span<const Repair* const> list, std::string_view text,
                std::vector<RepairCount>& counts) {
  return std::string(RunRepairs(list, Text::Verbatim(std::string(text)), counts).bytes());
}

void ExpectNothingLeft(std::span<const Repair* const> list, const std::string& text) {
  std::vector<RepairCount> counts;
  const std::string once = Run(list, text, counts);
  std::vector<RepairCount> again;
  EXPECT_EQ(Run(list, once, again), once) << testing::PrintToString(text);
  EXPECT_TRUE(again.empty()) << again[0].rule << " again: " << testing::PrintToString(text);
}

TEST(JunkTest, ASecondRunOfAllRepairsFindsNothing) {
  std::mt19937 engine(3);
  for (int round = 0; round < 12'000 && !testing::Test::HasFailure(); ++round) {
    ExpectNothingLeft(Repairs(), Junk(engine));
  }
}

TEST(JunkTest, ASecondRunOfOneRepairFindsNothing) {
  std::mt19937 engine(4);
  for (int round = 0; round < 4'000 && !testing::Test::HasFailure(); ++round) {
    const std::string junk = Junk(engine);
    std::uint32_t made_valid = 0;
    const Text repaired = Repairs()[0]->apply(Text::Verbatim(junk), made_valid);
    const Text text = made_valid > 0 ? repaired : Text::Verbatim(junk);
    for (const Repair* repair : Repairs()) {
      std::uint32_t count = 0;
      const Text once = repair->apply(text, count);
      if (count == 0) continue;
      EXPECT_TRUE(IsValidUtf8(once.bytes())) << repair->name;
      EXPECT_NE(once.bytes(), text.bytes()) << repair->name;
      std::uint32_t again = 0;
      repair->apply(once, again);
      EXPECT_EQ(again, 0u) << repair->name << ": " << testing::PrintToString(junk);
    }
  }
}

// With the first, which makes them UTF-8.
TEST(JunkTest, ASecondRunOfAnyTwoRepairsFindsNothing) {
  std::mt19937 engine(5);
  for (int round = 0; round < 150 && !testing::Test::HasFailure(); ++round) {
    const std::string junk = Junk(engine);
    for (const Repair* first : Repairs()) {
      for (const Repair* second : Repairs()) {
        if (first == second) continue;
        ExpectNothingLeft(std::array{Repairs()[0], first, second}, junk);
      }
    }
  }
}

}  // namespace
}  // namespace warraq

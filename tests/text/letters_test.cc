// The model of letter pairs: what was written outweighs what its bytes say in a wrong encoding.

#include "plugin/text/letters.h"

#include <gtest/gtest.h>

#include <string_view>

#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// The sum over a row of code points, fed one by one from a word's start. Pairs of ASCII are context
// only and cost nothing, so that decodings that agree on ASCII can be compared.
class LetterScore {
 public:
  LetterScore() : pairs_(LetterPairs::Get()), before_(pairs_.Of(U' ')) {}

  void Add(char32_t value) { Add(pairs_.Of(value)); }
  void Add(Letter next) {
    if (((before_.kind | next.kind) & Letter::kForeign) != 0) cost_ += pairs_.Cost(before_, next);
    foreign_ += (next.kind & Letter::kForeign) != 0;
    before_ = next.After(before_);
  }

  // Natural logarithm of the likelihood of all pairs that are not ASCII alone.
  double LogLikelihood() const { return -static_cast<double>(cost_) / LetterPairs::kSteps; }
  std::size_t foreign() const { return foreign_; }  // code points that are not ASCII
  // The mean per code point that is not ASCII: about -3 for running text of alphabets, -6 for Han,
  // under -6 for letters read in a wrong encoding. 0 where all was ASCII.
  double PerLetter() const {
    return foreign_ == 0 ? 0 : LogLikelihood() / static_cast<double>(foreign_);
  }

 private:
  const LetterPairs& pairs_;
  Letter before_;
  std::int64_t cost_ = 0;
  std::size_t foreign_ = 0;
};

LetterScore ScoreOf(std::string_view text) {
  LetterScore score;
  for (std::size_t i = 0; i < text.size();) score.Add(NextCodePoint(text, i));
  return score;
}

TEST(LettersTest, NaturalTextOutweighsWrongDecodings) {
  const struct {
    std::string_view natural;
    std::string_view wrong;
  } kCases[] = {
      {"Москва", "Ìîñêâà"},              // windows-1251 as windows-1252
      {"Москва", "лНЯЙБЮ"},              // KOI8-R as windows-1251
      {"МОСКВА", "лняйбю"},              // windows-1251 as KOI8-R
      {"Погода", "ПоJоGа"},              // letters of two scripts
      {"مكتبة عامة", "ãßÊÈÉ ÚÇãÉ"},      // windows-1256 as windows-1252
      {"مكتبة عامة", "éƒ°\u00A0ΘΩ±¤ú"},  // rubbish of cp437's kind
      {"کتابخانه", "ŠÊÇÈÎÇäå"},
      {"Größe", "Gr÷áe"},  // as cp437 for windows-1252
      {"Größe", "GrцЯe"},  // windows-1252 as windows-1251
      {"déjà vu", "dйjа vu"},
      {"don’t", "don\u0092t"},       // windows-1252 as ISO-8859-1
      {"İstanbul", "Ýstanbul"},      // windows-1254 as windows-1252
      {"žluťoučký", "¾lu»ouèký"},    // ISO-8859-2 as ISO-8859-1
      {"ψυχή", "øõ÷Þ"},              // windows-1253 as windows-1252
      {"שלום", "ùìåí"},              // windows-1255 as windows-1252
      {"東京の天気", "搶杮偺揤婥"},  // the same signs, of other tables
  };
  for (const auto& [natural, wrong] : kCases) {
    EXPECT_GT(ScoreOf(natural).LogLikelihood(), ScoreOf(wrong).LogLikelihood() + 2)
        << natural << " / " << wrong;
  }
}

TEST(LettersTest, AsciiCostsNothing) {
  const LetterScore score = ScoreOf("Nothing to see here: 1, 2, 3.");
  EXPECT_EQ(score.LogLikelihood(), 0);
  EXPECT_EQ(score.foreign(), 0u);
  EXPECT_EQ(score.PerLetter(), 0);
}

TEST(LettersTest, TheSumIsTheSumOfThePairs) {
  float sum = 0;
  char32_t before = U' ';
  for (const char32_t next : {U'М', U'и', U'р'}) {
    sum += PairCost(LetterOf(before), LetterOf(next));
    before = next;
  }
  EXPECT_NEAR(ScoreOf("Мир").LogLikelihood(), -static_cast<double>(sum), 1e-4);
}

// Every code point has a place in the table, and what no text holds costs much.
TEST(LettersTest, EveryCodePointHasACost) {
  const Letter space = LetterOf(U' ');
  for (char32_t value = 0; value < 0x30000; ++value) {
    const float cost = PairCost(space, LetterOf(value));
    ASSERT_GE(cost, 0);
    ASSERT_LT(cost, 120);
  }
  for (const char32_t value : {U'\u0081', U'\uFFFD', U'\uE000', U'\uFFFF', U'\u0002'}) {
    EXPECT_GT(PairCost(space, LetterOf(value)), 9) << std::hex << static_cast<unsigned>(value);
  }
}

}  // namespace
}  // namespace warraq

// Code points, their properties, normalization, entities and languages: ours against ICU, over all
// of Unicode or random strings with a fixed seed.

#include <gtest/gtest.h>
#include <unicode/normalizer2.h>
#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <unicode/uversion.h>
#include <utf8proc.h>

#include <algorithm>
#include <map>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/entities.h"
#include "plugin/text/normalize.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr char32_t kLast = 0x10FFFF;

bool IsSurrogate(char32_t value) { return value >= 0xD800 && value < 0xE000; }

std::string Utf8(std::u32string_view points) {
  std::string text;
  for (const char32_t point : points) AppendUtf8(text, point);
  return text;
}

// The libraries follow different versions of Unicode: a code point that either does not know is no
// case.
bool IsKnownToAll(char32_t value) {
  return !IsSurrogate(value) && u_charType(static_cast<UChar32>(value)) != U_UNASSIGNED &&
         utf8proc_category(static_cast<utf8proc_int32_t>(value)) != UTF8PROC_CATEGORY_CN;
}

// utf8.h -----------------------------------------------------------------------------------------

TEST(Utf8Test, EveryCodePointIsReadAsItWasWritten) {
  for (char32_t value = 0; value <= kLast; ++value) {
    if (IsSurrogate(value)) continue;
    const std::string text = "x" + Utf8({&value, 1});
    const CodePoint point = DecodeAt(text, 1);
    std::size_t next = 1;
    std::size_t previous = text.size();
    const bool right = point.valid && point.value == value && point.bytes == text.size() - 1 &&
                       NextCodePoint(text, next) == value && next == text.size() &&
                       PreviousCodePoint(text, previous) == value && previous == 1 &&
                       IsValidUtf8(text);
    ASSERT_TRUE(right) << std::hex << static_cast<std::uint32_t>(value);
  }
}

// Random bytes: DecodeAt and the validator agree, and no step leaves the text.
TEST(Utf8Test, RandomBytesNeverLeadAstray) {
  std::mt19937 engine(39);
  constexpr std::string_view kBytes =
      "aZ\x7F\x80\x9F\xA0\xBF\xC1\xC2\xDF\xE0\xED\xEF\xF0\xF4\xF5\xFF";
  for (int round = 0; round < 20000; ++round) {
    std::string text;
    for (std::size_t i = engine() % 8; i > 0; --i) text.push_back(kBytes[engine() % kBytes.size()]);
    bool valid = true;
    for (std::size_t i = 0; i < text.size();) {
      const CodePoint point = DecodeAt(text, i);
      ASSERT_GE(point.bytes, 1);
      i += point.bytes;
      ASSERT_LE(i, text.size());
      valid = valid && point.valid;
    }
    ASSERT_EQ(valid, IsValidUtf8(text)) << testing::PrintToString(text);
    for (std::size_t i = 0; i < text.size();) {
      NextCodePoint(text, i);
      ASSERT_LE(i, text.size());
    }
    for (std::size_t i = text.size(); i > 0;) {
      const std::size_t before = i;
      PreviousCodePoint(text, i);
      ASSERT_LT(i, before);
    }
  }
}

TEST(Utf8Test, AsciiPrefixStopsAtTheFirstOther) {
  for (std::size_t length = 0; length < 40; ++length) {
    const std::string ascii(length, 'a');
    EXPECT_EQ(AsciiPrefix(ascii), length);
    EXPECT_EQ(AsciiPrefix(ascii + "\x80" + std::string(20, 'b')), length);
  }
}

// properties.h -----------------------------------------------------------------------------------

TEST(PropertiesTest, CategoriesAreThoseOfIcu) {
  for (char32_t value = 0; value <= kLast; ++value) {
    if (!IsKnownToAll(value)) continue;
    const auto point = static_cast<UChar32>(value);
    const std::uint32_t type = U_MASK(u_charType(point));
    const bool white = (value >= 9 && value <= 13) || value == 0x85;
    const bool right = IsLetter(value) == ((type & U_GC_L_MASK) != 0) &&
                       IsMark(value) == ((type & U_GC_M_MASK) != 0) &&
                       IsDigit(value) == ((type & U_GC_ND_MASK) != 0) &&
                       IsUppercase(value) == ((type & (U_GC_LU_MASK | U_GC_LT_MASK)) != 0) &&
                       IsLowercase(value) == ((type & U_GC_LL_MASK) != 0) &&
                       IsSpace(value) == (white || (type & U_GC_Z_MASK) != 0);
    EXPECT_TRUE(right) << std::hex << static_cast<std::uint32_t>(value);
  }
}

TEST(PropertiesTest, DigitsOfEveryScriptHaveTheirValue) {
  int digits = 0;
  for (char32_t value = 0; value <= kLast; ++value) {
    if (!IsKnownToAll(value)) continue;
    const int theirs = u_charDigitValue(static_cast<UChar32>(value));
    EXPECT_EQ(DigitValue(value),
              u_charType(static_cast<UChar32>(value)) == U_DECIMAL_DIGIT_NUMBER ? theirs : -1)
        << std::hex << static_cast<std::uint32_t>(value);
    digits += DigitValue(value) >= 0;
  }
  EXPECT_GE(digits, 600);
}

TEST(PropertiesTest, LettersHaveTheirScript) {
  const std::map<UScriptCode, Script> kOurs = {
      {USCRIPT_LATIN, Script::kLatn},      {USCRIPT_ARABIC, Script::kArab},
      {USCRIPT_CYRILLIC, Script::kCyrl},   {USCRIPT_HEBREW, Script::kHebr},
      {USCRIPT_GREEK, Script::kGrek},      {USCRIPT_HAN, Script::kHani},
      {USCRIPT_HIRAGANA, Script::kKana},   {USCRIPT_KATAKANA, Script::kKana},
      {USCRIPT_HANGUL, Script::kHang},     {USCRIPT_DEVANAGARI, Script::kDeva},
      {USCRIPT_THAI, Script::kThai},       {USCRIPT_ARMENIAN, Script::kArmn},
      {USCRIPT_GEORGIAN, Script::kGeor},   {USCRIPT_BENGALI, Script::kBeng},
      {USCRIPT_GURMUKHI, Script::kGuru},   {USCRIPT_GUJARATI, Script::kGujr},
      {USCRIPT_TAMIL, Script::kTaml},      {USCRIPT_TELUGU, Script::kTelu},
      {USCRIPT_KANNADA, Script::kKnda},    {USCRIPT_MALAYALAM, Script::kMlym},
      {USCRIPT_SINHALA, Script::kSinh},    {USCRIPT_KHMER, Script::kKhmr},
      {USCRIPT_LAO, Script::kLaoo},        {USCRIPT_MYANMAR, Script::kMymr},
      {USCRIPT_ETHIOPIC, Script::kEthi},   {USCRIPT_COMMON, Script::kCommon},
      {USCRIPT_INHERITED, Script::kCommon}};
  // Common to ICU, but only ever written in Greek, Chinese or Japanese.
  constexpr std::u32string_view kOfOneScript = U"\u0374\u3006\u30FC\uFF70";
  for (char32_t value = 0; value <= kLast; ++value) {
    if (!IsKnownToAll(value) || !IsLetter(value)) continue;
    UErrorCode status = U_ZERO_ERROR;
    const UScriptCode theirs = uscript_getScript(static_cast<UChar32>(value), &status);
    const auto known = kOurs.find(theirs);
    if (kOfOneScript.find(value) != std::u32string_view::npos) continue;
    const Script expected = known == kOurs.end() ? Script::kOther : known->second;
    EXPECT_EQ(ScriptName(ScriptOf(value)), ScriptName(expected))
        << std::hex << static_cast<std::uint32_t>(value);
  }
}

TEST(PropertiesTest, FoldedTextsCompare) {
  const struct {
    std::string_view text;
    std::string_view folded;
  } kCases[] = {{"BY Jane DOE", "by jane doe"},
                {"ИТАР-ТАСС", "итар-тасс"},
                {"ÅNGSTRÖM", "ångström"},
                {"CAFE\xCC\x81", "caf\xC3\xA9"},
                {"\xE2\x84\xAB", "\xC3\xA5"},  // the sign of the unit
                {"ΑΘΗΝΑ", "αθηνα"},
                {"بقلم", "بقلم"},
                {"", ""}};
  for (const auto& [text, folded] : kCases) {
    EXPECT_EQ(Folded(text), folded);
    EXPECT_EQ(Folded(Folded(text)), folded);
  }
}

// normalize.h and the repair nfc -----------------------------------------------------------------

TEST(NormalizeTest, RandomStringsComposeAsIcuComposesTheWhole) {
  const Repair* nfc = *std::ranges::find(Repairs(), std::string_view("nfc"), &Repair::name);
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* icu_nfc = icu::Normalizer2::getNFCInstance(status);
  ASSERT_TRUE(U_SUCCESS(status));
  constexpr std::u32string_view kPoints =
      U"aeoAEO nN\n\u0131\u00E9\u00C5\u1EC7\u0301\u0302\u0308\u030A\u0323\u0327\u0338\u0345"
      U"\u0627\u0648\u064A\u0623\u0653\u0654\u0655\u064B\u064E\u0651\u0670\u06C1\u06D5"
      U"\u1100\u1112\u1161\u1175\u11A8\u11AB\uAC00\uD55C\u0915\u093C\u0958\u212B\u2126\u2000"
      U"\u0438\u0306\u0439\u200C\u200D\u0344\u0F73\uFB1D\U0001D15E\U00011131\U00011127";
  std::mt19937 engine(15);
  for (int round = 0; round < 20000; ++round) {
    std::u32string points;
    for (std::size_t i = engine() % 14; i > 0; --i) points += kPoints[engine() % kPoints.size()];
    const std::string text = Utf8(points);
    std::string theirs;
    icu_nfc->normalize(icu::UnicodeString::fromUTF8(text), status).toUTF8String(theirs);
    std::uint32_t count = 0;
    const Text composed = nfc->apply(Text::Verbatim(text), count);
    ASSERT_EQ(count == 0 ? text : composed.bytes(), theirs) << testing::PrintToString(text);
    ASSERT_EQ(count > 0, text != theirs);
    const std::string pad(200, 'x');  // enough to be looked at in blocks
    const Text padded = nfc->apply(Text::Verbatim(pad + '\n' + text), count);
    ASSERT_TRUE(text == theirs || padded.bytes() == pad + '\n' + theirs);
    ASSERT_EQ(IsNfc(pad + '\n' + text), text == theirs);
    ASSERT_EQ(Nfc(text), theirs);
    ASSERT_EQ(IsNfc(text), text == theirs);
    ASSERT_TRUE(text == theirs || (Survey(text) & nfc->needs) != 0) << testing::PrintToString(text);
  }
}

// A window of the repair ends inside the text; what is around its end must not matter.
TEST(NormalizeTest, LongTextsComposeLikeShortOnes) {
  for (std::size_t before = 4080; before < 4112; ++before) {
    const std::string head(before, 'x');
    const Repair* nfc = *std::ranges::find(Repairs(), std::string_view("nfc"), &Repair::name);
    std::uint32_t count = 0;
    const std::string text =
        head + "e\xCC\x81\xCC\xA3 " + std::string(5000, 'y') + "\xD8\xA7\xD9\x93";
    const std::string expected =
        head + "\xE1\xBA\xB9\xCC\x81 " + std::string(5000, 'y') + "\xD8\xA2";
    ASSERT_EQ(nfc->apply(Text::Verbatim(text), count).bytes(), expected) << before;
    ASSERT_EQ(count, 2u);
  }
}

// entities.h -------------------------------------------------------------------------------------

TEST(EntitiesTest, NamesOfTheStandard) {
  const struct {
    std::string_view name;
    std::string_view text;
  } kCases[] = {{"amp;", "&"},
                {"amp", "&"},
                {"AMP", "&"},
                {"lt;", "<"},
                {"quot;", "\""},
                {"apos;", "'"},
                {"apos", ""},
                {"nbsp;", "\xC2\xA0"},
                {"eacute", "\xC3\xA9"},
                {"Eacute;", "\xC3\x89"},
                {"hellip;", "\xE2\x80\xA6"},
                {"hellip", ""},
                {"NotEqualTilde;", "\xE2\x89\x82\xCC\xB8"},
                {"fjlig;", "fj"},
                {"zwnj;", "\xE2\x80\x8C"},
                {"Afr;", "\xF0\x9D\x94\x84"},
                {"NewLine;", "\n"},
                {"bogus;", ""},
                {"Amp;", ""},
                {";", ""},
                {"", ""}};
  for (const auto& [name, text] : kCases) EXPECT_EQ(NamedReference(name), text) << name;
}

TEST(EntitiesTest, NumbersOfTheStandard) {
  const struct {
    unsigned long number;
    char32_t value;
  } kCases[] = {{0, 0xFFFD},        {0x41, U'A'},     {0x80, 0x20AC},   {0x81, 0x81},
                {0x93, 0x201C},     {0x9F, 0x178},    {0xA0, 0xA0},     {0xD7FF, 0xD7FF},
                {0xD800, 0xFFFD},   {0xDFFF, 0xFFFD}, {0xE000, 0xE000}, {0x10FFFF, 0x10FFFF},
                {0x110000, 0xFFFD}, {~0UL, 0xFFFD}};
  for (const auto& [number, value] : kCases) EXPECT_EQ(NumericReference(number), value) << number;
  EXPECT_EQ(C1Meaning(0x7F), 0u);
  EXPECT_EQ(C1Meaning(0xA0), 0u);
  EXPECT_EQ(C1Meaning(0x85), 0x2026u);
}

}  // namespace
}  // namespace warraq

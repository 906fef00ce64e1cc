// Bytes to text: damaged UTF-8 as the Unicode Standard counts it, wide and legacy encodings that
// nobody declared, and what is no text at all.

#include "plugin/text/encoding.h"

#include <gtest/gtest.h>

#include <array>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/text/decoder.h"
#include "plugin/text/legacy.h"
#include "plugin/text/model.h"
#include "plugin/text/utf8.h"
#include "plugin/text/validity.h"
#include "tests/samples.h"

namespace warraq {
namespace {

using std::string_literals::operator""s;

constexpr std::string_view kEnglish =
    "The old printing press stood at the back of the shop \xE2\x80\x93 \xE2\x80\x9Cnobody has "
    "moved "
    "it since 1931,\xE2\x80\x9D said the owner. His grandson\xE2\x80\x99s caf\xC3\xA9 is next "
    "door. ";
constexpr std::string_view kRussian =
    "Старый печатный станок стоял в глубине мастерской, и никто не трогал его с войны. "
    "Хозяин сказал, что отдаст его музею, когда найдутся люди, которые сумеют его вынести. ";
constexpr std::string_view kArabic =
    "كانت آلة الطباعة القديمة في آخر الدكان، ولم يحركها أحد منذ سنوات طويلة. "
    "وقال صاحب المحل إنه سيهديها إلى المتحف إذا وجد من يستطيع حملها إلى الشارع. ";

// Kuhn's kinds of malformed sequences, and how many U+FFFD the standard gives for each (3.9, one
// for each maximal subpart).
TEST(EncodingTest, BrokenSequencesCountAsTheStandardSays) {
  const struct {
    const char* kind;
    std::string bytes;
    std::uint32_t count;
  } kCases[] = {
      {"lone continuation 80", "\x80", 1},
      {"lone continuation BF", "\xBF", 1},
      {"two continuations", "\x80\xBF", 2},
      {"seven continuations", "\x80\xBF\x80\xBF\x80\xBF\x80", 7},
      {"lone lead of two, then a space", "\xC3 \xDF ", 2},
      {"lone lead of three, then a space", "\xE0 \xEF ", 2},
      {"lone lead of four, then a space", "\xF0 \xF4 ", 2},
      {"lone lead of five", "\xF8 ", 1},
      {"lone lead of six", "\xFC ", 1},
      {"three without its last", "\xE2\x82", 1},
      {"three without its last, then a letter",
       "\xE2\x82"
       "a",
       1},
      {"four without its last", "\xF0\x9F\x93", 1},
      {"four without its last two", "\xF0\x9F", 1},
      {"truncated, one after the other", "\xC3\xE2\x82\xF0\x9F\x93\xC3", 4},
      {"lead, then a whole sequence", "\xE2\xD8\xA7", 1},
      {"FE", "\xFE", 1},
      {"FF", "\xFF", 1},
      {"FE FE FF FF", "\xFE\xFE\xFF\xFF", 4},
      {"overlong slash in two", "\xC0\xAF", 2},
      {"overlong slash in three", "\xE0\x80\xAF", 3},
      {"overlong slash in four", "\xF0\x80\x80\xAF", 4},
      {"overlong slash in five", "\xF8\x80\x80\x80\xAF", 5},
      {"overlong slash in six", "\xFC\x80\x80\x80\x80\xAF", 6},
      {"longest overlong in two", "\xC1\xBF", 2},
      {"longest overlong in three", "\xE0\x9F\xBF", 3},
      {"longest overlong in four", "\xF0\x8F\xBF\xBF", 4},
      {"overlong NUL", "\xC0\x80", 2},
      {"high surrogate", "\xED\xA0\x80", 3},
      {"low surrogate", "\xED\xBF\xBF", 3},
      {"surrogate pair (CESU-8)", "\xED\xA0\x80\xED\xB0\x80", 6},
      {"beyond Unicode", "\xF4\x90\x80\x80", 4},
      {"lead beyond Unicode", "\xF5\x80\x80\x80", 4},
      {"table 3-8",
       "\xC0\xAF\xE0\x80\xBF\xF0\x81\x82"
       "A",
       8},
      {"table 3-9",
       "\xED\xA0\x80\xED\xBF\xBF\xED\xAF"
       "A",
       8},
      {"table 3-10",
       "\xF4\x91\x92\x93\xFF"
       "A\x80\xBF"
       "B",
       7},
      {"table 3-11",
       "\xE1\x80\xE2\xF0\x91\x92\xF1\xBF"
       "A",
       4},
  };
  for (const auto& [kind, bytes, count] : kCases) {
    SCOPED_TRACE(kind);
    EXPECT_FALSE(IsValidUtf8(bytes));
    std::uint32_t counted = 0;
    const Text text = ReplaceBroken(Text::Verbatim(bytes), counted);
    EXPECT_EQ(counted, count);
    EXPECT_TRUE(IsValidUtf8(text.bytes()));
  }
}

TEST(EncodingTest, EdgesOfUnicodeAreValid) {
  for (const std::string& valid :
       {"\x7F"s, "\xC2\x80"s, "\xDF\xBF"s, "\xE0\xA0\x80"s, "\xED\x9F\xBF"s, "\xEE\x80\x80"s,
        "\xEF\xBF\xBD"s, "\xEF\xBF\xBF"s, "\xF0\x90\x80\x80"s, "\xF4\x8F\xBF\xBF"s, "\0"s}) {
    std::uint32_t counted = 0;
    EXPECT_EQ(ReplaceBroken(Text::Verbatim(valid), counted).bytes(), valid);
    EXPECT_EQ(counted, 0u);
  }
}

// Long texts in many encodings, none declared: found, and decoded to what they were, each code
// point led back to its bytes.
TEST(EncodingTest, UndeclaredEncodingsAreFound) {
  const struct {
    std::string_view text;
    const char* encoding;
    std::string mark;
  } kCases[] = {
      {kEnglish, "UTF-8", ""},
      {kEnglish, "windows-1252", ""},
      {kRussian, "UTF-8", ""},
      {kRussian, "windows-1251", ""},
      {kRussian, "KOI8-R", ""},
      {kRussian, "IBM866", ""},
      {kRussian, "UTF-16LE", ""},
      {kRussian, "UTF-16BE", ""},
      {kArabic, "UTF-8", ""},
      {kArabic, "windows-1256", ""},
      {kArabic, "ISO-8859-6", ""},
      {kArabic, "UTF-16LE", ""},
      {kArabic, "UTF-16BE", "\xFE\xFF"},
      {kArabic, "UTF-16LE", "\xFF\xFE"},
      {kEnglish, "UTF-16LE", ""},
      {kEnglish, "UTF-16BE", ""},
      {kEnglish, "UTF-32LE", ""},
      {kEnglish, "UTF-32BE", ""},
      {kRussian, "UTF-32LE", ""},
      {kArabic, "UTF-32BE", ""},
      {kArabic, "UTF-32LE", "\xFF\xFE\0\0"s},
      {kArabic, "UTF-32BE", "\0\0\xFE\xFF"s},
      {kArabic, "UTF-8", "\xEF\xBB\xBF"},
  };
  for (const auto& [text, encoding, mark] : kCases) {
    SCOPED_TRACE(std::string(encoding) + ": " + std::string(text.substr(0, 30)));
    const std::string encoded = Encode(text, encoding);
    ASSERT_FALSE(encoded.empty());
    const Result<Decoded> decoded = Decode(mark + encoded);
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(decoded.value().encoding, encoding);
    std::string_view bytes = decoded.value().text.bytes();
    const std::string_view marked = "\xEF\xBB\xBF";
    const std::size_t skipped = bytes.starts_with(marked) ? marked.size() : 0;
    EXPECT_EQ(bytes.substr(skipped), text);
    // The last code point comes from the last bytes.
    std::size_t last = bytes.size();
    PreviousCodePoint(bytes, last);
    const std::vector<Span> origin = decoded.value().text.Origin(last, bytes.size());
    ASSERT_EQ(origin.size(), 1u);
    EXPECT_EQ(origin[0].end, mark.size() + encoded.size());
    EXPECT_EQ(Encode(bytes.substr(last), encoding), encoded.substr(origin[0].begin - mark.size()));
  }
}

TEST(EncodingTest, AMarkIsTextUntilARepairDropsIt) {
  const Result<Decoded> decoded = Decode("\xFF\xFE" + Encode("abc", "UTF-16LE"));
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded.value().text.bytes(),
            "\xEF\xBB\xBF"
            "abc");
  EXPECT_EQ(decoded.value().text.Origin(0, 3), (std::vector<Span>{{0, 2}}));
}

TEST(EncodingTest, WideTextThatIsCutOrBrokenGoesOn) {
  const std::string odd = "\xFF\xFE" + Encode(kArabic, "UTF-16LE") + "\x27";
  const Result<Decoded> decoded = Decode(odd);
  ASSERT_TRUE(decoded.ok());
  EXPECT_TRUE(decoded.value().text.bytes().ends_with("\xEF\xBF\xBD"));
  EXPECT_EQ(decoded.value().text.Origin().back().end, odd.size());
  const Result<Decoded> lone = Decode(
      "\xFE\xFF"
      "\0a\xD8\0\0b"s);  // a lone high surrogate
  ASSERT_TRUE(lone.ok());
  EXPECT_TRUE(IsValidUtf8(lone.value().text.bytes()));
  EXPECT_TRUE(lone.value().text.bytes().ends_with("b"));
}

// Mostly UTF-8 is UTF-8 with damage, and no legacy encoding.
// Wherever a pair of surrogates is torn, each byte of the source is in the map once.
TEST(EncodingTest, TornSurrogatesAreMappedOnce) {
  for (const std::string_view torn : {"\xD8\xA5\xD9\x86", "\xDC\x00\xD8\x00", "\xD8\x00"}) {
    for (std::size_t before = 500; before < 520; before += 2) {
      std::string bytes = "\xFE\xFF";
      while (bytes.size() < before) bytes.append("\0a", 2);
      bytes += torn;
      while (bytes.size() < 800) bytes.append("\0b", 2);
      const Result<Decoded> decoded = Decode(bytes);
      ASSERT_TRUE(decoded.ok());
      EXPECT_EQ(decoded.value().encoding, "UTF-16BE");
      std::uint32_t reached = 0;
      for (const warraq::Run& run : decoded.value().text.runs()) {
        ASSERT_EQ(run.origin, reached) << before;
        ASSERT_LE(std::size_t{run.origin} + run.origin_bytes, bytes.size()) << before;
        reached += run.origin_bytes;
      }
      EXPECT_EQ(reached, bytes.size());
    }
  }
}

TEST(EncodingTest, DamagedUtf8StaysUtf8) {
  std::string text(kArabic);
  text.insert(text.find("، "), "\xFF");
  const Result<Decoded> decoded = Decode(text);
  ASSERT_TRUE(decoded.ok());
  EXPECT_EQ(decoded.value().encoding, "UTF-8");
  EXPECT_EQ(decoded.value().text.bytes(), text);
  EXPECT_EQ(decoded.value().text.map_bytes(), 16u);
}

// A letter that the end of a field cut, or a byte in a word of ASCII that would be of another
// script: no evidence of another encoding.
TEST(EncodingTest, TornLettersAreNoOtherEncoding) {
  for (const std::string_view torn :
       {"2 000 \xE2\x82", "the end \xF0\x9F\x93", "Ancak b\xC4", "Monsieur le Pr\xC3sident"}) {
    const Result<Decoded> decoded = Decode(torn);
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(decoded.value().encoding, "UTF-8") << torn;
    EXPECT_EQ(decoded.value().text.bytes(), torn);
  }
}

// Headlines and sentences of many languages (samples/encoding), a few words each.
TEST(EncodingTest, HeadlinesAreFound) {
  const std::string table = ReadWhole(WARRAQ_SOURCE_DIR "/samples/encoding/headlines.tsv");
  std::string_view rows = table;
  std::size_t count = 0;
  for (std::array<std::string_view, 2> row; NextRow(rows, row);) {
    for (std::string_view names = row[0]; !names.empty();) {
      const std::string name(names.substr(0, names.find(' ')));
      names.remove_prefix(std::min(names.size(), name.size() + 1));
      SCOPED_TRACE(name);
      const std::string encoded = Encode(row[1], name);
      ASSERT_FALSE(encoded.empty());
      const Result<Decoded> decoded = Decode(encoded);
      ASSERT_TRUE(decoded.ok());
      EXPECT_EQ(decoded.value().text.bytes(), row[1]) << decoded.value().encoding;
      EXPECT_GT(decoded.value().confidence, 0.5F);
      ++count;
    }
  }
  EXPECT_GT(count, 60u);
}

// Each line in what it is in, and every code point led back to its bytes.
TEST(EncodingTest, LinesOfAnotherEncodingAreFound) {
  const std::string_view arabic =
      "\xD8\xA7\xD9\x81\xD8\xAA\xD8\xAA\xD8\xA7\xD8\xAD "
      "\xD9\x85\xD9\x83\xD8\xAA\xD8\xA8\xD8\xA9 \xD8\xB9\xD8\xA7\xD9\x85\xD8\xA9\n";
  const std::string_view french = "La biblioth\xC3\xA8que rouvre apr\xC3\xA8s les travaux\n";
  const std::string_view russian =
      "\xD0\x9D\xD0\xBE\xD0\xB2\xD1\x8B\xD0\xB9 "
      "\xD0\xBC\xD0\xBE\xD1\x81\xD1\x82 \xD0\xBE\xD1\x82\xD0\xBA\xD1\x80\xD1\x8B\xD1\x82\n";
  const struct {
    std::vector<std::pair<std::string_view, const char*>> lines;
    const char* encoding;
  } kCases[] = {
      {{{kArabic, "UTF-8"}, {"\n", "UTF-8"}, {arabic, "windows-1256"}, {kEnglish, "UTF-8"}},
       "UTF-8"},
      {{{kRussian, "UTF-8"}, {"\n", "UTF-8"}, {russian, "KOI8-R"}, {russian, "UTF-8"}}, "UTF-8"},
      {{{kArabic, "UTF-8"}, {"\n", "UTF-8"}, {french, "windows-1252"}, {arabic, "UTF-8"}}, "UTF-8"},
      {{{kRussian, "windows-1251"}, {"\n", "UTF-8"}, {russian, "UTF-8"}, {russian, "windows-1251"}},
       "windows-1251"},
      {{{french, "windows-1252"},
        {french, "windows-1252"},
        {arabic, "UTF-8"},
        {french, "windows-1252"},
        {french, "windows-1252"},
        {french, "windows-1252"}},
       nullptr},  // as much of one as of the other
  };
  constexpr std::string_view kEnds[] = {"\n", "\r\n", "\r"};
  for (std::size_t i = 0; i < std::size(kCases) * std::size(kEnds); ++i) {
    const auto& [cases, encoding] = kCases[i / std::size(kEnds)];
    const std::string_view end_of_line = kEnds[i % std::size(kEnds)];
    std::vector<std::pair<std::string, const char*>> lines;
    std::string bytes;
    std::string expected;
    for (const auto& [text, name] : cases) {
      lines.emplace_back(text, name);
      std::string& line = lines.back().first;
      if (line.ends_with('\n')) line.replace(line.size() - 1, 1, end_of_line);
      bytes += Encode(line, name), expected += line;
    }
    const Result<Decoded> decoded = Decode(bytes);
    ASSERT_TRUE(decoded.ok());
    const Text& text = decoded.value().text;
    ASSERT_EQ(text.bytes(), expected);
    if (encoding != nullptr) {
      EXPECT_EQ(decoded.value().encoding, encoding);
    }
    std::size_t at = 0;
    std::size_t from = 0;
    for (const auto& [line, name] : lines) {
      const std::size_t width = Encode(line, name).size();
      const std::vector<Span> origin = text.Origin(at, at + line.size());
      ASSERT_EQ(origin.size(), 1u);
      EXPECT_EQ(origin[0].begin, from);
      EXPECT_EQ(origin[0].end, from + width);
      at += line.size(), from += width;
    }
  }
}

// Words of another encoding than their line: what stands between two bars is in `encoding`, the
// rest is in that of the line. Each code point is led back to its bytes.
TEST(EncodingTest, StretchesOfAnotherEncodingAreFound) {
  const struct {
    std::string_view line;
    const char* usual;
    const char* encoding;
  } kCases[] = {
      {"caf|é| noir et déjà vu", "UTF-8", "windows-1252"},
      {"Die neue B|ü|cherei öffnet f|ü|r alle", "UTF-8", "windows-1252"},
      {"قال المدير |محمد| إن الكتب وصلت أمس", "UTF-8", "windows-1256"},
      {"قال المدير إن |الكتب وصلت| أمس", "UTF-8", "ISO-8859-6"},
      {"Мэр сказал, что |Москва| ждёт", "UTF-8", "windows-1251"},
      {"Мэр сказал, что |книги привезли| вчера", "UTF-8", "KOI8-R"},
      {"ראש העיר אמר |הספרים| הגיעו", "UTF-8", "windows-1255"},
      {"l|’|été à Paris, |“|oui|”| dit-elle |–| déjà", "UTF-8", "windows-1252"},
      {"Ils disent |«|\u00A0oui|»| à l’été", "UTF-8", "windows-1252"},
      {"Мэр сказал, что книги привезли |Москва| и ушёл домой", "windows-1251", "UTF-8"},
      {"قال المدير إن الكتب وصلت |أمس| إلى المدينة |José| معه", "windows-1256", "UTF-8"},
  };
  for (const auto& [line, usual, encoding] : kCases) {
    SCOPED_TRACE(line);
    std::string bytes;
    std::string expected;
    std::vector<Span> where;  // of what stands between bars, in the bytes
    std::vector<Span> said;   // in the text
    bool inside = false;
    for (std::size_t begin = 0; begin <= line.size(); inside = !inside) {
      const std::size_t end = std::min(line.find('|', begin), line.size());
      const std::string_view part = line.substr(begin, end - begin);
      const std::string encoded = Encode(part, inside ? encoding : usual);
      ASSERT_EQ(encoded.empty(), part.empty());
      const auto at = static_cast<std::uint32_t>(bytes.size());
      const auto in_text = static_cast<std::uint32_t>(expected.size());
      bytes += encoded;
      expected += part;
      if (inside) {
        where.push_back({at, static_cast<std::uint32_t>(bytes.size())});
        said.push_back({in_text, static_cast<std::uint32_t>(expected.size())});
      }
      begin = end + 1;
    }
    const Result<Decoded> decoded = Decode(bytes);
    ASSERT_TRUE(decoded.ok());
    const Text& text = decoded.value().text;
    ASSERT_EQ(text.bytes(), expected);
    EXPECT_EQ(decoded.value().encoding, usual);
    for (std::size_t i = 0; i < where.size(); ++i) {
      EXPECT_EQ(text.Origin(said[i].begin, said[i].end), std::vector<Span>{where[i]});
    }
    std::size_t mapped = 0;
    for (const warraq::Run& run : text.runs()) mapped += run.origin_bytes;
    EXPECT_EQ(mapped, bytes.size());
  }
}

// Damage of UTF-8 is no stretch of another encoding: letters that lost a byte stay broken.
TEST(EncodingTest, DamageInWordsIsNoStretch) {
  for (const std::string_view line :
       {"Мэр сказ\xD0л, что книги привезли", "Мэр сказ\xB0л, что \x93од прошёл",
        "قال المد\x8Aير إن الكتب وصلت",
        "Les biblioth\xA8ques regroup\xA9"
        "es de l’été",
        "Consid\xC3rerons l’été", "ראש \x94עיר אמר"}) {
    const Result<Decoded> decoded = Decode(line);
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(decoded.value().text.bytes(), line);
  }
}

// A declaration decides what the text leaves open.
// Arabic that was read as windows-1252 and written as UTF-8 looks like no writing, but what else
// would be so much valid UTF-8? A character cut off at the end does not make it Chinese.
TEST(EncodingTest, MisreadTextThatIsCutOffIsUtf8) {
  std::string misread;
  for (const char c : std::string(kArabic)) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x80) {
      misread.push_back(c);
    } else {
      AppendUtf8(misread, byte < 0xA0 ? U'\u2021' : static_cast<char32_t>(byte));
    }
  }
  for (const std::string_view lines : {"\n", " "}) {
    std::string text;
    for (int i = 0; i < 20; ++i) text += misread + std::string(lines);
    text += "\xD8";
    const Result<Decoded> decoded = Decode(text);
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(decoded.value().encoding, "UTF-8");
    EXPECT_EQ(decoded.value().text.bytes(), text);
  }
}

TEST(EncodingTest, ADeclarationSettlesFewBytes) {
  EXPECT_EQ(Decode("a\xA4", "ISO-8859-15").value().text.bytes(), "a\xE2\x82\xAC");
  EXPECT_EQ(Decode("\xC0\xC1", "windows-1251").value().encoding, "windows-1251");
  EXPECT_EQ(Decode("\xE1\xE3", "windows-1253").value().encoding, "windows-1253");
  EXPECT_EQ(Decode("\xEA\xF0\xE0\xF2\xE5\xF0", "x-mac-cyrillic").value().encoding,
            "x-mac-cyrillic");
}

TEST(EncodingTest, ASampleComesFromTheWholeText) {
  std::string text(100'000, 'a');
  text[30] = text[60'000] = text[99'000] = '\xE9';
  const std::vector<std::string_view> pieces = SampleForeign(text);
  ASSERT_EQ(pieces.size(), 3u);
  for (const std::string_view piece : pieces) EXPECT_LT(piece.size(), 64u);
  EXPECT_TRUE(SampleForeign(std::string(100'000, 'a')).empty());
  std::size_t bytes = 0;
  const std::string full(1'000'000, '\xE9');
  for (const std::string_view piece : SampleForeign(full)) bytes += piece.size();
  EXPECT_GT(bytes, 4'000u);
  EXPECT_LT(bytes, 20'000u);
}

// A declaration is evidence, no proof.
TEST(EncodingTest, AFalseDeclarationIsOutvoted) {
  const struct {
    std::string_view text;
    const char* encoding;
    const char* declared;
  } kCases[] = {
      {kRussian, "UTF-8", "windows-1251"},     {kArabic, "UTF-8", "ISO-8859-1"},
      {kRussian, "windows-1251", "utf-8"},     {kArabic, "windows-1256", "iso-8859-1"},
      {kRussian, "KOI8-R", "windows-1251"},    {kRussian, "windows-1251", "no-such-thing"},
      {kEnglish, "windows-1252", "iso-8859-1"}};
  for (const auto& [text, encoding, declared] : kCases) {
    const Result<Decoded> decoded = Decode(Encode(text, encoding), declared);
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(decoded.value().encoding, encoding) << "declared as " << declared;
    EXPECT_EQ(decoded.value().text.bytes(), text);
  }
}

TEST(EncodingTest, RubbishIsNotText) {
  std::mt19937 engine(1931);
  std::string random;
  for (int i = 0; i < 4096; ++i) random.push_back(static_cast<char>(engine() & 0xFF));
  std::string program =
      "\x7F"
      "ELF\x02\x01\x01\0\0\0\0\0\0\0\0\0\x03\0>\0\x01\0\0\0"s;
  program += std::string(200, '\0') + "\x01\x02\x03\x04" + std::string(200, '\x90');
  for (const std::string& bytes : {random, program, std::string(1000, '\x01')}) {
    const Result<Decoded> decoded = Decode(bytes);
    ASSERT_FALSE(decoded.ok()) << decoded.value().encoding;
    EXPECT_EQ(decoded.error().code, Code::kNotText);
  }
}

TEST(EncodingTest, SmallInputsHaveNoSurprises) {
  for (const std::string& bytes :
       {""s, "a"s, "\n"s, "ab"s, "\xE9"s, "\xFF\xFE"s, "\xFE\xFF"s, "\xEF\xBB\xBF"s,
        "\xFF\xFE"
        "a"s,
        "\0\0\xFE\xFF\0"s, "a\0b"s}) {
    SCOPED_TRACE(testing::PrintToString(bytes));
    const Result<Decoded> decoded = Decode(bytes);
    if (!decoded.ok()) continue;
    std::uint32_t mapped = 0;
    for (const warraq::Run& run : decoded.value().text.runs()) mapped += run.origin_bytes;
    EXPECT_EQ(mapped, bytes.size());
  }
}

TEST(EncodingTest, DeclaredEncodingIsReadFromTheHead) {
  const struct {
    std::string head;
    std::string_view declared;
  } kCases[] = {
      {"<meta charset=utf-8>", "utf-8"},
      {"<meta charset=\"windows-1256\">", "windows-1256"},
      {"<META HTTP-EQUIV='Content-Type' CONTENT='text/html; CHARSET = koi8-r'>", "koi8-r"},
      {"<meta content=\"text/html;charset=windows-1251\" http-equiv=\"content-type\">",
       "windows-1251"},
      {"<?xml version=\"1.0\" encoding='ISO-8859-6'?><html>", "ISO-8859-6"},
      {"<meta charset='utf-8'/>", "utf-8"},
      {"<meta charset=", ""},
      {"<meta charset", ""},
      {"charset", ""},
      {"<html><body>The charset of this page is unknown.", ""},
      {"", ""},
      {std::string(1020, ' ') + "<meta charset=utf-8>", ""},
  };
  for (const auto& [head, declared] : kCases) EXPECT_EQ(DeclaredEncoding(head), declared) << head;
}

TEST(EncodingTest, EncodeRefusesWhatCannotBeSaid) {
  EXPECT_EQ(Encode("\xD0\xBC\xD0\xB8\xD1\x80", "windows-1251"), "\xEC\xE8\xF0");
  EXPECT_EQ(Encode("\xF0\x9F\x93\xB0", "UTF-16BE"), "\xD8\x3D\xDC\xF0");
  EXPECT_EQ(Encode("\xD0\xBC", "windows-1252"), "");
  EXPECT_EQ(Encode("a", "no-such-encoding"), "");
}

// What the converter finds on the stack where it has nothing of its own to say.
[[gnu::noinline]] void LeaveRubbishOnTheStack() {
  std::array<char, 1 << 16> rubbish;
  rubbish.fill(0x7C);
  asm volatile("" : : "r"(rubbish.data()) : "memory");
}

// Wherever a block of the converter ends: broken sequences are taken back and read again there.
TEST(EncodingTest, WidthsOfCodePointsAreThoseOfTheBytes) {
  for (const char* encoding : {"GB18030", "Shift_JIS", "EUC-JP", "EUC-KR", "Big5", "UTF-16LE",
                               "UTF-32BE", "ISO-2022-JP"}) {
    for (const std::string_view broken :
         {"\x98\x32", "\x98", "\x98\x32\x81", "\x8F\xA1", "\x1B$"}) {
      for (std::size_t at = 500; at < 1040; ++at) {
        std::string bytes(1100, 'a');
        bytes.replace(at, broken.size(), broken);
        std::size_t total = 0;
        const auto take = [](void* sum, char32_t, std::size_t width) {
          ASSERT_LE(width, 1100u);
          *static_cast<std::size_t*>(sum) += width;
        };
        LeaveRubbishOnTheStack();
        ASSERT_TRUE(ForEachCodePoint(bytes, encoding, take, &total));
        ASSERT_EQ(total, bytes.size()) << encoding << ", " << broken << " at " << at;
      }
    }
  }
}

}  // namespace
}  // namespace warraq

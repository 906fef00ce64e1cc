// Encodings that spell everything in ASCII bytes: found, decoded and mapped; and plain ASCII, which
// is never taken for one of them.

#include "plugin/text/seven_bit.h"

#include <gtest/gtest.h>

#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/text/base64.h"
#include "plugin/text/encoding.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::string_view kJapanese = "町の古い図書館は、春に再び開きます。カメラも可。";
constexpr std::string_view kKorean = "시립 도서관이 봄에 다시 문을 연다고 밝혔다";
constexpr std::string_view kChinese = "市立图书馆将于春天重新开放，市长说。";
constexpr std::string_view kTaiwanese = "市立圖書館將於春天重新開放";
constexpr std::string_view kRussian = "Городская библиотека снова откроется весной";
constexpr std::string_view kArabic = "تعيد المكتبة العامة فتح أبوابها في الربيع";

// Every byte of the source is in the map once, in order, and copies are copies.
void ExpectWholeMap(const Text& text, std::string_view source) {
  std::uint32_t reached = 0;
  for (std::size_t i = 0; i < text.runs().size(); ++i) {
    const warraq::Run& run = text.runs()[i];
    ASSERT_EQ(run.origin, reached);
    reached += run.origin_bytes;
    ASSERT_LE(reached, source.size());
    if (run.relation == Relation::kCopy) {
      EXPECT_EQ(text.bytes().substr(run.begin, run.origin_bytes),
                source.substr(run.origin, run.origin_bytes));
    }
  }
  EXPECT_EQ(reached, source.size());
}

TEST(SevenBitTest, EncodingsAreFound) {
  const struct {
    std::string_view text;
    const char* encoding;
  } kCases[] = {{kJapanese, "ISO-2022-JP"},  {kKorean, "ISO-2022-KR"}, {kChinese, "ISO-2022-CN"},
                {kTaiwanese, "ISO-2022-CN"}, {kChinese, "HZ-GB-2312"}, {kRussian, "UTF-7"},
                {kArabic, "UTF-7"},          {kJapanese, "UTF-7"}};
  for (const auto& [sentence, encoding] : kCases) {
    SCOPED_TRACE(std::string(encoding) + ": " + std::string(sentence));
    std::string text;
    for (int i = 0; i < 3; ++i) text += "Page 3 (1998): " + std::string(sentence) + "\n";
    const std::string encoded = Encode(text, encoding);
    ASSERT_EQ(AsciiPrefix(encoded), encoded.size());
    const Result<Decoded> decoded = Decode(encoded);
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(decoded.value().encoding, encoding);
    EXPECT_EQ(decoded.value().text.bytes(), text);
    ExpectWholeMap(decoded.value().text, encoded);
  }
}

// Long texts, with each byte of a shift at each place around the edges of blocks, and at the end.
TEST(SevenBitTest, ShiftsMayStandAnywhere) {
  const struct {
    std::string_view shifted;
    std::string_view sign;
    std::size_t shift_bytes;
  } kCases[] = {{"\x1B$BF|\x1B(B", "日", 3}, {"~{1(~}", "报", 2}};
  for (const auto& [shifted, sign, shift_bytes] : kCases) {
    for (std::size_t before = 490; before < 530; ++before) {
      std::string bytes(before, 'a');
      std::string expected = bytes;
      std::vector<std::size_t> signs;
      for (int i = 0; i < 300; ++i) {
        if (i % 7 == 0) bytes += '\n', expected += '\n';
        signs.push_back(bytes.size());
        bytes += shifted;
        expected += sign;
      }
      const Result<Decoded> decoded = Decode(bytes);
      ASSERT_TRUE(decoded.ok());
      const Text& text = decoded.value().text;
      ASSERT_EQ(text.bytes(), expected);
      ExpectWholeMap(text, bytes);
      std::size_t at = 0;
      for (const std::size_t begin : signs) {
        at = expected.find(sign, at);
        const std::vector<Span> origin = text.Origin(at, at + sign.size());
        ASSERT_EQ(origin.size(), 1u);
        // Its first shift is the sign's before, where there is one.
        ASSERT_TRUE(origin[0].begin == begin || origin[0].begin == begin + shift_bytes);
        ASSERT_GE(origin[0].end, begin + shift_bytes + 2);
        at += sign.size();
      }
    }
  }
}

TEST(SevenBitTest, EscapesOfManyKinds) {
  const struct {
    std::string bytes;
    std::string_view text;
    std::string_view encoding;
  } kCases[] = {
      {"\x1B$B\x1B(B\x1B$BF|K\\\x1B(B", "日本", "ISO-2022-JP"},  // a set named and not used
      {"\x1B$@F|K\\\x1B(J 10\\", "日本 10¥", "ISO-2022-JP"},
      {"\x1B$BF|K\\\x1B(I12\x1B(B12", "日本ｱｲ12", "ISO-2022-JP"},
      {"\x1B$BF|K\\\nabc", "日本\nabc", "ISO-2022-JP"},  // never ended: its line ends it
      {"\x1B$BF|K\\-!\x1B(B", "日本①", "ISO-2022-JP"},   // the vendors' row 13
      {"\x1B$BF|K\\\x1B$(D0&\x1B$AVP\x1B$(CGQ\x1B(B", "日本丟中한", "ISO-2022-JP-2"},
      {"\x1B$BF|K\\F|K\\F|K\\F|K\\F|K\\F|K\\F", "日本日本日本日本日本日本\xEF\xBF\xBD",
       "ISO-2022-JP"},
      {"\x1B$)C\nseoul \x0EGQ19\x0F!\n\x0EGQ\x0F", "\nseoul 한국!\n한", "ISO-2022-KR"},
      {"\x1B$)A\x0EVPND\x0F, \x1B$)G\x0EG(\x0F", "中文, 交", "ISO-2022-CN"},
      {"news ~{VPNDVPND1(~}: 1~~2\nand ~~~~ ~\n", "news 中文中文报: 1~2\nand ~~~~ ~\n",
       "HZ-GB-2312"},
      {"~{VPNDVPND1(~}~\n~{VP~}", "中文中文报中", "HZ-GB-2312"},
      {"~}in ~{VPNDVPND1(~} print\n~}\n", "in 中文中文报 print\n~}\n", "HZ-GB-2312"},
      {"+BBwEOARA- +-1 +BB0ENQRC,", "Мир +1 Нет,", "UTF-7"},
      {"caf+AOk- d+AOk-j+AOA-", "café déjà", "UTF-7"},
  };
  for (const auto& [bytes, text, encoding] : kCases) {
    SCOPED_TRACE(testing::PrintToString(bytes));
    const Result<Decoded> decoded = Decode(bytes);
    ASSERT_TRUE(decoded.ok());
    EXPECT_EQ(decoded.value().text.bytes(), text);
    EXPECT_EQ(decoded.value().encoding, encoding);
    ExpectWholeMap(decoded.value().text, bytes);
  }
}

TEST(SevenBitTest, EachSignHasItsOwnBytes) {
  const std::string bytes = "a \x1B$BF|K\\\x1B(B b";
  const Text text = Decode(bytes).value().text;
  EXPECT_EQ(text.Origin(2, 5), (std::vector<Span>{{2, 7}}));
  EXPECT_EQ(text.Origin(5, 8), (std::vector<Span>{{7, 12}}));
  const Text letters = Decode("+BBwEOARA- +BB0ENQRC-").value().text;
  EXPECT_EQ(letters.Origin(0, 2), (std::vector<Span>{{0, 4}}));
  EXPECT_EQ(letters.Origin(2, 4), (std::vector<Span>{{4, 7}}));
  EXPECT_EQ(letters.Origin(4, 6), (std::vector<Span>{{7, 10}}));
}

// What has plus signs, tildes and escapes of its own.
TEST(SevenBitTest, AsciiStaysAscii) {
  const std::string_view kLines[] = {
      "a+b-c",
      "C++ and C+-, g++-12, notepad++",
      "1+1=2, 3+-4, x+y-z+w-",
      "+44 20 7946 0000, +1-212-555-0100, +966-",
      "first.last+news@example.org, a+tag-b@example.org, me+you-@example.net",
      "https://example.org/?q=old+printing+press-&p=1+2-",
      "https://example.org/a+b/c+d-e+f-",
      "bus+gas-station+bus-stop+bus-lane+gas-",
      "news+business-news+business-page+Business-desk+BUSINESS-",
      "+AAAA-+AAAA-",
      "+ADw-script+AD4-alert(1)+ADw-/script+AD4-",
      "+----+----+\n| +- | -+ |\n+----+----+",
      "C+AOE-1",
      "--- a/file\n+++ b/file\n@@ -1,3 +1,4 @@\n+added-\n+another-\n",
      "ICAgIDx0aXRsZT4+Pg==\nTWFu+/9hbnk-\n",
      "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
      "(format t \"~{~a~^, ~}\" list) ~{ ~} ~{~}",
      "(format nil \"~{name~}~{list~}~{text~}~{word~}\")",
      "~{HEADLINE~} ~{SUBTITLE~} ~{NAME~}",
      "~~~~~~~~ ~{ ~} ~{~}",
      "\x1B[1;31mred\x1B[0m \x1B(B plain \x1B)0 line",
      "\x1B$ prompt \x1B$B\x1B(B",
  };
  std::string all;
  for (const std::string_view line : kLines) {
    const Result<Decoded> decoded = Decode(line);
    ASSERT_TRUE(decoded.ok()) << line;
    EXPECT_EQ(decoded.value().text.bytes(), line);
    EXPECT_EQ(decoded.value().encoding, "UTF-8") << line;
    all += std::string(line) + "\n";
  }
  EXPECT_EQ(Decode(all).value().text.bytes(), all);
}

// Stretches of base64 between signs as they fall: none is taken for a text.
TEST(SevenBitTest, ChanceIsNoEvidence) {
  std::mt19937 engine(2152);
  const auto below = [&](std::size_t end) { return engine() % end; };
  constexpr std::string_view kSmall = "etaoinshrdlucmfwypvbgkqjxz";
  for (int i = 0; i < 20'000; ++i) {
    std::string line = "see ";
    for (std::size_t words = 2 + below(6); words > 0; --words) {
      line += '+';
      for (std::size_t letters = 1 + below(9); letters > 0; --letters) {
        line += kSmall[below(kSmall.size())];
      }
      line += below(2) == 0 ? '-' : ' ';
    }
    EXPECT_EQ(Decode(line).value().text.bytes(), line);
  }
  for (int i = 0; i < 2'000; ++i) {
    std::string raw;
    for (std::size_t left = 40 + below(400); left > 0; --left) {
      raw.push_back(static_cast<char>(below(256)));
    }
    std::string block = EncodeBase64(raw);
    for (std::size_t at = 76; at < block.size(); at += 77) block.insert(at, 1, '\n');
    EXPECT_EQ(Decode(block).value().text.bytes(), block);
  }
}

// Hostile bytes: everything is mapped, nothing runs away.
TEST(SevenBitTest, AnyBytesAreMapped) {
  std::mt19937 engine(1468);
  constexpr std::string_view kPieces[] = {"\x1B$B", "\x1B$)C", "\x1B$)A", "\x1B$*H", "\x1B(B",
                                          "\x1B(J", "\x1B(I",  "\x1BN",   "\x1B",    "\x0E",
                                          "\x0F",   "F|K\\",   "!!",      "a",       "~{",
                                          "~}",     "\n",      "VPND",    "~",       "G"};
  for (int i = 0; i < 5'000; ++i) {
    std::string bytes;
    for (int j = 0; j < 40; ++j) bytes += kPieces[engine() % std::size(kPieces)];
    for (const auto& decoded : {DecodeIso2022(bytes), DecodeHz(bytes)}) {
      if (!decoded) continue;
      ExpectWholeMap(decoded->text, bytes);
      EXPECT_TRUE(IsValidUtf8(decoded->text.bytes()));
    }
  }
}

}  // namespace
}  // namespace warraq

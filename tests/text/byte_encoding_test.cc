// The tables of single-byte encodings, both ways.

#include "plugin/text/byte_encoding.h"

#include <gtest/gtest.h>

namespace warraq {
namespace {

char32_t Meaning(std::string_view name, unsigned char byte) {
  const ByteEncoding* encoding = FindByteEncoding(name);
  return encoding == nullptr ? 0 : encoding->meaning[byte];
}

TEST(ByteEncodingTest, BytesMeanWhatTheStandardsSay) {
  const struct {
    const char* name;
    unsigned char byte;
    char32_t meaning;
  } kCases[] = {
      {"windows-1252", 0x93, U'\u201C'},   {"windows-1252", 0x81, U'\u0081'},  // undefined: C1
      {"windows-1256", 0x81, U'\u067E'},   {"windows-1256", 0xC7, U'\u0627'},
      {"windows-1251", 0xC0, U'\u0410'},   {"windows-1253", 0xAA, U'\uFFFD'},  // undefined from A0
      {"KOI8-R", 0xC1, U'\u0430'},         {"KOI8-U", 0xA4, U'\u0454'},
      {"IBM866", 0x80, U'\u0410'},         {"ISO-8859-5", 0xD0, U'\u0430'},
      {"ISO-8859-6", 0xC7, U'\u0627'},     {"ISO-8859-6", 0xA1, U'\uFFFD'},
      {"cp720", 0x9F, U'\u0627'},          {"IBM864", 0xC7, U'\uFE8D'},
      {"IBM864", 0x25, U'\u066A'},  // not ASCII there
      {"x-mac-arabic", 0xB1, U'\u0661'},   {"x-mac-arabic", 0xA0, U' '},
      {"x-mac-cyrillic", 0xDF, U'\u044F'}, {"ISO-8859-15", 0xA4, U'\u20AC'},
      {"IBM437", 0xE1, U'\u00DF'},
  };
  for (const auto& [name, byte, meaning] : kCases) {
    EXPECT_EQ(Meaning(name, byte), meaning) << name << " " << std::hex << int{byte};
  }
}

TEST(ByteEncodingTest, NamesAndAliasesInAnyCase) {
  EXPECT_EQ(FindByteEncoding("WINDOWS-1252"), FindByteEncoding("cp1252"));
  EXPECT_EQ(FindByteEncoding("latin1"), FindByteEncoding("iso-8859-1"));
  EXPECT_EQ(FindByteEncoding("x-mac-arabic"), FindByteEncoding("mac_arabic"));
  EXPECT_EQ(FindByteEncoding("utf-8"), nullptr);
  EXPECT_EQ(FindByteEncoding(""), nullptr);
}

TEST(ByteEncodingTest, EveryMeaningLeadsBackToItsByte) {
  ASSERT_GT(ByteEncodings().size(), 50u);
  for (const ByteEncoding& encoding : ByteEncodings()) {
    for (unsigned byte = 0; byte < 256; ++byte) {
      const char32_t meaning = encoding.meaning[byte];
      const int back = encoding.ByteOf(meaning);
      if (meaning == U'\uFFFD') {
        EXPECT_EQ(back, -1) << encoding.name;
        continue;
      }
      ASSERT_GE(back, 0) << encoding.name << " " << byte;
      EXPECT_LE(back, static_cast<int>(byte)) << encoding.name;
      EXPECT_EQ(encoding.meaning[static_cast<std::size_t>(back)], meaning) << encoding.name;
    }
    EXPECT_EQ(encoding.ByteOf(U'\U0001F600'), -1);
  }
}

}  // namespace
}  // namespace warraq

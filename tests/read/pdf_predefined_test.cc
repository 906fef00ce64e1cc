// The encodings that PDFs name, held against Adobe's own tables where Debian's poppler-data has
// them: a code, its CID, and what that stands for, must be what our character sets say.

#include "plugin/read/pdf_predefined.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

#include "plugin/read/pdf_font.h"

namespace warraq {
namespace {

constexpr const char* kFolder = "/usr/share/poppler/cMap";

TEST(PredefinedCMapTest, Names) {
  ASSERT_NE(FindPredefinedCMap("/90ms-RKSJ-V"), nullptr);
  EXPECT_EQ(FindPredefinedCMap("/90ms-RKSJ-V")->ordering, "Japan1");
  EXPECT_EQ(FindPredefinedCMap("/H")->form, PredefinedCMap::Form::kJis);
  EXPECT_EQ(FindPredefinedCMap("/Identity-H"), nullptr);
  EXPECT_EQ(FindPredefinedCMap("/90ms-RKSJ"), nullptr);
  EXPECT_EQ(FindPredefinedCMap(""), nullptr);
  EXPECT_TRUE(IsVerticalCMap("/V"));
  EXPECT_TRUE(IsVerticalCMap("/Identity-V"));
  EXPECT_FALSE(IsVerticalCMap("/Identity-H"));
}

TEST(PredefinedCMapTest, CodesCutShortOrWithoutMeaning) {
  const struct {
    const char* name;
    std::string code;
  } kCases[] = {{"/90ms-RKSJ-H", "\x81"},
                {"/UniJIS-UTF16-H", std::string("\xD8\x00", 2)},
                {"/UniJIS-UTF16-H", std::string("\xDC\x00", 2)},
                {"/UniJIS-UTF16-H", "\x01"},
                {"/UniJIS-UTF32-H", "\xFF\xFF\xFF\xFF"},
                {"/UniJIS-UTF8-H", "\xE3\x81"},
                {"/GBK2K-H", "\x81\x30"},
                {"/CNS-EUC-H", "\x8E"}};
  for (const auto& [name, code] : kCases) {
    const PredefinedCMap* const map = FindPredefinedCMap(name);
    ASSERT_NE(map, nullptr) << name;
    EXPECT_EQ(map->TextOf(code), "") << name;
    EXPECT_GE(map->Length(code), 1u);
    EXPECT_LE(map->Length(code), 4u);
  }
}

TEST(CidCharactersTest, Collections) {
  const CidCharacters* const japan = CidCharacters::Of("Japan1");
  ASSERT_NE(japan, nullptr);
  EXPECT_EQ(japan->TextOf(34), "A");
  EXPECT_EQ(japan->TextOf(843), "\xE3\x81\x82");  // あ
  EXPECT_EQ(japan->CidOf(0x3042), 843u);          // not 526, which is half as wide
  EXPECT_EQ(japan->TextOf(9897), "24");
  EXPECT_EQ(japan->TextOf(0), "");
  EXPECT_EQ(japan->TextOf(0xFFFFFFFF), "");
  for (const char* name : {"GB1", "CNS1", "Korea1", "KR"})
    EXPECT_NE(CidCharacters::Of(name), nullptr);
  EXPECT_EQ(CidCharacters::Of("Identity"), nullptr);
}

// Adobe's table of an encoding, with those that it builds upon.
std::optional<PdfCMap> TableOf(const std::string& folder, const std::string& name, int depth = 0) {
  std::ifstream file(std::string(kFolder) + "/Adobe-" + folder + "/" + name);
  if (!file || depth > 4) return std::nullopt;
  const std::string bytes(std::istreambuf_iterator<char>(file), {});
  PdfCMap map = ReadPdfCMap(bytes);
  const std::size_t use = bytes.find(" usecmap");
  if (use == std::string::npos) return map;
  const std::size_t begin = bytes.rfind('/', use) + 1;
  std::optional<PdfCMap> base = TableOf(folder, bytes.substr(begin, use - begin), depth + 1);
  if (base) map.cid.merge(base->cid);
  return map;
}

std::string BytesOf(std::uint32_t code, const PredefinedCMap& map) {
  for (unsigned count = 1; count <= 4; ++count) {
    std::string bytes;
    for (unsigned i = count; i-- > 0;) bytes.push_back(static_cast<char>(code >> (8 * i) & 0xFF));
    if (count < 4 && code >> (8 * count) != 0) continue;
    if (map.Length(bytes) == count) return bytes;
  }
  return {};
}

TEST(PredefinedCMapTest, SaysWhatAdobesTablesSay) {
  if (!std::filesystem::exists(kFolder)) GTEST_SKIP() << kFolder << " (poppler-data) is missing";
  const struct {
    const char* name;
    double least;  // the share of codes that both read alike; the rest are marks with two forms
  } kCases[] = {
      {"90ms-RKSJ-H", 0.99}, {"90msp-RKSJ-H", 0.99}, {"90pv-RKSJ-H", 0.95}, {"EUC-H", 0.99},
      {"H", 0.99},           {"GB-EUC-H", 0.97},     {"GBK-EUC-H", 0.98},   {"GBKp-EUC-H", 0.98},
      {"GBK2K-H", 0.98},     {"B5pc-H", 0.99},       {"ETen-B5-H", 0.99},   {"HKscs-B5-H", 0.99},
      {"CNS-EUC-H", 0.97},   {"KSC-EUC-H", 0.96},    {"KSCms-UHC-H", 0.98}};
  for (const auto& [name, least] : kCases) {
    const PredefinedCMap* const map = FindPredefinedCMap(std::string("/") + name);
    ASSERT_NE(map, nullptr) << name;
    const CidCharacters* const characters = CidCharacters::Of(map->ordering);
    const std::optional<PdfCMap> table = TableOf(std::string(map->ordering), name);
    ASSERT_TRUE(table) << name;
    std::size_t all = 0, same = 0;
    for (const auto& [code, cid] : table->cid) {
      const std::string_view expected = characters->TextOf(cid);
      if (expected.empty()) continue;
      ++all;
      same += map->TextOf(BytesOf(code, *map)) == expected;
    }
    EXPECT_GT(all, 1000u) << name;
    EXPECT_GE(static_cast<double>(same), least * static_cast<double>(all)) << name << " " << same;
  }
}

// Widths are looked up by CID, so those of letters and signs that are set must be Adobe's.
TEST(PredefinedCMapTest, CidsAreAdobes) {
  if (!std::filesystem::exists(kFolder)) GTEST_SKIP() << kFolder << " (poppler-data) is missing";
  for (const char* name :
       {"90ms-RKSJ-H", "90msp-RKSJ-H", "EUC-H", "UniJIS-UCS2-H", "UniJIS-UCS2-HW-H", "GBK-EUC-H",
        "GBKp-EUC-H", "UniGB-UTF16-H", "ETen-B5-H", "ETenms-B5-H", "UniCNS-UTF16-H", "KSC-EUC-H",
        "KSCms-UHC-H", "UniKS-UTF16-H"}) {
    const PredefinedCMap* const map = FindPredefinedCMap(std::string("/") + name);
    ASSERT_NE(map, nullptr) << name;
    const std::optional<PdfCMap> table = TableOf(std::string(map->ordering), name);
    ASSERT_TRUE(table) << name;
    std::size_t all = 0, same = 0;
    for (const auto& [code, cid] : table->cid) {
      const std::string text = map->TextOf(BytesOf(code, *map));
      const bool common = text.size() == 1 || (text.size() == 3 && text >= "\xE3\x81\x81" &&
                                               text <= "\xED\x9E\xA3");  // kana, Han, Hangul
      if (!common) continue;
      ++all;
      same += map->CidOf(text) == cid;
    }
    EXPECT_GT(all, 1000u) << name;
    EXPECT_GE(static_cast<double>(same), 0.97 * static_cast<double>(all)) << name << " " << all;
  }
}

}  // namespace
}  // namespace warraq

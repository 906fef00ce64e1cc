// The laws of the house over every sample: conservation, trace, idempotence, determinism, bounds.
// Pictures are slow, so the smallest stands for all of them here.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <malloc.h>
#include <rapidjson/document.h>
#include <rapidjson/stringbuffer.h>
#include <rapidjson/writer.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <functional>
#include <limits>
#include <ostream>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/batch/run.h"
#include "plugin/batch/verify.h"
#include "plugin/repair/repair.h"
#include "plugin/text/encoding.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"
#include "plugin/write/write.h"
#include "tests/samples.h"
#include "warraq/pipeline.h"

// GCC says it with a macro, Clang with a feature.
#ifdef __SANITIZE_ADDRESS__
#define WARRAQ_TEST_SANITIZED 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define WARRAQ_TEST_SANITIZED 1
#endif
#endif

namespace warraq {
namespace {

using rapidjson::Document;
using rapidjson::Value;

std::vector<std::string> TextsAndPages() {
  std::vector<std::string> paths = SamplePaths("dumps", ".txt");
  const std::vector<std::string> pages = SamplePaths("pages", ".html");
  paths.insert(paths.end(), pages.begin(), pages.end());
  return paths;
}

struct Ran {
  std::vector<std::string> records;  // a line each, with its line end
  std::vector<std::string> failures;
};

Ran RunOver(const std::vector<std::string>& inputs, Provenance provenance, std::size_t jobs = 1) {
  RunOptions run;
  run.options.provenance = provenance;
  run.writer = FindWriter("jsonl");
  run.jobs = jobs;
  Ran ran;
  RunOutput output;
  output.take = [&](const Outcome& outcome) {
    std::string_view lines = outcome.records;
    while (!lines.empty()) {
      const std::size_t end = lines.find('\n') + 1;
      ran.records.emplace_back(lines.substr(0, end));
      lines.remove_prefix(end);
    }
    for (const Error& error : outcome.failures) {
      ran.failures.push_back(WriteFailure(outcome.source, error));
    }
    return true;
  };
  RunAll(inputs, run, output);
  return ran;
}

struct Verified {
  VerifyCounts counts;
  std::vector<std::string> lies;
};

Verified VerifyLines(const std::vector<std::string>& records) {
  const std::string path = testing::TempDir() + "/warraq_laws_" +
                           testing::UnitTest::GetInstance()->current_test_info()->name() + ".jsonl";
  std::string bytes;
  for (const std::string& record : records) bytes += record;
  WriteWhole(path, bytes);
  Verified verified;
  verified.counts =
      VerifyRecords(path, {}, [&](const std::string& lie) { verified.lies.push_back(lie); });
  std::filesystem::remove(path);
  return verified;
}

Document Parse(const std::string& record) {
  Document document;
  document.Parse(record.data(), record.size());
  EXPECT_FALSE(document.HasParseError()) << record.substr(0, 200);
  return document;
}

std::string Print(const Document& document) {
  rapidjson::StringBuffer buffer;
  rapidjson::Writer<rapidjson::StringBuffer> writer(buffer);
  document.Accept(writer);
  return std::string(buffer.GetString(), buffer.GetSize()) + "\n";
}

// Conservation and trace ------------------------------------------------------------------------

TEST(LawsTest, RecordsWithSpansHoldTheTruth) {
  std::size_t records = 0;
  for (const std::string& path : TextsAndPages()) {
    SCOPED_TRACE(path);
    const Ran ran = RunOver({path}, Provenance::kSpans);
    ASSERT_EQ(ran.records.empty(), ran.failures.size() == 1);
    if (ran.records.empty()) continue;  // a page without an article
    const Verified verified = VerifyLines(ran.records);
    EXPECT_THAT(verified.lies, testing::IsEmpty());
    EXPECT_EQ(verified.counts.records, ran.records.size());
    EXPECT_GE(verified.counts.pieces, 2u);
    ++records;
  }
  EXPECT_GE(records, 25u);
}

TEST(LawsTest, FullRecordsRebuildTheirSources) {
  for (const std::string& path : TextsAndPages()) {
    SCOPED_TRACE(path);
    const Ran ran = RunOver({path}, Provenance::kFull);
    const Verified verified = VerifyLines(ran.records);
    EXPECT_THAT(verified.lies, testing::IsEmpty());
    EXPECT_EQ(verified.counts.rebuilt, ran.records.size());
  }
}

TEST(LawsTest, RecordsWithoutProvenanceClaimNothing) {
  const Ran ran = RunOver({SamplePaths("dumps", ".txt").front()}, Provenance::kNone);
  ASSERT_EQ(ran.records.size(), 1u);
  EXPECT_EQ(ran.records[0].find("\"from\""), std::string::npos);
  const Verified verified = VerifyLines(ran.records);
  EXPECT_EQ(verified.counts.pieces, 0u);
  EXPECT_THAT(verified.lies, testing::IsEmpty());
}

// Every `from` of a record, wherever it stands.
void Cover(const Value& value, std::vector<bool>& covered) {
  if (value.IsArray()) {
    for (const Value& item : value.GetArray()) Cover(item, covered);
  }
  if (!value.IsObject()) return;
  for (const auto& member : value.GetObject()) {
    if (std::string_view(member.name.GetString()) != "from") {
      Cover(member.value, covered);
      continue;
    }
    for (const Value& span : member.value.GetArray()) {
      for (std::size_t i = span[0].GetUint(); i < span[1].GetUint(); ++i) covered.at(i) = true;
    }
  }
}

// Not through the maps, as verify does, but on the bytes themselves.
TEST(LawsTest, DumpsAreKeptOrRemovedToTheLastByte) {
  std::size_t checked = 0;
  for (const std::string& path : SamplePaths("dumps", ".txt")) {
    const std::string source = ReadWhole(path);
    if (!IsValidUtf8(source)) continue;
    SCOPED_TRACE(path);
    ++checked;
    const Ran ran = RunOver({path}, Provenance::kSpans);
    ASSERT_EQ(ran.records.size(), 1u);
    std::vector<bool> covered(source.size());
    Cover(Parse(ran.records[0]), covered);
    for (std::size_t i = 0; i < source.size();) {
      const std::size_t begin = i;
      const bool space = IsSpace(NextCodePoint(source, i));
      const bool all = std::all_of(covered.begin() + static_cast<std::ptrdiff_t>(begin),
                                   covered.begin() + static_cast<std::ptrdiff_t>(i),
                                   [](bool is_covered) { return is_covered; });
      ASSERT_TRUE(space || all) << "byte " << begin << ": " << source.substr(begin, 40);
    }
  }
  EXPECT_GE(checked, 10u);
}

// What a forger might do to a record. Each must be found out.
TEST(LawsTest, TamperedRecordsLie) {
  const std::string path = WARRAQ_SOURCE_DIR "/samples/dumps/en-everything-around.txt";
  const Ran ran = RunOver({path}, Provenance::kFull);
  ASSERT_EQ(ran.records.size(), 1u);
  ASSERT_EQ(VerifyLines(ran.records).counts.lies, 0u);
  using Forge = std::function<void(Document&)>;
  const auto change_letter = [](Value& owner, const char* key) {
    return [&owner, key](Document& record) {
      std::string text = owner[key].GetString();
      text[text.size() / 2] = text[text.size() / 2] == 'x' ? 'y' : 'x';
      owner[key].SetString(text.c_str(), record.GetAllocator());
    };
  };
  const std::vector<std::pair<const char*, Forge>> forgeries = {
      {"a letter of a block",
       [&](Document& d) { change_letter(d["blocks"][d["blocks"].Size() / 2], "text")(d); }},
      {"a letter of the headline", [&](Document& d) { change_letter(d["headline"], "text")(d); }},
      {"a letter of a name", [&](Document& d) { change_letter(d["bylines"][0], "name")(d); }},
      {"the evidence",
       [&](Document& d) { change_letter(d["published"]["evidence"][0], "text")(d); }},
      {"a removed span", [](Document& d) { d["removed"].Erase(d["removed"].Begin()); }},
      {"the last removed span", [](Document& d) { d["removed"].PopBack(); }},
      {"a block that was left out",
       [](Document& d) { d["blocks"].Erase(d["blocks"].Begin() + d["blocks"].Size() / 2); }},
      {"a word less",
       [](Document& d) {
         Value& end = d["blocks"][0]["from"][0][1];
         end.SetUint(end.GetUint() - 5);
       }},
      {"the hash", [&](Document& d) { change_letter(d["source"], "sha256")(d); }},
      {"the size", [](Document& d) { d["source"]["bytes"].SetUint(7); }},
      {"the name", [&](Document& d) { change_letter(d["source"], "name")(d); }},
      {"a gap that says other bytes", [](Document& d) { d["gaps"][0]["was"].SetString("??"); }},
      {"a gap that was left out", [](Document& d) { d["gaps"].PopBack(); }},
  };
  for (const auto& [what, forge] : forgeries) {
    SCOPED_TRACE(what);
    Document record = Parse(ran.records[0]);
    forge(record);
    const std::string forged = Print(record);
    ASSERT_NE(forged, Print(Parse(ran.records[0])));
    const Verified verified = VerifyLines({forged});
    EXPECT_GE(verified.counts.lies, 1u);
    EXPECT_EQ(verified.lies.size(), verified.counts.lies);
  }
}

TEST(LawsTest, APictureHoldsTheTruth) {
  std::vector<std::string> paths = SamplePaths("images", ".png");
  const std::vector<std::string> others = SamplePaths("images", ".webp");
  paths.insert(paths.end(), others.begin(), others.end());
  const std::string smallest = *std::ranges::min_element(
      paths, {}, [](const std::string& path) { return std::filesystem::file_size(path); });
  SCOPED_TRACE(smallest);
  const Ran ran = RunOver({smallest}, Provenance::kSpans);
  EXPECT_THAT(ran.failures, testing::IsEmpty());
  ASSERT_EQ(ran.records.size(), 1u);
  const Verified verified = VerifyLines(ran.records);
  EXPECT_THAT(verified.lies, testing::IsEmpty());
  EXPECT_GE(verified.counts.pieces, 2u);
}

// Words of which the page's model was unsure are another model's: `verify` has to ask both again.
TEST(LawsTest, APictureThatTwoModelsReadHoldsTheTruth) {
  for (const char* name : {"en-skewed-salt.png", "fa-yellowed.jp2"}) {
    const Ran ran =
        RunOver({WARRAQ_SOURCE_DIR "/samples/images/" + std::string(name)}, Provenance::kSpans);
    ASSERT_EQ(ran.records.size(), 1u);
    EXPECT_THAT(ran.records[0], testing::ContainsRegex("(eng[+]Arabic|Arabic[+]eng)"));
    EXPECT_THAT(VerifyLines(ran.records).lies, testing::IsEmpty()) << name;
  }
}

TEST(LawsTest, APageWhoseFactsAreItsTextHoldsTheTruth) {
  const std::string path = testing::TempDir() + "/warraq_facts.html";
  const std::string sentence = "The gauge at the old bridge showed four metres on Friday evening. ";
  WriteWhole(path,
             "<html><body><article><h1>Water stands high in the harbour</h1>"
             "<p class='published-date'>\n&nbsp; / viernes 25 de septiembre de 2020\n</p>"
             "<figure><img src=a.jpg><figcaption><span class='caption'>The bridge seen from the "
             "south</span><span class='credit' itemprop='author'> (Image: Edith Marlowe)</span>"
             "</figcaption></figure><p>" +
                 sentence + sentence + "</p><p>" + sentence + sentence +
                 "</p></article></body></html>");
  const Ran ran = RunOver({path}, Provenance::kFull);
  ASSERT_EQ(ran.records.size(), 1u);
  EXPECT_NE(ran.records[0].find("\"edtf\":\"2020-09-25\""), std::string::npos);
  EXPECT_NE(ran.records[0].find("(Image: Edith Marlowe)"), std::string::npos);
  EXPECT_THAT(VerifyLines(ran.records).lies, testing::IsEmpty());
}

// Idempotence -----------------------------------------------------------------------------------

TEST(LawsTest, RepairedTextNeedsNoRepair) {
  for (const std::string& path : TextsAndPages()) {
    SCOPED_TRACE(path);
    const Result<RepairedText> once = RepairText(ReadWhole(path), {});
    ASSERT_TRUE(once.ok());
    const std::string bytes(once.value().text.bytes());
    EXPECT_TRUE(IsValidUtf8(bytes));
    const Result<RepairedText> twice = RepairText(bytes, {});
    ASSERT_TRUE(twice.ok());
    EXPECT_EQ(twice.value().text.bytes(), bytes);
    EXPECT_EQ(twice.value().encoding, "UTF-8");
    EXPECT_EQ(twice.value().repairs.size(), 0u);
    EXPECT_EQ(twice.value().language, once.value().language);
    EXPECT_EQ(twice.value().direction, once.value().direction);
  }
}

TEST(LawsTest, EachRepairOfASampleIsIdempotent) {
  for (const std::string& path : TextsAndPages()) {
    SCOPED_TRACE(path);
    const Result<Decoded> decoded = Decode(ReadWhole(path));
    ASSERT_TRUE(decoded.ok());
    for (const Repair* repair : Repairs()) {
      SCOPED_TRACE(repair->name);
      std::uint32_t count = 0;
      const Text once = repair->apply(decoded.value().text, count);
      if (count == 0) continue;
      std::uint32_t again = 0;
      repair->apply(once, again);
      EXPECT_EQ(again, 0u);
    }
  }
}

// Typography --------------------------------------------------------------------------------------

// Every third space that stands alone becomes a no-break one, as careful typesetters and careless
// converters have it.
std::string WithNoBreakSpaces(std::string_view text) {
  std::string made;
  int count = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool alone = text[i] == ' ' && i > 0 && i + 1 < text.size() &&
                       std::string_view(" \n\r\t").find(text[i - 1]) == std::string_view::npos &&
                       std::string_view(" \n\r\t").find(text[i + 1]) == std::string_view::npos;
    made += alone && ++count % 3 == 0 ? std::string_view("\xC2\xA0") : text.substr(i, 1);
  }
  return made;
}

std::string WithPlainSpaces(std::string text) {
  for (std::size_t at = text.find("\xC2\xA0"); at != std::string::npos;
       at = text.find("\xC2\xA0")) {
    text.replace(at, 2, " ");
  }
  return text;
}

// How sure a record is of its day hangs on how many bytes of a line the date has.
void DropConfidence(Document& record) {
  if (record.HasMember("published")) record["published"].RemoveMember("confidence");
}

// What a record says, without its places.
std::vector<std::string> SaidOf(const std::string& bytes) {
  Pipeline pipeline({});
  Source source{.name = "said", .bytes = bytes};
  const Result<PageArticles> read = pipeline.Read(source, 1);
  std::vector<std::string> said;
  if (!read.ok()) return said;
  for (const Article& article : read.value().articles) {
    Document record = Parse(WriteJsonLine(article, Provenance::kNone));
    for (const char* key : {"id", "source", "repairs"}) record.RemoveMember(key);
    DropConfidence(record);
    said.push_back(WithPlainSpaces(Print(record)));
  }
  return said;
}

TEST(LawsTest, NoBreakSpacesMakeNoDifferenceToARecord) {
  std::size_t checked = 0;
  for (const std::string& path : SamplePaths("dumps", ".txt")) {
    const std::string source = ReadWhole(path);
    if (!IsValidUtf8(source) || source.find("\xC2\xA0") != std::string::npos) continue;
    const Result<RepairedText> repaired = RepairText(source, {});
    ASSERT_TRUE(repaired.ok());
    if (repaired.value().encoding != "UTF-8") continue;  // where the two bytes mean something else
    // There a no-break space is a byte of what was misread.
    if (std::ranges::count(repaired.value().repairs, "mojibake", &RepairCount::rule) > 0) continue;
    SCOPED_TRACE(path);
    const std::string typeset = WithNoBreakSpaces(source);
    ASSERT_NE(typeset, source);
    EXPECT_EQ(SaidOf(typeset), SaidOf(source));
    ++checked;
  }
  EXPECT_GE(checked, 10u);
}

// Determinism -----------------------------------------------------------------------------------

TEST(LawsTest, AnyNumberOfJobsAndAnyOrderGiveTheSame) {
  std::vector<std::string> paths = TextsAndPages();
  paths.push_back(WARRAQ_SOURCE_DIR "/samples/no-such-file.txt");
  const Ran one = RunOver(paths, Provenance::kFull, 1);
  ASSERT_GE(one.records.size(), 20u);
  ASSERT_GE(one.failures.size(), 1u);
  for (const std::size_t jobs : {1u, 2u, 4u}) {
    SCOPED_TRACE(jobs);
    const Ran many = RunOver(paths, Provenance::kFull, jobs);
    EXPECT_EQ(many.records, one.records);
    EXPECT_EQ(many.failures, one.failures);
  }
  std::vector<std::string> sorted = one.records;
  std::ranges::sort(sorted);
  std::mt19937 engine(7);
  for (int round = 0; round < 2; ++round) {
    for (std::size_t i = paths.size(); i > 1; --i) std::swap(paths[i - 1], paths[engine() % i]);
    Ran shuffled = RunOver(paths, Provenance::kFull, 2);
    std::ranges::sort(shuffled.records);
    EXPECT_EQ(shuffled.records, sorted);
  }
}

TEST(LawsTest, TheSameBytesElsewhereGiveTheSameRecordButForItsName) {
  const std::string path = SamplePaths("dumps", ".txt").front();
  const std::string copy = testing::TempDir() + "/warraq_laws_copy.html";  // a name that misleads
  WriteWhole(copy, ReadWhole(path));
  const Ran here = RunOver({path}, Provenance::kSpans);
  const Ran there = RunOver({copy}, Provenance::kSpans);
  std::filesystem::remove(copy);
  ASSERT_EQ(here.records.size(), 1u);
  ASSERT_EQ(there.records.size(), 1u);
  Document record = Parse(there.records[0]);
  record["source"]["name"].SetString(path.c_str(), record.GetAllocator());
  EXPECT_EQ(Print(record), Print(Parse(here.records[0])));
}

// Bounds ----------------------------------------------------------------------------------------

std::string Repeat(std::string_view piece, std::size_t bytes) {
  std::string text;
  text.reserve(bytes + piece.size());
  while (text.size() < bytes) text += piece;
  return text;
}

// CPU seconds of the whole way.
double CostOf(const std::string& bytes) {
  Pipeline pipeline({});
  Source source{.name = "flood", .bytes = bytes};
  const std::clock_t begin = std::clock();
  const Result<PageArticles> read = pipeline.Read(source, 1);
  if (read.ok()) {
    for (const Article& article : read.value().articles) WriteJsonLine(article, Provenance::kFull);
  }
  return static_cast<double>(std::clock() - begin) / CLOCKS_PER_SEC;
}

struct Flood {
  const char* name;
  std::string head;
  std::string piece;
  std::string tail = {};
  friend void PrintTo(const Flood& flood, std::ostream* out) { *out << flood.name; }
};

class BoundsTest : public testing::TestWithParam<Flood> {
 protected:
  // Memory that is given back after each try and faulted in again is no work of ours, and comes at
  // one size and not at its double.
  static void SetUpTestSuite() {
    mallopt(M_TRIM_THRESHOLD, 1 << 30);
    mallopt(M_MMAP_THRESHOLD, 1 << 30);
  }
};

// Linear work doubles; quadratic work is four times as much. The least of several tries, since a
// busy machine only ever adds.
TEST_P(BoundsTest, TwiceTheInputIsAtMostTwiceTheWork) {
#ifdef WARRAQ_TEST_SANITIZED
  GTEST_SKIP() << "the sanitizer's own work is not even";
#endif
  const Flood& flood = GetParam();
  // Enough of it for the work to be more than the noise of allocation.
  constexpr double kEnough = 0.015;
  constexpr std::size_t kMostBytes = std::size_t{1} << 20;
  std::size_t bytes = std::size_t{128} << 10;
  std::string whole = flood.head + Repeat(flood.piece, bytes) + flood.tail;
  std::string half;
  double once = 0;
  do {
    half = std::move(whole);
    once = CostOf(half);
    bytes *= 2;
    whole = flood.head + Repeat(flood.piece, bytes) + flood.tail;
  } while (once < kEnough && bytes < kMostBytes);
  double twice = 0;
  constexpr int kSizes = 3;  // one size may be unlucky with its addresses, over all of its tries
  constexpr int kLeastTries = 3;
  constexpr int kMostTries = 12;
  constexpr double kTooLong = 1;  // seconds; no noise is as long
  for (int size = 0; size < kSizes; ++size) {
    twice = std::numeric_limits<double>::max();
    for (int i = 1; i <= kMostTries; ++i) {
      once = std::min(once, CostOf(half));
      twice = std::min(twice, CostOf(whole));
      if (twice > kTooLong || (i >= kLeastTries && twice <= 3 * once)) break;
    }
    if (twice > kTooLong || twice <= 3 * once + 0.010) break;
    half = std::move(whole);
    once = twice;
    bytes *= 2;
    whole = flood.head + Repeat(flood.piece, bytes) + flood.tail;
  }
  EXPECT_LE(twice, 3 * once + 0.010) << once << " s, then " << twice << " s";
}

const std::string kTop = "A headline for the flood\n\n14 May 2025\n\nA paragraph says what it is. ";
const std::string kPage = "<!DOCTYPE html><title>Flood</title><body><h1>Flood</h1><p>A paragraph. ";

INSTANTIATE_TEST_SUITE_P(
    LawsTest, BoundsTest,
    testing::Values(
        Flood{"Prose", kTop, "The minister said on Monday that the plan was ready. And so on.\n"},
        Flood{"OneLongLine", kTop, "The minister said that the plan was ready. "},
        Flood{"ShortLines", kTop, "ab c\n"}, Flood{"EmptyLines", kTop, "\n"},
        Flood{"Spaces", kTop, " "}, Flood{"CombiningMarks", kTop, "\xCC\x81\xCC\xA3"},
        Flood{"ArabicMarks", kTop, "\xD9\x8E\xD9\x91"},
        Flood{"ClosingQuotes", kTop + "\xE2\x80\x9Cx\xE2\x80\x9D ",
              "\xE2\x80\x9D"
              "a "},
        Flood{"OpeningQuotes", kTop,
              "\xE2\x80\x9C"
              "a "},
        Flood{"StraightQuotes", kTop, "\"a "}, Flood{"Ampersands", kTop, "&"},
        Flood{"EscapedAmpersands", kTop, "&amp;"}, Flood{"OneDeepEscape", kTop + "&", "amp;"},
        Flood{"References", kTop, "&#1605;"}, Flood{"Escapes", kTop, "\\u0627"},
        Flood{"PercentBytes", kTop, "%D8%A7"}, Flood{"OpenEscapes", kTop, "%D8=D8"},
        // "Ø§" and "Ìîñ", which were other letters, and "Ã", which waits for its second byte.
        Flood{"Misread", kTop, "\xC3\x98\xC2\xA7 "},
        Flood{"MisreadInOneWord", kTop, "\xC3\x98\xC2\xA7"},
        Flood{"MisreadTwice", kTop, "\xC3\x83\xC6\x92\xC3\x82\xC2\xA9"},
        Flood{"MisreadLegacy", kTop, "\xC3\x8C\xC3\xAE\xC3\xB1\xC3\xAA\xC3\xA2\xC3\xA0 "},
        Flood{"LeadBytes", kTop, "\xC3\x83 "},
        Flood{"BrokenBytes", kTop + "\xD8\xA7\xD8\xA7\xD8\xA7\xD8\xA7", "a\xFF\xD8\xA7"},
        Flood{"PresentationForms", kTop, "\xEF\xBA\x8D\xEF\xBB\x9F "},
        Flood{"NoBreakSpaces", kTop, "\xC2\xA0"}, Flood{"LoneSpaces", kTop, "a\xC2\xA0"},
        Flood{"SoftHyphens", kTop, "\xC2\xAD"}, Flood{"BreakMarks", kTop, "a\xE2\x80\x8B"},
        Flood{"Fullwidth", kTop, "\xEF\xBC\xA1\n"}, Flood{"FullwidthLine", kTop, "\xEF\xBC\xA1 "},
        Flood{"EastAsian", kTop, "\xEF\xBC\xA1\xE6\x9D\xB1"},
        Flood{"Lookalikes", kTop, "M\xD0\xB0r"}, Flood{"MixedWords", kTop, "M\xD0\xB0riupol "},
        Flood{"Zeros", kTop, std::string(1, '\0')}, Flood{"CarriageReturns", kTop, "\r"},
        Flood{"Digits", kTop, "7"}, Flood{"Dates", kTop, "14 May 2025, 2025-05-14; "},
        Flood{"VisualLines", kTop, ".سمأ ةرهاقلا يف ةديدجلا ةسردملا (1)\n"},
        Flood{"OneVisualLine", kTop, "ةرهاقلا يف ةديدجلا ةسردملا ("},
        Flood{"VisualForms", kTop, "\xEF\xBA\x8E\xEF\xBB\x9F \xEF\xBA\x8E\xEF\xBB\x9F\n"},
        Flood{"Embeddings", kTop, "\xE2\x80\xAB"},
        Flood{"EmbeddedLines", kTop, "\xE2\x80\xAB a \xE2\x80\x8F(\n"},
        Flood{"DirectionMarks", kTop, "\xE2\x80\x8F a"}, Flood{"Zwnj", kTop, "\xE2\x80\x8C"},
        Flood{"SwappedArticles", kTop, "األول واإلسالم "}, Flood{"MixedDigits", kTop, "٢0٢5 "},
        Flood{"OneMixedNumber", kTop, "٢0"}, Flood{"DateLines", kTop, "14/05/2025 10:30\n"},
        Flood{"Numbers", kTop, "14 5 2025 "}, Flood{"Hyphens", kTop, "a-\n"},
        Flood{"Bylines", kTop, "By Jane Doe and "}, Flood{"BylineLines", kTop, "By Jane Doe\n"},
        Flood{"SameHeadline", kTop, "A headline for the flood\n"},
        Flood{"OpeningAngles", kPage, "<"}, Flood{"OpenTags", kPage, "<b>"},
        Flood{"NestedDivisions", kPage, "<div>"}, Flood{"ClosedDivisions", kPage, "<div>a b</div>"},
        Flood{"Paragraphs", kPage, "<p>The plan was ready. "},
        Flood{"CrossedTags", kPage, "<b><p></b>"}, Flood{"Anchors", kPage, "<a href=x>link"},
        Flood{"NestedTables", kPage, "<table><tr><td>a"},
        Flood{"Attributes", kPage + "<p ", "a=b "}, Flood{"OpenComment", kPage + "<!--", "a - b "},
        Flood{"Comments", kPage, "<!-- a -->"},
        Flood{"CommentsWithNumbers", kPage, "<!-- 12345\r\n-->"},
        Flood{"ManyScripts", kPage, "<script>x</script>"}, Flood{"OpenScripts", kPage, "<script>"},
        Flood{"PageReferences", kPage, "&lt;"},
        Flood{"Times", kPage, "<time datetime=2025-05-14>14 May</time> "},
        Flood{"Metas", "<!DOCTYPE html><title>Flood</title>",
              "<meta property=\"article:published_time\" content=\"2025-05-14\">"},
        Flood{"LinkedArticles", "<script type=\"application/ld+json\">[",
              "{\"@type\":\"Article\",\"headline\":\"\\u0061\"},",
              "1]</script><body><h1>Flood</h1><p>A paragraph says what it is."},
        Flood{"DeepJson", "<script type=\"application/ld+json\">", "{\"a\":["}),
    [](const auto& instance) { return std::string(instance.param.name); });

}  // namespace
}  // namespace warraq

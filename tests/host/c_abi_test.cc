// The C functions, called through the shared library as a C program calls them: what they give is
// what C++ gives, and no argument, however wrong, is more than a status.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>

#include <algorithm>
#include <atomic>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include "plugin/ocr/models.h"
#include "plugin/text/utf8.h"
#include "tests/samples.h"
#include "warraq/pipeline.h"
#include "warraq/warraq.h"

namespace warraq {
namespace {

using testing::HasSubstr;
using testing::Not;
using testing::StartsWith;

const std::string kSamples = WARRAQ_SOURCE_DIR "/samples/";
constexpr std::string_view kHeader = "R&amp;D\xC2\xA0\xC2\xA0\xD9\x83\xD8\xAA, 14 May 2025";

// What a call gave, freed.
std::string Take(warraq_string& string) {
  EXPECT_TRUE(string.data == nullptr ? string.size == 0 : string.data[string.size] == 0);
  std::string bytes(string.data == nullptr ? "" : string.data, string.size);
  EXPECT_TRUE(IsValidUtf8(bytes));
  warraq_string_free(&string);
  return bytes;
}

struct Answer {
  int status;
  std::string bytes;
  std::string error;
};

template <typename Call>
Answer Ask(Call call) {
  warraq_string out = {nullptr, 7};  // what was there before does not matter
  const int status = call(&out);
  return {status, Take(out), warraq_error_text()};
}

Answer Normalize(std::string_view bytes, const warraq_text_options* options = nullptr) {
  return Ask([&](warraq_string* out) {
    return warraq_normalize(bytes.data(), bytes.size(), options, out);
  });
}

Answer NormalizeJson(std::string_view bytes, const warraq_text_options* options = nullptr) {
  return Ask([&](warraq_string* out) {
    return warraq_normalize_json(bytes.data(), bytes.size(), options, out);
  });
}

Answer FindDatesJson(std::string_view text, const warraq_date_options* options = nullptr) {
  return Ask([&](warraq_string* out) {
    return warraq_find_dates(text.data(), text.size(), options, out);
  });
}

class Reader {
 public:
  explicit Reader(const warraq_pipeline_options* options = nullptr) {
    EXPECT_EQ(warraq_pipeline_new(options, &pipeline_), WARRAQ_OK) << warraq_error_text();
  }
  ~Reader() { warraq_pipeline_free(pipeline_); }
  Reader(const Reader&) = delete;
  Reader& operator=(const Reader&) = delete;

  Answer Read(const warraq_source& source) {
    return Ask([&](warraq_string* out) { return warraq_pipeline_read(pipeline_, &source, out); });
  }
  warraq_pipeline* get() { return pipeline_; }

 private:
  warraq_pipeline* pipeline_ = nullptr;
};

warraq_source Of(std::string_view bytes, const char* name = nullptr) {
  return {sizeof(warraq_source), bytes.data(), bytes.size(), name, nullptr, nullptr};
}

// The records that C++ gives.
std::string Records(const std::string& bytes, const std::string& name) {
  Pipeline pipeline({});
  Source source{.name = name, .bytes = bytes};
  const Result<PageArticles> read = pipeline.Read(source, 1);
  if (!read.ok()) return WriteFailure(source, read.error());
  std::string lines;
  for (const Article& article : read.value().articles) {
    lines += WriteJsonLine(article, Provenance::kSpans);
  }
  return lines;
}

bool HasModel(const std::string& model) {
  const std::vector<std::string> names = InstalledModels(TessdataFolder({}));
  return std::ranges::find(names, model) != names.end();
}

// --- Statuses

TEST(CAbiTest, VersionIsThatOfTheProject) { EXPECT_EQ(warraq_version(), Version()); }

TEST(CAbiTest, NumbersAndNamesOfStatusesStay) {
  const std::pair<int, const char*> kNames[] = {{0, "ok"},
                                                {1, "bad-argument"},
                                                {2, "out-of-memory"},
                                                {3, "internal"},
                                                {4, "stopped"},
                                                {5, "failed"},
                                                {16, "empty"},
                                                {17, "too-large"},
                                                {18, "not-text"},
                                                {19, "unknown-format"},
                                                {20, "too-deep"},
                                                {21, "truncated-image"},
                                                {22, "damaged-image"},
                                                {23, "image-too-large"},
                                                {24, "looping-pages"},
                                                {25, "unknown-language"},
                                                {26, "model-missing"},
                                                {27, "model-unreadable"},
                                                {28, "recognition-failed"},
                                                {29, "no-article"},
                                                {30, "damaged-markup"},
                                                {31, "missing-part"},
                                                {32, "missing-program"},
                                                {33, "program-failed"},
                                                {34, "damaged-pdf"},
                                                {35, "encrypted"},
                                                {-1, "unknown"},
                                                {6, "unknown"},
                                                {2'000'000'000, "unknown"}};
  for (const auto& [status, name] : kNames) {
    EXPECT_STREQ(warraq_status_name(status), name);
    EXPECT_EQ(*warraq_status_hint(status) == 0, status == WARRAQ_OK) << name;
  }
}

// A new code gets a number in warraq.h, unless it cannot come out of bytes.
TEST(CAbiTest, EveryReasonHasItsNumber) {
  std::set<std::string_view> numbered;
  for (int status = 0; status < 256; ++status) numbered.insert(warraq_status_name(status));

  const std::set<std::string_view> kOfFiles = {
      "missing-file", "no-permission", "unreadable",      "empty-folder", "bad-json",
      "bad-row",      "untraceable",   "damaged-archive", "unwritable",   "damaged-sites"};
  constexpr std::string_view kCodes[] = {
#define WARRAQ_CODE(id, name, hint) name,
#include "warraq/codes.inc"
#undef WARRAQ_CODE
  };
  for (const std::string_view code : kCodes) {
    EXPECT_NE(numbered.contains(code), kOfFiles.contains(code)) << code;
  }
}

TEST(CAbiTest, AnErrorIsSaidUntilTheNextCall) {
  EXPECT_EQ(warraq_normalize(nullptr, 5, nullptr, nullptr), WARRAQ_BAD_ARGUMENT);
  EXPECT_STREQ(warraq_error_text(), "there is no string for the answer");
  warraq_version();
  EXPECT_STREQ(warraq_error_text(), "there is no string for the answer");
  std::thread([] { EXPECT_STREQ(warraq_error_text(), ""); }).join();
  EXPECT_EQ(Normalize("text").error, "");
}

TEST(CAbiTest, AnErrorHasItsLimitAndEndsWithAWholeLetter) {
  for (std::size_t before = 400; before < 404; ++before) {
    std::string arabic(before, 'x');
    while (arabic.size() < 2000) arabic += "\xD9\x83";
    const warraq_pipeline_options options = {sizeof options, "image", nullptr, arabic.c_str(),
                                             nullptr};
    Reader reader(&options);
    const std::string png = ReadWhole(kSamples + "images/en-clean.png");
    const Answer answer = reader.Read(Of(png));
    EXPECT_EQ(answer.status, WARRAQ_UNKNOWN_LANGUAGE) << answer.error;
    EXPECT_LE(answer.error.size(), 511u);
    EXPECT_TRUE(IsValidUtf8(answer.error)) << answer.error;
  }
}

// --- Strings

TEST(CAbiTest, AStringIsFreedTwiceWithoutHarm) {
  warraq_string text;
  ASSERT_EQ(warraq_normalize("a", 1, nullptr, &text), WARRAQ_OK);
  warraq_string_free(&text);
  EXPECT_EQ(text.data, nullptr);
  EXPECT_EQ(text.size, 0u);
  warraq_string_free(&text);
  warraq_string_free(nullptr);
}

// --- Text

TEST(CAbiTest, TextIsThatOfCpp) {
  for (const std::string& path : SamplePaths("dumps", ".txt")) {
    const std::string bytes = ReadWhole(path);
    const Result<RepairedText> repaired = RepairText(bytes, {});
    ASSERT_TRUE(repaired.ok()) << path;
    const Answer answer = Normalize(bytes);
    EXPECT_EQ(answer.status, WARRAQ_OK) << path;
    EXPECT_EQ(answer.bytes, repaired.value().text.bytes()) << path;
  }
}

TEST(CAbiTest, TextAsJson) {
  const Answer answer = NormalizeJson(kHeader);
  EXPECT_EQ(answer.status, WARRAQ_OK);
  EXPECT_EQ(answer.bytes,
            "{\"text\":\"R&D  \xD9\x83\xD8\xAA, 14 May 2025\",\"encoding\":\"UTF-8\",\"language\":"
            "\"en\",\"script\":\"Latn\",\"direction\":\"ltr\",\"repairs\":[{\"rule\":\"entities\","
            "\"count\":1},{\"rule\":\"spaces\",\"count\":2}]}\n");
}

TEST(CAbiTest, TextInItsSearchForm) {
  const warraq_text_options options = {sizeof options, 1, 0};
  EXPECT_EQ(Normalize("CAF\xC3\x89 \xD9\xA1", &options).bytes, "caf\xC3\xA9 1");
}

TEST(CAbiTest, TextExplained) {
  const warraq_text_options options = {sizeof options, 0, 1};
  EXPECT_THAT(
      NormalizeJson(kHeader, &options).bytes,
      HasSubstr("\"changes\":[{\"rule\":\"entities\",\"from\":[[1,6]],\"before\":\"&amp;\""));
  EXPECT_THAT(NormalizeJson(kHeader).bytes, Not(HasSubstr("changes")));
}

TEST(CAbiTest, TextMayBeEmptyOrHoldZeroes) {
  warraq_string out;
  EXPECT_EQ(warraq_normalize(nullptr, 0, nullptr, &out), WARRAQ_OK);
  EXPECT_STREQ(out.data, "");
  EXPECT_EQ(Take(out), "");
  EXPECT_EQ(Normalize("").status, WARRAQ_OK);
  std::string zeroes;
  for (int line = 0; line < 100; ++line) zeroes += "A line of a text as others are.\n";
  zeroes.insert(40, 1, '\0');
  const Result<RepairedText> repaired = RepairText(zeroes, {});
  ASSERT_TRUE(repaired.ok()) << repaired.error().what;
  EXPECT_GT(repaired.value().text.bytes().size(), 3000u);
  EXPECT_EQ(Normalize(zeroes).bytes, repaired.value().text.bytes());
}

TEST(CAbiTest, TextThatIsNone) {
  const std::string png = ReadWhole(kSamples + "images/en-clean.png");
  const Answer answer = Normalize(png);
  EXPECT_EQ(answer.status, WARRAQ_NOT_TEXT) << answer.bytes.substr(0, 80);
  EXPECT_EQ(answer.bytes, "");
  EXPECT_NE(answer.error, "");
}

TEST(CAbiTest, TextArgumentsThatAreWrong) {
  warraq_string out;
  EXPECT_EQ(warraq_normalize("a", 1, nullptr, nullptr), WARRAQ_BAD_ARGUMENT);
  EXPECT_EQ(warraq_normalize_json("a", 1, nullptr, nullptr), WARRAQ_BAD_ARGUMENT);
  EXPECT_EQ(warraq_normalize(nullptr, 1, nullptr, &out), WARRAQ_BAD_ARGUMENT);
  EXPECT_EQ(Take(out), "");
  // The size alone is enough to refuse: nothing is read.
  EXPECT_EQ(warraq_normalize("a", SIZE_MAX, nullptr, &out), WARRAQ_TOO_LARGE);
  EXPECT_EQ(Take(out), "");
  EXPECT_EQ(warraq_normalize_json("a", std::size_t{1} << 31, nullptr, &out), WARRAQ_TOO_LARGE);
  const warraq_text_options kWrong[] = {{sizeof(warraq_text_options), 2, 0},
                                        {sizeof(warraq_text_options), 0, 0x80000000},
                                        {0, 0, 0},
                                        {sizeof(std::size_t) - 1, 0, 0},
                                        {SIZE_MAX, 0, 0},
                                        {5000, 0, 0}};
  for (const warraq_text_options& options : kWrong) {
    const Answer answer = Normalize("a", &options);
    EXPECT_EQ(answer.status, WARRAQ_BAD_ARGUMENT);
    EXPECT_EQ(answer.bytes, "");
    EXPECT_NE(answer.error, "");
  }
}

// --- Structs of other versions

TEST(CAbiTest, AStructOfAnOlderVersionHasDefaults) {
  warraq_text_options options = {sizeof(std::size_t), 99,
                                 99};  // what is behind its end is not read
  EXPECT_EQ(Normalize("A", &options).bytes, "A");
  options = {offsetof(warraq_text_options, explain), 1, 99};
  EXPECT_EQ(Normalize("A", &options).bytes, "a");
}

TEST(CAbiTest, AStructOfANewerVersionMayAskForNothingNew) {
  struct Newer {
    warraq_text_options known;
    std::uint64_t unknown;
  } newer = {{sizeof newer, 1, 0}, 0};
  EXPECT_EQ(Normalize("A", &newer.known).bytes, "a");
  newer.unknown = 1;
  EXPECT_EQ(Normalize("A", &newer.known).status, WARRAQ_BAD_ARGUMENT);
}

// A struct at the very end of the memory that may be read: not a byte more is looked at.
TEST(CAbiTest, AStructIsNotReadBehindItsEnd) {
  constexpr std::size_t kPage = 65536;
  void* memory =
      mmap(nullptr, 2 * kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(memory, MAP_FAILED);
  ASSERT_EQ(mprotect(static_cast<char*>(memory) + kPage, kPage, PROT_NONE), 0);
  char* const at = static_cast<char*>(memory) + kPage - sizeof(std::size_t);
  *reinterpret_cast<std::size_t*>(at) = sizeof(std::size_t);
  EXPECT_EQ(Normalize("A", reinterpret_cast<warraq_text_options*>(at)).bytes, "A");
  EXPECT_EQ(FindDatesJson("A", reinterpret_cast<warraq_date_options*>(at)).status, WARRAQ_OK);
  Reader reader(reinterpret_cast<warraq_pipeline_options*>(at));
  EXPECT_EQ(reader.Read(*reinterpret_cast<warraq_source*>(at)).status, WARRAQ_EMPTY);
  munmap(memory, 2 * kPage);
}

// --- Dates

TEST(CAbiTest, DatesWithTheirPlaces) {
  const Answer answer = FindDatesJson("Cairo, 14 May 2025");
  EXPECT_EQ(answer.status, WARRAQ_OK);
  EXPECT_EQ(answer.bytes,
            "{\"dates\":[{\"edtf\":\"2025-05-14\",\"text\":\"14 May 2025\",\"start\":7,\"end\":18,"
            "\"calendar\":\"gregory\",\"kind\":\"event\"}]}\n");
}

TEST(CAbiTest, DatesByReferenceAndLanguage) {
  warraq_date_options options = {sizeof options, "2025-05-14", nullptr};
  EXPECT_THAT(FindDatesJson("yesterday", &options).bytes, HasSubstr("\"2025-05-13\""));
  options = {sizeof options, nullptr, "en-US"};
  EXPECT_THAT(FindDatesJson("on 02/03/2024", &options).bytes, HasSubstr("\"2024-02-03\""));
  options = {sizeof options, nullptr, "en-GB"};
  EXPECT_THAT(FindDatesJson("on 02/03/2024", &options).bytes, HasSubstr("\"2024-03-02\""));
  options = {sizeof options, "no date at all", "no language"};
  EXPECT_EQ(FindDatesJson("14 May 2025", &options).status, WARRAQ_OK);
}

TEST(CAbiTest, DatesOfAnyBytesAreValidJsonText) {
  std::string bytes;
  for (int byte = 0; byte < 256; ++byte) {
    bytes += "14" + std::string(1, static_cast<char>(byte)) + "May 2025, 1\xD9 May\xA0 2024 ";
  }
  EXPECT_EQ(FindDatesJson(bytes).status, WARRAQ_OK);
  EXPECT_EQ(FindDatesJson("").bytes, "{\"dates\":[]}\n");
}

TEST(CAbiTest, DateArgumentsThatAreWrong) {
  warraq_string out;
  EXPECT_EQ(warraq_find_dates("a", 1, nullptr, nullptr), WARRAQ_BAD_ARGUMENT);
  EXPECT_EQ(warraq_find_dates(nullptr, 1, nullptr, &out), WARRAQ_BAD_ARGUMENT);
  EXPECT_EQ(Take(out), "");
  EXPECT_EQ(warraq_find_dates("a", SIZE_MAX, nullptr, &out), WARRAQ_TOO_LARGE);
  EXPECT_EQ(warraq_find_dates(nullptr, 0, nullptr, &out), WARRAQ_OK);
  Take(out);
  const warraq_date_options options = {1, nullptr, nullptr};
  EXPECT_EQ(warraq_find_dates("a", 1, &options, &out), WARRAQ_BAD_ARGUMENT);
}

// --- Records

TEST(CAbiTest, RecordsAreThoseOfCpp) {
  Reader reader;
  for (const char* name : {"pages/en-json-ld.html", "pages/en-three-posts.html",
                           "pages/ar-windows-1256-declared-utf8.html", "dumps/ru-koi8-r-digest.txt",
                           "dumps/seed-001.txt"}) {
    const std::string bytes = ReadWhole(kSamples + name);
    const Answer answer = reader.Read(Of(bytes, name));
    EXPECT_EQ(answer.status, WARRAQ_OK) << answer.error;
    EXPECT_EQ(answer.bytes, Records(bytes, name));
  }
}

TEST(CAbiTest, APageWithoutAnArticleHasAFailureLine) {
  Reader reader;
  const std::string bytes = ReadWhole(kSamples + "pages/en-login.html");
  const Answer answer = reader.Read(Of(bytes, "login"));
  EXPECT_EQ(answer.status, WARRAQ_NO_ARTICLE);
  EXPECT_THAT(answer.bytes, StartsWith("{\"schema\":\"warraq/failure/1\""));
  EXPECT_EQ(answer.bytes, Records(bytes, "login"));
  EXPECT_NE(answer.error, "");
}

TEST(CAbiTest, ARecordSaysWhatTheCallerKnows) {
  Reader reader;
  const std::string bytes = ReadWhole(kSamples + "pages/en-json-ld.html");
  warraq_source source = Of(bytes, "a\xFF.html");
  source.uri = "https://example.org/";
  source.retrieved = "2025-05-14";
  const Answer answer = reader.Read(source);
  EXPECT_THAT(answer.bytes, HasSubstr("\"name\":\"a\xEF\xBF\xBD.html\""));
  EXPECT_THAT(answer.bytes,
              HasSubstr("\"uri\":\"https://example.org/\",\"retrieved\":\"2025-05-14\""));
  EXPECT_THAT(reader.Read(Of(bytes)).bytes, HasSubstr("\"name\":\"-\""));
}

TEST(CAbiTest, PipelinesAreOptions) {
  const std::string bytes = ReadWhole(kSamples + "pages/en-json-ld.html");
  warraq_pipeline_options options = {sizeof options, nullptr, "none", nullptr, nullptr};
  EXPECT_THAT(Reader(&options).Read(Of(bytes)).bytes, Not(HasSubstr("\"from\"")));
  options.provenance = "full";
  EXPECT_THAT(Reader(&options).Read(Of(bytes)).bytes, HasSubstr("\"map\""));
  options.provenance = "spans";
  options.from = "text";
  EXPECT_THAT(Reader(&options).Read(Of(bytes)).bytes, HasSubstr("\"media_type\":\"text/plain\""));
  options.from = "image";
  const Answer no_image = Reader(&options).Read(Of(bytes));
  EXPECT_EQ(no_image.status, WARRAQ_UNKNOWN_FORMAT) << no_image.error;
}

TEST(CAbiTest, PipelineArgumentsThatAreWrong) {
  warraq_pipeline* pipeline = nullptr;
  EXPECT_EQ(warraq_pipeline_new(nullptr, nullptr), WARRAQ_BAD_ARGUMENT);
  const warraq_pipeline_options kWrong[] = {
      {sizeof(warraq_pipeline_options), "docx", nullptr, nullptr, nullptr},
      {sizeof(warraq_pipeline_options), "", nullptr, nullptr, nullptr},
      {sizeof(warraq_pipeline_options), nullptr, "all", nullptr, nullptr},
      {0, nullptr, nullptr, nullptr, nullptr}};
  for (const warraq_pipeline_options& options : kWrong) {
    pipeline = reinterpret_cast<warraq_pipeline*>(&pipeline);
    EXPECT_EQ(warraq_pipeline_new(&options, &pipeline), WARRAQ_BAD_ARGUMENT);
    EXPECT_EQ(pipeline, nullptr);
  }
  warraq_pipeline_free(nullptr);

  Reader reader;
  const warraq_source source = Of("text");
  warraq_string out;
  EXPECT_EQ(warraq_pipeline_read(nullptr, &source, &out), WARRAQ_BAD_ARGUMENT);
  EXPECT_EQ(warraq_pipeline_read(reader.get(), nullptr, &out), WARRAQ_BAD_ARGUMENT);
  EXPECT_EQ(warraq_pipeline_read(reader.get(), &source, nullptr), WARRAQ_BAD_ARGUMENT);
  EXPECT_EQ(warraq_pipeline_read_pages(reader.get(), &source, nullptr, nullptr),
            WARRAQ_BAD_ARGUMENT);
  warraq_source wrong = {sizeof wrong, nullptr, 5, nullptr, nullptr, nullptr};
  EXPECT_EQ(reader.Read(wrong).status, WARRAQ_BAD_ARGUMENT);
  wrong.struct_size = 0;
  EXPECT_EQ(reader.Read(wrong).status, WARRAQ_BAD_ARGUMENT);
  wrong = {sizeof wrong, "a", SIZE_MAX, nullptr, nullptr, nullptr};
  EXPECT_EQ(reader.Read(wrong).status, WARRAQ_TOO_LARGE);
  const Answer empty = reader.Read(Of(""));
  EXPECT_EQ(empty.status, WARRAQ_EMPTY);
  EXPECT_THAT(empty.bytes, HasSubstr("\"code\":\"empty\""));
}

TEST(CAbiTest, APictureThatIsCutShort) {
  Reader reader;
  const std::string png = ReadWhole(kSamples + "images/en-clean.png");
  const Answer answer = reader.Read(Of(std::string_view(png).substr(0, png.size() / 2)));
  EXPECT_EQ(answer.status, WARRAQ_TRUNCATED_IMAGE) << answer.error;
  EXPECT_THAT(answer.bytes, HasSubstr("\"code\":\"truncated-image\""));
}

TEST(CAbiTest, AModelThatIsNotThere) {
  const warraq_pipeline_options options = {sizeof options, nullptr, nullptr, "qqq", nullptr};
  Reader reader(&options);
  const std::string png = ReadWhole(kSamples + "images/en-clean.png");
  EXPECT_EQ(reader.Read(Of(png)).status, WARRAQ_MODEL_MISSING);
}

struct Pages {
  std::vector<std::string> lines = {};
  std::size_t most = SIZE_MAX;
  warraq_pipeline* pipeline = nullptr;  // that is used from inside

  static int Take(void* context, const char* lines, size_t size) {
    auto& pages = *static_cast<Pages*>(context);
    pages.lines.emplace_back(lines, size);
    if (pages.pipeline != nullptr) {
      const warraq_source source = Of("Log in\nPassword\n");
      warraq_string inside;
      warraq_pipeline_read(pages.pipeline, &source, &inside);
      pages.lines.push_back(warraq::Take(inside));
    }
    return pages.lines.size() < pages.most ? 0 : 1;
  }
};

TEST(CAbiTest, PagesComeOneByOne) {
  const std::string bytes = ReadWhole(kSamples + "pages/en-three-posts.html");
  const warraq_source source = Of(bytes, "posts");
  Reader reader;
  Pages pages{.pipeline = reader.get()};
  EXPECT_EQ(warraq_pipeline_read_pages(reader.get(), &source, Pages::Take, &pages), WARRAQ_OK);
  ASSERT_EQ(pages.lines.size(), 2u);
  EXPECT_EQ(pages.lines[0], Records(bytes, "posts"));
  EXPECT_THAT(pages.lines[1], HasSubstr("\"bytes\":16}"));
}

TEST(CAbiTest, PagesOfAScanUntilTheCallerHasEnough) {
  if (!HasModel("eng")) GTEST_SKIP() << "tesseract-ocr-eng is not installed";
  const std::string tiff = ReadWhole(kSamples + "images/en-ar-two-pages.tif");
  const warraq_source source = Of(tiff, "two-pages.tif");
  const warraq_pipeline_options options = {sizeof options, nullptr, nullptr, "eng", nullptr};
  Reader reader(&options);
  Pages pages{.most = 1};
  EXPECT_EQ(warraq_pipeline_read_pages(reader.get(), &source, Pages::Take, &pages), WARRAQ_STOPPED);
  ASSERT_EQ(pages.lines.size(), 1u);
  EXPECT_THAT(pages.lines[0], HasSubstr("\"media_type\":\"image/tiff\""));
}

// --- Threads

TEST(CAbiTest, ThreadsDoNotDisturbOneAnother) {
  const std::string page = ReadWhole(kSamples + "pages/ar-two-calendars.html");
  const std::string dump = ReadWhole(kSamples + "dumps/ar-mojibake.txt");
  const std::string records = Records(page, "page");
  const std::string text = Normalize(dump).bytes;
  const std::string dates = FindDatesJson(dump).bytes;
  Reader shared;
  std::atomic<int> wrong = 0;
  const auto work = [&](bool with_errors) {
    Reader own;
    for (int round = 0; round < 20; ++round) {
      wrong += shared.Read(Of(page, "page")).bytes != records;
      wrong += own.Read(Of(page, "page")).bytes != records;
      wrong += Normalize(dump).bytes != text;
      wrong += FindDatesJson(dump).bytes != dates;
      if (with_errors) warraq_normalize("a", 1, nullptr, nullptr);
      wrong += (*warraq_error_text() != 0) != with_errors;
    }
  };
  std::thread first(work, true), second(work, false), third(work, true);
  first.join();
  second.join();
  third.join();
  EXPECT_EQ(wrong, 0);
}

// Pictures, each thread with a pipeline of its own: models are loaded while others recognize. What
// Tesseract shares between them is seen by a build with -DWARRAQ_SANITIZE=THREAD.
TEST(CAbiTest, ThreadsRecognizeAtOnce) {
  if (!HasModel("eng")) GTEST_SKIP() << "tesseract-ocr-eng is not installed";
  const std::string scan = ReadWhole(kSamples + "images/en-skewed-salt.png");
  const warraq_pipeline_options options = {sizeof options, nullptr, nullptr, "eng", nullptr};
  const auto read = [&] { return Reader(&options).Read(Of(scan, "scan")).bytes; };
  const std::string records = read();
  EXPECT_THAT(records, HasSubstr("warraq/article"));
  std::atomic<int> wrong = 0;
  const auto work = [&] { wrong += read() != records; };
  std::thread first(work), second(work), third(work);
  first.join();
  second.join();
  third.join();
  EXPECT_EQ(wrong, 0);
}

// Eight at once, each calling every function, with its own pipelines and one that all share.
TEST(CAbiTest, ManyThreadsCallEverything) {
  const std::string page = ReadWhole(kSamples + "pages/en-json-ld.html");
  const std::string hocr = ReadWhole(kSamples + "recognized/en.hocr");
  const std::string records = Records(page, "page");
  const std::string recognized = Records(hocr, "page");
  const std::string text = Normalize(page).bytes;
  const std::string dates = FindDatesJson(page).bytes;
  Reader shared;
  std::atomic<int> wrong = 0;
  const auto work = [&] {
    for (int round = 0; round < 4; ++round) {
      Reader own;  // warraq_pipeline_new, and warraq_pipeline_free in the end
      wrong += own.Read(Of(page, "page")).bytes != records;
      wrong += shared.Read(Of(hocr, "page")).bytes != recognized;
      Pages pages;
      const warraq_source source = Of(hocr, "page");
      wrong += warraq_pipeline_read_pages(own.get(), &source, Pages::Take, &pages) != WARRAQ_OK;
      wrong += pages.lines != std::vector<std::string>{recognized};
      wrong += Normalize(page).bytes != text;
      wrong += NormalizeJson(page).status != WARRAQ_OK;
      wrong += FindDatesJson(page).bytes != dates;
      wrong += warraq_normalize("a", 1, nullptr, nullptr) != WARRAQ_BAD_ARGUMENT;
      wrong += *warraq_error_text() == 0;
      wrong += std::string_view(warraq_status_name(WARRAQ_EMPTY)) != "empty";
      wrong += *warraq_status_hint(WARRAQ_EMPTY) == 0 || warraq_version() != Version();
    }
  };
  std::vector<std::thread> threads;
  for (int i = 0; i < 8; ++i) threads.emplace_back(work);
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(wrong, 0);
}

}  // namespace
}  // namespace warraq

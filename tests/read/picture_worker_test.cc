// Pictures that break the process that reads them, and what comes of it.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <leptonica/allheaders.h>
#include <signal.h>

#include <chrono>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <string>
#include <vector>

#include "plugin/ocr/models.h"
#include "plugin/ocr/pix.h"
#include "plugin/read/picture_reader.h"
#include "plugin/read/picture_wire.h"
#include "tests/read/hostile.h"
#include "tests/samples.h"

namespace warraq {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

Options InAWorker() {
  Options options;
  options.picture_worker = WARRAQ_TOOL;
  return options;
}

std::string Sample(const std::string& name) {
  return ReadWhole(WARRAQ_SOURCE_DIR "/samples/images/" + name);
}

// The English sample, so wide.
std::string Png(std::uint32_t width) {
  const std::string bytes = Sample("en-clean.png");
  const PixPointer page(
      pixReadMemPng(reinterpret_cast<const l_uint8*>(bytes.data()), bytes.size()));
  const PixPointer scaled(pixScaleToSize(page.get(), static_cast<l_int32>(width), 0));
  l_uint8* data = nullptr;
  std::size_t size = 0;
  EXPECT_EQ(pixWriteMemPng(&data, &size, scaled.get(), 0), 0);
  std::string png(reinterpret_cast<const char*>(data), size);
  lept_free(data);
  return png;
}
std::string Png(Hostile hostile) { return Png(static_cast<std::uint32_t>(hostile)); }

std::string TextOf(const Recognition& page) {
  std::string text;
  for (const OcrLine& line : page.lines) {
    for (const OcrWord& word : line.words) text += word.text + " ";
  }
  return text;
}

class PictureWorkerTest : public testing::Test {
 protected:
  void SetUp() override {
    const std::vector<std::string> models = InstalledModels(TessdataFolder({}));
    if (std::ranges::find(models, "eng") == models.end()) GTEST_SKIP() << "no model for English";
    starts_ = testing::TempDir() + "warraq-starts-" +
              testing::UnitTest::GetInstance()->current_test_info()->name();
    fs::remove(starts_);
    setenv("HOSTILE_STARTS", starts_.c_str(), 1);
    setenv("LD_PRELOAD", WARRAQ_HOSTILE, 1);
  }
  void TearDown() override {
    unsetenv("LD_PRELOAD");
    unsetenv("HOSTILE_STARTS");
  }
  std::uintmax_t starts() const { return fs::exists(starts_) ? fs::file_size(starts_) : 0; }

  // The error of a picture that is tried twice, after which the reader goes on with others.
  Error ErrorOf(Hostile hostile, const Options& options) {
    const std::uintmax_t before = starts();
    const std::unique_ptr<PictureReader> reader = MakePictureReader(options);
    const Result<Recognition> page = reader->Read({.bytes = Png(hostile)}, "eng");
    EXPECT_FALSE(page.ok());
    EXPECT_EQ(starts(), before + 2);
    const Result<Recognition> next = reader->Read({.bytes = Png(700)}, "eng");
    EXPECT_TRUE(next.ok());
    EXPECT_EQ(starts(), before + 3);
    return page.ok() ? Error{} : page.error();
  }

 private:
  std::string starts_;
};

TEST_F(PictureWorkerTest, ReadsWhatThisProcessReads) {
  for (const char* name : {"en-clean.png", "ar-en-two-digit-sets.png", "fa-yellowed.jp2",
                           "ru-low-contrast.webp", "en-ar-two-pages.tif"}) {
    const std::string bytes = Sample(name);
    const int number = std::string(name).ends_with(".tif") ? 2 : 1;
    const Picture picture{.bytes = bytes, .number = number};
    const Result<Recognition> there = MakePictureReader(InAWorker())->Read(picture, "auto");
    const Result<Recognition> here = MakePictureReader({})->Read(picture, "auto");
    ASSERT_TRUE(there.ok()) << name << ": " << there.error().what;
    ASSERT_TRUE(here.ok()) << name;
    EXPECT_EQ(Pack(there.value()), Pack(here.value())) << name;
    EXPECT_GT(here.value().lines.size(), 3u) << name;
  }
  EXPECT_EQ(starts(), 5u);
}

TEST_F(PictureWorkerTest, OneProcessReadsManyPictures) {
  const std::unique_ptr<PictureReader> reader = MakePictureReader(InAWorker());
  EXPECT_EQ(starts(), 0u);  // nothing is started before the first
  const std::string tiff = Sample("en-ar-two-pages.tif");
  for (const int number : {1, 2}) {
    EXPECT_TRUE(reader->Read({.bytes = tiff, .number = number, .sha256 = "a"}, "eng").ok());
  }
  const Result<Recognition> third =
      reader->Read({.bytes = tiff, .number = 3, .sha256 = "a"}, "eng");
  ASSERT_FALSE(third.ok());
  EXPECT_EQ(third.error().code, Code::kDamagedImage);
  const Result<Recognition> missing = reader->Read({.bytes = tiff, .sha256 = "a"}, "klingon");
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, Code::kUnknownLanguage);
  EXPECT_EQ(starts(), 1u);
}

TEST_F(PictureWorkerTest, ACrashIsTriedAgainAndIsAnError) {
  const Error error = ErrorOf(Hostile::kCrashes, InAWorker());
  EXPECT_EQ(error.code, Code::kCrashed) << error.what;
  EXPECT_THAT(error.what, HasSubstr("with less effort too"));
}

TEST_F(PictureWorkerTest, ASecondTryMaySucceed) {
  const std::string png = Png(Hostile::kCrashesOnce);
  const Result<Recognition> page = MakePictureReader(InAWorker())->Read({.bytes = png}, "eng");
  ASSERT_TRUE(page.ok()) << page.error().what;
  EXPECT_TRUE(page.value().less_effort);
  EXPECT_THAT(TextOf(page.value()), HasSubstr(" the "));
  EXPECT_EQ(starts(), 2u);
}

TEST_F(PictureWorkerTest, EndlessWorkEnds) {
  Options options = InAWorker();
  options.limits.page_seconds = 4;
  const auto begin = std::chrono::steady_clock::now();
  const Error error = ErrorOf(Hostile::kHangs, options);
  EXPECT_EQ(error.code, Code::kTimedOut) << error.what;
  EXPECT_THAT(error.what, HasSubstr("page_seconds = 4"));
  EXPECT_LT(std::chrono::steady_clock::now() - begin, std::chrono::seconds(200));
}

TEST_F(PictureWorkerTest, StandingStillEnds) {
  Options options = InAWorker();
  options.limits.page_seconds = 4;
  EXPECT_EQ(ErrorOf(Hostile::kSleeps, options).code, Code::kTimedOut);
}

TEST_F(PictureWorkerTest, MemoryEnds) {
  const Error error = ErrorOf(Hostile::kEatsMemory, InAWorker());
  EXPECT_EQ(error.code, Code::kOutOfMemory) << error.what;
  EXPECT_THAT(error.what, HasSubstr("page_memory"));
}

TEST_F(PictureWorkerTest, ItReachesNothing) {
  const std::string png = Png(Hostile::kReaches);
  const Result<Recognition> page = MakePictureReader(InAWorker())->Read({.bytes = png}, "eng");
  ASSERT_TRUE(page.ok()) << page.error().what;
  EXPECT_FALSE(page.value().less_effort);
  // And it has tried.
  EXPECT_EQ(ErrorOf(Hostile::kReachesNot, InAWorker()).code, Code::kCrashed);
}

TEST_F(PictureWorkerTest, AProgramThatIsNoneIsTriedThriceInAll) {
  for (const char* program : {"/bin/false", "/no/such/program"}) {
    Options options;
    options.picture_worker = program;
    const std::unique_ptr<PictureReader> reader = MakePictureReader(options);
    for (int i = 0; i < 2; ++i) {
      const Result<Recognition> page = reader->Read({.bytes = Sample("en-clean.png")}, "eng");
      ASSERT_FALSE(page.ok());
      EXPECT_EQ(page.error().code, Code::kProgramFailed);
    }
  }
}

Recognition SmallPage() {
  Recognition page;
  page.recognizer = "tesseract 5", page.width = 100, page.height = 50, page.confidence = 0.5F;
  OcrWord word{.text = "\xD9\x83", .box = {1, 2, 3, 4}, .confidence = 0.25F};
  word.alternatives = {{.at = {0, 2}, .text = "x", .confidence = 0.125F, .purpose = "p"}};
  page.lines = {{.words = {word},
                 .box = {0, 0, 100, 50},
                 .letter_height = 7.5F,
                 .block = 1,
                 .paragraph = 2,
                 .right_to_left = true}};
  return page;
}

TEST(PictureWireTest, APageComesBackWhole) {
  const std::string bytes = Pack(SmallPage());
  const std::optional<Recognition> page = UnpackPage(bytes);
  ASSERT_TRUE(page);
  EXPECT_EQ(Pack(*page), bytes);
  EXPECT_EQ(page->lines[0].words[0].alternatives[0].purpose, "p");
}

TEST(PictureWireTest, CutOrLongerItIsNothing) {
  const std::string bytes = Pack(SmallPage());
  for (std::size_t size = 0; size < bytes.size(); ++size) {
    EXPECT_FALSE(UnpackPage(std::string_view(bytes).substr(0, size))) << size;
  }
  EXPECT_FALSE(UnpackPage(bytes + "x"));
  const std::string error = Pack(Error{Code::kDamagedImage, 3, "what", 4});
  EXPECT_EQ(UnpackError(error)->what, "what");
  EXPECT_FALSE(UnpackError(error.substr(1)));
  EXPECT_FALSE(UnpackError(Pack(Error{Code::kMissingFile, 0, "of no picture"})));
}

TEST(PictureWireTest, WhatNoRecognizerFindsIsNothing) {
  const struct {
    const char* what;
    void (*change)(Recognition&);
  } kCases[] = {
      {"a box beyond the page", [](Recognition& p) { p.lines[0].box.width = 101; }},
      {"a box that overflows", [](Recognition& p) { p.lines[0].words[0].box.x = 2147483647; }},
      {"a box before the page", [](Recognition& p) { p.lines[0].words[0].box.y = -1; }},
      {"no size", [](Recognition& p) { p.width = 0; }},
      {"a confidence that is no number", [](Recognition& p) { p.confidence = std::nanf(""); }},
      {"an endless height",
       [](Recognition& p) { p.lines[0].letter_height = std::numeric_limits<float>::infinity(); }},
      {"no words", [](Recognition& p) { p.lines[0].words.clear(); }},
      {"an empty word", [](Recognition& p) { p.lines[0].words[0].text.clear(); }},
      {"a broken letter", [](Recognition& p) { p.lines[0].words[0].text = "\xD9"; }},
      {"a line feed", [](Recognition& p) { p.lines[0].words[0].text = "a\nb"; }},
      {"a block before the first", [](Recognition& p) { p.lines[0].block = -1; }},
      {"an alternative beyond its word",
       [](Recognition& p) { p.lines[0].words[0].alternatives[0].at.end = 9; }},
  };
  for (const auto& [what, change] : kCases) {
    Recognition page = SmallPage();
    change(page);
    EXPECT_FALSE(UnpackPage(Pack(page))) << what;
  }
}

}  // namespace
}  // namespace warraq

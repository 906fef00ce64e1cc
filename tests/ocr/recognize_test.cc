// What goes wrong before a letter is read (models, languages, limits), blank pages, and a line of
// text in Leptonica's own bitmap font, read with whatever model for English is installed.

#include "plugin/ocr/recognize.h"

#include <gtest/gtest.h>
#include <leptonica/allheaders.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <utility>
#include <vector>

#include "plugin/ocr/models.h"
#include "plugin/ocr/order.h"
#include "plugin/ocr/prepare.h"

namespace warraq {
namespace {

PageImage Blank(int width = 400, int height = 300) {
  PixPointer pix(pixCreate(width, height, 8));
  pixSetAll(pix.get());
  return {std::move(pix), false};
}

PageImage Printed(const std::vector<std::string>& lines) {
  SilenceLeptonica();
  PixPointer pix(pixCreate(1000, 60 + 50 * static_cast<int>(lines.size()), 8));
  pixSetAll(pix.get());
  L_BMF* font = bmfCreate(nullptr, 14);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    pixSetTextline(pix.get(), font, lines[i].c_str(), 0, 20, 60 + 50 * static_cast<int>(i), nullptr,
                   nullptr);
  }
  bmfDestroy(&font);
  return {std::move(pix), false};
}

bool IsInstalled(const std::string& model) {
  const std::vector<std::string> names = InstalledModels(TessdataFolder({}));
  return std::find(names.begin(), names.end(), model) != names.end();
}

std::string TextOf(const Recognition& page) {
  std::string text;
  for (const OcrLine& line : page.lines) {
    for (const OcrWord& word : line.words) text += word.text + " ";
  }
  return text;
}

// A folder that is gone at the end of the test.
class ModelFolder {
 public:
  explicit ModelFolder(const std::string& name)
      : path_(std::filesystem::path(testing::TempDir()) / ("warraq-" + name)) {
    std::filesystem::create_directories(path_);
  }
  ~ModelFolder() { std::filesystem::remove_all(path_); }
  ModelFolder(const ModelFolder&) = delete;
  ModelFolder& operator=(const ModelFolder&) = delete;

  void Write(const std::string& model, const std::string& bytes) const {
    std::ofstream(path_ / (model + ".traineddata"), std::ios::binary) << bytes;
  }
  Options options() const {
    Options options;
    options.tessdata = path_.string();
    return options;
  }

 private:
  std::filesystem::path path_;
};

Code CodeOf(const Options& options, std::string_view language) {
  Recognizer recognizer(options);
  const Result<Recognition> page = recognizer.Recognize(Printed({"some words to read"}), language);
  EXPECT_FALSE(page.ok()) << language;
  return page.ok() ? Code::kLie : page.error().code;
}

TEST(Models, UnknownLanguages) {
  for (const char* name : {"klingon", "../eng", "eng+../../x", "eng ara", "+", "eng+", "a/b", "osd",
                           "script/../eng", "/eng", "eng\n"}) {
    if (std::string_view(name).starts_with("eng") && !IsInstalled("eng")) continue;
    EXPECT_EQ(CodeOf({}, name), Code::kUnknownLanguage) << name;
  }
}

TEST(Models, MissingOnesAreNamed) {
  const ModelFolder folder("missing");
  Recognizer recognizer(folder.options());
  for (const char* language : {"eng", "Arabic", "auto"}) {
    const Result<Recognition> page = recognizer.Recognize(Printed({"some words"}), language);
    ASSERT_FALSE(page.ok());
    EXPECT_EQ(page.error().code, Code::kModelMissing);
    EXPECT_NE(page.error().what.find(folder.options().tessdata), std::string::npos);
  }
}

TEST(Models, RubbishIsUnreadable) {
  const ModelFolder folder("rubbish");
  const std::string far("\x18\0\0\0" + std::string(8 * 24, '\x7F'));
  for (const std::string& bytes :
       {std::string(), std::string("no model"), std::string(5000, 'x'), std::string(5000, '\0'),
        far, std::string("\x18\0\0\0", 4) + std::string(8 * 24, '\xFF')}) {
    folder.Write("eng", bytes);
    EXPECT_EQ(CodeOf(folder.options(), "eng"), Code::kModelUnreadable) << bytes.size();
    EXPECT_EQ(CodeOf(folder.options(), "auto"), Code::kModelUnreadable) << bytes.size();
  }
}

TEST(Models, CutShortIsUnreadable) {
  if (!IsInstalled("eng")) GTEST_SKIP() << "no model for English";
  std::ifstream file(TessdataFolder({}) + "/eng.traineddata", std::ios::binary);
  const std::string whole((std::istreambuf_iterator<char>(file)), {});
  const ModelFolder folder("cut");
  for (const std::size_t part : {100u, 200u, 1000u}) {
    folder.Write("eng", whole.substr(0, part));
    EXPECT_EQ(CodeOf(folder.options(), "eng"), Code::kModelUnreadable);
  }
}

TEST(Recognizer, BlankPageHasNoLines) {
  if (!IsInstalled("eng")) GTEST_SKIP() << "no model for English";
  Recognizer recognizer{Options{}};
  for (const char* language : {"auto", "eng"}) {
    const Result<Recognition> page = recognizer.Recognize(Blank(), language);
    ASSERT_TRUE(page.ok()) << page.error().what;
    EXPECT_TRUE(page.value().lines.empty());
    EXPECT_EQ(page.value().width, 400);
  }
  EXPECT_TRUE(recognizer.Recognize(Blank(1, 1), "eng").ok());
  EXPECT_TRUE(recognizer.Recognize(Blank(3, 2000), "eng").ok());
}

TEST(Recognizer, ReadsEnglishAndPlacesIt) {
  if (!IsInstalled("eng")) GTEST_SKIP() << "no model for English";
  const PageImage image = Printed({"The paper came out on Monday", "and was sold before noon."});
  Recognizer recognizer{Options{}};
  const Result<Recognition> page = recognizer.Recognize(image, "auto");
  ASSERT_TRUE(page.ok()) << page.error().what;
  EXPECT_NE(TextOf(page.value()).find("Monday"), std::string::npos) << TextOf(page.value());
  EXPECT_NE(page.value().recognizer.find("tesseract "), std::string::npos);
  EXPECT_NE(page.value().recognizer.find("eng"), std::string::npos) << page.value().recognizer;
  ASSERT_EQ(page.value().lines.size(), 2u);
  const OcrLine& first = page.value().lines.front();
  EXPECT_FALSE(first.right_to_left);
  EXPECT_GT(first.letter_height, 5);
  EXPECT_LT(first.box.y, page.value().lines.back().box.y);
  for (const OcrWord& word : first.words) {
    EXPECT_GE(word.box.x, 15);
    EXPECT_LE(word.box.x + word.box.width, image.width());
    EXPECT_GT(word.box.height, 5);
    EXPECT_LE(word.confidence, 1);
  }
}

// What a page gives does not depend on the pages before it.
TEST(Recognizer, ForgetsThePagesBefore) {
  if (!IsInstalled("eng")) GTEST_SKIP() << "no model for English";
  const PageImage first = Printed({"Prices of bread rose again"});
  const PageImage second = Printed({"The harbour was closed on Friday", "by order of the port"});
  Recognizer fresh{Options{}}, used{Options{}};
  ASSERT_TRUE(used.Recognize(first, "auto").ok());
  ASSERT_TRUE(used.Recognize(Blank(), "auto").ok());
  const Result<Recognition> a = fresh.Recognize(second, "auto"), b = used.Recognize(second, "auto");
  ASSERT_TRUE(a.ok() && b.ok());
  EXPECT_EQ(TextOf(a.value()), TextOf(b.value()));
  EXPECT_EQ(a.value().confidence, b.value().confidence);
}

// Tesseract asks OpenMP for four threads whatever the default is; they cost many times the CPU.
TEST(Recognizer, StartsNoThreads) {
  namespace fs = std::filesystem;
  if (!IsInstalled("eng")) GTEST_SKIP() << "no model for English";
  if (!fs::exists("/proc/self/task")) GTEST_SKIP() << "no list of threads on this system";
  const auto count = [] {
    const fs::directory_iterator threads("/proc/self/task");
    return std::distance(begin(threads), end(threads));
  };
  const auto before = count();
  Recognizer recognizer{Options{}};
  ASSERT_TRUE(recognizer.Recognize(Printed({"one line to read"}), "auto").ok());
  EXPECT_EQ(count(), before);
}

TEST(Recognizer, StopsAtItsLimit) {
  if (!IsInstalled("eng")) GTEST_SKIP() << "no model for English";
  Options options;
  options.limits.page_seconds = 0.01;
  Recognizer recognizer(options);
  const Result<Recognition> page = recognizer.Recognize(
      Printed(std::vector<std::string>(30, "one line of many that take their time")), "eng");
  ASSERT_FALSE(page.ok());
  EXPECT_EQ(page.error().code, Code::kTimedOut);
  EXPECT_NE(page.error().what.find("page_seconds"), std::string::npos);
}

TEST(Prepare, BoxesComeBackFromATurnedAndScaledCopy) {
  PreparedPage page;
  page.pix.reset(pixCreate(1000, 500, 8));
  page.original_width = 2000, page.original_height = 1000;
  page.scale = 0.5;
  EXPECT_EQ(page.ToOriginal({.x = 10, .y = 20, .width = 30, .height = 40}),
            (Box{.x = 20, .y = 40, .width = 60, .height = 80}));
  page.angle = 0.01;  // clockwise: what is right of the middle stood higher before
  EXPECT_LT(page.ToOriginal({.x = 900, .y = 250, .width = 10, .height = 10}).y, 500);
}

OcrLine LineOf(const std::vector<std::string>& words, int x = 0, int y = 0) {
  OcrLine line{.words = {}, .box = {.x = x, .y = y, .width = 0, .height = 20}};
  for (const std::string& word : words) {
    line.words.push_back({.text = word, .box = {.x = x, .y = y, .width = 50, .height = 20}});
    x += 60;
  }
  line.box.width = x - line.box.x;
  return line;
}

std::string Words(const OcrLine& line) {
  std::string text;
  for (const OcrWord& word : line.words) text += (text.empty() ? "" : " ") + word.text;
  return text;
}

TEST(Order, WordsOfTwoDirections) {
  const Setting arabic{.right_to_left = true, .left = 0, .right = 300};
  OcrLine line = LineOf({"Vol.", "12", "No.", "7485", "السعر"});
  OrderWords(line, arabic);
  EXPECT_EQ(Words(line), "السعر Vol. 12 No. 7485");
  line = LineOf({"AL", "SHARQ", "الشرق", "جريدة"});
  OrderWords(line, {.right_to_left = true, .left = 0, .right = 240});
  EXPECT_EQ(Words(line), "جريدة الشرق AL SHARQ");
  OrderWords(line, {.right_to_left = false, .left = 0, .right = 240});
  EXPECT_EQ(Words(line), "AL SHARQ جريدة الشرق");
  line = LineOf({"١٩٨٣", "أكتوبر", "١٨"});
  OrderWords(line, arabic);
  EXPECT_EQ(Words(line), "١٨ أكتوبر ١٩٨٣");
  line = LineOf({"27", "July", "2013"});
  OrderWords(line, arabic);
  EXPECT_EQ(Words(line), "27 July 2013");
}

TEST(Order, LinesOfOneColumnRunDown) {
  std::vector<OcrLine> lines = {LineOf({"one", "two"}, 0, 0), LineOf({"four"}, 200, 60),
                                LineOf({"three"}, 0, 30)};
  OrderLines(lines, FindSetting(lines));
  EXPECT_EQ(Words(lines[1]), "three");
}

TEST(Order, ColumnsStayInTheirOrder) {
  std::vector<OcrLine> lines;
  for (const int x : {0, 400}) {
    for (int y = 0; y < 200; y += 30) lines.push_back(LineOf({"word", "word"}, x, y));
  }
  std::swap(lines[2], lines[3]);
  OrderLines(lines, FindSetting(lines));
  for (std::size_t i = 0; i < lines.size(); ++i) {
    EXPECT_EQ(lines[i].box.x, i < lines.size() / 2 ? 0 : 400) << i;
    EXPECT_EQ(lines[i].box.y, static_cast<int>(i % (lines.size() / 2)) * 30) << i;
  }
}

TEST(Versions, AreNumbers) {
  EXPECT_EQ(TesseractVersion().find_first_not_of("0123456789."), std::string::npos);
}

TEST(ForeignSettingsTest, AreReadBackAndOnlyWhereTheyAre) {
  const std::optional<ForeignSettings> read =
      ForeignSettingsOf(RecognizerOf({.segmentation = 11, .models = "ara+eng"}));
  ASSERT_TRUE(read);
  EXPECT_EQ(read->segmentation, 11);
  EXPECT_EQ(read->models, "ara+eng");
  for (const char* other :
       {"", "tesseract 5.3.0", "tesseract 5.3.0 ara+eng", "kraken psm 3 x", "tesseract 5 psm eng",
        "tesseract 5 psm -1 eng", "tesseract 5 psm 14 eng", "tesseract 5 psm 99999999999 eng"}) {
    EXPECT_FALSE(ForeignSettingsOf(other)) << other;
  }
  EXPECT_EQ(ForeignSettingsOf("tesseract 5 psm 3")->models, "");
}

}  // namespace
}  // namespace warraq

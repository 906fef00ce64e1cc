// Puts the steps together: prepare the page, find the models, recognize, put words and lines into
// reading order, and bring every box back to pixels of the page image.

#include "plugin/ocr/recognize.h"

#include <algorithm>
#include <array>
#include <utility>

#include "plugin/ocr/engine.h"
#include "plugin/ocr/language.h"
#include "plugin/ocr/models.h"
#include "plugin/ocr/order.h"
#include "plugin/ocr/prepare.h"
#include "plugin/ocr/script.h"
#include "plugin/ocr/second_look.h"

namespace warraq {
namespace {

void SetDirection(OcrLine& line) {
  ScriptCount letters;
  for (const OcrWord& word : line.words) letters.Add(word.text);
  line.right_to_left = letters.right_to_left() * 2 > letters.letters();
}

void ToOriginal(const PreparedPage& page, OcrLine& line) {
  line.box = page.ToOriginal(line.box);
  line.letter_height = static_cast<float>(line.letter_height / page.scale);
  for (OcrWord& word : line.words) word.box = page.ToOriginal(word.box);
}

// A dash that stands alone is as long as it is wide on paper: the models read hyphens of them all.
// A hyphen is two thirds of a small letter's height, an en dash one, an em dash two and more.
void MeasureDashes(OcrLine& line) {
  for (OcrWord& word : line.words) {
    if (word.text != "-" && word.text != "\xE2\x80\x93" && word.text != "\xE2\x80\x94") continue;
    if (line.letter_height <= 0) continue;
    const float heights = static_cast<float>(word.box.width) / line.letter_height;
    if (heights > 1.6F) {
      word.text = "\xE2\x80\x94";
    } else if (heights > 0.95F) {
      word.text = "\xE2\x80\x93";
    }
  }
}

// The share of the page's letters, by their width, that no line holds. Tesseract's layout analysis
// drops whole lines now and then, of clean pages too, and at another size it drops none.
double LostInk(Pix* page, const std::vector<OcrLine>& lines) {
  double lost = 0, all = 0;
  for (const Box& letter : FindLetters(page)) {
    const int x = letter.x + letter.width / 2, y = letter.y + letter.height / 2;
    const bool held = std::any_of(lines.begin(), lines.end(), [&](const OcrLine& line) {
      const int margin = line.box.height / 3;
      return x >= line.box.x - margin && x <= line.box.x + line.box.width + margin &&
             y >= line.box.y - margin && y <= line.box.y + line.box.height + margin;
    });
    all += letter.width;
    if (!held) lost += letter.width;
  }
  return all > 0 ? lost / all : 0;
}

// Pages that lose so much are read again at these sizes; ones that lose more hold pictures.
constexpr double kFewLost = 0.02, kManyLost = 0.4;
constexpr std::array<double, 2> kOtherSizes = {0.8, 1.2};
constexpr double kLessEffortSize = 0.7;

}  // namespace

float MeanConfidence(const std::vector<OcrLine>& lines) {
  double sum = 0, weight = 0;
  for (const OcrLine& line : lines) {
    for (const OcrWord& word : line.words) {
      if (word.confidence < 0) continue;
      const auto bytes = static_cast<double>(word.text.size());
      sum += bytes * word.confidence, weight += bytes;
    }
  }
  return weight > 0 ? static_cast<float>(sum / weight) : -1;
}

void PutInReadingOrder(std::vector<OcrLine>& lines) {
  const Setting setting = FindSetting(lines);
  for (OcrLine& line : lines) {
    MeasureDashes(line), OrderWords(line, setting), SetDirection(line);
  }
  OrderLines(lines, setting);
}

struct Recognizer::State {
  EngineShelf shelf;
  Limits limits;

  // Reads the page again at other sizes while letters are lost, and keeps what loses fewest.
  Result<bool> ReadLost(const PageImage& image, Engine& engine, const CpuBudget& budget,
                        PreparedPage& page, std::vector<OcrLine>& lines) const {
    double lost = LostInk(page.pix.get(), lines);
    if (lost > kManyLost) return false;
    for (const double size : kOtherSizes) {
      if (lost <= kFewLost) break;
      PreparedPage other = PreparePage(image, limits, size);
      if (!other.pix) break;
      WARRAQ_TRY(std::vector<OcrLine> read,
                 engine.RecognizePage(other.pix.get(), other.threshold, budget));
      const double other_lost = LostInk(other.pix.get(), read);
      if (other_lost + 0.005 >= lost) continue;
      lost = other_lost;
      page = std::move(other);
      lines = std::move(read);
    }
    return true;
  }

  Result<Recognition> Recognize(const PageImage& image, std::string_view language, Effort effort);
};

Result<Recognition> Recognizer::State::Recognize(const PageImage& image, std::string_view language,
                                                 Effort effort) {
  const bool choose = language.empty() || language == "auto";
  std::vector<std::string> models;
  if (!choose) {
    WARRAQ_TRY(models, shelf.files().Find(language));
  }
  const CpuBudget budget(limits.page_seconds);
  const bool full = effort == Effort::kFull;
  PreparedPage page = PreparePage(image, limits, full ? 1 : kLessEffortSize);
  Recognition result;
  result.less_effort = !full;
  result.width = image.width(), result.height = image.height(), result.scale = page.scale;
  result.recognizer = "tesseract " + TesseractVersion();
  if (!page.pix) return result;
  if (choose) {
    WARRAQ_TRY(models, ChooseModels(page.pix.get(), shelf, budget));
  }
  WARRAQ_TRY(Engine* const engine, shelf.Get(models));
  WARRAQ_TRY(result.lines, engine->RecognizePage(page.pix.get(), page.threshold, budget));
  if (full) {
    WARRAQ_CHECK(ReadLost(image, *engine, budget, page, result.lines));
  }
  result.scale = page.scale;
  if (choose && full) {
    WARRAQ_TRY(const std::vector<std::string> others,
               LookAgain(page.pix.get(), models.front(), shelf, budget, result.lines));
    models.insert(models.end(), others.begin(), others.end());
  }
  PutInReadingOrder(result.lines);
  for (OcrLine& line : result.lines) ToOriginal(page, line);
  for (std::size_t i = 0; i < models.size(); ++i) {
    result.recognizer += (i == 0 ? " " : "+") + models[i];
  }
  result.confidence = MeanConfidence(result.lines);
  return result;
}

Recognizer::Recognizer(const Options& options)
    : Recognizer(options, ModelFiles(TessdataFolder(options)), {}) {}
Recognizer::Recognizer(const Options& options, ModelFiles files, ModelWatch watch)
    : state_(std::make_unique<State>(
          State{.shelf = EngineShelf(std::move(files)), .limits = options.limits})) {
  state_->shelf.watch() = std::move(watch);
}
void Recognizer::Refuse(const std::string& models) { state_->shelf.watch().deadly.insert(models); }
Recognizer::~Recognizer() = default;
Recognizer::Recognizer(Recognizer&&) noexcept = default;
Recognizer& Recognizer::operator=(Recognizer&&) noexcept = default;

Result<Recognition> Recognizer::Recognize(const PageImage& image, std::string_view language,
                                          Effort effort) {
  return state_->Recognize(image, language, effort);
}

Result<Recognition> Recognizer::RecognizeAs(const PageImage& image,
                                            const ForeignSettings& settings) {
  WARRAQ_TRY(const std::vector<std::string> models, state_->shelf.files().Find(settings.models));
  WARRAQ_TRY(Engine* const engine, state_->shelf.Get(models));
  Recognition result;
  result.width = image.width(), result.height = image.height();
  result.recognizer = RecognizerOf(settings);
  WARRAQ_TRY(result.lines, engine->RecognizeAs(image.pix(), settings.segmentation,
                                               CpuBudget(state_->limits.page_seconds)));
  PutInReadingOrder(result.lines);
  result.confidence = MeanConfidence(result.lines);
  return result;
}

}  // namespace warraq

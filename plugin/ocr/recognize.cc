// Puts the steps together: prepare the page, find the models, recognize, put words and lines into
// reading order, and bring every box back to pixels of the page image.

#include "plugin/ocr/recognize.h"

#include <algorithm>
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

float MeanConfidence(const std::vector<OcrLine>& lines) {
  double sum = 0, weight = 0;
  for (const OcrLine& line : lines) {
    for (const OcrWord& word : line.words) {
      const auto bytes = static_cast<double>(word.text.size());
      sum += bytes * word.confidence, weight += bytes;
    }
  }
  return weight > 0 ? static_cast<float>(sum / weight) : 0;
}

}  // namespace

struct Recognizer::State {
  EngineShelf shelf;
  Limits limits;

  Result<Recognition> Recognize(const PageImage& image, std::string_view language);
};

Result<Recognition> Recognizer::State::Recognize(const PageImage& image,
                                                 std::string_view language) {
  const bool choose = language.empty() || language == "auto";
  std::vector<std::string> models;
  if (!choose) {
    WARRAQ_TRY(models, FindModels(shelf.tessdata(), language));
  }
  const CpuBudget budget(limits.page_seconds);
  const PreparedPage page = PreparePage(image, limits);
  Recognition result;
  result.width = image.width(), result.height = image.height(), result.scale = page.scale;
  result.recognizer = "tesseract " + TesseractVersion();
  if (!page.pix) return result;
  if (choose) {
    WARRAQ_TRY(models, ChooseModels(page.pix.get(), shelf, budget));
  }
  WARRAQ_TRY(Engine* const engine, shelf.Get(models));
  WARRAQ_TRY(result.lines, engine->RecognizePage(page.pix.get(), page.threshold, budget));
  if (choose) {
    WARRAQ_TRY(const std::vector<std::string> others,
               LookAgain(page.pix.get(), models.front(), shelf, budget, result.lines));
    models.insert(models.end(), others.begin(), others.end());
  }
  const Setting setting = FindSetting(result.lines);
  for (OcrLine& line : result.lines) OrderWords(line, setting), SetDirection(line);
  OrderLines(result.lines, setting);
  for (OcrLine& line : result.lines) ToOriginal(page, line);
  for (std::size_t i = 0; i < models.size(); ++i) {
    result.recognizer += (i == 0 ? " " : "+") + models[i];
  }
  result.confidence = MeanConfidence(result.lines);
  return result;
}

Recognizer::Recognizer(const Options& options)
    : state_(std::make_unique<State>(
          State{.shelf = EngineShelf(TessdataFolder(options)), .limits = options.limits})) {}
Recognizer::~Recognizer() = default;
Recognizer::Recognizer(Recognizer&&) noexcept = default;
Recognizer& Recognizer::operator=(Recognizer&&) noexcept = default;

Result<Recognition> Recognizer::Recognize(const PageImage& image, std::string_view language) {
  return state_->Recognize(image, language);
}

}  // namespace warraq

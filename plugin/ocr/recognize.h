// Ink to lines: a page image to the words on it, in reading order, the language found if need be.
//
//   warraq::Recognizer recognizer(options);
//   const Result<Recognition> page = recognizer.Recognize(image, "auto");
//
// A recognizer keeps its models loaded from page to page and nothing else: what it reads on a page
// does not depend on the pages before. One thread at a time.

#ifndef WARRAQ_PLUGIN_OCR_RECOGNIZE_H_
#define WARRAQ_PLUGIN_OCR_RECOGNIZE_H_

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/ocr/engine.h"
#include "plugin/ocr/image.h"
#include "plugin/ocr/line.h"
#include "plugin/ocr/models.h"
#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

struct Recognition {
  std::vector<OcrLine> lines;  // reading order; none on a blank page
  std::string recognizer;      // "tesseract 5.3.0 Arabic+eng"
  int width = 0;               // of the page image, whose pixels all boxes are in
  int height = 0;
  float confidence = 0;  // mean over the letters, 0 to 1
  double scale = 1;      // of the copy that was recognized, to the page image
  bool less_effort = false;
};

// What a page says of a program of others whose Tesseract recognized it, "tesseract 5.3.0 psm 3
// eng": its page segmentation mode and its models. What else that program set, nobody tells.
struct ForeignSettings {
  int segmentation = 3;
  std::string models;  // joined by +
};
std::string RecognizerOf(const ForeignSettings& settings);
std::optional<ForeignSettings> ForeignSettingsOf(std::string_view recognizer);  // none: our own way

// kLess is for pages that were too much for a process: a copy of seven tenths of the size, which
// costs half; no further sizes where letters are lost, no second look at words of other scripts.
enum class Effort : unsigned char { kFull, kLess };

class Recognizer {
 public:
  explicit Recognizer(const Options& options);  // tessdata and limits; no model is loaded yet
  Recognizer(const Options& options, ModelFiles files, ModelWatch watch);
  ~Recognizer();
  Recognizer(Recognizer&&) noexcept;
  Recognizer& operator=(Recognizer&&) noexcept;

  // Never loads these models (names joined by +), whose loading ended a process: they are
  // kModelUnreadable.
  void Refuse(const std::string& models);

  // `language` is "auto" (or empty), or names of models joined by +.
  Result<Recognition> Recognize(const PageImage& image, std::string_view language,
                                Effort effort = Effort::kFull);
  // As such a program does that sets no more; of a picture with its colours.
  Result<Recognition> RecognizeAs(const PageImage& image, const ForeignSettings& settings);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

// Words and lines as Tesseract gave them, into the order in which they are read; and dashes by
// their length, which its models do not tell.
void PutInReadingOrder(std::vector<OcrLine>& lines);
float MeanConfidence(const std::vector<OcrLine>& lines);  // over the letters; -1 for none

std::string LeptonicaVersion();

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_RECOGNIZE_H_

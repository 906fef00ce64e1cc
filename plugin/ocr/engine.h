// Tesseract with its models loaded.

#ifndef WARRAQ_PLUGIN_OCR_ENGINE_H_
#define WARRAQ_PLUGIN_OCR_ENGINE_H_

#include <functional>
#include <map>
#include <memory>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "plugin/ocr/line.h"
#include "plugin/ocr/models.h"
#include "plugin/ocr/pix.h"
#include "plugin/ocr/prepare.h"
#include "warraq/result.h"

namespace warraq {

// CPU seconds of this thread, from the moment it is made.
class CpuBudget {
 public:
  explicit CpuBudget(double seconds);
  bool spent() const { return left() <= 0; }
  double left() const;
  double seconds() const { return seconds_; }

 private:
  double seconds_;
  double start_;
};

class Engine {
 public:
  // Models by name, as ModelFiles::Find gave them; the first is asked first.
  static Result<Engine> Load(const ModelFiles& files, const std::vector<std::string>& models);
  ~Engine();
  Engine(Engine&&) noexcept;
  Engine& operator=(Engine&&) noexcept;

  // The whole page: its layout, then its lines, in Tesseract's order, boxes in pixels of `page`.
  Result<std::vector<OcrLine>> RecognizePage(Pix* page, Threshold threshold,
                                             const CpuBudget& budget);
  // One picture that is known to be a single line.
  Result<std::vector<OcrLine>> RecognizeLine(Pix* line, const CpuBudget& budget);
  // Any picture, untouched, in a page segmentation mode of Tesseract's.
  Result<std::vector<OcrLine>> RecognizeAs(Pix* pix, int segmentation, const CpuBudget& budget);

 private:
  struct State;
  explicit Engine(std::unique_ptr<State> state);
  std::unique_ptr<State> state_;
};

// What a process that reads for another one tells about its models, and is told.
struct ModelWatch {
  std::function<void(const std::string& names)> loads;  // "ara+eng" is loaded next; "": it was
  std::set<std::string, std::less<>> deadly = {};       // names that ended a process like this one
};

// Engines that were loaded, kept for the next page.
class EngineShelf {
 public:
  explicit EngineShelf(ModelFiles files) : files_(std::move(files)) {}
  const ModelFiles& files() const { return files_; }
  ModelWatch& watch() { return watch_; }
  // The engine for these models, loaded if need be. Good until the shelf is.
  Result<Engine*> Get(const std::vector<std::string>& models);

 private:
  ModelFiles files_;
  ModelWatch watch_;
  std::map<std::vector<std::string>, Engine> engines_;
};

// That a model, or several joined by +, ended the process that loaded it.
Error DeadlyModel(const std::string& names, const std::string& folder);

std::string TesseractVersion();  // "5.3.0"

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_ENGINE_H_

// warraq ocr: recognition alone.

#include <CLI/CLI.hpp>
#include <memory>

#include "plugin/batch/inputs.h"
#include "plugin/host/command.h"
#include "plugin/ocr/recognize.h"
#include "warraq/options.h"

namespace warraq {
namespace {

struct Settings {
  std::vector<std::string> inputs;
  std::string to = "text";
  Options options;
};

// Lines as they are printed, a blank line between paragraphs, a form feed between pages.
std::string TextOf(const Recognition& recognition) {
  std::string text;
  const OcrLine* previous = nullptr;
  for (const OcrLine& line : recognition.lines) {
    const bool apart = previous != nullptr &&
                       (previous->block != line.block || previous->paragraph != line.paragraph);
    if (apart) text += '\n';
    previous = &line;
    for (const OcrWord& word : line.words) {
      if (!text.empty() && text.back() != '\n') text += ' ';
      text += word.text;
    }
    text += '\n';
  }
  return text;
}

class OcrRun {
 public:
  explicit OcrRun(const Settings& settings) : settings_(settings), recognizer_(settings.options) {}

  int Run() {
    OpenInputs(settings_.inputs, settings_.options.limits, [&](Source source, const Error* error) {
      if (error != nullptr) return Fail(source, *error);
      if (source.bytes.empty()) return Fail(source, {Code::kEmpty, 0, "there are no bytes in it"});
      return Take(source);
    });
    return status_;
  }

 private:
  bool Fail(const Source& source, const Error& error) {
    SayFailure(source, error);
    status_ = kSomeFailed;
    return true;
  }

  bool Take(const Source& source) {
    const Result<int> pages = CountImagePages(source.bytes, settings_.options.limits);
    if (!pages.ok()) return Fail(source, pages.error());
    for (int number = 1; number <= pages.value(); ++number) {
      const auto read = [&]() -> Result<Recognition> {
        WARRAQ_TRY(const PageImage image,
                   DecodeImage(source.bytes, number, settings_.options.limits));
        return recognizer_.Recognize(image, settings_.options.language);
      };
      const Result<Recognition> recognition = read();
      if (!recognition.ok()) {
        Error error = recognition.error();
        error.page = number;
        Fail(source, error);
        continue;
      }
      if (!WriteOut((any_ ? "\f" : "") + TextOf(recognition.value()))) return false;
      any_ = true;
    }
    return true;
  }

  const Settings& settings_;
  Recognizer recognizer_;
  bool any_ = false;
  int status_ = kAllClean;
};

}  // namespace

void AddOcrCommand(CLI::App& app, int& status) {
  auto settings = std::make_shared<Settings>();
  CLI::App* command = app.add_subcommand("ocr", "Recognition alone: pictures to text.");
  command->add_option("IMAGE", settings->inputs, "pictures, folders, or - for standard input")
      ->required();
  command->add_option("--to", settings->to, "the shape of the output")
      ->check(CLI::IsMember({"text"}));
  command
      ->add_option("--language", settings->options.language, "auto, or names of models joined by +")
      ->default_str("auto");
  command->add_option("--tessdata", settings->options.tessdata, "the folder of recognition models");
  command->callback([&status, settings] { status = OcrRun(*settings).Run(); });
}

}  // namespace warraq

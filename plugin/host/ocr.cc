// warraq ocr: recognition alone, of pictures or of what another program recognized on them.

#include <CLI/CLI.hpp>
#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "plugin/batch/inputs.h"
#include "plugin/host/command.h"
#include "plugin/host/manual.h"
#include "plugin/host/names.h"
#include "plugin/ocr/pdf_picture.h"
#include "plugin/write/ink.h"
#include "plugin/write/pdf.h"
#include "warraq/options.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

struct Settings {
  std::vector<std::string> inputs;
  std::string to = "text";
  std::string from = "auto";
  InkOptions ink;
  Options options;
};

// Of what has words with their places.
std::vector<std::string> InkFormatNames() {
  std::vector<std::string> names = NamesOf(kFormatNames);
  std::erase_if(names, [](const std::string& name) { return name == "text" || name == "html"; });
  return names;
}

// Lines as they were recognized, a blank line between paragraphs.
std::string TextOf(const Page& page) {
  std::string text;
  std::size_t begin = 0;
  for (std::size_t i = 0; i < page.hints.size(); ++i) {
    if (i > 0 && page.hints[i].paragraph != page.hints[i - 1].paragraph) text += '\n';
    const std::size_t end = std::min(page.recognized.find('\n', begin), page.recognized.size());
    text.append(page.recognized, begin, end - begin) += '\n';
    begin = end + 1;
  }
  return text;
}

class OcrRun {
 public:
  explicit OcrRun(const Settings& settings)
      : settings_(settings),
        pipeline_(settings.options),
        document_(settings.to, settings.ink, out_),
        pdf_(out_) {}

  int Run() {
    OpenInputs(settings_.inputs, settings_.options.limits, [&](Source source, const Error* error) {
      if (error != nullptr) return Fail(source, *error);
      return Take(source);
    });
    if (is_pdf()) {
      pdf_.Finish();
    } else if (settings_.to != "text") {
      document_.Finish();
    }
    WriteOut(out_);
    return status_;
  }

 private:
  bool Fail(const Source& source, const Error& error) {
    SayFailure(source, error);
    status_ = kSomeFailed;
    return true;
  }

  bool Take(Source& source) {
    const Result<int> pages = pipeline_.CountPages(source);
    if (!pages.ok()) return Fail(source, pages.error());
    for (int number = 1; number <= pages.value(); ++number) {
      const Result<std::unique_ptr<Page>> read = pipeline_.ReadPage(source, number);
      if (!read.ok()) {
        Error error = read.error();
        if (pages.value() > 1) error.page = number;
        Fail(source, error);
        continue;
      }
      const Page& page = *read.value();
      if (!page.ink) {
        return Fail(source, {Code::kUnknownFormat, 0,
                             "this is no picture or PDF, nor hOCR, ALTO, "
                             "PAGE XML, FineReader's XML or TSV of one"});
      }
      if (settings_.to == "text") {
        out_ += (any_ ? "\f" : "") + TextOf(page);
      } else if (is_pdf()) {
        if (!AddToPdf(source, page)) continue;
      } else {
        document_.Add(page);
      }
      any_ = true;
      if (!WriteOut(std::exchange(out_, {}))) return false;
    }
    return true;
  }

  bool is_pdf() const { return settings_.to.starts_with("pdf"); }

  bool AddToPdf(const Source& source, const Page& page) {
    if (!source.media_type.starts_with("image/")) {
      Fail(source, {Code::kUnknownFormat, 0,
                    "this has words and no picture, which a page of a PDF is made of"});
      return false;
    }
    const Limits& limits = settings_.options.limits;
    Result<PdfPicture> picture = PictureForPdf(source.bytes, page.number, limits);
    if (settings_.to == "pdfa" && picture.ok() && !picture.value().archivable) {
      picture = ArchivablePictureForPdf(source.bytes, page.number, limits);
    }
    if (!picture.ok()) {
      Fail(source, picture.error());
      return false;
    }
    pdf_.Add(page, picture.value());
    return true;
  }

  const Settings& settings_;
  Pipeline pipeline_;
  std::string out_;  // what has not been written yet
  InkDocument document_;
  PdfDocument pdf_;
  bool any_ = false;
  int status_ = kAllClean;
};

void Explain(CLI::App& command) {
  AddManual(
      command,
      "Pictures are recognized with Tesseract, in the languages that are named or found, and come "
      "out page by page in the order of reading. What another program recognized (hOCR, ALTO, PAGE "
      "XML, FineReader's XML, Tesseract's TSV) can be turned into hOCR or ALTO too, repaired.",
      {{"warraq ocr --language eng scan.png", "The text of a scan, as it was recognized."},
       {"warraq ocr --to pdf scan.png > scan.pdf", "A PDF of the scan that can be searched."},
       {"warraq ocr --to hocr scan.png | warraq -", "Recognition here, records there."}});
}

}  // namespace

void AddOcrCommand(CLI::App& app, int& status) {
  auto settings = std::make_shared<Settings>();
  CLI::App* command =
      app.add_subcommand("ocr", "Recognition alone: pictures or PDFs to text, hOCR, ALTO or PDF");
  command
      ->add_option("INPUT", settings->inputs,
                   "pictures, PDFs or files of recognized text, folders, or - for standard input")
      ->type_name(kFileValue)
      ->required();
  command
      ->add_option(
          "--to", settings->to,
          "the shape of the output: text as it was recognized; or repaired, all pages in one "
          "document, hocr, alto or pdf (the pictures as they are, over words that can be "
          "searched; PDF/A-2u where they allow it), or pdfa, where pictures that PDF/A does not "
          "take are converted")
      ->check(CLI::IsMember({"text", "hocr", "alto", "pdf", "pdfa"}))
      ->capture_default_str();
  command->add_flag(
      "--keep-original", settings->ink.keep_original,
      "write in hocr and alto what was recognized beside what the repairs made of it");
  command
      ->add_option("--from", settings->from, "what the inputs are; auto: what their content says")
      ->check(CLI::IsMember(InkFormatNames(), CLI::ignore_case))
      ->capture_default_str();
  command
      ->add_option(
          "--language", settings->options.language,
          "Tesseract's models, joined by +, as in ara+eng; auto: what each page seems to be "
          "in")
      ->type_name(kModelsValue)
      ->capture_default_str();
  command
      ->add_option("--tessdata", settings->options.tessdata,
                   "the folder of Tesseract's models, if it is not where Debian has it")
      ->type_name(kFolderValue);
  Explain(*command);
  command->callback([&status, settings] {
    Choose(kFormatNames, settings->from.c_str(), settings->options.from);
    settings->options.picture_worker = kThisProgram;
    status = OcrRun(*settings).Run();
  });
}

}  // namespace warraq

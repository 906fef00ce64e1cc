// A link in Tesseract's chain of renderers: what was recognized, as records.
//
// Nothing here may throw, for Tesseract's own code and callers in C stand above. And nothing here
// sets anything of Tesseract or Leptonica, which are the caller's.

#include "warraq/renderer.h"

#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>

#include <algorithm>
#include <exception>
#include <filesystem>
#include <new>
#include <string>
#include <system_error>
#include <utility>

#include "plugin/batch/inputs.h"
#include "plugin/batch/pipeline.h"
#include "plugin/host/names.h"
#include "plugin/ocr/from_tesseract.h"
#include "plugin/ocr/image.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

// The bytes of a picture's file; none where the name is that of anything else. Pipes and devices
// are not opened: reading them would wait, or take away what is another's.
std::string PictureBytes(const std::string& name, const Limits& limits) {
  std::error_code error;
  if (!std::filesystem::is_regular_file(name, error)) return {};
  Result<std::string> bytes = ReadBytes(name, limits);
  if (!bytes.ok() || ImageMediaType(bytes.value()).empty()) return {};
  return std::move(bytes).value();
}

std::string PixelBytes(Pix* page) {
  l_uint8* bytes = nullptr;
  std::size_t size = 0;
  if (page == nullptr || pixWriteMem(&bytes, &size, page, IFF_PNM) != 0) return {};
  std::string pixels(reinterpret_cast<const char*>(bytes), size);
  lept_free(bytes);
  return pixels;
}

}  // namespace

struct ArticleRenderer::State {
  Options options;
  std::string name;      // Tesseract's input name, of the page before
  int number = 0;        // of the page under that name, from 1
  bool is_file = false;  // `source` holds the file of that name
  Source source;

  void OpenSource(tesseract::TessBaseAPI& tesseract);
  bool HoldsPage(Pix* page) const;
  std::string Render(tesseract::TessBaseAPI& tesseract);
};

bool ArticleRenderer::State::HoldsPage(Pix* page) const {
  if (page == nullptr) return false;
  const Result<ImageSize> size = ReadImageSize(source.bytes, number, options.limits);
  return size.ok() && size.value().width == static_cast<std::uint64_t>(pixGetWidth(page)) &&
         size.value().height == static_cast<std::uint64_t>(pixGetHeight(page));
}

void ArticleRenderer::State::OpenSource(tesseract::TessBaseAPI& tesseract) {
  const char* const given = tesseract.GetInputName();
  const std::string now = given == nullptr || *given == 0 ? "-" : given;
  int only = -1;
  const bool chosen = tesseract.GetIntVariable("tessedit_page_number", &only) && only >= 0;
  if (number == 0 || now != name) {
    name = now, number = 0;
    source = {.name = name, .bytes = PictureBytes(name, options.limits)};
    is_file = !source.bytes.empty();
  }
  number = chosen ? only + 1 : number + 1;
  Pix* const page = tesseract.GetInputImage();
  if (is_file && !HoldsPage(page)) is_file = false;
  if (!is_file) source = {.name = name, .bytes = PixelBytes(page)};
  source.media_type = ImageMediaType(source.bytes);
}

std::string ArticleRenderer::State::Render(tesseract::TessBaseAPI& tesseract) {
  OpenSource(tesseract);
  const Result<PageArticles> read =
      ReadRecognized(RecognitionOf(tesseract), number, source, options.limits);
  if (!read.ok()) {
    Error error = read.error();
    error.page = number;
    return WriteFailure(source, error);
  }
  std::string lines;
  for (const Article& article : read.value().articles) {
    lines += WriteJsonLine(article, options.provenance);
  }
  return lines;
}

ArticleRenderer::ArticleRenderer(const char* outputbase, const Options& options)
    : TessResultRenderer(outputbase, "jsonl"), state_(std::make_unique<State>()) {
  state_->options = options;
}

ArticleRenderer::~ArticleRenderer() = default;

bool ArticleRenderer::BeginDocumentHandler() {
  state_->number = 0;
  return happy();
}

bool ArticleRenderer::AddImageHandler(tesseract::TessBaseAPI* tesseract) {
  try {
    const std::string lines = state_->Render(*tesseract);
    // AppendData takes an int; a page of more than 2 GiB of records is in pieces.
    constexpr std::size_t kPiece = std::size_t{1} << 30;
    for (std::size_t at = 0; at < lines.size(); at += kPiece) {
      AppendData(lines.data() + at, static_cast<int>(std::min(kPiece, lines.size() - at)));
    }
    return happy();
  } catch (const std::exception&) {
    return false;
  }
}

}  // namespace warraq

extern "C" tesseract::TessResultRenderer* WarraqArticleRendererCreate(const char* outputbase,
                                                                      const char* provenance) {
  if (outputbase == nullptr) return nullptr;
  try {
    warraq::Options options;
    if (!warraq::Choose(warraq::kProvenanceNames, provenance, options.provenance)) return nullptr;
    return new warraq::ArticleRenderer(outputbase, options);
  } catch (const std::exception&) {
    return nullptr;
  }
}

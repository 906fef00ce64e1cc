// PDFs: the text that they carry, where it is sound, else what is seen on the page.
//
//   WARRAQ_TRY(PdfFile file, PdfFile::Open(source.bytes, limits));
//   for (int number = 1; number <= file.pages(); ++number)
//     WARRAQ_TRY(Page page, ReadPdf(file, source, number, recognizer, options));
//
// Nothing of a PDF is parsed here before qpdf, a confined program, has made JSON of it; what has to
// be drawn is drawn by poppler's pdftoppm, confined too. Pages are read a few at a time, so memory
// does not grow with their number. Boxes are in pixels of the page at 300 dpi (kPdfDpi), or of the
// picture that was recognized.

#ifndef WARRAQ_PLUGIN_READ_PDF_H_
#define WARRAQ_PLUGIN_READ_PDF_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/ocr/recognize.h"
#include "plugin/read/confined.h"
#include "plugin/read/ocr_file.h"
#include "plugin/read/picture_reader.h"
#include "warraq/options.h"
#include "warraq/page.h"
#include "warraq/result.h"

namespace warraq {

inline constexpr std::string_view kPdfMediaType = "application/pdf";

// A page as far as the PDF's objects tell it.
struct PdfPage {
  OcrPage layer;
  // Why the layer is not used, the name of a note; empty where it is, or where there is none.
  std::string_view refusal;
  bool has_text = false;         // and it is used
  double width = 0, height = 0;  // points
  double picture_dpi = 0;        // of the picture that covers the page; 0 if none does
  std::string picture;           // "7 0 R", where its stream is a picture file as it stands
};

class PdfFile {
 public:
  static Result<PdfFile> Open(std::string_view bytes, const Limits& limits);

  int pages() const { return pages_; }
  std::uint32_t attachments() const { return attachments_; }

  // Page `number`, from 1; good until the next call.
  Result<const PdfPage*> Get(int number);
  // The page as it is seen, as the bytes of a picture; `page` is what Get gave last. The scan
  // itself, empty where the page is not one;
  std::string Scan(const PdfPage& page) const;
  // or drawn.
  Result<std::string> Render(int number, const PdfPage& page, const Limits& limits) const;

 private:
  explicit PdfFile(SealedBytes bytes) : bytes_(std::move(bytes)) {}
  Result<std::vector<PdfPage>> ReadBlock(int first, int count) const;
  Result<std::vector<PdfPage>> ReadBlockOf(int number);
  Result<std::string> AskQpdf(std::vector<std::string> options, int first, int count) const;

  SealedBytes bytes_;
  int pages_ = 0;
  std::uint32_t attachments_ = 0;
  int block_ = 1;  // pages that are read at once
  int first_ = 0;  // of the pages that are kept
  std::vector<PdfPage> kept_;
};

// Sets the source's media type. An error names its page.
Result<Page> ReadPdf(PdfFile& file, Source& source, int number, PictureReader& reader,
                     const Options& options);

// Why a text layer cannot be believed; empty where it can. `unknown` is the share of the letters
// shown of which the file does not say what they are.
std::string_view DoubtInPdfText(std::string_view text, double unknown);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_PDF_H_

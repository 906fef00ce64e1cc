// A page's picture as a PDF holds it: the file's own compressed pixels wherever PDF has a filter
// for them, else the same pixels compressed without loss.
//
//   Result<PdfPicture> picture = PictureForPdf(source.bytes, page.number, limits);
//
// Passed on byte for byte: JPEG (DCTDecode), JPEG 2000 (JPXDecode), the pixels of a PNG that is
// neither interlaced nor transparent (FlateDecode, PNG predictors), a TIFF page of Group 4 in one
// strip (CCITTFaxDecode). Filters and their parameters: ISO 32000-1, 7.4.

#ifndef WARRAQ_PLUGIN_OCR_PDF_PICTURE_H_
#define WARRAQ_PLUGIN_OCR_PDF_PICTURE_H_

#include <string>
#include <string_view>

#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

struct PdfPicture {
  std::string entries;        // of the image dictionary: size, colours, filter; no Length
  std::string_view own;       // the stream, where it stands in the file's bytes; or
  std::string made;           // the stream, where it had to be made
  int width = 0, height = 0;  // pixels
  double dpi = 0;             // as the file says; 0 where it does not
  bool archivable = true;     // PDF/A-2 takes it beside an output intent of sRGB

  std::string_view stream() const { return made.empty() ? own : std::string_view(made); }
};

// Page `page`, from 1, of a picture that DecodeImage reads. The stream may point into `bytes`.
Result<PdfPicture> PictureForPdf(std::string_view bytes, int page, const Limits& limits);

// The same, its pixels made anew without loss, in grey or RGB: for PDF/A where the file's own are
// not archivable.
Result<PdfPicture> ArchivablePictureForPdf(std::string_view bytes, int page, const Limits& limits);

// As FlateDecode reads it (RFC 1950).
std::string Deflate(std::string_view bytes);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_PDF_PICTURE_H_

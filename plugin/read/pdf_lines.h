// The letters of a PDF's page, each with its place, to lines of words in reading order.

#ifndef WARRAQ_PLUGIN_READ_PDF_LINES_H_
#define WARRAQ_PLUGIN_READ_PDF_LINES_H_

#include <cstddef>
#include <vector>

#include "plugin/read/ocr_file.h"
#include "plugin/read/pdf_content.h"

namespace warraq {

// Pixels of the page image, in which boxes are, for a point.
inline constexpr double kPdfDpi = 300;
inline constexpr double kPdfScale = kPdfDpi / 72;

// A piece of a line of print: what stands close together on one baseline. Points.
struct PdfPiece {
  double left = 0, right = 0, top = 0, bottom = 0;
  std::size_t row = 0;    // pieces of one number stand on one baseline
  std::size_t index = 0;  // the caller's
};

// The regions of a page in reading order, each with its pieces from top to bottom. Columns are
// what a white strip parts that is as wide as `strip`.
std::vector<std::vector<PdfPiece>> FindPdfRegions(std::vector<PdfPiece> pieces, double strip,
                                                  bool right_to_left);

// Adds the page to the file.
void AddPdfPage(const PdfContent& content, OcrFileBuilder& builder);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_PDF_LINES_H_

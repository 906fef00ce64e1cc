// A page's content stream to the letters that it shows, each with its place (ISO 32000-1, 9.4).

#ifndef WARRAQ_PLUGIN_READ_PDF_CONTENT_H_
#define WARRAQ_PLUGIN_READ_PDF_CONTENT_H_

#include <cstddef>
#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "plugin/read/pdf_font.h"
#include "plugin/read/pdf_objects.h"

namespace warraq {

// What a code shows. Places are in points of the upright page; the origin is at the top left.
struct PdfGlyph {
  std::string text;             // UTF-8, in reading order; empty where nothing says what it is
  double x = 0, y = 0;          // where it stands on its baseline
  double end_x = 0, end_y = 0;  // where the next one would
  double size = 0;              // of the type
  std::uint32_t code = 0;
  const void* font = nullptr;  // tells fonts apart
  bool known = false;          // the font says what the code stands for, be it nothing
  // It is not known, and is shown beside itself: the bar that stretches words has no code.
  bool is_stretch = false;
  bool invisible = false;  // shown by no ink, as recognized text over a scan

  bool has_width() const { return x != end_x || y != end_y; }
  // A letter, as it seems, of which nothing says what it is.
  bool is_unknown() const { return !known && has_width() && !is_stretch; }
};

struct PdfContent {
  std::vector<PdfGlyph> glyphs;  // in the order of the stream
  double width = 0, height = 0;  // of the upright page, points
  // The share of the page that its largest picture covers, and that picture ("7 0 R").
  double picture_share = 0;
  double pictures_share = 0;  // of all together; scans may come in strips
  std::string picture;
  bool picture_upright = false;  // it is shown as it is stored, neither turned nor mirrored
  bool cut = false;              // it has more than is read
};

// In type sizes, from the baseline of letters to the middle, where signs that stand below one
// another have their line.
inline constexpr double kPdfMiddle = 0.275;

// Fonts that were read, for the next page of the same objects.
using PdfFonts = std::map<std::string, std::unique_ptr<PdfFont>>;

// References of the streams that reading the page asks for: contents, forms, CMaps. Bounded.
void AddStreamsOfPage(const PdfObjects& objects, PdfValue page, std::set<std::string>& streams);

// Signs that are shown one below the other become a line that runs down the page.
void TurnUprightColumns(std::vector<PdfGlyph>& glyphs);

PdfContent ReadPdfContent(const PdfObjects& objects, PdfValue page, PdfFonts& fonts);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_PDF_CONTENT_H_

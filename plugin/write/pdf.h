// A searchable PDF: each page's picture as it came, under its repaired words, which nobody sees. It
// is PDF/A-2u (ISO 19005-2) and says so, unless a picture is in it that this standard does not
// take.
//
//   PdfDocument document(out);
//   document.Add(page, picture);  // page after page; `out` may be written and emptied in between
//   document.Finish();
//
// The text is in logical order, each word stretched over its box (text rendering mode 3: ISO
// 32000-1, 9.3.6). Memory is that of one page and eight bytes for each object before it.

#ifndef WARRAQ_PLUGIN_WRITE_PDF_H_
#define WARRAQ_PLUGIN_WRITE_PDF_H_

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/ocr/pdf_picture.h"
#include "warraq/page.h"

namespace warraq {

// Resolution of pictures that do not say theirs, or one that no scanner has.
inline constexpr double kAssumedDpi = 300;

// The code of each character in the font without shapes, from 1, in the order in which they come.
class PdfGlyphs {
 public:
  std::uint16_t CodeOf(char32_t value);
  const std::vector<char32_t>& characters() const { return characters_; }

 private:
  std::map<char32_t, std::uint16_t> codes_;
  std::vector<char32_t> characters_;  // of code 1 and on
};

class PdfDocument {
 public:
  // Appends to `out`, which outlives it.
  explicit PdfDocument(std::string& out) : out_(out) {}
  void Add(const Page& page, const PdfPicture& picture);
  void Finish();

 private:
  // Where an object begins in the file, whatever of it has been taken out of `out_`.
  void Begin(std::uint32_t object);
  void Append(std::string_view bytes);
  void Object(std::uint32_t object, std::string_view dictionary);
  void Stream(std::uint32_t object, std::string_view entries, std::string_view stream);
  void AddFont();
  void AddCatalog();

  std::string& out_;
  std::uint64_t written_ = 0;           // bytes of the file so far
  std::vector<std::uint64_t> offsets_;  // of each object, from 1
  std::vector<std::uint32_t> pages_;    // their objects
  bool archivable_ = true;              // as PDF/A
  PdfGlyphs glyphs_;
  std::string identity_;  // of the sources, hexadecimal
};

// The operators that show a page's words, between BT and ET; in points.
std::string PdfTextOf(const Page& page, double points_a_pixel, PdfGlyphs& glyphs);

// An ICC profile of sRGB.
std::string SrgbProfile();
// XMP that says PDF/A-2u; `producer` and `identity` (hexadecimal) are ASCII that XML takes.
std::string ArchiveMetadata(std::string_view producer, std::string_view identity);

// Appends the lowest `size` (1 to 4) bytes of `value`, the highest of them first.
void PutBigEndian(std::string& bytes, std::uint32_t value, int size);

// TrueType with two glyphs, both empty, each half as wide as the type is high.
std::string FontWithoutShapes();
inline constexpr double kGlyphWidth = 0.5;

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_WRITE_PDF_H_

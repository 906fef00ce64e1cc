// What the codes of a PDF's font stand for and how wide they are. Shapes are not looked at: what a
// font does not tell of a code is not known.
//
// Sources: ISO 32000-1, 9.6 to 9.10; Adobe Technical Note 5411 (ToUnicode), 5014 (CMaps).

#ifndef WARRAQ_PLUGIN_READ_PDF_FONT_H_
#define WARRAQ_PLUGIN_READ_PDF_FONT_H_

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "plugin/read/pdf_objects.h"
#include "plugin/read/pdf_predefined.h"

namespace warraq {

// A CMap: which codes there are, and what they are turned into.
struct PdfCMap {
  struct Codes {
    std::uint32_t low = 0, high = 0;
    unsigned bytes = 0;
  };
  std::vector<Codes> spaces;
  std::unordered_map<std::uint32_t, std::string> text;  // UTF-8, of bfchar and bfrange
  std::unordered_map<std::uint32_t, std::uint32_t> cid;
};
PdfCMap ReadPdfCMap(std::string_view bytes);

class PdfFont {
 public:
  PdfFont(const PdfObjects& objects, PdfValue font);

  struct Code {
    std::uint32_t value = 0;
    unsigned bytes = 1;
    double width = 0;  // of text space, for a type size of 1; downwards in a vertical font
    bool known = false;
    std::string_view text;  // UTF-8; empty where it is not known, or the code shows nothing
  };
  // The code at the head of `bytes`, which is not empty. The text lives until the next call.
  Code Next(std::string_view bytes) const;
  // Its characters stand below one another, their middles on the line.
  bool is_vertical() const { return vertical_; }

 private:
  void ReadComposite(const PdfObjects& objects, PdfValue font);
  void ReadSimple(const PdfObjects& objects, PdfValue font);
  void ReadWidths(const std::vector<PdfValue>& list);
  void ReadEncoding(const PdfObjects& objects, PdfValue font);
  unsigned Length(std::string_view bytes) const;
  struct Meaning {
    std::string text;
    std::uint32_t cid = 0;
  };
  const Meaning& MeaningOf(std::uint32_t value, std::string_view code) const;

  bool composite_ = false;
  bool vertical_ = false;
  const PredefinedCMap* predefined_ = nullptr;  // what it names as its encoding
  const CidCharacters* characters_ = nullptr;   // of its collection, if that is known
  PdfCMap to_unicode_;
  PdfCMap encoding_;
  std::array<std::string, 256> letters_;  // of a simple font without ToUnicode
  std::unordered_map<std::uint32_t, double> widths_;
  double default_width_ = 0;  // or height, as its characters stand
  mutable std::unordered_map<std::uint32_t, Meaning> meanings_;  // of codes that were asked for
};

// What the glyph's name says: "uni0628", "Aacute", "quoteright"; empty where it says nothing.
std::string TextOfGlyphName(std::string_view name);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_PDF_FONT_H_

// The file around pictures and words (ISO 32000-1, 7.5): objects one behind the other, the table of
// where they begin at the end. What all pages share has the first numbers and is written last.

#include "plugin/write/pdf.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "plugin/text/hash.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

enum : std::uint32_t {
  kCatalog = 1,
  kPages,
  kFont,
  kCidFont,
  kDescriptor,
  kFontFile,
  kToUnicode,
  kGlyphMap,
  kInformation,
  kMetadata,
  kProfile,
  kFirstOfPages,
};

constexpr double kPointsInch = 72;
constexpr double kLeastDpi = 20, kMostDpi = 4800;
constexpr double kShortestSide = 3, kLongestSide = 14400;  // points; Annex C.2

double PointsAPixel(const PdfPicture& picture) {
  const bool known = picture.dpi >= kLeastDpi && picture.dpi <= kMostDpi;
  const double scale = kPointsInch / (known ? picture.dpi : kAssumedDpi);
  const double least = kShortestSide / std::min(picture.width, picture.height);
  return std::min(std::max(scale, least), kLongestSide / std::max(picture.width, picture.height));
}

std::string Points(double value) {
  const std::int64_t thousandths = std::max<std::int64_t>(1, std::llround(value * 1000));
  return std::to_string(thousandths / 1000) + '.' +
         std::to_string(1000 + thousandths % 1000).substr(1);
}

std::string Reference(std::uint32_t object) { return std::to_string(object) + " 0 R"; }

std::string Hex(std::uint32_t value, int digits) {
  std::string hex;
  for (int shift = 4 * (digits - 1); shift >= 0; shift -= 4) {
    hex += "0123456789abcdef"[value >> shift & 15];
  }
  return hex;
}

std::string Utf16Hex(char32_t value) {
  if (value < 0x10000) return Hex(value, 4);
  const char32_t rest = value - 0x10000;
  return Hex(0xD800 + (rest >> 10), 4) + Hex(0xDC00 + (rest & 0x3FF), 4);
}

// Which character each code is (9.10.3); a list has 100 entries at most.
std::string ToUnicode(const std::vector<char32_t>& characters) {
  std::string map =
      "/CIDInit /ProcSet findresource begin\n12 dict begin\nbegincmap\n"
      "/CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n"
      "/CMapName /Adobe-Identity-UCS def\n/CMapType 2 def\n"
      "1 begincodespacerange\n<0000> <ffff>\nendcodespacerange\n";
  constexpr std::size_t kMost = 100;
  for (std::size_t begin = 0; begin < characters.size(); begin += kMost) {
    const std::size_t end = std::min(begin + kMost, characters.size());
    map += std::to_string(end - begin) + " beginbfchar\n";
    for (std::size_t i = begin; i < end; ++i) {
      map +=
          '<' + Hex(static_cast<std::uint32_t>(i + 1), 4) + "> <" + Utf16Hex(characters[i]) + ">\n";
    }
    map += "endbfchar\n";
  }
  return map + "endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n";
}

}  // namespace

void PutBigEndian(std::string& bytes, std::uint32_t value, int size) {
  for (int shift = 8 * (size - 1); shift >= 0; shift -= 8) {
    bytes += static_cast<char>(value >> shift & 0xFF);
  }
}

std::uint16_t PdfGlyphs::CodeOf(char32_t value) {
  // What a code of PDF/A may not stand for (ISO 19005-2, 6.2.11.7.2).
  if (value == 0xFEFF) value = 0x2060;
  if (value == 0 || value == 0xFFFE) value = 0xFFFD;
  constexpr std::size_t kMost = 0xFFFE;  // codes have two bytes; more characters nobody writes
  const auto known = codes_.find(value);
  if (known != codes_.end()) return known->second;
  if (characters_.size() >= kMost) return 1;
  characters_.push_back(value);
  const auto code = static_cast<std::uint16_t>(characters_.size());
  codes_.emplace(value, code);
  return code;
}

void PdfDocument::Append(std::string_view bytes) {
  out_ += bytes;
  written_ += bytes.size();
}

void PdfDocument::Begin(std::uint32_t object) {
  // Bytes above 127 in the second line tell programs that this is no text (7.5.2).
  if (written_ == 0) Append("%PDF-1.7\n%\xE2\xE3\xCF\xD3\n");
  if (offsets_.size() < object) offsets_.resize(object);
  offsets_[object - 1] = written_;
  Append(std::to_string(object) + " 0 obj\n");
}

void PdfDocument::Object(std::uint32_t object, std::string_view dictionary) {
  Begin(object);
  Append(dictionary);
  Append("\nendobj\n");
}

void PdfDocument::Stream(std::uint32_t object, std::string_view entries, std::string_view stream) {
  Begin(object);
  Append("<<" + std::string(entries) + "/Length " + std::to_string(stream.size()) + ">>\nstream\n");
  Append(stream);
  Append("\nendstream\nendobj\n");
}

void PdfDocument::Add(const Page& page, const PdfPicture& picture) {
  const auto first =
      std::max<std::uint32_t>(kFirstOfPages, static_cast<std::uint32_t>(offsets_.size()) + 1);
  const std::uint32_t image = first, content = first + 1, object = first + 2;
  const double scale = PointsAPixel(picture);
  archivable_ = archivable_ && picture.archivable &&
                std::min(picture.width, picture.height) * scale >= kShortestSide * 0.999;
  const std::string width = Points(picture.width * scale), height = Points(picture.height * scale);
  Stream(image, "/Type/XObject/Subtype/Image" + picture.entries, picture.stream());
  const std::string shown = "q " + width + " 0 0 " + height + " 0 0 cm /I Do Q\nBT 3 Tr\n" +
                            PdfTextOf(page, scale, glyphs_) + "ET\n";
  Stream(content, "/Filter/FlateDecode", Deflate(shown));
  Object(object, "<</Type/Page/Parent " + Reference(kPages) + "/MediaBox[0 0 " + width + ' ' +
                     height + "]/Contents " + Reference(content) + "/Resources<</Font<</F " +
                     Reference(kFont) + ">>/XObject<</I " + Reference(image) + ">>>>>>");
  pages_.push_back(object);
  identity_ = Sha256Hex(identity_ + page.source->sha256 + std::to_string(page.number));
}

void PdfDocument::AddFont() {
  const std::string name = "/BaseFont/WithoutShapes";
  Object(kFont, "<</Type/Font/Subtype/Type0" + name + "/Encoding/Identity-H/DescendantFonts[" +
                    Reference(kCidFont) + "]/ToUnicode " + Reference(kToUnicode) + ">>");
  Object(kCidFont, "<</Type/Font/Subtype/CIDFontType2" + name +
                       "/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>"
                       "/DW 500/CIDToGIDMap " +
                       Reference(kGlyphMap) + "/FontDescriptor " + Reference(kDescriptor) + ">>");
  Object(kDescriptor,
         "<</Type/FontDescriptor/FontName/WithoutShapes/Flags 5/FontBBox[0 -200 500 800]"
         "/ItalicAngle 0/Ascent 800/Descent -200/CapHeight 800/StemV 80/FontFile2 " +
             Reference(kFontFile) + ">>");
  const std::string font = FontWithoutShapes();
  Stream(kFontFile, "/Length1 " + std::to_string(font.size()), font);
  Stream(kToUnicode, "/Filter/FlateDecode", Deflate(ToUnicode(glyphs_.characters())));
  std::string map(2, '\0');
  for (std::size_t i = 0; i < glyphs_.characters().size(); ++i) map += std::string("\0\1", 2);
  Stream(kGlyphMap, "/Filter/FlateDecode", Deflate(map));
}

void PdfDocument::AddCatalog() {
  const std::string producer = "Warraq " + std::string(Version());
  Object(kInformation, "<</Producer(" + producer + ")>>");
  if (!archivable_) {
    Object(kCatalog, "<</Type/Catalog/Pages " + Reference(kPages) + ">>");
    return;
  }
  Stream(kMetadata, "/Type/Metadata/Subtype/XML", ArchiveMetadata(producer, identity_));
  Stream(kProfile, "/N 3/Filter/FlateDecode", Deflate(SrgbProfile()));
  Object(kCatalog, "<</Type/Catalog/Pages " + Reference(kPages) + "/Metadata " +
                       Reference(kMetadata) +
                       "/OutputIntents[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier"
                       "(sRGB IEC61966-2.1)/Info(sRGB IEC61966-2.1)/DestOutputProfile " +
                       Reference(kProfile) + ">>]>>");
}

void PdfDocument::Finish() {
  if (pages_.empty()) return;
  AddFont();
  std::string kids;
  for (const std::uint32_t page : pages_) kids += Reference(page) + ' ';
  Object(kPages, "<</Type/Pages/Count " + std::to_string(pages_.size()) + "/Kids[" + kids + "]>>");
  AddCatalog();
  const std::uint64_t table = written_;
  Append("xref\n0 " + std::to_string(offsets_.size() + 1) + "\n0000000000 65535 f \n");
  for (const std::uint64_t offset : offsets_) {
    if (offset == 0) {  // of metadata and profile, where there are none
      Append("0000000000 65535 f \n");
      continue;
    }
    const std::string digits = std::to_string(offset);
    Append(std::string(10 - std::min<std::size_t>(10, digits.size()), '0') + digits +
           " 00000 n \n");
  }
  const std::string identity = '<' + identity_.substr(0, 32) + '>';
  Append("trailer\n<</Size " + std::to_string(offsets_.size() + 1) + "/Root " +
         Reference(kCatalog) + "/Info " + Reference(kInformation) + "/ID[" + identity + identity +
         "]>>\nstartxref\n" + std::to_string(table) + "\n%%EOF\n");
}

}  // namespace warraq

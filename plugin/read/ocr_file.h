// Files in which other programs leave what they recognized: hOCR, ALTO, PAGE XML, Tesseract's TSV,
// FineReader's XML. Their words, boxes, confidences, paragraphs and reading order are taken over as
// they stand.
//
//   Result<OcrFile> file = ReadOcrFile(bytes, Format::kAlto);
//   for (Recognition& recognition : file.value().pages) ...
//
// Boxes come in pixels of the page image, cut to the page. Sources: hOCR 1.2 (Breuel and others),
// ALTO 2.0 to 4.4 (Library of Congress), PAGE 2010 to 2019 (PRImA), tesseract(1), FineReader6 to
// FineReader10-schema-v1 (ABBYY).

#ifndef WARRAQ_PLUGIN_READ_OCR_FILE_H_
#define WARRAQ_PLUGIN_READ_OCR_FILE_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/ocr/recognize.h"
#include "warraq/options.h"
#include "warraq/page.h"
#include "warraq/result.h"

namespace warraq {

// The lines of an element that has a name in its file (ALTO's ID, PAGE XML's id).
struct OcrPlace {
  std::string id;
  std::uint32_t first_line = 0;
  std::uint32_t end_line = 0;
};

struct OcrPage {
  Recognition recognition;
  std::string image_name;   // as the file has it; empty if it has none
  std::string language;     // BCP 47; empty where the file does not say
  std::vector<Note> notes;  // about the page: boxes that were cut, units that are not pixels
  std::vector<OcrPlace> places;
};

struct OcrFile {
  std::vector<OcrPage> pages;
  std::string encoding;     // IANA name
  std::vector<Note> notes;  // about the file: it ends early
};

// What a stem above or below adds to the height of a letter without, in most types.
inline constexpr double kStemAbove = 0.45, kStemBelow = 0.42;

// Which of them the bytes are; kAuto if none.
Format OcrFormatOf(std::string_view bytes);
std::string_view OcrMediaType(Format format);
Format OcrFormatOfMediaType(std::string_view media_type);  // kAuto where it is none of theirs

Result<OcrFile> ReadOcrFile(std::string_view bytes, Format format);

// Page `number`, from 1, of a file that ReadOcrFile has read from the source.
Page OcrPageToPage(const OcrFile& file, int number, Source& source);
// The page of a recognition: its lines are the page's, its text their origin.
Page PageOfRecognition(const Recognition& recognition, int number, Source& source);

// Makes pages of what readers find, in the order in which they find it.
class OcrFileBuilder {
 public:
  // In pixels; 0 where the file does not say.
  void BeginPage(double width, double height, std::string recognizer);
  void BeginBlock() { block_ended_ = true; }
  void BeginParagraph() { paragraph_ended_ = true; }
  // What is in pixels times this; 1 in the beginning.
  void SetScale(double scale) { scale_ = scale; }
  void BeginLine(const double (&box)[4], double letter_height = 0);
  // Confidence 0 to 1; below 0 where the file does not say. `box` is x, y, width, height.
  void AddWord(std::string_view text, const double (&box)[4], double confidence);
  // What else the word that was just added may be; where it became several words, the first of
  // them has it.
  void AddAlternatives(std::vector<OcrAlternative> alternatives);
  // Of the line's word `word`, from 0, as a whole.
  void AddAlternative(std::size_t word, OcrAlternative alternative);
  // Text of the line whose words have no boxes: each gets a part of the line's.
  void AddText(std::string_view text, double confidence);
  bool line_is_empty() const { return line_.words.empty(); }
  void EndLine();
  void AddNote(std::string_view code);  // about the page
  void SetImageName(std::string_view name);
  void SetLanguage(std::string_view tag);  // of the page, BCP 47
  // What the lines that follow are (OcrLine::inside, row), until told otherwise. Both kInHeader and
  // kInFooter: one of them, by the half of the page in which the line is.
  void SetInside(std::uint32_t inside) { inside_ = inside; }
  void SetRow(std::uint32_t row) { row_ = row; }
  // Names the lines behind the first `first_line` that the page has so far.
  void AddPlace(std::string_view id, std::uint32_t first_line);
  std::uint32_t line_count() const;  // of the page, without a line that has not ended
  bool has_page() const { return !file_.pages.empty(); }

  OcrFile Finish() &&;

 private:
  Box ToBox(const double (&box)[4]);
  // Words of the line, each with its part of the box.
  void AddParts(std::string_view text, const Box& box, double confidence);
  void EndPage();

  OcrFile file_;
  OcrLine line_;
  std::size_t last_word_ = 0;  // of the line, the first that the last AddWord made
  bool in_line_ = false;
  bool block_ended_ = false;
  bool paragraph_ended_ = false;
  int block_ = 0;
  int paragraph_ = 0;
  std::uint32_t inside_ = 0;
  std::uint32_t row_ = 0;
  double scale_ = 1;
  std::uint32_t cut_boxes_ = 0;
  double width_ = 0, height_ = 0;
};

// Each format's own file.
Result<OcrFile> ReadHocr(std::string_view utf8);
Result<OcrFile> ReadAlto(std::string_view utf8);
Result<OcrFile> ReadPageXml(std::string_view utf8);
Result<OcrFile> ReadTsv(std::string_view utf8);
Result<OcrFile> ReadAbbyy(std::string_view utf8);

// Where in a word its next letter stands, as a file says that gives its letters one by one; nothing
// where it says another than comes next. `reached` is behind the last one.
std::optional<Span> LetterAt(std::string_view word, std::string_view letter, std::size_t& reached);

// A number as these files write it, wherever its digits end; `otherwise` where there is none, or it
// is not finite.
double ReadNumber(std::string_view text, double otherwise);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_OCR_FILE_H_

// A page of ink as it stands after the repairs: words with their boxes, for the formats in which
// recognition is handed on (hOCR 1.2, ALTO 4.4).
//
//   InkDocument document("hocr", {.keep_original = true}, out);
//   document.Add(page);          // page after page; each after the repairs, with its lines
//   document.Finish();

#ifndef WARRAQ_PLUGIN_WRITE_INK_H_
#define WARRAQ_PLUGIN_WRITE_INK_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/ocr/line.h"
#include "warraq/page.h"

namespace warraq {

// A word of the repaired text. Its box is that of the word it was, the union of several that it
// joins, or its part of one that was split. `text` is empty where the repairs left nothing of it.
struct InkWord {
  std::string text;
  std::string original;  // as it was recognized; words that were joined are apart by a space
  Box box;
  float confidence = -1;  // the mean, 0 to 1; negative where nothing tells
  // What else it may be; `at` in `text`: all of it, or, where the repairs left it as it was, some
  // of its letters.
  std::vector<OcrAlternative> alternatives = {};
};

struct InkLine {
  std::vector<InkWord> words;
  Box box;
  float letter_height = 0;  // pixels
  std::uint32_t paragraph = 0;
  bool right_to_left = false;
  std::string_view kind = {};  // of kOcrKinds; empty where nothing tells
};

// Lines without words are left out.
std::vector<InkLine> InkLinesOf(const Page& page);

struct InkOptions {
  bool keep_original = false;  // what was recognized beside what it became, where they differ
};

// Appends to `out`, which outlives it: a head, pages, an end.
class InkDocument {
 public:
  // "hocr" or "alto".
  InkDocument(std::string_view format, InkOptions options, std::string& out);
  void Add(const Page& page);
  void Finish();

 private:
  void AddHocr(const Page& page, const std::vector<InkLine>& lines);
  void AddAlto(const Page& page, const std::vector<InkLine>& lines);
  std::string Id(std::string_view kind);
  std::string_view OriginalOf(const InkWord& word) const;

  bool alto_;
  InkOptions options_;
  std::string& out_;
  std::uint32_t pages_ = 0;
  std::uint32_t blocks_ = 0, lines_ = 0, words_ = 0;  // so far, for their names
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_WRITE_INK_H_

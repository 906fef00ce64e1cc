// Files of recognized text for tests, and what was read of them in a line.

#ifndef WARRAQ_TESTS_READ_OCR_LINES_H_
#define WARRAQ_TESTS_READ_OCR_LINES_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "plugin/read/ocr_file.h"
#include "warraq/page.h"

namespace warraq {

inline std::string NamesOf(std::uint32_t inside) {
  std::string names;
  const auto add = [&](std::uint32_t bit, const char* name) {
    if ((inside & bit) == 0) return;
    names += names.empty() ? "" : "+";
    names += name;
  };
  add(kSaysHeadline, "heading");
  add(kSaysCaption, "caption");
  add(kSaysCredit, "credit");
  add(kSaysAdvertisement, "advertisement");
  add(kInHeader, "header");
  add(kInFooter, "footer");
  return names;
}

// "heading: Water returns | The water ... | ", paragraphs apart by " | ", lines by " / ".
inline std::string Show(std::string_view bytes, Format format) {
  const Result<OcrFile> file = ReadOcrFile(bytes, format);
  if (!file.ok()) return file.error().what;
  std::string shown;
  const OcrLine* previous = nullptr;
  for (const OcrLine& line : file.value().pages[0].recognition.lines) {
    if (previous != nullptr) shown += previous->paragraph == line.paragraph ? " / " : " | ";
    if (line.inside != 0) shown += NamesOf(line.inside) + ": ";
    for (const OcrWord& word : line.words) {
      shown += (&word == line.words.data() ? "" : " ") + word.text;
    }
    previous = &line;
  }
  return shown;
}

inline std::string Hocr(const std::string& body, const std::string& system = "other 1") {
  return "<html><head><meta name='ocr-system' content='" + system +
         "'/></head><body>before<div class='ocr_page' title='bbox 0 0 1000 1400'>" + body +
         "</div>behind</body></html>";
}

}  // namespace warraq

#endif  // WARRAQ_TESTS_READ_OCR_LINES_H_

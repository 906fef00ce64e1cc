// What is recognized on a page: lines of words, with their boxes.

#ifndef WARRAQ_PLUGIN_OCR_LINE_H_
#define WARRAQ_PLUGIN_OCR_LINE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "warraq/page.h"

namespace warraq {

// What else a word, or the letters `at` of it, may be (warraq/page.h).
struct OcrAlternative {
  Span at;  // bytes of the word
  std::string text;
  float confidence = -1;
  std::string purpose = {};
};

struct OcrWord {
  std::string text;  // UTF-8, logical order, without direction marks
  Box box;
  float confidence = -1;  // 0 to 1; negative where the file does not say
  std::vector<OcrAlternative> alternatives = {};
};

struct OcrLine {
  std::vector<OcrWord> words;  // logical order
  Box box;
  float letter_height = 0;  // of a letter without stems, pixels
  int block = 0;            // numbered through the page, from 0
  int paragraph = 0;        // numbered through the page, from 0
  bool right_to_left = false;
  std::uint32_t inside = 0;  // Inside bits (warraq/page.h): what its program takes it for
  std::uint32_t row = 0;     // of a table of data: numbered through the page, from 1; else 0
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_LINE_H_

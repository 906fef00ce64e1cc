// The order in which recognized words and lines are read.

#ifndef WARRAQ_PLUGIN_OCR_ORDER_H_
#define WARRAQ_PLUGIN_OCR_ORDER_H_

#include <vector>

#include "plugin/ocr/line.h"

namespace warraq {

// How a page is read, as far as its lines tell.
struct Setting {
  bool right_to_left = false;
  int left = 0;  // of all lines
  int right = 0;
};
Setting FindSetting(const std::vector<OcrLine>& lines);

// Puts the words of a line that holds both directions, or numbers among words from right to left,
// into logical order. Lines of one direction stay as they are.
void OrderWords(OcrLine& line, const Setting& setting);

// On a page of one column: from top to bottom. On others lines that stand above lines of their
// column are moved before them; the order of columns stays Tesseract's.
void OrderLines(std::vector<OcrLine>& lines, const Setting& setting);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_ORDER_H_

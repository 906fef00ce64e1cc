// The copy of a page that is recognized: upright, dark on light, its letters of the size that the
// models read best.

#ifndef WARRAQ_PLUGIN_OCR_PREPARE_H_
#define WARRAQ_PLUGIN_OCR_PREPARE_H_

#include <vector>

#include "plugin/ocr/image.h"
#include "plugin/ocr/pix.h"
#include "warraq/options.h"
#include "warraq/page.h"

namespace warraq {

struct PreparedPage {
  PixPointer pix;    // null: the page is blank
  double scale = 1;  // pixels of `pix` for one of the page image
  double angle = 0;  // by which it was turned, radians, clockwise

  // A box of `pix` in pixels of the page image.
  Box ToOriginal(const Box& box) const;
  int original_width = 0;
  int original_height = 0;
};

// Boxes of the connected components that look like letters: no specks, rules or pictures.
std::vector<Box> FindLetters(Pix* page);
// The median of their heights, by width; 0 where there are none.
double MedianHeight(const std::vector<Box>& letters);

PreparedPage PreparePage(const PageImage& image, const Limits& limits);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_PREPARE_H_

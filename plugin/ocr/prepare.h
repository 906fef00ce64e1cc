// The copy of a page that is recognized: upright, dark on light, its letters of the size that the
// models read best.

#ifndef WARRAQ_PLUGIN_OCR_PREPARE_H_
#define WARRAQ_PLUGIN_OCR_PREPARE_H_

#include <cstdint>
#include <vector>

#include "plugin/ocr/image.h"
#include "plugin/ocr/pix.h"
#include "warraq/options.h"
#include "warraq/page.h"

namespace warraq {

// How Tesseract tells ink from paper. Grey that was made of a scan of one bit has thin strokes
// paler than thick ones, which only a threshold for each neighbourhood (Sauvola) keeps: 21 instead
// of 23 % of characters wrong on such print. On true grey it loses (7.3 % against 6.4 %).
enum class Threshold : std::uint8_t { kGlobal, kLocal };

struct PreparedPage {
  PixPointer pix;  // null: the page is blank
  Threshold threshold = Threshold::kGlobal;
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

// At the size at which the models read best, or `factor` times that.
PreparedPage PreparePage(const PageImage& image, const Limits& limits, double factor = 1);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_PREPARE_H_

// Pieces of lines of a page, cut out without layout analysis, to find out what can read them.

#ifndef WARRAQ_PLUGIN_OCR_SAMPLE_H_
#define WARRAQ_PLUGIN_OCR_SAMPLE_H_

#include <vector>

#include "plugin/ocr/pix.h"

namespace warraq {

// At most `count` pictures of one line each, from top to bottom; fewer where the page has less.
std::vector<PixPointer> SampleLines(Pix* page, int count);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_SAMPLE_H_

// What a Tesseract has just recognized, whoever runs it: Engine, or a program of others.

#ifndef WARRAQ_PLUGIN_OCR_FROM_TESSERACT_H_
#define WARRAQ_PLUGIN_OCR_FROM_TESSERACT_H_

#include <vector>

#include "plugin/ocr/line.h"
#include "plugin/ocr/recognize.h"

namespace tesseract {
class ResultIterator;
class TessBaseAPI;
}  // namespace tesseract

namespace warraq {

// The lines from `at` to the end, in Tesseract's order, boxes in pixels of the image that it was
// given.
std::vector<OcrLine> CollectLines(tesseract::ResultIterator& at);

// The whole page, in reading order. No lines where nothing was recognized. Nothing is recognized
// here, and nothing of Tesseract's changes.
Recognition RecognitionOf(tesseract::TessBaseAPI& tesseract);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_FROM_TESSERACT_H_

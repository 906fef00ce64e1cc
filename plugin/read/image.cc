// A page image to lines: each line of print is a line, each word keeps its box. The recognized text
// is the origin of the page's text, as bytes are for other sources.

#include "plugin/read/ocr_file.h"
#include "plugin/read/read.h"

namespace warraq {

Result<Page> ReadImage(Source& source, int number, Recognizer& recognizer, const Options& options) {
  WARRAQ_TRY(const PageImage image, DecodeImage(source.bytes, number, options.limits));
  const Result<Recognition> recognized = recognizer.Recognize(image, options.language);
  if (!recognized.ok()) {
    Error error = recognized.error();
    error.page = number;
    return error;
  }
  source.media_type = ImageMediaType(source.bytes);
  return PageOfRecognition(recognized.value(), number, source);
}

}  // namespace warraq

// A page image to lines: each line of print is a line, each word keeps its box. The recognized text
// is the origin of the page's text, as bytes are for other sources.

#include "plugin/ocr/image.h"
#include "plugin/read/ocr_file.h"
#include "plugin/read/read.h"

namespace warraq {

std::vector<Note> NotesOn(const Recognition& seen) {
  if (!seen.less_effort) return {};
  return {{.code = "read-with-less-effort", .origin = {}}};
}

Result<Page> ReadImage(Source& source, int number, PictureReader& reader, const Options& options) {
  const Result<Recognition> seen = reader.Read(
      {.bytes = source.bytes, .number = number, .sha256 = source.sha256}, options.language);
  if (!seen.ok()) {
    Error error = seen.error();
    if (!IsOfDecoding(error)) error.page = number;
    return error;
  }
  source.media_type = ImageMediaType(source.bytes);
  Page page = PageOfRecognition(seen.value(), number, source);
  page.notes = NotesOn(seen.value());
  return page;
}

}  // namespace warraq

// A page image to lines: each line of print is a line, each word keeps its box. The recognized text
// is the origin of the page's text, as bytes are for other sources.

#include "plugin/read/read.h"

namespace warraq {

Result<Page> ReadImage(Source& source, int number, Recognizer& recognizer, const Options& options) {
  WARRAQ_TRY(const PageImage image, DecodeImage(source.bytes, number, options.limits));
  auto recognized = recognizer.Recognize(image, options.language);
  if (!recognized.ok()) {
    Error error = recognized.error();
    error.page = number;
    return error;
  }
  const Recognition recognition = std::move(recognized).value();
  source.media_type = ImageMediaType(source.bytes);
  Page page;
  page.source = &source;
  page.number = number;
  page.ink = true;
  page.recognizer = recognition.recognizer;
  page.image = {0, 0, recognition.width, recognition.height};
  page.containers.push_back({0, 0, 0, static_cast<std::uint32_t>(recognition.lines.size())});
  std::uint32_t paragraph = 0;
  const OcrLine* previous = nullptr;
  for (const OcrLine& line : recognition.lines) {
    const bool same = previous != nullptr && previous->block == line.block &&
                      previous->paragraph == line.paragraph;
    if (!same) ++paragraph;
    previous = &line;
    Hints hints;
    hints.box = line.box;
    hints.type_size = line.letter_height;
    hints.paragraph = paragraph;
    float confidence = 0;
    for (const OcrWord& word : line.words) {
      if (!page.recognized.empty() && page.recognized.back() != '\n') page.recognized += ' ';
      const auto begin = static_cast<std::uint32_t>(page.recognized.size());
      page.recognized += word.text;
      page.words.push_back(
          {{begin, static_cast<std::uint32_t>(page.recognized.size())}, word.box, word.confidence});
      confidence += word.confidence;
    }
    page.recognized += '\n';
    hints.confidence = line.words.empty() ? 0 : confidence / static_cast<float>(line.words.size());
    page.hints.push_back(hints);
  }
  page.text = Text::Verbatim(page.recognized);
  return page;
}

}  // namespace warraq

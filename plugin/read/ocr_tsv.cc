// Tesseract's TSV: a row for each page, block, paragraph, line and word (level 1 to 5), of the
// columns level, page_num, block_num, par_num, line_num, word_num, left, top, width, height, conf
// and text. A word's text may be anything but a tab.

#include <algorithm>
#include <array>

#include "plugin/read/ocr_file.h"

namespace warraq {
namespace {

constexpr std::size_t kColumns = 12;

enum Level { kPage = 1, kBlock = 2, kParagraph = 3, kLine = 4, kWord = 5 };

}  // namespace

Result<OcrFile> ReadTsv(std::string_view utf8) {
  OcrFileBuilder builder;
  std::uint32_t unread = 0;
  for (std::size_t at = 0, number = 0; at < utf8.size(); ++number) {
    const std::size_t end = std::min(utf8.find('\n', at), utf8.size());
    std::string_view row = utf8.substr(at, end - at);
    at = end + 1;
    if (row.ends_with('\r')) row.remove_suffix(1);
    std::array<std::string_view, kColumns> columns;
    std::size_t count = 0;
    for (; count + 1 < kColumns; ++count) {
      const std::size_t tab = row.find('\t');
      if (tab == std::string_view::npos) break;
      columns[count] = row.substr(0, tab);
      row.remove_prefix(tab + 1);
    }
    columns[count] = row;
    if (number == 0) continue;
    const auto level = static_cast<int>(std::clamp(ReadNumber(columns[0], 0), 0.0, 100.0));
    if (level < kPage || level > kWord || count + 2 < kColumns) {
      unread += !columns[0].empty();
      continue;
    }
    double box[4];
    for (std::size_t i = 0; i < 4; ++i) box[i] = ReadNumber(columns[6 + i], 0);
    switch (level) {
      case kPage:
        builder.BeginPage(box[2], box[3], "tesseract");
        break;
      case kBlock:
        builder.BeginBlock();
        break;
      case kParagraph:
        builder.BeginParagraph();
        break;
      case kLine:
        builder.BeginLine(box);
        break;
      default: {
        const double confidence = ReadNumber(columns[10], -1);
        builder.AddWord(columns[11], box, confidence < 0 ? -1 : confidence / 100);
      }
    }
  }
  OcrFile file = std::move(builder).Finish();
  if (unread > 0) {
    file.notes.push_back(
        {.code = "damaged-markup", .origin = {}, .candidates = {}, .count = unread});
  }
  return file;
}

}  // namespace warraq

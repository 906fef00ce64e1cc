// libFuzzer over files of recognized text: the first byte chooses the format, the rest is the file.
// Every box must lie on the page, every confidence between 0 and 1 or -1, every word
// be one.
//
//   build-fuzz/ocr_file_fuzz -max_len=20000 CORPUS

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "plugin/read/mets.h"
#include "plugin/read/ocr_file.h"
#include "plugin/text/utf8.h"
#include "tests/fuzz/demand.h"

// Pages of an issue lead nowhere but below its folder, and areas to pages that there are.
static void ReadIssue(std::string_view bytes) {
  const auto mets = warraq::ReadMets(bytes);
  if (!mets.ok()) return;
  for (const warraq::MetsPage& page : mets.value().pages) {
    warraq::Demand(!page.path.starts_with('/') && !page.path.starts_with("../"));
    warraq::Demand(page.path.find("/../") == std::string::npos && page.path != "..");
  }
  for (const warraq::MetsArea& area : mets.value().areas) {
    warraq::Demand(area.page < mets.value().pages.size());
    warraq::Demand(area.article == warraq::MetsArea::kNoArticle ||
                   area.article < mets.value().articles.size());
  }
}

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  constexpr warraq::Format kFormats[] = {warraq::Format::kHocr, warraq::Format::kAlto,
                                         warraq::Format::kPageXml, warraq::Format::kTsv,
                                         warraq::Format::kAbbyy};
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] % 6 == 5) return ReadIssue(bytes), 0;
  const auto file = warraq::ReadOcrFile(bytes, kFormats[data[0] % 6]);
  if (!file.ok()) return 0;
  for (const warraq::OcrPage& page : file.value().pages) {
    const warraq::Recognition& recognition = page.recognition;
    for (const warraq::OcrLine& line : recognition.lines) {
      warraq::Demand(!line.words.empty());
      for (const warraq::OcrWord& word : line.words) {
        const warraq::Box& box = word.box;
        warraq::Demand(warraq::IsValidUtf8(word.text));
        warraq::Demand(word.text.find_first_of(" \t\n\r") == std::string::npos);
        warraq::Demand(word.confidence == -1 || (word.confidence >= 0 && word.confidence <= 1));
        warraq::Demand(box.x >= 0 && box.y >= 0 && box.width >= 0 && box.height >= 0);
        warraq::Demand(box.x + box.width <= recognition.width + 1);
        warraq::Demand(box.y + box.height <= recognition.height + 1);
        for (const warraq::OcrAlternative& one : word.alternatives) {
          warraq::Demand(one.at.begin < one.at.end && one.at.end <= word.text.size());
          warraq::Demand(!one.text.empty() && one.confidence <= 1);
        }
      }
    }
  }
  return 0;
}

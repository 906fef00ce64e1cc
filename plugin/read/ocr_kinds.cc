#include "plugin/read/ocr_kinds.h"

#include <algorithm>
#include <array>
#include <string>
#include <utility>

#include "plugin/text/ascii.h"
#include "warraq/page.h"

namespace warraq {
namespace {

constexpr auto kKinds = std::to_array<std::pair<std::string_view, std::uint32_t>>({
    // PAGE XML and Transkribus.
    {"heading", kSaysHeadline},
    {"headline", kSaysHeadline},
    {"caption", kSaysCaption},
    {"credit", kSaysCredit},
    {"header", kInHeader},
    {"footer", kInFooter},
    {"page-number", kAtEdge},
    {"catch-word", kInFooter},
    {"signature-mark", kInFooter},
    {"advertisement", kSaysAdvertisement},
    {"advert", kSaysAdvertisement},
    // SegmOnto: a zone or a line, with what it is more closely behind a colon.
    {"headingline", kSaysHeadline},
    {"runningtitlezone", kAtEdge},
    {"numberingzone", kAtEdge},
    {"quiremarkszone", kInFooter},
    // hOCR, without the "ocr_".
    {"title", kSaysHeadline},
    {"chapter", kSaysHeadline},
    {"section", kSaysHeadline},
    {"subsection", kSaysHeadline},
    {"subsubsection", kSaysHeadline},
    {"pageno", kAtEdge},
    // FineReader.
    {"picturecaption", kSaysCaption},
    {"tablecaption", kSaysCaption},
    {"rt", kAtEdge},
});

}  // namespace

std::uint32_t InsideOfKind(std::string_view kind) {
  constexpr std::size_t kLongest = 32;
  const std::string name = LowerAscii(kind.substr(0, std::min(kind.find(':'), kLongest)));
  const auto known = std::ranges::find(kKinds, std::string_view(name),
                                       &std::pair<std::string_view, std::uint32_t>::first);
  return known == kKinds.end() ? 0 : known->second;
}

std::string_view KindOfInside(std::uint32_t inside) {
  for (const std::string_view kind : kOcrKinds) {
    if ((inside & InsideOfKind(kind)) != 0) return kind;
  }
  return {};
}

}  // namespace warraq

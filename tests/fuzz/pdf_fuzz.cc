// libFuzzer over what a PDF is made of once qpdf has taken it apart: the first byte says whether
// the rest is a CMap or a content stream whose strings stand on a page.
//
//   build-fuzz/pdf_fuzz -max_len=20000 CORPUS

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "plugin/read/pdf_content.h"
#include "plugin/read/pdf_lines.h"
#include "plugin/text/utf8.h"
#include "tests/fuzz/demand.h"

namespace {

// Fonts: /F is a simple one; /J, /V, /G, /U and /I name what they encode.
constexpr const char* kPage = R"({"qpdf":[{},{"obj:1 0 R":{"value":{"/Contents":"2 0 R",
"/MediaBox":[0,0,600,800],"/Resources":{"/Font":{"/F":"3 0 R",
"/J":{"/Subtype":"/Type0","/Encoding":"/90ms-RKSJ-H","/DescendantFonts":["5 0 R"]},
"/V":{"/Subtype":"/Type0","/Encoding":"/UniJIS-UTF16-V","/DescendantFonts":["5 0 R"]},
"/G":{"/Subtype":"/Type0","/Encoding":"/GBK2K-V","/DescendantFonts":["5 0 R"]},
"/U":{"/Subtype":"/Type0","/Encoding":"/UniGB-UTF8-H","/DescendantFonts":["5 0 R"]},
"/I":{"/Subtype":"/Type0","/Encoding":"/Identity-H","/DescendantFonts":["5 0 R"]}},
"/XObject":{"/X":"2 0 R"}}}},
"obj:2 0 R":{"stream":{"dict":{"/Subtype":"/Form"}}},"obj:3 0 R":{"value":{"/Subtype":"/Type1"}},
"obj:5 0 R":{"value":{"/CIDSystemInfo":{"/Ordering":"u:Japan1"},"/DW2":[880,-900],
"/W":[231,325,500],"/W2":[1,2,-500,250,800,7,[-300,1,2]]}},
"obj:4 0 R":{"value":{"/Pages":{"/Kids":["1 0 R"]}}},"trailer":{"value":{"/Root":"4 0 R"}}}]})";

void ReadStream(std::string_view bytes) {
  auto objects = warraq::PdfObjects::Parse(kPage);
  warraq::Demand(objects.ok());
  objects.value().SetData("2 0 R", std::string(bytes));
  const auto pages = objects.value().Pages();
  warraq::Demand(pages.size() == 1);
  warraq::PdfFonts fonts;
  const auto content = warraq::ReadPdfContent(objects.value(), pages[0], fonts);
  warraq::OcrFileBuilder builder;
  warraq::AddPdfPage(content, builder);
  const warraq::OcrFile file = std::move(builder).Finish();
  for (const warraq::OcrLine& line : file.pages.at(0).recognition.lines) {
    for (const warraq::OcrWord& word : line.words) {
      warraq::Demand(warraq::IsValidUtf8(word.text));
      warraq::Demand(word.box.x >= 0 && word.box.y >= 0);
      warraq::Demand(word.box.x + word.box.width <= file.pages[0].recognition.width + 1);
      warraq::Demand(word.box.y + word.box.height <= file.pages[0].recognition.height + 1);
    }
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  if (data[0] % 2 == 0) {
    for (const auto& [code, text] : warraq::ReadPdfCMap(bytes).text) {
      warraq::Demand(warraq::IsValidUtf8(text));
    }
  } else {
    ReadStream(bytes);
  }
  return 0;
}

// libFuzzer over everything that takes bytes of text: decoding and repair, and the way from a dump
// or a web page to its records. Pictures are not fed: recognition is too slow, and their readers
// have tests of their own with broken bytes.
//
//   cmake -B build-fuzz -DWARRAQ_FUZZ=ON -DWARRAQ_SANITIZE=ON -DCMAKE_CXX_COMPILER=clang++
//   build-fuzz/bytes_fuzz -max_len=20000 samples/dumps samples/pages

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "plugin/repair/repair.h"
#include "plugin/text/utf8.h"
#include "tests/fuzz/demand.h"
#include "warraq/pipeline.h"

namespace {

void FeedText(std::string_view bytes) {
  const auto repaired = warraq::RepairText(bytes, {});
  if (!repaired.ok()) return;
  const warraq::Text& text = repaired.value().text;
  warraq::Demand(warraq::IsValidUtf8(text.bytes()));
  warraq::DemandMap(text, bytes);
  warraq::DemandWhole(text, bytes);
  warraq::DemandBoundedGrowth(text.bytes(), bytes);
}

void FeedPage(std::string_view bytes, warraq::Format format) {
  warraq::Options options;
  options.from = format;
  warraq::Pipeline pipeline(options);
  warraq::Source source{.name = "fuzz", .bytes = std::string(bytes)};
  auto read = pipeline.Read(source, 1);
  if (!read.ok()) return;
  for (const warraq::Article& article : read.value().articles) {
    warraq::Demand(warraq::IsValidUtf8(WriteJsonLine(article, warraq::Provenance::kFull)));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  FeedText(bytes);
  FeedPage(bytes, warraq::Format::kText);
  FeedPage(bytes, warraq::Format::kHtml);
  return 0;
}

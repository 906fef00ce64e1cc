// libFuzzer over containers: web archives with HTTP inside, JSON Lines, CSV, archives, and all that
// they are packed in. What comes out is bounded, has names of its own, and does not depend on how
// many bytes come at once.
//
//   cmake -B build-fuzz -DWARRAQ_FUZZ=ON -DWARRAQ_SANITIZE=ON -DCMAKE_CXX_COMPILER=clang++
//   build-fuzz/containers_fuzz -max_len=20000 samples/containers

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>

#include "plugin/batch/json_text.h"
#include "plugin/text/utf8.h"
#include "tests/batch/opened.h"
#include "tests/fuzz/demand.h"

namespace {

warraq::Opened Open(std::string_view bytes, warraq::Format from, std::size_t at_once) {
  warraq::Options options;
  options.from = from;
  options.limits.record_bytes = 1 << 16;
  options.limits.source_bytes = 1 << 22;
  return warraq::OpenBytes("fuzz", bytes, options, at_once);
}

void Feed(std::string_view bytes, warraq::Format from) {
  const warraq::Opened opened = Open(bytes, from, 1 << 16);
  std::set<std::string> names;
  for (const warraq::Source& source : opened.sources) {
    names.insert(source.name);
    warraq::Demand(source.bytes.size() <= std::size_t{1} << 22);
    warraq::Demand(warraq::IsValidUtf8(source.uri) && warraq::IsValidUtf8(source.retrieved));
    if (source.carried.empty()) continue;
    warraq::Demand(warraq::IsValidUtf8(source.carried) && warraq::IsJson(source.carried));
  }
  const bool archive = bytes.find("ustar") != bytes.npos || bytes.find("PK") != bytes.npos;
  warraq::Demand(archive || names.size() == opened.sources.size());
  const warraq::Opened again = Open(bytes, from, 61);
  warraq::Demand(again.Texts() == opened.Texts());
  warraq::Demand(again.failures == opened.failures);
  warraq::Demand(again.skipped == opened.skipped);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  Feed(bytes, warraq::Format::kAuto);
  Feed(bytes, warraq::Format::kJsonLines);
  Feed(bytes, warraq::Format::kCsv);
  return 0;
}

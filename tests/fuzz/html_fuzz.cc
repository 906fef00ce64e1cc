// libFuzzer over the way from a web page to its records.
//
//   cmake -B build-fuzz -DWARRAQ_FUZZ=ON -DWARRAQ_SANITIZE=ON -DCMAKE_CXX_COMPILER=clang++
//   build-fuzz/html_fuzz -max_len=20000 CORPUS samples/pages

#include <cstddef>
#include <cstdint>

#include "tests/fuzz/records.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  warraq::DemandRecords({reinterpret_cast<const char*>(data), size}, warraq::Format::kHtml);
  return 0;
}

// libFuzzer over decoding: bytes in any encoding to UTF-8, with and without a declaration, and the
// map back.
//
//   build-fuzz/decode_fuzz -max_len=4096 CORPUS samples/dumps
//
// The first byte chooses what is declared, so that one corpus serves all.

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

#include "plugin/text/encoding.h"
#include "plugin/text/utf8.h"
#include "tests/fuzz/demand.h"

namespace {

constexpr std::array<std::string_view, 12> kDeclared = {
    "",          "utf-8",   "windows-1256", "windows-1251", "iso-8859-6", "koi8-r",
    "shift_jis", "gb18030", "big5",         "euc-kr",       "utf-16le",   "no such thing"};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view bytes(reinterpret_cast<const char*>(data + 1), size - 1);
  const auto decoded = warraq::Decode(bytes, kDeclared[data[0] % kDeclared.size()]);
  if (!decoded.ok()) return 0;
  const warraq::Text& text = decoded.value().text;
  warraq::DemandMap(text, bytes);
  warraq::DemandWhole(text, bytes);
  warraq::DemandBoundedGrowth(text.bytes(), bytes);
  warraq::Demand(decoded.value().confidence >= 0 && decoded.value().confidence <= 1);
  return 0;
}

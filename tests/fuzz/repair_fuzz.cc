// libFuzzer over the repairs: any bytes in; valid UTF-8 out with an exact map, as many lines as
// after `line_ends`, and nothing left for a second run to do.
//
//   build-fuzz/repair_fuzz -max_len=4096 CORPUS samples/repair samples/dumps

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/utf8.h"
#include "tests/fuzz/demand.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  std::vector<warraq::RepairCount> counts;
  const warraq::Text repaired =
      warraq::RepairAll(warraq::Text::Verbatim(std::string(bytes)), counts);
  warraq::Demand(warraq::IsValidUtf8(repaired.bytes()));
  warraq::DemandMap(repaired, bytes);
  warraq::DemandWhole(repaired, bytes);
  warraq::DemandBoundedGrowth(repaired.bytes(), bytes);
  std::vector<warraq::RepairCount> again;
  const warraq::Text twice =
      warraq::RepairAll(warraq::Text::Verbatim(std::string(repaired.bytes())), again);
  warraq::Demand(twice.bytes() == repaired.bytes());
  warraq::Demand(again.empty());
  return 0;
}

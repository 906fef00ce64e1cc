// libFuzzer over the dates: any bytes in; claims in order that do not overlap, each of it EDTF that
// parses, and prints as it was. What a reference settles later is EDTF too.
//
//   build-fuzz/dates_fuzz -max_len=2048 CORPUS samples/date samples/dumps

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

#include "plugin/date/edtf.h"
#include "tests/fuzz/demand.h"
#include "warraq/date.h"

namespace {

void DemandEdtf(std::string_view text) {
  const std::optional<warraq::Edtf> parsed = warraq::ParseEdtf(text);
  warraq::Demand(parsed.has_value());
  warraq::Demand(warraq::PrintEdtf(*parsed) == text);
}

void DemandClaims(const std::vector<warraq::DateClaim>& claims, std::string_view text) {
  std::size_t at = 0;
  for (const warraq::DateClaim& claim : claims) {
    warraq::Demand(claim.at.begin >= at && claim.at.begin < claim.at.end);
    warraq::Demand(claim.at.end <= text.size());
    at = claim.at.end;
    DemandEdtf(claim.edtf);
    if (!claim.instant.empty()) DemandEdtf(claim.instant);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  constexpr std::string_view kReference = "2025-05-14T04:44:27+03:00";
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  std::vector<warraq::DateClaim> claims = warraq::FindDates(text, {});
  DemandClaims(claims, text);
  for (warraq::DateClaim& claim : claims) {
    if (!warraq::Resolve(claim, kReference)) continue;
    DemandEdtf(claim.edtf);
    warraq::Demand(!warraq::Resolve(claim, kReference));
  }
  DemandClaims(warraq::FindDates(text, {.reference = kReference, .language = {}}), text);
  // The text as its own reference, which need not be one.
  DemandClaims(
      warraq::FindDates("yesterday, 6 August, 5/12, 3 pm", {.reference = text, .language = {}}),
      "yesterday, 6 August, 5/12, 3 pm");
  if (const auto parsed = warraq::ParseEdtf(text)) {
    DemandEdtf(warraq::PrintEdtf(*parsed));
  }
  return 0;
}

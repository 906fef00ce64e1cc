// Canonical composition (UAX #15, NFC), stretch by stretch, so that the map stays exact: only a
// stretch between two normalization boundaries that is not composed yet is written anew.
//
//   "e\u0301" -> "é"     "ا\u0653" -> "آ"
//
// A stretch with more marks than anybody reads is left as it is (kLongestStretch).

#include "plugin/repair/repair.h"
#include "plugin/text/normalize.h"

namespace warraq {
namespace {

Text Compose(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  const UncomposedFinder finder(bytes);
  Edit edit(text);
  for (Span stretch = finder.Next(0); stretch.size() > 0; stretch = finder.Next(stretch.end)) {
    edit.Change(stretch.begin, stretch.end, Nfc(bytes.substr(stretch.begin, stretch.size())));
    ++count;
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair nfc_repair;
constexpr Repair nfc_repair = {
    .name = "nfc",
    .summary = "compose letters with their marks (NFC)",
    .needs = kSeenMarks,
    .apply = Compose,
    .code_points = "Unicode NFC",
    .scope = Scope::kLineByLine,
};

}  // namespace warraq

// Bytes that are no UTF-8 become U+FFFD, one for each maximal subpart of a broken sequence (Unicode
// 3.9, "U+FFFD substitution of maximal subparts"; WHATWG "decode" counts the same).
//
//   "caf\xE9 noir" -> "caf\uFFFD noir"       "\xE2\x82" -> one, "\xC0\xAF" -> two

#include "plugin/repair/repair.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

Text ReplaceBroken(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  Edit edit(text);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const CodePoint point = DecodeAt(bytes, i);
    if (!point.valid) {
      edit.Keep(kept, i);
      edit.Replace(i, i + point.bytes, "\xEF\xBF\xBD");
      kept = i + point.bytes;
      ++count;
    }
    i += point.bytes;
  }
  edit.Keep(kept, bytes.size());
  return std::move(edit).Finish();
}

}  // namespace

extern const Repair validity_repair;
constexpr Repair validity_repair = {
    .name = "invalid-utf8",
    .summary = "put U+FFFD for bytes that are no UTF-8",
    .needs = kSeenInvalid,
    .apply = ReplaceBroken,
};

}  // namespace warraq

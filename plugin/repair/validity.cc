// Bytes that are no UTF-8 become U+FFFD, one for each maximal subpart of a broken sequence (Unicode
// 3.9, "U+FFFD substitution of maximal subparts"; WHATWG "decode" counts the same).
//
//   "caf\xE9 noir" -> "caf\uFFFD noir"       "\xE2\x82" -> one, "\xC0\xAF" -> two

#include "plugin/text/validity.h"
#include "plugin/repair/repair.h"

namespace warraq {
extern const Repair validity_repair;
constexpr Repair validity_repair = {
    .name = "invalid-utf8",
    .summary = "put U+FFFD for bytes that are no UTF-8",
    .needs = kSeenInvalid,
    .apply = ReplaceBroken,
    .code_points = "no UTF-8 → U+FFFD",
};

}  // namespace warraq

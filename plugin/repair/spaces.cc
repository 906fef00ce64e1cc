// Spaces of special width, and no-break spaces, become a plain one; soft hyphens, which are only
// seen where a line ends, are dropped. ZWNJ and ZWJ are letters' business (Persian, emoji) and
// stay; so does U+200B, by which Thai and Khmer end words.
//
//   "1\u00A0000\u202F€" -> "1 000 €"      "Zeitungs\u00ADseite" -> "Zeitungsseite"

#include "plugin/repair/repair.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

bool IsExoticSpace(char32_t value) {
  return value == 0xA0 || value == 0x1680 || (value >= 0x2000 && value <= 0x200A) ||
         value == 0x202F || value == 0x205F || value == 0x3000;
}

Text PlainSpaces(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  Edit edit(text);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    if (static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    const char32_t value = NextCodePoint(bytes, i);
    const bool space = IsExoticSpace(value);
    if (!space && value != 0xAD) continue;
    edit.Keep(kept, begin);
    edit.Replace(begin, i, space ? " " : "");
    kept = i;
    ++count;
  }
  edit.Keep(kept, bytes.size());
  return std::move(edit).Finish();
}

}  // namespace

extern const Repair spaces_repair;
constexpr Repair spaces_repair = {
    .name = "spaces",
    .summary = "write every kind of space as a space; drop soft hyphens",
    .needs = kSeenSpace,
    .apply = PlainSpaces,
};

}  // namespace warraq

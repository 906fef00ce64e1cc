// Drops U+FEFF wherever it stands: at the start it is the mark of an encoding, and inside it is
// what is left of files put together (Unicode 23.8: as a character, "zero width no-break space",
// deprecated).

#include "plugin/repair/repair.h"

namespace warraq {
namespace {

constexpr std::string_view kMark = "\xEF\xBB\xBF";

Text DropMarks(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  Edit edit(text);
  for (std::size_t at = bytes.find(kMark); at != std::string_view::npos;
       at = bytes.find(kMark, at + kMark.size())) {
    edit.Change(at, at + kMark.size(), {});
    ++count;
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair byte_order_mark_repair;
constexpr Repair byte_order_mark_repair = {
    .name = "byte-order-mark",
    .summary = "drop byte order marks",
    .needs = kSeenForms,
    .apply = DropMarks,
    .code_points = "U+FEFF → nothing",
    .scope = Scope::kLineByLine,
};

}  // namespace warraq

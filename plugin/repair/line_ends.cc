// Every way to end a line becomes a line feed: CR LF, CR alone, form feed, vertical tab, and U+2028
// and U+2029 (Unicode 5.8, newline guidelines). U+0085 is left to `controls`: on our pages it is a
// lost "…".

#include "plugin/repair/repair.h"

namespace warraq {
namespace {

// Of the line end at `at`, which is no plain line feed.
std::size_t LengthOfEnd(std::string_view bytes, std::size_t at) {
  if (bytes[at] == '\xE2') return 3;
  return bytes[at] == '\r' && at + 1 < bytes.size() && bytes[at + 1] == '\n' ? 2 : 1;
}

Text UnifyLineEnds(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  const Finder ends(bytes, kSeenLineEnd);
  Edit edit(text);
  std::size_t end = 0;
  for (std::size_t at = ends.Next(0); at != Finder::npos; at = ends.Next(end)) {
    end = at + LengthOfEnd(bytes, at);
    edit.Change(at, end, "\n");
    ++count;
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair line_ends_repair;
constexpr Repair line_ends_repair = {
    .name = "line-ends",
    .summary = "end every line with a line feed",
    .needs = kSeenLineEnd,
    .apply = UnifyLineEnds,
    .code_points = "U+000D U+000A, U+000B, U+000C, U+000D, U+2028-2029 → U+000A",
    .scope = Scope::kMakesLines,
};

}  // namespace warraq

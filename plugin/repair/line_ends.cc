// Every way to end a line becomes a line feed: CR LF, CR alone, form feed, vertical tab, and U+2028
// and U+2029 (Unicode 5.8, newline guidelines). U+0085 is left to `controls`: on our pages it is a
// lost "…".

#include "plugin/repair/repair.h"

namespace warraq {
namespace {

// The length of the line end at `at` that is no plain line feed, or 0.
std::size_t ForeignLineEnd(std::string_view bytes, std::size_t at) {
  switch (bytes[at]) {
    case '\r':
      return at + 1 < bytes.size() && bytes[at + 1] == '\n' ? 2 : 1;
    case '\f':
    case '\v':
      return 1;
    case '\xE2': {
      const std::string_view three = bytes.substr(at, 3);
      return three == "\xE2\x80\xA8" || three == "\xE2\x80\xA9" ? 3 : 0;
    }
    default:
      return 0;
  }
}

Text UnifyLineEnds(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  Edit edit(text);
  std::size_t kept = 0;
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t length = ForeignLineEnd(bytes, i);
    if (length > 0) {
      edit.Keep(kept, i);
      edit.Replace(i, i + length, "\n");
      kept = i + length;
      ++count;
    }
    i += length > 0 ? length : 1;
  }
  edit.Keep(kept, bytes.size());
  return std::move(edit).Finish();
}

}  // namespace

extern const Repair line_ends_repair;
constexpr Repair line_ends_repair = {
    .name = "line-ends",
    .summary = "end every line with a line feed",
    .needs = kSeenLineEnd,
    .apply = UnifyLineEnds,
};

}  // namespace warraq

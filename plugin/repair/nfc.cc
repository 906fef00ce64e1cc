// Canonical composition (UAX #15, NFC), stretch by stretch, so that the map stays exact: only a
// stretch between two normalization boundaries that is not composed yet is written anew.
//
//   "e\u0301" -> "é"     "ا\u0653" -> "آ"
//
// Sorting marks is quadratic in their number. Nothing anybody reads has more than a few dozen on
// one letter (UAX #15, 13: stream-safe text has 30), so a longer stretch is left as it is.

#include "plugin/repair/repair.h"
#include "plugin/text/normalize.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kStretchBytes = 256;
constexpr std::size_t kCheckedAtOnce = 4096;

// The end of the stretch that begins at `begin`.
std::size_t StretchEnd(std::string_view bytes, std::size_t begin) {
  std::size_t end = begin;
  NextCodePoint(bytes, end);
  while (end < bytes.size()) {
    std::size_t next = end;
    if (StartsNfcStretch(NextCodePoint(bytes, next))) break;
    end = next;
  }
  return end;
}

// About kCheckedAtOnce bytes from `begin`, cut at a line feed or a boundary, so clean parts of a
// text cost one call.
std::size_t WindowEnd(std::string_view bytes, std::size_t begin) {
  if (bytes.size() - begin <= kCheckedAtOnce) return bytes.size();
  std::size_t end = begin + kCheckedAtOnce;
  while (end < bytes.size() && (static_cast<unsigned char>(bytes[end]) & 0xC0) == 0x80) ++end;
  while (end < bytes.size()) {
    std::size_t next = end;
    if (StartsNfcStretch(NextCodePoint(bytes, next))) break;
    end = next;
  }
  return end;
}

void ComposeWindow(std::string_view bytes, std::size_t begin, std::size_t end, Edit& edit,
                   std::uint32_t& count) {
  std::size_t kept = begin;
  for (std::size_t i = begin; i < end;) {
    const std::size_t next = StretchEnd(bytes, i);
    const std::string_view stretch = bytes.substr(i, next - i);
    if (stretch.size() > 1 && stretch.size() <= kStretchBytes && !IsNfc(stretch)) {
      edit.Keep(kept, i);
      edit.Replace(i, next, Nfc(stretch));
      kept = next;
      ++count;
    }
    i = next;
  }
  edit.Keep(kept, end);
}

Text Compose(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  Edit edit(text);
  for (std::size_t i = 0; i < bytes.size();) {
    const std::size_t end = WindowEnd(bytes, i);
    if (end - i <= 2 * kCheckedAtOnce && IsNfc(bytes.substr(i, end - i))) {
      edit.Keep(i, end);
    } else {
      ComposeWindow(bytes, i, end, edit, count);
    }
    i = end;
  }
  return std::move(edit).Finish();
}

}  // namespace

extern const Repair nfc_repair;
constexpr Repair nfc_repair = {
    .name = "nfc",
    .summary = "compose letters with their marks (NFC)",
    .needs = kSeenMarks,
    .apply = Compose,
};

}  // namespace warraq

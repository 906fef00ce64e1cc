// Lines as they are seen, made from lines as they are read, by ICU: what the repair visual_order
// has to undo. It inverts with our own algorithm, so this is another's word.

#ifndef WARRAQ_TESTS_REPAIR_SEEN_LINES_H_
#define WARRAQ_TESTS_REPAIR_SEEN_LINES_H_

#include <unicode/ubidi.h>
#include <unicode/unistr.h>
#include <unicode/ushape.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace warraq {

struct SeenAs {
  std::string_view name;
  std::uint16_t options;  // of ubidi_writeReordered
  bool shaped;            // letters become presentation forms first
};

inline constexpr std::array kSeenAs = {
    SeenAs{"reordered", 0, false},
    SeenAs{"reordered, mirrored", UBIDI_DO_MIRRORING, false},
    SeenAs{"marks kept", UBIDI_DO_MIRRORING | UBIDI_KEEP_BASE_COMBINING, false},
    SeenAs{"shaped", 0, true},
    SeenAs{"shaped, mirrored", UBIDI_DO_MIRRORING, true},
    SeenAs{"shaped, no controls", UBIDI_DO_MIRRORING | UBIDI_REMOVE_BIDI_CONTROLS, true},
};

// The line as it is seen on a page whose base is right to left.
inline std::string Seen(std::string_view read, const SeenAs& as) {
  icu::UnicodeString line = icu::UnicodeString::fromUTF8(
      icu::StringPiece(read.data(), static_cast<std::int32_t>(read.size())));
  UErrorCode status = U_ZERO_ERROR;
  if (as.shaped) {
    icu::UnicodeString shaped;
    const std::int32_t room = 2 * line.length() + 16;
    const std::int32_t length = u_shapeArabic(
        line.getBuffer(), line.length(), shaped.getBuffer(room), room,
        U_SHAPE_LETTERS_SHAPE | U_SHAPE_TEXT_DIRECTION_LOGICAL | U_SHAPE_LENGTH_GROW_SHRINK,
        &status);
    shaped.releaseBuffer(length);
    line = shaped;
  }
  UBiDi* const bidi = ubidi_open();
  ubidi_setPara(bidi, line.getBuffer(), line.length(), UBIDI_RTL, nullptr, &status);
  icu::UnicodeString seen;
  const std::int32_t room = 2 * line.length() + 16;
  const std::int32_t length =
      ubidi_writeReordered(bidi, seen.getBuffer(room), room, as.options, &status);
  seen.releaseBuffer(U_SUCCESS(status) ? length : 0);
  ubidi_close(bidi);
  std::string utf8;
  return seen.toUTF8String(utf8);
}

}  // namespace warraq

#endif  // WARRAQ_TESTS_REPAIR_SEEN_LINES_H_

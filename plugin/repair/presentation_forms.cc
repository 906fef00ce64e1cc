// Letters that were stored by their shape become letters again: Arabic presentation forms, code
// point by code point, and Latin ligatures.
//
//   ﺍﻟﻌﺮﺑﻴﺔ (U+FE8D U+FEDF ...) -> العربية      ﻻ -> لا      ﬁn -> fin
//
// Not by NFKC over the text, which gives lone marks a space and turns U+FDFA into a phrase of four
// words. What has no letters of its own stays: U+FD3E and U+FD3F (ornate brackets), U+FDF2 (the
// name of God), U+FDFA to U+FDFF.

#include <array>
#include <string>

#include "plugin/repair/repair.h"
#include "plugin/text/normalize.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

bool IsForm(char32_t value) {
  if (value >= 0xFB00 && value <= 0xFB06) return true;
  if (value >= 0xFB50 && value <= 0xFDFC) {
    return value != 0xFD3E && value != 0xFD3F && value != 0xFDF2 && value < 0xFDFA &&
           !(value >= 0xFBB2 && value <= 0xFBC2) && !(value >= 0xFD40 && value <= 0xFD4F);
  }
  return value >= 0xFE70 && value <= 0xFEFC && value != 0xFE73 && value != 0xFE75;
}

// The letters of a form. A mark on a space or on a tatweel of its own is the mark alone.
std::string LettersOf(char32_t form) {
  std::string letters = CompatibilityForm(form);
  const bool lone_mark = (form >= 0xFE70 && form <= 0xFE7F) || (form >= 0xFC5E && form <= 0xFC63);
  std::string marks;
  for (std::size_t i = 0; lone_mark && i < letters.size();) {
    const char32_t value = NextCodePoint(letters, i);
    if (value != ' ' && value != 0x640) AppendUtf8(marks, value);
  }
  return lone_mark ? marks : letters;
}

// All forms of the two Arabic blocks, looked up once.
const std::string& Lookup(char32_t form) {
  static const auto table = [] {
    std::array<std::string, 0x400> made;
    for (char32_t i = 0; i < 0x400; ++i) {
      if (IsForm(0xFB00 + i)) made[i] = LettersOf(0xFB00 + i);
    }
    return made;
  }();
  return table[form - 0xFB00];
}

Text Unshape(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  Edit edit(text);
  std::size_t kept = 0;
  for (std::size_t i = bytes.find('\xEF'); i != std::string_view::npos; i = bytes.find('\xEF', i)) {
    const std::size_t begin = i;
    const char32_t value = NextCodePoint(bytes, i);
    if (!IsForm(value)) continue;
    const std::string& letters = Lookup(value);
    if (letters.empty()) continue;
    edit.Keep(kept, begin);
    edit.Replace(begin, i, letters);
    kept = i;
    ++count;
  }
  edit.Keep(kept, bytes.size());
  return std::move(edit).Finish();
}

}  // namespace

extern const Repair presentation_forms_repair;
constexpr Repair presentation_forms_repair = {
    .name = "presentation-forms",
    .summary = "write Arabic presentation forms and Latin ligatures as letters",
    .needs = kSeenForms,
    .apply = Unshape,
};

}  // namespace warraq

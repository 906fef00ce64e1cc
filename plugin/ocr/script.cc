// Counts letters by script, from the blocks of Unicode alone: enough for what Tesseract's models
// for Arabic, Latin, Cyrillic and Hebrew letters write. Digits belong to no script; marks are not
// counted.

#include "plugin/ocr/script.h"

#include <array>
#include <cstddef>

namespace warraq {
namespace {

// The code point at `at`, which moves behind it. Tesseract writes valid UTF-8; broken bytes count
// as themselves.
char32_t Next(std::string_view text, std::size_t& at) {
  const auto lead = static_cast<unsigned char>(text[at++]);
  int more = lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : 0;
  char32_t code = more == 0 ? lead : lead & (0x3Fu >> more);
  for (; more > 0 && at < text.size(); --more) {
    code = code << 6 | (static_cast<unsigned char>(text[at++]) & 0x3Fu);
  }
  return code;
}

struct Range {
  char32_t first, last;
  int ScriptCount::*count;  // null: not counted
};

// In order; the first that holds a code point decides. 0 where none does.
constexpr std::array<Range, 19> kRanges = {{
    {'0', '9', &ScriptCount::digits},
    {'A', 'Z', &ScriptCount::latin},
    {'a', 'z', &ScriptCount::latin},
    {0x00, 0xBF, nullptr},
    {0xC0, 0x24F, &ScriptCount::latin},
    {0x250, 0x3FF, &ScriptCount::other},
    {0x400, 0x52F, &ScriptCount::cyrillic},
    {0x590, 0x5CF, nullptr},
    {0x5D0, 0x5F4, &ScriptCount::hebrew},
    {0x600, 0x61F, nullptr},
    {0x640, 0x640, nullptr},
    {0x64B, 0x65F, nullptr},
    {0x660, 0x669, &ScriptCount::digits},
    {0x66A, 0x66D, nullptr},
    {0x6D4, 0x6ED, nullptr},
    {0x6F0, 0x6F9, &ScriptCount::digits},
    {0x620, 0x6FF, &ScriptCount::arabic},
    {0x2000, 0x2BFF, nullptr},
    {0xFB50, 0xFEFC, &ScriptCount::arabic},
}};

}  // namespace

void ScriptCount::Add(std::string_view utf8) {
  for (std::size_t at = 0; at < utf8.size();) {
    const char32_t code = Next(utf8, at);
    int ScriptCount::*count = &ScriptCount::other;
    for (const Range& range : kRanges) {
      if (code < range.first || code > range.last) continue;
      count = range.count;
      break;
    }
    if (count != nullptr) ++(this->*count);
  }
}

}  // namespace warraq

// Folds letters, so that "AOÛT", "août" and "aout" are one word, and so are "ماﻳﻮ" in presentation
// forms, "مَايُو" with its vowels, "مـــايو" stretched and "مايو".
//
// The folding only serves looking words up: it is coarser than Unicode's (UAX #29 for what a word
// is, UAX #15 for what an accent is), and no text is ever changed by it.

#include "plugin/date/fold.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "plugin/text/paged_table.h"

namespace warraq {
namespace {

// Base letters of U+00C0 to U+024F and of U+1E00 to U+1EFF, '?' where there is none of a to z.
constexpr std::string_view kLatin =
    "aaaaaaaceeeeiiiidnooooo?ouuuuytsaaaaaaaceeeeiiiidnooooo?ouuuuytyaaaaaaccccccccdd"
    "ddeeeeeeeeeegggggggghhhhiiiiiiiiiiiijjkkkllllllllllnnnnnnnnnoooooooorrrrrrssssss"
    "ssttttttuuuuuuuuuuuuwwyyyzzzzzzs???????????????e????????????????oo?????????????u"
    "u???????????????????dddlllnnnaaiioouuuuuuuuuu?aaaa????ggkkoooo??jdddgg??nnaa????"
    "aaaaeeeeiiiioooorrrruuuusstt??hh??????aaeeooooooooyy????????????????????????????";
constexpr std::string_view kLatinAdditional =
    "aabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnoooo"
    "oooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyas??s?"
    "aaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeeeeeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuu"
    "uuyyyyyyyy??????";

// U+0386 to U+03CE without accents, in lower case; the final sigma is a sigma.
constexpr std::u32string_view kGreek =
    U"\u03B1\u00B7\u03B5\u03B7\u03B9\u038B\u03BF\u038D\u03C5\u03C9\u03B9";

// Letters behind the presentation forms U+FE80 to U+FEF4, with how many forms each has.
struct Forms {
  char16_t letter;
  std::uint8_t count;
};
constexpr auto kForms = std::to_array<Forms>({
    {0x621, 1}, {0x622, 2}, {0x623, 2}, {0x624, 2}, {0x625, 2}, {0x626, 4}, {0x627, 2}, {0x628, 4},
    {0x629, 2}, {0x62A, 4}, {0x62B, 4}, {0x62C, 4}, {0x62D, 4}, {0x62E, 4}, {0x62F, 2}, {0x630, 2},
    {0x631, 2}, {0x632, 2}, {0x633, 4}, {0x634, 4}, {0x635, 4}, {0x636, 4}, {0x637, 4}, {0x638, 4},
    {0x639, 4}, {0x63A, 4}, {0x641, 4}, {0x642, 4}, {0x643, 4}, {0x644, 4}, {0x645, 4}, {0x646, 4},
    {0x647, 4}, {0x648, 2}, {0x649, 2}, {0x64A, 4},
});

// The same for the Persian letters among U+FB50 to U+FBFF: where each begins.
struct PersianForms {
  char16_t first, last, letter;
};
constexpr auto kPersianForms = std::to_array<PersianForms>({
    {0xFB56, 0xFB59, 0x67E},
    {0xFB66, 0xFB69, 0x679},
    {0xFB7A, 0xFB7D, 0x686},
    {0xFB88, 0xFB89, 0x688},
    {0xFB8A, 0xFB8B, 0x698},
    {0xFB8C, 0xFB8D, 0x691},
    {0xFB8E, 0xFB91, 0x6A9},
    {0xFB92, 0xFB95, 0x6AF},
    {0xFB9E, 0xFB9F, 0x6BA},
    {0xFBA4, 0xFBA5, 0x6C0},
    {0xFBA6, 0xFBA9, 0x6C1},
    {0xFBAA, 0xFBAD, 0x6BE},
    {0xFBAE, 0xFBB1, 0x6D2},
    {0xFBFC, 0xFBFF, 0x6CC},
});

// Zeros of the scripts that have ten digits of their own.
constexpr auto kZeros = std::to_array<char32_t>({
    0x660,
    0x6F0,
    0x966,
    0x9E6,
    0xA66,
    0xAE6,
    0xB66,
    0xBE6,
    0xC66,
    0xCE6,
    0xD66,
    0xE50,
    0xED0,
    0xF20,
    0x1040,
    0x17E0,
    0x1810,
    0xFF10,
});

Folded ComputeFold(char32_t c);

Folded ArabicLetter(char32_t c) {
  switch (c) {
    case 0x622:
    case 0x623:
    case 0x625:
    case 0x671:
      c = 0x627;
      break;  // alef
    case 0x649:
    case 0x6CC:
    case 0x6D2:
    case 0x6D3:
    case 0x626:
    case 0x6D0:
      c = 0x64A;
      break;  // yeh
    case 0x6A9:
    case 0x6AA:
      c = 0x643;
      break;  // kaf
    case 0x629:
    case 0x6C0:
    case 0x6C1:
    case 0x6C2:
    case 0x6C3:
    case 0x6BE:
    case 0x6D5:
      c = 0x647;
      break;  // heh
    case 0x624:
      c = 0x648;
      break;  // waw
    case 0x6BA:
      c = 0x646;
      break;  // noon
    default:
      break;
  }
  return {Letter::kLetter, c};
}

Folded PresentationForm(char32_t c) {
  if (c >= 0xFEF5 && c <= 0xFEFC) return {Letter::kLetter, 0x644, 0x627};
  if (c >= 0xFE80) {
    char32_t first = 0xFE80;
    for (const Forms& forms : kForms) {
      if (c < first + forms.count) return ArabicLetter(forms.letter);
      first += forms.count;
    }
    return {};
  }
  if (c >= 0xFE70) return {Letter::kMark};
  for (const PersianForms& forms : kPersianForms) {
    if (c >= forms.first && c <= forms.last) return ArabicLetter(forms.letter);
  }
  return {Letter::kSign, c};
}

bool IsMark(char32_t c) {
  return (c >= 0x300 && c <= 0x36F) || (c >= 0x591 && c <= 0x5BD) || c == 0x5BF || c == 0x5C1 ||
         c == 0x5C2 || c == 0x93C || c == 0x9BC || c == 0xA3C || (c >= 0x610 && c <= 0x61A) ||
         c == 0x61C || c == 0x640 || (c >= 0x64B && c <= 0x65F) || c == 0x670 ||
         (c >= 0x6D6 && c <= 0x6ED && c != 0x6E5) || c == 0xAD || c == 0x200D || c == 0x200B ||
         c == 0x200E || c == 0x200F || (c >= 0x202A && c <= 0x202E) ||
         (c >= 0x2066 && c <= 0x2069) || c == 0xFEFF || (c >= 0xFE00 && c <= 0xFE0F);
}

bool StandsAlone(char32_t c) {
  return (c >= 0x0E00 && c < 0x0F00) || (c >= 0x1000 && c < 0x10A0) ||
         (c >= 0x1780 && c < 0x1800) || (c >= 0x3040 && c < 0x3100) ||
         (c >= 0x3400 && c < 0xA000) || c == 0x3005 || c == 0x3007 || (c >= 0xF900 && c < 0xFB00);
}

bool IsSign(char32_t c) {
  return c < 0xAA || c == 0xAB || (c > 0xAB && c < 0xC0 && c != 0xB5 && c != 0xBA) || c == 0xD7 ||
         c == 0xF7 || (c >= 0x2B9 && c <= 0x2FF) || c == 0x37E || c == 0x387 ||
         (c >= 0x55A && c <= 0x55F) || c == 0x589 || c == 0x58A || c == 0x5BE || c == 0x5C0 ||
         c == 0x5C3 || c == 0x5F3 || c == 0x5F4 || (c >= 0x600 && c <= 0x60F) || c == 0x61B ||
         c == 0x61E || c == 0x61F || (c >= 0x66A && c <= 0x66D) || c == 0x6D4 || c == 0x964 ||
         c == 0x965 || c == 0x970 || (c >= 0x1361 && c <= 0x1368) || (c >= 0x2010 && c < 0x2C00) ||
         (c >= 0x2E00 && c < 0x3005) || (c >= 0x3008 && c < 0x3020) || c == 0x30FB ||
         (c >= 0xE000 && c < 0xF900) || (c >= 0xFE10 && c < 0xFE70) ||
         (c >= 0xFF01 && c < 0xFF10) || (c >= 0xFF1A && c < 0xFF21) ||
         (c >= 0xFF3B && c < 0xFF41) || (c >= 0xFF5B && c < 0xFF66) || c == 0x200C || c == 0xA78C ||
         c == 0xFFFD || c >= 0x1F000;
}

Folded FoldWide(char32_t c) {
  for (const char32_t zero : kZeros) {
    if (c >= zero && c < zero + 10) return {Letter::kDigit, c - zero};
  }
  if (c >= 0xFB1D && c <= 0xFDFF) return PresentationForm(c);
  if (c >= 0xFE70 && c <= 0xFEFC) return PresentationForm(c);
  if (c == 0x9DF) c = 0x9AF;  // yya is ya with a nukta
  if (c == 0x9DC || c == 0x9DD) c -= 0x3B;
  if (StandsAlone(c)) return {Letter::kAlone, c};
  if (c >= 0xFF01 && c <= 0xFF5E) return ComputeFold(c - 0xFF01 + 0x21);
  return {IsSign(c) ? Letter::kSign : Letter::kLetter, c};
}

Folded FoldGreek(char32_t c) {
  if (c < 0x386 || c > 0x3CE || c == 0x387) return {Letter::kSign, c};
  if (c <= 0x390) return {Letter::kLetter, kGreek[c - 0x386]};
  if (c <= 0x3A9) return {Letter::kLetter, c + 32};
  constexpr std::u32string_view kAccented =
      U"\u03B9\u03C5\u03B1\u03B5\u03B7\u03B9\u03C5";  // from 3AA
  if (c <= 0x3B0) return {Letter::kLetter, kAccented[c - 0x3AA]};
  constexpr std::u32string_view kLast = U"\u03B9\u03C5\u03BF\u03C5\u03C9";  // from 3CA
  if (c >= 0x3CA) return {Letter::kLetter, kLast[c - 0x3CA]};
  return {Letter::kLetter, c == 0x3C2 ? 0x3C3 : c};
}

Folded FoldCyrillic(char32_t c) {
  if (c >= 0x410 && c <= 0x42F) c += 32;
  if (c >= 0x400 && c <= 0x40F) c += 80;
  if (c >= 0x460 && c % 2 == 0 && c != 0x482 && !(c >= 0x4C0 && c <= 0x4CF)) ++c;
  return {Letter::kLetter, c == 0x451 ? 0x435 : c};  // yo is ye
}

// What Fold says, worked out.
Folded ComputeFold(char32_t c) {
  if (c < 0x80) {
    if (c >= 'a' && c <= 'z') return {Letter::kLetter, c};
    if (c >= 'A' && c <= 'Z') return {Letter::kLetter, c + 32};
    if (c >= '0' && c <= '9') return {Letter::kDigit, c - '0'};
    if (c == ' ' || (c >= 9 && c <= 13)) return {Letter::kSpace, c};
    return {Letter::kSign, c};
  }
  if (c == 0xA0 || (c >= 0x2000 && c <= 0x200A) || c == 0x202F || c == 0x3000 || c == 0x2028 ||
      c == 0x2029 || c == 0x85 || c == 0x205F) {
    return {Letter::kSpace, c};
  }
  if (IsMark(c)) return {Letter::kMark, c};
  if (c >= 0xC0 && c < 0x250 && c != 0xD7 && c != 0xF7) {
    const char base = kLatin[c - 0xC0];
    const char32_t second = c == 0xDF ? U's' : 0;
    return {Letter::kLetter, base == '?' ? c : static_cast<char32_t>(base), second};
  }
  if (c >= 0x370 && c < 0x400) return FoldGreek(c);
  if (c >= 0x400 && c < 0x530) return FoldCyrillic(c);
  if (c >= 0x531 && c <= 0x556) return {Letter::kLetter, c + 48};  // Armenian capitals
  if (c >= 0x620 && c <= 0x6D5 && !(c >= 0x660 && c <= 0x66D) && c != 0x6D4) return ArabicLetter(c);
  if (c >= 0x1E00 && c < 0x1F00) {
    const char base = kLatinAdditional[c - 0x1E00];
    return {Letter::kLetter, base == '?' ? c : static_cast<char32_t>(base), c == 0x1E9E ? U's' : 0};
  }
  if (c < 0x660 && !IsSign(c)) return {Letter::kLetter, c};
  return FoldWide(c);
}

}  // namespace

const Folded* MakeFoldTable() {
  static const auto table = [] {
    std::array<Folded, kFoldTableEnd> made{};
    for (char32_t c = 0; c < made.size(); ++c) made[c] = ComputeFold(c);
    return made;
  }();
  return table.data();
}

const char16_t* MakePlainLetters() {
  static const auto table = [] {
    std::array<char16_t, kFoldTableEnd> made{};
    for (char32_t c = 0; c < made.size(); ++c) {
      const Folded folded = Fold(c);
      const bool plain = folded.letter == Letter::kLetter && folded.then == 0;
      if (plain) made[c] = static_cast<char16_t>(folded.is);
    }
    return made;
  }();
  return table.data();
}

Folded FoldBeyondTable(char32_t c) {
  static PagedTable<Folded, ComputeFold> table;
  return table.Of(c);
}

}  // namespace warraq

// The form of a text that is searched, not shown: what readers take for the same is written the
// same.
//
//   "مُـحَمَّد" -> "محمد"     "أحمد الذكرى" -> "احمد الذكري"     "Straße № ٥" -> "strasse № 5"
//
// Each step is rows of one table: code points, and what stands for them. The steps are those of
// Arabic search analysers (Larkey, Ballesteros and Connell, "Improving stemming for Arabic
// information retrieval", 2002; Lucene's Arabic and Persian normalization), Unicode's full case
// folding, and what old print and typesetting add to Latin letters. An archive keeps what was
// printed, so none of this is on by default.

#include <algorithm>
#include <array>
#include <string>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// U+`first` to U+`last` become `to`, or go if it is empty. Where `shift` is given, each becomes the
// code point so much below it.
struct Row {
  char32_t first = 0;
  char32_t last = 0;
  std::string_view to;
  char32_t shift = 0;
};

constexpr auto kWidth = std::to_array<Row>({{0xFF01, 0xFF5E, {}, 0xFEE0}});
constexpr auto kLigatures = std::to_array<Row>({{0x132, 0x132, "IJ"},
                                                {0x133, 0x133, "ij"},
                                                {0xFB00, 0xFB00, "ff"},
                                                {0xFB01, 0xFB01, "fi"},
                                                {0xFB02, 0xFB02, "fl"},
                                                {0xFB03, 0xFB03, "ffi"},
                                                {0xFB04, 0xFB04, "ffl"},
                                                {0xFB05, 0xFB06, "st"}});
constexpr auto kLongS = std::to_array<Row>({{0x17F, 0x17F, "s"}});
constexpr auto kTatweel = std::to_array<Row>({{0x640, 0x640, {}}});
constexpr auto kHarakat = std::to_array<Row>({{0x610, 0x61A, {}},
                                              {0x64B, 0x65F, {}},
                                              {0x670, 0x670, {}},
                                              {0x6D6, 0x6DC, {}},
                                              {0x6DF, 0x6E4, {}},
                                              {0x6E7, 0x6E8, {}},
                                              {0x6EA, 0x6ED, {}},
                                              {0x8D3, 0x8E1, {}},
                                              {0x8E3, 0x8FF, {}}});
constexpr auto kAlef = std::to_array<Row>(
    {{0x622, 0x623, "\u0627"}, {0x625, 0x625, "\u0627"}, {0x671, 0x673, "\u0627"}});
constexpr auto kHamza = std::to_array<Row>({{0x624, 0x624, "\u0648"}, {0x626, 0x626, "\u064A"}});
constexpr auto kYeh = std::to_array<Row>(
    {{0x649, 0x649, "\u064A"}, {0x6CC, 0x6CC, "\u064A"}, {0x6D3, 0x6D3, "\u06D2"}});
constexpr auto kTehMarbuta =
    std::to_array<Row>({{0x629, 0x629, "\u0647"}, {0x6C3, 0x6C3, "\u0647"}});
constexpr auto kHeh = std::to_array<Row>({{0x6C0, 0x6C2, "\u0647"}, {0x6D5, 0x6D5, "\u0647"}});
constexpr auto kKaf = std::to_array<Row>({{0x6A9, 0x6AA, "\u0643"}});
// Not digits as such: no Latin digit is among the code points above ASCII.
constexpr auto kDigits = std::to_array<Row>({{0x80, 0x10FFFF, {}}});
constexpr auto kInvisible = std::to_array<Row>({{0xAD, 0xAD, {}},
                                                {0x61C, 0x61C, {}},
                                                {0x200B, 0x200F, {}},
                                                {0x202A, 0x202E, {}},
                                                {0x2060, 0x2064, {}},
                                                {0x2066, 0x2069, {}},
                                                {0xFE00, 0xFE0F, {}}});
constexpr auto kSpaces = std::to_array<Row>({{0xA0, 0xA0, " "},
                                             {0x2000, 0x200A, " "},
                                             {0x202F, 0x202F, " "},
                                             {0x205F, 0x205F, " "},
                                             {0x3000, 0x3000, " "}});
constexpr auto kCase = std::to_array<Row>({{'A', 'Z', {}}, {0x80, 0x10FFFF, {}}});

// What stands for `value` by a row that has it.
using Meaning = void (*)(const Row& row, char32_t value, std::string& to);

void ByRow(const Row& row, char32_t value, std::string& to) {
  to = row.to;
  if (row.shift > 0) AppendUtf8(to, value - row.shift);
}

void ByDigit(const Row& /*row*/, char32_t value, std::string& to) {
  const int digit = DigitValue(value);
  if (digit < 0) return AppendUtf8(to, value);
  to = static_cast<char>('0' + digit);
}

void ByCase(const Row& /*row*/, char32_t value, std::string& to) { AppendFullFolding(to, value); }

template <const auto& rows, Meaning meaning>
Text Fold(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  const bool ascii_too = rows[0].first < 0x80;
  Edit edit(text);
  std::string with;
  for (std::size_t i = 0; i < bytes.size();) {
    if (!ascii_too && static_cast<unsigned char>(bytes[i]) < 0x80) {
      ++i;
      continue;
    }
    const std::size_t begin = i;
    const char32_t value = NextCodePoint(bytes, i);
    const auto row = std::ranges::find_if(
        rows, [&](const Row& r) { return r.first <= value && value <= r.last; });
    if (row == rows.end()) continue;
    with.clear();
    meaning(*row, value, with);
    if (bytes.substr(begin, i - begin) == with) continue;
    edit.Change(begin, i, with);
    ++count;
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

template <const auto& rows, Meaning meaning = ByRow>
constexpr Repair Step(std::string_view name, std::string_view summary,
                      std::string_view code_points) {
  return {name, summary, kSeenAnything, Fold<rows, meaning>, code_points};
}

constexpr Repair kWidthStep = Step<kWidth>("search-width", "fullwidth forms as plain characters",
                                           "U+FF01-FF5E → U+0021-007E");
constexpr Repair kLigatureStep =
    Step<kLigatures>("search-ligatures", "ligatures as letters",
                     "U+0132-0133, U+FB00-FB06 → ij, ff, fi, fl, ffi, ffl, st");
constexpr Repair kLongSStep = Step<kLongS>("search-long-s", "long s as s", "U+017F → U+0073");
constexpr Repair kTatweelStep =
    Step<kTatweel>("search-tatweel", "without the bar that stretches words", "U+0640 → nothing");
constexpr Repair kHarakatStep = Step<kHarakat>(
    "search-harakat", "without vowel signs and the marks of the Quran",
    "U+0610-061A, U+064B-065F, U+0670, U+06D6-06DC, U+06DF-06E4, U+06E7-06E8, U+06EA-06ED, "
    "U+08D3-08E1, U+08E3-08FF → nothing");
constexpr Repair kAlefStep = Step<kAlef>("search-alef", "every alef as the bare one",
                                         "U+0622-0623, U+0625, U+0671-0673 → U+0627");
constexpr Repair kHamzaStep =
    Step<kHamza>("search-hamza", "hamza's seats as the letters that they are",
                 "U+0624 → U+0648, U+0626 → U+064A");
constexpr Repair kYehStep = Step<kYeh>("search-yeh", "alef maqsura and Persian yeh as yeh",
                                       "U+0649, U+06CC → U+064A, U+06D3 → U+06D2");
constexpr Repair kTehMarbutaStep =
    Step<kTehMarbuta>("search-teh-marbuta", "teh marbuta as heh", "U+0629, U+06C3 → U+0647");
constexpr Repair kHehStep =
    Step<kHeh>("search-heh", "Urdu and Kurdish heh as heh", "U+06C0-06C2, U+06D5 → U+0647");
constexpr Repair kKafStep = Step<kKaf>("search-kaf", "Persian kaf as kaf", "U+06A9-06AA → U+0643");
constexpr Repair kDigitStep =
    Step<kDigits, ByDigit>("search-digits", "decimal digits of every script as 0 to 9",
                           "General_Category Nd → U+0030-0039");
constexpr Repair kInvisibleStep = Step<kInvisible>(
    "search-invisible", "without joiners, direction marks and variation selectors",
    "U+00AD, U+061C, U+200B-200F, U+202A-202E, U+2060-2064, U+2066-2069, U+FE00-FE0F → nothing");
constexpr Repair kSpaceStep = Step<kSpaces>("search-spaces", "every kind of space as a space",
                                            "U+00A0, U+2000-200A, U+202F, U+205F, U+3000 → U+0020");
constexpr Repair kCaseStep =
    Step<kCase, ByCase>("search-case", "letters without case", "Unicode's full case folding");

constexpr std::array kSteps = {
    &kWidthStep, &kLigatureStep, &kLongSStep,     &kTatweelStep,    &kHarakatStep,
    &kAlefStep,  &kHamzaStep,    &kYehStep,       &kTehMarbutaStep, &kHehStep,
    &kKafStep,   &kDigitStep,    &kInvisibleStep, &kSpaceStep,      &kCaseStep,
};

}  // namespace

// Behind the repairs, all in one list: letters without case may bear out what capitals did not.
std::span<const Repair* const> SearchSteps() {
  static const std::vector<const Repair*> steps = [] {
    std::vector<const Repair*> all(Repairs().begin(), Repairs().end());
    all.insert(all.end(), kSteps.begin(), kSteps.end());
    return all;
  }();
  return steps;
}

}  // namespace warraq

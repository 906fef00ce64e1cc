// General categories come from utf8proc's tables, scripts from ranges of the blocks that news pages
// are written in (ICU is asked for the rest), case folding from utf8proc.

#include "plugin/text/properties.h"

#include <unicode/uchar.h>
#include <unicode/unistr.h>
#include <unicode/uscript.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <iterator>

#include "plugin/text/ascii.h"
#include "plugin/text/normalize.h"
#include "plugin/text/paged_table.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

utf8proc_category_t Category(char32_t value) {
  return utf8proc_category(static_cast<utf8proc_int32_t>(value));
}

struct Range {
  char32_t first;
  char32_t last;
  Script script;
};

// Sorted. Marks and digits that several scripts share are common; a block's own digits are its
// script's.
constexpr std::array kRanges = {
    Range{0x0041, 0x005A, Script::kLatn},   Range{0x0061, 0x007A, Script::kLatn},
    Range{0x00AA, 0x00AA, Script::kLatn},   Range{0x00BA, 0x00BA, Script::kLatn},
    Range{0x00C0, 0x00D6, Script::kLatn},   Range{0x00D8, 0x00F6, Script::kLatn},
    Range{0x00F8, 0x02B8, Script::kLatn},   Range{0x0370, 0x03E1, Script::kGrek},
    Range{0x03F0, 0x03FF, Script::kGrek},   Range{0x0400, 0x052F, Script::kCyrl},
    Range{0x0531, 0x058F, Script::kArmn},   Range{0x0591, 0x05F4, Script::kHebr},
    Range{0x0620, 0x063F, Script::kArab},   Range{0x0641, 0x064A, Script::kArab},
    Range{0x0656, 0x065F, Script::kArab},   Range{0x066E, 0x066F, Script::kArab},
    Range{0x0671, 0x06DC, Script::kArab},   Range{0x06DE, 0x06FF, Script::kArab},
    Range{0x0750, 0x077F, Script::kArab},   Range{0x08A0, 0x08E1, Script::kArab},
    Range{0x0900, 0x0950, Script::kDeva},   Range{0x0955, 0x0963, Script::kDeva},
    Range{0x0966, 0x097F, Script::kDeva},   Range{0x0E01, 0x0E5B, Script::kThai},
    Range{0x10A0, 0x10FF, Script::kGeor},   Range{0x1100, 0x11FF, Script::kHang},
    Range{0x1C80, 0x1C88, Script::kCyrl},   Range{0x1E00, 0x1EFF, Script::kLatn},
    Range{0x1F00, 0x1FFE, Script::kGrek},   Range{0x2E80, 0x2FD5, Script::kHani},
    Range{0x3005, 0x3007, Script::kHani},   Range{0x3041, 0x30FF, Script::kKana},
    Range{0x3131, 0x318E, Script::kHang},   Range{0x31F0, 0x31FF, Script::kKana},
    Range{0x3400, 0x4DBF, Script::kHani},   Range{0x4E00, 0x9FFF, Script::kHani},
    Range{0xAC00, 0xD7A3, Script::kHang},   Range{0xF900, 0xFAD9, Script::kHani},
    Range{0xFB00, 0xFB06, Script::kLatn},   Range{0xFB1D, 0xFB4F, Script::kHebr},
    Range{0xFB50, 0xFD3D, Script::kArab},   Range{0xFD50, 0xFDFF, Script::kArab},
    Range{0xFE70, 0xFEFC, Script::kArab},   Range{0xFF21, 0xFF3A, Script::kLatn},
    Range{0xFF41, 0xFF5A, Script::kLatn},   Range{0xFF66, 0xFF9D, Script::kKana},
    Range{0x20000, 0x323AF, Script::kHani},
};

Script FindScript(char32_t value) {
  const auto after = std::ranges::upper_bound(kRanges, value, {}, &Range::first);
  if (after != kRanges.begin() && value <= std::prev(after)->last) return std::prev(after)->script;
  if (value < 0x80) return Script::kCommon;
  UErrorCode status = U_ZERO_ERROR;
  switch (uscript_getScript(static_cast<UChar32>(value), &status)) {
    case USCRIPT_COMMON:
    case USCRIPT_INHERITED:
      return Script::kCommon;
    case USCRIPT_LATIN:
      return Script::kLatn;
    case USCRIPT_ARABIC:
      return Script::kArab;
    case USCRIPT_CYRILLIC:
      return Script::kCyrl;
    case USCRIPT_GREEK:
      return Script::kGrek;
    case USCRIPT_HAN:
      return Script::kHani;
    case USCRIPT_HIRAGANA:
    case USCRIPT_KATAKANA:
      return Script::kKana;
    case USCRIPT_HANGUL:
      return Script::kHang;
    case USCRIPT_DEVANAGARI:
      return Script::kDeva;
    case USCRIPT_ARMENIAN:
      return Script::kArmn;
    case USCRIPT_GEORGIAN:
      return Script::kGeor;
    case USCRIPT_BENGALI:
      return Script::kBeng;
    case USCRIPT_GURMUKHI:
      return Script::kGuru;
    case USCRIPT_GUJARATI:
      return Script::kGujr;
    case USCRIPT_TAMIL:
      return Script::kTaml;
    case USCRIPT_TELUGU:
      return Script::kTelu;
    case USCRIPT_KANNADA:
      return Script::kKnda;
    case USCRIPT_MALAYALAM:
      return Script::kMlym;
    case USCRIPT_SINHALA:
      return Script::kSinh;
    case USCRIPT_KHMER:
      return Script::kKhmr;
    case USCRIPT_LAO:
      return Script::kLaoo;
    case USCRIPT_MYANMAR:
      return Script::kMymr;
    case USCRIPT_ETHIOPIC:
      return Script::kEthi;
    default:
      return Script::kOther;
  }
}

std::uint8_t BitsOf(char32_t value) {
  const utf8proc_category_t category = Category(value);
  std::uint8_t bits = 0;
  if (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) bits |= kLetterBit;
  if (category >= UTF8PROC_CATEGORY_MN && category <= UTF8PROC_CATEGORY_ME) bits |= kMarkBit;
  if (category == UTF8PROC_CATEGORY_ND) bits |= kDigitBit;
  const bool upper = category == UTF8PROC_CATEGORY_LU || category == UTF8PROC_CATEGORY_LT;
  if (upper) bits |= kUppercaseBit;
  if (category == UTF8PROC_CATEGORY_LL) bits |= kLowercaseBit;
  const bool white = (value >= '\t' && value <= '\r') || value == 0x85;
  const bool space = category >= UTF8PROC_CATEGORY_ZS && category <= UTF8PROC_CATEGORY_ZP;
  if (white || space) bits |= kSpaceBit;
  return bits;
}

}  // namespace

Properties ComputeProperties(char32_t value) {
  const auto folded = static_cast<char32_t>(utf8proc_tolower(static_cast<utf8proc_int32_t>(value)));
  return {folded, BitsOf(value), FindScript(value)};
}

Properties PropertiesBeyondTable(char32_t value) {
  static PagedTable<Properties, ComputeProperties> table;
  return table.Of(value);
}

const Properties* MakePropertyTable() {
  static const auto table = [] {
    std::array<Properties, kAlphabetsEnd + 0x100> made{};
    for (char32_t i = 0; i < made.size(); ++i) {
      made[i] = ComputeProperties(i < kAlphabetsEnd ? i : 0x2000 + (i - kAlphabetsEnd));
    }
    return made;
  }();
  return table.data();
}

bool IsAssigned(char32_t value) {
  const utf8proc_category_t category = Category(value);
  return category != UTF8PROC_CATEGORY_CN && category != UTF8PROC_CATEGORY_CO &&
         category != UTF8PROC_CATEGORY_CS;
}

int DigitValue(char32_t value) {
  if (value < 0x80) return IsDigit(value) ? static_cast<int>(value - '0') : -1;
  if (value >= 0x660 && value <= 0x669) return static_cast<int>(value - 0x660);
  if (value >= 0x6F0 && value <= 0x6F9) return static_cast<int>(value - 0x6F0);
  return IsDigit(value) ? u_charDigitValue(static_cast<UChar32>(value)) : -1;
}

std::string_view WithoutSpacesBehind(std::string_view utf8) {
  while (!utf8.empty()) {
    if (IsAsciiSign(utf8.back())) break;  // as most are
    std::size_t at = utf8.size();
    if (!IsSpace(PreviousCodePoint(utf8, at))) break;
    utf8 = utf8.substr(0, at);
  }
  return utf8;
}

std::string Folded(std::string_view utf8) {
  std::string folded;
  folded.reserve(utf8.size());
  for (std::size_t i = 0; i < utf8.size();) AppendUtf8(folded, FoldCase(NextCodePoint(utf8, i)));
  return IsNfc(folded) ? folded : Nfc(folded);
}

void AppendFullFolding(std::string& text, char32_t value) {
  const auto point = static_cast<UChar32>(value);
  if (!u_hasBinaryProperty(point, UCHAR_CHANGES_WHEN_CASEFOLDED)) return AppendUtf8(text, value);
  icu::UnicodeString(point).foldCase().toUTF8String(text);
}

bool IsVisible(char32_t value) {
  if (value == ' ') return true;
  const utf8proc_category_t category = Category(value);
  const bool drawn = (category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO) ||
                     (category >= UTF8PROC_CATEGORY_ND && category <= UTF8PROC_CATEGORY_SO);
  return drawn &&
         !u_hasBinaryProperty(static_cast<UChar32>(value), UCHAR_DEFAULT_IGNORABLE_CODE_POINT);
}

std::string NameOf(char32_t value) {
  for (const UCharNameChoice choice : {U_UNICODE_CHAR_NAME, U_CHAR_NAME_ALIAS}) {
    std::array<char, 128> name;
    UErrorCode status = U_ZERO_ERROR;
    const std::int32_t length = u_charName(static_cast<UChar32>(value), choice, name.data(),
                                           static_cast<std::int32_t>(name.size()), &status);
    if (U_SUCCESS(status) && length > 0) return {name.data(), static_cast<std::size_t>(length)};
  }
  return {};
}

std::string_view ScriptName(Script script) {
  constexpr std::array<std::string_view, kScripts> kNames = {
      "Zyyy", "Latn", "Arab", "Cyrl", "Hebr", "Grek", "Hani", "Kana", "Hang",
      "Deva", "Thai", "Armn", "Geor", "Beng", "Guru", "Gujr", "Taml", "Telu",
      "Knda", "Mlym", "Sinh", "Khmr", "Laoo", "Mymr", "Ethi", "Zzzz"};
  return kNames[static_cast<std::size_t>(script)];
}

bool IsRightToLeft(Script script) { return script == Script::kArab || script == Script::kHebr; }

}  // namespace warraq

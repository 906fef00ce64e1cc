// What Unicode says of a code point: its general category, script, case. A front for utf8proc and
// ICU, with ASCII answered from a table.

#ifndef WARRAQ_PLUGIN_TEXT_PROPERTIES_H_
#define WARRAQ_PLUGIN_TEXT_PROPERTIES_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace warraq {

// Scripts by their ISO 15924 code: those that the language tables know, and kOther.
enum class Script : std::uint8_t {
  kCommon,
  kLatn,
  kArab,
  kCyrl,
  kHebr,
  kGrek,
  kHani,
  kKana,
  kHang,
  kDeva,
  kThai,
  kArmn,
  kGeor,
  kBeng,
  kGuru,
  kGujr,
  kTaml,
  kTelu,
  kKnda,
  kMlym,
  kSinh,
  kKhmr,
  kLaoo,
  kMymr,
  kEthi,
  kOther,
};
inline constexpr std::size_t kScripts = static_cast<std::size_t>(Script::kOther) + 1;

enum PropertyBit : std::uint8_t {
  kLetterBit = 1u << 0,     // L*
  kMarkBit = 1u << 1,       // M*
  kDigitBit = 1u << 2,      // Nd
  kUppercaseBit = 1u << 3,  // Lu, Lt
  kLowercaseBit = 1u << 4,  // Ll
  kSpaceBit = 1u << 5,      // Zs, Zl, Zp and the white controls
};

struct Properties {
  char32_t folded = 0;  // simple case folding
  std::uint8_t bits = 0;
  Script script = Script::kCommon;

  bool Has(unsigned bit) const { return (bits & bit) != 0; }
};

// Of any code point: worked out, and from pages that are kept.
Properties ComputeProperties(char32_t value);
Properties PropertiesBeyondTable(char32_t value);
// Of the code points of alphabets (to U+08FF) and of general punctuation (U+2000 to U+20FF), one
// behind the other; computed once.
inline constexpr char32_t kAlphabetsEnd = 0x900;
const Properties* MakePropertyTable();

// The table, for loops that know their code points to be below kAlphabetsEnd.
inline const Properties* AlphabetProperties() {
  static const Properties* const table = MakePropertyTable();
  return table;
}

inline Properties PropertiesOf(char32_t value) {
  const Properties* const table = AlphabetProperties();
  if (value < kAlphabetsEnd) return table[value];
  const char32_t in_punctuation = value - 0x2000;
  return in_punctuation < 0x100 ? table[kAlphabetsEnd + in_punctuation]
                                : PropertiesBeyondTable(value);
}

inline bool IsLetter(char32_t value) { return PropertiesOf(value).Has(kLetterBit); }
inline bool IsMark(char32_t value) { return PropertiesOf(value).Has(kMarkBit); }
inline bool IsDigit(char32_t value) { return PropertiesOf(value).Has(kDigitBit); }
inline bool IsUppercase(char32_t value) { return PropertiesOf(value).Has(kUppercaseBit); }
inline bool IsLowercase(char32_t value) { return PropertiesOf(value).Has(kLowercaseBit); }
inline bool IsSpace(char32_t value) { return PropertiesOf(value).Has(kSpaceBit); }
inline char32_t FoldCase(char32_t value) { return PropertiesOf(value).folded; }
inline Script ScriptOf(char32_t value) { return PropertiesOf(value).script; }

// Without the white space at its end, of any kind.
std::string_view WithoutSpacesBehind(std::string_view utf8);

// Whether Unicode gives it a meaning: not unassigned, private or a surrogate.
bool IsAssigned(char32_t value);
// The value of a decimal digit of any script; -1 for others.
int DigitValue(char32_t value);
// Case-folded, NFC text, for looking words up and for comparing lines.
std::string Folded(std::string_view utf8);

// What stands for the code point when case does not matter (Unicode's full case folding: "ß" is
// "ss").
void AppendFullFolding(std::string& text, char32_t value);
// Whether a reader sees it: letters, digits, punctuation, symbols and the plain space, by
// themselves.
bool IsVisible(char32_t value);

// Its name in the Unicode Character Database ("RIGHT-TO-LEFT MARK"), or the alias that controls
// have instead; empty if it has none.
std::string NameOf(char32_t value);

std::string_view ScriptName(Script script);  // "Latn"; "Zyyy" for kCommon, "Zzzz" for kOther
bool IsRightToLeft(Script script);
// Chinese and Japanese signs, between which no space parts the words.
constexpr bool IsHanOrKana(Script script) {
  return script == Script::kHani || script == Script::kKana;
}
constexpr bool IsEastAsian(Script script) { return IsHanOrKana(script) || script == Script::kHang; }
// The marks that are set among such signs, and the full-width forms of letters, digits and marks.
constexpr bool IsEastAsianMark(char32_t value) {
  return (value >= 0x3001 && value <= 0x303F) || (value >= 0xFF01 && value <= 0xFF60);
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_PROPERTIES_H_

// What Unicode says of a code point: its general category, script, case. A front for utf8proc and ICU,
// with ASCII answered from a table.

#ifndef WARRAQ_PLUGIN_TEXT_PROPERTIES_H_
#define WARRAQ_PLUGIN_TEXT_PROPERTIES_H_

#include <cstdint>
#include <string>
#include <string_view>

namespace warraq {

bool IsLetter(char32_t value);     // L*
bool IsMark(char32_t value);       // M*
bool IsDigit(char32_t value);      // Nd
bool IsUppercase(char32_t value);  // Lu, Lt
bool IsLowercase(char32_t value);  // Ll
bool IsSpace(char32_t value);      // Zs, Zl, Zp and the white controls
// The value of a decimal digit of any script; -1 for others.
int DigitValue(char32_t value);
char32_t FoldCase(char32_t value);  // simple case folding
// Case-folded, NFC text, for looking words up and for comparing lines.
std::string Folded(std::string_view utf8);

// Scripts by their ISO 15924 code: those that the language tables know, and kOther.
enum class Script : std::uint8_t {
  kCommon, kLatn, kArab, kCyrl, kHebr, kGrek, kHani, kKana, kHang, kDeva, kThai, kArmn, kGeor, kOther,
};
Script ScriptOf(char32_t value);
std::string_view ScriptName(Script script);  // "Latn"; "Zyyy" for kCommon, "Zzzz" for kOther
bool IsRightToLeft(Script script);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_PROPERTIES_H_

// A letter costs the logarithm of its share in its script (models/letters.tsv). Signs that no
// writer makes cost more: two scripts in one word, a capital after a small letter, a currency sign
// or a box between letters, a control character. Russian read as windows-1252 ("Ìîñêâà") is made of
// letters, but of rare ones.

#include "plugin/text/letters.h"

#include <array>
#include <charconv>
#include <cstdint>
#include <string_view>

#include "plugin/text/model.h"

namespace warraq {
namespace {

constexpr double kUnseenLetter = -9.5;
constexpr double kOtherScriptsLetter = -6;  // scripts without a table
constexpr double kTwoScripts = -4;
constexpr double kInnerCapital = -2.5;
constexpr double kSymbol = -8;
constexpr double kPunctuation = -3;
constexpr double kControl = -14;
constexpr std::size_t kTableEnd = 0x800;

using Table = std::array<float, kTableEnd>;

Table ReadTable() {
  Table table{};
  std::string_view model = Model("letters.tsv");
  for (std::array<std::string_view, 2> row; NextRow(model, row);) {
    std::uint32_t value = 0;
    int hundredths = 0;
    std::from_chars(row[0].data(), row[0].data() + row[0].size(), value, 16);
    std::from_chars(row[1].data(), row[1].data() + row[1].size(), hundredths);
    if (value < kTableEnd) table[value] = static_cast<float>(hundredths) / 100;
  }
  return table;
}

double LetterCost(char32_t value, Script script) {
  static const Table table = ReadTable();
  const bool known = script == Script::kArab || script == Script::kCyrl ||
                     script == Script::kHebr || script == Script::kLatn;
  if (!known) return kOtherScriptsLetter;
  return value < kTableEnd && table[value] < 0 ? static_cast<double>(table[value]) : kUnseenLetter;
}

bool IsCommonPunctuation(char32_t value) {
  switch (value) {
    case 0xA0:
    case 0xA9:
    case 0xAB:
    case 0xAD:
    case 0xB0:
    case 0xB7:
    case 0xBB:
    case 0xA7:
    case 0x60C:
    case 0x61B:
    case 0x61F:
    case 0x200C:
    case 0x200D:
    case 0x200E:
    case 0x200F:
    case 0x2013:
    case 0x2014:
    case 0x2018:
    case 0x2019:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x2026:
    case 0x2116:
    case 0x20AC:
    case 0x3001:
    case 0x3002:
      return true;
    default:
      return value >= 0x660 && value <= 0x669;
  }
}

}  // namespace

void LetterScore::Add(char32_t value) {
  const bool foreign = value >= 0x80;
  foreign_ += foreign;
  const bool letter = IsLetter(value);
  if (!letter) {
    if (value < 0x20 ? !(value >= '\t' && value <= '\r') : value >= 0x7F && value < 0xA0) {
      total_ += kControl;
    } else if (foreign && !IsMark(value)) {
      total_ += value == 0xFFFD ? kControl : IsCommonPunctuation(value) ? kPunctuation : kSymbol;
    } else if (foreign) {
      total_ += kOtherScriptsLetter;
    }
    if (!IsMark(value)) previous_ = Script::kCommon;
    previous_lower_ = false;
    return;
  }
  const Script script = ScriptOf(value);
  if (foreign) total_ += LetterCost(value, script);
  if (previous_ != Script::kCommon && previous_ != script) total_ += kTwoScripts;
  if (previous_lower_ && IsUppercase(value)) total_ += kInnerCapital;
  previous_ = script;
  previous_lower_ = IsLowercase(value);
}

}  // namespace warraq

// Russian read as windows-1252 ("Ìîñêâà") is made of letters, and of letters that occur, but no
// language puts them beside each other; so pairs are what counts. Signs that no writer makes cost
// what is seldom: two scripts in one word, a capital after a small letter, a currency sign or a box
// between letters, a control character.

#include "plugin/text/letters.h"

#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "plugin/text/model.h"
#include "plugin/text/normalize.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// Code points that the model does not list have one of these classes, behind the listed ones.
enum Unlisted : std::uint8_t { kLetter, kMark, kSymbol, kControl, kUndefined, kUnlistedEnd };

// In units of 1 / kSteps.
constexpr std::array<int, kUnlistedEnd> kUnlistedCost = {66, 66, 60, 84, 102};
constexpr int kSymbolInWord = 18;    // more, where the symbol stands behind a letter
constexpr int kOddSpace = 36;        // U+00A0, U+3000... where a plain space would do
constexpr int kOtherScript = 20;     // a pair of two scripts that was never seen
constexpr int kUnlistedMember = 72;  // a Han or Hangul sign that the model has not seen
constexpr int kShape = 3;            // a presentation form instead of its letter
constexpr int kUnreadLeft = 12;      // what a row without pairs costs beyond its letters
constexpr std::uint8_t kSmallAfterCapitals = 12;
constexpr std::uint8_t kCapitalAfterCapitals = 1;
constexpr std::uint8_t kAtMost = 66;  // of a pair of listed letters

int CostOf(char c) { return c - '!'; }

std::uint8_t Byte(int cost) { return static_cast<std::uint8_t>(std::clamp(cost, 0, 255)); }

bool IsControl(char32_t value) {
  return value < 0x20 ? !(value >= '\t' && value <= '\r') : value >= 0x7F && value < 0xA0;
}

// Surrogates and private ones are by far the most.
bool IsUndefinedBlock(char32_t value) { return value >= 0xD7B0 && value < 0xF900; }

bool IsUndefined(char32_t value) {
  return value == kReplacement || IsUndefinedBlock(value) || (value >= 0xFDD0 && value < 0xFDF0) ||
         (value & 0xFFFE) == 0xFFFE || value == 0xFEFF || !IsAssigned(value);
}

// Kana to Yi, and Hangul: no letters of alphabets.
bool IsSignOfThousands(char32_t value) {
  return (value >= 0x3040 && value < 0xA4D0) || (value >= 0xAC00 && value < 0xD7A4);
}

std::uint8_t UnlistedClass(char32_t value, const Properties& properties) {
  if (IsControl(value)) return kControl;
  if (IsUndefined(value)) return kUndefined;
  if (properties.Has(kLetterBit)) return kLetter;
  return properties.Has(kMarkBit) ? kMark : kSymbol;
}

std::uint8_t KindOf(char32_t value, const Properties& properties) {
  std::uint8_t kind = value >= 0x80 ? Letter::kForeign : 0;
  if (value >= 0x2018 && value <= 0x201F) kind |= Letter::kCurlyQuote;
  if (properties.Has(kLetterBit)) kind |= Letter::kAlphabetic;
  if (properties.Has(kUppercaseBit)) return kind | 2;
  return kind | (properties.Has(kLowercaseBit) ? 1 : 0);
}

}  // namespace

// Reads the model: classes first, then what follows each of them.
struct LetterPairsReader {
  LetterPairs& made;
  std::vector<std::uint8_t> alone{};  // cost of each class whatever stands before it
  std::vector<Script> scripts{};
  std::vector<std::string_view> names{};
  std::vector<char> listed = std::vector<char>(0x10000);
  std::vector<char> read = std::vector<char>(LetterPairs::kGroups);
  std::uint16_t hani = 0, hangul = 0;

  void Read() {
    std::string_view model = Model("letter_pairs.tsv");
    for (std::array<std::string_view, 4> row; NextRow(model, row);) {
      if (row[0] == "class") ReadClass(row[1], row[2], row[3]);
    }
    FillLetters();
    model = Model("letter_pairs.tsv");
    for (std::array<std::string_view, 4> row; NextRow(model, row);) {
      if (row[0] == "after") ReadRow(row[1], row[2], row[3]);
    }
    FillUnlisted();
    model = Model("letter_pairs.tsv");
    for (std::array<std::string_view, 3> row; NextRow(model, row);) {
      if (row[0] == "case") ReadCase(row[1], row[2]);
    }
  }

  std::uint16_t classes() const { return static_cast<std::uint16_t>(alone.size()); }

  void Put(char32_t value, int cost) {
    made.letters_[value] = {static_cast<std::uint16_t>(classes() - 1), Byte(cost), 0};
    listed[value] = true;
  }

  void ReadClass(std::string_view name, std::string_view cost, std::string_view members) {
    alone.push_back(Byte(CostOf(cost[0])));
    names.push_back(name);
    std::size_t at = 0;
    const char32_t first = NextCodePoint(members.empty() ? name : members, at);
    scripts.push_back(IsLetter(first) ? ScriptOf(first) : Script::kCommon);
    const bool single = members.empty();
    if (name == "Hani") hani = static_cast<std::uint16_t>(classes() - 1);
    if (name == "Hang") hangul = static_cast<std::uint16_t>(classes() - 1);
    if (single) Put(first, 0);
    for (std::size_t i = 0; i < members.size();) {
      const char32_t value = NextCodePoint(members, i);
      Put(value, CostOf(members[i++]));
    }
  }

  void FillLetters() {
    for (char32_t value = 0; value < made.letters_.size(); ++value) {
      Letter& letter = made.letters_[value];
      if (IsUndefinedBlock(value)) {
        letter = ClassAlone(kUndefined);
      } else if (IsSignOfThousands(value)) {
        if (!listed[value]) letter = UnlistedSign(value);
      } else {
        const Properties properties = PropertiesOf(value);
        if (!listed[value]) letter = Unlisted(value, properties);
        letter.kind = KindOf(value, properties);
        continue;
      }
      letter.kind = Letter::kForeign;
    }
  }

  Letter ClassAlone(std::uint8_t unlisted) const {
    return {static_cast<std::uint16_t>(classes() + unlisted), 0, 0};
  }

  Letter UnlistedSign(char32_t value) const {
    if (value >= 0xAC00) return {hangul, kUnlistedMember, 0};
    return value >= 0x3400 && value < 0xA000 ? Letter{hani, kUnlistedMember, 0}
                                             : ClassAlone(kLetter);
  }

  Letter Unlisted(char32_t value, const Properties& properties) const {
    if (value >= '0' && value <= '9') return made.letters_[U'0'];
    const std::uint8_t unlisted = UnlistedClass(value, properties);
    if (unlisted == kSymbol && properties.Has(kSpaceBit)) {
      Letter space = made.letters_[U' '];
      space.cost = value < 0x80 ? 0 : kOddSpace;
      return space;
    }
    const char32_t folded = properties.folded;
    const bool folds = folded != value && folded < 0x10000 && listed[folded];
    if (folds && unlisted != kUndefined) return made.letters_[folded];
    if (value >= 0xFB50 && value < 0xFEFF && unlisted == kLetter) {
      Letter letter = made.letters_[BaseOf(value)];
      letter.cost = kShape;
      return letter;
    }
    return ClassAlone(unlisted);
  }

  // The first letter of what a presentation form means, which has a class; a space otherwise.
  char32_t BaseOf(char32_t value) const {
    const std::string meant = CompatibilityForm(value);
    for (std::size_t i = 0; i < meant.size();) {
      const char32_t base = NextCodePoint(meant, i);
      if (base < 0x10000 && listed[base]) return base;
    }
    return U' ';
  }

  // What was never seen behind a class: at the letters' own cost, of another script dearer.
  void FillRow(std::size_t row, int left, Script script) {
    std::uint8_t* const to = made.pairs_[row].data();
    for (std::size_t i = 0; i < alone.size(); ++i) {
      const bool other =
          script != Script::kCommon && scripts[i] != Script::kCommon && scripts[i] != script;
      const int cost = left + alone[i] + (other ? kOtherScript : 0);
      to[i] = static_cast<std::uint8_t>(std::min<int>(cost, kAtMost));
    }
    for (std::size_t i = 0; i < kUnlistedEnd; ++i) {
      const bool beside = i == kSymbol && script != Script::kCommon;
      to[alone.size() + i] = Byte(kUnlistedCost[i] + (beside ? kSymbolInWord : 0));
    }
  }

  void ReadRow(std::string_view name, std::string_view left, std::string_view pairs) {
    std::size_t at = 0;
    std::size_t row = made.letters_[NextCodePoint(name, at)].group;
    if (at < name.size()) {  // a group has no letter of its own to be found by
      row = static_cast<std::size_t>(std::ranges::find(names, name) - names.begin());
      if (row == names.size()) return;
    }
    FillRow(row, CostOf(left[0]), scripts[row]);
    read[row] = true;
    for (std::size_t i = 0; i < pairs.size();) {
      std::uint16_t column = 0;
      if (pairs[i] == ' ') {
        std::from_chars(pairs.data() + i + 1, pairs.data() + i + 4, column, 16);
        i += 4;
      } else {
        column = made.letters_[NextCodePoint(pairs, i)].group;
      }
      if (i < pairs.size()) {
        made.pairs_[row][column] = std::min(kAtMost, Byte(CostOf(pairs[i++])));
      }
    }
  }

  // Classes that nothing was seen to follow, and those of what is not listed.
  void FillUnlisted() {
    for (std::size_t row = 0; row < alone.size(); ++row) {
      if (!read[row]) FillRow(row, kUnreadLeft, scripts[row]);
    }
    const std::size_t space = made.letters_[U' '].group;
    for (std::size_t i = 0; i < kUnlistedEnd; ++i) {
      made.pairs_[alone.size() + i] = made.pairs_[space];
      if (i <= kMark) FillRow(alone.size() + i, kUnreadLeft, Script::kCommon);
    }
  }

  void ReadCase(std::string_view before, std::string_view costs) {
    const std::size_t row = before == "U" ? 2 : before == "l" ? 1 : 0;
    for (std::size_t i = 0; i < costs.size() && i < 2; ++i) {
      made.cases_[row][i + 1] = Byte(CostOf(costs[i]));
    }
    made.cases_[3] = {0, kSmallAfterCapitals, kCapitalAfterCapitals, 0};
  }
};

const LetterPairs& LetterPairs::Get() {
  static const std::unique_ptr<const LetterPairs> pairs = [] {
    auto made = std::make_unique<LetterPairs>();
    LetterPairsReader{*made}.Read();
    return made;
  }();
  return *pairs;
}

Letter LetterPairs::OfAstral(char32_t value) const {
  // Emoji and the like are symbols, Han of the further planes is rare, the rest is hardly met.
  const bool symbol = value >= 0x1F000 && value < 0x1FB00;
  Letter letter = letters_[symbol ? 0x2620 : 0x9FA5];
  letter.kind = Letter::kForeign;
  return letter;
}

}  // namespace warraq

// The model of pairs knows letters best. It has hardly seen what follows a rare letter, so what may
// stand behind any ("É’s", "Å—") costs no more there; a letter may be drawn out ("Ôôô"); line art
// goes on as it began. And it knows pairs only, not that "AHř" has a small letter behind capitals.

#include "plugin/repair/fluency.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace warraq {
namespace {

// In natural logarithms, from what our samples need, between bounds that are far apart.
constexpr float kBehindAnyLetter = 7;
constexpr float kDrawnOut = 4;
constexpr float kLineArt = 5;
constexpr float kSmallAmongCapitals = 5;
constexpr float kGreekAmongLatin = 7;  // as science has it: "IL2Rγc", "10μs"
constexpr float kLongS = 14;           // no page of today has one, and line art has many

bool In(char32_t value, std::u32string_view set) {
  return set.find(value) != std::u32string_view::npos;
}

Sort SortOfSign(char32_t value) {
  if (value < 0x80) return Sort::kOther;
  if (value == 0xFFFD) return Sort::kLost;
  if (In(value, U"«“„‘‹¿¡‚")) return Sort::kOpening;
  if (In(value, U"»”›…’™®،؛؟۔、。") || (value >= 0x2010 && value <= 0x2015)) return Sort::kClosing;
  if (In(value, U"©°€£§№•·×٪٫٬")) return Sort::kSign;
  if (value >= 0x200B && value <= 0x200F) return Sort::kOther;
  return Sort::kOdd;
}

bool IsBox(char32_t value) { return value >= 0x2500 && value < 0x2600; }

Kind MakeKind(char32_t value) {
  const Properties properties = PropertiesOf(value);
  Kind kind;
  kind.script = properties.script;
  kind.upper = properties.Has(kUppercaseBit);
  kind.lower = properties.Has(kLowercaseBit);
  const bool control = value < 0x20 || (value >= 0x7F && value < 0xA0);
  if (properties.Has(kLetterBit) && value != 0xAA && value != 0xBA) {
    kind.sort = Sort::kLetter;
  } else {
    kind.sort = control && value != '\t'    ? Sort::kControl
                : properties.Has(kSpaceBit) ? Sort::kSpace
                : properties.Has(kMarkBit)  ? Sort::kMark
                : properties.Has(kDigitBit) ? Sort::kOther
                                            : SortOfSign(value);
  }
  return kind;
}

bool IsLetterSort(Sort sort) { return sort == Sort::kLetter || sort == Sort::kMark; }

}  // namespace

bool IsRare(char32_t value) {
  static const std::uint16_t letters = LetterOf(U'\u02AD').group;
  static const std::uint16_t marks = LetterOf(U'\u0334').group;
  const std::uint16_t group = LetterOf(value).group;
  return group == letters || group == marks;
}

const Kind* Kinds() {
  static const auto kinds = [] {
    std::array<Kind, kDirectKinds> made{};
    for (char32_t i = 0; i < kDirectKinds; ++i) made[i] = MakeKind(i);
    return made;
  }();
  return kinds.data();
}

Kind KindBeyond(char32_t value) { return MakeKind(value); }

bool Fluency::IsGreekAmongLatin(const Kind& kind) const {
  return (kind.script == Script::kGrek && previous_.script != Script::kGrek) ||
         (kind.script == Script::kLatn && previous_.script == Script::kGrek);
}

// What `value` costs behind the previous one, if the pair costs `cost`.
float Fluency::Behind(char32_t value, const Kind& kind, float cost) const {
  switch (kind.sort) {
    case Sort::kClosing:
      return IsLetterSort(previous_.sort) ? std::min(cost, kBehindAnyLetter) : cost;
    case Sort::kOdd:
      return IsBox(value) && IsBox(previous_value_) ? std::min(cost, kLineArt) : cost;
    case Sort::kLetter:
      if (IsGreekAmongLatin(kind)) cost = std::min(cost, kGreekAmongLatin);
      if (kind.lower && capitals_) cost += kSmallAmongCapitals;
      if (value == 0x17F) cost += kLongS;
      return FoldCase(value) == FoldCase(previous_value_) ? std::min(cost, kDrawnOut) : cost;
    default:
      return cost;
  }
}

void Fluency::Add(char32_t value) {
  const Letter letter = pairs_.Of(value);
  const Kind kind = value < kDirectKinds ? kinds_[value] : KindBeyond(value);
  cost_ += Behind(value, kind, PairCost(before_, letter));
  before_ = letter;
  // A mark belongs to the letter before it.
  if (kind.sort == Sort::kMark) return;
  capitals_ = previous_.upper && kind.upper;
  previous_ = kind;
  previous_value_ = value;
}

}  // namespace warraq

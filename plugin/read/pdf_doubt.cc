// Whether the text layer of a page is what is printed on it. Fonts that were cut down often lose
// what their codes stand for, or say it wrong: then the layer has letters that mean nothing, or
// rows of letters that no language writes.

#include "plugin/read/pdf.h"
#include "plugin/text/letters.h"
#include "plugin/text/normalize.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr double kMostUnknown = 0.02;
constexpr double kMostMeaningless = 0.02;
// Nats for a letter or sign, by the model of pairs: prose has 2.5 to 3.8, words of languages that
// the model hardly knows up to 5.4, letters in each other's places 5.6 to 9.
constexpr double kUnlikely = 5.6;
constexpr std::size_t kEnoughLetters = 60;  // fewer say little; names and numbers are unlikely

// Whether the model knows how it is used: of other scripts it knows little more than the letters.
bool IsJudged(char32_t value) {
  switch (ScriptOf(value)) {
    case Script::kCommon:
    case Script::kLatn:
    case Script::kArab:
    case Script::kCyrl:
    case Script::kGrek:
    case Script::kHebr:
      return value > ' ' && !IsDigit(value);
    default:
      return false;
  }
}

bool IsMeaningless(char32_t value) {
  if (value == kReplacement) return true;
  if (value < 0x20) return value != '\n' && value != '\t';
  return (value >= 0x7F && value < 0xA0) || (value >= 0x300 && !IsAssigned(value));
}

}  // namespace

std::string_view DoubtInPdfText(std::string_view text, double unknown) {
  if (unknown > kMostUnknown) return "text-layer-unmapped";
  const LetterPairs& pairs = LetterPairs::Get();
  Letter before = pairs.Of(U' ');
  std::size_t letters = 0, meaningless = 0, all = 0;
  double cost = 0;
  const auto add = [&](char32_t value) {
    const Letter letter = pairs.Of(value);
    if (IsJudged(value)) {
      ++letters;
      cost += static_cast<double>(pairs.Cost(before, letter)) / LetterPairs::kSteps;
    }
    before = letter.After(before);
  };
  for (std::size_t i = 0; i < text.size();) {
    char32_t value = NextCodePoint(text, i);
    ++all;
    meaningless += IsMeaningless(value);
    if (IsMark(value)) continue;
    if (value < 0xFB00) {
      add(value == '\n' ? U' ' : value);
      continue;
    }
    const std::string form = CompatibilityForm(value);
    for (std::size_t j = 0; j < form.size();) add(NextCodePoint(form, j));
  }
  if (all > 0 && static_cast<double>(meaningless) > kMostMeaningless * static_cast<double>(all)) {
    return "text-layer-unmapped";
  }
  if (letters >= kEnoughLetters && cost > kUnlikely * static_cast<double>(letters)) {
    return "text-layer-unlikely";
  }
  return {};
}

}  // namespace warraq

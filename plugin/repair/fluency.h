// How unlikely a stretch of text is as something that somebody wrote: for weighing what stands
// against what it may have been.

#ifndef WARRAQ_PLUGIN_REPAIR_FLUENCY_H_
#define WARRAQ_PLUGIN_REPAIR_FLUENCY_H_

#include <cstdint>

#include "plugin/text/letters.h"
#include "plugin/text/properties.h"

namespace warraq {

// What a code point is to its neighbours.
enum class Sort : std::uint8_t {
  kOther,
  kSpace,
  kLetter,
  kMark,
  kOpening,  // “ « ¿ and what else stands before a word
  kClosing,  // ” » … – ’ ™ and what else stands right behind one
  kSign,     // © ° € and other signs of running text
  kOdd,      // boxes, broken bars, superscripts: what no prose has inside a word
  kControl,  // C0, C1
  kLost,     // U+FFFD
};

struct Kind {
  Sort sort = Sort::kOther;
  Script script = Script::kCommon;
  bool upper = false;
  bool lower = false;
};

inline constexpr char32_t kDirectKinds = 0x2C00;  // below it, kinds are looked up
const Kind* Kinds();                              // of those
Kind KindBeyond(char32_t value);
inline Kind KindOf(char32_t value) {
  return value < kDirectKinds ? Kinds()[value] : KindBeyond(value);
}

// Whether it is a letter or mark that the model of pairs has not met: of phonetic alphabets, or of
// a script that it does not know.
bool IsRare(char32_t value);

// Fed code point by code point, from the beginning of a word or line: the sum of -ln(probability)
// by the model of pairs (LetterPairs), put right where text is known to do what the model has
// hardly seen. A difference of 10 is as good as certain.
class Fluency {
 public:
  Fluency() : pairs_(LetterPairs::Get()), kinds_(Kinds()), before_(pairs_.Of(U' ')) {}

  void Add(char32_t value);
  // The cost with the end of a word or line.
  float CostAtEnd() const { return cost_ + PairCost(before_, pairs_.Of(U' ')); }

 private:
  bool IsGreekAmongLatin(const Kind& kind) const;
  float Behind(char32_t value, const Kind& kind, float cost) const;

  const LetterPairs& pairs_;
  const Kind* kinds_;
  Letter before_;
  char32_t previous_value_ = ' ';
  Kind previous_{.sort = Sort::kSpace};
  bool capitals_ = false;  // the two before are capitals
  float cost_ = 0;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_FLUENCY_H_

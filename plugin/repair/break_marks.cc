// Marks that only say where a line may be broken, and are not seen: soft hyphens (U+00AD) are
// dropped, and zero width spaces (U+200B) where they say nothing: between letters of scripts that
// put spaces between words, beside a space, at the edge of a line. Thai and Khmer end words by
// them; there they stay. ZWNJ and ZWJ are letters' business (Persian, Hindi, emoji) and no concern
// of this repair.
//
//   "Zeitungs\u00ADseite" -> "Zeitungsseite"      "exam\u200Bple" -> "example"
//
// A soft hyphen at the end of a line was seen, as the hyphen of a broken word, and becomes one;
// what joins lines decides about it (plugin/text/hyphens.h).

#include "plugin/repair/repair.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr char32_t kSoftHyphen = 0xAD;
constexpr char32_t kZeroWidthSpace = 0x200B;

bool IsBreakMark(char32_t value) { return value == kSoftHyphen || value == kZeroWidthSpace; }

// Of marks that stand together, with what is before and behind them; U+000A at the edges of the
// text.
struct Marks {
  Span at;
  char32_t before = '\n';
  char32_t behind = '\n';
};

Marks MarksAround(std::string_view bytes, std::size_t begin) {
  std::size_t end = begin;
  NextCodePoint(bytes, end);
  Marks marks;
  for (std::size_t next = end; next < bytes.size(); end = next) {
    marks.behind = NextCodePoint(bytes, next);
    if (!IsBreakMark(marks.behind)) break;
    marks.behind = '\n';
  }
  std::size_t previous = begin;
  if (begin > 0) marks.before = PreviousCodePoint(bytes, previous);
  marks.at = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
  return marks;
}

bool IsAlphabetic(char32_t value) {
  const Script script = ScriptOf(value);
  return IsLetter(value) &&
         (script == Script::kLatn || script == Script::kCyrl || script == Script::kGrek);
}

bool IsMeaningless(const Marks& marks) {
  if (IsAlphabetic(marks.before) && IsAlphabetic(marks.behind)) return true;
  const auto ends_words = [](char32_t value) {  // by U+200B: Thai, Khmer, Lao, Burmese
    const Script script = ScriptOf(value);
    return script == Script::kThai || script == Script::kKhmr || script == Script::kLaoo ||
           script == Script::kMymr || script == Script::kOther;
  };
  if (ends_words(marks.before) || ends_words(marks.behind)) return false;
  return IsSpace(marks.before) || IsSpace(marks.behind);
}

bool BreaksWord(std::string_view bytes, const Marks& marks) {
  std::size_t at = marks.at.end;
  if (marks.behind != '\n' || at >= bytes.size() || !IsAlphabetic(marks.before)) return false;
  return ++at < bytes.size() && IsLowercase(NextCodePoint(bytes, at));
}

void DropMarks(std::string_view bytes, const Marks& marks, Edit& edit, std::uint32_t& count) {
  const bool all = IsMeaningless(marks);
  bool hyphen = BreaksWord(bytes, marks);
  for (std::size_t i = marks.at.begin; i < marks.at.end;) {
    const std::size_t begin = i;
    const bool soft = NextCodePoint(bytes, i) == kSoftHyphen;
    if (!soft && !all) continue;
    edit.Change(begin, i, soft && hyphen ? "-" : "");
    hyphen = hyphen && !soft;
    ++count;
  }
}

Text DropBreakMarks(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  const Finder found(bytes, kSeenBreakMark);
  Edit edit(text);
  std::size_t next = 0;
  for (std::size_t at = found.Next(0); at != Finder::npos; at = found.Next(next)) {
    next = at;
    const Marks marks = MarksAround(bytes, at);
    next = marks.at.end;
    DropMarks(bytes, marks, edit, count);
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair break_marks_repair;
constexpr Repair break_marks_repair = {
    .name = "break-marks",
    .summary = "drop soft hyphens, and zero width spaces where they say nothing",
    .needs = kSeenBreakMark,
    .apply = DropBreakMarks,
    .code_points = "U+00AD, U+200B → nothing; U+00AD at the end of a line → U+002D",
    .scope = Scope::kItsLinesAndNext,
};

}  // namespace warraq

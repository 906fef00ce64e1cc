// Years that stand alone, where a word says that they are years: "© 2024", "in 1939", "عام 1967",
// "1948 г.".
//
// A number of four digits by itself is a number. "circa 1925" and "44 BC" are years too. Decades
// ("1990s", "1990-х") leave their last digit open (EDTF level 1, unspecified digits).

#include "plugin/date/reading.h"

namespace warraq {
namespace {

bool HasOwnWordBehind(const Reading& reading, std::size_t i) {
  return reading.Find(i, Says::kYearAfter) && !reading.tokens[i].taken &&
         !reading.tokens[i].new_line;
}

// "令和6年", "พ.ศ. 2568"
bool ReadEraYear(const Reading& reading, std::size_t i, Draft& draft) {
  if (i == 0 || reading.tokens[i].value < 1 || reading.tokens[i].new_line) return false;
  const std::size_t behind = reading.IsSign(i - 1, '.') ? i - 1 : i;
  const std::size_t era = reading.Before(behind, Says::kEraYear);
  if (era == behind || reading.tokens[era].taken ||
      static_cast<unsigned char>(reading.text[reading.tokens[era].begin]) < 0x80)
    return false;
  Draft made = draft;
  if (!reading.CountEraYears(era, made) || made.year < 1000 || made.year > 2200) return false;
  if (HasOwnWordBehind(reading, i + 1)) made.end += reading.tokens[i + 1].words;
  made.first = era;
  if (!reading.EndsFree(made.end)) return false;
  draft = made;
  return true;
}

void FindYears(Reading& reading) {
  for (std::size_t i = reading.numbers.From(0); i != Places::kEnd;
       i = reading.numbers.From(i + 1)) {
    const Token& token = reading.tokens[i];
    if (token.kind != TokenKind::kNumber || token.taken || token.quantity || token.length > 4)
      continue;
    Draft draft;
    draft.rule = "year";
    draft.first = i;
    draft.end = i + 1;
    draft.year = token.value;
    if (ReadEraYear(reading, i, draft)) {
      reading.Take(draft);
      continue;
    }
    const bool four = token.length == 4 && token.value >= 1000 && token.value < 2200;
    const std::size_t era = reading.EraFrom(i + 1, draft);
    const bool has_era =
        era > i + 1 && (token.length >= 3 || reading.tokens[i + 1].length > 1 || era > i + 2);
    if (!four && !has_era) continue;
    std::size_t mark = i;
    for (const Says says : {Says::kCopyright, Says::kYearWord, Says::kAbout, Says::kIn}) {
      mark = reading.Before(i, says);
      // "ca. 1925"
      if (mark == i && i > 1 && says == Says::kAbout && reading.IsSign(i - 1, '.')) {
        mark = reading.Before(i - 1, says) < i - 1 ? reading.Before(i - 1, says) : i;
      }
      if (mark == i && i > 0 && says == Says::kCopyright && reading.IsSign(i - 1, 0xA9))
        mark = i - 1;
      if (mark == i) continue;
      if (says == Says::kCopyright) draft.kind = DateKind::kCopyright;
      if (says == Says::kYearWord) draft.first = mark;
      break;
    }
    if (has_era) draft.end = era;
    const bool word_behind = HasOwnWordBehind(reading, draft.end);
    if (word_behind) draft.end += reading.tokens[draft.end].words;
    if (mark == i && !has_era && !word_behind) continue;
    // "in 2000 cases" is told by no word of ours; "in 1939," and "in 1939 the" are.
    if (!reading.StandsFree(i, i + 1)) continue;
    if (mark != i && !has_era && !word_behind && draft.kind != DateKind::kCopyright &&
        token.value < 1400 && draft.first == i) {
      continue;
    }
    draft.confidence = draft.kind == DateKind::kCopyright || has_era || word_behind ? 0.9f : 0.6f;
    reading.Take(draft);
  }
}

}  // namespace

const DateFinder year_finder = {
    .name = "year",
    .summary = "years alone, where a word says that they are years",
    .find = FindYears,
};

}  // namespace warraq

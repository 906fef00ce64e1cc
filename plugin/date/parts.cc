// Parts that dates of several shapes have: days in digits and words, months by their number, eras,
// "last" and "next".
//
// "3rd", "twenty-second", "כ״ח", "1er"; "tháng 3"; "BC", "هـ"; "this coming" before a name. Clocks
// are in clock_parts.cc.

#include <algorithm>

#include "plugin/date/fold.h"
#include "plugin/date/reading.h"

namespace warraq {
namespace {

// א is 1, י is 10, ק is 100; 0 for any other letter.
int HebrewValue(char32_t c) {
  if (c < 0x5D0 || c > 0x5EA) return 0;
  constexpr int kValues[] = {1,  2,  3,  4,  5,  6,  7,  8,  9,  10,  20,  20,  30, 40,
                             40, 50, 50, 60, 70, 80, 80, 90, 90, 100, 200, 300, 400};
  return kValues[c - 0x5D0];
}

int HebrewWordValue(const Reading& reading, const Token& token) {
  int value = 0;
  std::size_t at = token.begin;
  while (at < token.end) {
    const char32_t c = NextCodePoint(reading.text, at);
    if (Fold(c).letter == Letter::kMark) continue;
    const int letter = HebrewValue(c);
    if (letter == 0) return 0;
    value += letter;
  }
  return value;
}

bool IsGershayim(const Reading& reading, std::size_t i) {
  return reading.IsSign(i, 0x5F4) || reading.IsSign(i, '"') || reading.IsSign(i, 0x201D);
}
bool IsGeresh(const Reading& reading, std::size_t i) {
  return reading.IsSign(i, 0x5F3) || reading.IsSign(i, '\'') || reading.IsSign(i, 0x2019);
}

// "כ״ח" or "א׳" from a token: where it ends, or `i`.
std::size_t HebrewNumeral(const Reading& reading, std::size_t i, int& value) {
  if (!reading.Has(i) || reading.tokens[i].kind != TokenKind::kWord || reading.tokens[i].length > 4)
    return i;
  value = HebrewWordValue(reading, reading.tokens[i]);
  if (value == 0) return i;
  if (IsGeresh(reading, i + 1) && !reading.tokens[i + 1].spaced) return i + 2;
  if (!IsGershayim(reading, i + 1) || reading.tokens[i + 1].spaced || !reading.Has(i + 2) ||
      reading.tokens[i + 2].spaced || reading.tokens[i + 2].kind != TokenKind::kWord) {
    return i;
  }
  const int last = HebrewWordValue(reading, reading.tokens[i + 2]);
  if (last == 0) return i;
  value += last;
  return i + 3;
}

}  // namespace

std::size_t Reading::DayFrom(std::size_t i, int& day, std::uint64_t of) const {
  if (!Has(i) || tokens[i].taken) return i;
  if (IsDay(i)) {
    day = tokens[i].value;
    std::size_t end = i + 1;
    if (Has(end) && !tokens[end].spaced && (IsSign(end, 0xBA) || IsSign(end, 0xAA))) return end + 1;
    // "1-го", "3'ü", "1:a"; and "3rd", "11ی" without a sign.
    if (Has(end + 1) && !tokens[end].spaced &&
        (IsSign(end, '-') || IsSign(end, '\'') || IsSign(end, 0x2019) || IsSign(end, ':')) &&
        !tokens[end + 1].spaced && Find(end + 1, Says::kSuffix)) {
      return end + 2;
    }
    if (Has(end) && !tokens[end].spaced && Find(end, Says::kSuffix)) ++end;
    return end;
  }
  const Meaning* number = Find(i, Says::kOrdinal);
  if (!number || (number->languages & of) == 0) number = Find(i, Says::kCardinal);
  const Meaning* one = number && number->says == Says::kCardinal ? Find(i, Says::kOne) : nullptr;
  if (one && (one->languages & LanguageBit("de")) != 0) return i;  // "ein März" is any
  if (number && (number->languages & of) != 0 && number->value <= 31) {
    day = number->value;
    const std::size_t end = i + tokens[i].words;
    if (day != 20 && day != 30) return end;
    // "двадцать четвертое"
    const Meaning* ones = Has(end) && !tokens[end].new_line ? Find(end, Says::kOrdinal) : nullptr;
    if (!ones || tokens[end].taken || (ones->languages & number->languages) == 0 ||
        ones->value < 1 || ones->value > (day == 20 ? 9 : 1))
      return end;
    day += ones->value;
    return end + tokens[end].words;
  }
  const std::size_t end = HebrewNumeral(*this, i, day);
  return day <= 30 ? end : i;
}

std::size_t Reading::MonthNumberFrom(std::size_t i, int& month) const {
  const Meaning* word = Find(i, Says::kMonthWord);
  if (!word) return i;
  const std::size_t at = i + tokens[i].words;
  if (!Has(at) || tokens[at].taken || tokens[at].new_line) return i;
  const Meaning* cardinal = Find(at, Says::kCardinal);
  int value = 0;
  if (IsNumber(at) && tokens[at].length <= 2) {
    value = tokens[at].value;
  } else if (cardinal && (cardinal->languages & word->languages) != 0) {
    value = cardinal->value;
  }
  if (value < 1 || value > 12) return i;
  month = value;
  return at + tokens[at].words;
}

std::size_t Reading::HebrewYearFrom(std::size_t i, int& year) const {
  int value = 0;
  const std::size_t end = HebrewNumeral(*this, i, value);
  if (end == i || value < 300 || value > 999) return i;
  year = value + 5000;
  return end;
}

std::size_t Reading::DayUpTo(std::size_t i, int& day, std::uint64_t of) const {
  // The longest first: "twenty second" before "second".
  for (std::size_t back = std::min<std::size_t>(5, i); back >= 1; --back) {
    const std::size_t from = i - back;
    bool usable = true;
    for (std::size_t k = from; k < i; ++k)
      usable &= !tokens[k].taken && (k == from || !tokens[k].new_line);
    if (usable && DayFrom(from, day, of) == i) return from;
  }
  day = 0;
  return i;
}

namespace {

// "AM" is the world's years, or the morning: years of other calendars have their range.
bool EraFits(const Meaning& era, const Draft& draft) {
  if (!draft.has_year()) return era.calendar == draft.calendar;
  if (era.calendar == Calendar::kHebrew) return draft.year > 4000 && draft.year < 7000;
  if (era.calendar == Calendar::kCoptic) return draft.year > 900 && draft.year < 2000;
  return era.calendar == Calendar::kGregorian || draft.year < 1700;
}

}  // namespace

std::size_t Reading::EraFrom(std::size_t i, Draft& draft) const {
  if (!Has(i) || tokens[i].taken || tokens[i].new_line) return i;
  const Meaning* era = Find(i, Says::kEra);
  std::size_t at = i;
  if (!era && IsSign(i, ',') && (era = Find(i + 1, Says::kEra)) != nullptr) at = i + 1;
  if (!era) return i;
  // A single letter is an era only right behind the number, or where it ends the phrase.
  if (tokens[at].length == 1 && Has(at + 1) && tokens[at + 1].kind == TokenKind::kWord &&
      tokens[at].spaced && tokens[at].words == 1 && tokens[at + 1].spaced &&
      draft.calendar == Calendar::kGregorian && era->calendar != Calendar::kGregorian) {
    return i;
  }
  if (!EraFits(*era, draft)) return i;
  if (era->calendar != Calendar::kGregorian) {
    draft.calendar = era->calendar;
    draft.calendar_assumed = false;
  } else if (draft.calendar != Calendar::kGregorian) {
    return i;
  }
  if (era->value < 0 && draft.has_year()) draft.year = 1 - draft.year;  // 44 BC is the year -43
  draft.two_digit = false;
  std::size_t end = at + tokens[at].words;
  if (IsSign(end, '.') && !tokens[end].spaced) ++end;
  return end;
}

std::size_t Reading::EraUpTo(std::size_t i, Draft& draft) const {
  const std::size_t from = Before(i, Says::kEra);
  if (from == i || tokens[i].new_line || tokens[from].taken) return i;
  const Meaning* era = Find(from, Says::kEra);
  if (era->calendar == Calendar::kGregorian)
    return era->value == 1 && tokens[from].upper ? from : i;
  // "AM 24. JULI 2017": the preposition.
  if (tokens[from].length < 2 || !EraFits(*era, draft)) return i;
  draft.calendar = era->calendar;
  draft.calendar_assumed = false;
  draft.two_digit = false;
  return from;
}

bool Reading::CountEraYears(std::size_t at, Draft& draft) const {
  const Meaning& era = *Find(at, Says::kEraYear);
  // "be" is a verb; nobody counts years before 2300 so today.
  constexpr int kFirstInEnglish = 2300;
  const bool latin = static_cast<unsigned char>(text[tokens[at].begin]) < 0x80;
  if (latin && (!tokens[at].upper || draft.year < kFirstInEnglish)) return false;
  draft.year += era.value;
  draft.two_digit = false;
  draft.named_calendar = (era.languages & LanguageBit("ja")) != 0   ? "japanese"
                         : (era.languages & LanguageBit("zh")) != 0 ? "roc"
                                                                    : "buddhist";
  return true;
}

const Meaning* Reading::WhichAt(std::size_t i, const Meaning& name) const {
  if (!Find(i, Says::kLast) || tokens[i].taken) return nullptr;
  // "neste" is "next" in Norwegian and "this" in Portuguese.
  for (const Meaning& which : Lexicon::Get().Meanings(tokens[i].node)) {
    if (which.says == Says::kLast && (which.languages & name.languages) != 0) return &which;
  }
  return nullptr;
}

const Meaning* Reading::WhichBefore(std::size_t& first, const Meaning& name) const {
  const std::size_t before = Before(first, Says::kLast);
  const Meaning* which = before < first ? WhichAt(before, name) : nullptr;
  if (!which) return nullptr;
  // "this coming Friday", "هذا الشهر القادم"
  const std::size_t twice = Before(before, Says::kLast);
  first = twice < before && !tokens[twice].taken ? twice : before;
  return which;
}

}  // namespace warraq

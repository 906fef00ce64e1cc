// Dates of numbers and signs: "14/05/2025", "2016. 4. 21.", "05-31-24", "04/2016".
//
// Which of two small numbers is the day is settled by what cannot be a month, by the sign (dots put
// the day first), by digits and letters that are not Latin, by the language if it is known, by the
// weekday that stands beside it, and by the text's other dates with slashes. If nothing settles it
// both readings are kept:
// "[2024-02-03,2024-03-02]" with the note `ambiguous-order`. Scores, versions, page ranges and
// fractions look alike: three numbers must have one sign between them, two must be a month and a
// year of four digits.

#include <algorithm>

#include "plugin/date/reading.h"

namespace warraq {
namespace {

bool IsSeparator(const Reading& reading, std::size_t i) {
  if (!reading.Has(i) || reading.tokens[i].kind != TokenKind::kSign || reading.tokens[i].new_line)
    return false;
  const char32_t sign = reading.tokens[i].sign;
  return sign == '/' || sign == '.' || sign == '-' || sign == 0x2010 || sign == 0x2011 ||
         sign == 0x2013 || sign == 0x2044 || sign == '\\' || sign == 0x66B || sign == 0x60D;
}

bool IsPart(const Reading& reading, std::size_t i) {
  return reading.IsNumber(i) && !reading.tokens[i].taken && !reading.tokens[i].quantity &&
         !reading.tokens[i].new_line && reading.tokens[i].length <= 4 &&
         reading.tokens[i].length != 3;
}

// English or none that is known: the order stays open. Everywhere else the day is first.
bool DayComesFirst(Reading& reading, const Draft& draft) {
  for (std::size_t i = draft.first; i < draft.end; ++i) {
    const Digits digits = reading.tokens[i].digits;
    if (reading.tokens[i].kind == TokenKind::kNumber && digits != Digits::kLatin) return true;
    // Arabic writers set a mark of direction before the sign.
    if (i > draft.first && reading.tokens[i].begin - reading.tokens[i - 1].end == 3 &&
        reading.text[reading.tokens[i - 1].end] == '\xE2' && !reading.tokens[i].spaced) {
      return true;
    }
  }
  if (reading.options.language == "en-GB") return true;
  const std::uint64_t languages = reading.Languages();
  const std::uint64_t open = LanguageBit("en") | LanguageBit("fil") | LanguageBit("ja") |
                             LanguageBit("ko") | LanguageBit("zh");
  return languages != 0 && (languages & open) == 0;
}

struct Parts {
  std::size_t at[3];
  int value[3];
  int length[3];
  char32_t sign = 0;
  bool spaced = false;
};

bool IsApostrophe(const Reading& reading, std::size_t i) {
  return (reading.IsSign(i, '\'') || reading.IsSign(i, 0x2019) || reading.IsSign(i, 0x2018)) &&
         reading.IsNumber(i + 1) && reading.tokens[i + 1].length == 2;
}

bool ReadParts(const Reading& reading, std::size_t i, Parts& parts) {
  std::size_t at = i;
  for (int part = 0; part < 3; ++part) {
    if (part > 0) {
      if (!IsSeparator(reading, at)) return false;
      const char32_t sign = reading.tokens[at].sign;
      // "08/12,2015" and "08/12, 15" have a comma before the year.
      if (part > 1 && sign != parts.sign) return false;
      parts.sign = sign;
      parts.spaced |=
          reading.tokens[at].spaced || (reading.Has(at + 1) && reading.tokens[at + 1].spaced);
      ++at;
      if (part == 2 && IsApostrophe(reading, at)) ++at;  // "5-3-'18"
    }
    if (part == 0
            ? !(reading.IsNumber(at) && !reading.tokens[at].taken && !reading.tokens[at].quantity &&
                reading.tokens[at].length <= 4 && reading.tokens[at].length != 3)
            : !IsPart(reading, at)) {
      return false;
    }
    parts.at[part] = at;
    parts.value[part] = reading.tokens[at].value;
    parts.length[part] = reading.tokens[at].length;
    ++at;
  }
  return true;
}

bool IsMonth(int value) { return value >= 1 && value <= 12; }
bool IsDayOfMonth(int value) { return value >= 1 && value <= 31; }

// The calendar that a year of four digits is likely to be of, by how it is written.
void AssumeCalendar(Reading& reading, Draft& draft, Digits digits, bool year_first) {
  if (draft.calendar != Calendar::kGregorian || draft.year < 1200 || draft.year > 1500) return;
  const std::uint64_t persian = LanguageBit("fa") | LanguageBit("ps");
  const bool written = digits == Digits::kPersian || (reading.Languages() & persian) != 0;
  if (written && draft.year < 1450 && year_first) {
    draft.calendar = Calendar::kPersian;
    draft.calendar_assumed = true;
  } else if (digits == Digits::kArabic && draft.year >= 1300) {
    draft.calendar = Calendar::kIslamic;
    draft.calendar_assumed = true;
  }
}

// Dashes with the whole year behind them: of CLDR's short formats none has the month first.
bool IsDashedDay(const Draft& draft, char32_t sign) {
  return (sign == '-' || sign == 0x2010 || sign == 0x2011) && draft.has_year() && !draft.two_digit;
}

// Day and month of two numbers; false where they are neither.
bool ReadOrder(Reading& reading, int first, int second, char32_t sign, Draft& draft) {
  if (!IsDayOfMonth(first) || !IsDayOfMonth(second) || (!IsMonth(first) && !IsMonth(second)))
    return false;
  const bool day_first =
      !IsMonth(second) ? false
      : !IsMonth(first) || sign == '.' || sign == 0x66B || IsDashedDay(draft, sign)
          ? true
          : DayComesFirst(reading, draft);
  draft.day = first;
  draft.month = second;
  if (IsMonth(first) && IsMonth(second) && first != second) {
    draft.either_order = !day_first && reading.options.language != "en-US";
    if (reading.options.language == "en-US" && sign != '.') std::swap(draft.day, draft.month);
  } else if (!IsMonth(second)) {
    std::swap(draft.day, draft.month);
  }
  return true;
}

bool ReadThree(Reading& reading, const Parts& parts, Draft& draft) {
  draft.first = parts.at[0];
  draft.end = parts.at[2] + 1;
  const Digits digits = reading.tokens[parts.at[0]].digits;
  if (parts.length[0] == 4) {
    if (parts.length[1] > 2 || parts.length[2] > 2) return false;
    draft.year = parts.value[0];
    draft.month = parts.value[1];
    draft.day = parts.value[2];
    if (draft.month > 12) std::swap(draft.month, draft.day);  // 2024/13/1
    if (!IsMonth(draft.month) || !IsDayOfMonth(draft.day)) return false;
    AssumeCalendar(reading, draft, digits, true);
    return true;
  }
  if (parts.length[0] > 2 || parts.length[1] > 2 || parts.length[2] == 1) {
    // "74. 1. 6." has the year first when it can be no day; "39.7.2" is a version.
    if (parts.length[0] != 2 || parts.value[0] < 32 || !parts.spaced) return false;
    if (!IsMonth(parts.value[1]) || !IsDayOfMonth(parts.value[2])) return false;
    draft.year = parts.value[0];
    draft.month = parts.value[1];
    draft.day = parts.value[2];
    draft.two_digit = true;
    return true;
  }
  draft.year = parts.value[2];
  draft.two_digit = parts.length[2] == 2;
  if (!ReadOrder(reading, parts.value[0], parts.value[1], parts.sign, draft)) {
    if (!draft.two_digit || parts.value[0] < 32) return false;
    if (!parts.spaced && parts.length[1] == 1) return false;
    draft.year = parts.value[0];
    draft.month = parts.value[1];
    draft.day = parts.value[2];
    return IsMonth(draft.month) && IsDayOfMonth(draft.day);
  }
  // Korean writes "24. 10. 26." with spaces and a last dot: the year is first.
  if (draft.two_digit && parts.sign == '.' && parts.spaced && reading.IsSign(draft.end, '.') &&
      !reading.Has(draft.end + 1) && IsMonth(parts.value[1]) && IsDayOfMonth(parts.value[2])) {
    draft.year = parts.value[0];
    draft.month = parts.value[1];
    draft.day = parts.value[2];
    draft.either_order = false;
  }
  // "10 - 25 - 50 a page"
  const bool dash = parts.sign == '-' || parts.sign == 0x2013 || parts.sign == 0x2010;
  if (draft.two_digit && parts.spaced && dash) return false;
  if (!draft.two_digit) AssumeCalendar(reading, draft, digits, false);
  if (draft.two_digit) draft.confidence = parts.sign == '/' ? 0.9f : 0.7f;
  return true;
}

// Two numbers with a sign between them, and what may stand behind: "08/12,2015", "05/2016".
bool ReadTwo(Reading& reading, std::size_t i, Draft& draft) {
  // "2014/10" by itself; "2011/12" is a winter.
  if (reading.IsYear(i) && reading.IsSign(i + 1, '/') && reading.tokens[i + 2].length == 2 &&
      IsMonth(reading.tokens[i + 2].value) && reading.IsAll(i, i + 3) &&
      reading.tokens[i].value % 100 + 1 != reading.tokens[i + 2].value &&
      reading.tokens[i].value >= 1500 && reading.tokens[i].value < 2200) {
    draft.year = reading.tokens[i].value;
    draft.month = reading.tokens[i + 2].value;
    draft.end = i + 3;
    return true;
  }
  if (reading.IsSign(i + 3, ',') && IsPart(reading, i + 4) && reading.tokens[i].length <= 2 &&
      reading.tokens[i + 2].length <= 2 && reading.tokens[i + 4].length != 1) {
    draft.year = reading.tokens[i + 4].value;
    draft.two_digit = reading.tokens[i + 4].length == 2;
    draft.end = i + 5;
    return ReadOrder(reading, reading.tokens[i].value, reading.tokens[i + 2].value, '/', draft);
  }
  const bool slash = reading.tokens[i + 1].sign == '/';
  // "25/4 2025" is how Scandinavia writes, with the day first.
  if (slash && reading.tokens[i].length <= 2 && reading.tokens[i + 2].length <= 2 &&
      !reading.tokens[i + 2].spaced && reading.IsYear(i + 3) && reading.tokens[i + 3].spaced &&
      !reading.tokens[i + 3].new_line && reading.tokens[i + 3].value >= 1500 &&
      reading.tokens[i + 3].value < 2200) {
    draft.year = reading.tokens[i + 3].value;
    draft.end = i + 4;
    return ReadOrder(reading, reading.tokens[i].value, reading.tokens[i + 2].value, '.', draft);
  }
  if (slash && reading.tokens[i].length <= 2 && reading.IsYear(i + 2) &&
      IsMonth(reading.tokens[i].value) && reading.tokens[i + 2].value >= 1000 &&
      reading.tokens[i + 2].value < 2200) {
    draft.month = reading.tokens[i].value;
    draft.year = reading.tokens[i + 2].value;
    draft.end = i + 3;
    return true;
  }
  return false;
}

// "08/12,2015", "08/12, 15", "05/2016", "9 de 8 de 1971", "10 31 1974".
bool ReadOther(Reading& reading, std::size_t i, Draft& draft) {
  draft.first = i;
  if (reading.tokens[i].length > 2 && !reading.IsYear(i)) return false;
  const bool link = reading.Find(i + 1, Says::kLink) != nullptr;
  if (IsSeparator(reading, i + 1) && IsPart(reading, i + 2)) return ReadTwo(reading, i, draft);
  if (link && reading.tokens[i + 1].kind == TokenKind::kWord && reading.IsNumber(i + 2) &&
      reading.Find(i + 3, Says::kLink) && reading.IsYear(i + 4) &&
      IsMonth(reading.tokens[i + 2].value) && reading.IsDay(i)) {
    draft.day = reading.tokens[i].value;
    draft.month = reading.tokens[i + 2].value;
    draft.year = reading.tokens[i + 4].value;
    draft.end = i + 5;
    return true;
  }
  // "le 24 12 2014"
  const bool told = reading.Before(i, Says::kDayWord) < i && reading.IsYear(i + 2) &&
                    reading.tokens[i].length == 2 && reading.tokens[i + 1].length == 2;
  if (!reading.IsNumber(i + 1) || !reading.IsNumber(i + 2) || (!told && !reading.IsAll(i, i + 3))) {
    return false;
  }
  draft.end = i + 3;
  if (reading.IsYear(i) && IsPart(reading, i + 1) && IsPart(reading, i + 2)) {
    draft.year = reading.tokens[i].value;
    draft.month = reading.tokens[i + 1].value;
    draft.day = reading.tokens[i + 2].value;
    return IsMonth(draft.month) && IsDayOfMonth(draft.day);
  }
  draft.year = reading.tokens[i + 2].value;
  return reading.IsYear(i + 2) &&
         ReadOrder(reading, reading.tokens[i].value, reading.tokens[i + 1].value, ' ', draft);
}

// A weekday before the numbers, and not the short word of another language: "3.6 or 3.3".
bool HasWeekday(Reading& reading, std::size_t i) {
  const std::size_t before = reading.Before(i, Says::kWeekday);
  if (before == i) return false;
  const Token& word = reading.tokens[before];
  const std::uint64_t of = reading.Find(before, Says::kWeekday)->languages;
  return word.length > 3 || word.upper || word.words > 1 || (reading.Languages() & of) != 0;
}

// "um 10.10", "о 10.10": a clock.
bool IsBehindAt(const Reading& reading, std::size_t i) {
  constexpr int kLastHour = 24;
  const std::size_t at = reading.Before(i, Says::kAt);
  return at < i && !reading.Find(at, Says::kDayWord) && reading.tokens[i].value <= kLastHour;
}

// A day and a month without a year ("22/04", "28.10."), where the text leaves nothing else for it.
bool ReadDayMonth(Reading& reading, std::size_t i, Draft& draft) {
  if (!IsSeparator(reading, i + 1) || !IsPart(reading, i + 2)) return false;
  if (reading.tokens[i].length > 2 || reading.tokens[i + 2].length > 2) return false;
  const bool tight = !reading.tokens[i + 1].spaced && !reading.tokens[i + 2].spaced;
  // "2 / 15"
  if (!tight && (reading.tokens[i + 1].sign == '.' || !reading.IsAll(i, i + 3))) return false;
  draft.first = i;
  draft.end = i + 3;
  if (reading.IsSign(i + 3, '.') && !reading.tokens[i + 3].spaced) draft.end = i + 4;
  const bool slash = reading.tokens[i + 1].sign == '/';
  const bool weekday = HasWeekday(reading, i);
  const bool dot = reading.tokens[i + 1].sign == '.' && draft.end == i + 4;
  const bool all = !reading.options.reference.empty() && reading.IsAlone(i, draft.end);
  const bool two = reading.tokens[i + 2].length == 2;  // "22.04"; "2.5" is a number
  const bool sign = slash || dot || reading.tokens[i + 1].sign == '-' ||
                    (two && reading.tokens[i + 1].sign == '.');
  if (!weekday && !(all && sign)) return false;
  if (!weekday && !dot && reading.tokens[i + 1].sign == '.' && IsBehindAt(reading, i)) return false;
  if (!slash && !dot && !weekday && !all) return false;
  draft.confidence = 0.6f;
  return ReadOrder(reading, reading.tokens[i].value, reading.tokens[i + 2].value,
                   reading.tokens[i + 1].sign, draft);
}

// "13/02/2024 ... 02/03/2024": dates with slashes of which one number can be no month, and where
// it stands. A text has one order, so it is that of the others too.
struct Orders {
  int day_first = 0, month_first = 0;

  void Add(const Reading& reading, std::size_t i, const Draft& draft) {
    if (!reading.IsSign(i + 1, '/') || draft.day == 0 || !draft.has_year()) return;
    if (reading.tokens[i].length > 2 || reading.tokens[i + 2].length > 2) return;
    if (!IsMonth(reading.tokens[i].value)) ++day_first;
    if (!IsMonth(reading.tokens[i + 2].value)) ++month_first;
  }

  void Settle(Reading& reading) const {
    if ((day_first > 0) == (month_first > 0)) return;
    for (Draft& draft : reading.drafts) {
      if (draft.rule != "numeric" || !draft.either_order || !draft.has_year()) continue;
      if (!reading.IsSign(draft.first + 1, '/')) continue;
      draft.either_order = false;
      if (month_first > 0) std::swap(draft.day, draft.month);
    }
  }
};

void FindNumeric(Reading& reading) {
  Orders orders;
  for (std::size_t i = reading.numbers.From(0); i != Places::kEnd;
       i = reading.numbers.From(i + 1)) {
    if (i + 2 >= reading.tokens.size()) break;
    const Token& token = reading.tokens[i];
    if (token.kind != TokenKind::kNumber || token.taken || token.quantity || token.length > 4)
      continue;
    Draft draft;
    draft.rule = "numeric";
    draft.first = i;
    Parts parts{};
    const bool read = ReadParts(reading, i, parts)
                          ? ReadThree(reading, parts, draft)
                          : ReadOther(reading, i, draft) || ReadDayMonth(reading, i, draft);
    if (!read) continue;
    const bool clock_behind = reading.IsSign(draft.end, ':') && reading.IsNumber(draft.end + 1);
    if (!reading.StandsFree(i, draft.end) || !reading.IsAllowed(i) || clock_behind) continue;
    // "Gardt3.11.2023" is what a page makes of a name and a date; "abc1.2.3" is neither.
    const bool whole = draft.has_year() && !draft.two_digit && draft.day != 0 && draft.end >= i + 5;
    if (i > 0 && reading.tokens[i - 1].kind == TokenKind::kWord && !token.spaced && !whole &&
        !reading.tokens[i - 1].node) {
      continue;
    }
    std::size_t end = reading.EraFrom(draft.end, draft);
    while (reading.Find(end, Says::kYearAfter) && !reading.tokens[end].taken)
      end += reading.tokens[end].words;
    const std::size_t first = reading.EraUpTo(draft.first, draft);
    // "2/8/1397 AP": the era in Latin letters is how English writes it, with the month first.
    if (draft.calendar == Calendar::kPersian && draft.either_order && !draft.calendar_assumed) {
      std::swap(draft.day, draft.month);
      draft.either_order = false;
    }
    draft.first = first;
    draft.end = end;
    orders.Add(reading, i, draft);
    if (reading.Take(draft)) i = draft.end - 1;
  }
  orders.Settle(reading);
}

}  // namespace

const DateFinder numeric_finder = {
    .name = "numeric",
    .summary = "dates of numbers with slashes, dots or dashes between them",
    .find = FindNumeric,
};

}  // namespace warraq

// Dates inside identifiers and file names: eight digits without a sign between them.
//
// "MENAFN14052025000045015687ID1109547045" carries 14 May 2025, "IMG_20250514_120000" the same day.
// Digits alone are too weak: behind letters they count only at the front of the run, and a free run
// of eight only if it reads as year, month, day of our time (ISO 8601-1 5.2.1.1, basic format).

#include "plugin/date/reading.h"

namespace warraq {
namespace {

int Number(std::string_view digits) {
  int value = 0;
  for (const char c : digits) value = value * 10 + (c - '0');
  return value;
}

// Eight digits as a day, the year first or last.
bool ReadEight(std::string_view eight, bool year_last, Draft& draft) {
  draft.year = Number(year_last ? eight.substr(4, 4) : eight.substr(0, 4));
  draft.month = Number(year_last ? eight.substr(2, 2) : eight.substr(4, 2));
  draft.day = Number(year_last ? eight.substr(0, 2) : eight.substr(6, 2));
  if (draft.year < 1900 || draft.year > 2099) return false;
  return DayOf({Calendar::kGregorian, draft.year, draft.month, draft.day}).has_value();
}

// "T044427", "_120000", "044427": the clock behind the day.
void ReadClock(std::string_view digits, Draft& draft) {
  if (digits.size() != 6 && digits.size() != 4) return;
  const int hour = Number(digits.substr(0, 2));
  const int minute = Number(digits.substr(2, 2));
  const int second = digits.size() == 6 ? Number(digits.substr(4, 2)) : -1;
  if (hour > 23 || minute > 59 || second > 59) return;
  draft.hour = hour;
  draft.minute = minute;
  draft.second = second;
}

void FindIdentifiers(Reading& reading) {
  for (std::size_t i = reading.numbers.From(0); i != Places::kEnd;
       i = reading.numbers.From(i + 1)) {
    const Token& token = reading.tokens[i];
    if (token.kind != TokenKind::kNumber || token.length < 8 || token.taken) continue;
    if (token.digits != Digits::kLatin || token.end - token.begin != token.length) continue;
    const std::string_view digits = reading.text.substr(token.begin, token.length);
    const bool behind_letters =
        i > 0 && !token.spaced && reading.tokens[i - 1].kind == TokenKind::kWord;
    Draft draft;
    draft.rule = "identifier";
    draft.first = i;
    draft.end = i + 1;
    if (behind_letters && token.length > 8) {
      if (reading.tokens[i - 1].length < 3) continue;
      if (!ReadEight(digits.substr(0, 8), true, draft) &&
          !ReadEight(digits.substr(0, 8), false, draft))
        continue;
      draft.first = i - 1;
      draft.kind = DateKind::kIdentifier;
      // The rest of the identifier: "ID1109547045".
      while (draft.end < reading.tokens.size() && !reading.tokens[draft.end].spaced &&
             reading.tokens[draft.end].kind != TokenKind::kSign) {
        ++draft.end;
      }
    } else {
      if (token.length != 8 && token.length != 14 && token.length != 12) continue;
      if (!ReadEight(digits.substr(0, 8), false, draft)) continue;
      if (!reading.IsAllowed(i)) continue;
      if (token.length > 8) ReadClock(digits.substr(8), draft);
      if (behind_letters || token.length > 8) draft.kind = DateKind::kIdentifier;
      if (token.length == 8 && i + 2 < reading.tokens.size() && !reading.tokens[i + 1].spaced) {
        const Token& join = reading.tokens[i + 1];
        const Token& clock = reading.tokens[i + 2];
        const bool letter_t = join.kind == TokenKind::kWord && join.length == 1 && join.upper;
        if ((letter_t || join.sign == '_') && clock.kind == TokenKind::kNumber &&
            clock.length == 6) {
          ReadClock(reading.text.substr(clock.begin, 6), draft);
          if (draft.has_time()) draft.end = i + 3;
        }
      }
      draft.confidence = 0.8f;
    }
    reading.Take(draft);
  }
}

}  // namespace

const DateFinder identifier_finder = {
    .name = "identifier",
    .summary = "dates inside agencies' numbers and file names",
    .find = FindIdentifiers,
};

}  // namespace warraq

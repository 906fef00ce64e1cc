#include "plugin/date/month_sides.h"

#include "plugin/date/spoken_number.h"

namespace warraq {
namespace {

bool IsJoin(char32_t sign) {
  return sign == '.' || sign == ',' || sign == '-' || sign == '/' || sign == 0x60C ||
         sign == '\'' || sign == 0x2019 || sign == 0x2018 || sign == 0x2010 || sign == 0x2011 ||
         sign == 0x2013 || sign == ']' || sign == '[' || sign == ')' || sign == 0x970 ||
         sign == 0x5F3 || sign == 0x3001 || sign == 0xFF0C || sign == '_' || sign == '\\';
}

}  // namespace

BesideMonth MonthSides::Right(std::size_t from) const {
  BesideMonth found;
  std::size_t at = from;
  for (int skipped = 0; skipped < 4 && reading_.Has(at); ++skipped) {
    const Token& token = reading_.tokens[at];
    if (token.taken || (token.new_line && at != from)) return {};
    if (token.new_line) return {};
    if (token.kind == TokenKind::kSign && IsJoin(token.sign)) {
      found.join =
          token.sign == '.' || token.sign == ')' || token.sign == ']' ? found.join : token.sign;
      ++at;
      continue;
    }
    if (token.kind == TokenKind::kNumber) break;
    const bool year_word =
        reading_.Find(at, Says::kYearWord) && reading_.IsNumber(at + token.words);
    if (!year_word && (reading_.Find(at, Says::kOrdinal) || reading_.Find(at, Says::kCardinal)))
      break;
    if (!reading_.Find(at, Says::kLink) && !reading_.Find(at, Says::kYearWord) &&
        !reading_.Find(at, Says::kDayWord) && !reading_.Find(at, Says::kEra)) {
      break;
    }
    at += token.words;
  }
  return Number(from, at, found);
}

BesideMonth MonthSides::Left(std::size_t until) const {
  BesideMonth found;
  std::size_t at = until;
  for (int skipped = 0; skipped < 4 && at > 0; ++skipped) {
    const Token& token = reading_.tokens[at - 1];
    if (token.taken || reading_.tokens[at].new_line) return {};
    int day = 0;
    const std::size_t begin = reading_.DayUpTo(at, day, languages_);
    if (begin < at) {
      if (day <= 0) return {};
      found.first = begin;
      found.end = until;
      found.value = day;
      return found;
    }
    if (token.kind == TokenKind::kSign &&
        (IsJoin(token.sign) || token.sign == 0xBA || token.sign == 0xAA)) {
      if (token.sign != '.') found.join = token.sign;
      --at;
      continue;
    }
    if (reading_.IsYear(at - 1) && reading_.tokens[at - 1].value < 9000) {
      found.first = at - 1;
      found.end = until;
      found.value = reading_.tokens[at - 1].value;
      found.year = true;
      return found;
    }
    const std::size_t link = LinkBefore(at);
    if (link == at) return {};
    at = link;
  }
  return {};
}

std::size_t MonthSides::LinkBefore(std::size_t at) const {
  for (const Says says :
       {Says::kLink, Says::kDayWord, Says::kYearAfter, Says::kYearWord, Says::kSuffix}) {
    if (const std::size_t before = reading_.Before(at, says); before < at) return before;
  }
  return at;
}

// "in March 2 years ago"
bool MonthSides::IsAmount(std::size_t number, std::size_t unit) const {
  if (number + 1 != unit || !reading_.Has(unit) || reading_.tokens[unit].new_line) return false;
  const Meaning* found = reading_.Find(unit, Says::kUnit);
  // A long word is a unit in whatever language: "tra 15 minuti" is no Croatian April.
  return found && reading_.tokens[unit].length > 1 &&
         ((found->languages & languages_) != 0 || reading_.tokens[unit].length >= 4) &&
         reading_.IsNumber(number) && reading_.tokens[unit].spaced &&
         !reading_.IsNumber(unit + reading_.tokens[unit].words);
}

BesideMonth MonthSides::Number(std::size_t from, std::size_t at, BesideMonth found) const {
  int day = 0;
  if (const std::size_t end = reading_.HebrewYearFrom(at, day); end > at) {
    found.first = from;
    found.end = end;
    found.value = day;
    found.year = true;
    return found;
  }
  if (const std::size_t end = YearInWords(reading_, at, day); end > at) {
    found.first = from;
    found.end = end;
    found.value = day;
    found.year = true;
    return found;
  }
  const std::size_t end = reading_.DayFrom(at, day, languages_);
  if (end > at) {
    // "March 5:30" is a clock, "May 12.5" an amount.
    if (reading_.IsSign(end, ':') && reading_.IsNumber(end + 1)) return {};
    if (reading_.IsSign(end, '.') && reading_.IsNumber(end + 1) &&
        !reading_.tokens[end + 1].spaced && reading_.tokens[end + 1].length < 4) {
      return {};
    }
    if (day <= 0 || IsAmount(at, end)) return {};
    found.value = day;
    found.two_digit = reading_.IsNumber(at) && reading_.tokens[at].length == 2 && end == at + 1;
    found.first = from;
    found.end = end;
    return found;
  }
  if (!reading_.IsNumber(at) || reading_.tokens[at].quantity || reading_.tokens[at].taken)
    return {};
  const Token& token = reading_.tokens[at];
  if (reading_.IsYear(at) || (token.length == 3 && reading_.Find(at + 1, Says::kEra))) {
    found.year = true;
  } else if (token.length == 2) {
    if (reading_.IsSign(at + 1, ':')) return {};
    found.year = found.two_digit = true;
  } else {
    return {};
  }
  found.value = token.value;
  found.first = from;
  found.end = at + 1;
  if (token.repaired && token.length != 4) return {};
  return found;
}

}  // namespace warraq

// Times: joined to the date beside them, on either side: "2025-05-14T04:44:27+03:00", "Tuesday, 02
// January 2024 12:17 GMT", "الساعة 3:20 مساءً 5 مايو 2024".
//
// The zone is kept where the text names one (ISO 8601-1 5.3.4), and only then is there an instant.
// A time by itself is of the reference's day, and no claim where there is no reference.

#include <algorithm>
#include <array>
#include <string_view>

#include "plugin/date/reading.h"

namespace warraq {
namespace {

bool IsBetween(const Token& token) {
  const char32_t sign = token.sign;
  return token.kind == TokenKind::kSign &&
         (sign == ',' || sign == '-' || sign == 0x2013 || sign == 0x2014 || sign == '|' ||
          sign == 0x60C || sign == 0xB7 || sign == 0x2022 || sign == '(' || sign == '/' ||
          sign == ';' || sign == '.' || sign == ':');
}

std::size_t TimeBehind(const Reading& reading, Draft& draft) {
  std::size_t at = draft.end;
  bool bracket = false;
  for (int step = 0; step < 3 && reading.Has(at); ++step) {
    if (reading.tokens[at].taken) return draft.end;
    Draft with = draft;
    // The T of ISO 8601.
    const Token& token = reading.tokens[at];
    const bool letter_t =
        token.kind == TokenKind::kWord && token.length == 1 &&
        (reading.text[token.begin] == 'T' || (reading.text[token.begin] == 't' && !token.spaced));
    const std::size_t end = reading.ClockFrom(letter_t ? at + 1 : at, with);
    if (end > at + (letter_t ? 1 : 0)) {
      draft = with;
      return bracket && reading.IsSign(end, ')') ? end + 1 : end;
    }
    // "3/5/18'de 17:49": Turkish has its "on" behind the number.
    if (token.kind == TokenKind::kSign && (token.sign == '\'' || token.sign == 0x2019) &&
        !token.spaced && reading.Has(at + 1) && !reading.tokens[at + 1].spaced &&
        reading.Find(at + 1, Says::kSuffix) && reading.tokens[at + 1].length == 2) {
      at += 2;
      continue;
    }
    // "Saturday for 9am", but not "for 3 people"
    constexpr std::array<std::string_view, 4> kFor = {"for", "pour", "para", "voor"};
    if (std::ranges::find(kFor, reading.text.substr(token.begin, token.end - token.begin)) !=
        kFor.end()) {
      Draft sure = draft;
      const std::size_t behind = reading.ClockFrom(at + 1, sure);
      if (behind == at + 1 || sure.bare_hour) return draft.end;
      draft = sure;
      return behind;
    }
    if (token.new_line || !(IsBetween(token) || reading.Find(at, Says::kLink) ||
                            reading.Find(at, Says::kAnd) || reading.Find(at, Says::kHalf))) {
      return draft.end;
    }
    bracket |= reading.IsSign(at, '(');
    at += token.words;
  }
  return draft.end;
}

// A clock begins with a number or a word that is about hours; "at" only where one follows.
bool MayBegin(const Reading& reading, std::size_t i) {
  constexpr std::uint64_t kWords =
      BitOf(Says::kNoon) | BitOf(Says::kHalf) | BitOf(Says::kHalfTo) | BitOf(Says::kLess) |
      BitOf(Says::kFraction) | BitOf(Says::kCardinal) | BitOf(Says::kOrdinal) | BitOf(Says::kOne);
  const Token& token = reading.tokens[i];
  if (token.kind == TokenKind::kNumber || (token.says & kWords) != 0) return true;
  if ((token.says & BitOf(Says::kAt)) == 0 || !reading.Has(i + token.words)) return false;
  const std::size_t behind = i + token.words;
  const bool dotted = reading.IsSign(behind, '.') && reading.Has(behind + 1);  // "kl. 14"
  const Token& next = reading.tokens[dotted ? behind + 1 : behind];
  return next.kind == TokenKind::kNumber || (next.says & (kWords | BitOf(Says::kAt))) != 0;
}

// Where a clock begins that ends right before `first`: the longest there is.
std::size_t TimeBefore(const Reading& reading, Draft& draft) {
  std::size_t found = draft.first;
  Draft longest = draft;
  for (std::size_t back = 1; back <= 14 && back <= draft.first; ++back) {
    const std::size_t from = draft.first - back;
    if (reading.tokens[from].taken || reading.tokens[from + 1].new_line) break;
    const bool starts = reading.tokens[from].kind == TokenKind::kNumber ||
                        reading.Find(from, Says::kAt) || reading.Find(from, Says::kNoon) ||
                        reading.Find(from, Says::kHalf) ||
                        ((draft.relative == Unit::kDay || draft.relative == Unit::kWeekday) &&
                         MayBegin(reading, from));
    if (!starts) continue;
    Draft with = draft;
    const std::size_t end = reading.ClockFrom(from, with);
    if (end == from) continue;
    std::size_t at = end;
    while (at < draft.first && (IsBetween(reading.tokens[at]) || reading.Find(at, Says::kLink) ||
                                reading.Find(at, Says::kDayWord) || reading.Find(at, Says::kAt) ||
                                reading.Find(at, Says::kIn))) {
      at += reading.tokens[at].words;
    }
    if (at != draft.first) continue;
    found = from;
    longest = with;
  }
  draft = longest;
  return found;
}

// The half of the day that stands beside a date or in its words: "tonight", "tomorrow morning",
// "Saturday in the evening".
void JoinHalf(Reading& reading, Draft& draft) {
  for (std::size_t i = draft.first; i < draft.end; ++i) {
    const Token& token = reading.tokens[i];
    const bool han = draft.relative == Unit::kDay && token.words > 1 &&
                     static_cast<unsigned char>(reading.text[token.begin]) >= 0xE3;
    if (const Meaning* half = reading.Find(i, Says::kHalf);
        half && (token.length > 2 || han) && !reading.Find(i, Says::kNoon))
      draft.half = half->value;
  }
  std::size_t at = draft.end;
  if (reading.Find(at, Says::kLink) && !reading.Find(at, Says::kHalf))
    at += reading.tokens[at].words;
  const Meaning* half = reading.Find(at, Says::kHalf);
  if (!half || reading.tokens[at].taken || reading.tokens[at].new_line) return;
  if (reading.IsJoining(at)) return;
  if (reading.tokens[at].length <= 2 && reading.tokens[at].words == 1 && at > draft.end) return;
  if (reading.tokens[at].length <= 2 && reading.tokens[at].words == 1 && !draft.has_time()) return;
  draft.half = half->value;
  const std::size_t end = at + reading.tokens[at].words;
  draft.end = end;
}

// "9 tomorrow": a number before a day that is the whole text with it.
std::size_t HourBefore(const Reading& reading, Draft& draft) {
  const std::size_t at = draft.first;
  if (at == 0 || draft.relative != Unit::kDay) return at;
  std::size_t number = at - 1;
  if (reading.tokens[number].kind == TokenKind::kSign && number > 0) --number;
  const Token& token = reading.tokens[number];
  if (token.kind != TokenKind::kNumber || token.length > 2 || token.value > 24 || token.taken ||
      !reading.IsAll(number, draft.end))
    return at;
  draft.hour = token.value;
  draft.minute = 0;
  draft.open_hour = token.value >= 1 && token.value <= 12;
  return number;
}

// "الليلة في 7", "tonight 8": a number behind a day whose half is said.
std::size_t HourBehind(const Reading& reading, Draft& draft) {
  if (draft.half < 0) return draft.end;
  std::size_t at = draft.end;
  if (reading.Find(at, Says::kLink) || reading.Find(at, Says::kAt)) at += reading.tokens[at].words;
  if (!reading.Has(at) || reading.tokens[at].taken || !reading.IsAll(draft.first, at + 1))
    return draft.end;
  const Token& token = reading.tokens[at];
  const Meaning* word = reading.Find(at, Says::kOrdinal);
  const int hour = token.kind == TokenKind::kNumber && token.length <= 2 ? token.value
                   : word                                                ? word->value
                                                                         : -1;
  if (hour < 1 || hour > 12) return draft.end;
  draft.hour = hour;
  draft.minute = 0;
  draft.open_hour = true;
  return at + 1;
}

// "the end of the day": its last second.
void JoinDayEnd(Reading& reading, Draft& draft) {
  // "eod", "end of day": the phrase is a date and says it too.
  if (reading.Find(draft.first, Says::kEndOf)) draft.day_end = true;
  std::size_t at = draft.first;
  const std::size_t link = reading.Before(at, Says::kDayWord);
  if (link < at && !reading.tokens[link].taken) at = link;
  const std::size_t before = reading.Before(at, Says::kEndOf);
  if (before == at || reading.tokens[before].taken) return;
  draft.day_end = true;
  reading.Extend(draft, before, draft.end);
}

// "del" is noon in Hungarian.
bool IsForeignNoon(Reading& reading, std::size_t i) {
  const Meaning* noon = reading.Find(i, Says::kNoon);
  if (!noon || reading.IsAll(i, i + reading.tokens[i].words)) return false;
  const std::uint64_t languages = reading.Languages();
  return languages == 0 ? reading.tokens[i].length <= 3 : (languages & noon->languages) == 0;
}

// "утром", "in the morning", where nothing else is said: of the reference's day.
bool TakeHalf(Reading& reading, Draft draft) {
  const std::size_t i = draft.first;
  constexpr int kLetters = 4;  // "ap", "ip" and the like are too little
  const Meaning* half = reading.Find(i, Says::kHalf);
  draft.end = i + reading.tokens[i].words;
  if (!half || reading.tokens[i].length < kLetters || !reading.IsAlone(i, draft.end)) return false;
  draft.relative = Unit::kDay;
  draft.half = half->value;
  draft.confidence = 0.5f;
  return reading.Take(draft) != nullptr;
}

void TakeAlone(Reading& reading) {
  if (reading.options.reference.empty()) return;
  for (std::size_t i = 0; i < reading.tokens.size(); ++i) {
    if (reading.tokens[i].taken) continue;
    if (!MayBegin(reading, i) || IsForeignNoon(reading, i)) continue;
    Draft draft;
    draft.rule = "clock";
    draft.first = i;
    draft.end = reading.ClockFrom(i, draft);
    if (draft.end == i && TakeHalf(reading, draft)) continue;
    if (draft.end == i || !reading.StandsFree(i, draft.end)) continue;
    // "R1", "ص۶"
    const bool letter = reading.tokens[i].kind == TokenKind::kWord &&
                        reading.tokens[i].length == 1 && reading.tokens[i].words == 1;
    if (letter && reading.Has(i + 1) && !reading.tokens[i + 1].spaced &&
        !reading.IsAll(i, draft.end))
      continue;
    JoinHalf(reading, draft);
    if ((draft.bare_hour || draft.word_hour) && draft.half < 0 &&
        !reading.IsAll(draft.first, draft.end))
      continue;
    draft.confidence = 0.5f;
    if (reading.Take(draft)) i = draft.end - 1;
  }
}

void FindClocks(Reading& reading) {
  reading.Sort();
  if (!reading.options.reference.empty()) reading.Languages();  // clocks alone are of them
  for (Draft& draft : reading.drafts) {
    if (draft.has_time() || draft.kind == DateKind::kIdentifier || draft.absorbed) continue;
    const bool day = draft.day != 0 || draft.relative == Unit::kDay ||
                     draft.relative == Unit::kWeekday || draft.nth != 0 || draft.named_day >= 0 ||
                     draft.relative == Unit::kWeek;
    if (!day || draft.day_to != 0) continue;
    if (draft.relative != Unit::kNone && draft.nth == 0) JoinDayEnd(reading, draft);
    if (draft.relative != Unit::kNone || draft.weekday != 0) {
      const std::size_t had = draft.end;
      JoinHalf(reading, draft);
      if (draft.end > had) reading.Extend(draft, draft.first, draft.end);
    }
    const std::size_t end = TimeBehind(reading, draft);
    if (end > draft.end) {
      reading.Extend(draft, draft.first, end);
      continue;
    }
    std::size_t first = TimeBefore(reading, draft);
    if (first == draft.first) first = HourBefore(reading, draft);
    if (first == draft.first) {
      if (const std::size_t behind = HourBehind(reading, draft); behind > draft.end)
        reading.Extend(draft, draft.first, behind);
    }
    if (first < draft.first) reading.Extend(draft, first, draft.end);
  }
  TakeAlone(reading);
}

}  // namespace

const DateFinder clock_finder = {
    .name = "clock",
    .summary = "times and zones, beside a date or alone",
    .find = FindClocks,
};

}  // namespace warraq

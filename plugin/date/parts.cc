// Parts that dates of several shapes have: days in digits and words, eras, clocks.
//
// "3rd", "twenty-second", "כ״ח", "1er"; "BC", "هـ"; "12:17:05 pm", "20h30", "16 Uhr", "7 часов
// вечера". A clock without a colon counts only with a word that makes it one. Times are those of
// ISO 8601-1 5.3.

#include <algorithm>

#include "plugin/date/fold.h"
#include "plugin/date/reading.h"
#include "plugin/date/spoken_clock.h"

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

bool IsHalf(const Meaning* half) { return half != nullptr; }

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

namespace {

// Hours with their half of the day: "12" at night is 0.
bool ApplyHalf(const Meaning& half, Draft& draft) {
  if (draft.hour > 12) return half.value != 0;
  if (half.value == 0) {
    if (draft.hour == 12) draft.hour = 0;
  } else if (half.value == 1) {
    if (draft.hour < 12) draft.hour += 12;
  } else if (draft.hour == 12) {
    draft.hour = 0;
  } else if (draft.hour >= 6) {
    draft.hour += 12;
  }
  return true;
}

class Clock {
 public:
  Clock(const Reading& reading, std::size_t at) : reading_(reading), at_(at) {}

  std::size_t Read(Draft& draft) {
    const std::size_t begin = at_;
    alone_ = draft.rule == "clock";
    Draft made = draft;
    made.hour = made.minute = made.second = -1;
    // Words that come before: "at", "الساعة", "um", "下午".
    while (const Meaning* at = reading_.Find(at_, Says::kAt)) {
      if (reading_.tokens[at_].taken || at_ > begin + 3 || IsForeign(at_, *at)) break;
      marked_ = true;
      at_ += reading_.tokens[at_].words;
      if (reading_.IsSign(at_, '.') && Tight(at_) && reading_.IsNumber(at_ + 1)) ++at_;  // "kl. 14"
    }
    if (reading_.IsSign(at_, '@')) ++at_, marked_ = true;
    int spoken = 0;
    const bool minutes_first = Spoken(spoken);
    const Meaning* early_half = reading_.Find(at_, Says::kNoon) || reading_.IsJoining(at_)
                                    ? nullptr
                                    : reading_.Find(at_, Says::kHalf);
    if (early_half && (IsLetter(at_) || IsCommon(at_))) return begin;  // "a hat", "p. 6"
    if (early_half && !reading_.tokens[at_].taken) {
      at_ += reading_.tokens[at_].words;
      if (reading_.Find(at_, Says::kAt)) marked_ = true, at_ += reading_.tokens[at_].words;
    }
    const Meaning* noon = reading_.IsJoining(at_) ? nullptr : reading_.Find(at_, Says::kNoon);
    if (noon && !early_half) {
      made.hour = noon->value / 60;
      made.minute = noon->value % 60;
      exact_ = true;
      at_ += reading_.tokens[at_].words;
    } else if (!Hours(made)) {
      return begin;
    }
    const bool behind = !minutes_first && made.minute < 0 && SpokenBehind(begin, spoken);
    // "a quarter to twelve in the morning" is one to noon, and not to midnight.
    if (spoken < 0 && made.hour == 12 && (minutes_first || behind)) {
      made.hour = 11, made.minute = 60 + spoken, spoken = 0;
    }
    const bool half = early_half ? ApplyHalf(*early_half, made) : Half(made);
    if ((minutes_first || behind) && !ShiftMinutes(spoken, made)) return begin;
    const bool whole = reading_.IsAll(begin, at_);
    // "السابعة إلا الربع غدًا": beside a day it is a clock too.
    const bool beside = whole || draft.relative == Unit::kDay || draft.relative == Unit::kWeekday;
    if (word_hour_ && !marked_ && !half && !counted_ && !minutes_first && !(behind && beside))
      return begin;
    // "at 5" in running text says too little: so do prices and ages.
    const bool said = !colon_ && !half && !counted_ && !minutes_first && !behind &&
                      !reading_.Find(begin, Says::kNoon);
    const bool bare = said && !word_hour_;
    // And "24 hours", "пять часов" are lengths of time.
    const bool length = length_ && !marked_ && !half && made.minute < 0;
    made.word_hour = (said && word_hour_) || length || (made.hour == 24 && !marked_);
    made.open_hour = !half && made.hour >= 1 && made.hour <= 12 && !exact_;
    made.bare_hour = bare;
    // "at 9.30" beside a day is a clock; "by 2.58 per cent" is none.
    if (dotted_ && !half && draft.rule == "clock" && !reading_.IsAlone(begin, at_)) return begin;
    // "29.02.2020 13.12": behind a date two numbers of two digits are a clock.
    if (dotted_ && draft.has_year() && draft.day != 0) colon_ = true;
    if (!marked_ && !colon_ && !half && !counted_ && !minutes_first && !behind && made.hour >= 0 &&
        !reading_.Find(begin, Says::kNoon))
      return begin;
    if (made.minute < 0) made.minute = 0;
    Zone(made);
    draft = made;
    return at_;
  }

 private:
  bool Small(std::size_t i, int limit) const {
    return reading_.IsNumber(i) && reading_.tokens[i].length <= 2 &&
           reading_.tokens[i].value <= limit && !reading_.tokens[i].taken;
  }
  // A short word that says so in other languages than the text's: "u", "da", "all". Beside a date
  // it is of the date's language.
  bool IsForeign(std::size_t i, const Meaning& meaning) const {
    constexpr int kShort = 3;
    constexpr std::size_t kFewTokens = 20;  // which tell little of a language
    const Token& token = reading_.tokens[i];
    return alone_ && reading_.tokens.size() > kFewTokens && token.length <= kShort &&
           token.words == 1 && reading_.languages_known && reading_.languages != 0 &&
           (reading_.languages & meaning.languages) == 0 &&
           static_cast<unsigned char>(reading_.text[token.begin]) < 0xC8;
  }

  // "to" is the morning in Uzbek.
  bool IsCommon(std::size_t i) const {
    constexpr std::uint64_t kCommon = BitOf(Says::kStop) | BitOf(Says::kUntil);
    const Token& word = reading_.tokens[i];
    return word.length <= 2 && word.words == 1 && word.spaced && !word.upper &&
           (word.says & kCommon) != 0;
  }

  // A letter of an alphabet alone.
  bool IsLetter(std::size_t i) const {
    const Token& word = reading_.tokens[i];
    return word.length == 1 && word.words == 1 &&
           static_cast<unsigned char>(reading_.text[word.begin]) < 0xE0;
  }

  bool IsHourAfter(std::size_t i) const {
    const Meaning* hour = reading_.Find(i, Says::kHourAfter);
    return hour && !reading_.IsJoining(i) && !IsForeign(i, *hour);
  }

  bool Tight(std::size_t i) const { return reading_.Has(i) && !reading_.tokens[i].spaced; }

  bool IsColon(std::size_t i) const {
    return reading_.IsSign(i, ':') || reading_.IsSign(i, 0xFF1A) || reading_.IsSign(i, 0x2236);
  }

  // "hours", and not "o'clock", "Uhr" or a letter.
  bool IsLength(std::size_t i) const {
    const Meaning* unit = reading_.Find(i, Says::kUnit);
    return unit && unit->unit == Unit::kHour && reading_.tokens[i].length > 3;
  }

  // "12:17:05.25", "12.17" where a word says that it is a time, "20h30", "9時20分".
  bool Hours(Draft& draft) {
    // Japanese counts the hours of a night on: 25時.
    const bool late =
        Small(at_, 29) && reading_.Find(at_ + 1, Says::kHourAfter) &&
        static_cast<unsigned char>(reading_.text[reading_.tokens[at_ + 1].begin]) >= 0xE3;
    if (!Small(at_, 24) && !late) {
      const Meaning* word = reading_.Find(at_, Says::kOrdinal);
      if (!word) word = reading_.Find(at_, Says::kCardinal);
      if (reading_.Has(at_) && reading_.tokens[at_].taken) return false;
      if (!word) return Compact(draft);
      if (word->value > 24 || word->value < 1) return false;
      word_hour_ = true;
      for (const Says says : {Says::kOrdinal, Says::kCardinal}) {  // "quinzè", "quinze"
        if (const Meaning* number = reading_.Find(at_, says)) word_languages_ |= number->languages;
      }
      draft.hour = word->value;
      at_ += reading_.tokens[at_].words;
      if (IsHourAfter(at_) &&
          (reading_.Find(at_, Says::kHourAfter)->languages & word_languages_) != 0) {
        counted_ = true;
        length_ = IsLength(at_);
        at_ += reading_.tokens[at_].words;
      }
      return true;
    }
    draft.hour = reading_.tokens[at_].value;
    exact_ = reading_.tokens[at_].length == 2 && draft.hour < 10;
    const std::size_t hour_at = at_;
    ++at_;
    if (IsColon(at_) && Small(at_ + 1, 59) && reading_.tokens[at_ + 1].length == 2) {
      colon_ = true;
      draft.minute = reading_.tokens[at_ + 1].value;
      at_ += 2;
      if (IsColon(at_) && Small(at_ + 1, 60) && Tight(at_ + 1)) {
        draft.second = reading_.tokens[at_ + 1].value;
        at_ += 2;
        if ((reading_.IsSign(at_, '.') || reading_.IsSign(at_, ',')) && Tight(at_) &&
            reading_.IsNumber(at_ + 1) && Tight(at_ + 1)) {
          const Token& fraction = reading_.tokens[at_ + 1];
          draft.fraction = reading_.text.substr(fraction.begin, fraction.end - fraction.begin);
          if (draft.fraction.size() > 9) draft.fraction.clear();
          at_ += 2;
        }
      }
      if (reading_.Find(at_, Says::kHourAfter) && !reading_.tokens[at_].taken)
        at_ += reading_.tokens[at_].words;
      return true;
    }
    if (IsHourAfter(at_)) {
      length_ = IsLength(at_);
      Counted(draft);
      return true;
    }
    if ((reading_.IsSign(at_, '.') || reading_.IsSign(at_, 0x66B)) && Tight(at_) &&
        Small(at_ + 1, 59) && Tight(at_ + 1) && reading_.tokens[at_ + 1].length == 2) {
      const bool half =
          reading_.Find(at_ + 2, Says::kHalf) || reading_.Find(at_ + 2, Says::kHourAfter);
      if (marked_ || half || reading_.tokens[hour_at].length == 2) {
        draft.minute = reading_.tokens[at_ + 1].value;
        at_ += 2;
        colon_ = marked_ || half;
        dotted_ = true;
        if (reading_.Find(at_, Says::kHourAfter)) at_ += reading_.tokens[at_].words;
      }
    }
    return true;
  }

  // "at 1030", "330 p.m."
  bool Compact(Draft& draft) {
    if (!reading_.IsNumber(at_) || reading_.tokens[at_].taken || reading_.tokens[at_].quantity)
      return false;
    const Token& token = reading_.tokens[at_];
    if (token.length < 3 || token.length > 4 || token.value / 100 > 23 || token.value % 100 > 59)
      return false;
    // The afternoon's letters in one language are "to" in another: "721 to 15".
    const bool half = reading_.Find(at_ + 1, Says::kHalf) &&
                      !reading_.Find(at_ + 1, Says::kUntil) && !reading_.IsJoining(at_ + 1) &&
                      token.value < 1300 &&
                      !(reading_.tokens[at_ + 1].length == 1 &&
                        reading_.tokens[at_ + 1].words == 1 && reading_.tokens[at_ + 1].spaced);
    const bool alone =
        reading_.IsAll(at_, at_ + 1) || (at_ > 0 && reading_.IsAll(at_ - 1, at_ + 1));
    if (!half && !(marked_ && alone)) return false;
    draft.hour = token.value / 100;
    draft.minute = token.value % 100;
    ++at_;
    colon_ = true;
    return true;
  }

  // "twenty to", "halb": what stands before the hour.
  bool Spoken(int& minutes) {
    const std::size_t end = MinutesBeforeHour(reading_, at_, minutes);
    if (end == at_) return false;
    const bool hour = Small(end, 24) || reading_.Find(end, Says::kCardinal) ||
                      reading_.Find(end, Says::kOrdinal) || reading_.Find(end, Says::kNoon);
    if (!hour || reading_.tokens[end].new_line) return false;
    // "45 minutes after two days"
    const std::size_t behind = end + reading_.tokens[end].words;
    if (reading_.Find(behind, Says::kUnit) && !reading_.Find(behind, Says::kHourAfter) &&
        reading_.tokens[behind].length > 2)
      return false;
    // "won 7 to 2": of two numbers in running text only "at" makes a clock.
    const bool numbers = reading_.IsNumber(at_) && end == at_ + 2 && Small(end, 24);
    if (numbers && !marked_ && !reading_.IsAlone(at_, end + 1)) return false;
    at_ = end;
    marked_ = true;
    return true;
  }

  bool SpokenBehind(std::size_t begin, int& minutes) {
    const bool bare = word_hour_ || (marked_ && at_ > begin + 1);
    const std::size_t end = MinutesBehindHour(reading_, at_, bare, minutes);
    if (end == at_) return false;
    at_ = end;
    return true;
  }

  // A quarter to noon is 11:45.
  static bool ShiftMinutes(int minutes, Draft& draft) {
    const int hour = draft.hour;
    const int of_day = hour * 60 + std::max(draft.minute, 0) + minutes;
    draft.hour = (of_day + 1440) % 1440 / 60;
    draft.minute = (of_day + 1440) % 60;
    return true;
  }

  // Behind the hour's number: "h30", "時20分5秒", "часов".
  void Counted(Draft& draft) {
    counted_ = true;
    exact_ = reading_.tokens[at_].length == 1 && !reading_.tokens[at_].spaced &&
             static_cast<unsigned char>(reading_.text[reading_.tokens[at_].begin]) < 0x80;  // "8h"
    at_ += reading_.tokens[at_].words;
    if (Small(at_, 59) && !reading_.tokens[at_].new_line) {
      const bool tight = Tight(at_);
      if (reading_.Find(at_ + 1, Says::kSecondAfter) && tight) {
        draft.second = reading_.tokens[at_].value;
        at_ += 1 + reading_.tokens[at_ + 1].words;
      } else if (reading_.Find(at_ + 1, Says::kMinuteAfter)) {
        draft.minute = reading_.tokens[at_].value;
        at_ += 1 + reading_.tokens[at_ + 1].words;
        if (Small(at_, 59) && reading_.Find(at_ + 1, Says::kSecondAfter)) {
          draft.second = reading_.tokens[at_].value;
          at_ += 1 + reading_.tokens[at_ + 1].words;
        }
      } else if (tight && reading_.tokens[at_].length == 2) {
        draft.minute = reading_.tokens[at_].value;
        ++at_;
      }
    }
  }

  bool Half(Draft& draft) {
    if (!reading_.Has(at_) || reading_.tokens[at_].taken || reading_.tokens[at_].new_line)
      return false;
    std::size_t at = at_;
    if (reading_.IsSign(at, ',') || reading_.IsSign(at, 0x60C)) ++at;
    if (reading_.IsSign(at, '\'') || reading_.IsSign(at, 0x2019)) ++at;  // "'s avonds"
    const Meaning* half = reading_.Find(at, Says::kHalf);
    if (!IsHalf(half) || draft.hour > 24 || reading_.IsJoining(at)) return false;
    if (IsCommon(at)) return false;
    // "En este momento": one in Danish, an evening in Hungarian.
    if (word_hour_ && (half->languages & word_languages_) == 0) return false;
    // "три дня": three days, where no "at" stands before them
    if (word_hour_ && !marked_ && reading_.Find(at, Says::kUnit)) return false;
    // A lone letter ("م") is half a day only where a time is already sure.
    if (reading_.tokens[at].length == 1 && reading_.tokens[at].words == 1 && !colon_ && !marked_) {
      const bool latin =
          static_cast<unsigned char>(reading_.text[reading_.tokens[at].begin]) < 0x80;
      if (!latin || reading_.tokens[at].spaced || !reading_.IsAll(at_ - 1, at + 1)) return false;
    }
    if (!ApplyHalf(*half, draft)) return false;
    at_ = at + reading_.tokens[at].words;
    if (reading_.IsSign(at_, '.') && Tight(at_)) ++at_;
    return true;
  }

  // "GMT", "(UTC+3)", "+03:00", "Z", "بتوقيت القاهرة".
  void Zone(Draft& draft) {
    std::size_t at = at_;
    const bool bracket = reading_.IsSign(at, '(');
    if (bracket) ++at;
    if (!reading_.Has(at) || reading_.tokens[at].taken || reading_.tokens[at].new_line) return;
    if (reading_.Find(at, Says::kByTime)) {
      at += reading_.tokens[at].words;
    } else if (reading_.Find(at, Says::kPlace)) {
      // A town's name alone is where it happened; "Moscow time" is a zone.
      const std::size_t behind = at + reading_.tokens[at].words;
      if (!reading_.Find(behind, Says::kByTime) || !ZoneName(at, draft)) return;
      at_ = behind + reading_.tokens[behind].words;
      return;
    }
    if (!ZoneName(at, draft) && !ZoneOffset(at, draft)) return;
    if (bracket) {
      if (!reading_.IsSign(at, ')')) return;
      ++at;
    }
    at_ = at;
    // "GMT+0800 (CST)": what is in brackets only repeats it.
    if (reading_.IsSign(at_, '(') && reading_.IsSign(at_ + 2, ')') &&
        (reading_.Find(at_ + 1, Says::kZone) || reading_.Find(at_ + 1, Says::kZoneOpen))) {
      at_ += 3;
    }
  }

  // "8h pst": of a text that is little else.
  bool IsLast(std::size_t at) const {
    return at + 1 == reading_.tokens.size() && reading_.tokens.size() <= 12;
  }

  bool ZoneName(std::size_t& at, Draft& draft) const {
    if (const Meaning* zone = reading_.Find(at, Says::kZone)) {
      const Token& token = reading_.tokens[at];
      if (token.length <= 4 && !token.upper && token.words == 1 &&
          static_cast<unsigned char>(reading_.text[token.begin]) < 0x80 && !colon_ &&
          !((counted_ || marked_) && IsLast(at))) {
        return false;
      }
      if (token.length == 1 && token.spaced) return false;
      draft.zone = ZoneKind::kOffset;
      draft.zone_value = zone->value;
      at += token.words;
      std::size_t offset = at;
      Draft sum = draft;
      if (zone->value == 0 && ZoneOffset(offset, sum))
        draft.zone_value = sum.zone_value, at = offset;
      return true;
    }
    if (reading_.Find(at, Says::kZoneOpen) && reading_.tokens[at].upper) {
      draft.zone = ZoneKind::kOpen;
      at += reading_.tokens[at].words;
      return true;
    }
    if (const Meaning* place = reading_.Find(at, Says::kPlace)) {
      draft.zone = ZoneKind::kPlace;
      draft.zone_value = place->value;
      at += reading_.tokens[at].words;
      return true;
    }
    return false;
  }

  bool ZoneOffset(std::size_t& at, Draft& draft) const {
    if (!reading_.IsSign(at, '+') && !reading_.IsSign(at, '-') && !reading_.IsSign(at, 0x2212))
      return false;
    if (!reading_.IsNumber(at + 1) || !Tight(at + 1)) return false;
    const int sign = reading_.tokens[at].sign == '+' ? 1 : -1;
    const Token& number = reading_.tokens[at + 1];
    int minutes = 0;
    std::size_t end = at + 2;
    if (number.length == 4) {
      minutes = number.value / 100 * 60 + number.value % 100;
    } else if (number.length <= 2) {
      minutes = number.value * 60;
      if (IsColon(end) && Small(end + 1, 59)) minutes += reading_.tokens[end + 1].value, end += 2;
    } else {
      return false;
    }
    if (number.length < 4 && !colon_) return false;
    if (minutes > 14 * 60) return false;
    draft.zone = ZoneKind::kOffset;
    draft.zone_value = sign * minutes;
    at = end;
    return true;
  }

  const Reading& reading_;
  std::size_t at_;
  bool alone_ = false;      // no date stands beside it
  bool marked_ = false;     // a word before it says that a time follows
  bool word_hour_ = false;  // it is written as a word
  std::uint64_t word_languages_ = 0;
  bool length_ = false;  // "hours" behind it
  bool exact_ = false;   // of twenty-four: "8h", "08:00"
  bool colon_ = false;
  bool counted_ = false;  // hours are named
  bool dotted_ = false;
};

}  // namespace

std::size_t Reading::ClockFrom(std::size_t i, Draft& draft) const {
  if (!Has(i) || tokens[i].taken) return i;
  return Clock(*this, i).Read(draft);
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

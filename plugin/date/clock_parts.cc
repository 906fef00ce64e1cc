// The clock that begins at a token, with its half of the day and its zone.
//
// "12:17:05 pm", "20h30", "16 Uhr", "7 часов вечера", "a quarter to nine", "25時"; "GMT+3",
// "(UTC+3)", "بتوقيت القاهرة". A clock without a colon counts only with a word that makes it one.
// Times are those of ISO 8601-1 5.3.

#include <algorithm>

#include "plugin/date/reading.h"
#include "plugin/date/spoken_clock.h"

namespace warraq {
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
      if (reading_.IsSign(at_, '.') && reading_.IsTight(at_) && reading_.IsNumber(at_ + 1))
        ++at_;  // "kl. 14"
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
      if (IsColon(at_) && Small(at_ + 1, 60) && reading_.IsTight(at_ + 1)) {
        draft.second = reading_.tokens[at_ + 1].value;
        at_ += 2;
        if ((reading_.IsSign(at_, '.') || reading_.IsSign(at_, ',')) && reading_.IsTight(at_) &&
            reading_.IsNumber(at_ + 1) && reading_.IsTight(at_ + 1)) {
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
    if ((reading_.IsSign(at_, '.') || reading_.IsSign(at_, 0x66B)) && reading_.IsTight(at_) &&
        Small(at_ + 1, 59) && reading_.IsTight(at_ + 1) && reading_.tokens[at_ + 1].length == 2) {
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
      const bool tight = reading_.IsTight(at_);
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
    if (!half || draft.hour > 24 || reading_.IsJoining(at)) return false;
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
    if (reading_.IsSign(at_, '.') && reading_.IsTight(at_)) ++at_;
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
    if (!reading_.IsNumber(at + 1) || !reading_.IsTight(at + 1)) return false;
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

}  // namespace warraq

// What finders work on: a text's tokens, and the dates drafted from them so far.
//
// A finder is a stage: it looks through the tokens for dates of one shape ("2025-05-14", "14 mai
// 2025") and drafts them, or it looks through the drafts and joins something to them (a weekday, a
// time, a second date that ends an interval). The stages of list.inc run in its order; what one has
// taken the next ones leave alone. Claims are made of the drafts when all have run.

#ifndef WARRAQ_PLUGIN_DATE_READING_H_
#define WARRAQ_PLUGIN_DATE_READING_H_

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/date/calendar.h"
#include "plugin/date/lexicon.h"
#include "plugin/date/tokens.h"
#include "warraq/date.h"

namespace warraq {

enum class ZoneKind : std::uint8_t { kNone, kOffset, kPlace, kOpen };
enum class Open : std::uint8_t { kNone, kSince, kUntil };

// A length of time: "2 years and 21 days". Months and days have no fixed length in seconds.
struct Amount {
  int months = 0;
  int days = 0;
  std::int64_t seconds = 0;
  int count = 0;                // of its only unit
  std::uint64_t languages = 0;  // of its words
};

struct Draft {
  static constexpr int kAbsent = -1'000'000;

  std::size_t first = 0, end = 0;  // tokens
  std::string_view rule;

  Calendar calendar = Calendar::kGregorian;
  bool calendar_assumed = false;    // nothing in the text names it
  std::string_view named_calendar;  // whose years these were, where only its years are its own
  int year = kAbsent;
  std::uint8_t unknown_digits = 0;
  int month = 0, day = 0;     // 0: not said
  int day_to = 0;             // of "5-7 May" the 7
  int season = 0;             // 21 to 24
  int week = 0;               // of ISO 8601
  bool two_digit = false;     // the year was written with two digits
  bool day_in_words = false;  // "third": of the month, or the third such weekday
  bool either_order = false;  // day and month might be the other way round
  int weekday = 0;
  int nth = 0;                 // which such weekday of the month; -1 the last
  Unit nth_unit = Unit::kDay;  // or which week of it, or which quarter of the year

  int hour = -1, minute = -1, second = -1;
  std::string fraction;  // of the second, at most nine digits
  ZoneKind zone = ZoneKind::kNone;
  int zone_value = 0;  // minutes, or the place

  char qualifier = 0;  // '~', '?'
  Open open = Open::kNone;
  int until = -1;         // index into `ends`, of an interval
  bool absorbed = false;  // by one of those

  // Relative to the reference: `relative_value` units on, or the weekday of that week.
  Unit relative = Unit::kNone;
  int relative_value = 0;
  bool counted = false;  // "two weeks ago", not "last week"
  bool stretch = false;  // "the last two weeks": from that day to the reference

  Amount shift;          // from the day that the rest says
  bool shifted = false;  // there is one
  Amount moved;          // "in two years" beside "Easter": in whose year it falls
  bool is_moved = false;
  int named_day = -1;      // its rule in the lexicon
  bool weak = false;       // no date, unless another finder joins something to it
  int coming = 0;          // of days without a year: the nth to come, or the nth past
  int half = -1;           // of the day, as Says::kHalf, where words beside it say so
  bool day_end = false;    // "end of the day"
  bool open_hour = false;  // of twelve, and nothing says which half of the day
  bool bare_hour = false;  // a number that only "at" says to be a clock
  bool word_hour = false;  // or a word, or a length: "в два", "24 hours", which say other things
  bool open_week = false;  // a weekday alone: the one to come, or in a text the one past

  DateKind kind = DateKind::kEvent;
  float confidence = 1;

  bool has_year() const { return year != kAbsent; }
  bool has_time() const { return hour >= 0; }
};

// Some of a text's tokens, in order. Most words say nothing of dates, and no finder looks at them.
class Places {
 public:
  static std::size_t WordsFor(std::size_t tokens) { return (tokens + 63) / 64; }
  // Over words of 0, which must outlive it.
  explicit Places(std::span<std::uint64_t> bits) : bits_(bits) {}
  void Add(std::size_t i) { bits_[i / 64] |= std::uint64_t{1} << (i % 64); }
  // The first of them from `i` on; kEnd if there is none.
  static constexpr std::size_t kEnd = ~std::size_t{0};
  std::size_t From(std::size_t i) const {
    std::size_t word = i / 64;
    if (word >= bits_.size()) return kEnd;
    std::uint64_t bits = bits_[word] >> (i % 64) << (i % 64);
    while (bits == 0) {
      if (++word == bits_.size()) return kEnd;
      bits = bits_[word];
    }
    return word * 64 + static_cast<std::size_t>(std::countr_zero(bits));
  }

 private:
  std::span<std::uint64_t> bits_;
};

struct Reading {
  Reading(std::string_view utf8, const DateOptions& with);
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  std::string_view text;
  const DateOptions& options;
  std::vector<std::uint32_t> telling;  // numbers, and words where a phrase begins
  std::vector<Token> tokens;
  std::vector<std::uint64_t> bits;  // of all places
  Places numbers;                   // tokens of digits
  Places names;                     // months, weekdays and seasons
  Places relative;                  // where a relative date may begin
  Places units;                     // "days", "years": where an amount may end
  Places feasts;                    // named days
  Places ages;                      // words for centuries and decades, Roman numerals
  std::vector<Draft> drafts;
  std::vector<Draft> ends;  // of intervals

  bool Has(std::size_t i) const { return i < tokens.size(); }
  bool IsNumber(std::size_t i) const { return Has(i) && tokens[i].kind == TokenKind::kNumber; }
  // A token with no space before it.
  bool IsTight(std::size_t i) const { return Has(i) && !tokens[i].spaced; }
  bool IsSign(std::size_t i, char32_t sign) const {
    return Has(i) && tokens[i].kind == TokenKind::kSign && tokens[i].sign == sign;
  }
  // The meaning of the phrase that begins at a token, if it has one of this kind.
  const Meaning* Find(std::size_t i, Says says) const {
    const bool has = Has(i) && (tokens[i].says & BitOf(says)) != 0;
    return has ? &MeaningOf(tokens[i].node, says) : nullptr;
  }
  // The first token of the phrase that ends before `i` and says so; or `i`.
  std::size_t Before(std::size_t i, Says says) const;
  // A number that may be a day of a month, and one that may be a year of four digits.
  bool IsDay(std::size_t i) const;
  bool IsYear(std::size_t i) const;
  // Neither side of the tokens goes on without a space: "1.2.3.4", "v1.2", "A-12".
  bool StandsFree(std::size_t first, std::size_t end) const;
  bool BeginsFree(std::size_t first) const;
  bool EndsFree(std::size_t end) const;
  // No word before it says that the numbers are none of a date: "tel 2025-05".
  bool IsAllowed(std::size_t first) const;
  bool IsWholeDay(std::size_t first) const;
  // Scripts without spaces: a longer word that the lexicon knows as none of dates begins with these
  // tokens, the last of them, or the one before them ("明日香", "今|日本", "日|本月"), or "every"
  // stands before them.
  bool InLongerWord(std::size_t first, std::size_t end) const;
  // A little word that only joins: "del año", where "del" is noon in Hungarian, "de mayo".
  bool IsJoining(std::size_t i) const;
  // The text is nothing but these tokens and signs.
  bool IsAll(std::size_t first, std::size_t end) const;
  // Or the little words before them and a clock behind: "on Sunday", "Thu at 8 GMT".
  bool IsAlone(std::size_t first, std::size_t end) const;

  // A word of what is to come ("will", "سوف") stands in the sentence near the tokens, or
  // there is no sentence.
  bool TellsOfToCome(std::size_t first, std::size_t end) const;

  // "Last", "next" and the like at a token that is free, in a language of `name`, which it goes
  // with; and the same before a name that begins at `first`, which then becomes where it begins.
  const Meaning* WhichAt(std::size_t i, const Meaning& name) const;
  const Meaning* WhichBefore(std::size_t& first, const Meaning& name) const;

  // A number from 1 to 31 that begins at a token, in digits or in words, with what belongs to it
  // ("3rd", "1-го"); where it ends, or `i`. And the same that ends before `i`: where it begins.
  // Words count where they are of one of the languages `of`.
  std::size_t DayFrom(std::size_t i, int& day, std::uint64_t of = ~std::uint64_t{0}) const;
  std::size_t DayUpTo(std::size_t i, int& day, std::uint64_t of = ~std::uint64_t{0}) const;
  // A month by its number, "tháng 3", "شهر عشرة"; where it ends, or `i`.
  std::size_t MonthNumberFrom(std::size_t i, int& month) const;
  // A Hebrew year in letters, "תשפ״ג"; where it ends, or `i`.
  std::size_t HebrewYearFrom(std::size_t i, int& year) const;
  // The era behind a year or before it; where it ends or begins, or `i`.
  std::size_t EraFrom(std::size_t i, Draft& draft) const;
  std::size_t EraUpTo(std::size_t i, Draft& draft) const;
  // Years of an era that has Gregorian months ("令和6年", "พ.ศ. 2568"), named at a token: makes
  // them Gregorian.
  bool CountEraYears(std::size_t at, Draft& draft) const;
  // A clock that begins at a token ("12:17:05 pm", "16 Uhr"); where it ends, or `i`.
  std::size_t ClockFrom(std::size_t i, Draft& draft) const;

  // "2 and a half hours", "1 month and 21 days", "ساعتين" from a token; where it ends, or `i`. A
  // unit without a count is one of it where `bare`.
  std::size_t AmountFrom(std::size_t i, Amount& amount, bool bare = false) const;
  // A count in sixtieths, in digits or words: "2.5", "1/2", "twenty-four", "a couple of".
  std::size_t CountFrom(std::size_t i, std::int64_t& sixtieths, std::uint64_t& of) const;

  // Adds a draft, unless a token of it is taken, and takes its tokens.
  Draft* Take(const Draft& draft);
  // Makes a draft longer on either side.
  void Extend(Draft& draft, std::size_t first, std::size_t end);
  // By first token; stages that look for neighbours need it. Indices of drafts change.
  void Sort();

  // Languages that the text's common words and names belong to, best first counted; computed once.
  std::uint64_t Languages();
  bool languages_known = false;
  std::uint64_t languages = 0;

  std::uint64_t said = 0;  // bits 1 << Says of all tokens

 private:
  Places PlacesAt(std::size_t which) {
    const std::size_t words = Places::WordsFor(tokens.size());
    return Places(std::span(bits).subspan(which * words, words));
  }
  static const Meaning& MeaningOf(std::uint32_t node, Says says);
};

// Chinese and Japanese have "last" and "next" only before a name: "下周日", and not "周日本人".
inline bool StandsBefore(const Meaning& which) {
  return (which.languages & (LanguageBit("ja") | LanguageBit("zh"))) != 0;
}

inline bool IsOfMany(const Meaning& which) {
  return which.value == kOfMany || which.value == -kOfMany;
}

// A stage.
struct DateFinder {
  std::string_view name;
  std::string_view summary;
  void (*find)(Reading& reading);
};

#define WARRAQ_DATE(name) extern const DateFinder name##_finder;
#include "plugin/date/list.inc"
#undef WARRAQ_DATE

// In the order in which they run.
const std::vector<const DateFinder*>& DateFinders();

// The claim that a draft makes; false where it names no day that exists.
bool Claim(const Reading& reading, const Draft& draft, DateClaim& claim);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_READING_H_

// Centuries and decades: "the 19th century" (18XX), "القرن التاسع عشر", "XVIII–XIX вв."
// (17XX/18XX), "the 1980s" (198X), "80-е годы", "ثمانينيات القرن الماضي", "80年代".
//
// EDTF level 1 leaves digits of a year open. The century 1801 to 1900 and the hundred years of 18XX
// are the same in all but their last year; so is how historians use both. Numbers stand before the
// word or, in Arabic, Persian, Hebrew, Spanish and Portuguese, behind it; they are digits, Roman
// numerals or words. A decade without its century ("the 80s") is the last one before the reference,
// and uncertain, as a year of two digits is. "In his eighties" and "his 19th century" (of runs) are
// none.

#include <algorithm>
#include <array>
#include <string_view>

#include "plugin/date/reading.h"

namespace warraq {
namespace {

constexpr int kLastCentury = 21;
constexpr int kFirstCenturyBefore = 40;
constexpr int kBeforeChrist = -1;  // the year of a draft until its century is known

bool IsDash(const Reading& reading, std::size_t i) {
  return reading.IsSign(i, '-') || reading.IsSign(i, 0x2010) || reading.IsSign(i, 0x2011) ||
         reading.IsSign(i, 0x2013) || reading.IsSign(i, 0x2014) || reading.IsSign(i, 0x5BE);
}
bool IsApostrophe(const Reading& reading, std::size_t i) {
  return reading.IsSign(i, '\'') || reading.IsSign(i, 0x2019) || reading.IsSign(i, 0x2018);
}
bool IsShortWord(const Reading& reading, std::size_t i, int letters) {
  return reading.Has(i) && reading.tokens[i].kind == TokenKind::kWord &&
         reading.tokens[i].length <= letters;
}
std::string_view TextOf(const Reading& reading, std::size_t i) {
  if (!reading.Has(i)) return {};
  return reading.text.substr(reading.tokens[i].begin,
                             reading.tokens[i].end - reading.tokens[i].begin);
}

// The number of a century, and how surely it is an ordinal.
struct Number {
  std::size_t first = 0, end = 0;  // equal: none
  int value = 0;
  bool bare = false;  // digits alone, which may count centuries
  explicit operator bool() const { return first != end; }
};

// A Roman numeral of one letter is one only as a capital: "I secoli", "i secoli".
bool IsRoman(const Reading& reading, std::size_t i) {
  return reading.Find(i, Says::kRoman) && !reading.tokens[i].taken &&
         (reading.tokens[i].length > 1 || reading.tokens[i].upper);
}

bool IsSmallNumber(const Reading& reading, std::size_t i) {
  return reading.IsNumber(i) && reading.tokens[i].length <= 2 && reading.tokens[i].value >= 1 &&
         !reading.tokens[i].taken && !reading.tokens[i].quantity;
}

// "19th", "19-го", "XIX", "19.", "nineteenth" right before `at`.
Number NumberBefore(const Reading& reading, std::size_t at, std::uint64_t languages) {
  Number found;
  if (at == 0 || reading.tokens[at].new_line) return found;
  std::size_t end = at;
  if (end >= 2 && IsDash(reading, end - 1)) --end;  // "19th-century"
  const std::size_t last = end - 1;
  std::size_t number = last;
  if (last >= 1 && IsShortWord(reading, last, 4) && reading.IsTight(last)) {
    const bool joined = last >= 2 && (IsDash(reading, last - 1) || IsApostrophe(reading, last - 1));
    number = joined && reading.IsTight(last - 1) ? last - 2 : last - 1;
  } else if (last >= 1 && reading.IsSign(last, '.') && reading.IsTight(last)) {
    number = last - 1;
  }
  if (last >= 1 && reading.IsSign(last, 0x1D49)) number = last - 1;  // "XIXᵉ"
  if (IsRoman(reading, last)) {
    found = {last, at, reading.Find(last, Says::kRoman)->value};
  } else if (IsRoman(reading, number)) {
    found = {number, at, reading.Find(number, Says::kRoman)->value};
  } else if (IsSmallNumber(reading, number) && reading.BeginsFree(number)) {
    found = {number, at, reading.tokens[number].value, number == last};
  } else {
    int value = 0;
    const std::size_t first = reading.DayUpTo(end, value, languages);
    bool ordinal = false;  // "five centuries"
    for (std::size_t i = first; i < end; ++i) ordinal |= reading.Find(i, Says::kOrdinal) != nullptr;
    if (ordinal && value > 0 && !reading.IsNumber(first)) found = {first, at, value};
  }
  return found;
}

// "القرن الـ19", "siglo XIX", "המאה ה-19", "secolul al XIX-lea": right behind the word.
Number NumberBehind(const Reading& reading, std::size_t from, std::uint64_t languages) {
  std::size_t at = from;
  if (!reading.Has(at) || reading.tokens[at].new_line) return {};
  if (IsShortWord(reading, at, 2) && !IsRoman(reading, at)) {
    const std::size_t behind = IsDash(reading, at + 1) ? at + 2 : at + 1;
    const bool is_number = IsSmallNumber(reading, behind) || IsRoman(reading, behind);
    if (is_number) at = behind;
  }
  Number found;
  if (IsRoman(reading, at)) {
    found = {from, at + 1, reading.Find(at, Says::kRoman)->value};
    if (IsDash(reading, at + 1) && reading.IsTight(at + 1) && reading.IsTight(at + 2) &&
        IsShortWord(reading, at + 2, 4))
      found.end = at + 3;
  } else if (IsSmallNumber(reading, at)) {
    if (reading.EndsFree(at + 1)) found = {from, at + 1, reading.tokens[at].value};
  } else {
    int value = 0;
    const std::size_t end = reading.DayFrom(at, value, languages);
    if (end > at && value > 0) found = {from, end, value};
  }
  return found;
}

// Languages that say the number behind the word; and those whose digits before it need no more.
bool HasNumberBehind(const Meaning& century) {
  static const std::uint64_t languages = LanguageBit("ar") | LanguageBit("fa") | LanguageBit("he") |
                                         LanguageBit("es") | LanguageBit("pt") | LanguageBit("ca") |
                                         LanguageBit("gl") | LanguageBit("ro") | LanguageBit("id") |
                                         LanguageBit("ms") | LanguageBit("vi") | LanguageBit("th");
  return (century.languages & languages) != 0;
}
bool HasBareNumber(const Meaning& century) {
  static const std::uint64_t languages =
      LanguageBit("zh") | LanguageBit("ja") | LanguageBit("ko") | LanguageBit("th");
  return (century.languages & languages) != 0;
}

// "his 19th century" is one of runs, "21st Century Fox" a name.
bool IsOther(const Reading& reading, std::size_t first, std::size_t word, const Meaning& century) {
  if ((century.languages & LanguageBit("en")) == 0) return false;
  constexpr std::array<std::string_view, 7> kOwners = {"his", "her",   "my", "your",
                                                       "our", "their", "s"};
  if (first > 0 && std::ranges::find(kOwners, TextOf(reading, first - 1)) != kOwners.end())
    return true;
  const std::size_t behind = word + 1;
  return reading.tokens[word].upper && reading.Has(behind) && !reading.tokens[behind].new_line &&
         reading.tokens[behind].kind == TokenKind::kWord && reading.tokens[behind].upper;
}

// The hundred years of a century in its calendar; false where there is no such century.
bool SetCentury(int number, Draft& draft) {
  const bool before = draft.year == kBeforeChrist;
  if (number < 1 || number > (before ? kFirstCenturyBefore : kLastCentury)) return false;
  draft.year = (number - 1) * 100;
  draft.unknown_digits = 2;
  if (draft.calendar != Calendar::kGregorian) ++draft.year;
  if (!before) return true;
  draft.year = -draft.year - 1;  // -04XX: the years -0499 to -0400, 500 to 401 BC
  return number > 1;             // the first would be years on either side of 0
}

// The era that is said behind a century, in a draft without a year yet.
void ReadEra(const Reading& reading, int number, Draft& draft) {
  Draft with = draft;
  with.year = number * 100 - 50;
  const std::size_t end = reading.EraFrom(draft.end, with);
  if (end == draft.end) return;
  draft.calendar = with.calendar;
  draft.year = with.year < 0 ? kBeforeChrist : Draft::kAbsent;
  draft.end = end;
}

// "XVIII–XIX", "17th and 18th", "القرنين الثامن عشر والتاسع عشر": the number on the other side.
Number Other(const Reading& reading, const Number& number, bool behind, std::uint64_t languages) {
  Number other;
  if (behind) {
    const std::size_t at = number.end;
    if (!reading.Has(at) || reading.tokens[at].new_line) return other;
    if (IsDash(reading, at)) {
      other = NumberBehind(reading, at + 1, languages);
    } else if (reading.Find(at, Says::kAnd)) {
      other = NumberBehind(reading, at + reading.tokens[at].words, languages);
    } else if (TextOf(reading, at).starts_with("\xD9\x88")) {
      other = NumberBehind(reading, at, languages);  // "and" is a letter of the word
    }
    return other;
  }
  const std::size_t first = number.first;
  if (first < 2 || reading.tokens[first].new_line) return other;
  if (IsDash(reading, first - 1) || reading.IsSign(first - 1, '/'))
    return NumberBefore(reading, first - 1, languages);
  const std::size_t conjunction = reading.Before(first, Says::kAnd);
  return conjunction < first ? NumberBefore(reading, conjunction, languages) : other;
}

// Takes a century, or two that are the ends of an interval.
bool Take(Reading& reading, Draft draft, const Number& one, const Number& other) {
  const int from = other ? std::min(one.value, other.value) : one.value;
  const int to = other ? std::max(one.value, other.value) : one.value;
  draft.first = other ? std::min(draft.first, other.first) : draft.first;
  draft.end = other ? std::max(draft.end, other.end) : draft.end;
  ReadEra(reading, to, draft);
  const bool before = draft.year == kBeforeChrist;
  Draft last = draft;
  if (!SetCentury(before ? to : from, draft) || !SetCentury(before ? from : to, last)) return false;
  if (other && from < to) {
    draft.until = static_cast<int>(reading.ends.size());
    if (!reading.Take(draft)) return false;
    reading.ends.push_back(last);
    return true;
  }
  return reading.Take(draft) != nullptr;
}

Draft CenturyDraft(std::size_t first, std::size_t end) {
  Draft draft;
  draft.rule = "century";
  draft.first = first;
  draft.end = end;
  draft.confidence = 0.6f;
  return draft;
}

// "XX в.", "XVIII–XIX вв.", "XX w.": an abbreviation that is one only behind a Roman numeral.
std::size_t Abbreviation(const Reading& reading, std::size_t at) {
  constexpr std::array<std::string_view, 5> kWords = {"\xD0\xB2", "\xD0\xB2\xD0\xB2",
                                                      "\xD1\x81\xD1\x82", "w", "s"};
  if (!reading.IsSign(at + 1, '.') || !reading.IsTight(at + 1) || reading.tokens[at].new_line)
    return at;
  return std::ranges::find(kWords, TextOf(reading, at)) == kWords.end() ? at : at + 2;
}

void FindAbbreviated(Reading& reading, std::size_t roman) {
  const Token& token = reading.tokens[roman];
  if (!token.upper || !reading.Has(roman + 1) || reading.Find(roman + 1, Says::kCentury)) return;
  const std::size_t end = Abbreviation(reading, roman + 1);
  if (end == roman + 1) return;
  const Number number{roman, roman + 1, reading.Find(roman, Says::kRoman)->value};
  const Number other = Other(reading, number, false, ~std::uint64_t{0});
  Take(reading, CenturyDraft(roman, end), number, other);
}

// "last", "this": where with the word it begins and ends; `shift` is how many centuries on.
bool RelativeCentury(const Reading& reading, const Meaning& century, Draft& draft, int& shift) {
  const Meaning* which = reading.WhichBefore(draft.first, century);
  if (!which) {
    which = reading.Has(draft.end) && !reading.tokens[draft.end].new_line
                ? reading.WhichAt(draft.end, century)
                : nullptr;
    if (!which || StandsBefore(*which)) return false;
    draft.end += reading.tokens[draft.end].words;
  }
  shift = which->value > 0 ? 1 : which->value < 0 ? -1 : 0;
  return true;
}

void FindCentury(Reading& reading, std::size_t i, const Meaning& century) {
  const std::size_t end = i + reading.tokens[i].words;
  Number number;
  if (HasNumberBehind(century)) number = NumberBehind(reading, end, century.languages);
  const bool is_behind = static_cast<bool>(number);
  if (!number) number = NumberBefore(reading, i, century.languages);
  if (number) {
    const Number other = Other(reading, number, is_behind, century.languages);
    constexpr int kFewest = 10;
    const bool counts =
        number.bare && !HasBareNumber(century) && (number.value < kFewest || century.value > 1);
    const std::size_t first = is_behind ? i : number.first;
    if ((counts || (century.value > 1 && number.first + 1 == i && number.value == 1)) && !other)
      return;
    if (IsOther(reading, first, i, century)) return;
    Take(reading, CenturyDraft(first, is_behind ? number.end : end), number, other);
    return;
  }
  Draft draft = CenturyDraft(i, end);
  int shift = 0;
  if (century.value != 1 || !RelativeCentury(reading, century, draft, shift)) return;
  draft.relative = Unit::kCentury;
  draft.relative_value = shift;
  reading.Take(draft);
}

// Of a decade: what its words say beside the number.
struct Decade {
  int value = 0;  // 80, 1980
  bool four = false;
  bool persian = false;  // of that calendar, if nothing else is said
  bool ended = false;    // by more than the number: "1920s-1930s"
};

// Endings of a decade's number. The strong ones are nothing else, the others count beside four
// digits or before a word for years.
constexpr std::array<std::string_view, 16> kStrongEndings = {"\xE5\xB9\xB4\xE4\xBB\xA3",
                                                             "\xEB\x85\x84\xEB\x8C\x80",
                                                             "talet",
                                                             "tallet",
                                                             "tal",
                                                             "talets",
                                                             "erne",
                                                             "luku",
                                                             "luvulla",
                                                             "luvun",
                                                             "luvulta",
                                                             "luvulle",
                                                             "luvut",
                                                             "tallets",
                                                             "\xC3\xA5rene",
                                                             "lerde"};
constexpr std::array<std::string_view, 22> kEndings = {"s",
                                                       "er",
                                                       "ern",
                                                       "ers",
                                                       "ler",
                                                       "lar",
                                                       "li",
                                                       "l\xC4\xB1",
                                                       "l\xC3\xBC",
                                                       "lu",
                                                       "as",
                                                       "es",
                                                       "os",
                                                       "\xD1\x85",
                                                       "\xD0\xB5",
                                                       "\xD1\x8B\xD1\x85",
                                                       "\xD1\x8B\xD0\xB5",
                                                       "\xD0\xBC",
                                                       "\xD0\xBC\xD0\xB8",
                                                       "\xD1\x82\xD1\x96",
                                                       "\xD1\x82\xD0\xB8\xD1\x85",
                                                       "\xD0\xB8\xD1\x85"};

struct Ending {
  std::size_t end = 0;  // 0: none
  bool strong = false;
};

Ending EndingBehind(const Reading& reading, std::size_t i) {
  std::size_t at = i;
  if (!reading.Has(at) || reading.tokens[at].new_line) return {};
  // 年代 and 년대 are two tokens right behind a number.
  for (const std::size_t which : {std::size_t{0}, std::size_t{1}}) {
    if (!reading.text.substr(reading.tokens[at].begin).starts_with(kStrongEndings[which])) continue;
    const bool one = TextOf(reading, at).size() >= kStrongEndings[which].size();
    return {one || !reading.Has(at + 1) ? at + 1 : at + 2, true};
  }
  if (reading.tokens[at].spaced) return {};
  if (IsApostrophe(reading, at) || IsDash(reading, at)) ++at;
  if (!reading.IsTight(at) || reading.tokens[at].kind != TokenKind::kWord) return {};
  const std::string_view ending = TextOf(reading, at);
  if (std::ranges::find(kStrongEndings, ending) != kStrongEndings.end()) return {at + 1, true};
  if (std::ranges::find(kEndings, ending) != kEndings.end()) return {at + 1, false};
  return {};
}

// "годы", "Jahre", "yıllar": where it ends, or `at`.
std::size_t YearsFrom(const Reading& reading, std::size_t at) {
  const std::size_t from = at;
  if (IsDash(reading, at) && reading.IsTight(at) && reading.IsTight(at + 1)) ++at;  // "er-Jahre"
  if (!reading.Has(at) || reading.tokens[at].new_line || reading.tokens[at].taken) return from;
  const Meaning* unit = reading.Find(at, Says::kUnit);
  const bool years = (unit && unit->unit == Unit::kYear) || reading.Find(at, Says::kYearAfter) ||
                     reading.Find(at, Says::kYearWord);
  if (!years) return from;
  const std::size_t end = at + reading.tokens[at].words;
  return reading.IsSign(end, '.') && reading.IsTight(end) && reading.tokens[at].length <= 2
             ? end + 1
             : end;
}

// "années", "دهه", "שנות ה-" before the number; or `at`.
std::size_t DecadeWordBefore(const Reading& reading, std::size_t at) {
  if (at == 0 || reading.tokens[at].new_line) return at;
  const bool sign = IsApostrophe(reading, at - 1) || IsDash(reading, at - 1);
  const std::size_t end = sign ? at - 1 : at;
  const std::size_t word = reading.Before(end, Says::kDecadeWord);
  return word < end && !reading.tokens[word].taken ? word : at;
}

// English alone: "the 80s", "the '80s", "’80s"; but no degrees, ages or marks.
bool IsEnglishDecade(const Reading& reading, std::size_t number) {
  std::size_t at = number;
  const bool apostrophe = at > 0 && IsApostrophe(reading, at - 1) && reading.IsTight(at);
  if (apostrophe) --at;
  const std::string_view before = at > 0 ? TextOf(reading, at - 1) : std::string_view{};
  if (!apostrophe && before != "the" && before != "The") return false;
  constexpr std::array<std::string_view, 10> kOthers = {
      "temperatures", "temperature", "degrees", "highs", "lows",
      "aged",         "ages",        "upper",   "score", "percentile"};
  const std::size_t from = at > 8 ? at - 8 : 0;
  const std::size_t until = std::min(number + 8, reading.tokens.size());
  for (std::size_t i = from; i < until; ++i) {
    if (std::ranges::find(kOthers, TextOf(reading, i)) != kOthers.end()) return false;
  }
  return true;
}

std::size_t SkipLinks(const Reading& reading, std::size_t at) {
  for (int i = 0; i < 2 && reading.Has(at) && !reading.tokens[at].new_line; ++i) {
    if (!reading.Find(at, Says::kLink) || reading.tokens[at].taken) break;
    at += reading.tokens[at].words;
  }
  return at;
}

// Gives a decade the century that stands beside it: "of the last century", "20世纪".
bool JoinCentury(Reading& reading, const Decade& decade, Draft& draft) {
  const std::size_t behind = SkipLinks(reading, draft.end);
  const std::size_t before = draft.first;
  const bool may_follow = reading.Has(behind) && reading.tokens[behind].taken;
  const bool may_precede = before > 0 && reading.tokens[before - 1].taken;
  if (!may_follow && !may_precede) return false;
  for (Draft& century : reading.drafts) {
    const bool follows = may_follow && century.first == behind;
    const bool precedes = may_precede && century.end == before && !reading.tokens[before].spaced;
    if (century.absorbed || century.rule != "century" || century.until >= 0 ||
        century.unknown_digits == 1 || (!follows && !precedes))
      continue;
    century.year = (century.relative == Unit::kCentury ? 0 : century.year) + decade.value;
    century.unknown_digits = 1;
    reading.Extend(century, std::min(century.first, draft.first), std::max(century.end, draft.end));
    return true;
  }
  return false;
}

void TakeDecade(Reading& reading, const Decade& decade, Draft draft) {
  for (std::size_t i = draft.first; i < draft.end; ++i) {
    if (reading.tokens[i].taken) return;
  }
  if (!decade.ended && !reading.EndsFree(draft.end)) return;
  if (!decade.four && JoinCentury(reading, decade, draft)) return;
  if (!reading.BeginsFree(draft.first)) return;
  draft.year = decade.value;
  // "The 1900s" are ten years or a hundred.
  draft.unknown_digits = decade.four && decade.value % 100 == 0 ? 2 : 1;
  draft.two_digit = !decade.four;
  if (decade.persian) {
    Draft with = draft;
    const std::size_t end = reading.EraFrom(draft.end, with);
    draft.calendar_assumed = end == draft.end;
    draft.calendar = draft.calendar_assumed ? Calendar::kPersian : with.calendar;
    draft.end = end;
    constexpr int kPersianCentury = 1300;
    constexpr int kCentury = 1900;
    if (!decade.four)
      draft.year += draft.calendar == Calendar::kPersian ? kPersianCentury : kCentury;
    draft.two_digit = false;
  }
  reading.Take(draft);
}

// "1980s", "années 80", "80-е годы", "دهه ۱۳۶۰".
void FindDecadeAt(Reading& reading, std::size_t i) {
  const Token& token = reading.tokens[i];
  if (token.value % 10 != 0 || token.taken || token.quantity || token.repaired) return;
  Decade decade{token.value, token.length == 4, false};
  if (decade.four ? token.value < 1000 || token.value > 2090 : token.length != 2) return;
  if (!decade.four && token.value < 10) return;
  const Ending ending = EndingBehind(reading, i + 1);
  const std::size_t word = DecadeWordBefore(reading, i);
  if (ending.end == 0 && word == i) return;
  Draft draft = CenturyDraft(word, ending.end == 0 ? i + 1 : ending.end);
  const std::size_t years = YearsFrom(reading, draft.end);
  const bool sure = decade.four || word < i || ending.strong ||
                    (ending.end != 0 && years > draft.end) || IsEnglishDecade(reading, i);
  if (!sure) return;
  if (ending.end != 0) draft.end = years;
  const Meaning* before = word < i ? reading.Find(word, Says::kDecadeWord) : nullptr;
  const bool persian = before && (before->languages & LanguageBit("fa")) != 0;
  decade.ended = ending.end != 0;
  decade.persian = persian && (!decade.four || token.value < 1450);
  TakeDecade(reading, decade, draft);
}

// "the eighties", "ثمانينيات", "восьмидесятые годы", "شست" after "دهه".
void FindDecadeName(Reading& reading, std::size_t i, const Meaning& name) {
  Draft draft = CenturyDraft(i, i + reading.tokens[i].words);
  const std::size_t years = YearsFrom(reading, draft.end);
  if (name.unit == Unit::kYear && years == draft.end) return;
  if (name.unit == Unit::kYear) draft.end = years;
  if ((name.languages & LanguageBit("en")) != 0) {
    const std::string_view before = i > 0 ? TextOf(reading, i - 1) : std::string_view{};
    if (before != "the" && before != "The" && !IsDash(reading, i - 1)) return;
  }
  // "في الستينيات من عمره": in his sixties
  const std::size_t behind = SkipLinks(reading, draft.end);
  if (TextOf(reading, behind).find("\xD8\xB9\xD9\x85\xD8\xB1") != std::string_view::npos) return;
  TakeDecade(reading, {name.value, false, (name.languages & LanguageBit("fa")) != 0}, draft);
}

void FindCenturies(Reading& reading) {
  for (std::size_t i = reading.ages.From(0); i != Places::kEnd; i = reading.ages.From(i + 1)) {
    if (reading.tokens[i].taken) continue;
    if (const Meaning* century = reading.Find(i, Says::kCentury)) {
      FindCentury(reading, i, *century);
    } else if (reading.Find(i, Says::kRoman)) {
      FindAbbreviated(reading, i);
    }
  }
  for (std::size_t i = reading.ages.From(0); i != Places::kEnd; i = reading.ages.From(i + 1)) {
    const Meaning* name = reading.tokens[i].taken ? nullptr : reading.Find(i, Says::kDecade);
    if (name) FindDecadeName(reading, i, *name);
  }
  for (std::size_t i = reading.numbers.From(0); i != Places::kEnd;
       i = reading.numbers.From(i + 1)) {
    if (reading.tokens[i].kind == TokenKind::kNumber) FindDecadeAt(reading, i);
  }
}

}  // namespace

const DateFinder century_finder = {
    .name = "century",
    .summary = "centuries and decades",
    .find = FindCenturies,
};

}  // namespace warraq

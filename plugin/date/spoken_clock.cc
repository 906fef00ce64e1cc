// Clocks as they are said: "twenty to three", "half past 3", "halb drei", "las tres y media",
// "الثالثة وربع", "без четверти пять", "ten thirty".
//
// What is said is a number of minutes or a part of the hour, before the hour with "past" or "to",
// or behind it with "and" or "less". "Halb drei" is half an hour before three, "half three" in
// English half an hour behind it.

#include "plugin/date/spoken_clock.h"

namespace warraq {
namespace {

// "20 minutes", "a quarter", "fünf": minutes of an hour; where they end, or `at`.
std::size_t PartOfHour(const Reading& reading, std::size_t at, int& minutes) {
  if (!reading.Has(at) || reading.tokens[at].new_line) return at;
  std::int64_t sixtieths = 0;
  std::uint64_t of = 0;
  const Meaning* fraction = reading.Find(at, Says::kFraction);
  if (fraction && fraction->value < 60) {
    minutes = fraction->value;
    return at + reading.tokens[at].words;
  }
  if (const Meaning* unit = reading.Find(at, Says::kUnit);
      unit && unit->unit == Unit::kMinute && unit->value > 60) {
    minutes = unit->value / 60;  // "Viertelstunde", "kwartier"
    return at + reading.tokens[at].words;
  }
  std::size_t end = reading.CountFrom(at, sixtieths, of);
  if (end == at || sixtieths % 60 != 0) {
    // "a quarter" as two words
    if (!reading.Find(at, Says::kOne)) return at;
    const std::size_t behind = at + reading.tokens[at].words;
    fraction = reading.Find(behind, Says::kFraction);
    if (!fraction || fraction->value >= 60) return at;
    minutes = fraction->value;
    return behind + reading.tokens[behind].words;
  }
  minutes = static_cast<int>(sixtieths / 60);
  if (minutes < 1 || minutes > 59) return at;
  const Meaning* unit = reading.Find(end, Says::kUnit);
  if (unit && unit->unit == Unit::kMinute && unit->value == 0) end += reading.tokens[end].words;
  return end;
}

bool CarriesAnd(const Reading& reading, std::size_t at) {
  // "وربع": the conjunction is a letter of the word.
  return reading.tokens[at].kind == TokenKind::kWord &&
         reading.text.substr(reading.tokens[at].begin, 2) == "\xD9\x88";
}

// "Half" is half an hour before the hour of a Dutch word and behind that of an English one.
int HalfBefore(const Reading& reading, std::size_t half, std::size_t hour) {
  const Meaning* name = reading.Find(hour, Says::kCardinal);
  for (const Meaning& meaning : Lexicon::Get().Meanings(reading.tokens[half].node)) {
    if (meaning.says != Says::kHalfTo) continue;
    if (!name || (meaning.languages & name->languages) != 0) return meaning.value;
  }
  return reading.Find(half, Says::kHalfTo)->value;
}

}  // namespace

std::size_t MinutesBeforeHour(const Reading& reading, std::size_t at, int& minutes) {
  if (!reading.Has(at) || reading.tokens[at].taken) return at;
  if (reading.Find(at, Says::kHalfTo)) {
    std::size_t end = at + reading.tokens[at].words;
    minutes = HalfBefore(reading, at, end);
    if (reading.Find(end, Says::kPast)) minutes = 30, end += reading.tokens[end].words;
    return end;
  }
  int part = 0;
  if (reading.Find(at, Says::kLess)) {  // "без четверти пять"
    const std::size_t begin = at + reading.tokens[at].words;
    const std::size_t end = PartOfHour(reading, begin, part);
    minutes = -part;
    return end > begin ? end : at;
  }
  const std::size_t end = PartOfHour(reading, at, part);
  if (end == at || !reading.Has(end) || reading.tokens[end].taken) return at;
  const bool past = reading.Find(end, Says::kPast) != nullptr;
  if (!past && !reading.Find(end, Says::kTo)) return at;
  minutes = past ? part : -part;
  const std::size_t hour = end + reading.tokens[end].words;
  // "tien voor half negen"
  if (!reading.Find(hour, Says::kHalfTo)) return hour;
  minutes += HalfBefore(reading, hour, hour + reading.tokens[hour].words);
  return hour + reading.tokens[hour].words;
}

std::size_t MinutesBehindHour(const Reading& reading, std::size_t at, bool bare, int& minutes) {
  if (!reading.Has(at) || reading.tokens[at].taken || reading.tokens[at].new_line) return at;
  std::size_t begin = at;
  bool less = false;
  bool joined = false;
  if (reading.Find(at, Says::kLess)) {
    less = joined = true;
    begin += reading.tokens[at].words;
  } else if (reading.Find(at, Says::kAnd)) {
    joined = true;
    begin += reading.tokens[at].words;
  } else if (CarriesAnd(reading, at)) {
    joined = true;
  }
  if (!reading.Has(begin) || reading.tokens[begin].taken) return at;
  if (!joined && !bare) return at;
  if (!joined && reading.IsSign(begin, '-') && !reading.tokens[begin].spaced) ++begin;
  int part = 0;
  // "twelve oh three"
  const Meaning* zero = joined ? nullptr : reading.Find(begin, Says::kCardinal);
  if (zero && zero->value == 0) {
    std::size_t digit = begin + reading.tokens[begin].words;
    if (reading.IsSign(digit, '-') && !reading.tokens[digit].spaced) ++digit;
    const Meaning* ones = reading.Find(digit, Says::kCardinal);
    if (!ones || ones->value < 1 || ones->value > 9) return at;
    minutes = ones->value;
    return digit + reading.tokens[digit].words;
  }
  const std::size_t end = PartOfHour(reading, begin, part);
  if (end == begin) return at;
  const bool number = reading.IsNumber(begin);
  // "5 to 7", "two and five": a number counts with its unit, or as ten or more behind "at".
  if (number && !less && !reading.Find(end - 1, Says::kUnit)) {
    if (joined || reading.tokens[begin].length != 2) return at;
  }
  if (!joined && !number && part < 10) return at;
  minutes = less ? -part : part;
  return end;
}

}  // namespace warraq

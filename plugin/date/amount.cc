// Counts and lengths of time: "twenty-four", "2.5", "half an hour", "1 month and 21 days",
// "ساعتين", "полтора часа".
//
// Counts are kept in sixtieths, in which halves, thirds and quarters are whole. A length lists its
// units from the greatest to the smallest, with "and" or a comma or nothing between them; months
// and years stay months, since their days differ.

#include <algorithm>

#include "plugin/date/reading.h"
#include "plugin/date/spoken_number.h"

namespace warraq {
namespace {

constexpr int kWhole = 60;
constexpr int kParts = 6;  // of one length

// ½ ¼ ¾, in sixtieths.
int SignFraction(const Reading& reading, std::size_t i) {
  if (reading.IsSign(i, 0xBD)) return 30;
  if (reading.IsSign(i, 0xBC)) return 15;
  return reading.IsSign(i, 0xBE) ? 45 : 0;
}

std::size_t DigitsFrom(const Reading& reading, std::size_t i, std::int64_t& sixtieths) {
  const Token& token = reading.tokens[i];
  if (token.length > 4 || token.quantity || token.taken || token.value < 0) return i;
  sixtieths = std::int64_t{token.value} * kWhole;
  if (!reading.IsTight(i + 1) || !reading.IsTight(i + 2) || !reading.IsNumber(i + 2)) return i + 1;
  const Token& behind = reading.tokens[i + 2];
  if ((reading.IsSign(i + 1, '.') || reading.IsSign(i + 1, ',')) && behind.length <= 2) {
    sixtieths += std::int64_t{behind.value} * kWhole / (behind.length == 1 ? 10 : 100);
    return i + 3;
  }
  if (reading.IsSign(i + 1, '/') && behind.value >= 2 && behind.value <= 4 &&
      token.value < behind.value) {
    sixtieths = std::int64_t{token.value} * kWhole / behind.value;
    return i + 3;
  }
  return i + 1;
}

// "and a half" behind a count.
std::size_t AndFraction(const Reading& reading, std::size_t i, std::int64_t& sixtieths) {
  if (const int sign = SignFraction(reading, i); sign > 0) {
    sixtieths += sign;
    return i + 1;
  }
  std::size_t at = i;
  const Meaning* conjunction = reading.Find(at, Says::kAnd);
  if (conjunction) at += reading.tokens[at].words;
  if (conjunction && reading.Find(at, Says::kOne) && !reading.Find(at, Says::kFraction))
    at += reading.tokens[at].words;
  const Meaning* fraction = reading.Find(at, Says::kFraction);
  if (!fraction || fraction->value >= kWhole || (!conjunction && at == i)) {
    // "وربع" carries its conjunction.
    if (!fraction || fraction->value >= kWhole || (fraction->languages & LanguageBit("ar")) == 0)
      return i;
  }
  sixtieths += fraction->value;
  return at + reading.tokens[at].words;
}

void AddTo(Amount& amount, Unit unit, std::int64_t sixtieths) {
  const auto whole = [&](std::int64_t factor) {
    return static_cast<int>(std::clamp<std::int64_t>(sixtieths * factor / kWhole, 0, 1'000'000));
  };
  switch (unit) {
    case Unit::kSecond:
      amount.seconds += sixtieths / kWhole;
      break;
    case Unit::kMinute:
      amount.seconds += sixtieths;
      break;
    case Unit::kHour:
      amount.seconds += sixtieths * 60;
      break;
    case Unit::kDay:
      amount.days += whole(1);
      amount.seconds += sixtieths % kWhole * 1440;
      break;
    case Unit::kWeek:
      amount.days += whole(7);
      break;
    case Unit::kMonth:
      amount.months += whole(1);
      amount.days += static_cast<int>(sixtieths % kWhole / 2);
      break;
    case Unit::kQuarter:
      amount.months += whole(3);
      break;
    case Unit::kYear:
      amount.months += whole(12);
      break;
    case Unit::kDecade:
      amount.months += whole(120);
      break;
    default:
      break;
  }
}

// A letter alone is a unit right behind digits: "5d", "2h".
bool IsUnit(const Reading& reading, std::size_t i, const Meaning& unit) {
  const Token& token = reading.tokens[i];
  if (token.taken || unit.unit == Unit::kWeekday || unit.unit == Unit::kWeekend) return false;
  if (token.length > 2 || token.words > 1) return true;
  if (static_cast<unsigned char>(reading.text[token.begin]) >= 0xC8) return true;
  return i > 0 && (reading.IsNumber(i - 1) || token.length > 1);
}

}  // namespace

std::size_t Reading::CountFrom(std::size_t i, std::int64_t& sixtieths, std::uint64_t& of) const {
  if (!Has(i) || tokens[i].taken) return i;
  of = ~std::uint64_t{0};
  if (const int sign = SignFraction(*this, i); sign > 0) {
    sixtieths = sign;
    return i + 1;
  }
  std::size_t end = i;
  if (IsNumber(i)) {
    end = DigitsFrom(*this, i, sixtieths);
    return end == i ? i : AndFraction(*this, end, sixtieths);
  }
  if (const Meaning* fraction = Find(i, Says::kFraction)) {
    of = fraction->languages;
    sixtieths = fraction->value;
    end = i + tokens[i].words;
    // "half an hour", "three-quarters of an hour"
    if (sixtieths < kWhole && Find(end, Says::kLink)) end += tokens[end].words;
    if (sixtieths < kWhole && Find(end, Says::kOne)) end += tokens[end].words;
    return end;
  }
  const Meaning* one = Find(i, Says::kOne);
  if (const Meaning* cardinal = Find(i, Says::kCardinal); cardinal && !one) {
    of = cardinal->languages;
    std::int64_t value = 0;
    end = CountInWords(*this, i, *cardinal, value);
    sixtieths = value * kWhole;
  } else if (one) {
    of = one->languages | (cardinal ? cardinal->languages : 0);
    sixtieths = kWhole;
    end = i + tokens[i].words;
    if (const Meaning* fraction = Find(end, Says::kFraction);
        fraction && (fraction->languages & of) != 0) {
      return CountFrom(end, sixtieths, of);
    }
  } else {
    return i;
  }
  return AndFraction(*this, end, sixtieths);
}

std::size_t Reading::AmountFrom(std::size_t i, Amount& amount, bool bare) const {
  Amount made;
  std::size_t found = i;
  std::size_t at = i;
  Unit before = Unit::kWeekend;
  for (int part = 0; part < kParts && Has(at); ++part) {
    if (at > i && tokens[at].new_line) break;
    std::int64_t count = 0;
    std::uint64_t of = 0;
    std::size_t unit_at = CountFrom(at, count, of);
    const bool counted = unit_at > at;
    if (counted && Find(unit_at, Says::kMore)) unit_at += tokens[unit_at].words;
    if (counted && IsSign(unit_at, '-')) ++unit_at;
    const Meaning* unit = Has(unit_at) ? Find(unit_at, Says::kUnit) : nullptr;
    if (!unit || !IsUnit(*this, unit_at, *unit) || unit->unit >= before) break;
    if (unit_at > at && tokens[unit_at].new_line) break;
    if (counted && (unit->languages & of) == 0) break;
    if (!counted && unit->value == 0 && (!bare || part > 0)) break;
    if (!counted) count = kWhole;
    if (unit->value > 0) count = count * unit->value / kWhole;
    std::size_t end = unit_at + tokens[unit_at].words;
    if (IsSign(end, '.') && !tokens[end].spaced && tokens[unit_at].length <= 4 && Has(end + 1))
      ++end;
    // "une heure et demie", "ساعة ونصف"
    if (const std::size_t more = AndFraction(*this, end, count);
        more > end && !(Has(more) && Find(more, Says::kUnit))) {
      end = more;
    }
    AddTo(made, unit->unit, count);
    made.count = part == 0 ? static_cast<int>(count / kWhole) : 0;
    made.languages |= unit->languages;
    before = unit->unit;
    found = at = end;
    if (IsSign(at, ',') || IsSign(at, 0x60C)) ++at;
    if (Find(at, Says::kAnd)) at += tokens[at].words;
  }
  if (found > i) amount = made;
  return found;
}

}  // namespace warraq

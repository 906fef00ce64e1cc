// A minute is a number up to 130, perhaps with minutes of added time ("45+2"), and what says that
// it is one: a prime or what is typed for it, or the word in front of or behind it. A number with
// a word alone may be an amount; it is a minute where it is an ordinal ("72. Minute", "67-я
// минута", "minute 67"), or where a mark or the line's end follows ("67 min:").

#include "plugin/article/match_minute.h"

#include <algorithm>
#include <array>
#include <string>

#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::int32_t kLongestMatch = 130;
constexpr std::int32_t kLongestAdded = 30;
constexpr std::size_t kMostBytes = 40;

// As ICU's locale data and the reports of matches write it; case-folded.
constexpr std::array<std::string_view, 27> kMinutes = {
    "minute", "min",     "minuto", "minuta",  "minut",  "minutt", "minuut", "minuutti", "perc",
    "dakika", "dk",      "λεπτό",  "мин",     "минута", "минуте", "минуту", "минут",    "хвилина",
    "хв",     "хвилині", "دقيقة",  "الدقيقة", "د",      "دقیقه",  "דקה",    "минути",   "minúta"};
constexpr std::u32string_view kPrimes = U"'\u2019\u2032\u2018\u00B4`";
constexpr std::u32string_view kMarks = U":-\u2013\u2014|)]";

class MinuteReader {
 public:
  explicit MinuteReader(std::string_view line) : line_(line.substr(0, kMostBytes)) {}

  std::optional<MatchMinute> Read() {
    const bool named = PassWord();
    if (named) PassAnyOf(U".");
    if (named) PassSpace();
    std::int32_t minute = 0;
    std::int32_t added = 0;
    if (!PassNumber(kLongestMatch, minute)) return std::nullopt;
    bool ordinal = PassOrdinal();
    const std::size_t behind_number = at_;
    PassSpace();
    if (PassAnyOf(U"+")) {
      PassSpace();
      if (!PassNumber(kLongestAdded, added)) return std::nullopt;
      ordinal |= PassOrdinal();
    } else {
      at_ = behind_number;
    }
    const MatchMinute found{.order = minute * 100 + added};
    if (named) return Ended() ? At(found) : std::nullopt;
    if (PassAnyOf(kPrimes)) return Ended() ? At(found) : std::nullopt;
    PassSpace();
    if (!PassWord()) return std::nullopt;
    PassAnyOf(U".");
    const std::size_t end = at_;
    PassSpace();
    const bool marked = at_ == line_.size() || PassAnyOf(kMarks);
    at_ = end;
    return ordinal || marked ? At(found) : std::nullopt;
  }

 private:
  std::optional<MatchMinute> At(MatchMinute found) const {
    found.end = at_;
    return found;
  }

  // No letter and no digit follows: "67'000", "5'tall".
  bool Ended() const {
    if (at_ == line_.size()) return true;
    std::size_t next = at_;
    const char32_t point = NextCodePoint(line_, next);
    return !IsLetter(point) && !IsDigit(point);
  }

  void PassSpace() {
    while (at_ < line_.size()) {
      std::size_t next = at_;
      if (!IsSpace(NextCodePoint(line_, next))) return;
      at_ = next;
    }
  }

  bool PassAnyOf(std::u32string_view points) {
    if (at_ == line_.size()) return false;
    std::size_t next = at_;
    if (points.find(NextCodePoint(line_, next)) == std::u32string_view::npos) return false;
    at_ = next;
    return true;
  }

  bool PassNumber(std::int32_t most, std::int32_t& number) {
    const std::size_t begin = at_;
    while (at_ < line_.size() && number <= most) {
      std::size_t next = at_;
      const int digit = DigitValue(NextCodePoint(line_, next));
      if (digit < 0) break;
      number = number * 10 + digit;
      at_ = next;
    }
    return at_ > begin && number <= most;
  }

  // "72.", "67-я", "67th", "67º"
  bool PassOrdinal() {
    if (PassAnyOf(U".\u00BA\u00AA")) return true;
    constexpr std::array<std::string_view, 9> kEndings = {"-я", "-й", "-ю", "-та", "-а",
                                                          "th", "st", "nd", "rd"};
    for (const std::string_view ending : kEndings) {
      if (!line_.substr(at_).starts_with(ending)) continue;
      at_ += ending.size();
      if (Ended()) return true;
      at_ -= ending.size();
    }
    return false;
  }

  bool PassWord() {
    std::size_t end = at_;
    while (end < line_.size()) {
      std::size_t next = end;
      const char32_t point = NextCodePoint(line_, next);
      if (!IsLetter(point) && !IsMark(point)) break;
      end = next;
    }
    const std::string word = Folded(line_.substr(at_, end - at_));
    if (std::ranges::find(kMinutes, word) == kMinutes.end()) return false;
    at_ = end;
    return true;
  }

  std::string_view line_;
  std::size_t at_ = 0;
};

}  // namespace

std::optional<MatchMinute> MatchMinuteAt(std::string_view line) {
  return MinuteReader(line).Read();
}

}  // namespace warraq

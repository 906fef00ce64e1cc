// Adds up the words of a number: hundreds and thousands multiply what stands before them, tens take
// ones behind them or, in Arabic, before them; French counts on from sixty and eighty to nineteen
// more. "Nineteen ninety-three" is two numbers of two digits, which only a year is.

#include "plugin/date/spoken_number.h"

namespace warraq {
namespace {

constexpr int kMostWords = 10;

class Sum {
 public:
  Sum(std::uint64_t languages, bool pairs) : languages_(languages), pairs_(pairs) {}

  // False where the word belongs to another number.
  bool Add(int word) {
    const int rest = static_cast<int>(part_ % 100);
    if (word == 1000) {
      if (part_ > 999 || whole_ > 0) return false;
      whole_ = (part_ == 0 ? 1 : part_) * 1000;
      part_ = 0;
    } else if (word == 100) {
      if (part_ > 99) return false;
      part_ = (part_ == 0 ? 1 : part_) * 100;
    } else if (word > 1000) {  // "ألفين"
      if (part_ != 0 || whole_ != 0) return false;
      whole_ = word;
    } else if (word > 100) {  // "تسعمائة", "novecientos"
      if (part_ != 0) return false;
      part_ = word;
    } else if (word <= 0) {
      return false;
    } else if (rest == 0 && part_ % 1000 != 0) {
      part_ += word;
    } else if (rest == 0) {
      part_ = word;
    } else if (rest >= 20 && rest % 10 == 0 && word < (IsOfTwenties(rest) ? 20 : 10)) {
      part_ += word;
    } else if (rest < 10 && word >= 20 && word % 10 == 0 && (languages_ & LanguageBit("ar")) != 0) {
      part_ += word;
    } else if (pairs_ && whole_ == 0 && part_ >= 15 && part_ <= 20 && word >= 10) {
      part_ = part_ * 100 + word;
    } else {
      return false;
    }
    return true;
  }
  std::int64_t value() const { return whole_ + part_; }

 private:
  // "soixante-dix", "quatre-vingt-treize"
  bool IsOfTwenties(int rest) const {
    return (rest == 60 || rest == 80) && (languages_ & LanguageBit("fr")) != 0;
  }

  std::int64_t whole_ = 0;  // the thousands
  std::int64_t part_ = 0;
  std::uint64_t languages_;
  bool pairs_;
};

// Over the hyphen or the "and" between two words of a number.
std::size_t SkipJoin(const Reading& reading, std::size_t at) {
  if (reading.IsSign(at, '-') && !reading.tokens[at].spaced) ++at;
  if (reading.Find(at, Says::kAnd) && !reading.tokens[at].new_line) at += reading.tokens[at].words;
  return at;
}

}  // namespace

std::size_t CountInWords(const Reading& reading, std::size_t i, const Meaning& first,
                         std::int64_t& value) {
  Sum sum(first.languages, false);
  std::size_t end = i + reading.tokens[i].words;
  if (!sum.Add(first.value)) {  // zero
    value = first.value;
    return end;
  }
  for (int words = 1; words < kMostWords; ++words) {
    const std::size_t at = SkipJoin(reading, end);
    const Meaning* word = reading.Find(at, Says::kCardinal);
    if (!word || (word->languages & first.languages) == 0 || reading.tokens[at].new_line ||
        reading.tokens[at].taken || !sum.Add(word->value))
      break;
    end = at + reading.tokens[at].words;
  }
  value = sum.value();
  return end;
}

std::size_t YearInWords(const Reading& reading, std::size_t i, int& year) {
  const Meaning* first = reading.Find(i, Says::kCardinal);
  if (!first || reading.tokens[i].taken) return i;
  Sum sum(first->languages, true);
  if (!sum.Add(first->value)) return i;
  std::size_t end = i + reading.tokens[i].words;
  for (int words = 1; words < kMostWords; ++words) {
    const std::size_t at = SkipJoin(reading, end);
    if (!reading.Has(at) || reading.tokens[at].new_line || reading.tokens[at].taken) break;
    const Meaning* word = reading.Find(at, Says::kCardinal);
    const Meaning* last = word ? nullptr : reading.Find(at, Says::kOrdinal);
    if (last && sum.value() < 1000) break;
    if (last) word = last;
    if (!word || (word->languages & first->languages) == 0 || !sum.Add(word->value)) break;
    end = at + reading.tokens[at].words;
    if (last) break;
  }
  if (sum.value() < 1000 || sum.value() > 2999) return i;
  year = static_cast<int>(sum.value());
  return end;
}

}  // namespace warraq

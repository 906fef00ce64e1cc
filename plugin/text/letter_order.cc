// Pairs and triples of letters (models/letter_order.tsv): Arabic words begin with ال and never with
// ة or ى, Hebrew ones never with a final letter, Persian ones often with می. Presentation forms
// tell it by themselves: an initial form joins the letter behind it, a final one the letter before
// it.

#include "plugin/text/letter_order.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <vector>

#include "plugin/text/model.h"
#include "plugin/text/normalize.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// Letters are numbered as they are met in the model; 0 is the edge of a word.
constexpr std::size_t kMostLetters = 96;
constexpr std::uint8_t kEdge = 0;
constexpr std::uint8_t kSkipped = 0xFF;  // a mark, tatweel, ZWJ: no part of the order
constexpr char32_t kBegin = 0x590;
constexpr char32_t kEnd = 0x700;
constexpr int kMostOfWord = 500;
constexpr int kJoin = 700;  // hundredths, for a form beside what it joins

struct Pair {
  std::int16_t figure = 0;
  std::uint16_t row = 0;  // in Tables::added; 0 is empty
};
using Row = std::array<std::int16_t, kMostLetters>;

struct Tables {
  std::array<std::uint8_t, kEnd - kBegin> number{};
  std::array<std::array<Pair, kMostLetters>, kMostLetters> pairs{};
  std::vector<Row> added = {Row{}};       // what a third letter adds
  std::array<Row, kMostLetters> words{};  // of two letters, as a whole; 0 for what is not known
};

class Maker {
 public:
  Tables Make() {
    for (char32_t i = kBegin; i < kEnd; ++i) {
      if (IsMark(i) || i == 0x640) tables_.number[i - kBegin] = kSkipped;
    }
    std::string_view model = Model("letter_order.tsv");
    for (std::array<std::string_view, 2> row; NextRow(model, row);) {
      int figure = 0;
      std::from_chars(row[1].data(), row[1].data() + row[1].size(), figure);
      std::vector<std::uint8_t> letters;
      for (std::size_t i = 0; i < row[0].size();)
        letters.push_back(NumberOf(NextCodePoint(row[0], i)));
      Set(letters, figure);
      std::ranges::reverse(letters);
      Set(letters, -figure);
    }
    return std::move(tables_);
  }

 private:
  std::uint8_t NumberOf(char32_t letter) {
    if (letter < kBegin || letter >= kEnd) return kEdge;
    std::uint8_t& number = tables_.number[letter - kBegin];
    if (number == 0 && last_ + 1u < kMostLetters) number = ++last_;
    return number;
  }
  void Set(const std::vector<std::uint8_t>& letters, int figure) {
    if (letters.size() < 2) return;
    Pair& pair = tables_.pairs[letters[0]][letters[1]];
    if (letters.size() == 2) {
      pair.figure = static_cast<std::int16_t>(figure);
      return;
    }
    if (letters.size() == 4) {
      tables_.words[letters[1]][letters[2]] = static_cast<std::int16_t>(figure);
      return;
    }
    if (pair.row == 0) {
      pair.row = static_cast<std::uint16_t>(tables_.added.size());
      tables_.added.emplace_back();
    }
    tables_.added[pair.row][letters[2]] = static_cast<std::int16_t>(figure);
  }

  Tables tables_;
  std::uint8_t last_ = 0;
};

const Tables& TheTables() {
  static const Tables tables = Maker().Make();
  return tables;
}

bool IsArabicLead(unsigned char byte) { return byte >= 0xD8 && byte <= 0xDB; }
char32_t ArabicLetter(std::string_view utf8, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(utf8[i]); };
  return (byte(at) & 0x1Fu) << 6 | (byte(at + 1) & 0x3Fu);
}

class Scorer {
 public:
  explicit Scorer(const Tables& tables) : tables_(tables), row_(tables.pairs[kEdge][kEdge].row) {}

  void Add(char32_t value) {
    if (value >= kBegin && value < kEnd) return AddLetter(value);
    std::uint8_t number = kEdge;
    Joining form = Joining::kNone;
    if (value >= 0xFB50 && value <= 0xFEFC) {
      form = JoiningOf(value);
      number = NumberOfForm(value);
    } else if (value == 0x200D) {
      return;
    }
    if (number == kSkipped) return;
    AddForm(form);
    AddNumber(number);
  }
  // A letter from U+0590 to U+06FF.
  void AddLetter(char32_t value) {
    const std::uint8_t number = tables_.number[value - kBegin];
    if (number == kSkipped) return;
    form_ = Joining::kNone;
    AddNumber(number);
  }
  // The letters from `i` on that are two bytes of Arabic, as far as there are no others; `i` moves
  // behind them.
  void AddLetters(std::string_view utf8, std::size_t& i) {
    int word = word_;
    int added = 0;
    std::uint16_t row = row_;
    std::uint8_t one_before = one_before_;
    std::uint8_t first = first_;
    std::uint8_t second = second_;
    std::size_t at = i;
    for (; at + 1 < utf8.size(); at += 2) {
      const auto lead = static_cast<unsigned char>(utf8[at]);
      if (!IsArabicLead(lead)) break;
      const std::uint8_t number = tables_.number[ArabicLetter(utf8, at) - kBegin];
      if (number == kEdge) break;
      if (number == kSkipped) continue;
      const Pair pair = tables_.pairs[second][number];
      word += pair.figure + tables_.added[row][number];
      row = pair.row;
      one_before = first;
      first = second;
      second = number;
      ++added;
    }
    i = at;
    word_ = word;
    row_ = row;
    one_before_ = one_before;
    first_ = first;
    second_ = second;
    in_word_ += added;
    score_.letters += added;
    if (added > 0) form_ = Joining::kNone;
  }
  // What is no letter, and no form of one.
  void AddEdge() {
    form_ = Joining::kNone;
    AddNumber(kEdge);
  }
  const OrderScore& score() const { return score_; }

 private:
  void AddNumber(std::uint8_t number) {
    score_.letters += number != kEdge;
    if (number == kEdge && second_ == kEdge) return;
    const Pair pair = tables_.pairs[second_][number];
    word_ += pair.figure + tables_.added[row_][number];
    row_ = pair.row;
    one_before_ = first_;
    first_ = second_;
    second_ = number;
    ++in_word_;
    if (number == kEdge) EndWord();
  }
  // Here second_ is the edge again.
  void EndWord() {
    constexpr int kTwoLetters = 3;  // and the edge
    if (in_word_ == kTwoLetters) word_ = tables_.words[one_before_][first_];
    score_.hundredths += std::clamp(word_, -kMostOfWord, kMostOfWord);
    word_ = 0;
    in_word_ = 0;
    first_ = kEdge;
    row_ = tables_.pairs[kEdge][kEdge].row;
  }
  std::uint8_t NumberOfForm(char32_t value) const {
    const std::string letters = CompatibilityForm(value);
    std::size_t at = 0;
    const char32_t letter = letters.empty() ? 0 : NextCodePoint(letters, at);
    // The letters of a ligature have an order of their own.
    const bool one = at == letters.size() && letter >= kBegin && letter < kEnd;
    return one ? tables_.number[letter - kBegin] : kEdge;
  }
  // An initial form has what it joins behind it or, reversed, before it; so has a final one.
  void AddForm(Joining form) {
    const int joins = static_cast<int>(JoinsOn(form_) && JoinsBack(form)) -
                      static_cast<int>(JoinsBack(form_) && JoinsOn(form));
    score_.joins += joins;
    score_.hundredths += joins * kJoin;
    form_ = form;
  }

  const Tables& tables_;
  OrderScore score_;
  int word_ = 0;     // hundredths, of the word so far
  int in_word_ = 0;  // its letters
  std::uint8_t one_before_ = kEdge;
  std::uint8_t first_ = kEdge;
  std::uint8_t second_ = kEdge;
  std::uint16_t row_;  // of the two before, as Pair has it
  Joining form_ = Joining::kNone;
};

}  // namespace

OrderScore ScoreOrder(std::string_view utf8, int enough) {
  Scorer scorer(TheTables());
  for (std::size_t i = 0; i < utf8.size() && scorer.score().hundredths < enough;) {
    const auto lead = static_cast<unsigned char>(utf8[i]);
    if (lead < 0x80) {
      scorer.AddEdge();
      ++i;
    } else if (IsArabicLead(lead) && i + 1 < utf8.size()) {
      const std::size_t begin = i;
      scorer.AddLetters(utf8, i);
      if (i > begin) continue;
      scorer.AddLetter(ArabicLetter(utf8, i));
      i += 2;
    } else {
      scorer.Add(NextCodePoint(utf8, i));
    }
  }
  if (scorer.score().hundredths < enough) scorer.Add(' ');
  return scorer.score();
}

}  // namespace warraq

// Text of a wrong encoding is made of pairs that no language has, so the model of pairs tells it
// from what people write, at the price of a look-up a letter. Pairs of ASCII are not looked at, and
// lines that have no letters but Arabic ones beside ASCII are passed over at the speed of memory.

#include "plugin/repair/mojibake_screen.h"

#include <algorithm>
#include <array>
#include <cstddef>

#include "plugin/text/ascii.h"
#include "plugin/text/entities.h"
#include "plugin/text/letters.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// In steps of LetterPairs.
constexpr int kUsual = 27;       // what a pair costs, at most, in the mean of a natural text
constexpr int kWordExcess = 28;  // what a word may cost beyond that,
constexpr int kLineExcess = 36;  // and a line
constexpr int kRunExcess = 3;    // and more for each word

constexpr std::size_t kLongestWord = 32;  // code points, of one that is looked at again

// Adds up runs of code points that are not ASCII, each with the ASCII at its ends.
class Screen {
 public:
  Screen() : pairs_(LetterPairs::Get()) {}

  void BeginRun(char before) {
    before_ = Edge(before);
    is_word_ = !IsAsciiLetter(before);
    run_ = 0;
    size_ = 0;
  }
  void Add(char32_t value) {
    // C1 controls become what windows-1252 means in any case (the repair `controls`).
    const char32_t meaning = value < 0xA0 ? C1Meaning(value) : 0;
    const Letter letter = pairs_.Of(meaning != 0 ? meaning : value);
    run_ += pairs_.Cost(before_, letter) - kUsual;
    before_ = letter;
    last_ = value;
    if (size_ < kLongestWord) values_[size_] = value;
    ++size_;
  }
  // Whether what stands there so far is unlike writing. A sign that stands alone is a dash, a
  // bullet, an ellipsis: of whatever was misread two characters are left, or a letter.
  bool EndRun(char next) {
    if (size_ == 1 && !IsLetter(last_) && last_ >= 0xA0) return false;
    run_ += pairs_.Cost(before_, Edge(next)) - kUsual;
    if (run_ > kWordExcess && size_ <= kLongestWord) run_ = LookAgain(next);
    line_ += run_;
    worst_ = std::max(worst_, run_);
    ++runs_;
    return worst_ > kWordExcess || line_ > kLineExcess + kRunExcess * runs_;
  }

 private:
  // Punctuation beside a word says no more than a space does.
  Letter Edge(char c) const {
    return pairs_.Of(IsAsciiLetter(c) ? static_cast<unsigned char>(c) : U' ');
  }
  // The model has seen few words of capitals, and few names in Arabic. But a line of Russian whose
  // words are all capitals may have been small letters of KOI8-R.
  int LookAgain(char next) const {
    const std::span<const char32_t> word(values_.data(), size_);
    if (std::ranges::all_of(word, IsArabic)) return 0;
    const bool capitals = line_ < 0 && is_word_ && !IsAsciiLetter(next) && size_ > 1;
    if (!capitals || !std::ranges::all_of(word, IsUppercase)) return run_;
    int run = 0;
    Letter before = Edge(' ');
    for (const char32_t value : word) {
      const Letter letter = pairs_.Of(FoldCase(value));
      run += pairs_.Cost(before, letter) - kUsual;
      before = letter;
    }
    return run + pairs_.Cost(before, Edge(next)) - kUsual;
  }
  static bool IsArabic(char32_t value) { return value >= 0x600 && value < 0x700; }

  const LetterPairs& pairs_;
  Letter before_;
  bool is_word_ = false;  // begins behind no letter
  char32_t last_ = 0;
  std::size_t size_ = 0;  // code points of the run
  std::array<char32_t, kLongestWord> values_;
  int run_ = 0;
  int worst_ = 0;
  int line_ = 0;
  int runs_ = 0;
};

constexpr std::size_t kBlock = 32;

// Whether a byte of the block begins a code point beyond ASCII that is not of the Arabic block
// (leads D8 to DB).
bool HasOther(const char* block) {
  unsigned char other = 0;
  for (std::size_t i = 0; i < kBlock; ++i) {
    const auto byte = static_cast<unsigned char>(block[i]);
    other |= static_cast<unsigned char>((byte >= 0xC0) & ((byte & 0xFC) != 0xD8));
  }
  return other != 0;
}

bool HasOther(std::string_view line) {
  std::size_t i = 0;
  for (; i + kBlock <= line.size(); i += kBlock) {
    if (HasOther(line.data() + i)) return true;
  }
  return std::any_of(line.begin() + static_cast<std::ptrdiff_t>(i), line.end(), [](char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0xC0 && (byte & 0xFC) != 0xD8;
  });
}

// Whether there is a character that some encoding has. Bounded, as it is asked again and again: a
// line that has none among its first has none that matters.
bool HasReadable(std::string_view line) {
  constexpr std::size_t kMost = 256;
  for (std::size_t i = 0, looked = 0; i < line.size() && looked < kMost;) {
    const char32_t value = NextCodePoint(line, i);
    if (value < 0x80) continue;
    if (BytesOf(value).has != 0) return true;
    ++looked;
  }
  return false;
}

}  // namespace

bool MayBeMisread(std::string_view line) {
  if (!HasOther(line)) return false;
  Screen screen;
  for (std::size_t i = 0; i < line.size();) {
    if (IsAscii(line[i])) {
      ++i;
      continue;
    }
    screen.BeginRun(i > 0 ? line[i - 1] : ' ');
    while (i < line.size() && !IsAscii(line[i])) screen.Add(NextCodePoint(line, i));
    if (screen.EndRun(i < line.size() ? line[i] : ' ') && HasReadable(line.substr(0, i)))
      return true;
  }
  return false;
}

bool MayBeMisread(std::span<const Piece> line) {
  const auto other = [](const Piece& piece) {
    return piece.value >= 0x80 && (piece.value < 0x600 || piece.value >= 0x700);
  };
  if (std::ranges::none_of(line, other)) return false;
  Screen screen;
  bool readable = false;  // there is a character that some encoding has
  const auto ascii_at = [&](std::size_t i) {
    return i < line.size() ? static_cast<char>(line[i].value) : ' ';
  };
  for (std::size_t i = 0; i < line.size();) {
    if (line[i].value < 0x80) {
      ++i;
      continue;
    }
    screen.BeginRun(i > 0 ? ascii_at(i - 1) : ' ');
    for (; i < line.size() && line[i].value >= 0x80; ++i) {
      screen.Add(line[i].value);
      readable |= BytesOf(line[i].value).has != 0;
    }
    if (screen.EndRun(ascii_at(i)) && readable) return true;
  }
  return false;
}

}  // namespace warraq

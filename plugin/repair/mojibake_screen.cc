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
#include "plugin/text/survey.h"
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
    const Letter letter = LetterOf(value);
    run_ += pairs_.Cost(before_, letter) - kUsual;
    before_ = letter;
    last_ = value;
    ++size_;
  }
  // The same for all of the run at `i`, which moves behind it.
  void AddRun(std::string_view line, std::size_t& i) {
    Letter before = before_;
    char32_t last = 0;
    int run = 0;
    std::size_t size = 0;
    std::size_t at = i;
    for (; at < line.size() && !IsAscii(line[at]); ++size) {
      last = NextCodePoint(line, at);
      const Letter letter = LetterOf(last);
      run += pairs_.Cost(before, letter) - kUsual;
      before = letter;
    }
    i = at;
    run_ += run;
    before_ = before;
    last_ = last;
    size_ += size;
  }
  // Whether what stands there so far is unlike writing. A sign that stands alone is a dash, a
  // bullet, an ellipsis: of whatever was misread two characters are left, or a letter. `read` puts
  // the code points of the run into a row, should they be looked at again.
  template <typename Read>
  bool EndRun(char next, Read read) {
    if (size_ == 1 && !IsLetter(last_) && last_ >= 0xA0) return false;
    run_ += pairs_.Cost(before_, Edge(next)) - kUsual;
    if (run_ > kWordExcess && size_ <= kLongestWord) {
      std::array<char32_t, kLongestWord> values;
      read(values);
      run_ = LookAgain(std::span(values).first(size_), next);
    }
    line_ += run_;
    worst_ = std::max(worst_, run_);
    ++runs_;
    return worst_ > kWordExcess || line_ > kLineExcess + kRunExcess * runs_;
  }

 private:
  // C1 controls become what windows-1252 means in any case (the repair `controls`).
  Letter LetterOf(char32_t value) const {
    const char32_t meaning = value < 0xA0 ? C1Meaning(value) : 0;
    return pairs_.Of(meaning != 0 ? meaning : value);
  }
  // Punctuation beside a word says no more than a space does.
  Letter Edge(char c) const {
    return pairs_.Of(IsAsciiLetter(c) ? static_cast<unsigned char>(c) : U' ');
  }
  // The model has seen few words of capitals, and few names in Arabic. But a line of Russian whose
  // words are all capitals may have been small letters of KOI8-R.
  int LookAgain(std::span<const char32_t> word, char next) const {
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
  int run_ = 0;
  int worst_ = 0;
  int line_ = 0;
  int runs_ = 0;
};

// A dash, a curly quotation mark or the like between ASCII, the commonest run of all (U+2000 to
// U+203F; none is a letter). EndRun makes nothing of it.
bool IsLoneSign(std::string_view line, std::size_t at) {
  return line[at] == '\xE2' && line.size() - at >= 3 && line[at + 1] == '\x80' &&
         (line.size() - at == 3 || IsAscii(line[at + 3]));
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
  return NextOther(line, 0) < line.size() && IsUnlikeWriting(line);
}

bool IsUnlikeWriting(std::string_view line) {
  Screen screen;
  for (std::size_t i = AsciiPrefix(line); i < line.size(); i += AsciiPrefix(line.substr(i))) {
    if (IsLoneSign(line, i)) {
      i += 3;
      continue;
    }
    const std::size_t begin = i;
    screen.BeginRun(i > 0 ? line[i - 1] : ' ');
    screen.AddRun(line, i);
    const auto read = [&](std::span<char32_t> values) {
      for (std::size_t at = begin, k = 0; at < i; ++k) values[k] = NextCodePoint(line, at);
    };
    const char next = i < line.size() ? line[i] : ' ';
    if (screen.EndRun(next, read) && HasReadable(line.substr(0, i))) return true;
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
    const std::size_t begin = i;
    screen.BeginRun(i > 0 ? ascii_at(i - 1) : ' ');
    for (; i < line.size() && line[i].value >= 0x80; ++i) {
      screen.Add(line[i].value);
      readable |= BytesOf(line[i].value).has != 0;
    }
    const auto read = [&](std::span<char32_t> values) {
      for (std::size_t at = begin; at < i; ++at) values[at - begin] = line[at].value;
    };
    if (screen.EndRun(ascii_at(i), read) && readable) return true;
  }
  return false;
}

namespace {

// What a search would start from, of one run of code points that are not ASCII.
class Traces {
 public:
  // Whether it is a trace beside the one before.
  bool Add(char32_t value) {
    const BytesBehind& behind = BytesOf(value);
    const bool goes_on = (lead_ & behind.continuation) != 0;
    const bool lost = lead_ != 0 && value == kReplacement;
    pairs_ += before_ != 0 && FoldCase(before_) != FoldCase(value);
    before_ = value;
    lead_ = behind.lead;
    short_lead_ = behind.short_lead;
    return goes_on || lost || pairs_ >= kFewestPairs;
  }
  // Whether the last is one before ASCII; a space may have been a no-break space.
  bool EndRun(std::string_view behind) {
    const MisreadingSet lead = lead_;
    lead_ = 0;
    before_ = 0;
    if (lead == 0 || behind.empty()) return false;
    if (behind[0] == '?') return true;
    const MisreadingSet space = behind[0] == ' ' ? lead & BytesOf(0xA0).has : 0;
    if ((space & short_lead_) != 0) return true;
    if (space == 0 || behind.size() == 1 || IsAscii(behind[1])) return false;
    std::size_t at = 1;
    const char32_t third = NextCodePoint(behind, at);
    return third == kReplacement || (space & BytesOf(third).continuation) != 0;
  }

 private:
  char32_t before_ = 0;
  MisreadingSet lead_ = 0;        // of the one before
  MisreadingSet short_lead_ = 0;  // of a sequence of two bytes
  std::size_t pairs_ = 0;
};

}  // namespace

bool HasTraces(std::string_view line) {
  Traces traces;
  for (std::size_t i = AsciiPrefix(line); i < line.size(); i += AsciiPrefix(line.substr(i))) {
    while (i < line.size() && !IsAscii(line[i])) {
      if (traces.Add(NextCodePoint(line, i))) return true;
    }
    if (traces.EndRun(line.substr(i))) return true;
  }
  return false;
}

}  // namespace warraq

// A letter that was U+FFFD before we came is never guessed. But a text says most of its words more
// than once: where the word stands whole elsewhere, and no other word of the text would fit, the
// letter comes back.
//
//   "r�sum� ... résumé" -> "résumé ... résumé"       "r�sum�" by itself stays
//
// What was lost was not ASCII. So in a word of ASCII letters one other word is evidence; where any
// letter may have been lost, as in Russian or Arabic, words differ by their first and last letters,
// and only a letter inside a longer word comes back. A capital is not told from a small letter.

#include "plugin/repair/lost_letters.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <unordered_map>
#include <utility>

#include "plugin/repair/repair.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::string_view kMark = "\xEF\xBF\xBD";
constexpr char32_t kApostrophe = U'’';
constexpr std::size_t kLongest = 64;         // code points; longer ones are no words
constexpr std::size_t kFewestLeft = 3;       // letters that a word must have left,
constexpr std::size_t kFewestLeftOfAny = 5;  // where any letter may have been lost
constexpr std::size_t kMostLost = 3;         // of one word
constexpr std::size_t kMostCandidates = 4;   // that are told
// With more of them nothing comes back: were some taken and others not, those that come back would
// make room for more in a second run.
constexpr std::size_t kMostPatterns = 1 << 15;
constexpr std::size_t kMostMasks = 128;  // of one length

bool IsPartOfWord(char32_t value) {
  return IsLetter(value) || IsMark(value) || value == kReplacement || value == kApostrophe;
}

// Calls `take` with each word in which there is something that `find` finds, as code points (no
// more than kLongest + 1) and where it stands, until it returns false.
template <typename Find, typename Take>
void ForEachWord(std::string_view text, Find find, Take take) {
  std::u32string word;
  std::size_t last = 0;  // the end of the last word
  for (std::size_t at = find(0); at < text.size(); at = find(last)) {
    std::size_t begin = at;
    while (begin > last) {
      std::size_t before = begin;
      if (!IsPartOfWord(PreviousCodePoint(text, before))) break;
      begin = before;
    }
    word.clear();
    last = begin;
    for (std::size_t i = begin; i < text.size(); last = i) {
      const char32_t value = NextCodePoint(text, i);
      if (!IsPartOfWord(value)) break;
      if (word.size() <= kLongest) word.push_back(value);
    }
    const Span stands{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(last)};
    if (!word.empty() && !take(word, stands)) return;
    // What was found is no part of a word.
    if (last <= at) NextCodePoint(text, last = at);
  }
}

using Mask = std::uint64_t;  // a bit for each letter that was lost

// A damaged word with its marks, and the whole words that fit.
struct Pattern {
  std::u32string letters;
  Mask mask = 0;
  std::vector<std::u32string> whole;
  std::vector<std::string> candidates;
};

Mask MaskOf(std::u32string_view word) {
  Mask mask = 0;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] == kReplacement) mask |= Mask{1} << i;
  }
  return mask;
}

// The first letter of a sentence is a capital, whatever it is elsewhere.
char32_t Compared(std::u32string_view word, std::size_t i) {
  return i == 0 ? FoldCase(word[0]) : word[i];
}

std::uint64_t HashOf(std::u32string_view word, Mask mask) {
  std::uint64_t hash = word.size() ^ mask * 0x9E3779B97F4A7C15u;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const char32_t letter = (mask >> i & 1) != 0 ? kReplacement : Compared(word, i);
    hash = (hash ^ letter) * 0xD6E8FEB86659FD93u;
    hash ^= hash >> 32;
  }
  return hash;
}

bool Fits(std::u32string_view word, const Pattern& pattern) {
  if (word.size() != pattern.letters.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    const bool lost = (pattern.mask >> i & 1) != 0;
    if (lost ? word[i] < 0x80 : Compared(word, i) != Compared(pattern.letters, i)) return false;
  }
  return true;
}

class Patterns {
 public:
  void Add(std::u32string_view word) {
    if (word.empty()) return;
    const Mask mask = MaskOf(word);
    const std::uint64_t hash = HashOf(word, mask);
    if (patterns_.size() > kMostPatterns || patterns_.contains(hash)) return;
    std::vector<Mask>& masks = masks_[word.size()];
    if (masks.size() > kMostMasks) return;
    if (std::ranges::find(masks, mask) == masks.end()) masks.push_back(mask);
    patterns_.emplace(hash, Pattern{std::u32string(word), mask, {}, {}});
  }
  void Compare(const std::u32string& word, std::string_view bytes) {
    if (masks_[word.size()].size() > kMostMasks) return;
    for (const Mask mask : masks_[word.size()]) {
      const auto found = patterns_.find(HashOf(word, mask));
      if (found == patterns_.end() || !Fits(word, found->second)) continue;
      Pattern& pattern = found->second;
      const bool known = std::ranges::any_of(pattern.whole, [&](const std::u32string& other) {
        return std::u32string_view(other).substr(1) == std::u32string_view(word).substr(1) &&
               FoldCase(other[0]) == FoldCase(word[0]);
      });
      if (known || pattern.whole.size() >= kMostCandidates) continue;
      pattern.whole.push_back(word);
      pattern.candidates.emplace_back(bytes);
    }
  }
  bool HasLength(std::size_t letters) const { return !masks_[letters].empty(); }
  bool CanCompare() const { return !patterns_.empty() && patterns_.size() <= kMostPatterns; }
  const Pattern* Find(std::u32string_view word) const {
    const auto found = patterns_.find(HashOf(word, MaskOf(word)));
    return found == patterns_.end() ? nullptr : &found->second;
  }

 private:
  std::unordered_map<std::uint64_t, Pattern> patterns_;
  std::array<std::vector<Mask>, kLongest + 1> masks_;  // by the length of words
};

// A decoder that marks each byte leaves two marks for a letter of two.
std::u32string MarksOfBytes(std::u32string_view word) {
  std::u32string letters;
  for (std::size_t i = 0; i < word.size(); ++i) {
    letters.push_back(word[i]);
    if (word[i] != kReplacement) continue;
    if (i + 1 >= word.size() || word[i + 1] != kReplacement) return {};
    ++i;
  }
  return letters;
}

bool IsWorthComparing(std::u32string_view word) {
  const auto lost = static_cast<std::size_t>(std::ranges::count(word, kReplacement));
  return word.size() <= kLongest && lost > 0 && lost <= 2 * kMostLost &&
         word.size() - lost >= kFewestLeft;
}

// Whether the whole word is evidence for what was lost of the other.
bool IsEvidence(std::u32string_view damaged, const std::u32string& whole) {
  const auto lost = static_cast<std::size_t>(std::ranges::count(damaged, kReplacement));
  const bool any = std::ranges::any_of(
      damaged, [](char32_t value) { return value >= 0x80 && value != kReplacement; });
  if (lost > kMostLost || lost >= damaged.size() - lost) return false;
  if (any) {
    return lost == 1 && damaged.size() - lost >= kFewestLeftOfAny &&
           damaged.front() != kReplacement && damaged.back() != kReplacement;
  }
  const char32_t first = whole.front();
  return damaged.front() != kReplacement || (!IsUppercase(first) && !IsLowercase(first));
}

std::string Written(std::u32string_view damaged, const std::u32string& whole) {
  std::string word;
  for (std::size_t i = 0; i < damaged.size(); ++i) {
    AppendUtf8(word, damaged[i] == kReplacement ? whole[i] : damaged[i]);
  }
  return word;
}

LostWord Judge(std::u32string_view word, Span at, const Patterns& patterns) {
  LostWord lost;
  lost.at = at;
  const std::u32string by_bytes = MarksOfBytes(word);
  for (const std::u32string_view damaged : {word, std::u32string_view(by_bytes)}) {
    if (damaged.empty()) continue;
    const Pattern* const pattern = patterns.Find(damaged);
    if (pattern == nullptr || pattern->candidates.empty()) continue;
    const bool only = lost.candidates.empty() && pattern->whole.size() == 1;
    const bool certain = only && IsEvidence(damaged, pattern->whole[0]);
    lost.marks_of_bytes = damaged.size() < word.size();
    lost.restored = certain ? Written(damaged, pattern->whole[0]) : std::string();
    lost.candidates.insert(lost.candidates.end(), pattern->candidates.begin(),
                           pattern->candidates.end());
  }
  return lost;
}

}  // namespace

void FindLostWords(std::string_view text, const std::function<bool(const LostWord&)>& take) {
  const auto find_mark = [&](std::size_t from) { return text.find(kMark, from); };
  const auto find_foreign = [&](std::size_t from) { return from + AsciiPrefix(text.substr(from)); };
  Patterns patterns;
  ForEachWord(text, find_mark, [&](const std::u32string& word, Span) {
    if (IsWorthComparing(word)) patterns.Add(word);
    if (IsWorthComparing(word)) patterns.Add(MarksOfBytes(word));
    return true;
  });
  if (!patterns.CanCompare()) return;
  ForEachWord(text, find_foreign, [&](const std::u32string& word, Span at) {
    const bool whole = word.size() <= kLongest && patterns.HasLength(word.size()) &&
                       word.find(kReplacement) == std::u32string::npos;
    if (whole) patterns.Compare(word, text.substr(at.begin, at.size()));
    return true;
  });
  ForEachWord(text, find_mark, [&](const std::u32string& word, Span at) {
    if (!IsWorthComparing(word)) return true;
    const LostWord lost = Judge(word, at, patterns);
    return lost.candidates.empty() || take(lost);
  });
}

namespace {

// Writes the letters, and leaves the others as they are.
void WriteLetters(std::string_view text, const LostWord& word, Edit& edit) {
  const std::string_view restored = word.restored;
  std::size_t letter = 0;
  for (std::size_t i = word.at.begin; i < word.at.end;) {
    const std::size_t begin = i;
    const std::size_t letter_begin = letter;
    NextCodePoint(restored, letter);
    if (NextCodePoint(text, i) != kReplacement) continue;
    if (word.marks_of_bytes) i += kMark.size();
    edit.Change(begin, i, restored.substr(letter_begin, letter - letter_begin));
  }
}

Text RestoreWords(const Text& text, std::uint32_t& count) {
  Edit edit(text);
  FindLostWords(text.bytes(), [&](const LostWord& word) {
    if (word.restored.empty()) return true;
    WriteLetters(text.bytes(), word, edit);
    ++count;
    return true;
  });
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair lost_letters_repair;
constexpr Repair lost_letters_repair = {
    .name = "lost-letters",
    .summary = "put letters in the place of U+FFFD where the text has the word whole elsewhere",
    .needs = kSeenLost,
    .apply = RestoreWords,
    .code_points = "U+FFFD → the letter of the only word of the text that fits",
};

}  // namespace warraq

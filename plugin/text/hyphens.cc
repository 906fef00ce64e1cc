#include "plugin/text/hyphens.h"

#include <algorithm>
#include <string>

#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kLookedAt = std::size_t{1} << 13;  // bytes each way; so the work stays linear
constexpr std::size_t kLongestPart = 128;                // bytes

std::string_view LettersBefore(std::string_view text, std::size_t end) {
  std::size_t begin = end;
  while (begin > 0 && end - begin < kLongestPart) {
    std::size_t at = begin;
    if (!IsLetter(PreviousCodePoint(text, at))) break;
    begin = at;
  }
  return text.substr(begin, end - begin);
}

std::string_view LettersFrom(std::string_view text, std::size_t begin) {
  std::size_t end = begin;
  while (end < text.size() && end - begin < kLongestPart) {
    std::size_t at = end;
    if (!IsLetter(NextCodePoint(text, at))) break;
    end = at;
  }
  return text.substr(begin, end - begin);
}

// Whether the word stands in the text with no letter around it.
bool HasWord(std::string_view text, const std::string& word) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    if (LettersBefore(text, at).empty() && LettersFrom(text, at + word.size()).empty()) return true;
  }
  return false;
}

// Signs that no space parts, and what is set among them.
bool IsSetClose(char32_t value) { return IsEastAsianMark(value) || IsHanOrKana(ScriptOf(value)); }
// Of Latin, too: dashes, quotation marks, the ellipsis.
bool IsSharedMark(char32_t value) {
  return value == 0x2014 || (value >= 0x2018 && value <= 0x201D) || value == 0x2026;
}

}  // namespace

LineHyphen HyphenAtLineEnd(std::string_view text, std::size_t hyphen, std::size_t next) {
  if (hyphen >= text.size() || text[hyphen] != '-' || next >= text.size()) return LineHyphen::kNone;
  const std::string_view head = LettersBefore(text, hyphen);
  const std::string_view tail = LettersFrom(text, next);
  std::size_t first = 0;
  if (head.empty() || tail.empty() || !IsLowercase(NextCodePoint(tail, first))) {
    return LineHyphen::kNone;
  }
  const std::size_t begin = hyphen > kLookedAt ? hyphen - kLookedAt : 0;
  const std::string_view around = text.substr(begin, 2 * kLookedAt);
  std::string word(head);
  word += tail;
  if (HasWord(around, word)) return LineHyphen::kOfBreak;
  const std::string compound = std::string(head) + '-' + std::string(tail);
  return HasWord(around, compound) ? LineHyphen::kOfWord : LineHyphen::kOfBreak;
}

bool AreSetClose(std::string_view text, std::size_t end, std::size_t next) {
  constexpr unsigned char kLead = 0xE2;  // of UTF-8, from U+2000
  if (end == 0 || next >= text.size() || static_cast<unsigned char>(text[next]) < kLead)
    return false;
  const char32_t last = PreviousCodePoint(text, end), first = NextCodePoint(text, next);
  return (IsSetClose(last) && (IsSetClose(first) || IsSharedMark(first))) ||
         (IsSharedMark(last) && IsSetClose(first));
}

}  // namespace warraq

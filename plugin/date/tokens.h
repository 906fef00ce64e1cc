// A text as numbers, words and signs, each with what the lexicon says of it.

#ifndef WARRAQ_PLUGIN_DATE_TOKENS_H_
#define WARRAQ_PLUGIN_DATE_TOKENS_H_

#include <cstdint>
#include <string_view>
#include <vector>

#include "plugin/date/lexicon.h"

namespace warraq {

enum class TokenKind : std::uint8_t { kNumber, kWord, kSign };
enum class Digits : std::uint8_t { kLatin, kArabic, kPersian, kHan, kOther };

struct Token {
  std::uint32_t begin = 0, end = 0;  // bytes of the text
  TokenKind kind = TokenKind::kSign;
  Digits digits = Digits::kLatin;
  std::uint8_t length = 0;    // digits of a number, letters of a word; at most 255
  bool spaced : 1 = false;    // white space before it
  bool new_line : 1 = false;  // and a line's end in it
  bool upper : 1 = false;     // its first letter is a capital
  bool quantity : 1 = false;  // "22,000", "25%", "$5", "3.5": a number that is no day or year
  bool repaired : 1 = false;  // "2O25": letters read as digits
  bool begins : 1 = false;    // a phrase of the lexicon may begin here
  bool relative : 1 = false;  // and may be one that says a relative date without a number
  bool counted : 1 = false;   // and one with a number in it
  bool taken : 1 = false;     // belongs to a date
  std::uint8_t words = 1;     // tokens of the longest phrase that begins here
  std::int32_t value = -1;    // of a number of at most nine digits
  char32_t sign = 0;
  std::uint32_t node = 0;  // of that phrase in the lexicon; 0: not in it
  std::uint64_t hash = 0;  // of a word
  std::uint64_t says = 0;  // bits 1 << Says of that phrase
};

// Every token of the text; its white space and marks are between them. To `telling` come, in order,
// the indices of those that may be of a date: numbers, and words where a phrase of the lexicon may
// begin.
std::vector<Token> Tokenize(std::string_view utf8, std::vector<std::uint32_t>& telling);
std::vector<Token> Tokenize(std::string_view utf8);

// The path of a phrase in the lexicon's tables, the same way as Tokenize cuts words.
std::vector<std::uint64_t> WordHashes(std::string_view phrase);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_TOKENS_H_

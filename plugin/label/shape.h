// What a line looks like, counted once and used by every labeller.

#ifndef WARRAQ_PLUGIN_LABEL_SHAPE_H_
#define WARRAQ_PLUGIN_LABEL_SHAPE_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/text/properties.h"

namespace warraq {

struct Shape {
  std::string_view text;      // without white space at its ends; into the page's text
  std::uint32_t letters = 0;  // code points
  std::uint32_t digits = 0;
  std::uint32_t others = 0;  // neither letter, mark, digit nor white space
  std::uint32_t words =
      0;  // runs of letters, marks and digits; a CJK letter counts for half a word
  std::uint32_t capitals = 0;  // words that begin with a capital
  std::uint32_t commas = 0;
  std::uint32_t sentences = 0;     // sentence marks before white space or the line's end
  std::uint32_t gaps = 0;          // runs of three spaces and more, tabs, and the bars of menus
  std::uint32_t blank_before = 0;  // empty lines above
  bool ends_sentence = false;  // . ! ? … and their kin, quotation marks behind them passed over
  bool ends_colon = false;
  bool starts_lower = false;
  bool starts_quote = false;
  bool may_hold_phrase = false;     // RoleOfContainedPhrase may find one
  bool may_open_phrase = false;     // RoleOfPhrase and RoleOfLead may know it by its beginning
  bool may_hold_byline = false;     // a word of it may open one
  bool starts_bullet = false;       // • - * – or a number with a dot or bracket
  Script script = Script::kCommon;  // of most letters
  std::int32_t wording = 0;         // Wording::Get().SumOf its words
  std::uint64_t key = 0;            // of its letters and digits, case folded; 0 for none

  bool empty() const { return text.empty(); }
};

Shape ShapeOf(std::string_view line);
// Appends the hash of each of its words, as Wording and PhraseStarts know them.
void AppendWords(std::string_view line, std::vector<std::uint64_t>& words);

// The longer words of some lines, as 32 bits of their hashes, and where each line's end.
struct LongWords {
  static constexpr std::uint32_t kLeastLetters = 5;
  std::vector<std::uint32_t> words;
  std::vector<std::uint32_t> end;
};
// The shape of the next of the lines, whose longer words are appended.
Shape ShapeOf(std::string_view line, LongWords& words);

// A line as the phrase tables have it: case folded, NFC, punctuation and spaces between words made
// one space, none at its ends. It ends with the first word that takes it over so many bytes.
std::string PhraseOf(std::string_view line, std::size_t bytes = std::string_view::npos);
// Of a phrase.
inline std::string_view FirstWord(std::string_view phrase) {
  return phrase.substr(0, phrase.find(' '));
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_SHAPE_H_

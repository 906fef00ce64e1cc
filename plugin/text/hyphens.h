// What the end of a line broke.

#ifndef WARRAQ_PLUGIN_TEXT_HYPHENS_H_
#define WARRAQ_PLUGIN_TEXT_HYPHENS_H_

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace warraq {

enum class LineHyphen : std::uint8_t {
  kNone,     // what stands there breaks no word
  kOfBreak,  // it goes when the lines are joined: "govern-", "ment"
  kOfWord,   // it stays, and no space comes behind it: "well-", "known"
};

// What the hyphen at `hyphen`, the last byte of a line, is, where the next line with text begins at
// `next`. A letter stands before it and a small letter behind the break; the word keeps its hyphen
// if the text around (8 kB each way) writes it with one and never without.
LineHyphen HyphenAtLineEnd(std::string_view text, std::size_t hyphen, std::size_t next);

// Whether the line that ends at `end` goes on in the one that begins at `next` with no space
// between them, since both are Chinese or Japanese there.
bool AreSetClose(std::string_view text, std::size_t end, std::size_t next);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_HYPHENS_H_

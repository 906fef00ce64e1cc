// How much a row of code points looks like writing that somebody might have written.

#ifndef WARRAQ_PLUGIN_TEXT_LETTERS_H_
#define WARRAQ_PLUGIN_TEXT_LETTERS_H_

#include <cstddef>

#include "plugin/text/properties.h"

namespace warraq {

// Fed code point by code point; ASCII counts as context only.
class LetterScore {
 public:
  void Add(char32_t value);
  // Natural logarithms, mean per code point that is not ASCII: about -3 for running text of any
  // language, under -5 for text read in a wrong encoding. 0 where all was ASCII.
  double PerLetter() const { return foreign_ == 0 ? 0 : total_ / static_cast<double>(foreign_); }

 private:
  double total_ = 0;
  std::size_t foreign_ = 0;
  Script previous_ = Script::kCommon;  // of the letter before, kCommon at the start of a word
  bool previous_lower_ = false;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_LETTERS_H_

// Words with U+FFFD, and what they may have been by the text itself.

#ifndef WARRAQ_PLUGIN_REPAIR_LOST_LETTERS_H_
#define WARRAQ_PLUGIN_REPAIR_LOST_LETTERS_H_

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "warraq/text.h"

namespace warraq {

struct LostWord {
  Span at;                              // letters, marks and U+FFFD, with at least one of these
  std::vector<std::string> candidates;  // whole words of the text that it may be, in its order
  std::string restored;                 // as the only one of them says; empty where none is certain
  bool marks_of_bytes = false;          // two of them stand for each letter
};

// Calls `take` with the words that have candidates, in the order of the text (which is valid
// UTF-8), until it returns false. Time linear in the text; where it has no U+FFFD, that is all that
// is looked for.
void FindLostWords(std::string_view text, const std::function<bool(const LostWord&)>& take);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_LOST_LETTERS_H_

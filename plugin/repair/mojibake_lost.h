// Bytes that were lost while text was misread, put back where one reading alone makes words.

#ifndef WARRAQ_PLUGIN_REPAIR_MOJIBAKE_LOST_H_
#define WARRAQ_PLUGIN_REPAIR_MOJIBAKE_LOST_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/repair/mojibake_search.h"

namespace warraq {

// The line with a character for each byte that was lost from sequences of UTF-8: the one that the
// byte was read as where it is certain, else U+FFFD. Empty where nothing was lost, or where there
// is too little to show that the line was misread. Time linear in the line.
std::vector<Piece> RestoreLost(std::span<const Piece> line);

// The letters that "Ñ?" may have been: a character that begins a sequence of UTF-8 in some
// encoding, and U+FFFD, a question mark or nothing for the byte behind it. Empty for all else.
std::vector<std::string> LettersThatWereLost(std::string_view misread);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_MOJIBAKE_LOST_H_

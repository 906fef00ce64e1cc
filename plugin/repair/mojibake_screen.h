// Which lines may have been read in a wrong encoding: a look at each byte, so that the search for
// what they were is made for few.

#ifndef WARRAQ_PLUGIN_REPAIR_MOJIBAKE_SCREEN_H_
#define WARRAQ_PLUGIN_REPAIR_MOJIBAKE_SCREEN_H_

#include <span>
#include <string_view>

#include "plugin/repair/mojibake_search.h"

namespace warraq {

// Whether some word costs more than words of any language do (by LetterPairs), or the line as a
// whole. Lines of ASCII and of letters of the Arabic block alone never do: what was misread has
// others among them.
bool MayBeMisread(std::string_view line);
bool MayBeMisread(std::span<const Piece> line);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_MOJIBAKE_SCREEN_H_

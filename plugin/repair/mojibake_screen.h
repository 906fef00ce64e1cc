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
// The same of a line that has others (kSeenOther).
bool IsUnlikeWriting(std::string_view line);

// Whether any search has something to start from: a character that some encoding has as the first
// byte of a sequence of UTF-8, before one that goes on with it or may have lost it; or signs that
// say something about each other, more than one pair of them. Where there is neither, FindUtf8,
// RestoreLost and FindLegacy find nothing, which is so for most lines of European names.
bool HasTraces(std::string_view line);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_MOJIBAKE_SCREEN_H_

// Changes and rules for people to read.

#ifndef WARRAQ_PLUGIN_HOST_CHANGES_H_
#define WARRAQ_PLUGIN_HOST_CHANGES_H_

#include <string>
#include <string_view>

#include "warraq/page.h"

namespace warraq {

// One line: the rule, the bytes of the source, what it read and what it wrote. What nobody sees is
// written \u{A0}, and by itself followed by its name; another lone character that is not ASCII is
// followed by its code point.
//
//   spaces  17..19  "\u{A0}" NO-BREAK SPACE → " "
std::string ShowChange(const RepairChange& change);

// One line: the code, the bytes of the source, how many, and what they may have been.
//
//   lost-bytes  6..9,11..14  2 lost; may be "résumé"
std::string ShowNote(const Note& note);

// All rules as a Markdown table: name, whether it is on by default, what it does, code points.
std::string ShowRules();

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_CHANGES_H_

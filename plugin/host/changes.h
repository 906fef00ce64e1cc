// Changes and rules for people to read.

#ifndef WARRAQ_PLUGIN_HOST_CHANGES_H_
#define WARRAQ_PLUGIN_HOST_CHANGES_H_

#include <string>
#include <string_view>

#include "warraq/page.h"

namespace warraq {

// One line: the rule, the bytes of the source, what it read and what it wrote. What nobody sees is
// written \u{A0}; a lone character that is not ASCII is followed by its code point.
//
//   spaces  17..19  "\u{A0}" → " "
std::string ShowChange(const RepairChange& change);

// All rules as a Markdown table: name, whether it is on by default, what it does, code points.
std::string ShowRules();

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_CHANGES_H_

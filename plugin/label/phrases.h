// The phrase table (models/phrases.tsv): lines that say what they are.

#ifndef WARRAQ_PLUGIN_LABEL_PHRASES_H_
#define WARRAQ_PLUGIN_LABEL_PHRASES_H_

#include <string_view>

#include "warraq/page.h"

namespace warraq {

// What the whole line, or its beginning, says it is; kUnknown for most.
Role RoleOfPhrase(std::string_view phrase);
// What the words before a colon at a line's start say: "Photo: ...", «Теги: ...».
Role RoleOfLead(std::string_view phrase);
// What a phrase anywhere in the line says; for lines that may be whole paragraphs.
Role RoleOfContainedPhrase(std::string_view phrase);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_PHRASES_H_

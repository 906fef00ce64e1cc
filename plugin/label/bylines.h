// Bylines by their first words (models/byline_words.tsv): "By Jane Doe", «Автор: ...», «بقلم ...».

#ifndef WARRAQ_PLUGIN_LABEL_BYLINES_H_
#define WARRAQ_PLUGIN_LABEL_BYLINES_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "warraq/text.h"

namespace warraq {

// The names of a byline, as stretches of the line; empty if the line is no byline. A line that is
// known to be one (`sure`: its class says so) needs no first word.
std::vector<Span> NamesOfByline(std::string_view line, bool sure);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_BYLINES_H_

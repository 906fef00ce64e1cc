// JSON Lines: an object a line, one of whose members is a text or a page of HTML.

#ifndef WARRAQ_PLUGIN_BATCH_JSONL_H_
#define WARRAQ_PLUGIN_BATCH_JSONL_H_

#include <string>
#include <string_view>

#include "plugin/batch/inputs.h"
#include "plugin/batch/stream.h"

namespace warraq {

// Whether the first line that is not blank is an object, ended by the line's end, with such a
// member: `field`, or one of the names that are known.
bool IsJsonLines(Window& window, const std::string& field, const Limits& limits);

// Gives a source for each line; it carries the other members. Returns whether to go on.
bool ReadJsonLines(const std::string& name, Window& window, const Options& options,
                   const InputTaker& taker);

// What members and columns are, by their names: the best of those that are there is the text.
int RankOfTextName(std::string_view name);  // from 1, less is better; 0 for none
bool IsHtmlName(std::string_view name);
bool IsUriName(std::string_view name);
bool IsRetrievedName(std::string_view name);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_JSONL_H_

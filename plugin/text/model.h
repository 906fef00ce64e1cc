// The tables and weights of models/, which CMake embeds in the library: nothing is looked for at
// run time, so a moved or installed program cannot lose them.

#ifndef WARRAQ_PLUGIN_TEXT_MODEL_H_
#define WARRAQ_PLUGIN_TEXT_MODEL_H_

#include <span>
#include <string_view>

namespace warraq {

// The bytes of models/NAME ("entities.tsv"); empty if there is no such model. Static storage.
std::string_view Model(std::string_view name);

// The next row of a table, with its fields (parted by tabs) in `fields`; moves `table` behind it.
// Comments (#) and rows of fewer fields are passed over; what is behind the last field asked for
// belongs to it. False at the end.
bool NextRow(std::string_view& table, std::span<std::string_view> fields);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_MODEL_H_

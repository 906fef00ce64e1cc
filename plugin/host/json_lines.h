// The --jsonl filters: a JSON object a line in, an object a line out, in the same order, in memory
// of the longest line. A line that cannot be read gives an object with "error", so that nothing
// gets out of step.

#ifndef WARRAQ_PLUGIN_HOST_JSON_LINES_H_
#define WARRAQ_PLUGIN_HOST_JSON_LINES_H_

#include <simdjson.h>

#include <functional>
#include <string>
#include <string_view>

#include "plugin/write/json.h"
#include "warraq/result.h"

namespace warraq {

// Writes the members of the answer to one object, behind its id.
using LineFilter = std::function<Result<int>(simdjson::dom::object, Json&)>;

// The exit status.
int FilterJsonLines(const std::string& path, const LineFilter& filter);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_JSON_LINES_H_

// Files of lines, compressed (zstd) or not, read one line after the other in little memory.

#ifndef WARRAQ_PLUGIN_BATCH_LINE_FILE_H_
#define WARRAQ_PLUGIN_BATCH_LINE_FILE_H_

#include <functional>
#include <string>
#include <string_view>

#include "warraq/result.h"

namespace warraq {

// Each line without its end. An error where the file cannot be read, or ends within a frame or a
// line; what stands before has been taken then.
Result<bool> ForEachLine(const std::string& path,
                         const std::function<void(std::string_view)>& take);

// The same until `take` returns false; a line of more bytes than `most` is an error.
Result<bool> ForEachLine(const std::string& path, std::size_t most,
                         const std::function<bool(std::string_view)>& take);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_LINE_FILE_H_

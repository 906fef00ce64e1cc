// Files of lines, compressed (zstd) or not, read one line after the other in little memory.

#ifndef WARRAQ_PLUGIN_BATCH_LINE_FILE_H_
#define WARRAQ_PLUGIN_BATCH_LINE_FILE_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "warraq/result.h"

namespace warraq {

// Each line without its end, until `take` returns an error, which is then the answer. An error
// (kMissingFile, kUnreadable) also where the file cannot be read, ends within a frame or a line, or
// has a line of more bytes than `most`; what stands before has been taken then.
Result<bool> ForEachLine(const std::string& path,
                         const std::function<Result<bool>(std::string_view)>& take,
                         std::size_t most = std::string::npos);

// The same of a file that somebody else wrote, or of standard input for "-": the last line of one
// that is not compressed may lack its end. Devices are refused.
Result<bool> ForEachGivenLine(const std::string& path,
                              const std::function<Result<bool>(std::string_view)>& take,
                              std::size_t most = std::string::npos);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_LINE_FILE_H_

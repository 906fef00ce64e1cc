// Names of files that the shell did not expand: patterns, and lists.

#ifndef WARRAQ_PLUGIN_BATCH_FILE_NAMES_H_
#define WARRAQ_PLUGIN_BATCH_FILE_NAMES_H_

#include <string>
#include <string_view>
#include <vector>

#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

bool IsPattern(std::string_view name);  // it has *, ? or [

// Paths that the pattern names, in byte order: *, ? and [...] within a folder's names (not hidden
// ones, if it does not begin with "."), ** for any folders. An error where there is none, or there
// are too many.
Result<std::vector<std::string>> ExpandPattern(const std::string& pattern);

// The names that a file lists ("-": standard input), one a line; or, where it has a zero byte or
// `zeros` says so, each ended by one (find -print0). Empty names are passed over.
Result<std::vector<std::string>> ReadFileNames(const std::string& path, bool zeros,
                                               const Limits& limits);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_FILE_NAMES_H_

// A whole run: inputs to records, on several threads, output in the order of the input.

#ifndef WARRAQ_PLUGIN_BATCH_RUN_H_
#define WARRAQ_PLUGIN_BATCH_RUN_H_

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/write/write.h"
#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

struct RunOptions {
  Options options;
  const Writer* writer = nullptr;
  std::size_t jobs = 1;  // threads that read sources
};

struct RunCounts {
  std::size_t sources = 0;
  std::size_t records = 0;
  std::size_t failures = 0;
};

// Both are called by one thread at a time, in the order of the input. `write` returns false when
// nobody reads the output any more; the run then ends early, which is no failure.
struct RunOutput {
  std::function<bool(std::string_view records)> write;
  std::function<void(const Source& source, const Error& error)> fail;
};

RunCounts RunAll(const std::vector<std::string>& inputs, const RunOptions& run,
                 const RunOutput& output);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_RUN_H_

// What every command that reads a batch is told of its inputs.

#ifndef WARRAQ_PLUGIN_HOST_INPUT_OPTIONS_H_
#define WARRAQ_PLUGIN_HOST_INPUT_OPTIONS_H_

#include <string>
#include <vector>

#include "plugin/batch/manifest.h"
#include "plugin/batch/run.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace warraq {

struct InputSettings {
  std::vector<std::string> inputs;
  std::string files_from;
  bool zeros = false;
  std::string from = "auto";
};

// INPUT, --files-from and -0; what is given goes into `settings`, which lives as long as the
// program.
void AddInputs(CLI::App& app, InputSettings& settings);
// --from, --field and -j.
void AddReading(CLI::App& app, InputSettings& settings, RunOptions& run);
// --shard.
CLI::Option* AddShare(CLI::App& app, ShareOfWork& share);

// Once all is given: lists the inputs and chooses the format and the number of jobs. False where
// there are none, or their list cannot be read; that is said, and `status` set.
bool TakeInputs(InputSettings& settings, RunOptions& run, int& status);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_INPUT_OPTIONS_H_

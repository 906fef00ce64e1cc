// warraq INPUT... -o DIR: a batch into a folder, with progress and a summary.

#ifndef WARRAQ_PLUGIN_HOST_FOLDER_RUN_H_
#define WARRAQ_PLUGIN_HOST_FOLDER_RUN_H_

#include <cstdint>
#include <string>
#include <vector>

#include "plugin/batch/folder.h"
#include "plugin/batch/run.h"
#include "plugin/host/command.h"

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace warraq {

struct FolderRun {
  std::string path;
  ShareOfWork share;
  std::string sites;         // a file of what is known of the sites; empty: none
  bool count_sites = false;  // that is counted first, into the folder
  std::uint64_t shard_bytes = FolderOptions().shard_bytes;
  double save_every = 1;  // seconds
  LogShape log = LogShape::kText;
};

// --near-duplicates, of runs and of merge.
CLI::Option* AddNearDuplicates(CLI::App& app, NearDuplicateMode& mode);

// --continuations, of both.
CLI::Option* AddContinuations(CLI::App& app, ContinuationMode& mode);

// Returns the exit status.
int RunToFolder(const std::vector<std::string>& inputs, RunOptions run, const FolderRun& folder);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_FOLDER_RUN_H_

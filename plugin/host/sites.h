// What many pages of a site share: counted by `warraq sites`, or before a batch into its folder.

#ifndef WARRAQ_PLUGIN_HOST_SITES_H_
#define WARRAQ_PLUGIN_HOST_SITES_H_

#include <memory>
#include <string>
#include <vector>

#include "plugin/batch/run.h"
#include "plugin/host/folder_run.h"
#include "warraq/pipeline.h"

namespace warraq {

// --sites and --site-knowledge, of runs; the second needs `folder`.
void AddSites(CLI::App& app, CLI::Option* folder, FolderRun& run);

// Reads what is known of the sites, which is counted first where the run says so, and tells `run`.
// Returns the exit status, and has said why where it is not kAllClean.
int TakeSites(const std::vector<std::string>& inputs, RunOptions& run, FolderRun& folder,
              std::unique_ptr<const SiteKnowledge>& known);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_SITES_H_

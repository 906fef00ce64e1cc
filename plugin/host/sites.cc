// warraq sites: what many pages of each site share, counted for later runs.

#include "plugin/host/sites.h"

#include <sys/stat.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <filesystem>

#include "plugin/batch/inputs.h"
#include "plugin/batch/site_counter.h"
#include "plugin/host/command.h"
#include "plugin/host/input_options.h"
#include "plugin/host/manual.h"

namespace warraq {
namespace {

struct Settings {
  InputSettings input;
  ShareOfWork share;
  std::string output;
  bool merge = false;
  RunOptions run;
};

std::string FolderOf(const std::string& path) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  return folder.empty() ? "." : folder.string();
}

// Sources that cannot be read are left out: the run that makes records tells of them.
Result<SiteCounts> CountSites(const std::vector<std::string>& inputs, RunOptions run,
                              const ShareOfWork& share, const std::string& path) {
  run.sites_only = true;
  SiteCounter counter(FolderOf(path));
  Result<bool> well = true;
  RunOutput output;
  output.wants = [&](const Source& source) { return IsInShare(share, source); };
  output.take = [&](const Outcome& outcome) {
    well = counter.Add(outcome.site_page);
    return well.ok();
  };
  RunAll(inputs, run, output);
  if (!well.ok()) return well.error();
  return counter.Write(path);
}

Result<SiteCounts> MergeSites(const std::vector<std::string>& files, const std::string& path) {
  SiteCounter counter(FolderOf(path));
  for (const std::string& file : files) WARRAQ_CHECK(counter.AddFile(file));
  return counter.Write(path);
}

int Tell(const std::string& path, const Result<SiteCounts>& counted) {
  if (!counted.ok()) return SayError(counted.error());
  const SiteCounts& counts = counted.value();
  std::fprintf(
      stderr,
      "warraq: %s: pages looked at %llu, sites %llu, sites with pages enough to tell %llu\n",
      path.c_str(), static_cast<unsigned long long>(counts.pages),
      static_cast<unsigned long long>(counts.hosts), static_cast<unsigned long long>(counts.known));
  return kAllClean;
}

// The first of the inputs that gives its bytes once.
std::string UnrepeatableOf(const std::vector<std::string>& inputs) {
  for (const std::string& input : inputs) {
    if (!StoredBytes(input)) return input == "-" ? "standard input" : input;
  }
  return {};
}

int CountIntoFolder(const std::vector<std::string>& inputs, const RunOptions& run,
                    const FolderRun& folder) {
  if (access(folder.sites.c_str(), F_OK) == 0) return kAllClean;  // gone on with
  const std::string journal = folder.path + "/" + std::string(kJournal);
  if (access(journal.c_str(), F_OK) == 0) {
    return SayError({Code::kUnwritable, 0,
                     folder.path + ": the batch in it was begun without --site-knowledge"});
  }
  const std::string once = UnrepeatableOf(inputs);
  if (!once.empty()) {
    std::fprintf(stderr,
                 "warraq: %s can be read but once, and --site-knowledge reads all inputs twice; "
                 "write it to a file\n",
                 once.c_str());
    return kWrongUsage;
  }
  if (mkdir(folder.path.c_str(), 0777) != 0 && errno != EEXIST) {
    return SayError({Code::kUnwritable, 0,
                     folder.path + ": the folder cannot be made: " + std::strerror(errno)});
  }
  // All of the inputs, whatever this run's share is: so every share knows the same.
  return Tell(folder.sites, CountSites(inputs, run, {}, folder.sites));
}

void Explain(CLI::App& command) {
  AddManual(
      command,
      "Counts which lines the pages of each site share, so that a run given the file "
      "(--sites) knows what many pages carry and no article is. The site is the host that "
      "the page's address names, as a web archive, a line or the page itself gives it; "
      "pages without one are taken for one site. Of each site 32 pages are looked at, chosen "
      "by hash: the file is the same bytes in whatever order the pages came, and merged "
      "shares give what all pages at once give.",
      {{"warraq sites dump -o sites.zst", "Counts a folder, for warraq --sites sites.zst dump."},
       {"warraq sites --merge sites.zst -o all.zst",
        "Makes one file of several, as --shard gives them."}});
}

}  // namespace

void AddSites(CLI::App& app, CLI::Option* folder, FolderRun& run) {
  CLI::Option* const sites =
      app.add_option("--sites", run.sites,
                     "what warraq sites counted: lines that many pages of a site share are then "
                     "evidence against being an article's")
          ->type_name(kFileValue);
  app.add_flag("--site-knowledge", run.count_sites,
               "of a batch: counts that first, over all its inputs, into the folder")
      ->needs(folder)
      ->excludes(sites);
}

int TakeSites(const std::vector<std::string>& inputs, RunOptions& run, FolderRun& folder,
              std::unique_ptr<const SiteKnowledge>& known) {
  if (folder.count_sites) {
    folder.sites = folder.path + "/" + std::string(kSites);
    const int status = CountIntoFolder(inputs, run, folder);
    if (status != kAllClean) return status;
  }
  if (folder.sites.empty()) return kAllClean;
  Result<SiteKnowledge> read = SiteKnowledge::Read(folder.sites);
  if (!read.ok()) return SayError(read.error());
  known = std::make_unique<const SiteKnowledge>(std::move(read).value());
  run.options.sites = known.get();
  return kAllClean;
}

void AddSitesCommand(CLI::App& app, int& status) {
  auto settings = std::make_shared<Settings>();
  CLI::App* command = app.add_subcommand("sites", "Counts what many pages of a site share");
  AddInputs(*command, settings->input);
  command->add_option("-o,--output", settings->output, "the file to write; its name ends in .zst")
      ->type_name(kFileValue)
      ->required()
      ->check([](const std::string& path) {
        return path.ends_with(".zst") ? "" : "the name of the file has to end in .zst";
      });
  CLI::Option* const merge =
      command->add_flag("--merge", settings->merge,
                        "the inputs are files that this command wrote: one is made of them");
  AddShare(*command, settings->share)->excludes(merge);
  AddReading(*command, settings->input, settings->run);
  Explain(*command);
  command->callback([&status, settings] {
    if (!TakeInputs(settings->input, settings->run, status)) return;
    const std::vector<std::string>& inputs = settings->input.inputs;
    status = Tell(settings->output,
                  settings->merge
                      ? MergeSites(inputs, settings->output)
                      : CountSites(inputs, settings->run, settings->share, settings->output));
  });
}

}  // namespace warraq

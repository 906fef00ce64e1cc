#include "plugin/host/folder_run.h"

#include <unistd.h>

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstdio>
#include <string_view>

#include "plugin/batch/inputs.h"
#include "plugin/host/command.h"
#include "plugin/host/names.h"
#include "plugin/host/progress.h"
#include "plugin/write/json.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

volatile std::sig_atomic_t interrupted = 0;

constexpr unsigned kDrainSeconds = 4;

// What was begun took too long, or nothing comes from a pipe: what was saved last stands.
void GiveUp(int /*signal*/) {
  constexpr std::string_view kSaid =
      "warraq: what was begun did not end in time; the same command again goes on from the last "
      "save\n";
  [[maybe_unused]] const ssize_t count = write(STDERR_FILENO, kSaid.data(), kSaid.size());
  _exit(kSomeFailed);
}

// The first signal asks for an end; the second ends it at once, which costs the last second's work.
void Interrupt(int signal) {
  interrupted = signal;
  std::signal(signal, SIG_DFL);
  alarm(kDrainSeconds);
}

// What the records depend on, and what cuts the shards.
std::string SettingsOf(const RunOptions& run, const FolderRun& folder) {
  const auto name_of = [](const auto& names, auto value) {
    for (const auto& [name, named] : names) {
      if (named == value) return std::string(name);
    }
    return std::string();
  };
  std::string settings;
  Json json(settings);
  json.Object().Key("version").String(Version()).Key("to").String(run.writer->name);
  json.Key("from").String(name_of(kFormatNames, run.options.from) +
                          name_of(kInputNames, run.options.from));
  json.Member("field", run.options.field);
  json.Key("provenance").String(name_of(kProvenanceNames, run.options.provenance));
  json.Key("language").String(run.options.language);
  json.Member(kSitesSetting, run.options.sites == nullptr ? "" : run.options.sites->sha256());
  json.Member(kNearSetting, name_of(kNearDuplicateNames, run.near_duplicates));
  json.Member(kContinuationSetting, name_of(kContinuationNames, run.continuations));
  json.Key("shard_size").Number(folder.shard_bytes).EndObject();
  return settings;
}

}  // namespace

CLI::Option* AddNearDuplicates(CLI::App& app, NearDuplicateMode& mode) {
  return app
      .add_option_function<std::string>(
          "--near-duplicates",
          [&mode](const std::string& name) { Choose(kNearDuplicateNames, name.c_str(), mode); },
          "records that say nearly the same as one before them get \"duplicate_of\" (mark), or are "
          "set apart, too (drop): in a folder they stand in files of their own, else they are left "
          "out")
      ->check(CLI::IsMember(NamesOf(kNearDuplicateNames)));
}

CLI::Option* AddContinuations(CLI::App& app, ContinuationMode& mode) {
  return app
      .add_option_function<std::string>(
          "--continuations",
          [&mode](const std::string& name) { Choose(kContinuationNames, name.c_str(), mode); },
          "the pages of an article that goes on over several stay records of their own that name "
          "each other (link: standard output), or those of which all are there become one (join: "
          "folders); they come behind all others, as all pages have to be waited for")
      ->check(CLI::IsMember(NamesOf(kContinuationNames)));
}

int RunToFolder(const std::vector<std::string>& inputs, RunOptions run, const FolderRun& folder) {
  run.keep_removed = true;
  OutputFolder output({.path = folder.path,
                       .inputs = inputs,
                       .settings = SettingsOf(run, folder),
                       .shape = std::string(run.writer->name),
                       .sites = folder.sites,
                       .share = folder.share,
                       .near_duplicates = run.near_duplicates,
                       .continuations = run.continuations,
                       .shard_bytes = folder.shard_bytes,
                       .save_every = std::chrono::duration<double>(folder.save_every)});
  std::signal(SIGINT, Interrupt);
  std::signal(SIGTERM, Interrupt);
  std::signal(SIGALRM, GiveUp);
  const Result<bool> opened = output.Open();
  if (!opened.ok()) return SayError(opened.error());

  Progress progress(folder.log, StoredBytes(inputs, run.options.limits));
  Result<bool> well = true;
  RunOutput sink;
  sink.wants = [&](const Source& source) { return output.Wants(source); };
  sink.stops = [] { return interrupted != 0; };
  sink.take = [&](const Outcome& outcome) {
    const FolderCounts& counts = output.counts();
    const std::uint64_t had = counts.sources + counts.same_content;
    well = output.Take(outcome);
    const bool done_before = counts.sources + counts.same_content == had;
    const Work work = !IsInShare(folder.share, outcome.source) ? Work::kOfOthers
                      : done_before                            ? Work::kDoneBefore
                                                               : Work::kOurs;
    progress.Tell(outcome, counts, output.counts_before(), work);
    return well.ok();
  };
  const RunCounts counts = RunAll(inputs, run, sink);
  alarm(0);
  const bool whole = well.ok() && interrupted == 0;
  if (well.ok()) well = whole ? output.Finish(counts.skipped) : output.Save();
  progress.Summarize(output.counts(), output.counts_before(), counts.skipped, whole && well.ok());
  if (!well.ok()) return SayError(well.error());
  return whole && output.counts().failures == 0 ? kAllClean : kSomeFailed;
}

}  // namespace warraq

// warraq merge: finished batches made one.

#include "plugin/batch/merge.h"

#include <CLI/CLI.hpp>
#include <cstdio>
#include <memory>

#include "plugin/host/command.h"
#include "plugin/host/folder_run.h"
#include "plugin/host/manual.h"

namespace warraq {
namespace {

int RunMerge(const MergeOptions& options) {
  const Result<FolderCounts> merged = MergeFolders(options);
  if (!merged.ok()) return SayError(merged.error());
  const FolderCounts& counts = merged.value();
  std::fprintf(
      stderr,
      "warraq: %llu sources, %llu records, %llu failures, %llu sources skipped that hold "
      "what another holds, %llu records that repeat another nearly, %llu articles joined of "
      "%llu pages\n",
      static_cast<unsigned long long>(counts.sources),
      static_cast<unsigned long long>(counts.records),
      static_cast<unsigned long long>(counts.failures),
      static_cast<unsigned long long>(counts.same_content),
      static_cast<unsigned long long>(counts.near_duplicates),
      static_cast<unsigned long long>(counts.joined),
      static_cast<unsigned long long>(counts.joined_pages));
  return kAllClean;
}

}  // namespace

void AddMergeCommand(CLI::App& app, int& status) {
  auto options = std::make_shared<MergeOptions>();
  CLI::App* command = app.add_subcommand("merge", "Makes one batch of several");
  AddManual(
      *command,
      "Finished batches (warraq INPUT... -o DIR) become one: the shares of many machines, or "
      "batches of different inputs. Each record is written once, in the order of the hashes "
      "of the sources, so the bytes do not depend on how the work was split. What was found by "
      "looking at several records (those that repeat others, the pages of one article) is "
      "found anew in all batches.",
      {{"warraq merge part-* -o all", "Sixteen shares, in whatever order, as one batch."}});
  command->add_option("DIR", options->folders, "folders of finished batches")
      ->type_name(kFolderValue)
      ->required();
  command->add_option("-o,--output", options->output, "the folder to write, new or empty")
      ->type_name(kFolderValue)
      ->required();
  command
      ->add_option("--shard-size", options->shard_bytes,
                   "bytes of records in one file, before compression")
      ->check(CLI::PositiveNumber)
      ->transform(CLI::AsSizeValue(false))
      ->type_name("BYTES")
      ->default_str("256MiB");
  AddNearDuplicates(*command, options->near_duplicates);
  AddContinuations(*command, options->continuations);
  command->callback([&status, options] { status = RunMerge(*options); });
}

}  // namespace warraq

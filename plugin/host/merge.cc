// warraq merge: finished batches made one.

#include "plugin/batch/merge.h"

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <string_view>

#include "plugin/batch/line_file.h"
#include "plugin/batch/manifest.h"
#include "plugin/host/command.h"
#include "plugin/host/folder_run.h"
#include "plugin/host/manual.h"
#include "plugin/host/record_sink.h"

namespace warraq {
namespace {

struct Settings {
  MergeOptions merge;
  std::string to = "jsonl";
  std::string duckdb;
};

// A folder beside the file that is written, for the batch that it is made of; gone in the end.
class PassingFolder {
 public:
  explicit PassingFolder(const std::string& file) : path_(file + ".XXXXXX") {
    made_ = mkdtemp(path_.data()) != nullptr;
  }
  ~PassingFolder() {
    std::error_code ignored;
    if (made_) std::filesystem::remove_all(path_, ignored);
  }
  PassingFolder(const PassingFolder&) = delete;
  PassingFolder& operator=(const PassingFolder&) = delete;
  bool made() const { return made_; }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
  bool made_ = false;
};

Result<bool> AppendBatch(const std::string& folder, RecordSink& sink) {
  WARRAQ_TRY(const Manifest manifest, ReadManifest(folder));
  for (const JournalFile& file : manifest.files) {
    if (!file.name.starts_with("records-")) continue;
    WARRAQ_CHECK(ForEachLine(folder + "/" + file.name,
                             [&](std::string_view line) { return sink.Append(line); }));
  }
  return true;
}

Result<FolderCounts> MergeToParquet(MergeOptions options, RecordSink& sink) {
  const PassingFolder passing(options.output);
  if (!passing.made()) {
    return Error{Code::kUnwritable, 0,
                 passing.path() + ": cannot be made: " + std::strerror(errno)};
  }
  options.output = passing.path();
  WARRAQ_TRY(const FolderCounts counts, MergeFolders(options));
  WARRAQ_CHECK(AppendBatch(passing.path(), sink));
  return counts;
}

int RunMerge(const Settings& settings) {
  RecordSink sink;
  const bool parquet = settings.to == kParquetShape;
  if (parquet && !sink.OpenParquet({.path = settings.merge.output, .library = settings.duckdb})) {
    return kSomeFailed;
  }
  const Result<FolderCounts> merged =
      parquet ? MergeToParquet(settings.merge, sink) : MergeFolders(settings.merge);
  if (!merged.ok()) return SayError(merged.error());
  if (!sink.Finish()) return kSomeFailed;
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
  auto settings = std::make_shared<Settings>();
  MergeOptions* const options = &settings->merge;
  CLI::App* command = app.add_subcommand("merge", "Makes one batch of several");
  AddManual(
      *command,
      "Finished batches (warraq INPUT... -o DIR) become one: the shares of many machines, or "
      "batches of different inputs. Each record is written once, in the order of the hashes "
      "of the sources, so the bytes do not depend on how the work was split. What was found by "
      "looking at several records (those that repeat others, the pages of one article) is "
      "found anew in all batches.",
      {{"warraq merge part-* -o all", "Sixteen shares, in whatever order, as one batch."},
       {"warraq merge part-* --to parquet -o news.parquet",
        "Their records as a table for pandas, DuckDB, Spark, ..."}});
  command->add_option("DIR", options->folders, "folders of finished batches")
      ->type_name(kFolderValue)
      ->required();
  command
      ->add_option("-o,--output", options->output,
                   "the folder to write, new or empty; with --to parquet the file")
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
  command
      ->add_option("--to", settings->to,
                   "a batch again, or its records alone as a table with typed columns")
      ->check(CLI::IsMember({"jsonl", kParquetShape}))
      ->capture_default_str();
  AddDuckDb(*command, settings->duckdb);
  command->callback([&status, settings] { status = RunMerge(*settings); });
}

}  // namespace warraq

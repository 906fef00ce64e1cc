// warraq INPUT...: articles on standard output.

#include <CLI/CLI.hpp>
#include <cerrno>
#include <cstdio>
#include <cstring>
#include <memory>

#include "plugin/batch/output_file.h"
#include "plugin/batch/run.h"
#include "plugin/host/command.h"
#include "plugin/host/folder_run.h"
#include "plugin/host/input_options.h"
#include "plugin/host/manual.h"
#include "plugin/host/names.h"
#include "plugin/host/record_sink.h"
#include "plugin/host/sites.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

struct Settings {
  InputSettings input;
  std::string to = "jsonl";
  std::string provenance = "spans";
  std::string failures;
  FolderRun folder;
  std::string duckdb;
  RunOptions run;

  bool ToParquet() const { return to == kParquetShape; }
  bool ToRecords() const { return to == "jsonl" || ToParquet(); }
};

// Records as they come. Those that wait for other pages of their article come behind them.
class RecordStream {
 public:
  RecordStream(const RunOptions& run, RecordSink& sink)
      : near_mode_(run.near_duplicates), sink_(sink) {}

  Result<bool> Open() {
    return near_mode_ == NearDuplicateMode::kKeep ? true : near_database_.Open("", "");
  }

  // Returns whether somebody reads on.
  bool Take(const Outcome& outcome) {
    std::string_view parts = outcome.parts;
    while (waiting_.ok() && !parts.empty()) {
      const std::size_t end = parts.find('\n');
      waiting_ = joiner_.Add(parts.substr(0, end));
      parts.remove_prefix(end + 1);
    }
    return Write(PartRecords(outcome.records, outcome.sketches, near_mode_, near_)) &&
           waiting_.ok();
  }

  // The rest, once all was taken. An error where it could not be kept until then.
  Result<bool> Finish() {
    WARRAQ_CHECK(waiting_);
    bool open = true;
    WARRAQ_CHECK(joiner_.ForEach([&](std::string_view line, std::size_t) -> Result<bool> {
      if (!open) return true;
      std::string record(line);
      record.push_back('\n');
      open = Write(PartRecord(record, near_mode_, near_));
      return true;
    }));
    WARRAQ_CHECK(near_.Check());
    if (dropped_ == 0) return true;
    std::fprintf(stderr, "warraq: %zu records left out that repeat another nearly\n", dropped_);
    return true;
  }

 private:
  bool Write(const PartedRecords& parted) {
    dropped_ += parted.repeated_count;
    return sink_.Write(parted.kept);
  }

  NearDuplicateMode near_mode_;
  RecordSink& sink_;
  Database near_database_;
  NearIndex near_{near_database_};
  std::size_t dropped_ = 0;
  ContinuationJoiner joiner_{TemporaryFolder()};
  Result<bool> waiting_ = true;  // whether what waits could be kept
};

int RunArticles(const Settings& settings) {
  std::FILE* failures = nullptr;
  const auto cannot_write = [&] {
    std::fprintf(stderr, "warraq: %s: cannot be written (--failures): %s\n",
                 settings.failures.c_str(), std::strerror(errno));
  };
  if (!settings.failures.empty()) {
    failures = std::fopen(settings.failures.c_str(), "w");  // NOLINT: closed below
    if (failures == nullptr) return cannot_write(), kWrongUsage;
  }
  RecordSink sink;
  if (settings.ToParquet() &&
      !sink.OpenParquet({.path = settings.folder.path, .library = settings.duckdb})) {
    return kSomeFailed;
  }
  RunOutput output;
  RecordStream records(settings.run, sink);
  const Result<bool> opened = records.Open();
  if (!opened.ok()) return SayError(opened.error());
  output.take = [&](const Outcome& outcome) {
    const bool open = records.Take(outcome);
    for (const Error& error : outcome.failures) {
      LogFailure(outcome.source, error, settings.folder.log);
      if (failures != nullptr) std::fputs(WriteFailure(outcome.source, error).c_str(), failures);
    }
    return open;
  };
  const RunCounts counts = RunAll(settings.input.inputs, settings.run, output);
  const Result<bool> finished = records.Finish();
  if (!finished.ok()) SayError(finished.error());
  const bool whole = sink.Finish() && finished.ok();
  bool written = true;
  if (failures != nullptr) {
    written = std::ferror(failures) == 0;
    written = std::fclose(failures) == 0 && written;  // NOLINT
    if (!written) cannot_write();
  }
  return counts.failures > 0 || !written || !whole ? kSomeFailed : kAllClean;
}

void AddFolderOptions(CLI::App& app, Settings& settings) {
  CLI::Option* const folder = app.add_option("-o,--output", settings.folder.path,
                                             "a folder for a batch: shards of records, failures, a "
                                             "manifest; the same command again goes on "
                                             "where it was broken off; with --to parquet "
                                             "the file")
                                  ->type_name(kFolderValue);
  AddShare(app, settings.folder.share)->needs(folder);
  AddSites(app, folder, settings.folder);
  app.add_option("--shard-size", settings.folder.shard_bytes,
                 "bytes of records in one file of a batch, before compression")
      ->needs(folder)
      ->check(CLI::PositiveNumber)
      ->transform(CLI::AsSizeValue(false))
      ->type_name("BYTES")
      ->default_str("256MiB");
  app.add_option("--save-every", settings.folder.save_every,
                 "seconds of a batch's work that a kill may cost")
      ->needs(folder)
      ->check(CLI::NonNegativeNumber)
      ->type_name("SECONDS")
      ->default_str("1");
}

void Explain(CLI::App& app) {
  AddManual(
      app,
      "Scans and photographs, saved web pages, text dumps and files of recognized text (hOCR, "
      "ALTO, PAGE XML, FineReader's XML, Tesseract's TSV) go in; for each article a record comes "
      "out, a line of JSON with its headline, authors, day of publication and text, and with the "
      "place in the source where each of them stood. What is not the article's is named too, with "
      "its place.\n"
      "A source that gives no article does not end the run: it is named on standard error with the "
      "reason and the next step, and the exit status is 1.",
      {{"warraq page.html", "The article of a saved web page, as a line of JSON."},
       {"warraq -j 2 --failures lost.jsonl dump > records.jsonl",
        "All articles of a folder, and why its other files gave none."},
       {"warraq dump -o out", "The same into files of a folder; given again, it goes on."},
       {"warraq --continuations join dump > articles.jsonl",
        "The same on standard output, and an article over several pages as one record, as in -o."},
       {"warraq --language eng --to markdown scan.png", "A scan, for people to read."},
       {"warraq dump --to parquet -o news.parquet", "A table for pandas, DuckDB, Spark, ..."},
       {"warraq --provenance full - < page.html",
        "A record from which the page can be rebuilt bit for bit."}});
}

// Options that do not go together; null where all do.
const char* FindClash(const CLI::App& app, const Settings& settings) {
  if (settings.run.near_duplicates != NearDuplicateMode::kKeep && !settings.ToRecords()) {
    return "--near-duplicates needs records: --to jsonl";
  }
  if (settings.run.near_duplicates != NearDuplicateMode::kKeep && settings.run.unordered) {
    return "--near-duplicates excludes --unordered: which of two comes first would be chance; "
           "merge finds them in any folder: warraq merge --near-duplicates mark DIR... -o DIR";
  }
  if (settings.run.continuations == ContinuationMode::kJoin && !settings.ToRecords()) {
    return "--continuations join needs records: --to jsonl";
  }
  if (settings.folder.path.empty()) return nullptr;
  if (!settings.ToParquet()) {
    return settings.failures.empty()
               ? nullptr
               : "--failures excludes --output: the folder has a file for them";
  }
  for (const char* const option : {"--shard", "--shard-size", "--save-every", "--site-knowledge"}) {
    if (app.count(option) == 0) continue;
    return "a batch is kept as records; make them Parquet when it is finished: warraq merge "
           "--to parquet DIR... -o FILE";
  }
  return nullptr;
}

}  // namespace

void AddArticlesCommand(CLI::App& app, int& status) {
  auto settings = std::make_shared<Settings>();
  AddInputs(app, settings->input);
  std::vector<std::string> shapes;
  for (const Writer* writer : Writers()) shapes.emplace_back(writer->name);
  shapes.emplace_back(kParquetShape);
  app.add_option("--to", settings->to,
                 "the shape of the output: records, their clean text, articles for people, or "
                 "records as a table with typed columns")
      ->check(CLI::IsMember(shapes))
      ->capture_default_str();
  app.add_option("--failures", settings->failures,
                 "write a line of JSON to this file for each source that gave no article, with the "
                 "reason and the next step")
      ->type_name(kFileValue);
  app.add_option("--provenance", settings->provenance,
                 "how much of the way back to the source a record carries: nothing, the place of "
                 "each piece, or all that rebuilds the source bit for bit")
      ->check(CLI::IsMember(NamesOf(kProvenanceNames), CLI::ignore_case))
      ->capture_default_str();
  AddFolderOptions(app, *settings);
  AddDuckDb(app, settings->duckdb);
  AddNearDuplicates(app, settings->run.near_duplicates);
  AddContinuations(app, settings->run.continuations);
  app.add_option_function<std::string>(
         "--log",
         [settings](const std::string& shape) {
           settings->folder.log = shape == "json" ? LogShape::kJson : LogShape::kText;
         },
         "what is said on standard error, failures, progress and the summary of a batch: "
         "sentences, or a line of JSON for each")
      ->check(CLI::IsMember({"text", "json"}))
      ->default_str("text");
  AddReading(app, settings->input, settings->run);
  app.add_flag(
      "--unordered", settings->run.unordered,
      "sources come out as they are done and not in the order of the inputs, so that a slow "
      "one holds up none behind it");
  app.add_option("--language", settings->run.options.language,
                 "Tesseract's models for pictures, joined by +, as in ara+eng; auto: what each "
                 "page seems to be in")
      ->type_name(kModelsValue)
      ->capture_default_str();
  app.add_option("--tessdata", settings->run.options.tessdata,
                 "the folder of Tesseract's models, if it is not where Debian has it")
      ->type_name(kFolderValue);
  Explain(app);
  app.callback([&app, &status, settings] {
    if (!app.get_subcommands().empty()) return;
    if (!TakeInputs(settings->input, settings->run, status)) return;
    Choose(kProvenanceNames, settings->provenance.c_str(), settings->run.options.provenance);
    settings->run.writer = FindWriter(settings->ToParquet() ? "jsonl" : settings->to);
    if (const char* const clash = FindClash(app, *settings); clash != nullptr) {
      std::fprintf(stderr, "warraq: %s\n", clash);
      status = kWrongUsage;
      return;
    }
    const bool to_folder = !settings->folder.path.empty() && !settings->ToParquet();
    ContinuationMode& continuations = settings->run.continuations;
    if (continuations == ContinuationMode::kUnsaid && settings->ToRecords()) {
      continuations = to_folder ? ContinuationMode::kJoin : ContinuationMode::kLink;
    }
    std::unique_ptr<const SiteKnowledge> known;
    status = TakeSites(settings->input.inputs, settings->run, settings->folder, known);
    if (status != kAllClean) return;
    status = to_folder ? RunToFolder(settings->input.inputs, settings->run, settings->folder)
                       : RunArticles(*settings);
  });
}

}  // namespace warraq

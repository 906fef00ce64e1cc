// warraq verify: whether records tell the truth about their sources.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "plugin/batch/verify_folder.h"
#include "plugin/host/command.h"
#include "plugin/host/manual.h"
#include "plugin/host/names.h"

namespace warraq {
namespace {

struct Settings {
  std::vector<std::string> records;
  std::string from = "auto";
  VerifyOptions options;
};

int RunVerify(const Settings& settings) {
  VerifyCounts counts;
  bool any_folder = false;  // a share of a batch may hold nothing
  for (const std::string& path : settings.records) {
    const auto tell = [](const std::string& lie) {
      std::fprintf(stderr, "warraq: %s\n", lie.c_str());
    };
    std::error_code ignored;
    const bool folder = std::filesystem::is_directory(path, ignored);
    any_folder |= folder;
    const VerifyCounts of_file = folder ? VerifyFolder(path, settings.options, tell)
                                        : VerifyRecords(path, settings.options, tell);
    counts.records += of_file.records;
    counts.pieces += of_file.pieces;
    counts.rebuilt += of_file.rebuilt;
    counts.doubts += of_file.doubts;
    counts.lies += of_file.lies;
  }
  WriteOut(std::to_string(counts.records) + " records, " + std::to_string(counts.pieces) +
           " pieces traced, " + std::to_string(counts.rebuilt) + " sources rebuilt, " +
           (counts.doubts > 0 ? std::to_string(counts.doubts) + " not proved, " : "") +
           std::to_string(counts.lies) + " untrue\n");
  return counts.lies > 0 || counts.doubts > 0 || (counts.records == 0 && !any_folder) ? kSomeFailed
                                                                                      : kAllClean;
}

void Explain(CLI::App& command) {
  AddManual(
      command,
      "Every source is read again from the place that its records name. Each piece of text has to "
      "be what stands where the record says, all pieces and what was removed together have to be "
      "the whole source, and a record of --provenance full has to rebuild it bit for bit. What is "
      "untrue is named on standard error.\nThe inputs of a batch are read once, in their order; "
      "records wait for them in a temporary file (in TMPDIR, else /tmp), which takes about a fifth "
      "more room than the batch's.",
      {{"warraq page.html > records.jsonl && warraq verify records.jsonl",
        "Records, and the proof that they are true."},
       {"warraq verify --root archive records.jsonl",
        "The same when the sources have moved into the folder archive."}});
}

}  // namespace

void AddVerifyCommand(CLI::App& app, int& status) {
  auto settings = std::make_shared<Settings>();
  CLI::App* command =
      app.add_subcommand("verify", "Checks that records tell the truth about their sources");
  command
      ->add_option("RECORDS", settings->records,
                   "files of records, folders of batches, or - for standard input")
      ->type_name(kFileValue)
      ->required();
  command
      ->add_option(
          "--root", settings->options.root,
          "the folder that the names of the sources are under; without it they stand where the "
          "records say")
      ->type_name(kFolderValue);
  std::vector<std::string> formats = NamesOf(kInputNames);
  formats.insert(formats.begin(), "auto");
  command
      ->add_option("--from", settings->from,
                   "what the sources' files were said to be, where --from said it")
      ->check(CLI::IsMember(formats, CLI::ignore_case))
      ->capture_default_str();
  command
      ->add_option("--tessdata", settings->options.options.tessdata,
                   "the folder of Tesseract's models, if it is not where Debian has it")
      ->type_name(kFolderValue);
  Explain(*command);
  command->callback([&status, settings] {
    Choose(kInputNames, settings->from.c_str(), settings->options.options.from);
    settings->options.options.picture_worker = kThisProgram;
    status = RunVerify(*settings);
  });
}

}  // namespace warraq

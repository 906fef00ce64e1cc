// warraq verify: whether records tell the truth about their sources.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <memory>

#include "plugin/batch/verify_folder.h"
#include "plugin/host/command.h"

namespace warraq {
namespace {

struct Settings {
  std::vector<std::string> records;
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
    counts.lies += of_file.lies;
  }
  WriteOut(std::to_string(counts.records) + " records, " + std::to_string(counts.pieces) +
           " pieces traced, " + std::to_string(counts.rebuilt) + " sources rebuilt, " +
           std::to_string(counts.lies) + " untrue\n");
  return counts.lies > 0 || (counts.records == 0 && !any_folder) ? kSomeFailed : kAllClean;
}

}  // namespace

void AddVerifyCommand(CLI::App& app, int& status) {
  auto settings = std::make_shared<Settings>();
  CLI::App* command = app.add_subcommand(
      "verify",
      "Traces every piece of records back to its source, and checks that nothing is lost.");
  command
      ->add_option("RECORDS", settings->records,
                   "files of records, folders of batches, or - for standard input")
      ->required();
  command->add_option("--root", settings->options.root, "where the sources stand now");
  command->add_option("--tessdata", settings->options.options.tessdata,
                      "the folder of recognition models");
  command->callback([&status, settings] { status = RunVerify(*settings); });
}

}  // namespace warraq

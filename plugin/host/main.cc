// The command line tool: `warraq INPUT...` and its commands.

#include <CLI/CLI.hpp>
#include <csignal>
#include <iostream>
#include <sstream>

#include "plugin/host/command.h"
#include "plugin/host/versions.h"

int main(int count, char** arguments) {
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT: a closed output is an error number, not a death
  CLI::App app("Warraq turns scans and scraped pages into clean, dated, traceable article records.",
               "warraq");
  app.set_version_flag("--version", [] { return warraq::Versions(); });
  app.require_subcommand(0, 1);
  int status = warraq::kAllClean;
  warraq::AddTextCommand(app, status);
  warraq::AddDatesCommand(app, status);
  warraq::AddOcrCommand(app, status);
  warraq::AddMergeCommand(app, status);
  warraq::AddVerifyCommand(app, status);
  warraq::AddArticlesCommand(app, status);
  try {
    app.parse(count, arguments);
  } catch (const CLI::ParseError& error) {
    std::ostringstream said;  // by --help or --version
    const bool asked = app.exit(error, said, std::cerr) == 0;
    warraq::WriteOut(said.str());
    if (!asked) return warraq::kWrongUsage;
  }
  return warraq::OutputFailed() ? warraq::kSomeFailed : status;
}

#include <CLI/CLI.hpp>

#include "plugin/host/command.h"
#include "plugin/host/manual.h"
#include "plugin/host/versions.h"

namespace warraq {

void AddCommands(CLI::App& app, int& status) {
  app.name("warraq");
  app.description("Turns scans and scraped pages into clean, dated, traceable article records");
  app.set_help_flag("-h,--help", "show this help, and nothing else");
  app.set_version_flag("--version", Versions,
                       "show the versions of warraq and of what it stands on, and the installed "
                       "models of Tesseract");
  app.require_subcommand(0, 1);
  ShowManualAsHelp(app);
  AddTextCommand(app, status);
  AddDatesCommand(app, status);
  AddOcrCommand(app, status);
  AddMergeCommand(app, status);
  AddSitesCommand(app, status);
  AddVerifyCommand(app, status);
  AddArticlesCommand(app, status);
}

}  // namespace warraq

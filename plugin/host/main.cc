// The command line tool: `warraq INPUT...` and its commands.

#include <CLI/CLI.hpp>
#include <csignal>
#include <cstring>
#include <iostream>
#include <sstream>

#include "plugin/host/command.h"
#include "plugin/read/picture_serving.h"

int main(int count, char** arguments) {
  if (count == 2 && std::strcmp(arguments[1], warraq::kServePictures) == 0) {
    return warraq::ServePictures();
  }
  std::signal(SIGPIPE, SIG_IGN);  // NOLINT: a closed output is an error number, not a death
  CLI::App app;
  int status = warraq::kAllClean;
  warraq::AddCommands(app, status);
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

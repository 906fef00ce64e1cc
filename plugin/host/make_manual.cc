// Writes the man pages and the completions of the tool, run by the build:
//
//   make_manual FOLDER DATE
//
// FOLDER/man1/warraq.1, warraq-text.1, ... and, named as each shell looks for them, FOLDER/warraq
// (bash), _warraq (zsh), warraq.fish.

#include <CLI/CLI.hpp>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

#include "plugin/host/command.h"
#include "plugin/host/manual.h"
#include "warraq/pipeline.h"

namespace {

bool Write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream file(path, std::ios::binary);
  file << text;
  file.close();
  if (!file) std::fprintf(stderr, "make_manual: %s cannot be written\n", path.c_str());
  return !file.fail();
}

bool WriteAll(const std::filesystem::path& folder, std::string_view date) {
  CLI::App app;
  int status = 0;
  warraq::AddCommands(app, status);
  const warraq::Manual tool = warraq::ManualOf(app, app.get_name());
  const std::string version = tool.name + " " + std::string(warraq::Version());
  const warraq::ManPage page{.version = version, .date = date};
  const auto write_page = [&](const warraq::Manual& manual) {
    return Write(folder / "man1" / (warraq::ManPageName(manual, tool) + ".1"),
                 warraq::WriteManPage(manual, tool, page));
  };
  std::error_code failed;  // shows in what cannot be written there
  std::filesystem::create_directories(folder / "man1", failed);
  bool written = write_page(tool);
  for (const warraq::Manual& command : tool.commands) written = write_page(command) && written;
  return Write(folder / tool.name, warraq::WriteBashCompletion(tool)) &&
         Write(folder / ("_" + tool.name), warraq::WriteZshCompletion(tool)) &&
         Write(folder / (tool.name + ".fish"), warraq::WriteFishCompletion(tool)) && written;
}

}  // namespace

int main(int count, char** arguments) {
  if (count != 3) {
    std::fputs("usage: make_manual FOLDER DATE\n", stderr);
    return 2;
  }
  return WriteAll(arguments[1], arguments[2]) ? 0 : 1;
}

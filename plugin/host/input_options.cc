#include "plugin/host/input_options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <cstdio>
#include <thread>

#include "plugin/batch/file_names.h"
#include "plugin/host/command.h"
#include "plugin/host/manual.h"
#include "plugin/host/names.h"

namespace warraq {
namespace {

// "3/16": the third of sixteen shares. Returns what is wrong with it.
std::string ReadShare(const std::string& text, ShareOfWork& share) {
  const std::size_t slash = text.find('/');
  const auto number = [](std::string_view digits, std::uint32_t& value) {
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
    return error == std::errc() && end == digits.data() + digits.size();
  };
  const std::string_view view = text;
  const bool read = slash != std::string::npos && number(view.substr(0, slash), share.number) &&
                    number(view.substr(slash + 1), share.of) && share.number >= 1 &&
                    share.number <= share.of;
  return read ? "" : "\"" + text + "\" is no share of the work; say 1/16 ... 16/16";
}

// The inputs that --files-from lists, behind the others.
bool AddListed(InputSettings& settings, const Limits& limits) {
  if (settings.files_from.empty()) return true;
  const Result<std::vector<std::string>> names =
      ReadFileNames(settings.files_from, settings.zeros, limits);
  if (!names.ok()) {
    Source list;
    list.name = settings.files_from;
    SayFailure(list, names.error());
    return false;
  }
  settings.inputs.insert(settings.inputs.end(), names.value().begin(), names.value().end());
  return true;
}

}  // namespace

void AddInputs(CLI::App& app, InputSettings& settings) {
  app.add_option("INPUT", settings.inputs,
                 "files, folders, archives (tar, zip, 7z; gz, bz2, xz, zst), web archives (WARC, "
                 "ARC, WET), JSON Lines, CSV, or - for standard input")
      ->type_name(kFileValue);
  app.add_option("--files-from", settings.files_from,
                 "a file that lists inputs, or - for standard input: one a line, or each ended by "
                 "a zero byte (find -print0)")
      ->type_name(kFileValue);
  app.add_flag("-0,--null", settings.zeros, "the names of --files-from end with zero bytes");
}

void AddReading(CLI::App& app, InputSettings& settings, RunOptions& run) {
  std::vector<std::string> formats = NamesOf(kFormatNames);
  for (const std::string& name : NamesOf(kInputNames)) formats.push_back(name);
  app.add_option("--from", settings.from, "what the inputs are; auto: what their content says")
      ->check(CLI::IsMember(formats, CLI::ignore_case))
      ->capture_default_str();
  app.add_option(
         "--field", run.options.field,
         "of JSON Lines and CSV: the member or column that is the text; without it the first of "
         "text, html, content, raw_content, body, ...")
      ->type_name("NAME");
  app.add_option("-j,--jobs", run.jobs, "how many sources are read at once; 0: one for each core")
      ->check(CLI::Range(0, 1024))
      ->type_name("N")
      ->default_str("0")
      ->default_val(0);
}

CLI::Option* AddShare(CLI::App& app, ShareOfWork& share) {
  return app
      .add_option_function<std::string>(
          "--shard", [](const std::string&) {},
          "of a batch, only the share i/n of the sources, by the hash of their content")
      ->type_name("I/N")
      ->check([&share](const std::string& text) { return ReadShare(text, share); });
}

bool TakeInputs(InputSettings& settings, RunOptions& run, int& status) {
  if (!AddListed(settings, run.options.limits)) {
    status = kSomeFailed;
    return false;
  }
  if (settings.inputs.empty() && settings.files_from.empty()) {
    std::fputs("warraq: no input; name files or folders, or - for standard input (see --help)\n",
               stderr);
    status = kWrongUsage;
    return false;
  }
  if (!Choose(kFormatNames, settings.from.c_str(), run.options.from)) {
    Choose(kInputNames, settings.from.c_str(), run.options.from);
  }
  run.options.picture_worker = kThisProgram;
  if (run.jobs == 0) run.jobs = std::max(1u, std::thread::hardware_concurrency());
  return true;
}

}  // namespace warraq

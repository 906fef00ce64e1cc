// warraq text: repaired, normalized text alone.

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "plugin/batch/inputs.h"
#include "plugin/host/changes.h"
#include "plugin/host/command.h"
#include "plugin/host/json_lines.h"
#include "plugin/write/answers.h"
#include "plugin/write/base64.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

struct Settings {
  std::string path = "-";
  bool json_lines = false;
  bool rules = false;
  Options options;
};

Result<int> AnswerLine(const Options& options, simdjson::dom::object object, Json& json) {
  std::string bytes(StringMember(object, "text"));
  if (const std::string_view coded = StringMember(object, "base64"); !coded.empty()) {
    std::optional<std::string> decoded = DecodeBase64(coded);
    if (!decoded) return Error{Code::kBadJson, 0, "\"base64\" is not base64"};
    bytes = std::move(*decoded);
  }
  WARRAQ_TRY(const RepairedText repaired, RepairText(bytes, options));
  WriteRepaired(repaired, options, json);
  return 0;
}

int RunText(const Settings& settings) {
  if (settings.rules) {
    WriteOut(ShowRules());
    return kAllClean;
  }
  if (settings.json_lines) {
    return FilterJsonLines(settings.path, [&](simdjson::dom::object object, Json& json) {
      return AnswerLine(settings.options, object, json);
    });
  }
  Source source;
  source.name = settings.path;
  const auto repair = [&]() -> Result<RepairedText> {
    WARRAQ_TRY(const std::string bytes, ReadBytes(settings.path, settings.options.limits));
    return RepairText(bytes, settings.options);
  };
  const Result<RepairedText> repaired = repair();
  if (!repaired.ok()) {
    SayFailure(source, repaired.error());
    return kSomeFailed;
  }
  if (!settings.options.explain) {
    WriteOut(repaired.value().text.bytes());
    return kAllClean;
  }
  std::string lines;
  for (const RepairChange& change : repaired.value().changes) lines += ShowChange(change);
  for (const Note& note : repaired.value().notes) lines += ShowNote(note);
  WriteOut(lines);
  return kAllClean;
}

}  // namespace

void AddTextCommand(CLI::App& app, int& status) {
  auto settings = std::make_shared<Settings>();
  CLI::App* command = app.add_subcommand("text", "Repaired, normalized text alone.");
  command->add_option("FILE", settings->path, "a file, or - for standard input");
  command->add_flag("--jsonl", settings->json_lines,
                    "lines {\"id\",\"text\"} or {\"id\",\"base64\"} in, a line for each out");
  command->add_flag("--explain", settings->options.explain,
                    "every change instead of the text: rule, bytes of the source, before, after; "
                    "then what was lost and is not known; "
                    "with --jsonl beside the text, as \"changes\"");
  command->add_flag("--search-form", settings->options.search_form,
                    "the form that is searched: without vowel signs, case, width, ...");
  command->add_flag("--rules", settings->rules, "the table of all rules, and no text");
  command->callback([&status, settings] { status = RunText(*settings); });
}

}  // namespace warraq

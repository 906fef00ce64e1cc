// warraq text: repaired, normalized text alone.

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "plugin/batch/inputs.h"
#include "plugin/batch/string_member.h"
#include "plugin/host/changes.h"
#include "plugin/host/command.h"
#include "plugin/host/json_lines.h"
#include "plugin/host/manual.h"
#include "plugin/text/base64.h"
#include "plugin/write/answers.h"
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

void Explain(CLI::App& command) {
  AddManual(
      command,
      "A text in any encoding comes out in UTF-8, with what is broken in it repaired: text that "
      "was "
      "read in a wrong encoding, Arabic letters stored by their shapes, entities, spaces, marks "
      "that cannot be seen. Nothing is guessed without evidence, and what an author may have meant "
      "stays.",
      {{"warraq text notes.txt", "The text, repaired."},
       {"printf 'caf&eacute; \\303\\203\\302\\251' | warraq text --explain",
        "What would be changed in it, and by which rule."},
       {"echo '{\"id\":1,\"text\":\"caf&eacute;\"}' | warraq text --jsonl",
        "Many texts, a line of JSON each; the answers come in the same order."}});
}

}  // namespace

void AddTextCommand(CLI::App& app, int& status) {
  auto settings = std::make_shared<Settings>();
  CLI::App* command = app.add_subcommand("text", "Repaired, normalized text alone");
  command->add_option("FILE", settings->path, "a text, or - for standard input")
      ->type_name(kFileValue)
      ->capture_default_str();
  command->add_flag("--jsonl", settings->json_lines,
                    "read a line of JSON for each text, {\"id\",\"text\"} or {\"id\",\"base64\"}, "
                    "and answer each with a line");
  command->add_flag(
      "--explain", settings->options.explain,
      "write every change instead of the text: the rule, the bytes of the source, what "
      "stood there and what stands there now; then what was lost and is not known "
      "(with --jsonl beside the text, as \"changes\")");
  command->add_flag(
      "--search-form", settings->options.search_form,
      "write the form that is searched: without vowel signs, case, width and the like");
  command->add_flag("--rules", settings->rules, "write the table of all rules, and no text");
  Explain(*command);
  command->callback([&status, settings] { status = RunText(*settings); });
}

}  // namespace warraq

// warraq dates: the dates of a text.

#include <CLI/CLI.hpp>
#include <memory>

#include "plugin/batch/inputs.h"
#include "plugin/host/command.h"
#include "plugin/host/json_lines.h"
#include "plugin/write/answers.h"
#include "warraq/date.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

struct Settings {
  std::string path = "-";
  std::string reference;
  std::string language;
  bool json_lines = false;
};

Result<int> AnswerLine(const Settings& settings, simdjson::dom::object object, Json& json) {
  const std::string_view text = StringMember(object, "text");
  std::string_view reference = StringMember(object, "reference");
  std::string_view language = StringMember(object, "language");
  if (reference.empty()) reference = settings.reference;
  if (language.empty()) language = settings.language;
  WriteClaims(FindDates(text, {.reference = reference, .language = language}), text, json);
  return 0;
}

int RunDates(const Settings& settings) {
  if (settings.json_lines) {
    return FilterJsonLines(settings.path, [&](simdjson::dom::object object, Json& json) {
      return AnswerLine(settings, object, json);
    });
  }
  const auto repair = [&]() -> Result<RepairedText> {
    WARRAQ_TRY(const std::string bytes, ReadBytes(settings.path, {}));
    return RepairText(bytes, {});
  };
  const Result<RepairedText> repaired = repair();
  if (!repaired.ok()) {
    Source source;
    source.name = settings.path;
    SayFailure(source, repaired.error());
    return kSomeFailed;
  }
  const std::string_view text = repaired.value().text.bytes();
  for (const DateClaim& claim :
       FindDates(text, {.reference = settings.reference, .language = settings.language})) {
    std::string line;
    Json json(line);
    WriteClaim(claim, text, json);
    line += '\n';
    if (!WriteOut(line)) break;
  }
  return kAllClean;
}

}  // namespace

void AddDatesCommand(CLI::App& app, int& status) {
  auto settings = std::make_shared<Settings>();
  CLI::App* command = app.add_subcommand("dates", "The dates of a text, as EDTF.");
  command->add_option("FILE", settings->path, "a file, or - for standard input");
  command->add_option("--reference", settings->reference,
                      "an ISO 8601 instant against which relative dates resolve");
  command->add_option("--language", settings->language, "BCP 47, where it is known");
  command->add_flag("--jsonl", settings->json_lines,
                    "lines {\"id\",\"text\",\"reference\",\"language\"} in, a line for each out");
  command->callback([&status, settings] { status = RunDates(*settings); });
}

}  // namespace warraq

// warraq dates: the dates of a text.

#include <CLI/CLI.hpp>
#include <memory>

#include "plugin/batch/inputs.h"
#include "plugin/batch/string_member.h"
#include "plugin/host/command.h"
#include "plugin/host/json_lines.h"
#include "plugin/host/manual.h"
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

void Explain(CLI::App& command) {
  AddManual(
      command,
      "Each date that a text names, in some sixty languages and eleven calendars, comes out as a "
      "line of JSON: what it is in EDTF (ISO 8601-2), the words, and where they begin and end in "
      "the repaired text, in bytes.",
      {{"echo 'Moscow, 14 May 2025' | warraq dates", "The dates of a text."},
       {"echo 'yesterday at noon' | warraq dates --reference 2025-05-14",
        "A date that is told from another day: 2025-05-13T12:00."},
       {"echo '{\"id\":1,\"text\":\"14 May 2025\"}' | warraq dates --jsonl",
        "Many texts, a line of JSON each; the answers come in the same order."}});
}

}  // namespace

void AddDatesCommand(CLI::App& app, int& status) {
  auto settings = std::make_shared<Settings>();
  CLI::App* command = app.add_subcommand("dates", "The dates of a text, as EDTF");
  command->add_option("FILE", settings->path, "a text, or - for standard input")
      ->type_name(kFileValue)
      ->capture_default_str();
  command
      ->add_option(
          "--reference", settings->reference,
          "the day or instant, in ISO 8601, against which relative dates resolve; without it "
          "they stay open (XXXX-XX-XX)")
      ->type_name("INSTANT");
  command
      ->add_option("--language", settings->language,
                   "the language of the text (BCP 47), where it is known")
      ->type_name("TAG");
  command->add_flag(
      "--jsonl", settings->json_lines,
      "read a line of JSON for each text, {\"id\",\"text\",\"reference\",\"language\"}, "
      "and answer each with a line");
  Explain(*command);
  command->callback([&status, settings] { status = RunDates(*settings); });
}

}  // namespace warraq

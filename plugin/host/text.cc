// warraq text: repaired, normalized text alone.

#include <CLI/CLI.hpp>
#include <memory>
#include <optional>
#include <utility>

#include "plugin/batch/inputs.h"
#include "plugin/host/changes.h"
#include "plugin/host/command.h"
#include "plugin/host/json_lines.h"
#include "plugin/text/properties.h"
#include "plugin/text/validity.h"
#include "plugin/write/base64.h"
#include "plugin/write/from.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

struct Settings {
  std::string path = "-";
  bool json_lines = false;
  bool rules = false;
  Options options;
};

void WriteChanges(const std::vector<RepairChange>& changes, Json& json) {
  json.Key("changes").Array();
  for (const RepairChange& change : changes) {
    json.Object().Key("rule").String(change.rule).Key("from").Array();
    for (const Span& span : change.from) {
      json.Array().Number(span.begin).Number(span.end).EndArray();
    }
    if (change.from.empty()) json.Array().Number(change.at).Number(change.at).EndArray();
    std::uint32_t broken = 0;
    const Text before = ReplaceBroken(Text::Verbatim(change.before), broken);
    json.EndArray().Key("before").VisibleString(before.bytes(), IsVisible);
    json.Key("after").VisibleString(change.after, IsVisible).EndObject();
  }
  json.EndArray();
}

void WriteNotes(const std::vector<Note>& notes, Json& json) {
  if (notes.empty()) return;
  json.Key("notes").Array();
  for (const Note& note : notes) {
    json.Object().Key("code").String(note.code).Key("from").Array();
    for (const Span& span : note.origin) {
      json.Array().Number(span.begin).Number(span.end).EndArray();
    }
    json.EndArray();
    WriteDetails(note, json);
    json.EndObject();
  }
  json.EndArray();
}

Result<int> AnswerLine(const Options& options, simdjson::dom::object object, Json& json) {
  std::string bytes(StringMember(object, "text"));
  if (const std::string_view coded = StringMember(object, "base64"); !coded.empty()) {
    std::optional<std::string> decoded = DecodeBase64(coded);
    if (!decoded) return Error{Code::kBadJson, 0, "\"base64\" is not base64"};
    bytes = std::move(*decoded);
  }
  WARRAQ_TRY(const RepairedText repaired, RepairText(bytes, options));
  json.Key("text").String(repaired.text.bytes()).Key("encoding").String(repaired.encoding);
  json.Key("language").String(repaired.language).Key("script").String(repaired.script);
  json.Key("direction").String(repaired.direction).Key("repairs").Array();
  for (const RepairCount& repair : repaired.repairs) {
    json.Object().Key("rule").String(repair.rule).Key("count").Number(repair.count).EndObject();
  }
  json.EndArray();
  WriteNotes(repaired.notes, json);
  if (options.explain) WriteChanges(repaired.changes, json);
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

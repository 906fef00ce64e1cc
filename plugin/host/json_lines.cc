#include "plugin/host/json_lines.h"

#include <cstdio>

#include "plugin/host/command.h"

namespace warraq {
namespace {

constexpr std::size_t kFlushBytes = 1 << 16;

void WriteError(const Error& error, Json& json) {
  json.Key("error").Object().Key("code").String(CodeName(error.code));
  json.Key("what").String(error.what).Key("hint").String(CodeHint(error.code)).EndObject();
}

// The id as it came, a string or a number.
void WriteId(simdjson::dom::object object, Json& json) {
  std::string_view id;
  std::int64_t number = 0;
  if (object["id"].get(id) == simdjson::SUCCESS) json.Key("id").String(id);
  if (object["id"].get(number) == simdjson::SUCCESS) json.Key("id").Signed(number);
}

}  // namespace

int FilterJsonLines(const std::string& path, const LineFilter& filter) {
  LineReader reader(path);
  Source source;
  source.name = path;
  if (!reader.ok()) {
    SayFailure(source, {Code::kMissingFile, 0, "it cannot be opened"});
    return kSomeFailed;
  }
  simdjson::dom::parser parser;
  int status = kAllClean;
  std::string out;
  std::size_t number = 0;
  for (std::string line; reader.Next(line);) {
    ++number;
    if (line.find_first_not_of(" \t\r") == std::string::npos) continue;
    Json json(out);
    json.Object();
    simdjson::dom::object object;
    Result<int> answered =
        Error{Code::kBadJson, 0, "line " + std::to_string(number) + " is no JSON object"};
    if (parser.parse(line).get(object) == simdjson::SUCCESS) {
      WriteId(object, json);
      answered = filter(object, json);
    }
    if (!answered.ok()) {
      WriteError(answered.error(), json);
      SayFailure(source, answered.error());
      status = kSomeFailed;
    }
    json.EndObject();
    out += '\n';
    // A caller that waits for its answer before it writes on must get it.
    if (out.size() < kFlushBytes && !reader.Waits()) continue;
    if (!WriteOut(out)) return status;
    out.clear();
  }
  WriteOut(out);
  return status;
}

}  // namespace warraq

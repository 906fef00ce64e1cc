#include "plugin/batch/manifest.h"

#include <simdjson.h>

#include <charconv>

#include "plugin/batch/output_file.h"
#include "plugin/batch/string_member.h"
#include "plugin/text/hash.h"
#include "plugin/write/json.h"
#include "warraq/pipeline.h"

namespace warraq {

std::string ShardName(std::string_view kind, std::string_view ending, std::uint32_t number) {
  std::string digits = std::to_string(number);
  if (digits.size() < 5) digits.insert(0, 5 - digits.size(), '0');
  return std::string(kind) + "-" + digits + "." + std::string(ending) + ".zst";
}

bool IsInShare(const ShareOfWork& share, const Source& source) {
  if (share.of <= 1) return true;
  const std::string hash = source.sha256.empty() ? Sha256Hex(source.name) : source.sha256;
  std::uint64_t number = 0;
  std::from_chars(hash.data(), hash.data() + 16, number, 16);
  return number % share.of == share.number - 1;
}

std::string WriteSkipped(const Source& source, std::uint64_t bytes) {
  std::string line;
  Json json(line);
  json.Object().Key("schema").String("warraq/skipped/1").Key("source").Object();
  json.Key("name").String(source.name).Key("sha256").String(source.sha256);
  json.Key("bytes").Number(bytes).Member("uri", source.uri);
  json.Member("retrieved", source.retrieved).Member("field", source.field).EndObject();
  json.Key("code").String("same-content").EndObject();
  line.push_back('\n');
  return line;
}

Result<bool> WriteManifest(const std::string& folder, const Manifest& manifest) {
  std::string line;
  Json json(line);
  json.Object().Key("schema").String("warraq/manifest/1").Key("version").String(Version());
  json.Key("settings").Ready(manifest.settings).Key("inputs").Array();
  for (const std::string& input : manifest.inputs) json.String(input);
  const FolderCounts& counts = manifest.counts;
  json.EndArray().Key("share").Array().Number(manifest.share.number).Number(manifest.share.of);
  json.EndArray().Key("counts").Object();
  json.Key("sources").Number(counts.sources).Key("records").Number(counts.records);
  json.Key("failures").Number(counts.failures);
  if (counts.near_duplicates > 0) json.Key("near_duplicates").Number(counts.near_duplicates);
  if (counts.joined > 0) {
    json.Key("joined").Number(counts.joined).Key("joined_pages").Number(counts.joined_pages);
  }
  json.Key("skipped").Object();
  json.Key("same-content").Number(counts.same_content);
  for (const auto& [reason, count] : manifest.skipped) json.Key(reason).Number(count);
  json.EndObject().EndObject();
  json.Key("files").Array();
  for (const JournalFile& file : manifest.files) {
    json.Object().Key("name").String(file.name).Key("bytes").Number(file.bytes);
    json.Key("lines").Number(file.lines).Key("sha256").String(file.sha256).EndObject();
  }
  json.EndArray().EndObject();
  line.push_back('\n');
  return WriteFileWhole(folder, std::string(kManifest), line);
}

namespace {

Result<Manifest> ReadObject(simdjson::dom::object object) {
  Manifest manifest;
  manifest.settings = simdjson::minify(object["settings"].value());
  for (const auto input : object["inputs"].get_array()) {
    manifest.inputs.emplace_back(input.get_string().value());
  }
  manifest.share.number = static_cast<std::uint32_t>(object["share"].at(0).get_uint64());
  manifest.share.of = static_cast<std::uint32_t>(object["share"].at(1).get_uint64());
  FolderCounts& counts = manifest.counts;
  const auto of = object["counts"];
  counts.sources = of["sources"].get_uint64();
  counts.records = of["records"].get_uint64();
  counts.failures = of["failures"].get_uint64();
  counts.near_duplicates = NumberMember(of, "near_duplicates");
  counts.joined = NumberMember(of, "joined");
  counts.joined_pages = NumberMember(of, "joined_pages");
  for (const auto [reason, count] : of["skipped"].get_object()) {
    if (reason == "same-content") {
      counts.same_content = count.get_uint64();
    } else {
      manifest.skipped[std::string(reason)] = count.get_uint64();
    }
  }
  for (const auto file : object["files"].get_array()) {
    JournalFile& read = manifest.files.emplace_back();
    read.name = file["name"].get_string().value();
    read.bytes = file["bytes"].get_uint64();
    read.lines = file["lines"].get_uint64();
    read.sha256 = file["sha256"].get_string().value();
  }
  return manifest;
}

}  // namespace

Result<Manifest> ReadManifest(const std::string& folder) {
  const std::string path = folder + "/" + std::string(kManifest);
  try {
    simdjson::dom::parser parser;
    return ReadObject(parser.load(path).get_object());
  } catch (const simdjson::simdjson_error& error) {
    const bool missing = error.error() == simdjson::IO_ERROR;
    return Error{Code::kUnreadable, 0,
                 path + (missing ? ": it is not there: the batch is not finished"
                                 : std::string(": ") + error.what())};
  }
}

}  // namespace warraq

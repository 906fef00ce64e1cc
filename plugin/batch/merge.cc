// All lines are sorted by the content that they are about, on disk where they are many; then each
// content is written once, under the smallest of its names. What the batches found by looking at
// several records (those that repeat others, pages of one article) is found anew in all of them.

#include "plugin/batch/merge.h"

#include <simdjson.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <map>
#include <optional>
#include <set>

#include "plugin/batch/line_file.h"
#include "plugin/batch/line_sorter.h"
#include "plugin/batch/manifest.h"
#include "plugin/batch/output_file.h"
#include "plugin/batch/record_shards.h"
#include "plugin/batch/string_member.h"
#include "plugin/text/big_endian.h"
#include "plugin/write/json.h"

namespace warraq {
namespace {

// The source of a line of any kind, without its bytes. A batch has each name once.
struct LineSource {
  Source source;
  std::uint64_t bytes = 0;
  bool IsSame(const LineSource& other) const { return source.name == other.source.name; }
};

LineSource SourceOf(simdjson::dom::element line) {
  LineSource read;
  simdjson::dom::element of;
  if (line["source"].get(of) != simdjson::SUCCESS) return read;
  read.source.name = StringMember(of, "name");
  read.source.sha256 = StringMember(of, "sha256");
  read.source.uri = StringMember(of, "uri");
  read.source.retrieved = StringMember(of, "retrieved");
  read.source.field = StringMember(of, "field");
  read.bytes = NumberMember(of, "bytes");
  return read;
}

// A line whose source stands for another of the same content. Where that was found is told of
// records; a failure names its source only. What else the line says of the source stays.
std::string Renamed(std::string_view line, simdjson::dom::element parsed, const Source& source,
                    bool is_record) {
  simdjson::dom::object of;
  if (parsed["source"].get(of) != simdjson::SUCCESS) return std::string(line);
  constexpr std::array<std::string_view, 4> kLast = {"uri", "retrieved", "part", "field"};
  std::string changed;
  Json json(changed);
  json.Object().Key("name").String(source.name);
  for (const auto [key, value] : of) {
    if (key == "name" || std::ranges::find(kLast, key) != kLast.end()) continue;
    json.Key(key).Ready(simdjson::minify(value));
  }
  if (is_record) {
    json.Member("uri", source.uri).Member("retrieved", source.retrieved);
    simdjson::dom::element part;
    if (of["part"].get(part) == simdjson::SUCCESS) json.Key("part").Ready(simdjson::minify(part));
    json.Member("field", source.field);
  }
  json.EndObject();
  // The old object is written as we write objects: without white space.
  const std::string before = simdjson::minify(of);
  const std::size_t at = line.find(before);
  if (at == std::string_view::npos) return std::string(line);
  return std::string(line.substr(0, at)) + changed + std::string(line.substr(at + before.size()));
}

// Lines sorted by content and then by source: the first line of a content names the smallest of its
// sources, and the first that is no skipped one begins what is kept.
std::string KeyOf(const Source& source, char kind, std::uint64_t number) {
  std::string key = source.sha256.empty() ? "-" + source.name : source.sha256;
  key.push_back('\0');
  key += source.name;
  key.push_back('\0');
  key.push_back(kind);
  AppendBigEndian(number, key);
  return key;
}

constexpr char kRecord = 'a', kFailure = 'b', kSkip = 'c';

class Merger {
 public:
  explicit Merger(const MergeOptions& options)
      : options_(options),
        lines_(options.output, options.memory / 4 * 3),
        removed_lines_(options.output, options.memory / 4),
        parts_(shard_options_, "parts"),
        removed_(shard_options_, "removed"),
        near_(near_database_),
        joiner_(options.output) {}

  Result<FolderCounts> Merge() {
    for (const std::string& folder : options_.folders) WARRAQ_CHECK(ReadFolder(folder));
    WARRAQ_CHECK(ChooseModes());
    shard_options_ = {.folder = options_.output,
                      .shard_bytes = options_.shard_bytes,
                      .near_duplicates = near_mode_};
    records_.emplace(shard_options_, "", near_);
    WARRAQ_CHECK(lines_.ForEach([&](std::string_view key, std::string_view line) {
      return TakeSorted(key[key.size() - 9], line);
    }));
    std::string last;
    WARRAQ_CHECK(removed_lines_.ForEach([&](std::string_view id, std::string_view line) {
      if (id == last) return Result<bool>(true);
      last = id;
      return removed_.Append(line);
    }));
    WARRAQ_CHECK(WriteContinued());
    for (Shards* const shards : {&parts_, &removed_}) {
      WARRAQ_CHECK(shards->Close());
      manifest_.files.insert(manifest_.files.end(), shards->files().begin(), shards->files().end());
    }
    for (OutputFile* const file : {&failures_, &skipped_}) WARRAQ_CHECK(Close(*file));
    for (const auto& [inputs, skipped] : of_containers_) {
      for (const auto& [reason, count] : skipped) manifest_.skipped[reason] += count;
    }
    std::ranges::sort(manifest_.inputs);
    std::ranges::sort(manifest_.files, {}, &JournalFile::name);
    manifest_.counts = counts_;
    WARRAQ_CHECK(WriteManifest(options_.output, manifest_));
    return counts_;
  }

 private:
  Result<bool> ReadFolder(const std::string& folder) {
    WARRAQ_TRY(const Manifest manifest, ReadManifest(folder));
    if (manifest_.inputs.empty()) manifest_.settings = manifest.settings;
    if (manifest_.settings != manifest.settings) {
      return Error{Code::kUnwritable, 0,
                   folder + ": its batch was made with other settings than those before it: " +
                       manifest.settings + ", and not " + manifest_.settings};
    }
    // Shares of one batch have all gone through the same containers.
    SkippedCounts& of_inputs = of_containers_[manifest.inputs];
    for (const auto& [reason, count] : manifest.skipped) of_inputs[reason] = count;
    for (const std::string& input : manifest.inputs) {
      if (std::ranges::find(manifest_.inputs, input) == manifest_.inputs.end()) {
        manifest_.inputs.push_back(input);
      }
    }
    for (const JournalFile& file : manifest.files) {
      const std::string path = folder + "/" + file.name;
      WARRAQ_TRY(const FileDigest digest, DigestFile(path));
      if (digest.sha256 != file.sha256) {
        return Error{Code::kLie, 0, path + ": it is not what the manifest says"};
      }
      if (IsContinued(file.name)) continue;
      if (file.name == kSites) {
        WARRAQ_CHECK(TakeSites(folder, file));
        continue;
      }
      WARRAQ_CHECK(
          ForEachLine(path, [&](std::string_view line) { return TakeLine(file.name, line); }));
    }
    return true;
  }

  // One for all: the batches' settings, which are the same, name its hash.
  Result<bool> TakeSites(const std::string& folder, const JournalFile& file) {
    for (const JournalFile& taken : manifest_.files) {
      if (taken.name == kSites) return true;
    }
    manifest_.files.push_back(file);
    return CopyFileWhole(folder + "/" + file.name, options_.output, file.name);
  }

  Result<bool> TakeLine(const std::string& file, std::string_view line) {
    simdjson::dom::element parsed;
    if (parser_.parse(line).get(parsed) != simdjson::SUCCESS) {
      return Error{Code::kLie, 0, file + ": a line is no JSON"};
    }
    if (file.starts_with("removed-")) return removed_lines_.Add(StringMember(parsed, "id"), line);
    const bool is_record = file.starts_with("records-") || file.starts_with("duplicates-") ||
                           file.starts_with("parts-");
    const char kind = is_record ? kRecord : file == kFailures ? kFailure : kSkip;
    // What repeats what is found anew: the order of the records is another one.
    const std::string unmarked = is_record ? WithoutDuplicateOf(line) : std::string(line);
    return lines_.Add(KeyOf(SourceOf(parsed).source, kind, number_++), unmarked);
  }

  Result<bool> TakeSorted(char kind, std::string_view line) {
    simdjson::dom::element parsed;
    if (parser_.parse(line).get(parsed) != simdjson::SUCCESS) {
      return Error{Code::kLie, 0, "a sorted line is no JSON"};
    }
    const LineSource source = SourceOf(parsed);
    const bool new_content = !any_ || source.source.sha256 != first_.source.sha256 ||
                             (source.source.sha256.empty() && !source.IsSame(first_));
    if (new_content) {
      first_ = source;
      kept_.clear();
      told_ = source;
      is_kept_ = false;
    }
    any_ = true;
    const bool keeps = kind != kSkip && (!is_kept_ || source.IsSame(kept_from_));
    if (!source.IsSame(told_)) {
      told_ = source;
      WARRAQ_CHECK(AppendSkipped(source));
    }
    if (!keeps) return true;
    if (!is_kept_) ++counts_.sources;
    is_kept_ = true;
    kept_from_ = source;
    const std::string_view what = kind == kRecord ? StringMember(parsed, "id") : line;
    if (!kept_.emplace(what).second) return true;  // two batches had the same source
    const std::string named = first_.IsSame(source)
                                  ? std::string(line)
                                  : Renamed(line, parsed, first_.source, kind == kRecord);
    if (kind == kRecord) return AppendRecord(named, parsed);
    ++counts_.failures;
    return Append(failures_, kFailures, named);
  }

  // As the caller says, else as the batches' settings do; the settings of the output say it, too.
  Result<bool> ChooseModes() {
    simdjson::dom::object settings;
    if (parser_.parse(manifest_.settings).get(settings) != simdjson::SUCCESS) {
      return Error{Code::kLie, 0, "the batch's settings are no JSON"};
    }
    std::string changed;
    Json json(changed);
    json.Object();
    for (const auto [key, value] : settings) {
      if (key == kNearSetting || key == kContinuationSetting) continue;
      json.Key(key).Ready(simdjson::minify(value));
    }
    near_mode_ = ChooseMode(kNearDuplicateNames, options_.near_duplicates,
                            StringMember(settings, kNearSetting));
    continuations_ = ChooseMode(kContinuationNames, options_.continuations,
                                StringMember(settings, kContinuationSetting));
    WriteMode(kNearDuplicateNames, near_mode_, kNearSetting, json);
    WriteMode(kContinuationNames, continuations_, kContinuationSetting, json);
    json.EndObject();
    manifest_.settings = changed;
    return near_mode_ == NearDuplicateMode::kKeep ? true : near_database_.Open("", "");
  }

  template <typename Names, typename Mode>
  static Mode ChooseMode(const Names& names, Mode wanted, std::string_view in_batches) {
    if (wanted != Mode{}) return wanted;
    for (const auto& [name, mode] : names) {
      if (in_batches == name) return mode;
    }
    return wanted;
  }

  template <typename Names, typename Mode>
  static void WriteMode(const Names& names, Mode mode, std::string_view setting, Json& json) {
    for (const auto& [name, named] : names) {
      if (named == mode) json.Key(setting).String(name);
    }
  }

  Result<bool> AppendRecord(const std::string& line, simdjson::dom::element parsed) {
    const bool waits = continuations_ == ContinuationMode::kJoin &&
                       parsed["continuation"].error() == simdjson::SUCCESS;
    if (!waits) return records_->Append(line);
    WARRAQ_CHECK(joiner_.Add(line));
    return parts_.Append(line);
  }

  Result<bool> WriteContinued() {
    RecordShards continued(shard_options_, kContinued, near_);
    WARRAQ_CHECK(joiner_.ForEach(
        [&](std::string_view line, std::size_t pages) { return continued.Append(line, pages); }));
    WARRAQ_CHECK(near_.Check());
    WARRAQ_CHECK(records_->Close(counts_, manifest_.files));
    return continued.Close(counts_, manifest_.files);
  }

  Result<bool> AppendSkipped(const LineSource& source) {
    ++counts_.same_content;
    std::string line = WriteSkipped(source.source, source.bytes);
    line.pop_back();
    return Append(skipped_, kSkipped, line);
  }

  Result<bool> Append(OutputFile& file, std::string_view name, std::string_view line) {
    if (!file.open()) {
      WARRAQ_CHECK(file.Open(options_.output, {.name = std::string(name)}, ""));
    }
    std::string whole(line);
    whole.push_back('\n');
    return file.Append(whole, 1);
  }

  Result<bool> Close(OutputFile& file) {
    if (!file.open()) return true;
    WARRAQ_CHECK(file.Finish());
    manifest_.files.push_back(file.state());
    return true;
  }

  const MergeOptions& options_;
  simdjson::dom::parser parser_;
  LineSorter lines_, removed_lines_;
  std::uint64_t number_ = 0;  // of the next line
  ShardOptions shard_options_;
  std::optional<RecordShards> records_;  // once it is known what to do with them
  Shards parts_, removed_;
  OutputFile failures_, skipped_;
  NearDuplicateMode near_mode_ = NearDuplicateMode::kKeep;
  ContinuationMode continuations_ = ContinuationMode::kUnsaid;
  Database near_database_;
  NearIndex near_;
  ContinuationJoiner joiner_;
  Manifest manifest_;
  FolderCounts counts_;
  std::map<std::vector<std::string>, SkippedCounts> of_containers_;  // by the inputs
  // The content that is being written: its smallest source, the source whose lines are kept, what
  // of them was written, and the last source that has been accounted for.
  bool any_ = false, is_kept_ = false;
  LineSource first_, kept_from_, told_;
  std::set<std::string, std::less<>> kept_;
};

}  // namespace

Result<FolderCounts> MergeFolders(const MergeOptions& options) {
  std::error_code ignored;
  if (mkdir(options.output.c_str(), 0777) != 0 &&
      (errno != EEXIST || !std::filesystem::is_empty(options.output, ignored))) {
    return Error{Code::kUnwritable, 0,
                 options.output + ": " +
                     (errno == EEXIST ? "the folder is not empty" : std::strerror(errno))};
  }
  return Merger(options).Merge();
}

}  // namespace warraq

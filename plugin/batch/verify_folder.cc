#include "plugin/batch/verify_folder.h"

#include <simdjson.h>

#include <algorithm>
#include <filesystem>
#include <set>

#include "plugin/batch/continuations.h"
#include "plugin/batch/folder.h"
#include "plugin/batch/inputs.h"
#include "plugin/batch/journal.h"
#include "plugin/batch/line_file.h"
#include "plugin/batch/manifest.h"
#include "plugin/batch/near_duplicates.h"
#include "plugin/batch/output_file.h"
#include "plugin/batch/record_shards.h"
#include "plugin/batch/string_member.h"
#include "plugin/text/hash.h"

namespace warraq {
namespace {

using simdjson::dom::element;

class FolderVerifier {
 public:
  FolderVerifier(std::string folder, const VerifyOptions& options,
                 const std::function<void(const std::string&)>& tell)
      : folder_(std::move(folder)), options_(options), findings_(tell) {}

  VerifyCounts Verify() {
    Result<Manifest> manifest = ReadManifest(folder_);
    if (!manifest.ok()) return Lie(manifest.error().what), findings_.counts;
    manifest_ = std::move(manifest).value();
    options_.options = InputOptions();
    // Nameless databases: on disk where they are large, gone at the end.
    if (!ids_.Open("").ok() || !sources_.Open("").ok() || !continued_.Open("").ok()) {
      return Lie(folder_ + ": there is no room for the work files"), findings_.counts;
    }
    verifier_.Open();
    VerifyNames();
    for (const JournalFile& file : manifest_.files) VerifyFile(file);
    if (!has_sites_ && !SitesSetting().empty()) {
      Lie(folder_ + ": " + std::string(kSites) + " is not what the records were made with");
    }
    Compare("records", records_, manifest_.counts.records);
    Compare("failures", failures_, manifest_.counts.failures);
    Compare("skipped sources", skipped_, manifest_.counts.same_content);
    VerifyContinued();
    Compare("records of several pages", joined_, manifest_.counts.joined);
    Compare("pages of those", joined_pages_, manifest_.counts.joined_pages);
    VerifyInputs();
    // Records of other sources, such as those of inputs that an earlier run was given.
    verifier_.ProveRest();
    return findings_.counts;
  }

 private:
  void Lie(const std::string& sentence) { findings_.Lie(sentence); }

  void Compare(const std::string& what, std::uint64_t counted, std::uint64_t said) {
    if (counted == said) return;
    Lie(folder_ + ": there are " + std::to_string(counted) + " " + what +
        ", and the manifest says " + std::to_string(said));
  }

  // Nothing stands there that the manifest does not name.
  void VerifyNames() {
    std::set<std::string> named = {std::string(kManifest), std::string(kJournal),
                                   std::string(kJournal) + "-wal"};
    for (const JournalFile& file : manifest_.files) named.insert(file.name);
    std::error_code error;
    for (const auto& entry : std::filesystem::directory_iterator(folder_, error)) {
      const std::string name = entry.path().filename().string();
      if (!named.contains(name)) Lie(folder_ + "/" + name + ": the manifest does not name it");
    }
  }

  void VerifyFile(const JournalFile& file) {
    const std::string path = folder_ + "/" + file.name;
    const Result<FileDigest> digest = DigestFile(path);
    if (!digest.ok()) return Lie(digest.error().what);
    if (digest.value().sha256 != file.sha256 || digest.value().bytes != file.bytes) {
      return Lie(path + ": it is not what the manifest says");
    }
    const bool records = file.name.starts_with("records-");
    const bool sites = file.name == kSites;
    if (sites) has_sites_ = SitesSetting() == file.sha256;
    std::uint64_t lines = 0;
    const Result<bool> read = ForEachLine(path, [&](std::string_view line) {
      ++lines;
      if (file.name.starts_with("removed-") || sites) return true;
      TakeLine(path, lines, line, records);
      if (records) verifier_.Take(path, lines, line);
      if (file.name.starts_with("parts-") && !joiner_.Add(line).ok()) {
        Lie(path + ": its records cannot be joined");
      }
      if (IsContinued(file.name)) {
        continued_.Add(Sha256Hex(WithoutDuplicateOf(line)), "");
        ++continued_lines_;
      }
      return true;
    });
    if (!read.ok()) Lie(read.error().what);
    if (lines != file.lines) Lie(path + ": it has not the lines that the manifest says");
    records_ += records ? lines : 0;
    failures_ += file.name == kFailures ? lines : 0;
    skipped_ += file.name == kSkipped ? lines : 0;
  }

  void TakeLine(const std::string& path, std::uint64_t number, std::string_view line,
                bool is_record) {
    element parsed;
    element source;
    if (parser_.parse(line).get(parsed) != simdjson::SUCCESS ||
        parsed["source"].get(source) != simdjson::SUCCESS) {
      return Lie(path + ", line " + std::to_string(number) + ": no JSON of a source");
    }
    sources_.Add(StringMember(source, "sha256"), StringMember(source, "name"));
    if (!is_record) return;
    const std::string id = Sha256Hex(StringMember(parsed, "id"));
    if (ids_.Find(id, "") != Journal::Known::kNew) {
      Lie(path + ", line " + std::to_string(number) + ": this id was there before");
    }
    ids_.Add(id, "");
  }

  // What was to be joined is, and nothing else.
  void VerifyContinued() {
    const Result<bool> joined = joiner_.ForEach([&](std::string_view line, std::size_t pages) {
      joined_ += pages > 1 ? 1 : 0;
      joined_pages_ += pages > 1 ? pages : 0;
      const bool known = continued_.Find(Sha256Hex(line), "") == Journal::Known::kSame;
      if (!known)
        Lie(folder_ + ": of the pages that it holds, it has not the record that they are");
      --continued_lines_;
      return Result<bool>(true);
    });
    if (!joined.ok()) Lie(joined.error().what);
    if (continued_lines_ != 0) {
      Lie(folder_ + ": its continued records are not those of the pages that it holds");
    }
  }

  // Every source of the inputs is accounted for, and what its records say is true.
  void VerifyInputs() {
    std::vector<std::string> inputs = manifest_.inputs;
    if (!options_.root.empty()) {
      for (std::string& input : inputs) input.insert(0, options_.root + "/");
    }
    SkippedCounts skipped;
    InputTaker taker;
    taker.skip = [&](const Skipped& what) { ++skipped[std::string(what.reason)]; };
    taker.take = [&](Source source, const Error* error) {
      if (!options_.root.empty()) source.name.erase(0, options_.root.size() + 1);
      const std::string hash = error == nullptr ? Sha256Hex(source.bytes) : "";
      source.sha256 = hash;
      if (!IsInShare(manifest_.share, source)) return true;
      if (sources_.Find(hash, source.name) != Journal::Known::kSame) {
        Lie(source.name + ": neither a record, nor a failure, nor skipped");
      }
      if (error == nullptr) verifier_.Prove(source, source.field);
      return true;
    };
    OpenInputs(inputs, options_.options, taker);
    if (skipped != manifest_.skipped && !manifest_.skipped.empty()) {
      Lie(folder_ +
          ": the containers hold other things that are no sources than the manifest says");
    }
  }

  // The hash of what was known of the sites; empty where nothing was.
  std::string SitesSetting() {
    element settings;
    if (parser_.parse(manifest_.settings).get(settings) != simdjson::SUCCESS) return {};
    return std::string(StringMember(settings, kSitesSetting));
  }

  // How the batch was told to open its inputs.
  Options InputOptions() {
    Options options = options_.options;
    element settings;
    if (parser_.parse(manifest_.settings).get(settings) != simdjson::SUCCESS) return options;
    const std::string_view from = StringMember(settings, "from");
    if (from == "jsonl") options.from = Format::kJsonLines;
    if (from == "csv") options.from = Format::kCsv;
    options.field = StringMember(settings, "field");
    return options;
  }

  std::string folder_;
  VerifyOptions options_;
  Findings findings_;
  RecordVerifier verifier_{options_, findings_};
  Manifest manifest_;
  simdjson::dom::parser parser_;
  Journal ids_, sources_;
  Journal continued_;  // hashes of records that follow from parts
  ContinuationJoiner joiner_{TemporaryFolder()};
  std::int64_t continued_lines_ = 0;
  std::uint64_t joined_ = 0, joined_pages_ = 0;
  std::uint64_t records_ = 0, failures_ = 0, skipped_ = 0;
  bool has_sites_ = false;
};

}  // namespace

VerifyCounts VerifyFolder(const std::string& folder, const VerifyOptions& options,
                          const std::function<void(const std::string&)>& tell) {
  return FolderVerifier(folder, options, tell).Verify();
}

}  // namespace warraq

#include "plugin/batch/folder.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <filesystem>

#include "plugin/batch/line_file.h"
#include "plugin/batch/manifest.h"
#include "plugin/batch/record_shards.h"
#include "plugin/text/hash.h"
#include "warraq/pipeline.h"

namespace warraq {
namespace {

constexpr std::uint64_t kSaveBytes = std::uint64_t{64} << 20;  // of output, before it is saved

std::uint64_t NumberOf(std::string_view digits) {
  std::uint64_t number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

// The counts by the names under which the journal has them.
constexpr std::array<std::pair<std::string_view, std::uint64_t FolderCounts::*>, 5> kCounts = {{
    {"sources", &FolderCounts::sources},
    {"records", &FolderCounts::records},
    {"failures", &FolderCounts::failures},
    {"same-content", &FolderCounts::same_content},
    {"near-duplicates", &FolderCounts::near_duplicates},
}};

// What was counted of the sites may stand there before the batch begins; nothing else may.
bool IsFree(const std::string& folder, bool sites) {
  std::error_code ignored;
  const std::filesystem::directory_iterator entries(folder, ignored);
  return std::ranges::all_of(entries, [&](const auto& entry) {
    return sites && entry.path().filename().string().starts_with(kSites);
  });
}

}  // namespace

Result<bool> OutputFolder::Open() {
  const std::string& path = options_.path;
  if (mkdir(path.c_str(), 0777) != 0 && errno != EEXIST) {
    return Error{Code::kUnwritable, 0,
                 path + ": the folder cannot be made: " + std::strerror(errno)};
  }
  const std::string journal = path + "/" + std::string(kJournal);
  if (access(journal.c_str(), F_OK) != 0 && !IsFree(path, !options_.sites.empty())) {
    return Error{Code::kUnwritable, 0,
                 path + ": the folder is not empty, and no batch of ours stands in it"};
  }
  WARRAQ_CHECK(journal_.Open(journal));
  // The share is no setting of the records, but one folder has one.
  const std::string share =
      std::to_string(options_.share.number) + "/" + std::to_string(options_.share.of);
  const std::string old_share = journal_.Value("share");
  if (!old_share.empty() && old_share != share) {
    return Error{Code::kUnwritable, 0,
                 path + ": the batch in it is the share " + old_share + ", and not " + share};
  }
  journal_.SetValue("share", share);
  const std::string settings = journal_.Value("settings");
  if (!settings.empty() && settings != options_.settings) {
    return Error{Code::kUnwritable, 0,
                 path + ": the batch in it was begun with other settings: " + settings +
                     ", and not " + options_.settings};
  }
  journal_.SetValue("settings", options_.settings);
  for (const auto& [name, count] : kCounts) counts_.*count = NumberOf(journal_.Value(name));
  before_ = counts_;
  saved_at_ = std::chrono::steady_clock::now();
  WARRAQ_CHECK(CopySites());
  WARRAQ_CHECK(OpenFiles());
  return journal_.Commit();
}

// A copy, so that the folder alone says what its records depend on.
Result<bool> OutputFolder::CopySites() {
  if (options_.sites.empty()) return true;
  const std::string path = options_.path + "/" + std::string(kSites);
  for (const JournalFile& file : journal_.Files()) {
    if (file.name == kSites && access(path.c_str(), F_OK) == 0) return true;
  }
  WARRAQ_CHECK(CopyFileWhole(options_.sites, options_.path, std::string(kSites)));
  WARRAQ_TRY(const FileDigest digest, DigestFile(path));
  JournalFile state{.name = std::string(kSites), .bytes = digest.bytes, .sha256 = digest.sha256};
  WARRAQ_CHECK(ForEachLine(path, [&](std::string_view) {
    ++state.lines;
    return true;
  }));
  journal_.SetFile(state);
  return true;
}

// Files that grow are gone on with. One that is whole is left alone, but where a run was broken off
// as it had just begun to make it longer.
Result<bool> OutputFolder::OpenFiles() {
  for (const JournalFile& file : journal_.Files()) {
    if (file.name == kSites) continue;
    const bool records = file.name.starts_with("records-");
    const std::string whole = options_.path + "/" + file.name;
    if (!file.sha256.empty() && access(whole.c_str(), F_OK) == 0) {
      if (records) ++shard_;
      continue;
    }
    OutputFile& to = records                                ? records_
                     : file.name.starts_with("removed-")    ? removed_
                     : file.name.starts_with("duplicates-") ? duplicates_
                     : file.name.starts_with("parts-")      ? parts_
                     : file.name == kFailures               ? failures_
                                                            : skipped_;
    WARRAQ_CHECK(to.Open(options_.path, file, journal_.Tail(file.name)));
  }
  return true;
}

bool OutputFolder::Wants(const Source& source) {
  if (!IsInShare(options_.share, source)) return false;
  const std::lock_guard lock(mutex_);
  return journal_.Find(source.sha256, source.name) == Journal::Known::kNew;
}

Result<bool> OutputFolder::Take(const Outcome& outcome) {
  const Source& source = outcome.source;
  if (!IsInShare(options_.share, source)) return true;
  Journal::Known known = Journal::Known::kNew;
  {
    const std::lock_guard lock(mutex_);
    known = journal_.Find(source.sha256, source.name);
    if (known != Journal::Known::kSame) journal_.Add(source.sha256, source.name);
  }
  if (known == Journal::Known::kSame) return true;
  if (!begun_) {
    WARRAQ_CHECK(Begin());
  }
  if (known == Journal::Known::kOtherName) {
    WARRAQ_CHECK(TakeSame(source));
  } else {
    WARRAQ_CHECK(TakeNew(outcome));
  }
  return SaveIfDue();
}

// What the manifest says is about to be no longer true.
Result<bool> OutputFolder::Begin() {
  begun_ = true;
  const std::string manifest = options_.path + "/" + std::string(kManifest);
  if (unlink(manifest.c_str()) != 0 && errno != ENOENT) {
    return Error{Code::kUnwritable, 0,
                 manifest + ": cannot be taken away: " + std::strerror(errno)};
  }
  return RemoveContinued({});
}

Result<bool> OutputFolder::TakeNew(const Outcome& outcome) {
  ++counts_.sources;
  counts_.failures += outcome.failures.size();
  for (const Error& error : outcome.failures) {
    WARRAQ_CHECK(AppendLine(failures_, kFailures, WriteFailure(outcome.source, error)));
  }
  if (outcome.records.empty() && outcome.parts.empty()) return true;
  if (!records_.open()) {
    WARRAQ_CHECK(OpenShard());
  }
  unsaved_bytes_ += outcome.records.size() + outcome.parts.size();
  WARRAQ_CHECK(TakeRecords(outcome));
  WARRAQ_CHECK(TakeParts(outcome));
  if (removed_.open() && !outcome.removed.empty()) {
    const auto lines = static_cast<std::uint64_t>(std::ranges::count(outcome.removed, '\n'));
    WARRAQ_CHECK(removed_.Append(outcome.removed, lines));
  }
  const std::uint64_t waiting = parts_.open() ? parts_.state().raw_bytes : 0;
  if (records_.state().raw_bytes + waiting < options_.shard_bytes) return true;
  WARRAQ_CHECK(CloseShard());
  return Save();
}

Result<bool> OutputFolder::TakeRecords(const Outcome& outcome) {
  if (outcome.records.empty()) return true;
  PartedRecords parted;
  {
    const std::lock_guard lock(mutex_);
    parted = PartRecords(outcome.records, outcome.sketches, options_.near_duplicates, near_);
  }
  const std::uint64_t kept = outcome.record_count - parted.repeated_count;
  counts_.records += kept;
  counts_.near_duplicates += parted.found;
  if (parted.repeated_count > 0) {
    if (!duplicates_.open()) {
      WARRAQ_CHECK(
          duplicates_.Open(options_.path, {.name = ShardName("duplicates", "jsonl", shard_)}, ""));
    }
    WARRAQ_CHECK(duplicates_.Append(parted.repeated, parted.repeated_count));
  }
  return kept == 0 ? true : records_.Append(parted.kept, kept);
}

Result<bool> OutputFolder::TakeParts(const Outcome& outcome) {
  if (outcome.parts.empty()) return true;
  if (!parts_.open()) {
    WARRAQ_CHECK(parts_.Open(options_.path, {.name = ShardName("parts", "jsonl", shard_)}, ""));
  }
  return parts_.Append(outcome.parts, outcome.part_count);
}

Result<bool> OutputFolder::TakeSame(const Source& source) {
  ++counts_.same_content;
  return AppendLine(skipped_, kSkipped, WriteSkipped(source, source.bytes.size()));
}

Result<bool> OutputFolder::AppendLine(OutputFile& file, std::string_view name,
                                      const std::string& line) {
  if (!file.open()) {
    JournalFile state{.name = std::string(name)};
    const std::lock_guard lock(mutex_);
    for (const JournalFile& known : journal_.Files()) {
      if (known.name == name) state = known;
    }
    WARRAQ_CHECK(file.Open(options_.path, state, ""));
  }
  unsaved_bytes_ += line.size();
  return file.Append(line, 1);
}

Result<bool> OutputFolder::OpenShard() {
  WARRAQ_CHECK(
      records_.Open(options_.path, {.name = ShardName("records", options_.shape, shard_)}, ""));
  return removed_.Open(options_.path, {.name = ShardName("removed", "jsonl", shard_)}, "");
}

Result<bool> OutputFolder::CloseShard() {
  const std::lock_guard lock(mutex_);
  for (OutputFile* const file : {&records_, &removed_, &duplicates_, &parts_}) {
    if (!file->open()) continue;
    WARRAQ_CHECK(file->Finish());
    file->Note(journal_);
  }
  ++shard_;
  return true;
}

Result<bool> OutputFolder::SaveIfDue() {
  const bool due = unsaved_bytes_ >= kSaveBytes ||
                   std::chrono::steady_clock::now() - saved_at_ >= options_.save_every;
  return due ? Save() : true;
}

Result<bool> OutputFolder::Save() {
  const std::lock_guard lock(mutex_);
  for (OutputFile* const file :
       {&records_, &removed_, &duplicates_, &parts_, &failures_, &skipped_}) {
    if (!file->open()) continue;
    WARRAQ_CHECK(file->Save(journal_));
  }
  for (const auto& [name, count] : kCounts) {
    journal_.SetValue(name, std::to_string(counts_.*count));
  }
  unsaved_bytes_ = 0;
  WARRAQ_CHECK(journal_.Commit());
  saved_at_ = std::chrono::steady_clock::now();
  return true;
}

Result<bool> OutputFolder::Finish(const SkippedCounts& skipped) {
  if (records_.open()) {
    WARRAQ_CHECK(CloseShard());
  }
  for (OutputFile* const file : {&failures_, &skipped_}) {
    if (!file->open()) continue;
    WARRAQ_CHECK(file->Finish());
    file->Note(journal_);
  }
  WARRAQ_CHECK(Save());
  std::vector<JournalFile> files = journal_.Files();
  WARRAQ_CHECK(WriteContinued(files));
  std::ranges::sort(files, {}, &JournalFile::name);
  Manifest manifest{.settings = options_.settings,
                    .inputs = options_.inputs,
                    .share = options_.share,
                    .counts = counts_,
                    .skipped = skipped,
                    .files = std::move(files)};
  return WriteManifest(options_.path, manifest);
}

Result<bool> OutputFolder::WriteContinued(std::vector<JournalFile>& files) {
  if (options_.continuations != ContinuationMode::kJoin) return true;
  if (!begun_) {
    // Where nothing was new and all was done, it still is.
    const Result<Manifest> before = ReadManifest(options_.path);
    if (before.ok()) {
      counts_ = before.value().counts;
      std::ranges::copy_if(before.value().files, std::back_inserter(files),
                           [](const JournalFile& file) { return IsContinued(file.name); });
      return true;
    }
  }
  ContinuationJoiner joiner(options_.path);
  WARRAQ_CHECK(ReadParts(joiner, files));
  // What is found here is found anew by the next run, which may know of more pages.
  Database database;
  NearIndex near(database, &near_);
  if (options_.near_duplicates != NearDuplicateMode::kKeep) {
    WARRAQ_CHECK(database.Open("", ""));
  }
  RecordShards shards({.folder = options_.path,
                       .shard_bytes = options_.shard_bytes,
                       .near_duplicates = options_.near_duplicates},
                      kContinued, near);
  WARRAQ_CHECK(joiner.ForEach(
      [&](std::string_view line, std::size_t pages) { return shards.Append(line, pages); }));
  WARRAQ_CHECK(near.Check());
  WARRAQ_CHECK(shards.Close(counts_, files));
  return RemoveContinued(files);
}

Result<bool> OutputFolder::ReadParts(ContinuationJoiner& joiner,
                                     const std::vector<JournalFile>& files) {
  for (const JournalFile& file : files) {
    if (!file.name.starts_with("parts-")) continue;
    WARRAQ_CHECK(ForEachLine(options_.path + "/" + file.name,
                             [&](std::string_view line) { return joiner.Add(line); }));
  }
  return true;
}

Result<bool> OutputFolder::RemoveContinued(const std::vector<JournalFile>& but) {
  std::error_code error;
  for (const auto& entry : std::filesystem::directory_iterator(options_.path, error)) {
    const std::string name = entry.path().filename().string();
    if (!IsContinued(name) || std::ranges::find(but, name, &JournalFile::name) != but.end()) {
      continue;
    }
    if (unlink(entry.path().c_str()) != 0) {
      return Error{Code::kUnwritable, 0,
                   entry.path().string() + ": cannot be taken away: " + std::strerror(errno)};
    }
  }
  return true;
}

}  // namespace warraq

// The output folder of a batch: shards of records, what was removed from them, failures, sources
// that were skipped, a manifest; and the journal that lets a broken run go on.
//
//   records-00000.jsonl.zst   the records, in the order of the input
//   removed-00000.jsonl.zst   what was left out of each, with its words
//   duplicates-00000.jsonl.zst  records that repeat others, where those are dropped
//   parts-00000.jsonl.zst     records of pages of articles that go on, where those are joined
//   records-continued-00000.jsonl.zst  what came of the parts, joined or not; made anew at the end
//   sites.jsonl.zst           what was known of the sites, where anything was
//   failures.jsonl            a line for each source (or page) that gave no record
//   skipped.jsonl             a line for each source whose content was there before
//   manifest.json             counts, and the hash of each file; only once all is done
//   journal.sqlite            what is done; the same command again begins with it
//
// The records are those of all files whose names begin with "records-".
// The files are the same bytes however often the run was broken off, killed or out of disk.

#ifndef WARRAQ_PLUGIN_BATCH_FOLDER_H_
#define WARRAQ_PLUGIN_BATCH_FOLDER_H_

#include <chrono>
#include <cstdint>
#include <mutex>
#include <string>
#include <vector>

#include "plugin/batch/journal.h"
#include "plugin/batch/manifest.h"
#include "plugin/batch/output_file.h"
#include "plugin/batch/run.h"
#include "warraq/result.h"

namespace warraq {

struct FolderOptions {
  std::string path;
  std::vector<std::string> inputs;
  // What the records depend on, as JSON; a folder is gone on with under the same settings alone.
  std::string settings;
  std::string shape = "jsonl";  // the records' writer
  std::string sites = {};       // a file that is copied into the folder; empty: none
  ShareOfWork share;
  NearDuplicateMode near_duplicates = NearDuplicateMode::kKeep;
  ContinuationMode continuations = ContinuationMode::kUnsaid;
  std::uint64_t shard_bytes = std::uint64_t{256} << 20;  // of records, before compression
  // A run that is killed loses no more work than this.
  std::chrono::duration<double> save_every{1};
};

class OutputFolder {
 public:
  explicit OutputFolder(FolderOptions options)
      : options_(std::move(options)), near_(journal_.database()) {}

  // Makes the folder or goes on with it.
  Result<bool> Open();

  // Whether the source is to be read: it is in the share, and nobody has had its content. Safe to
  // be called by many threads beside Take.
  bool Wants(const Source& source);
  // What came of a source, in the order of the input. After an error nothing more is to be taken.
  Result<bool> Take(const Outcome& outcome);
  // Saves what was done so far, so that the next run begins there.
  Result<bool> Save();
  // All inputs are done: the last shard is closed, the manifest written. What containers held that
  // was no source is counted anew by every run that goes through all of them.
  Result<bool> Finish(const SkippedCounts& skipped);

  const FolderCounts& counts() const { return counts_; }
  // Of `counts`, what stood here before this run.
  const FolderCounts& counts_before() const { return before_; }

 private:
  Result<bool> OpenFiles();
  Result<bool> CopySites();
  void LoadCounts();
  Result<bool> Begin();  // the first new work of this run
  Result<bool> TakeNew(const Outcome& outcome);
  Result<bool> TakeRecords(const Outcome& outcome);
  Result<bool> TakeParts(const Outcome& outcome);
  Result<bool> TakeSame(const Source& source);
  Result<bool> AppendLine(OutputFile& file, std::string_view name, const std::string& line);
  Result<bool> OpenShard();
  Result<bool> CloseShard();
  Result<bool> SaveIfDue();
  // Joins what waited in the parts; their files are added to `files`.
  Result<bool> WriteContinued(std::vector<JournalFile>& files);
  Result<bool> ReadParts(ContinuationJoiner& joiner, const std::vector<JournalFile>& files);
  // Files of such records that are not among these.
  Result<bool> RemoveContinued(const std::vector<JournalFile>& but);

  FolderOptions options_;
  Journal journal_;
  std::mutex mutex_;  // of the journal
  NearIndex near_;    // in it
  OutputFile records_, removed_, duplicates_, parts_, failures_, skipped_;
  std::uint32_t shard_ = 0;  // the number of the next, or of the one that is open
  FolderCounts counts_, before_;
  bool begun_ = false;
  std::uint64_t unsaved_bytes_ = 0;
  std::chrono::steady_clock::time_point saved_at_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_FOLDER_H_

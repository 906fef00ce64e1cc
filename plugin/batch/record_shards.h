// Shards of records that are written in one go, outside of a journal: by a merge, and at the end of
// a batch for the articles whose pages had to be waited for.
//
//   records-00000.jsonl.zst, records-continued-00000.jsonl.zst        and, where records that
//   duplicates-00000.jsonl.zst, duplicates-continued-00000.jsonl.zst  repeat others are dropped

#ifndef WARRAQ_PLUGIN_BATCH_RECORD_SHARDS_H_
#define WARRAQ_PLUGIN_BATCH_RECORD_SHARDS_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/batch/manifest.h"
#include "plugin/batch/near_duplicates.h"
#include "plugin/batch/output_file.h"
#include "warraq/result.h"

namespace warraq {

// Of the names of shards whose records had to be waited for; they follow from those in "parts-".
inline constexpr std::string_view kContinued = "-continued";
inline bool IsContinued(std::string_view name) {
  return name.starts_with("records-continued-") || name.starts_with("duplicates-continued-");
}

struct ShardOptions {
  std::string folder;
  std::uint64_t shard_bytes = 0;  // before compression
  NearDuplicateMode near_duplicates = NearDuplicateMode::kKeep;
};

// One file after the other, each whole when the next begins.
class Shards {
 public:
  Shards(const ShardOptions& options, std::string kind)
      : options_(options), kind_(std::move(kind)) {}

  Result<bool> Append(std::string_view line);  // without its line end
  Result<bool> Close();
  const std::vector<JournalFile>& files() const { return files_; }  // those that are whole

 private:
  const ShardOptions& options_;
  std::string kind_;
  OutputFile file_;
  std::uint32_t shard_ = 0;
  std::vector<JournalFile> files_;
};

// Records, and those that repeat others.
class RecordShards {
 public:
  // `ending` is "" or kContinued. `near` is asked where the options want it, and outlives this.
  RecordShards(ShardOptions options, std::string_view ending, NearIndex& near)
      : options_(std::move(options)),
        near_(near),
        records_(options_, "records" + std::string(ending)),
        duplicates_(options_, "duplicates" + std::string(ending)) {}

  // A record without its line end; `pages` of which it was joined, 1 where it was not.
  Result<bool> Append(std::string_view line, std::size_t pages = 1);
  // Ends the last shards and tells what came of all.
  Result<bool> Close(FolderCounts& counts, std::vector<JournalFile>& files);

 private:
  const ShardOptions options_;
  NearIndex& near_;
  Shards records_, duplicates_;
  FolderCounts counts_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_RECORD_SHARDS_H_

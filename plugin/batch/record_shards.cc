#include "plugin/batch/record_shards.h"

namespace warraq {

Result<bool> Shards::Append(std::string_view line) {
  if (!file_.open()) {
    WARRAQ_CHECK(file_.Open(options_.folder, {.name = ShardName(kind_, "jsonl", shard_++)}, ""));
  }
  std::string whole(line);
  whole.push_back('\n');
  WARRAQ_CHECK(file_.Append(whole, 1));
  return file_.state().raw_bytes < options_.shard_bytes ? true : Close();
}

Result<bool> Shards::Close() {
  if (!file_.open()) return true;
  WARRAQ_CHECK(file_.Finish());
  files_.push_back(file_.state());
  return true;
}

Result<bool> RecordShards::Append(std::string_view line, std::size_t pages) {
  if (pages > 1) {
    ++counts_.joined;
    counts_.joined_pages += pages;
  }
  const PartedRecords parted = PartRecord(line, options_.near_duplicates, near_);
  counts_.near_duplicates += parted.found;
  if (parted.repeated_count > 0) return duplicates_.Append(parted.repeated);
  ++counts_.records;
  return records_.Append(parted.kept);
}

Result<bool> RecordShards::Close(FolderCounts& counts, std::vector<JournalFile>& files) {
  for (Shards* const shards : {&records_, &duplicates_}) {
    WARRAQ_CHECK(shards->Close());
    files.insert(files.end(), shards->files().begin(), shards->files().end());
  }
  counts.records += counts_.records;
  counts.near_duplicates += counts_.near_duplicates;
  counts.joined += counts_.joined;
  counts.joined_pages += counts_.joined_pages;
  return true;
}

}  // namespace warraq

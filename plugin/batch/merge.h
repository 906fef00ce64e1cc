// Several batches made one: the shares of a batch that was split among machines, or batches of
// different inputs.

#ifndef WARRAQ_PLUGIN_BATCH_MERGE_H_
#define WARRAQ_PLUGIN_BATCH_MERGE_H_

#include <cstdint>
#include <string>
#include <vector>

#include "plugin/batch/continuations.h"
#include "plugin/batch/folder.h"
#include "plugin/batch/near_duplicates.h"
#include "warraq/result.h"

namespace warraq {

struct MergeOptions {
  std::vector<std::string> folders;  // of finished batches
  std::string output;                // a folder that does not exist yet, or is empty
  std::uint64_t shard_bytes = FolderOptions().shard_bytes;
  // Found anew, in the order of the output. Kept: as the batches' settings say.
  NearDuplicateMode near_duplicates = NearDuplicateMode::kKeep;
  // The same for articles that go on: their pages are looked for in all batches.
  ContinuationMode continuations = ContinuationMode::kUnsaid;
  std::size_t memory = std::size_t{256} << 20;  // for sorting; what does not fit goes to disk
};

// Writes records in the order of their sources' hashes, each once, so that the bytes do not depend
// on how the sources were split, in which order they came, or how many threads read them. Where
// several sources have one content, the record names the one whose name is smallest, and the others
// are told in skipped.jsonl.
Result<FolderCounts> MergeFolders(const MergeOptions& options);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_MERGE_H_

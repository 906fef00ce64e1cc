// A whole run: inputs to records, on several threads, output in the order of the input.

#ifndef WARRAQ_PLUGIN_BATCH_RUN_H_
#define WARRAQ_PLUGIN_BATCH_RUN_H_

#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/batch/continuations.h"
#include "plugin/batch/near_duplicates.h"
#include "plugin/label/site_lines.h"
#include "plugin/write/write.h"
#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

struct RunOptions {
  Options options;
  const Writer* writer = nullptr;
  bool keep_removed = false;  // what was removed from each record is wanted, too
  bool sites_only = false;    // no records, but each page as its site knows it
  std::size_t jobs = 1;       // threads that read sources
  bool unordered = false;     // outcomes are taken as they come, not in the order of the sources
  NearDuplicateMode near_duplicates = NearDuplicateMode::kKeep;  // else sketches are wanted
  // Joined: pages of articles that go on are wanted apart from other records.
  ContinuationMode continuations = ContinuationMode::kUnsaid;
};

// What came of one source; nothing, where nobody wanted it (RunOutput::wants).
struct Outcome {
  Source source;
  std::uint64_t input_bytes = 0;  // of the input files, that were read by then
  std::string records = {};       // as the writer shapes them, one after the other
  std::size_t record_count = 0;
  std::string removed = {};               // WriteRemovedLine, for each record and part
  std::vector<TextSketch> sketches = {};  // of each record, where they are wanted
  std::string parts = {};                 // records of pages that wait for the article's others
  std::size_t part_count = 0;
  SitePage site_page = {};  // with RunOptions::sites_only
  std::vector<Error> failures = {};
};

struct RunCounts {
  std::size_t sources = 0;
  std::size_t records = 0;  // and parts
  std::size_t failures = 0;
  std::map<std::string, std::uint64_t, std::less<>> skipped;  // Skipped, by reason
};

struct RunOutput {
  // Takes each outcome, by one thread, in the order of the input. Returns whether to go on; after
  // false it is not called again.
  std::function<bool(const Outcome&)> take;
  // Whether a source, whose hash is known, shall be read at all. Many threads ask at once, in any
  // order. Null: all are.
  std::function<bool(const Source&)> wants;
  // Whether the run shall end: no further source is opened; those begun are finished. Null: no.
  std::function<bool()> stops;
};

RunCounts RunAll(const std::vector<std::string>& inputs, const RunOptions& run,
                 const RunOutput& output);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_RUN_H_

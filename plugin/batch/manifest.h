// What a finished batch consists of, and the names of its files.

#ifndef WARRAQ_PLUGIN_BATCH_MANIFEST_H_
#define WARRAQ_PLUGIN_BATCH_MANIFEST_H_

#include <cstdint>
#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/batch/journal.h"
#include "warraq/page.h"
#include "warraq/result.h"

namespace warraq {

inline constexpr std::string_view kJournal = "journal.sqlite";
inline constexpr std::string_view kManifest = "manifest.json";
inline constexpr std::string_view kFailures = "failures.jsonl";
inline constexpr std::string_view kSkipped = "skipped.jsonl";
inline constexpr std::string_view kSites = "sites.jsonl.zst";  // what was known of the sites
// "records-00000.jsonl.zst"
std::string ShardName(std::string_view kind, std::string_view ending, std::uint32_t number);

// The part of the sources that is this run's: those whose content's hash leaves `number` - 1 when
// it is divided by `of`. So machines share work without talking to each other.
struct ShareOfWork {
  std::uint32_t number = 1;
  std::uint32_t of = 1;
};
bool IsInShare(const ShareOfWork& share, const Source& source);

struct FolderCounts {
  std::uint64_t sources = 0;  // that gave records or failures
  std::uint64_t records = 0;
  std::uint64_t failures = 0;
  std::uint64_t same_content = 0;     // sources that were skipped, since their content was there
  std::uint64_t near_duplicates = 0;  // records found to repeat others, marked or set apart
  std::uint64_t joined = 0;           // records of several pages
  std::uint64_t joined_pages = 0;     // of which those are
};

// The setting that names what was known of the sites, by its hash.
inline constexpr std::string_view kSitesSetting = "sites";
// The setting that says what was done with records that repeat others.
inline constexpr std::string_view kNearSetting = "near_duplicates";
// And with those that are pages of one article.
inline constexpr std::string_view kContinuationSetting = "continuations";

// A line of skipped.jsonl: a source that holds what another holds.
std::string WriteSkipped(const Source& source, std::uint64_t bytes);

// How many things of containers were no sources, by reason ("request", "http-error", ...).
using SkippedCounts = std::map<std::string, std::uint64_t, std::less<>>;

struct Manifest {
  std::string settings = "{}";  // JSON: what the records depend on
  std::vector<std::string> inputs = {};
  ShareOfWork share = {};
  FolderCounts counts = {};
  SkippedCounts skipped = {};
  std::vector<JournalFile> files = {};  // raw_bytes are not kept
};

Result<bool> WriteManifest(const std::string& folder, const Manifest& manifest);
// An error where there is none: the batch is not finished.
Result<Manifest> ReadManifest(const std::string& folder);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_MANIFEST_H_

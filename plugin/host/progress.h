// What a person sees of a batch while it runs, and at its end.

#ifndef WARRAQ_PLUGIN_HOST_PROGRESS_H_
#define WARRAQ_PLUGIN_HOST_PROGRESS_H_

#include <chrono>
#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "plugin/batch/folder.h"
#include "plugin/batch/run.h"
#include "plugin/host/command.h"
#include "plugin/host/time_left.h"

namespace warraq {

// Whose an outcome is: done by this run, by one before it, or to be done by another share's, which
// goes by as fast all the time and tells of it.
enum class Work : std::uint8_t { kOurs, kDoneBefore, kOfOthers };

// On a terminal one line that is written over and over; elsewhere a line a minute. As JSON: a line
// a minute, each with its "schema".
class Progress {
 public:
  // `all_bytes`: of the input files, where that is known.
  Progress(LogShape shape, std::optional<std::uint64_t> all_bytes);
  // After each outcome.
  void Tell(const Outcome& outcome, const FolderCounts& now, const FolderCounts& before, Work work);
  // What failed, by code with examples; what there is in all. `whole` is false where the run was
  // broken off.
  void Summarize(const FolderCounts& now, const FolderCounts& before, const SkippedCounts& skipped,
                 bool whole);

 private:
  using Clock = std::chrono::steady_clock;
  void TellFailures(const Outcome& outcome);
  void Show(const FolderCounts& now, const FolderCounts& before);
  void SummarizeAsJson(const FolderCounts& now, const FolderCounts& before,
                       const SkippedCounts& skipped, bool whole) const;
  double Seconds() const;
  void Clear();

  struct Failed {
    std::uint64_t count = 0;
    std::vector<std::string> examples;
  };
  LogShape shape_;
  bool terminal_;
  bool shown_ = false;
  std::uint64_t bytes_ = 0;
  TimeLeft left_;
  Clock::time_point begun_, told_;
  std::map<std::string_view, Failed> failed_;  // by code
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_PROGRESS_H_

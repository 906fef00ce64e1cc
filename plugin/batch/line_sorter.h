// More lines than memory holds, in the order of their keys: sorted runs on disk, merged at the end.

#ifndef WARRAQ_PLUGIN_BATCH_LINE_SORTER_H_
#define WARRAQ_PLUGIN_BATCH_LINE_SORTER_H_

#include <cstdint>
#include <cstdio>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "warraq/result.h"

namespace warraq {

class LineSorter {
 public:
  // Runs of about `run_bytes` stand in nameless files in `folder`.
  LineSorter(std::string folder, std::size_t run_bytes);
  ~LineSorter();
  LineSorter(const LineSorter&) = delete;
  LineSorter& operator=(const LineSorter&) = delete;

  Result<bool> Add(std::string_view key, std::string_view line);
  // Each key with its line, once, in the order of keys and then of lines. Ends the sorter's use.
  Result<bool> ForEach(
      const std::function<Result<bool>(std::string_view key, std::string_view line)>&);

 private:
  using Entry = std::pair<std::string, std::string>;
  Result<bool> WriteRun();

  std::string folder_;
  std::size_t run_bytes_;
  std::size_t bytes_ = 0;
  std::vector<Entry> entries_;
  std::vector<std::FILE*> runs_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_LINE_SORTER_H_

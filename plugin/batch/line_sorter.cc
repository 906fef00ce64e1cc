#include "plugin/batch/line_sorter.h"

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <queue>

#include "plugin/batch/output_file.h"

namespace warraq {
namespace {

Error DiskError(const std::string& folder) {
  return {Code::kUnwritable, 0,
          folder + ": what is sorted cannot be written there: " + std::strerror(errno)};
}

bool WriteString(std::FILE* file, std::string_view bytes) {
  const std::uint64_t size = bytes.size();
  return std::fwrite(&size, sizeof size, 1, file) == 1 &&
         std::fwrite(bytes.data(), 1, bytes.size(), file) == bytes.size();
}

// False at the end of the file.
bool ReadString(std::FILE* file, std::string& bytes) {
  std::uint64_t size = 0;
  if (std::fread(&size, sizeof size, 1, file) != 1) return false;
  bytes.resize(size);
  return std::fread(bytes.data(), 1, size, file) == size;
}

}  // namespace

LineSorter::LineSorter(std::string folder, std::size_t run_bytes)
    : folder_(std::move(folder)), run_bytes_(run_bytes) {}

LineSorter::~LineSorter() {
  for (std::FILE* const run : runs_) std::fclose(run);  // NOLINT: owned here
}

Result<bool> LineSorter::Add(std::string_view key, std::string_view line) {
  bytes_ += key.size() + line.size() + sizeof(Entry);
  entries_.emplace_back(key, line);
  return bytes_ < run_bytes_ ? true : WriteRun();
}

Result<bool> LineSorter::WriteRun() {
  std::ranges::sort(entries_);
  const int file = OpenNamelessFile(folder_);
  std::FILE* const run = file < 0 ? nullptr : fdopen(file, "w+");
  if (run == nullptr) return DiskError(folder_);
  runs_.push_back(run);
  for (const auto& [key, line] : entries_) {
    if (!WriteString(run, key) || !WriteString(run, line)) return DiskError(folder_);
  }
  if (std::fflush(run) != 0) return DiskError(folder_);
  std::rewind(run);
  entries_.clear();
  bytes_ = 0;
  return true;
}

Result<bool> LineSorter::ForEach(
    const std::function<Result<bool>(std::string_view, std::string_view)>& take) {
  std::ranges::sort(entries_);
  using Head = std::pair<Entry, std::size_t>;  // an entry and the run that it came from
  std::priority_queue<Head, std::vector<Head>, std::greater<>> heads;
  std::size_t at = 0;  // in entries_, the last run
  const auto draw = [&](std::size_t run) {
    Entry entry;
    if (run == runs_.size()) {
      if (at == entries_.size()) return;
      entry = std::move(entries_[at++]);
    } else if (!ReadString(runs_[run], entry.first) || !ReadString(runs_[run], entry.second)) {
      return;
    }
    heads.emplace(std::move(entry), run);
  };
  for (std::size_t run = 0; run <= runs_.size(); ++run) draw(run);
  while (!heads.empty()) {
    const auto [entry, run] = heads.top();
    heads.pop();
    draw(run);
    WARRAQ_CHECK(take(entry.first, entry.second));
  }
  for (std::FILE* const run : runs_) {
    if (std::ferror(run) != 0) return DiskError(folder_);
  }
  return true;
}

}  // namespace warraq

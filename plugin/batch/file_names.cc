// A pattern is matched folder by folder, each place in the tree once for each part of the pattern:
// so "**/**/**" costs no more than the tree has folders, times three.

#include "plugin/batch/file_names.h"

#include <fnmatch.h>

#include <algorithm>
#include <filesystem>
#include <set>
#include <utility>

#include "plugin/batch/inputs.h"

namespace warraq {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostPaths = 10'000'000;
constexpr int kFolderDepth = 64;

class Expander {
 public:
  explicit Expander(std::string_view pattern) {
    if (pattern.starts_with('/')) start_ = "/";
    for (std::size_t begin = 0; begin <= pattern.size();) {
      const std::size_t slash = std::min(pattern.find('/', begin), pattern.size());
      const std::string_view part = pattern.substr(begin, slash - begin);
      if (!part.empty()) parts_.emplace_back(part);
      begin = slash + 1;
    }
  }

  bool Expand(std::set<std::string>& paths) {
    Match(start_, 0, 0, paths);
    return paths.size() < kMostPaths;
  }

 private:
  static std::string Joined(const std::string& folder, const std::string& name) {
    if (folder.empty()) return name;
    return folder.ends_with('/') ? folder + name : folder + "/" + name;
  }

  void Match(const std::string& folder, std::size_t part, int depth, std::set<std::string>& paths) {
    if (paths.size() >= kMostPaths || !seen_.emplace(folder, part).second) return;
    if (part == parts_.size()) {
      paths.insert(folder);
      return;
    }
    const std::string& wanted = parts_[part];
    std::error_code error;
    if (!IsPattern(wanted)) {
      const std::string path = Joined(folder, wanted);
      if (fs::exists(path, error)) Match(path, part + 1, depth, paths);
      return;
    }
    const bool any_depth = wanted == "**";
    if (any_depth && part + 1 < parts_.size()) Match(folder, part + 1, depth, paths);
    fs::directory_iterator entry(folder.empty() ? "." : folder, error);
    for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
      const std::string name = entry->path().filename().string();
      if (fnmatch(any_depth ? "*" : wanted.c_str(), name.c_str(), FNM_PERIOD) != 0) continue;
      std::error_code ignored;
      const bool is_folder = entry->is_directory(ignored);
      const bool last = part + 1 == parts_.size();
      const std::string path = Joined(folder, name);
      if (any_depth && is_folder && !entry->is_symlink(ignored) && depth < kFolderDepth) {
        Match(path, part, depth + 1, paths);
      } else if (last || (is_folder && !any_depth)) {
        Match(path, part + 1, depth, paths);
      }
    }
  }

  std::string start_;
  std::vector<std::string> parts_;
  std::set<std::pair<std::string, std::size_t>> seen_;
};

}  // namespace

bool IsPattern(std::string_view name) {
  return name.find_first_of("*?[") != std::string_view::npos;
}

Result<std::vector<std::string>> ExpandPattern(const std::string& pattern) {
  std::set<std::string> paths;
  if (!Expander(pattern).Expand(paths)) {
    return Error{Code::kTooLarge, 0,
                 "the pattern names more than " + std::to_string(kMostPaths) + " files"};
  }
  if (paths.empty()) return Error{Code::kMissingFile, 0, "no file has such a name"};
  return std::vector<std::string>(paths.begin(), paths.end());
}

Result<std::vector<std::string>> ReadFileNames(const std::string& path, bool zeros,
                                               const Limits& limits) {
  WARRAQ_TRY(const std::string list, ReadBytes(path, limits));
  const char end = zeros || list.find('\0') != std::string::npos ? '\0' : '\n';
  std::vector<std::string> names;
  for (std::size_t begin = 0; begin < list.size();) {
    const std::size_t at = std::min(list.find(end, begin), list.size());
    std::string name = list.substr(begin, at - begin);
    if (end == '\n' && name.ends_with('\r')) name.pop_back();
    if (!name.empty()) names.push_back(std::move(name));
    begin = at + 1;
  }
  return names;
}

}  // namespace warraq

// The files of samples/, for tests.

#ifndef WARRAQ_TESTS_SAMPLES_H_
#define WARRAQ_TESTS_SAMPLES_H_

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

namespace warraq {

inline std::string ReadWhole(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

inline void WriteWhole(const std::string& path, std::string_view bytes) {
  std::ofstream(path, std::ios::binary)
      .write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
}

// Paths of samples/FOLDER/*EXTENSION, sorted.
inline std::vector<std::string> SamplePaths(const std::string& folder, std::string_view extension) {
  std::vector<std::string> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(std::string(WARRAQ_SOURCE_DIR "/samples/") + folder)) {
    if (entry.path().extension() == extension) paths.push_back(entry.path().string());
  }
  std::ranges::sort(paths);
  return paths;
}

}  // namespace warraq

#endif  // WARRAQ_TESTS_SAMPLES_H_

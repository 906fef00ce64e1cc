// What the makers of models share: whole files; and for those that learn from pages, which of them
// are kept apart. Pages of one site look alike, so each fold is tried out by a model that has not
// seen its sites.

#ifndef WARRAQ_MODELS_TRAINING_H_
#define WARRAQ_MODELS_TRAINING_H_

#include <cstddef>
#include <cstdint>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>

// The bytes of a file; none if it cannot be read.
inline std::string ReadWhole(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

// What tells sites apart: the host of the URL or, without one, the publisher in ids like
// "de_FAZ_2023_04_28".
inline std::string_view HostOf(std::string_view id, std::string_view url) {
  if (!url.empty()) {
    const std::size_t scheme = url.find("://");
    const std::size_t begin = scheme == url.npos ? 0 : scheme + 3;
    return url.substr(begin, url.find('/', begin) - begin);
  }
  const std::size_t first = id.find('_');
  return first == id.npos ? id : id.substr(0, id.find('_', first + 1));
}

// Which of the folds a host is in; by FNV-1a, 64 bits.
inline std::size_t FoldOf(std::string_view host, std::size_t folds) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  for (const char c : host) hash = (hash ^ static_cast<unsigned char>(c)) * 0x100000001B3u;
  return (hash >> 32 & 0xFFFF) % folds;
}

// FNV-1a, 32 bits; its lowest bits are the weakest.
inline std::uint32_t ShortHash(std::string_view host) {
  std::uint32_t hash = 0x811C9DC5u;
  for (const char c : host) hash = (hash ^ static_cast<unsigned char>(c)) * 0x01000193u;
  return hash;
}

#endif  // WARRAQ_MODELS_TRAINING_H_

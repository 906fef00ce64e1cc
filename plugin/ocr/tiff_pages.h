// The pages of a TIFF: a chain of directories, walked and checked before libtiff sees any of it.

#ifndef WARRAQ_PLUGIN_OCR_TIFF_PAGES_H_
#define WARRAQ_PLUGIN_OCR_TIFF_PAGES_H_

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

// Where each directory begins. A chain that leaves the file is kTruncatedImage, one that runs in a
// circle kLoopingPages, one of more than Limits::image_pages kTooLarge.
Result<std::vector<std::uint64_t>> FindTiffPages(std::string_view bytes, const Limits& limits);

struct TiffPage {
  std::uint64_t width = 0;
  std::uint64_t height = 0;
};
// What the directory at `at` declares; kTruncatedImage where its strips pass the file's end.
Result<TiffPage> CheckTiffPage(std::string_view bytes, std::uint64_t at);

// The one strip of a bilevel page that is compressed as in Group 4 facsimile (TIFF 6.0, section
// 11), in the usual order of bits; nothing where the page is any other.
struct TiffFax {
  std::string_view strip;  // in the file's bytes
  std::uint64_t width = 0;
  std::uint64_t height = 0;
  bool black_is_one = false;
  double dpi = 0;  // 0 where the page does not say
};
std::optional<TiffFax> FindTiffFax(std::string_view bytes, std::uint64_t at);

// The same file, whose first page is the one at `at`.
std::string StartTiffAt(std::string_view bytes, std::uint64_t at);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_TIFF_PAGES_H_

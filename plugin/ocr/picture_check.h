// What a picture's bytes declare, and whether they are all there, before a decoder sees them.
//
//   const Result<CheckedPicture> checked = CheckPicture(ImageFormat::kPng, bytes);
//   if (checked.ok()) decode(checked.value().width, ...);

#ifndef WARRAQ_PLUGIN_OCR_PICTURE_CHECK_H_
#define WARRAQ_PLUGIN_OCR_PICTURE_CHECK_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "warraq/result.h"

namespace warraq {

enum class ImageFormat : std::uint8_t {
  kNone,
  kPng,
  kJpeg,
  kWebP,
  kJpeg2000,
  kTiff,
  kPnm,
  kBmp,
  kGif,
};

// By the first bytes; a name never decides.
ImageFormat DetectImageFormat(std::string_view bytes);

struct CheckedPicture {
  std::uint64_t width = 0;
  std::uint64_t height = 0;
  std::string bytes;  // what to decode in place of the file, where the file holds more; else empty
};

// Any format but TIFF (tiff_pages.h) and kNone. A picture that ends early is kTruncatedImage.
Result<CheckedPicture> CheckPicture(ImageFormat format, std::string_view bytes);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_PICTURE_CHECK_H_

// A page image, decoded from memory: PNG, JPEG, WebP, JPEG 2000, TIFF, PNM, BMP, GIF.
//
//   const Result<int> pages = CountImagePages(bytes, limits);
//   const Result<PageImage> image = DecodeImage(bytes, 1, limits);
//
// What a picture is, its bytes decide; no file is opened and no name is read. The declared size is
// held against Limits::image_pixels before any decoder runs, and a picture that was cut short is an
// error, not a page whose lower half is grey.

#ifndef WARRAQ_PLUGIN_OCR_IMAGE_H_
#define WARRAQ_PLUGIN_OCR_IMAGE_H_

#include <cstdint>
#include <string>
#include <string_view>

#include "plugin/ocr/pix.h"
#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

// "image/png" and so on, by the first bytes; empty where it is no picture that is read.
std::string_view ImageMediaType(std::string_view bytes);

// How many pages the picture has: a TIFF's directories, 1 for every other.
Result<int> CountImagePages(std::string_view bytes, const Limits& limits);

// Pixels that page `page`, from 1, declares; nothing is decoded.
struct ImageSize {
  std::uint64_t width = 0, height = 0;
};
Result<ImageSize> ReadImageSize(std::string_view bytes, int page, const Limits& limits);

// Pixels of one page. DecodeImage makes them 8 bits of grey, or 1 bit where the picture had no
// more. What was transparent is white.
class PageImage {
 public:
  PageImage(PixPointer pix, bool damaged) : pix_(std::move(pix)), damaged_(damaged) {}

  int width() const;
  int height() const;
  int dpi() const;  // as the file says; 0 where it does not
  // The decoder met bytes that make no sense and went on: a note, no error.
  bool damaged() const { return damaged_; }
  Pix* pix() const { return pix_.get(); }
  PixPointer Release() &&;

 private:
  PixPointer pix_;
  bool damaged_ = false;
};

// Page `page`, from 1.
Result<PageImage> DecodeImage(std::string_view bytes, int page, const Limits& limits);
// The same with the colours that it has; what was transparent is white.
Result<PageImage> DecodeImageInColour(std::string_view bytes, int page, const Limits& limits);

std::string LeptonicaVersion();  // "1.82.0"

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_IMAGE_H_

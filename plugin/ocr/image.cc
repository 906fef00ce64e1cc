// Decodes one page with Leptonica, after the bytes themselves were checked (picture_check.h,
// tiff_pages.h), and brings it to grey or to one bit.
//
// The format is passed on from our own look at the first bytes: Leptonica and Tesseract, left to
// guess, take a text for a list of file names and open them.

#include "plugin/ocr/image.h"

#include <leptonica/allheaders.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "plugin/ocr/picture_check.h"
#include "plugin/ocr/tiff_pages.h"

namespace warraq {
namespace {

Error Undecodable() {
  return {.code = Code::kDamagedImage, .what = "the picture's data cannot be decoded"};
}

std::optional<Error> CheckSize(std::uint64_t width, std::uint64_t height, const Limits& limits) {
  if (width == 0 || height == 0) {
    return Error{.code = Code::kDamagedImage, .what = "the picture has no pixels"};
  }
  if (height <= limits.image_pixels / width) return std::nullopt;
  return Error{
      .code = Code::kImageTooLarge,
      .what = "the picture has " + std::to_string(width) + " x " + std::to_string(height) +
              " pixels, more than the limit image_pixels = " + std::to_string(limits.image_pixels)};
}

PixPointer DecodeBytes(ImageFormat format, std::string_view bytes, bool& damaged) {
  const auto* data = reinterpret_cast<const l_uint8*>(bytes.data());
  const std::size_t size = bytes.size();
  switch (format) {
    case ImageFormat::kPng:
      return PixPointer(pixReadMemPng(data, size));
    case ImageFormat::kJpeg: {
      l_int32 warnings = 0;
      PixPointer pix(pixReadMemJpeg(data, size, 0, 1, &warnings, 0));
      damaged = warnings > 0;
      return pix;
    }
    case ImageFormat::kWebP:
      return PixPointer(pixReadMemWebP(data, size));
    case ImageFormat::kJpeg2000:
      return PixPointer(pixReadMemJp2k(data, size, 1, nullptr, 0, 0));
    case ImageFormat::kTiff:
      return PixPointer(pixReadMemTiff(data, size, 0));
    case ImageFormat::kPnm:
      return PixPointer(pixReadMemPnm(data, size));
    case ImageFormat::kBmp:
      return PixPointer(pixReadMemBmp(data, size));
    case ImageFormat::kGif:
      return PixPointer(pixReadMemGif(data, size));
    case ImageFormat::kNone:
      break;
  }
  return nullptr;
}

PixPointer OnWhite(PixPointer pix) {
  if (pix && pixGetDepth(pix.get()) == 32 && pixGetSpp(pix.get()) == 4) {
    pix.reset(pixAlphaBlendUniform(pix.get(), 0xFFFFFF00u));
  }
  return pix;
}

// One bit stays one bit; all else becomes 8 bits of grey.
PixPointer ToGrey(PixPointer pix) {
  if (pix && pixGetColormap(pix.get()) != nullptr) {
    pix.reset(pixRemoveColormap(pix.get(), REMOVE_CMAP_BASED_ON_SRC));
  }
  if (!pix || pixGetDepth(pix.get()) == 1) return pix;
  return PixPointer(pixConvertTo8(pix.get(), 0));
}

Result<PageImage> Decode(ImageFormat format, std::string_view bytes) {
  bool damaged = false;
  PixPointer pix = OnWhite(DecodeBytes(format, bytes, damaged));
  if (!pix) return Undecodable();
  return PageImage(std::move(pix), damaged);
}

Error NoPage(int page, const char* where) {
  return {.code = Code::kDamagedImage,
          .what = "there is no page " + std::to_string(page) + " in the " + where};
}

Result<std::uint64_t> TiffPageAt(std::string_view bytes, int page, const Limits& limits) {
  WARRAQ_TRY(const std::vector<std::uint64_t> pages, FindTiffPages(bytes, limits));
  if (page < 1 || static_cast<std::size_t>(page) > pages.size()) return NoPage(page, "TIFF");
  return pages[static_cast<std::size_t>(page) - 1];
}

Result<PageImage> DecodeTiff(std::string_view bytes, int page, const Limits& limits) {
  WARRAQ_TRY(const std::uint64_t at, TiffPageAt(bytes, page, limits));
  WARRAQ_TRY(const TiffPage declared, CheckTiffPage(bytes, at));
  if (auto error = CheckSize(declared.width, declared.height, limits)) return *error;
  if (page == 1) return Decode(ImageFormat::kTiff, bytes);
  return Decode(ImageFormat::kTiff, StartTiffAt(bytes, at));
}

}  // namespace

void DestroyPix::operator()(Pix* pix) const { pixDestroy(&pix); }

void SilenceLeptonica() {
  [[maybe_unused]] static const l_int32 before = setMsgSeverity(L_SEVERITY_NONE);
}

std::string_view ImageMediaType(std::string_view bytes) {
  switch (DetectImageFormat(bytes)) {
    case ImageFormat::kPng:
      return "image/png";
    case ImageFormat::kJpeg:
      return "image/jpeg";
    case ImageFormat::kWebP:
      return "image/webp";
    case ImageFormat::kJpeg2000:
      return "image/jp2";
    case ImageFormat::kTiff:
      return "image/tiff";
    case ImageFormat::kPnm:
      return "image/x-portable-anymap";
    case ImageFormat::kBmp:
      return "image/bmp";
    case ImageFormat::kGif:
      return "image/gif";
    case ImageFormat::kNone:
      break;
  }
  return {};
}

Result<int> CountImagePages(std::string_view bytes, const Limits& limits) {
  const ImageFormat format = DetectImageFormat(bytes);
  if (format == ImageFormat::kNone) {
    return Error{.code = Code::kUnknownFormat, .what = "this is no picture that is read"};
  }
  if (format != ImageFormat::kTiff) return 1;
  WARRAQ_TRY(const std::vector<std::uint64_t> pages, FindTiffPages(bytes, limits));
  return static_cast<int>(pages.size());
}

Result<ImageSize> ReadImageSize(std::string_view bytes, int page, const Limits& limits) {
  const ImageFormat format = DetectImageFormat(bytes);
  if (format != ImageFormat::kTiff) {
    WARRAQ_TRY(const CheckedPicture checked, CheckPicture(format, bytes));
    if (page != 1) return NoPage(page, "picture");
    return ImageSize{.width = checked.width, .height = checked.height};
  }
  WARRAQ_TRY(const std::uint64_t at, TiffPageAt(bytes, page, limits));
  WARRAQ_TRY(const TiffPage declared, CheckTiffPage(bytes, at));
  return ImageSize{.width = declared.width, .height = declared.height};
}

int PageImage::width() const { return pixGetWidth(pix_.get()); }
int PageImage::height() const { return pixGetHeight(pix_.get()); }
int PageImage::dpi() const { return pixGetXRes(pix_.get()); }

PixPointer PageImage::Release() && { return std::move(pix_); }

Result<PageImage> DecodeImage(std::string_view bytes, int page, const Limits& limits) {
  WARRAQ_TRY(PageImage image, DecodeImageInColour(bytes, page, limits));
  const bool damaged = image.damaged();
  PixPointer grey = ToGrey(std::move(image).Release());
  if (!grey) return Undecodable();
  return PageImage(std::move(grey), damaged);
}

Result<PageImage> DecodeImageInColour(std::string_view bytes, int page, const Limits& limits) {
  SilenceLeptonica();
  const ImageFormat format = DetectImageFormat(bytes);
  if (format == ImageFormat::kTiff) return DecodeTiff(bytes, page, limits);
  WARRAQ_TRY(const CheckedPicture checked, CheckPicture(format, bytes));
  if (auto error = CheckSize(checked.width, checked.height, limits)) return *error;
  if (page != 1) return NoPage(page, "picture");
  return Decode(format, checked.bytes.empty() ? bytes : std::string_view(checked.bytes));
}

std::string LeptonicaVersion() {
  char* const version = getLeptonicaVersion();  // "leptonica-1.82.0"
  std::string name = version != nullptr ? version : "";
  lept_free(version);
  const std::size_t dash = name.find('-');
  return dash == std::string::npos ? name : name.substr(dash + 1);
}

}  // namespace warraq

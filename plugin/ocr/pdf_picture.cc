// Looks at a picture's own structure for the stream that a PDF filter reads; what has none is
// decoded and compressed by Leptonica: one bit in Group 4, all else with Flate.

#include "plugin/ocr/pdf_picture.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <optional>
#include <utility>

#include "plugin/ocr/bytes.h"
#include "plugin/ocr/image.h"
#include "plugin/ocr/picture_check.h"
#include "plugin/ocr/tiff_pages.h"

namespace warraq {
namespace {

constexpr double kCentimetresInch = 2.54;

std::string Number(std::uint64_t value) { return std::to_string(value); }

std::string Size(const PdfPicture& picture, std::uint64_t bits) {
  return "/Width " + std::to_string(picture.width) + "/Height " + std::to_string(picture.height) +
         "/BitsPerComponent " + Number(bits);
}

std::string Hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex = "<";
  for (const char c : bytes) {
    hex += kDigits[static_cast<unsigned char>(c) >> 4];
    hex += kDigits[static_cast<unsigned char>(c) & 15];
  }
  return hex + '>';
}

std::string_view DeviceColours(std::uint64_t components) {
  return components == 1 ? "/DeviceGray" : components == 3 ? "/DeviceRGB" : "/DeviceCMYK";
}

// Of a JPEG: dots an inch of its JFIF header (JFIF 1.02).
double JfifDpi(const ByteReader& in, std::uint64_t segment) {
  if (in.Read(segment + 4, 4) != 0x4A464946u) return 0;  // "JFIF"
  const auto unit = in.Read(segment + 11, 1), density = in.Read(segment + 12, 2);
  if (!unit || !density) return 0;
  return static_cast<double>(*density) * (*unit == 1 ? 1 : *unit == 2 ? kCentimetresInch : 0);
}

// PDF has 8 bits a sample, baseline and progressive; others (lossless, arithmetic) are decoded.
std::optional<PdfPicture> OwnJpeg(std::string_view bytes) {
  const ByteReader in{.bytes = bytes};
  PdfPicture picture{.entries = {}, .own = bytes, .made = {}};
  bool adobe = false;
  for (std::uint64_t at = 2; true;) {
    const auto marker = in.Read(at, 2), length = in.Read(at + 2, 2);
    if (!marker || !length || *marker < 0xFFC0 || *length < 2) return std::nullopt;
    if (*marker == 0xFFE0) picture.dpi = JfifDpi(in, at);
    if (*marker == 0xFFEE && in.Read(at + 4, 4) == 0x41646F62u) adobe = true;  // "Adob"
    if (*marker >= 0xFFC0 && *marker <= 0xFFC2) {
      const auto bits = in.Read(at + 4, 1), components = in.Read(at + 9, 1);
      if (!components || bits != 8 || (*components != 1 && *components != 3 && *components != 4)) {
        return std::nullopt;
      }
      picture.height = static_cast<int>(*in.Read(at + 5, 2));
      picture.width = static_cast<int>(*in.Read(at + 7, 2));
      picture.entries = Size(picture, 8) + "/ColorSpace" + std::string(DeviceColours(*components)) +
                        "/Filter/DCTDecode";
      // Photoshop writes inks the other way round, and says so by its marker alone.
      picture.archivable = *components != 4;
      if (*components == 4 && adobe) picture.entries += "/Decode[1 0 1 0 1 0 1 0]";
    }
    if (*marker == 0xFFDA) break;
    at += 2 + *length;
  }
  return picture.width > 0 && picture.height > 0 ? std::optional(picture) : std::nullopt;
}

// A box of JPEG 2000 (ISO 15444-1, I.4) by its name, from `at`, inside what ends at `end`.
std::optional<std::uint64_t> FindJpeg2000Box(const ByteReader& in, std::uint64_t at,
                                             std::uint64_t end, std::uint32_t name) {
  while (at + 8 <= end) {
    const auto size = in.Read(at, 4), kind = in.Read(at + 4, 4);
    if (!size || !kind) return std::nullopt;
    if (*kind == name) return at;
    if (*size < 8) return std::nullopt;
    at += *size;
  }
  return std::nullopt;
}

// Dots an inch by the capture resolution of "jp2h" / "res " / "resc", which is in dots a metre.
double Jpeg2000Dpi(const ByteReader& in) {
  constexpr std::uint32_t kHeader = 0x6A703268, kResolution = 0x72657320, kCapture = 0x72657363;
  const std::uint64_t all = in.bytes.size();
  const auto header = FindJpeg2000Box(in, 0, all, kHeader);
  if (!header) return 0;
  const std::uint64_t end = *header + *in.Read(*header, 4);
  const auto resolution = FindJpeg2000Box(in, *header + 8, end, kResolution);
  if (!resolution) return 0;
  const auto capture = FindJpeg2000Box(in, *resolution + 8, end, kCapture);
  const std::uint64_t at = capture ? *capture + 8 : 0;
  const auto above = in.Read(at, 2), below = in.Read(at + 2, 2), power = in.Read(at + 8, 1);
  if (at == 0 || !power || *below == 0) return 0;
  const double metre = static_cast<double>(*above) / static_cast<double>(*below) *
                       std::pow(10.0, static_cast<std::int8_t>(*power));
  return metre * kCentimetresInch / 100;
}

// Whether PDF/A-2 takes it (ISO 19005-2, 6.2.8.3) and every reader knows its colours: grey or three
// of them, as deep as one another, by one colour specification: of number 16, 17 or 18 (sRGB, grey,
// sYCC), or a restricted ICC profile.
bool IsArchivableJpeg2000(const ByteReader& in) {
  constexpr std::uint32_t kHeader = 0x6A703268, kImage = 0x69686472, kColour = 0x636F6C72;
  const auto header = FindJpeg2000Box(in, 0, in.bytes.size(), kHeader);
  if (!header) return false;
  const std::uint64_t end = *header + *in.Read(*header, 4);
  const auto image = FindJpeg2000Box(in, *header + 8, end, kImage);
  const auto colour = FindJpeg2000Box(in, *header + 8, end, kColour);
  if (!image || !colour) return false;
  const auto components = in.Read(*image + 16, 2), bits = in.Read(*image + 18, 1);
  const auto method = in.Read(*colour + 8, 1), number = in.Read(*colour + 11, 4);
  const auto next = *colour + std::max<std::uint64_t>(8, in.Read(*colour, 4).value_or(8));
  if ((components != 1 && components != 3) || !bits || (*bits & 0x7F) > 37 || *bits == 0xFF ||
      FindJpeg2000Box(in, next, end, kColour)) {
    return false;
  }
  if (method == 1)
    return number == (components == 1 ? 17 : 16) || (components == 3 && number == 18);
  return method == 2;
}

// The file says by itself what its colours are (7.4.9); a bare code stream does not.
std::optional<PdfPicture> OwnJpeg2000(std::string_view bytes) {
  const ByteReader in{.bytes = bytes};
  if (bytes.starts_with("\xFF\x4F")) return std::nullopt;
  const Result<CheckedPicture> checked = CheckPicture(ImageFormat::kJpeg2000, bytes);
  if (!checked.ok()) return std::nullopt;
  PdfPicture picture{.entries = {}, .own = bytes, .made = {}};
  picture.width = static_cast<int>(checked.value().width);
  picture.height = static_cast<int>(checked.value().height);
  picture.dpi = Jpeg2000Dpi(in);
  picture.archivable = IsArchivableJpeg2000(in);
  picture.entries = "/Width " + std::to_string(picture.width) + "/Height " +
                    std::to_string(picture.height) + "/Filter/JPXDecode";
  return picture;
}

// PNG, third edition: the zlib stream of its IDAT chunks is what Flate with predictor 15 reads.
std::optional<PdfPicture> OwnPng(std::string_view bytes) {
  const ByteReader in{.bytes = bytes};
  PdfPicture picture;
  std::uint64_t bits = 0, kind = 0;
  std::string_view palette;
  for (std::uint64_t at = 8; true;) {
    const auto length = in.Read(at, 4);
    if (!length || bytes.size() - at < 12 || bytes.size() - at - 12 < *length) return std::nullopt;
    const std::string_view name = bytes.substr(static_cast<std::size_t>(at) + 4, 4);
    const std::string_view data =
        bytes.substr(static_cast<std::size_t>(at) + 8, static_cast<std::size_t>(*length));
    if (name == "IHDR" && data.size() == 13) {
      picture.width = static_cast<int>(*in.Read(16, 4));
      picture.height = static_cast<int>(*in.Read(20, 4));
      bits = *in.Read(24, 1), kind = *in.Read(25, 1);
      if (in.Read(28, 1) != 0) return std::nullopt;  // interlaced
    } else if (name == "PLTE") {
      palette = data;
    } else if (name == "tRNS") {
      return std::nullopt;
    } else if (name == "pHYs" && data.size() == 9 && data[8] == 1) {
      picture.dpi = static_cast<double>(*in.Read(at + 8, 4)) * kCentimetresInch / 100;
    } else if (name == "IDAT") {
      picture.made += data;
    } else if (name == "IEND") {
      break;
    }
    at += *length + 12;
  }
  const bool indexed = kind == 3;
  if ((kind != 0 && kind != 2 && !indexed) || picture.made.empty()) return std::nullopt;
  if (indexed && (palette.size() < 3 || palette.size() > 768)) return std::nullopt;
  picture.entries = Size(picture, bits) + "/ColorSpace";
  picture.entries += indexed ? "[/Indexed/DeviceRGB " + Number(palette.size() / 3 - 1) +
                                   Hex(palette.substr(0, palette.size() / 3 * 3)) + "]"
                             : std::string(kind == 2 ? "/DeviceRGB" : "/DeviceGray");
  picture.entries += "/Filter/FlateDecode/DecodeParms<</Predictor 15/Colors " +
                     Number(kind == 2 ? 3 : 1) + "/BitsPerComponent " + Number(bits) + "/Columns " +
                     std::to_string(picture.width) + ">>";
  return picture;
}

std::optional<PdfPicture> OwnTiff(std::string_view bytes, int page, const Limits& limits) {
  const Result<std::vector<std::uint64_t>> pages = FindTiffPages(bytes, limits);
  if (!pages.ok() || static_cast<std::size_t>(page) > pages.value().size()) return std::nullopt;
  const std::optional<TiffFax> fax =
      FindTiffFax(bytes, pages.value()[static_cast<std::size_t>(page) - 1]);
  if (!fax) return std::nullopt;
  PdfPicture picture{.entries = {}, .own = fax->strip, .made = {}};
  picture.width = static_cast<int>(fax->width), picture.height = static_cast<int>(fax->height);
  picture.dpi = fax->dpi;
  picture.entries = Size(picture, 1) +
                    "/ColorSpace/DeviceGray/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns " +
                    Number(fax->width) + "/Rows " + Number(fax->height) +
                    (fax->black_is_one ? "/BlackIs1 true" : "") + ">>";
  return picture;
}

struct DestroyCompressed {
  void operator()(L_Compressed_Data* compressed) const { l_CIDataDestroy(&compressed); }
};

Result<PdfPicture> Compress(Pix* pix) {
  L_Compressed_Data* made = nullptr;
  const l_int32 kind =
      pixGetDepth(pix) == 1 && pixGetColormap(pix) == nullptr ? L_G4_ENCODE : L_FLATE_ENCODE;
  const bool failed = pixGenerateCIData(pix, kind, 0, 0, &made) != 0;
  const std::unique_ptr<L_Compressed_Data, DestroyCompressed> data(made);
  if (failed || !data) {
    return Error{.code = Code::kDamagedImage, .what = "the picture cannot be compressed"};
  }
  PdfPicture picture;
  picture.width = data->w, picture.height = data->h, picture.dpi = pixGetXRes(pix);
  picture.made.assign(reinterpret_cast<const char*>(data->datacomp), data->nbytescomp);
  picture.entries = Size(picture, static_cast<std::uint64_t>(data->bps)) + "/ColorSpace";
  picture.entries += data->ncolors > 0
                         ? "[/Indexed/DeviceRGB " + std::to_string(data->ncolors - 1) + " " +
                               data->cmapdatahex + "]"
                         : std::string(data->spp == 3 ? "/DeviceRGB" : "/DeviceGray");
  if (kind == L_G4_ENCODE) {
    picture.entries += "/Filter/CCITTFaxDecode/DecodeParms<</K -1/Columns " +
                       std::to_string(data->w) + "/Rows " + std::to_string(data->h) +
                       (data->minisblack != 0 ? "/BlackIs1 true" : "") + ">>";
  } else {
    picture.entries += "/Filter/FlateDecode";
    if (data->predictor != 0) {
      picture.entries += "/DecodeParms<</Predictor 14/Colors " + std::to_string(data->spp) +
                         "/BitsPerComponent " + std::to_string(data->bps) + "/Columns " +
                         std::to_string(data->w) + ">>";
    }
  }
  return picture;
}

std::optional<PdfPicture> OwnStream(std::string_view bytes, int page, const Limits& limits) {
  switch (DetectImageFormat(bytes)) {
    case ImageFormat::kJpeg:
      return OwnJpeg(bytes);
    case ImageFormat::kJpeg2000:
      return OwnJpeg2000(bytes);
    case ImageFormat::kPng:
      return OwnPng(bytes);
    case ImageFormat::kTiff:
      return OwnTiff(bytes, page, limits);
    default:
      return std::nullopt;
  }
}

}  // namespace

Result<PdfPicture> PictureForPdf(std::string_view bytes, int page, const Limits& limits) {
  if (std::optional<PdfPicture> own = OwnStream(bytes, page, limits)) return *std::move(own);
  return ArchivablePictureForPdf(bytes, page, limits);
}

Result<PdfPicture> ArchivablePictureForPdf(std::string_view bytes, int page, const Limits& limits) {
  WARRAQ_TRY(const PageImage image, DecodeImageInColour(bytes, page, limits));
  return Compress(image.pix());
}

std::string Deflate(std::string_view bytes) {
  std::size_t size = 0;
  std::unique_ptr<l_uint8, void (*)(l_uint8*)> made(
      zlibCompress(reinterpret_cast<const l_uint8*>(bytes.data()), bytes.size(), &size),
      [](l_uint8* data) { lept_free(data); });
  return made == nullptr ? std::string() : std::string(reinterpret_cast<char*>(made.get()), size);
}

}  // namespace warraq

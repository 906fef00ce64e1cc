// Walks a picture's own structure: PNG chunks, JPEG segments, RIFF, JPEG 2000 boxes and tile parts,
// GIF blocks, the headers of BMP and PNM.
//
// Decoders forgive a picture that was cut short (libjpeg paints the rest grey) and some allocate
// what a header of 24 bytes asks for, so both are settled here, from the bytes alone: the declared
// size, and whether the mark that ends the picture was reached. Nothing is decompressed. From a PNG
// the chunks that carry no pixels are left out of what is decoded (a text chunk can inflate without
// bound, and libpng prints a line for every odd colour profile); of a GIF only the first frame
// stays.

#include "plugin/ocr/picture_check.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <optional>
#include <utility>

#include "plugin/ocr/bytes.h"

namespace warraq {
namespace {

constexpr int kMaxScans =
    200;  // of a progressive JPEG, which has about ten; each costs a full pass

Error Truncated(std::string_view bytes, std::string_view what) {
  return {.code = Code::kTruncatedImage, .at = bytes.size(), .what = std::string(what)};
}

Error Damaged(std::uint64_t at, std::string_view what) {
  return {
      .code = Code::kDamagedImage, .at = static_cast<std::size_t>(at), .what = std::string(what)};
}

constexpr std::array<std::uint32_t, 256> kCrcTable = [] {
  std::array<std::uint32_t, 256> table{};
  for (std::uint32_t n = 0; n < table.size(); ++n) {
    std::uint32_t c = n;
    for (int k = 0; k < 8; ++k) c = (c & 1u) != 0 ? 0xEDB88320u ^ (c >> 1) : c >> 1;
    table[n] = c;
  }
  return table;
}();

std::uint32_t Crc(std::string_view bytes) {
  std::uint32_t c = 0xFFFFFFFFu;
  for (const char b : bytes) c = kCrcTable[(c ^ static_cast<unsigned char>(b)) & 0xFFu] ^ (c >> 8);
  return c ^ 0xFFFFFFFFu;
}

bool CarriesPixels(std::string_view chunk) {
  constexpr std::array<std::string_view, 6> kinds = {"IHDR", "PLTE", "tRNS",
                                                     "IDAT", "IEND", "pHYs"};
  return std::find(kinds.begin(), kinds.end(), chunk) != kinds.end();
}

Result<CheckedPicture> CheckPng(std::string_view bytes) {
  const ByteReader in{.bytes = bytes};
  CheckedPicture picture;
  picture.bytes = bytes.substr(0, 8);
  for (std::size_t at = 8; true;) {
    const auto length = in.Read(at, 4);
    if (!length || bytes.size() - at < 12 || bytes.size() - at - 12 < *length) {
      return Truncated(bytes, "the PNG ends inside a chunk");
    }
    const auto size = static_cast<std::size_t>(*length);
    const std::string_view name = bytes.substr(at + 4, 4);
    if (at == 8 && (name != "IHDR" || size != 13)) return Damaged(at, "the PNG has no header");
    if (CarriesPixels(name)) {
      if (Crc(bytes.substr(at + 4, size + 4)) != in.Read(at + 8 + size, 4)) {
        return Damaged(at, "a chunk of the PNG does not match its checksum");
      }
      picture.bytes += bytes.substr(at, size + 12);
    }
    if (at == 8) picture.width = *in.Read(16, 4), picture.height = *in.Read(20, 4);
    if (name == "IEND") return picture;
    at += size + 12;
  }
}

bool IsFrameHeader(unsigned marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// The next marker at or after `at`, where 0xFF 0x00 and restart markers are picture data.
std::size_t FindJpegMarker(std::string_view bytes, std::size_t at) {
  for (; at + 1 < bytes.size(); ++at) {
    if (bytes[at] != '\xFF') continue;
    const auto code = static_cast<unsigned char>(bytes[at + 1]);
    if (code != 0 && code != 0xFF && code != 1 && (code < 0xD0 || code > 0xD7)) return at;
  }
  return std::string_view::npos;
}

Result<CheckedPicture> CheckJpeg(std::string_view bytes) {
  const ByteReader in{.bytes = bytes};
  CheckedPicture picture;
  int scans = 0;
  for (std::size_t at = 2; true;) {
    at = FindJpegMarker(bytes, at);
    if (at == std::string_view::npos) return Truncated(bytes, "the JPEG has no end marker");
    const auto marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == 0xD9) break;
    const auto length = in.Read(at + 2, 2);
    if (!length || bytes.size() - at - 2 < *length) {
      return Truncated(bytes, "the JPEG ends inside a segment");
    }
    if (IsFrameHeader(marker) && *length >= 8) {
      picture.height = *in.Read(at + 5, 2), picture.width = *in.Read(at + 7, 2);
    }
    if (marker == 0xDA && ++scans > kMaxScans) return Damaged(at, "the JPEG has too many scans");
    at += 2 + std::max<std::size_t>(2, static_cast<std::size_t>(*length));
  }
  if (scans == 0) return Damaged(0, "the JPEG has no picture data");
  return picture;
}

// The size that the bit stream of a still picture declares, in a "VP8 " or "VP8L" chunk.
std::optional<CheckedPicture> WebPSize(std::string_view name, const ByteReader& in,
                                       std::size_t data) {
  CheckedPicture picture;
  if (name == "VP8L") {
    const auto bits = in.Read(data + 1, 4);
    if (!bits) return std::nullopt;
    picture.width = (*bits & 0x3FFF) + 1, picture.height = (*bits >> 14 & 0x3FFF) + 1;
  } else {
    const auto width = in.Read(data + 6, 2), height = in.Read(data + 8, 2);
    if (!width || !height) return std::nullopt;
    picture.width = *width & 0x3FFF, picture.height = *height & 0x3FFF;
  }
  return picture;
}

Result<CheckedPicture> CheckWebP(std::string_view bytes) {
  const ByteReader in{.bytes = bytes, .big_endian = false};
  const auto riff = in.Read(4, 4);
  if (!riff || bytes.size() - 8 < *riff)
    return Truncated(bytes, "the WebP is shorter than it says");
  const std::uint64_t end = 8 + *riff;
  for (std::uint64_t at = 12; at + 8 <= end;) {
    const std::string_view name = bytes.substr(static_cast<std::size_t>(at), 4);
    const std::uint64_t size = *in.Read(at + 4, 4);
    if (size > end - at - 8) return Truncated(bytes, "the WebP ends inside a chunk");
    if (name == "VP8 " || name == "VP8L") {
      if (auto picture = WebPSize(name, in, static_cast<std::size_t>(at) + 8)) return *picture;
      return Damaged(at, "the WebP has no header");
    }
    if (name == "ANMF") return Damaged(at, "the WebP is animated");
    at += 8 + size + (size & 1);
  }
  return Damaged(0, "the WebP has no picture data");
}

// Segments of the main header, then tile parts, each as long as it says, then the end marker.
std::optional<Error> WalkTileParts(std::string_view stream, std::uint64_t at) {
  const ByteReader in{.bytes = stream};
  while (true) {
    const auto marker = in.Read(at, 2);
    if (!marker) return Truncated(stream, "the JPEG 2000 has no end marker");
    if (*marker == 0xFFD9) return std::nullopt;
    const auto length = in.Read(at + 2, 2);
    if (!length) return Truncated(stream, "the JPEG 2000 ends inside a segment");
    if (*marker < 0xFF00 || *length < 2) return Damaged(at, "the JPEG 2000 is out of step");
    if (*marker != 0xFF90) {
      at += 2 + *length;
      continue;
    }
    const auto part = in.Read(at + 6, 4);
    if (!part) return Truncated(stream, "the JPEG 2000 ends inside a tile");
    if (*part == 0) {  // the last one, up to the end marker
      if (stream.ends_with("\xFF\xD9")) return std::nullopt;
      return Truncated(stream, "the JPEG 2000 has no end marker");
    }
    if (*part < 12) return Damaged(at, "the JPEG 2000 has a tile part of no length");
    at += *part;
  }
}

Result<CheckedPicture> CheckCodeStream(std::string_view stream) {
  constexpr std::uint64_t kMaxComponents = 4;
  const ByteReader in{.bytes = stream};
  const auto components = in.Read(40, 2);
  if (!components) return Truncated(stream, "the JPEG 2000 ends inside its header");
  if (in.Read(0, 4) != 0xFF4FFF51u) return Damaged(0, "the JPEG 2000 has no header");
  const std::uint64_t right = *in.Read(8, 4), bottom = *in.Read(12, 4);
  const std::uint64_t left = *in.Read(16, 4), top = *in.Read(20, 4);
  if (right <= left || bottom <= top || *components > kMaxComponents || *components == 0) {
    return Damaged(8, "the JPEG 2000 declares a picture that cannot be");
  }
  if (auto error = WalkTileParts(stream, 4 + *in.Read(4, 2))) return *error;
  return CheckedPicture{.width = right - left, .height = bottom - top, .bytes = {}};
}

Result<CheckedPicture> CheckJpeg2000(std::string_view bytes) {
  const ByteReader in{.bytes = bytes};
  if (bytes.starts_with("\xFF\x4F")) return CheckCodeStream(bytes);
  for (std::uint64_t at = 0; true;) {
    const auto size = in.Read(at, 4), name = in.Read(at + 4, 4);
    if (!size || !name) return Truncated(bytes, "the JPEG 2000 has no picture data");
    std::uint64_t length = *size, header = 8;
    if (*size == 1) {
      const auto long_size = in.Read(at + 8, 8);
      if (!long_size) return Truncated(bytes, "the JPEG 2000 ends inside a box");
      length = *long_size, header = 16;
    }
    if (*size == 0) length = bytes.size() - at;
    if (length < header) return Damaged(at, "the JPEG 2000 has a box of no length");
    if (length > bytes.size() - at) return Truncated(bytes, "the JPEG 2000 ends inside a box");
    if (*name == 0x6A703263u) {  // jp2c
      return CheckCodeStream(bytes.substr(static_cast<std::size_t>(at + header),
                                          static_cast<std::size_t>(length - header)));
    }
    at += length;
  }
}

std::uint64_t GifTableBytes(std::uint64_t flags) {
  return (flags & 0x80) != 0 ? std::uint64_t{3} << ((flags & 7) + 1) : 0;
}

// Behind a run of sub-blocks; nothing where the file ends before.
std::optional<std::uint64_t> SkipGifBlocks(const ByteReader& in, std::uint64_t at) {
  while (true) {
    const auto size = in.Read(at, 1);
    if (!size) return std::nullopt;
    at += 1 + *size;
    if (*size == 0) return at;
  }
}

Result<CheckedPicture> CheckGif(std::string_view bytes) {
  const ByteReader in{.bytes = bytes, .big_endian = false};
  const auto flags = in.Read(10, 1);
  if (!flags) return Truncated(bytes, "the GIF ends inside its header");
  CheckedPicture picture{.width = *in.Read(6, 2), .height = *in.Read(8, 2), .bytes = {}};
  for (std::uint64_t at = 13 + GifTableBytes(*flags); true;) {
    const auto kind = in.Read(at, 1);
    if (!kind) return Truncated(bytes, "the GIF has no picture");
    std::uint64_t data = at + 2;
    if (*kind == 0x2C) {
      const auto local = in.Read(at + 9, 1);
      if (!local) return Truncated(bytes, "the GIF ends inside a frame");
      picture.width = std::max(picture.width, *in.Read(at + 5, 2));
      picture.height = std::max(picture.height, *in.Read(at + 7, 2));
      data = at + 11 + GifTableBytes(*local);
    } else if (*kind != 0x21) {
      return Damaged(at, "the GIF has no picture");
    }
    const auto next = SkipGifBlocks(in, data);
    if (!next) return Truncated(bytes, "the GIF ends inside a block");
    if (*kind == 0x2C) {
      picture.bytes = std::string(bytes.substr(0, static_cast<std::size_t>(*next))) + ';';
      return picture;
    }
    at = *next;
  }
}

Result<CheckedPicture> CheckBmp(std::string_view bytes) {
  const ByteReader in{.bytes = bytes, .big_endian = false};
  const auto header = in.Read(14, 4), packing = in.Read(30, 4);
  if (!header || !packing) return Truncated(bytes, "the BMP ends inside its header");
  const std::uint64_t width = *in.Read(18, 4), height = *in.Read(22, 4), depth = *in.Read(28, 2);
  if (*header < 40 || *packing != 0 || width > INT32_MAX || height > INT32_MAX || depth > 32) {
    return Damaged(14, "the BMP is packed, upside down or of a kind that is not read");
  }
  const std::uint64_t data = *in.Read(10, 4) + (width * depth + 31) / 32 * 4 * height;
  if (data > bytes.size()) return Truncated(bytes, "the BMP is shorter than it says");
  return CheckedPicture{.width = width, .height = height, .bytes = {}};
}

struct PnmHeader {
  std::array<std::uint64_t, 3> numbers{};  // width, height, greatest value
  std::size_t data = 0;
};

// "P5", then numbers between white space and comments; nothing where that is not so.
std::optional<PnmHeader> ReadPnmHeader(std::string_view bytes) {
  constexpr std::string_view kSpace = " \t\r\n";
  if (bytes.size() < 3 || bytes[0] != 'P' || bytes[1] < '1' || bytes[1] > '6') return std::nullopt;
  const bool bits = bytes[1] == '1' || bytes[1] == '4';
  PnmHeader header{.numbers = {0, 0, 1}, .data = 2};
  std::size_t& at = header.data;
  for (std::size_t i = 0; i < (bits ? 2u : 3u); ++i) {
    const std::size_t before = at;
    while (at < bytes.size() && (kSpace.find(bytes[at]) != kSpace.npos || bytes[at] == '#')) {
      at = bytes[at] == '#' ? std::min(bytes.find('\n', at), bytes.size()) : at + 1;
    }
    const std::size_t digits = at;
    for (; at < bytes.size() && bytes[at] >= '0' && bytes[at] <= '9' && at - digits < 9; ++at) {
      header.numbers[i] =
          (at == digits ? 0 : header.numbers[i] * 10) + static_cast<std::uint64_t>(bytes[at] - '0');
    }
    if (digits == before || at == digits) return std::nullopt;
  }
  if (at >= bytes.size() || kSpace.find(bytes[at]) == kSpace.npos) return std::nullopt;
  ++at;
  return header;
}

Result<CheckedPicture> CheckPnm(std::string_view bytes) {
  const auto header = ReadPnmHeader(bytes);
  if (!header) return Damaged(0, "the PNM has no header");
  const auto [width, height, most] = header->numbers;
  const std::uint64_t samples = width * (bytes[1] == '3' || bytes[1] == '6' ? 3 : 1);
  std::uint64_t row = samples * (most > 255 ? 2 : 1);
  if (bytes[1] == '4') row = (width + 7) / 8;
  if (bytes[1] == '2' || bytes[1] == '3') row = samples * 2 - (samples > 0 ? 1 : 0);
  if (row != 0 && height > (bytes.size() - header->data) / row) {
    return Truncated(bytes, "the PNM is shorter than its header says (" + std::to_string(width) +
                                " x " + std::to_string(height) + ")");
  }
  return CheckedPicture{.width = width, .height = height, .bytes = {}};
}

bool LooksLikeBmp(std::string_view bytes) {
  const ByteReader in{.bytes = bytes, .big_endian = false};
  const auto header = in.Read(14, 4);
  return bytes.starts_with("BM") && header && *header >= 12 && *header <= 124 &&
         *in.Read(6, 4) == 0;
}

}  // namespace

ImageFormat DetectImageFormat(std::string_view bytes) {
  using std::string_view_literals::operator""sv;
  if (bytes.starts_with("\x89PNG\r\n\x1A\n")) return ImageFormat::kPng;
  if (bytes.starts_with("\xFF\xD8\xFF")) return ImageFormat::kJpeg;
  if (bytes.starts_with("RIFF") &&
      bytes.substr(std::min<std::size_t>(8, bytes.size()), 4) == "WEBP") {
    return ImageFormat::kWebP;
  }
  if (bytes.starts_with("\0\0\0\x0CjP  \r\n\x87\n"sv) || bytes.starts_with("\xFF\x4F\xFF\x51")) {
    return ImageFormat::kJpeg2000;
  }
  for (const std::string_view magic : {"II*\0"sv, "MM\0*"sv, "II+\0"sv, "MM\0+"sv}) {
    if (bytes.starts_with(magic)) return ImageFormat::kTiff;
  }
  if (bytes.starts_with("GIF87a") || bytes.starts_with("GIF89a")) return ImageFormat::kGif;
  if (LooksLikeBmp(bytes)) return ImageFormat::kBmp;
  return ReadPnmHeader(bytes) ? ImageFormat::kPnm : ImageFormat::kNone;
}

Result<CheckedPicture> CheckPicture(ImageFormat format, std::string_view bytes) {
  switch (format) {
    case ImageFormat::kPng:
      return CheckPng(bytes);
    case ImageFormat::kJpeg:
      return CheckJpeg(bytes);
    case ImageFormat::kWebP:
      return CheckWebP(bytes);
    case ImageFormat::kJpeg2000:
      return CheckJpeg2000(bytes);
    case ImageFormat::kGif:
      return CheckGif(bytes);
    case ImageFormat::kBmp:
      return CheckBmp(bytes);
    case ImageFormat::kPnm:
      return CheckPnm(bytes);
    case ImageFormat::kTiff:
    case ImageFormat::kNone:
      break;
  }
  return Error{.code = Code::kUnknownFormat, .what = "this is no picture that is read"};
}

}  // namespace warraq

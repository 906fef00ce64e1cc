// Walks a TIFF's directories (TIFF 6.0 section 2; BigTIFF), in either byte order.
//
// libtiff follows the chain itself when it is asked for page n, again for every page, and a chain
// that closes on itself keeps Tesseract's own reader busy for ever. So the chain is walked once,
// here, and a decoder gets a copy whose header points at the page that is wanted: to it each file
// has one page. A page's strips must lie within the file; libtiff would paint what is missing.

#include "plugin/ocr/tiff_pages.h"

#include <cassert>
#include <cstddef>
#include <optional>
#include <unordered_set>

#include "plugin/ocr/bytes.h"

namespace warraq {
namespace {

// Where a file of either kind keeps what.
struct Shape {
  ByteReader in;
  bool big = false;

  std::uint64_t first_at() const { return big ? 8 : 4; }
  unsigned offset_bytes() const { return big ? 8 : 4; }
  unsigned count_bytes() const { return big ? 8 : 2; }
  std::uint64_t entry_bytes() const { return big ? 20 : 12; }
};

Shape ShapeOf(std::string_view bytes) {
  Shape shape{.in = {.bytes = bytes, .big_endian = bytes.starts_with("MM")}};
  shape.big = shape.in.Read(2, 2) == 43u;
  return shape;
}

Error Cut(std::uint64_t at, std::string_view what) {
  return {
      .code = Code::kTruncatedImage, .at = static_cast<std::size_t>(at), .what = std::string(what)};
}

Error Bad(std::uint64_t at, std::string_view what) {
  return {
      .code = Code::kDamagedImage, .at = static_cast<std::size_t>(at), .what = std::string(what)};
}

struct Directory {
  std::uint64_t entries_at = 0;
  std::uint64_t entries = 0;
  std::uint64_t next = 0;
};

Result<Directory> ReadDirectory(const Shape& shape, std::uint64_t at) {
  const auto entries = shape.in.Read(at, shape.count_bytes());
  if (!entries) return Cut(at, "a page of the TIFF lies behind its end");
  Directory directory{.entries_at = at + shape.count_bytes(), .entries = *entries};
  if (*entries == 0) return Bad(at, "a page of the TIFF is empty");
  if (*entries > shape.in.bytes.size() / shape.entry_bytes()) {
    return Cut(at, "a page of the TIFF is longer than the file");
  }
  const std::uint64_t end = directory.entries_at + *entries * shape.entry_bytes();
  const auto next = shape.in.Read(end, shape.offset_bytes());
  if (!next) return Cut(at, "a page of the TIFF passes its end");
  directory.next = *next;
  return directory;
}

// A field of whole numbers: its values are read where they stand.
struct Field {
  std::uint64_t count = 0;
  std::uint64_t at = 0;
  unsigned size = 0;  // of a value; 0 for the kinds of field that are not read here

  std::optional<std::uint64_t> Value(const Shape& shape, std::uint64_t i) const {
    if (size == 0 || i >= count) return std::nullopt;
    return shape.in.Read(at + i * size, size);
  }
};

unsigned ValueBytes(std::uint64_t type) {
  switch (type) {
    case 1:
      return 1;
    case 3:
      return 2;
    case 4:
      return 4;
    case 16:
      return 8;
    default:
      return 0;
  }
}

std::optional<Field> FindField(const Shape& shape, const Directory& directory, std::uint64_t tag) {
  for (std::uint64_t i = 0; i < directory.entries; ++i) {
    const std::uint64_t at = directory.entries_at + i * shape.entry_bytes();
    if (shape.in.Read(at, 2) != tag) continue;
    const unsigned room = shape.offset_bytes();
    Field field{.count = *shape.in.Read(at + 4, room),
                .at = at + 4 + room,
                .size = ValueBytes(*shape.in.Read(at + 2, 2))};
    const bool inside = field.size != 0 && field.count <= room / field.size;
    if (!inside) field.at = *shape.in.Read(at + 4 + room, room);
    return field;
  }
  return std::nullopt;
}

// Every strip must lie within the file. Files without byte counts are left to the decoder.
std::optional<Error> CheckStrips(const Shape& shape, const Directory& directory) {
  constexpr std::uint64_t kStripOffsets = 273, kStripByteCounts = 279;
  const auto offsets = FindField(shape, directory, kStripOffsets);
  const auto sizes = FindField(shape, directory, kStripByteCounts);
  if (!offsets) return Bad(directory.entries_at, "a page of the TIFF has no picture data");
  const std::uint64_t end = shape.in.bytes.size();
  for (std::uint64_t i = 0; i < offsets->count; ++i) {
    const auto at = offsets->Value(shape, i);
    if (!at || *at >= end) return Cut(end, "a strip of the TIFF lies behind its end");
    if (!sizes) continue;
    const auto size = sizes->Value(shape, i);
    if (!size || *size > end - *at) return Cut(end, "a strip of the TIFF passes its end");
  }
  return std::nullopt;
}

}  // namespace

Result<std::vector<std::uint64_t>> FindTiffPages(std::string_view bytes, const Limits& limits) {
  const Shape shape = ShapeOf(bytes);
  std::vector<std::uint64_t> pages;
  std::unordered_set<std::uint64_t> seen;
  auto next = shape.in.Read(shape.first_at(), shape.offset_bytes());
  if (!next) return Cut(bytes.size(), "the TIFF ends inside its header");
  if (*next == 0) return Bad(0, "the TIFF has no page");
  while (*next != 0) {
    if (!seen.insert(*next).second) {
      return Error{.code = Code::kLoopingPages,
                   .at = static_cast<std::size_t>(*next),
                   .what = "the TIFF's page " + std::to_string(pages.size()) +
                           " is followed by one that came before"};
    }
    if (pages.size() == limits.image_pages) {
      return Error{.code = Code::kTooLarge,
                   .what = "the TIFF has more pages than the limit image_pages = " +
                           std::to_string(limits.image_pages)};
    }
    WARRAQ_TRY(const Directory directory, ReadDirectory(shape, *next));
    pages.push_back(*next);
    next = directory.next;
  }
  return pages;
}

Result<TiffPage> CheckTiffPage(std::string_view bytes, std::uint64_t at) {
  constexpr std::uint64_t kWidth = 256, kHeight = 257, kTileWidth = 322;
  const Shape shape = ShapeOf(bytes);
  WARRAQ_TRY(const Directory directory, ReadDirectory(shape, at));
  const auto width = FindField(shape, directory, kWidth);
  const auto height = FindField(shape, directory, kHeight);
  const std::uint64_t columns = width ? width->Value(shape, 0).value_or(0) : 0;
  const std::uint64_t rows = height ? height->Value(shape, 0).value_or(0) : 0;
  if (columns == 0 || rows == 0) {
    return Bad(at, "a page of the TIFF does not say how large it is");
  }
  if (FindField(shape, directory, kTileWidth)) {
    return Error{.code = Code::kUnknownFormat,
                 .at = static_cast<std::size_t>(at),
                 .what = "a TIFF in tiles is not read, only one in strips"};
  }
  if (auto error = CheckStrips(shape, directory)) return *error;
  return TiffPage{.width = columns, .height = rows};
}

std::optional<TiffFax> FindTiffFax(std::string_view bytes, std::uint64_t at) {
  const Shape shape = ShapeOf(bytes);
  const Result<Directory> directory = ReadDirectory(shape, at);
  if (!directory.ok()) return std::nullopt;
  const auto value = [&](std::uint64_t tag, std::uint64_t otherwise) {
    const auto field = FindField(shape, directory.value(), tag);
    return field ? field->Value(shape, 0).value_or(otherwise) : otherwise;
  };
  constexpr std::uint64_t kGroup4 = 4, kOffsets = 273, kCounts = 279, kResolution = 282;
  const auto offsets = FindField(shape, directory.value(), kOffsets);
  const bool fax = value(258, 1) == 1 && value(259, 1) == kGroup4 && value(266, 1) == 1 &&
                   value(262, 0) <= 1 && value(274, 1) == 1 && offsets && offsets->count == 1;
  if (!fax) return std::nullopt;
  const std::uint64_t begin = value(kOffsets, 0), size = value(kCounts, 0);
  if (size == 0 || begin > bytes.size() || size > bytes.size() - begin) return std::nullopt;
  TiffFax page{
      .strip = bytes.substr(static_cast<std::size_t>(begin), static_cast<std::size_t>(size)),
      .width = value(256, 0),
      .height = value(257, 0),
      .black_is_one = value(262, 0) == 1};
  if (page.width == 0 || page.height == 0) return std::nullopt;
  // A fraction: two numbers where the field points. BigTIFF, which keeps it elsewhere, has 0.
  const auto field = FindField(shape, directory.value(), kResolution);
  if (field && !shape.big) {
    const auto above = shape.in.Read(field->at, 4), below = shape.in.Read(field->at + 4, 4);
    const double unit = value(296, 2) == 3 ? 2.54 : value(296, 2) == 2 ? 1 : 0;
    if (above && below && *below > 0) {
      page.dpi = static_cast<double>(*above) / static_cast<double>(*below) * unit;
    }
  }
  return page;
}

std::string StartTiffAt(std::string_view bytes, std::uint64_t at) {
  const Shape shape = ShapeOf(bytes);
  std::string copy(bytes);
  const unsigned size = shape.offset_bytes();
  assert(copy.size() >= shape.first_at() + size);
  for (unsigned i = 0; i < size; ++i) {
    const unsigned shift = 8 * (shape.in.big_endian ? size - 1 - i : i);
    copy[static_cast<std::size_t>(shape.first_at()) + i] = static_cast<char>(at >> shift & 0xFF);
  }
  return copy;
}

}  // namespace warraq

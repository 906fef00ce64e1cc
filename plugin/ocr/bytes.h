// Numbers out of a file's bytes, each read checked against the file's end.
//
//   ByteReader in{.bytes = png, .big_endian = true};
//   if (const auto width = in.Read(16, 4)) ...

#ifndef WARRAQ_PLUGIN_OCR_BYTES_H_
#define WARRAQ_PLUGIN_OCR_BYTES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string_view>

namespace warraq {

struct ByteReader {
  std::string_view bytes;
  bool big_endian = true;

  // `size` (1 to 8) bytes at `at`; nothing where the file ends before.
  std::optional<std::uint64_t> Read(std::uint64_t at, unsigned size) const {
    if (at > bytes.size() || bytes.size() - at < size) return std::nullopt;
    std::uint64_t value = 0;
    for (unsigned i = 0; i < size; ++i) {
      const unsigned from = big_endian ? i : size - 1 - i;
      value = value << 8 | static_cast<unsigned char>(bytes[static_cast<std::size_t>(at) + from]);
    }
    return value;
  }
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_BYTES_H_

// Encodings of one byte a letter: what each byte means, and back.

#ifndef WARRAQ_PLUGIN_TEXT_BYTE_ENCODING_H_
#define WARRAQ_PLUGIN_TEXT_BYTE_ENCODING_H_

#include <array>
#include <cstdint>
#include <span>
#include <string_view>

namespace warraq {

struct ByteEncoding {
  std::string_view name;     // "windows-1256": IANA's, else WHATWG's ("x-mac-arabic"), else "cp720"
  std::string_view aliases;  // parted by spaces
  // The code point of each byte. A byte that the encoding leaves undefined means the C1 control of
  // the same number below A0 (WHATWG does so with windows-125x), and U+FFFD from A0.
  std::array<char32_t, 256> meaning{};
  // The same as UTF-8, and in the last byte how many there are (1 to 3).
  std::array<std::array<char, 4>, 256> utf8{};
  std::array<std::uint16_t, 512> slots{};  // of ByteOf: open addressing, byte + 1

  // The byte that means `value`; the lowest where several do; -1 where none does.
  int ByteOf(char32_t value) const {
    for (std::size_t slot = SlotOf(value);; slot = (slot + 1) % 512) {
      if (slots[slot] == 0) return -1;
      const int byte = slots[slot] - 1;
      if (meaning[static_cast<std::size_t>(byte)] == value) return byte;
    }
  }
  static constexpr std::size_t SlotOf(char32_t value) {
    return (value * 0x9E3779B1u & 0xFFFFFFFFu) >> 23;
  }
};

// All that are known (models/byte_encodings.tsv).
std::span<const ByteEncoding> ByteEncodings();

// By its name or an alias ("cp1252", "latin1"), in any case; null if there is none.
const ByteEncoding* FindByteEncoding(std::string_view name);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_BYTE_ENCODING_H_

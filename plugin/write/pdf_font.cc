// The font of text that nobody sees (TrueType: ISO 14496-22): what a PDF needs of one embedded, and
// no outlines. Which character a code is, the PDF says itself (ToUnicode).

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

#include "plugin/write/pdf.h"

namespace warraq {
namespace {

constexpr std::uint32_t kUnits = 1000;  // an em
constexpr std::uint32_t kGlyphs = 2;

constexpr auto Put = PutBigEndian;

template <typename... Shorts>
void PutShorts(std::string& bytes, Shorts... values) {
  (Put(bytes, static_cast<std::uint32_t>(values), 2), ...);
}

constexpr std::uint32_t kAscent = 800, kDescent = 0x10000 - 200;
constexpr auto kWidth = static_cast<std::uint32_t>(kUnits * kGlyphWidth);

std::string Head() {
  std::string head;
  Put(head, 0x00010000, 4);  // version
  Put(head, 0x00010000, 4);  // revision
  Put(head, 0, 4);           // what makes the checksum of the file right; set below
  Put(head, 0x5F0F3CF5, 4);
  PutShorts(head, 0, kUnits);
  head.append(16, '\0');  // made and changed at no time, so that each run gives the same bytes
  PutShorts(head, 0, kDescent, kWidth, kAscent, 0, 8, 2, 0, 0);
  return head;
}

std::string HorizontalHeader() {
  std::string header;
  Put(header, 0x00010000, 4);
  PutShorts(header, kAscent, kDescent, 0, kWidth, 0, 0, kWidth, 1, 0, 0, 0, 0, 0, 0, 0, kGlyphs);
  return header;
}

std::string HorizontalMetrics() {
  std::string metrics;
  for (std::uint32_t i = 0; i < kGlyphs; ++i) PutShorts(metrics, kWidth, 0);
  return metrics;
}

std::string MaximumProfile() {
  std::string profile;
  Put(profile, 0x00010000, 4);
  PutShorts(profile, kGlyphs, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0);
  return profile;
}

std::uint32_t Checksum(std::string_view bytes) {
  std::uint32_t sum = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    sum += static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[i])) << (24 - 8 * (i % 4));
  }
  return sum;
}

void PadToFour(std::string& bytes) { bytes.resize((bytes.size() + 3) / 4 * 4); }

}  // namespace

std::string FontWithoutShapes() {
  struct Table {
    std::string_view name;
    std::string bytes;
  };
  // Sorted by name, as they must be. Glyphs without outlines have no bytes at all in "glyf"; one
  // padding byte keeps readers content that refuse an empty table.
  const std::array<Table, 7> tables = {{{"glyf", std::string(4, '\0')},
                                        {"head", Head()},
                                        {"hhea", HorizontalHeader()},
                                        {"hmtx", HorizontalMetrics()},
                                        {"loca", std::string(2 * (kGlyphs + 1), '\0')},
                                        {"maxp", MaximumProfile()},
                                        {"post", std::string("\0\3\0\0", 4).append(28, '\0')}}};
  std::string font, body;
  Put(font, 0x00010000, 4);
  PutShorts(font, tables.size(), 64, 2, 16 * tables.size() - 64);
  const std::size_t begin = font.size() + 16 * tables.size();
  std::size_t head = 0;
  for (const Table& table : tables) {
    if (table.name == "head") head = begin + body.size();
    font += table.name;
    Put(font, Checksum(table.bytes), 4);
    Put(font, static_cast<std::uint32_t>(begin + body.size()), 4);
    Put(font, static_cast<std::uint32_t>(table.bytes.size()), 4);
    body += table.bytes;
    PadToFour(body);
  }
  font += body;
  std::string adjustment;
  Put(adjustment, 0xB1B0AFBA - Checksum(font), 4);
  font.replace(head + 8, 4, adjustment);
  return font;
}

}  // namespace warraq

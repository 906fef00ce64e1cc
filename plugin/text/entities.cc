// models/entities.tsv in a hash table, and the table of C1 controls of the WHATWG standard.

#include "plugin/text/entities.h"

#include <array>
#include <charconv>
#include <string>
#include <unordered_map>

#include "plugin/text/model.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

using Table = std::unordered_map<std::string_view, std::string>;

Table ReadTable() {
  Table table;
  std::string_view model = Model("entities.tsv");
  for (std::array<std::string_view, 2> row; NextRow(model, row);) {
    std::string& text = table[row[0]];
    // One or two code points in hexadecimal.
    for (const char* at = row[1].data(); at < row[1].data() + row[1].size(); ++at) {
      std::uint32_t value = 0;
      at = std::from_chars(at, row[1].data() + row[1].size(), value, 16).ptr;
      AppendUtf8(text, value);
    }
  }
  return table;
}

// windows-1252 0x80 to 0x9F; 0 where it has nothing.
constexpr std::array<char32_t, 32> kC1 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

}  // namespace

std::string_view NamedReference(std::string_view name) {
  static const Table table = ReadTable();
  const auto found = table.find(name);
  return found == table.end() ? std::string_view() : std::string_view(found->second);
}

char32_t C1Meaning(char32_t value) {
  const bool c1 = value >= 0x80 && value < 0xA0;
  return c1 ? kC1[value - 0x80] : 0;
}

char32_t NumericReference(unsigned long value) {
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value < 0xE000)) return kReplacement;
  const auto point = static_cast<char32_t>(value);
  return C1Meaning(point) != 0 ? C1Meaning(point) : point;
}

}  // namespace warraq

// models/entities.tsv, and the table of C1 controls of the WHATWG standard.

#include "plugin/text/entities.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <numeric>
#include <string>
#include <vector>

#include "plugin/text/model.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// The entities sorted by name, and where each first letter begins.
struct Table {
  std::vector<Entity> entities;
  std::array<std::uint16_t, 129> first{};
};

// `meaning`: one or two code points in hexadecimal.
Entity ReadEntity(std::string_view name, std::string_view meaning) {
  Entity entity{name, 0, {}};
  std::string text;
  for (const char* at = meaning.data(); at < meaning.data() + meaning.size(); ++at) {
    std::uint32_t value = 0;
    at = std::from_chars(at, meaning.data() + meaning.size(), value, 16).ptr;
    AppendUtf8(text, value);
  }
  entity.text_bytes = static_cast<std::uint8_t>(text.copy(entity.bytes.data(), 7));
  return entity;
}

Table ReadTable() {
  Table table;
  std::string_view model = Model("entities.tsv");
  for (std::array<std::string_view, 2> row; NextRow(model, row);) {
    table.entities.push_back(ReadEntity(row[0], row[1]));
  }
  for (const Entity& entity : table.entities) {
    ++table.first[static_cast<unsigned char>(entity.name[0]) + 1u];
  }
  std::partial_sum(table.first.begin(), table.first.end(), table.first.begin());
  return table;
}

// windows-1252 0x80 to 0x9F; 0 where it has nothing.
constexpr std::array<char32_t, 32> kC1 = {
    0x20AC, 0,      0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0,      0x017D, 0,      0,      0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,      0x017E, 0x0178};

}  // namespace

// The range of candidates shrinks by a letter a step.
const Entity* FindEntity(std::string_view at) {
  static const Table table = ReadTable();
  if (at.empty() || static_cast<unsigned char>(at[0]) >= 128) return nullptr;
  const auto letter = static_cast<unsigned char>(at[0]);
  const Entity* low = table.entities.data() + table.first[letter];
  const Entity* high = table.entities.data() + table.first[letter + 1u];
  const Entity* found = nullptr;
  for (std::size_t i = 1; low < high; ++i) {
    // All of [low, high) begin with the first i bytes of `at`; one that ends here comes first.
    if (low->name.size() == i) found = low++;
    if (i == at.size()) break;
    const char next = at[i];
    low = std::partition_point(low, high, [&](const Entity& e) { return e.name[i] < next; });
    high = std::partition_point(low, high, [&](const Entity& e) { return e.name[i] == next; });
  }
  return found;
}

std::string_view NamedReference(std::string_view name) {
  const Entity* const entity = FindEntity(name);
  return entity != nullptr && entity->name == name ? entity->text() : std::string_view();
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

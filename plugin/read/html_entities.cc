// Character references: "&amp;", "&copy" without its semicolon, "&#1575;", "&#x627;".
//
// HTML 13.2.5.72 to 13.2.5.80. The longest name that fits wins ("&notin;" before "&not"), and in an
// attribute a name without a semicolon counts only where neither "=" nor a letter or digit follows,
// so that "?a=1&copy=2" stays as it is. Numbers 0x80 to 0x9F mean windows-1252. A number that is no
// character is U+FFFD.

#include "plugin/read/html_entities.h"

#include <algorithm>
#include <charconv>
#include <cstddef>
#include <vector>

#include "plugin/text/model.h"

namespace warraq {
namespace {

constexpr char32_t kNoCharacter = 0xFFFD;

constexpr std::array<char16_t, 32> kWindows1252 = {
    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178};

void Append(HtmlReference& reference, char32_t value) {
  const auto put = [&](char32_t byte) {
    reference.bytes[reference.text_bytes++] = static_cast<char>(static_cast<unsigned char>(byte));
  };
  if (value < 0x80) {
    put(value);
    return;
  }
  if (value < 0x800) {
    put(0xC0 | value >> 6);
  } else if (value < 0x10000) {
    put(0xE0 | value >> 12), put(0x80 | (value >> 6 & 0x3F));
  } else {
    put(0xF0 | value >> 18), put(0x80 | (value >> 12 & 0x3F)), put(0x80 | (value >> 6 & 0x3F));
  }
  put(0x80 | (value & 0x3F));
}

struct Entity {
  std::string_view name;  // without "&"; ends with ";" where it has one
  HtmlReference reference;
};

// The entities sorted by name, and where each first letter begins.
struct Table {
  std::vector<Entity> entities;
  std::array<std::uint16_t, 129> first{};
};

Entity ReadLine(std::string_view line, std::size_t tab) {
  Entity entity;
  entity.name = line.substr(0, tab);
  const char* at = line.data() + tab + 1;
  const char* const end = line.data() + line.size();
  while (at < end) {
    std::uint32_t value = 0;
    at = std::from_chars(at, end, value, 16).ptr + 1;
    Append(entity.reference, value);
  }
  return entity;
}

Table ReadTable() {
  Table table;
  std::string_view model = Model("entities.tsv");
  while (!model.empty()) {
    const std::string_view line = model.substr(0, model.find('\n'));
    model.remove_prefix(std::min(line.size() + 1, model.size()));
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string_view::npos) continue;
    table.entities.push_back(ReadLine(line, tab));
  }
  for (const Entity& entity : table.entities) {
    for (std::size_t letter = static_cast<unsigned char>(entity.name[0]) + 1u; letter <= 128;
         ++letter) {
      ++table.first[letter];
    }
  }
  return table;
}

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAlnum(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

// The longest entity that `at` begins with, or none. The range of candidates shrinks by a letter a
// step.
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

HtmlReference ReadNamed(std::string_view at, HtmlReferenceIn in) {
  const Entity* entity = FindEntity(at.substr(1));
  if (entity == nullptr) return {};
  HtmlReference reference = entity->reference;
  reference.source_bytes = static_cast<std::uint32_t>(entity->name.size() + 1);
  if (in == HtmlReferenceIn::kAttribute && !entity->name.ends_with(';') &&
      reference.source_bytes < at.size()) {
    const char next = at[reference.source_bytes];
    if (next == '=' || IsAlnum(next)) return {};
  }
  return reference;
}

// The value of a digit, or 16 for what is none.
constexpr std::uint32_t DigitValue(char c) {
  if (IsDigit(c)) return static_cast<std::uint32_t>(c - '0');
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? static_cast<std::uint32_t>(lower - 'a' + 10) : 16;
}

char32_t MeantBy(std::uint32_t value) {
  if (value == 0 || value > 0x10FFFF || (value >= 0xD800 && value <= 0xDFFF)) return kNoCharacter;
  if (value >= 0x80 && value <= 0x9F) return kWindows1252[value - 0x80];
  return value;
}

HtmlReference ReadNumber(std::string_view at) {
  const bool hexadecimal = at.size() > 2 && (at[2] | 0x20) == 'x';
  const std::uint32_t base = hexadecimal ? 16 : 10;
  const std::size_t begin = hexadecimal ? 3 : 2;
  std::size_t end = begin;
  std::uint32_t value = 0;
  for (; end < at.size() && DigitValue(at[end]) < base; ++end) {
    value = std::min(value * base + DigitValue(at[end]), 0x110000u);
  }
  if (end == begin) return {};
  if (end < at.size() && at[end] == ';') ++end;
  HtmlReference reference;
  reference.source_bytes = static_cast<std::uint32_t>(end);
  Append(reference, MeantBy(value));
  return reference;
}

}  // namespace

HtmlReference ReadReference(std::string_view at, HtmlReferenceIn in) {
  if (at.size() < 2) return {};
  if (at[1] == '#') return ReadNumber(at);
  return IsAlnum(at[1]) ? ReadNamed(at, in) : HtmlReference{};
}

}  // namespace warraq

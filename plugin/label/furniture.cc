#include "plugin/label/furniture.h"

#include <array>
#include <bitset>
#include <charconv>
#include <string_view>
#include <unordered_map>

#include "plugin/text/model.h"

namespace warraq {
namespace {

constexpr int kBits = 14;  // of a filter, which lets few others past

struct Table {
  std::unordered_map<std::uint64_t, float> hosts;  // by the keys of the lines
  std::bitset<1u << kBits> filter;
};

Table ReadTable() {
  Table table;
  std::string_view model = Model("furniture.tsv");
  for (std::array<std::string_view, 2> row; NextRow(model, row);) {
    float count = 0;
    std::from_chars(row[1].data(), row[1].data() + row[1].size(), count);
    const std::uint64_t key = ShapeOf(row[0]).key;
    table.hosts.emplace(key, count);
    table.filter.set(key >> (64 - kBits));
  }
  return table;
}

}  // namespace

float HostsWithLine(const Shape& shape) {
  static const Table table = ReadTable();
  if (shape.words > 10 || shape.digits > 0) return 0;
  if (!table.filter.test(shape.key >> (64 - kBits))) return 0;
  const auto found = table.hosts.find(shape.key);
  return found == table.hosts.end() ? 0 : found->second;
}

}  // namespace warraq

#include "plugin/text/model.h"

#include <algorithm>

#include "plugin/text/models_table.h"

namespace warraq {

std::string_view Model(std::string_view name) {
  for (std::size_t i = 0; i < kEmbeddedModelCount; ++i) {
    const EmbeddedModel& model = kEmbeddedModels[i];
    if (name == model.name) {
      return {model.begin, static_cast<std::size_t>(model.end - model.begin)};
    }
  }
  return {};
}

bool NextRow(std::string_view& table, std::span<std::string_view> fields) {
  while (!table.empty()) {
    std::string_view row = table.substr(0, table.find('\n'));
    table.remove_prefix(std::min(table.size(), row.size() + 1));
    if (row.starts_with('#')) continue;
    std::size_t field = 0;
    for (; field + 1 < fields.size(); ++field) {
      const std::size_t tab = row.find('\t');
      if (tab == std::string_view::npos) break;
      fields[field] = row.substr(0, tab);
      row.remove_prefix(tab + 1);
    }
    if (field + 1 != fields.size()) continue;
    fields[field] = row;
    return true;
  }
  return false;
}

}  // namespace warraq

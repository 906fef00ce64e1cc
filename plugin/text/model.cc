#include "plugin/text/model.h"

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

std::vector<std::string_view> ModelNames() {
  std::vector<std::string_view> names;
  for (std::size_t i = 0; i < kEmbeddedModelCount; ++i) names.emplace_back(kEmbeddedModels[i].name);
  return names;
}

}  // namespace warraq

// What CMake writes about the embedded models (models.cc in the build folder), and model.cc reads.

#ifndef WARRAQ_PLUGIN_TEXT_MODELS_TABLE_H_
#define WARRAQ_PLUGIN_TEXT_MODELS_TABLE_H_

#include <cstddef>

namespace warraq {

struct EmbeddedModel {
  const char* name;
  const char* begin;
  const char* end;
};
extern const EmbeddedModel kEmbeddedModels[];  // sorted by name
extern const std::size_t kEmbeddedModelCount;

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_MODELS_TABLE_H_

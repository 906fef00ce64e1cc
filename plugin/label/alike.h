// Lines that say the same, by the keys of their shapes.

#ifndef WARRAQ_PLUGIN_LABEL_ALIKE_H_
#define WARRAQ_PLUGIN_LABEL_ALIKE_H_

#include <cstdint>
#include <span>
#include <vector>

#include "plugin/label/shape.h"

namespace warraq {

// For each line the first that has its key: itself where none above does.
std::vector<std::uint32_t> FirstsAlike(std::span<const Shape> shapes);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_ALIKE_H_

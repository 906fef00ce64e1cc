// Containers in containers, opened by what their first bytes say.

#ifndef WARRAQ_PLUGIN_BATCH_CONTAINER_H_
#define WARRAQ_PLUGIN_BATCH_CONTAINER_H_

#include <string>

#include "plugin/batch/inputs.h"
#include "plugin/batch/stream.h"

namespace warraq {

// Every source in the window's bytes, or these as one. Returns whether to go on.
bool OpenContainer(const std::string& name, Window& window, Budget& budget, const Options& options,
                   const InputTaker& taker);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_CONTAINER_H_

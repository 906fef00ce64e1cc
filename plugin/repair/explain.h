// What a repair changed, place by place.

#ifndef WARRAQ_PLUGIN_REPAIR_EXPLAIN_H_
#define WARRAQ_PLUGIN_REPAIR_EXPLAIN_H_

#include <vector>

#include "plugin/repair/repair.h"

namespace warraq {

// Adds a change for each place of `text` that the repair writes anew. It runs once more for it, so
// it costs nothing where nobody asks.
void ExplainRepair(const Repair& repair, const Text& text, std::vector<RepairChange>& changes);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_REPAIR_EXPLAIN_H_

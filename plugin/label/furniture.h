// Lines that the pages of many sites have and their articles do not ("Read more"), as they were
// counted beforehand (models/furniture.tsv).

#ifndef WARRAQ_PLUGIN_LABEL_FURNITURE_H_
#define WARRAQ_PLUGIN_LABEL_FURNITURE_H_

#include "plugin/label/shape.h"

namespace warraq {

// How many sites have the line; 0 where the table does not know it.
float HostsWithLine(const Shape& shape);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_FURNITURE_H_

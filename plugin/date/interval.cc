#include "plugin/date/reading.h"
namespace warraq {
const DateFinder interval_finder = {.name = "interval", .summary = "", .find = [](Reading&) {}};
}  // namespace warraq

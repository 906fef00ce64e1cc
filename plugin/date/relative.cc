#include "plugin/date/reading.h"
namespace warraq {
const DateFinder relative_finder = {.name = "relative", .summary = "", .find = [](Reading&) {}};
}  // namespace warraq

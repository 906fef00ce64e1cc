#include "plugin/date/reading.h"
namespace warraq {
const DateFinder vague_finder = {.name = "vague", .summary = "", .find = [](Reading&) {}};
}  // namespace warraq

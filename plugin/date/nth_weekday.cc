#include "plugin/date/reading.h"
namespace warraq {
const DateFinder nth_weekday_finder = {
    .name = "nth_weekday", .summary = "", .find = [](Reading&) {}};
}  // namespace warraq

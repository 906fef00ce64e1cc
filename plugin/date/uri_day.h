// The day of publication that many addresses name.

#ifndef WARRAQ_PLUGIN_DATE_URI_DAY_H_
#define WARRAQ_PLUGIN_DATE_URI_DAY_H_

#include <string>
#include <string_view>

namespace warraq {

// The day or month that an address names: "/2014/07/24/", "/20140724", "-2014-07-24-",
// "/2014/jul/24/", "24-07-2014"; "2014-07" of a month; empty where there is none. The address
// behind an archive's own is read.
std::string DayOfUri(std::string_view uri);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_URI_DAY_H_

// The versions of the libraries that plugin/text stands before.

#ifndef WARRAQ_PLUGIN_TEXT_VERSIONS_H_
#define WARRAQ_PLUGIN_TEXT_VERSIONS_H_

#include <string>

namespace warraq {

std::string IcuVersion();
std::string Utf8procVersion();

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_VERSIONS_H_

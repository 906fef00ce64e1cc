// What `--version` says.

#ifndef WARRAQ_PLUGIN_HOST_VERSIONS_H_
#define WARRAQ_PLUGIN_HOST_VERSIONS_H_

#include <string>

namespace warraq {

// Our version, those of Tesseract, Leptonica, ICU and utf8proc, and the models found.
std::string Versions();

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_VERSIONS_H_

// The names by which callers choose, on the command line and from C.

#ifndef WARRAQ_PLUGIN_HOST_NAMES_H_
#define WARRAQ_PLUGIN_HOST_NAMES_H_

#include <array>
#include <utility>

#include "warraq/options.h"

namespace warraq {

inline constexpr std::array<std::pair<const char*, Format>, 8> kFormatNames = {
    {{"auto", Format::kAuto},
     {"text", Format::kText},
     {"html", Format::kHtml},
     {"image", Format::kImage},
     {"hocr", Format::kHocr},
     {"alto", Format::kAlto},
     {"page", Format::kPageXml},
     {"tsv", Format::kTsv}}};

inline constexpr std::array<std::pair<const char*, Provenance>, 3> kProvenanceNames = {
    {{"none", Provenance::kNone}, {"spans", Provenance::kSpans}, {"full", Provenance::kFull}}};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_HOST_NAMES_H_

#include "plugin/text/versions.h"

#include <unicode/uversion.h>
#include <utf8proc.h>

namespace warraq {

std::string IcuVersion() { return U_ICU_VERSION; }
std::string Utf8procVersion() { return utf8proc_version(); }

}  // namespace warraq

// Canonical composition (UAX #15). ICU does it; this is the one door to it.

#ifndef WARRAQ_PLUGIN_TEXT_NORMALIZE_H_
#define WARRAQ_PLUGIN_TEXT_NORMALIZE_H_

#include <cstddef>
#include <string>
#include <string_view>

namespace warraq {

bool IsNfc(std::string_view utf8);
std::string Nfc(std::string_view utf8);

// Whether nothing before this code point can change or be changed by it: a place where text may be
// cut, and its parts normalized alone.
bool StartsNfcStretch(char32_t value);

// Compatibility decomposition of one code point (NFKC), for tables of presentation forms.
std::string CompatibilityForm(char32_t value);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_NORMALIZE_H_

// What stands behind an "&" of HTML.
//
//   HtmlReference reference = ReadReference("&eacute;s", HtmlReferenceIn::kText);
//   reference.source_bytes;   // 8
//   reference.text();         // "é"

#ifndef WARRAQ_PLUGIN_READ_HTML_ENTITIES_H_
#define WARRAQ_PLUGIN_READ_HTML_ENTITIES_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace warraq {

enum class HtmlReferenceIn : std::uint8_t { kText, kAttribute };

// The longest text that a reference stands for has six bytes (&nGt;).
struct HtmlReference {
  std::uint32_t source_bytes = 0;  // with the "&"; 0: the "&" stands for itself
  std::uint8_t text_bytes = 0;
  std::array<char, 7> bytes{};

  std::string_view text() const { return {bytes.data(), text_bytes}; }
};

// The character reference at the beginning of `at`, which begins with "&".
HtmlReference ReadReference(std::string_view at, HtmlReferenceIn in);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_HTML_ENTITIES_H_

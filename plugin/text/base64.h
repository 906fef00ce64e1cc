// Base64 (RFC 4648, section 4): bytes that are no UTF-8, in JSON.

#ifndef WARRAQ_PLUGIN_TEXT_BASE64_H_
#define WARRAQ_PLUGIN_TEXT_BASE64_H_

#include <optional>
#include <string>
#include <string_view>

namespace warraq {

std::string EncodeBase64(std::string_view bytes);

// With padding; white space around it does not count. Nothing where it is not base64.
std::optional<std::string> DecodeBase64(std::string_view coded);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_BASE64_H_

// SHA-256, for the identity of sources and records.

#ifndef WARRAQ_PLUGIN_TEXT_HASH_H_
#define WARRAQ_PLUGIN_TEXT_HASH_H_

#include <string>
#include <string_view>

namespace warraq {

std::string Sha256Hex(std::string_view bytes);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_HASH_H_

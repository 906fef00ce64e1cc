// Numbers in keys of bytes: so written, they sort as numbers do.

#ifndef WARRAQ_PLUGIN_TEXT_BIG_ENDIAN_H_
#define WARRAQ_PLUGIN_TEXT_BIG_ENDIAN_H_

#include <cstdint>
#include <string>

namespace warraq {

// All eight bytes, the highest first.
inline void AppendBigEndian(std::uint64_t number, std::string& bytes) {
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(number >> shift));
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_BIG_ENDIAN_H_

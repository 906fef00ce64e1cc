// Texts whose bytes are all ASCII and mean something else: encodings that mail and early web pages
// used to pass what lets seven bits through. Their own escape sequences tell them apart, with what
// stands between.

#ifndef WARRAQ_PLUGIN_TEXT_SEVEN_BIT_H_
#define WARRAQ_PLUGIN_TEXT_SEVEN_BIT_H_

#include <optional>
#include <string_view>

#include "plugin/text/encoding.h"

namespace warraq {

// Nothing where the bytes are ASCII and mean it, or are not all ASCII. Linear; each code
// point has the bytes in the map that spell it, and the shifts (ShiftDecoder).
std::optional<Decoded> DecodeSevenBit(std::string_view bytes);

// One by one, for bytes that are all ASCII.
std::optional<Decoded> DecodeIso2022(std::string_view bytes);  // -JP, -JP-2, -KR, -CN
std::optional<Decoded> DecodeHz(std::string_view bytes);       // HZ-GB-2312, RFC 1843
std::optional<Decoded> DecodeUtf7(std::string_view bytes);     // RFC 2152

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_SEVEN_BIT_H_

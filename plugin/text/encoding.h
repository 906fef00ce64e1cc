// Bytes to UTF-8 without being told how they are encoded. The choice is made from the bytes; a
// declaration (HTTP, <meta>) is one more piece of evidence and is often wrong.

#ifndef WARRAQ_PLUGIN_TEXT_ENCODING_H_
#define WARRAQ_PLUGIN_TEXT_ENCODING_H_

#include <string>
#include <string_view>
#include <vector>

#include "warraq/result.h"
#include "warraq/text.h"

namespace warraq {

struct Decoded {
  Text text;  // not validated where the encoding is UTF-8: the repair `validity` does that
  std::string encoding;  // IANA name
  float confidence = 1;  // 0 to 1
};

// An error (kNotText) where the bytes are no text in any encoding that is known.
Result<Decoded> Decode(std::string_view bytes, std::string_view declared = {});

// The encoding that an HTML page or XML file declares about itself in its first 1,024 bytes; empty
// if none (WHATWG "prescan a byte stream").
std::string_view DeclaredEncoding(std::string_view bytes);

// Encodes UTF-8 into `encoding`, for tests and for showing what the bytes were; empty where a code
// point cannot be encoded.
std::string Encode(std::string_view utf8, const std::string& encoding);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_ENCODING_H_

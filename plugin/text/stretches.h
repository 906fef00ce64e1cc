// Lines that were put together from pieces: words in an encoding from before Unicode on a line of
// UTF-8, and words of UTF-8 on a line of such an encoding.

#ifndef WARRAQ_PLUGIN_TEXT_STRETCHES_H_
#define WARRAQ_PLUGIN_TEXT_STRETCHES_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "plugin/text/legacy.h"

namespace warraq {

// Bytes of a line that are read in another encoding than the rest.
struct Stretch {
  std::size_t begin = 0;
  std::size_t end = 0;
  const ByteEncoding* table = nullptr;  // null for UTF-8
};

// Of a line of UTF-8 that is not valid: words and signs that mean something in an encoding of one
// byte a letter. What is likelier damaged UTF-8 is none.
std::vector<Stretch> FindLegacyStretches(std::string_view line);

// Of a line in an encoding of one byte a letter: words that are likelier UTF-8.
std::vector<Stretch> FindUtf8Stretches(std::string_view line, const ByteEncoding& table);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_STRETCHES_H_

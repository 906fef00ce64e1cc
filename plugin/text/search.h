// Where bytes stand in others. std::string_view::find looks at each place where the first of them
// stands, which is at every space for a word with one before it, and rfind goes byte by byte.

#ifndef WARRAQ_PLUGIN_TEXT_SEARCH_H_
#define WARRAQ_PLUGIN_TEXT_SEARCH_H_

#include <cstddef>
#include <cstring>
#include <string_view>

#include "plugin/text/sixteen.h"

namespace warraq {

// The same as text.find(what, from), for what is not empty: sixteen places at a time, by the first
// byte and the last.
inline std::size_t FindBytes(std::string_view text, std::string_view what, std::size_t from = 0) {
  const std::size_t last = what.size() - 1;
  std::size_t at = from;
  for (; at + last + sizeof(Sixteen) <= text.size(); at += sizeof(Sixteen)) {
    const Sixteen may = Equal(LoadSixteen(text.data() + at), what[0]) &
                        Equal(LoadSixteen(text.data() + at + last), what[last]);
    if (!AnyOf(may)) continue;
    for (std::size_t i = 0; i < sizeof(Sixteen); ++i) {
      if (may[i] != 0 && text.substr(at + i, what.size()) == what) return at + i;
    }
  }
  return text.find(what, at);
}

// The same as text.rfind(byte).
inline std::size_t FindLastByte(std::string_view text, char byte) {
  const void* const found = memrchr(text.data(), byte, text.size());
  if (found == nullptr) return std::string_view::npos;
  return static_cast<std::size_t>(static_cast<const char*>(found) - text.data());
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_SEARCH_H_

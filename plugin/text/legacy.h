// Which of the encodings before Unicode bytes are in, by what they would say.

#ifndef WARRAQ_PLUGIN_TEXT_LEGACY_H_
#define WARRAQ_PLUGIN_TEXT_LEGACY_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/text/byte_encoding.h"

namespace warraq {

// Pieces of a text with its bytes that are not ASCII: up to 8 kB, from all of its length, in time
// linear in it. Where there is more, a few pieces of each part of the text.
std::vector<std::string_view> SampleForeign(std::string_view bytes);

struct LegacyChoice {
  std::string encoding;                 // IANA's name
  const ByteEncoding* table = nullptr;  // null where it is one of several bytes
  // How sure it is that the text says this and not something else (0 to 1); encodings in which the
  // bytes mean the same do not contend.
  float confidence = 0;
  double likelihood = 0;  // natural logarithm, of all the pieces
};

// `declared` is a name from CanonicalEncoding, or empty.
LegacyChoice ChooseLegacy(std::span<const std::string_view> pieces, const std::string& declared);

// The likelihood of other pieces in the encoding that was chosen.
double LegacyLikelihood(std::span<const std::string_view> pieces, const LegacyChoice& choice);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_LEGACY_H_

// Which language and script a stretch of text is in.

#ifndef WARRAQ_PLUGIN_TEXT_LANGUAGE_H_
#define WARRAQ_PLUGIN_TEXT_LANGUAGE_H_

#include <cstddef>
#include <string_view>

#include "plugin/text/properties.h"

namespace warraq {

struct Language {
  std::string_view tag = "und";  // BCP 47; "und" where nobody could tell
  Script script = Script::kCommon;
  float confidence = 0;  // 0 to 1, of the likeliest tag, also where that is too little to say it
};

inline constexpr std::size_t kLanguageLetters = 120;
inline constexpr std::size_t kQuickLook = 28;

// Of its first letters, at most kLanguageLetters; of kQuickLook or fewer by shorter stretches, for
// callers that only ask whether it is what they think. Linear in what is before the last of them.
Language IdentifyLanguage(std::string_view utf8, std::size_t letters = kLanguageLetters);

// The script of most of the first 64 letters.
Script MainScript(std::string_view utf8);

// "rtl" or "ltr".
std::string_view DirectionOf(Script script);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_LANGUAGE_H_

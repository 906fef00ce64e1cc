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

// Of its first kLanguageLetters letters. Linear in what is before the last of them.
Language IdentifyLanguage(std::string_view utf8);

// Whether its first few letters are likeliest `language`, which IdentifyLanguage gave: a quick
// look, for callers that have a text in one language and many pieces of it.
bool LooksLike(const Language& language, std::string_view utf8);

// The script of most of the first 64 letters.
Script MainScript(std::string_view utf8);

// "rtl" or "ltr".
std::string_view DirectionOf(Script script);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_LANGUAGE_H_

// The named character references of HTML (models/entities.tsv).

#ifndef WARRAQ_PLUGIN_TEXT_ENTITIES_H_
#define WARRAQ_PLUGIN_TEXT_ENTITIES_H_

#include <array>
#include <cstdint>
#include <string_view>

namespace warraq {

// A name without its "&", with the semicolon where it needs one, and the UTF-8 text that it stands
// for: at most six bytes ("nGt;").
struct Entity {
  std::string_view name;
  std::uint8_t text_bytes = 0;
  std::array<char, 7> bytes{};

  std::string_view text() const { return {bytes.data(), text_bytes}; }
};

// The longest name that `at` begins with; null if there is none.
const Entity* FindEntity(std::string_view at);

// The UTF-8 text that "quot;" or "amp" stands for; empty if the standard has no such name. Names
// that need their semicolon have it.
std::string_view NamedReference(std::string_view name);

// What a numeric reference stands for: zero, surrogates and values beyond Unicode are U+FFFD, C1
// controls their windows-1252 characters (WHATWG "numeric character reference end state").
char32_t NumericReference(unsigned long value);

// The windows-1252 character for U+0080 to U+009F; 0 for those it lacks, and for all other values.
char32_t C1Meaning(char32_t value);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_ENTITIES_H_

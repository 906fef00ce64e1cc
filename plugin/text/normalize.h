// Canonical composition (UAX #15). ICU does it; this is the one door to it.

#ifndef WARRAQ_PLUGIN_TEXT_NORMALIZE_H_
#define WARRAQ_PLUGIN_TEXT_NORMALIZE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "plugin/text/survey.h"
#include "warraq/text.h"

namespace warraq {

// Valid UTF-8 is asked about and given.
bool IsNfc(std::string_view utf8);
std::string Nfc(std::string_view utf8);

// Whether nothing before this code point can change or be changed by it: a place where text may be
// cut, and its parts normalized alone.
bool StartsNfcStretch(char32_t value);

// Sorting marks is quadratic in their number, and nothing anybody reads has more than a few dozen
// on one letter (UAX #15, 13: stream-safe text has 30): bytes of a stretch that is still composed.
inline constexpr std::size_t kLongestStretch = 256;

// Finds the stretches between two boundaries that are not NFC, in work that follows the marks of a
// text, not its length. The text outlives it.
class UncomposedFinder {
 public:
  explicit UncomposedFinder(std::string_view utf8);
  // The first of at most kLongestStretch bytes, from the boundary `from` on; empty if there is
  // none.
  Span Next(std::size_t from) const;
  // The first that the quick check does not know to be NFC (UAX #15, 9), of any length.
  Span NextDoubtful(std::size_t from) const;

 private:
  std::string_view utf8_;
  Finder marks_;
};

// Compatibility decomposition of one code point (NFKC), for tables of presentation forms.
std::string CompatibilityForm(char32_t value);

// To which sides a presentation form of Arabic joins, by its kind of decomposition (<initial> ...).
enum class Joining : std::uint8_t { kNone, kIsolated, kInitial, kMedial, kFinal };
Joining JoiningOf(char32_t form);
// To the letter before it, and to the one behind it.
inline bool JoinsBack(Joining form) { return form == Joining::kMedial || form == Joining::kFinal; }
inline bool JoinsOn(Joining form) { return form == Joining::kInitial || form == Joining::kMedial; }

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_NORMALIZE_H_

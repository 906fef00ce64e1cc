// Bytes of HTML: the next of a few, sixteen at a time where the machine can; white space and case.
//
//   const char* stop = FindAny<'<', '&', '\0', '\r'>(text, end);   // end where there is none

#ifndef WARRAQ_PLUGIN_READ_HTML_SCAN_H_
#define WARRAQ_PLUGIN_READ_HTML_SCAN_H_

#include <bit>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#if defined(__SSE2__)
#include <emmintrin.h>
#endif

namespace warraq {

// ASCII white space, as the standard has it.
inline constexpr std::string_view kHtmlSpace = "\t\n\f\r ";

// U+FFFD, which stands for U+0000 and for numbers that are no character.
inline constexpr std::string_view kHtmlReplacement = "\xEF\xBF\xBD";

inline bool IsHtmlSpace(std::string_view text) {
  return text.find_first_not_of(kHtmlSpace) == std::string_view::npos;
}

constexpr char LowerCase(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

// Whether `text` begins with `word`, which is in lower case, in any case; and whether it is that.
inline bool StartsWithWord(std::string_view text, std::string_view word) {
  if (text.size() < word.size()) return false;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (LowerCase(text[i]) != word[i]) return false;
  }
  return true;
}
inline bool IsWord(std::string_view text, std::string_view word) {
  return text.size() == word.size() && StartsWithWord(text, word);
}

inline std::string_view ViewOf(const char* begin, const char* end) {
  return {begin, static_cast<std::size_t>(end - begin)};
}

#if defined(__SSE2__)

template <char... kStops>
inline const char* FindAny(const char* at, const char* end) {
  for (; end - at >= 16; at += 16) {
    const __m128i bytes = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
    __m128i found = _mm_setzero_si128();
    ((found = _mm_or_si128(found, _mm_cmpeq_epi8(bytes, _mm_set1_epi8(kStops)))), ...);
    const unsigned mask = static_cast<unsigned>(_mm_movemask_epi8(found));
    if (mask != 0) return at + std::countr_zero(mask);
  }
  while (at < end && !((*at == kStops) || ...)) ++at;
  return at;
}

#else

// Eight bytes in a register: (x - 0x01..) & ~x & 0x80.. is not zero where a byte of x is zero. It
// may also mark bytes above that one, so the eight are then looked at one by one.
template <char... kStops>
inline const char* FindAny(const char* at, const char* end) {
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  for (; end - at >= 8; at += 8) {
    std::uint64_t bytes;
    std::memcpy(&bytes, at, sizeof bytes);
    std::uint64_t found = 0;
    const auto mark = [&](char stop) {
      const std::uint64_t x = bytes ^ (kOnes * static_cast<unsigned char>(stop));
      found |= (x - kOnes) & ~x & (kOnes << 7);
    };
    (mark(kStops), ...);
    if (found != 0) break;
  }
  while (at < end && !((*at == kStops) || ...)) ++at;
  return at;
}

#endif

// memchr with an end in place of a null pointer.
inline const char* FindByte(char byte, const char* at, const char* end) {
  const void* found = std::memchr(at, byte, static_cast<std::size_t>(end - at));
  return found == nullptr ? end : static_cast<const char*>(found);
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_HTML_SCAN_H_

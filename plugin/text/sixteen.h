// Sixteen bytes at once, in the compiler's vectors: the same on every processor, and quick where it
// has such. A comparison gives 0xFF, which is -1, for each byte of which it is true.

#ifndef WARRAQ_PLUGIN_TEXT_SIXTEEN_H_
#define WARRAQ_PLUGIN_TEXT_SIXTEEN_H_

#include <cstddef>
#include <cstdint>
#include <cstring>

namespace warraq {

using Sixteen = std::uint8_t __attribute__((vector_size(16)));

inline Sixteen LoadSixteen(const char* from) {
  Sixteen bytes;
  std::memcpy(&bytes, from, sizeof bytes);
  return bytes;
}

inline Sixteen Equal(Sixteen bytes, char c) {
  return Sixteen(bytes == static_cast<std::uint8_t>(c));
}

inline Sixteen Within(Sixteen bytes, char first, char last) {
  const auto from = static_cast<std::uint8_t>(first);
  return Sixteen(Sixteen(bytes - from) <= static_cast<std::uint8_t>(last - first));
}

inline bool AnyOf(Sixteen bytes) {
  std::uint64_t halves[2];
  std::memcpy(halves, &bytes, sizeof halves);
  return (halves[0] | halves[1]) != 0;
}

inline std::uint64_t SumOf(Sixteen bytes) {
  constexpr std::uint64_t kPairs = 0x00FF00FF00FF00FFu;
  constexpr std::uint64_t kOnes = 0x0001000100010001u;
  std::uint64_t halves[2];
  std::memcpy(halves, &bytes, sizeof halves);
  std::uint64_t pairs = 0;  // four sums of sixteen bits
  for (const std::uint64_t half : halves) pairs += (half & kPairs) + (half >> 8 & kPairs);
  return pairs * kOnes >> 48;
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_SIXTEEN_H_

#include "plugin/batch/minhash.h"

#include <algorithm>
#ifdef __x86_64__
#include <immintrin.h>
#endif

namespace warraq {
namespace {

// A permutation of the 32-bit numbers is x -> factor * x + term (mod 2^32), for an odd factor.
struct Permutations {
  alignas(32) MinHash factors, terms;
};

// SplitMix64 (Steele, Lea, Flood 2014): the same numbers everywhere.
Permutations MakePermutations() {
  Permutations made{};
  std::uint64_t state = 0x57415252'41510001;
  const auto next = [&] {
    state += 0x9E3779B97F4A7C15;
    std::uint64_t mixed = (state ^ state >> 30) * 0xBF58476D1CE4E5B9;
    mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EB;
    return static_cast<std::uint32_t>((mixed ^ mixed >> 31) >> 32);
  };
  for (std::size_t i = 0; i < kPermutations; ++i) {
    made.factors[i] = next() | 1;
    made.terms[i] = next();
  }
  return made;
}

const Permutations& ThePermutations() {
  static const Permutations made = MakePermutations();
  return made;
}

#ifdef __x86_64__
__attribute__((target("avx2"))) inline __m256i Load(const std::uint32_t* from) {
  return _mm256_load_si256(reinterpret_cast<const __m256i*>(from));
}

// Sixteen permutations go through all hashes at once, in registers.
__attribute__((target("avx2"))) MinHash MinHashWide(const std::vector<std::uint32_t>& hashes) {
  static_assert(kPermutations % 16 == 0);
  const Permutations& permutations = ThePermutations();
  MinHash least;
  for (std::size_t i = 0; i < kPermutations; i += 16) {
    const __m256i factors = Load(&permutations.factors[i]);
    const __m256i factors_behind = Load(&permutations.factors[i + 8]);
    const __m256i terms = Load(&permutations.terms[i]);
    const __m256i terms_behind = Load(&permutations.terms[i + 8]);
    __m256i first = _mm256_set1_epi32(-1);
    __m256i second = first;
    for (const std::uint32_t hash : hashes) {
      const __m256i all = _mm256_set1_epi32(static_cast<int>(hash));
      first = _mm256_min_epu32(first, _mm256_add_epi32(_mm256_mullo_epi32(all, factors), terms));
      second = _mm256_min_epu32(
          second, _mm256_add_epi32(_mm256_mullo_epi32(all, factors_behind), terms_behind));
    }
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(&least[i]), first);
    _mm256_storeu_si256(reinterpret_cast<__m256i*>(&least[i + 8]), second);
  }
  return least;
}
#endif

}  // namespace

MinHash MinHashSlowly(const std::vector<std::uint32_t>& hashes) {
  const Permutations& permutations = ThePermutations();
  MinHash least;
  least.fill(0xFFFFFFFF);
  for (const std::uint32_t hash : hashes) {
    for (std::size_t i = 0; i < kPermutations; ++i) {
      least[i] = std::min(least[i], hash * permutations.factors[i] + permutations.terms[i]);
    }
  }
  return least;
}

MinHash MinHashOf(const std::vector<std::uint32_t>& hashes) {
#ifdef __x86_64__
  static const bool wide = __builtin_cpu_supports("avx2") != 0;
  if (wide) return MinHashWide(hashes);
#endif
  return MinHashSlowly(hashes);
}

}  // namespace warraq

// Signatures of sets that agree in as many places as the sets have in common (Broder 1997): of each
// of 112 permutations of the hashes the smallest is kept.

#ifndef WARRAQ_PLUGIN_BATCH_MINHASH_H_
#define WARRAQ_PLUGIN_BATCH_MINHASH_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace warraq {

inline constexpr std::size_t kPermutations = 112;
using MinHash = std::array<std::uint32_t, kPermutations>;

// Of hashes that are spread evenly over 32 bits, in any order and number; of none, all ones. Runs
// on eight permutations at once where the processor can.
MinHash MinHashOf(const std::vector<std::uint32_t>& hashes);
// The same, one by one.
MinHash MinHashSlowly(const std::vector<std::uint32_t>& hashes);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_MINHASH_H_

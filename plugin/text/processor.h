// What the processor can do, for loops that are written twice.

#ifndef WARRAQ_PLUGIN_TEXT_PROCESSOR_H_
#define WARRAQ_PLUGIN_TEXT_PROCESSOR_H_

#if defined(__x86_64__) && defined(__GNUC__)
#define WARRAQ_AVX2 1
#include <immintrin.h>
#endif

namespace warraq {

inline bool HasAvx2() {
#ifdef WARRAQ_AVX2
  static const bool has = __builtin_cpu_supports("avx2") != 0;
  return has;
#else
  return false;
#endif
}

inline bool HasAvx512() {
#ifdef WARRAQ_AVX2
  static const bool has =
      __builtin_cpu_supports("avx512f") != 0 && __builtin_cpu_supports("avx512bw") != 0;
  return has;
#else
  return false;
#endif
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_PROCESSOR_H_

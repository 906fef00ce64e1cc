// How wide a PNG is that does something to its decoder (hostile.cc).

#ifndef WARRAQ_TESTS_READ_HOSTILE_H_
#define WARRAQ_TESTS_READ_HOSTILE_H_

#include <cstdint>

namespace warraq {

enum class Hostile : std::uint32_t {
  kCrashes = 1201,
  kCrashesOnce,  // in the first process alone
  kHangs,
  kSleeps,
  kEatsMemory,
  kReaches,     // crashes where it is let at anything
  kReachesNot,  // crashes where it is not
};

}  // namespace warraq

#endif  // WARRAQ_TESTS_READ_HOSTILE_H_

// For LD_PRELOAD: PNGs of certain widths break whoever decodes them, as a hostile picture would.
//
//   HOSTILE_STARTS=FILE   grows by a byte with each process that reads pictures for another one
//
//   HOSTILE_KERNEL=1      the kernel has no filters of system calls
//   HOSTILE_AS=WIDTH      every PNG is taken for one so wide
//
// The widths are Hostile's; all others are decoded as ever.

#include "tests/read/hostile.h"

#include <dlfcn.h>
#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdarg>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>

struct Pix;

namespace {

using warraq::Hostile;

struct Start {
  off_t number = 0;  // of processes like this one, this included
  Start() {
    const char* const path = std::getenv("HOSTILE_STARTS");
    std::ifstream named("/proc/self/cmdline", std::ios::binary);
    const std::string line((std::istreambuf_iterator<char>(named)), {});
    if (path == nullptr || line.find("--serve-pictures") == std::string::npos) return;
    const int file = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0644);
    struct stat status {};
    if (write(file, "x", 1) == 1 && fstat(file, &status) == 0) number = status.st_size;
    close(file);
  }
} start;

void EatMemory() {
  constexpr std::size_t kPiece = std::size_t{16} << 20;
  for (;;) {
    void* const piece = std::malloc(kPiece);
    if (piece == nullptr) std::abort();
    std::memset(piece, 1, kPiece);
  }
}

// Whether it has any door: to files, the network, other processes.
bool ReachesAnything() {
  if (open("/etc/hostname", O_RDONLY) >= 0 || open("/proc/self/maps", O_RDONLY) >= 0) return true;
  if (open("/tmp/warraq-hostile", O_WRONLY | O_CREAT, 0600) >= 0) return true;
  if (access("/", F_OK) == 0 || chdir("/tmp") == 0) return true;
  if (socket(AF_INET, SOCK_STREAM, 0) >= 0 || socket(AF_UNIX, SOCK_STREAM, 0) >= 0) return true;
  if (kill(getppid(), 0) == 0) return true;
  const pid_t child = fork();
  if (child == 0) _exit(0);
  if (child > 0) return true;
  char name[] = "true";
  char* const arguments[] = {name, nullptr};
  return execve("/bin/true", arguments, nullptr) == 0;
}

void Attack(Hostile width) {
  switch (width) {
    case Hostile::kCrashes:
      std::abort();
    case Hostile::kCrashesOnce:
      if (start.number == 1) std::abort();
      return;
    case Hostile::kHangs:
      for (std::atomic<unsigned> turns = 0;;) ++turns;
    case Hostile::kSleeps:
      for (;;) {
        const timespec second{1, 0};
        nanosleep(&second, nullptr);
      }
    case Hostile::kEatsMemory:
      EatMemory();
      return;
    case Hostile::kReaches:
      if (ReachesAnything()) std::abort();
      return;
    case Hostile::kReachesNot:
      if (!ReachesAnything()) std::abort();
      return;
  }
}

}  // namespace

extern "C" Pix* pixReadMemPng(const std::uint8_t* bytes, std::size_t size) {
  using Read = Pix*(const std::uint8_t*, std::size_t);
  static auto* const real = reinterpret_cast<Read*>(dlsym(RTLD_NEXT, "pixReadMemPng"));
  constexpr std::size_t kWidth = 16;  // big-endian, in IHDR
  if (size > kWidth + 4) {
    std::uint32_t width = 0;
    for (std::size_t i = 0; i < 4; ++i) width = width << 8 | bytes[kWidth + i];
    const char* const taken_as = std::getenv("HOSTILE_AS");
    if (taken_as != nullptr) width = static_cast<std::uint32_t>(std::atoi(taken_as));
    Attack(static_cast<Hostile>(width));
  }
  return real(bytes, size);
}

extern "C" int prctl(int option, ...) noexcept {
  using Call = int(int, unsigned long, unsigned long, unsigned long, unsigned long);
  static auto* const real = reinterpret_cast<Call*>(dlsym(RTLD_NEXT, "prctl"));
  if (option == PR_SET_SECCOMP && std::getenv("HOSTILE_KERNEL") != nullptr) {
    errno = EINVAL;
    return -1;
  }
  std::va_list given;
  va_start(given, option);
  unsigned long rest[4];
  for (unsigned long& argument : rest) argument = va_arg(given, unsigned long);
  va_end(given);
  return real(option, rest[0], rest[1], rest[2], rest[3]);
}

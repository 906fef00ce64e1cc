// For LD_PRELOAD: the Nth call that changes a file fails, or the process dies in it.
//
//   FAULT_AT=17 FAULT=kill|EIO|ENOSPC|short   which call, and what befalls it; a full disk stays
//   full FAULT_COUNT=FILE                          where the number of such calls is written at the
//   end

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>

namespace {

std::atomic<long> calls{0};

long At() {
  static const long at = [] {
    const char* const text = std::getenv("FAULT_AT");
    return text == nullptr ? 0 : std::atol(text);
  }();
  return at;
}

std::string_view Kind() {
  static const char* const kind = std::getenv("FAULT");
  return kind == nullptr ? std::string_view() : std::string_view(kind);
}

enum class Fault { kNone, kDie, kFail, kShort };

Fault Next(bool needs_room) {
  const long call = ++calls;
  if (At() == 0 || call < At()) return Fault::kNone;
  if (Kind() == "ENOSPC") {
    errno = ENOSPC;
    return needs_room ? Fault::kFail : Fault::kNone;
  }
  if (call > At()) return Fault::kNone;
  if (Kind() == "kill") return Fault::kDie;
  if (Kind() == "short") return Fault::kShort;
  errno = EIO;
  return Fault::kFail;
}

template <typename Function>
Function* Real(const char* name) {
  return reinterpret_cast<Function*>(dlsym(RTLD_NEXT, name));
}

[[noreturn]] void Die() {
  kill(getpid(), SIGKILL);
  for (;;) pause();
}

template <typename Call>
ssize_t Put(size_t size, Call call) {
  switch (Next(true)) {
    case Fault::kNone:
      return call(size);
    case Fault::kShort:
      return call(size > 1 ? size / 2 : size);
    case Fault::kDie:
      call(size / 2);
      Die();
    case Fault::kFail:
      break;
  }
  return -1;
}

template <typename Call>
int Do(bool needs_room, Call call) {
  switch (Next(needs_room)) {
    case Fault::kNone:
    case Fault::kShort:
      return call();
    case Fault::kDie:
      Die();
    case Fault::kFail:
      break;
  }
  return -1;
}

struct Report {
  ~Report() {
    const char* const path = std::getenv("FAULT_COUNT");
    if (path == nullptr) return;
    std::FILE* const file = std::fopen(path, "w");
    if (file == nullptr) return;
    std::fprintf(file, "%ld\n", calls.load());
    std::fclose(file);
  }
} report;

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  static auto* const real = Real<ssize_t(int, const void*, size_t)>("write");
  if (file <= 2) return real(file, bytes, size);
  return Put(size, [&](size_t count) { return real(file, bytes, count); });
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  static auto* const real = Real<ssize_t(int, const void*, size_t, off64_t)>("pwrite64");
  return Put(size, [&](size_t count) { return real(file, bytes, count, at); });
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  return pwrite64(file, bytes, size, at);
}

int fsync(int file) {
  static auto* const real = Real<int(int)>("fsync");
  return Do(false, [&] { return real(file); });
}

int fdatasync(int file) {
  static auto* const real = Real<int(int)>("fdatasync");
  return Do(false, [&] { return real(file); });
}

int ftruncate(int file, off_t size) noexcept {
  static auto* const real = Real<int(int, off_t)>("ftruncate");
  return Do(false, [&] { return real(file, size); });
}

int rename(const char* from, const char* to) noexcept {
  static auto* const real = Real<int(const char*, const char*)>("rename");
  return Do(true, [&] { return real(from, to); });
}

int unlink(const char* path) noexcept {
  static auto* const real = Real<int(const char*)>("unlink");
  return Do(false, [&] { return real(path); });
}

}  // extern "C"

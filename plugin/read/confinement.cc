// What a confined process may still do. The list of system calls names what is allowed, so that one
// that a later kernel adds is refused: what programs need that read their input and write to their
// output, with threads and memory, but no other processes.

#include <fcntl.h>
#include <linux/landlock.h>
#include <seccomp.h>
#include <signal.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/filter.h>
#include <linux/seccomp.h>

#include <array>
#include <cerrno>
#include <cstdint>
#include <cstring>
#include <memory>

#include "plugin/read/confined.h"

namespace warraq {
namespace {

constexpr auto kAllowed = std::to_array<int>({
    SCMP_SYS(read),
    SCMP_SYS(readv),
    SCMP_SYS(pread64),
    SCMP_SYS(write),
    SCMP_SYS(writev),
    SCMP_SYS(lseek),
    SCMP_SYS(_llseek),
    SCMP_SYS(close),
    SCMP_SYS(close_range),
    SCMP_SYS(dup),
    SCMP_SYS(dup2),
    SCMP_SYS(dup3),
    SCMP_SYS(fcntl),
    SCMP_SYS(pipe),
    SCMP_SYS(pipe2),
    SCMP_SYS(poll),
    SCMP_SYS(ppoll),
    SCMP_SYS(select),
    SCMP_SYS(pselect6),
    SCMP_SYS(fstat),
    SCMP_SYS(fstatfs),
    SCMP_SYS(getdents64),
    SCMP_SYS(fadvise64),
    SCMP_SYS(umask),
    // memory
    SCMP_SYS(brk),
    SCMP_SYS(mmap),
    SCMP_SYS(mmap2),
    SCMP_SYS(munmap),
    SCMP_SYS(mremap),
    SCMP_SYS(mprotect),
    SCMP_SYS(madvise),
    SCMP_SYS(membarrier),
    // itself, its threads, its time
    SCMP_SYS(exit),
    SCMP_SYS(exit_group),
    SCMP_SYS(futex),
    SCMP_SYS(set_robust_list),
    SCMP_SYS(get_robust_list),
    SCMP_SYS(set_tid_address),
    SCMP_SYS(rseq),
    SCMP_SYS(arch_prctl),
    SCMP_SYS(rt_sigaction),
    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(rt_sigreturn),
    SCMP_SYS(sigaltstack),
    SCMP_SYS(restart_syscall),
    SCMP_SYS(getpid),
    SCMP_SYS(getppid),
    SCMP_SYS(gettid),
    SCMP_SYS(getuid),
    SCMP_SYS(geteuid),
    SCMP_SYS(getgid),
    SCMP_SYS(getegid),
    SCMP_SYS(getrlimit),
    SCMP_SYS(getrusage),
    SCMP_SYS(uname),
    SCMP_SYS(sysinfo),
    SCMP_SYS(getrandom),
    SCMP_SYS(clock_gettime),
    SCMP_SYS(clock_getres),
    SCMP_SYS(clock_nanosleep),
    SCMP_SYS(nanosleep),
    SCMP_SYS(gettimeofday),
    SCMP_SYS(time),
    SCMP_SYS(times),
    SCMP_SYS(sched_yield),
    SCMP_SYS(sched_getaffinity),
});

// And for a program of others: what files there are.
constexpr auto kAllowedOfSystem = std::to_array<int>({
    SCMP_SYS(stat),
    SCMP_SYS(lstat),
    SCMP_SYS(newfstatat),
    SCMP_SYS(fstatat64),
    SCMP_SYS(statx),
    SCMP_SYS(statfs),
    SCMP_SYS(access),
    SCMP_SYS(faccessat),
    SCMP_SYS(faccessat2),
    SCMP_SYS(readlink),
    SCMP_SYS(readlinkat),
    SCMP_SYS(getcwd),
    // The program itself is started behind the filter; whatever it starts in its place is under it.
    SCMP_SYS(execve),
});

// Calls that libraries try first and can do without; what they hold cannot be looked into.
constexpr auto kUnknown = std::to_array<int>({SCMP_SYS(clone3), SCMP_SYS(openat2)});

struct FreeFilter {
  void operator()(void* filter) const { seccomp_release(filter); }
};

// What libseccomp's macros write as a literal of C: an argument, by its place, is this, or is this
// under the mask.
constexpr scmp_arg_cmp Is(unsigned argument, std::uint64_t value) {
  return {argument, SCMP_CMP_EQ, value, 0};
}
constexpr scmp_arg_cmp IsUnder(unsigned argument, std::uint64_t mask, std::uint64_t value) {
  return {argument, SCMP_CMP_MASKED_EQ, mask, value};
}

bool AddRules(scmp_filter_ctx filter, Reach reach) {
  bool added = true;
  const auto rule = [&](std::uint32_t action, int call, auto... conditions) {
    added &= seccomp_rule_add(filter, action, call, sizeof...(conditions), conditions...) == 0;
  };
  for (const int call : kAllowed) rule(SCMP_ACT_ALLOW, call);
  if (reach == Reach::kNothing) {
    // How libraries ask about a descriptor; and messages over a socket that is there.
    rule(SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), IsUnder(3, AT_EMPTY_PATH, AT_EMPTY_PATH));
    rule(SCMP_ACT_ALLOW, SCMP_SYS(recvmsg));
    rule(SCMP_ACT_ALLOW, SCMP_SYS(sendmsg));
  }
  for (const int call : kUnknown) rule(SCMP_ACT_ERRNO(ENOSYS), call);
  // Opened for reading: neither created, emptied nor written. (O_TMPFILE needs O_WRONLY or O_RDWR.)
  constexpr std::uint64_t kWrites = O_WRONLY | O_RDWR | O_CREAT | O_TRUNC | O_APPEND;
  if (reach == Reach::kSystem) {
    for (const int call : kAllowedOfSystem) rule(SCMP_ACT_ALLOW, call);
    rule(SCMP_ACT_ALLOW, SCMP_SYS(open), IsUnder(1, kWrites, 0));
    rule(SCMP_ACT_ALLOW, SCMP_SYS(openat), IsUnder(2, kWrites, 0));
  }
  // Threads, and no other processes.
  rule(SCMP_ACT_ALLOW, SCMP_SYS(clone), IsUnder(0, CLONE_THREAD, CLONE_THREAD));
  // Limits are asked for, not set; terminals are asked whether they are any.
  rule(SCMP_ACT_ALLOW, SCMP_SYS(prlimit64), Is(0, 0), Is(2, 0));
  rule(SCMP_ACT_ALLOW, SCMP_SYS(ioctl), Is(1, TCGETS));
  return added;
}

// The filter as the kernel takes it. libseccomp writes it to a file only.
std::vector<std::byte> MakeFilter(Reach reach) {
  const std::unique_ptr<void, FreeFilter> filter(seccomp_init(SCMP_ACT_ERRNO(EPERM)));
  if (filter == nullptr || !AddRules(filter.get(), reach)) return {};
  const int file = memfd_create("filter", MFD_CLOEXEC);
  if (file < 0) return {};
  std::vector<std::byte> bytes;
  if (seccomp_export_bpf(filter.get(), file) == 0) {
    bytes.resize(static_cast<std::size_t>(lseek(file, 0, SEEK_END)));
    const ssize_t count = pread(file, bytes.data(), bytes.size(), 0);
    if (count < 0 || static_cast<std::size_t>(count) != bytes.size()) bytes.clear();
  }
  close(file);
  return bytes;
}

std::vector<std::byte> FilterFor(Reach reach) {
  if (reach == Reach::kNothing) return MakeFilter(reach);  // asked for once in a process
  static const std::vector<std::byte> of_system = MakeFilter(Reach::kSystem);
  return of_system;
}

int SetLimit(int resource, std::uint64_t soft, std::uint64_t hard) {
  if (hard == 0) return 0;
  const rlimit limit{soft, hard};
  return setrlimit(static_cast<__rlimit_resource>(resource), &limit) == 0 ? 0 : errno;
}

int SetNone(int resource) {
  const rlimit limit{0, 0};
  return setrlimit(static_cast<__rlimit_resource>(resource), &limit) == 0 ? 0 : errno;
}

// What a program of the system needs to start and to draw letters.
constexpr std::array<const char*, 10> kReadable = {"/usr",
                                                   "/lib",
                                                   "/lib64",
                                                   "/bin",
                                                   "/etc/fonts",
                                                   "/etc/ld.so.cache",
                                                   "/etc/ld.so.conf",
                                                   "/etc/poppler",
                                                   "/var/cache/fontconfig",
                                                   "/dev/null"};

constexpr std::uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE;
constexpr std::uint64_t kRead = kReadFile | LANDLOCK_ACCESS_FS_READ_DIR;
// Every right of Landlock's first version; later ones add to what can be refused.
constexpr std::uint64_t kAll = (LANDLOCK_ACCESS_FS_MAKE_SYM << 1) - 1;

void AllowReading(int rules, const char* path) {
  const int place = open(path, O_PATH | O_CLOEXEC);
  if (place < 0) return;
  // Of a file, rights that only folders have may not be given.
  for (const std::uint64_t access : {kRead, kReadFile}) {
    landlock_path_beneath_attr beneath{};
    beneath.allowed_access = access;
    beneath.parent_fd = place;
    if (syscall(SYS_landlock_add_rule, rules, LANDLOCK_RULE_PATH_BENEATH, &beneath, 0) == 0) break;
  }
  close(place);
}

// 0 also where the kernel has no Landlock: the filter alone keeps the process from writing.
int LayOnLandlock(Reach reach) {
  landlock_ruleset_attr handled{};
  handled.handled_access_fs = kAll;
  const auto rules =
      static_cast<int>(syscall(SYS_landlock_create_ruleset, &handled, sizeof handled, 0));
  if (rules < 0) return errno == ENOSYS || errno == EOPNOTSUPP ? 0 : errno;
  if (reach == Reach::kSystem) {
    for (const char* path : kReadable) AllowReading(rules, path);
  }
  const int number = syscall(SYS_landlock_restrict_self, rules, 0) == 0 ? 0 : errno;
  close(rules);
  return number;
}

}  // namespace

Result<Confinement> Confinement::Make(const ProcessLimits& limits, Reach reach) {
  const std::vector<std::byte> filter = FilterFor(reach);
  if (filter.empty()) {
    return Error{Code::kProgramFailed, 0, "the filter of system calls cannot be made"};
  }
  Confinement confinement;
  confinement.limits_ = limits;
  confinement.reach_ = reach;
  confinement.filter_ = filter;
  return confinement;
}

int Confinement::LayOnLimits(const ProcessLimits& limits) {
  const std::uint64_t cpu = limits.cpu_seconds;
  const std::array<int, 6> set = {
      SetLimit(RLIMIT_CPU, cpu, cpu == 0 ? 0 : cpu + 1),
      SetLimit(RLIMIT_AS, limits.memory_bytes, limits.memory_bytes),
      SetLimit(RLIMIT_DATA, limits.data_bytes, limits.data_bytes),
      SetLimit(RLIMIT_NOFILE, limits.open_files, limits.open_files),
      SetNone(RLIMIT_CORE),
      limits.may_write ? 0 : SetNone(RLIMIT_FSIZE),
  };
  for (const int number : set) {
    if (number != 0) return number;
  }
  return 0;
}

int Confinement::LayOnThisThread() const {
  if (prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) return errno;
  if (const int number = LayOnLimits(limits_)) return number;
  if (const int number = LayOnLandlock(reach_)) return number;
  sock_fprog program{};
  program.len = static_cast<unsigned short>(filter_.size() / sizeof(sock_filter));
  // The kernel takes it as it is and does not write to it.
  program.filter = reinterpret_cast<sock_filter*>(const_cast<std::byte*>(filter_.data()));
  return prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0 ? 0 : errno;
}

}  // namespace warraq

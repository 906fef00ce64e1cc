// A child is made ready between fork and exec by system calls alone: other threads of this process
// may hold any lock at that moment, that of malloc too.

#include "plugin/read/child.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>

#include <array>
#include <cerrno>
#include <cstddef>

namespace warraq {
namespace {

[[noreturn]] void FailInChild(int descriptor, int number) {
  const ssize_t written = write(descriptor, &number, sizeof number);
  _exit(written == sizeof number ? 127 : 126);
}

void CloseFrom(unsigned first) {
  if (close_range(first, ~0U, 0) == 0) return;
  constexpr unsigned kMost = 65536;
  for (unsigned i = first; i < kMost; ++i) close(static_cast<int>(i));
}

// Descriptors 0 to 3 in their places. They are moved out of one another's way first.
int PlaceDescriptors(const Launch& launch) {
  constexpr int kFree = 16;
  std::array<int, 4> ends = {launch.input, launch.output, launch.words, launch.failure};
  for (int& end : ends) {
    end = fcntl(end, F_DUPFD, kFree);
    if (end < 0) return errno;
  }
  for (std::size_t i = 0; i < ends.size(); ++i) {
    if (dup2(ends[i], static_cast<int>(i)) < 0) return errno;
  }
  return 0;
}

}  // namespace

void RunInChild(const Launch& launch) {
  constexpr int kFailure = 3;
  if (const int number = PlaceDescriptors(launch)) FailInChild(launch.failure, number);
  CloseFrom(kFailure + 1);
  fcntl(kFailure, F_SETFD, FD_CLOEXEC);
  setpgid(0, 0);
  struct sigaction normal {};
  normal.sa_handler = SIG_DFL;
  for (int i = 1; i < NSIG; ++i) sigaction(i, &normal, nullptr);
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (getppid() != launch.parent) FailInChild(kFailure, ESRCH);
  if (launch.folder != nullptr && chdir(launch.folder) != 0) FailInChild(kFailure, errno);
  if (launch.confinement != nullptr) {
    if (const int number = launch.confinement->LayOnThisThread()) FailInChild(kFailure, number);
  }
  execve(launch.path, launch.arguments.data(), launch.environment);
  FailInChild(kFailure, errno);
}

void Child::Kill() {
  if (id_ <= 0) return;
  kill(-id_, SIGKILL);
  kill(id_, SIGKILL);  // it may not have its group yet
}

int Child::Wait() {
  if (id_ <= 0) return status_;
  while (wait4(id_, &status_, 0, &usage_) < 0 && errno == EINTR) {
  }
  id_ = 0;
  return status_;
}

}  // namespace warraq

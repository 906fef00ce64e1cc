#include "plugin/read/confined.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>
#include <utility>

#include "plugin/read/child.h"

namespace warraq {
namespace {

using Clock = std::chrono::steady_clock;

constexpr std::array<const char*, 3> kProgramFolders = {"/usr/bin", "/usr/local/bin", "/bin"};
constexpr std::size_t kBlock = 65536;
constexpr std::size_t kWords = 4096;  // of standard error that are kept
constexpr const char* kEnvironment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", "TZ=UTC",
                                        "HOME=/nonexistent", nullptr};

Error SystemError(const char* doing, int number) {
  return {Code::kProgramFailed, 0, std::string(doing) + ": " + std::strerror(number)};
}

struct Pipe {
  Descriptor read, write;
  bool Open() {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC) != 0) return false;
    read.Set(ends[0]), write.Set(ends[1]);
    return true;
  }
};

int MillisecondsUntil(Clock::time_point deadline) {
  const auto left = std::chrono::ceil<std::chrono::milliseconds>(deadline - Clock::now()).count();
  return static_cast<int>(std::clamp<std::int64_t>(left, 0, 1'000'000));
}

// What came, or nothing at the end.
std::string_view ReadBlock(Descriptor& from, std::array<char, kBlock>& block) {
  ssize_t count = 0;
  do {
    count = read(from.number(), block.data(), block.size());
  } while (count < 0 && errno == EINTR);
  if (count <= 0) from.Close();
  return {block.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))};
}

// Until both are at their end, or a limit is reached.
End Listen(Descriptor& output, Descriptor& words, const Command& command, Finished& finished) {
  const auto deadline = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                           std::chrono::duration<double>(command.seconds));
  std::array<char, kBlock> block{};
  while (output.number() >= 0 || words.number() >= 0) {
    std::array<pollfd, 2> ends = {{{output.number(), POLLIN, 0}, {words.number(), POLLIN, 0}}};
    const int ready = poll(ends.data(), ends.size(), MillisecondsUntil(deadline));
    if (ready == 0 && MillisecondsUntil(deadline) == 0) return End::kTooSlow;
    if (ready <= 0) continue;
    if (ends[0].revents != 0) {
      const std::string_view bytes = ReadBlock(output, block);
      if (finished.out.size() + bytes.size() > command.output_bytes) return End::kTooMuchOutput;
      finished.out += bytes;
    }
    if (ends[1].revents != 0) {
      finished.last_words += ReadBlock(words, block);
      const std::size_t size = finished.last_words.size();
      if (size > kWords) finished.last_words.erase(0, size - kWords);
    }
  }
  return End::kExited;
}

void KeepLastLine(std::string& words) {
  while (!words.empty() && (words.back() == '\n' || words.back() == '\r')) words.pop_back();
  words.erase(0, words.rfind('\n') + 1);
}

}  // namespace

std::string FindProgram(std::string_view name) {
  if (name.empty() || name.find('/') != std::string_view::npos) return {};
  for (const char* folder : kProgramFolders) {
    std::string path = std::string(folder) + "/" + std::string(name);
    struct stat status {};
    if (stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode) &&
        access(path.c_str(), X_OK) == 0) {
      return path;
    }
  }
  return {};
}

Result<SealedBytes> SealedBytes::Of(std::string_view bytes) {
  Descriptor sealed(memfd_create("warraq", MFD_CLOEXEC | MFD_ALLOW_SEALING));
  if (sealed.number() < 0) return SystemError("no memory for the program's input", errno);
  while (!bytes.empty()) {
    const ssize_t count = write(sealed.number(), bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return SystemError("no memory for the program's input", errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  constexpr int kSeals = F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE | F_SEAL_SEAL;
  if (lseek(sealed.number(), 0, SEEK_SET) != 0 ||
      fcntl(sealed.number(), F_ADD_SEALS, kSeals) != 0) {
    return SystemError("the program's input cannot be sealed", errno);
  }
  return SealedBytes(std::move(sealed));
}

Result<Finished> RunConfined(const Command& command) {
  const std::string path = FindProgram(command.program);
  if (path.empty()) {
    return Error{Code::kMissingProgram, 0, "the program " + command.program + " is not installed"};
  }
  WARRAQ_TRY(const Confinement confinement, Confinement::Make(command.limits));
  Pipe output, words, failure;
  // Opened anew, for reading: each child begins at the beginning.
  const std::string place = command.input == nullptr
                                ? "/dev/null"
                                : "/proc/self/fd/" + std::to_string(command.input->descriptor());
  const Descriptor input(open(place.c_str(), O_RDONLY | O_CLOEXEC));
  if (!output.Open() || !words.Open() || !failure.Open() || input.number() < 0) {
    return SystemError("no pipe to the program", errno);
  }
  std::vector<std::string> named = command.arguments;
  named.insert(named.begin(), command.program);
  Launch launch;
  launch.path = path.c_str();
  for (std::string& argument : named) launch.arguments.push_back(argument.data());
  launch.arguments.push_back(nullptr);
  launch.environment = const_cast<char* const*>(kEnvironment);
  launch.folder = "/";
  launch.confinement = &confinement;
  launch.input = input.number(), launch.output = output.write.number();
  launch.words = words.write.number(), launch.failure = failure.write.number();
  launch.parent = getpid();
  const pid_t id = fork();
  if (id < 0) return SystemError("no process for the program", errno);
  if (id == 0) RunInChild(launch);
  Child child(id);
  output.write.Close(), words.write.Close(), failure.write.Close();
  Finished finished;
  finished.end = Listen(output.read, words.read, command, finished);
  if (finished.end != End::kExited) child.Kill();
  const int status = child.Wait();
  int number = 0;
  if (read(failure.read.number(), &number, sizeof number) == sizeof number) {
    return SystemError("the program cannot be confined or started", number);
  }
  KeepLastLine(finished.last_words);
  if (finished.end == End::kExited && WIFSIGNALED(status)) finished.end = End::kKilled;
  finished.status = WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status);
  return finished;
}

}  // namespace warraq

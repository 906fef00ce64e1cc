// Programs of others that read hostile files (poppler's, qpdf) run as confined children: they get
// bytes and give bytes, and can do nothing else.
//
//   WARRAQ_TRY(const SealedBytes pdf, SealedBytes::Of(source.bytes));
//   WARRAQ_TRY(const Finished ran, RunConfined({.program = "pdftotext",
//                                               .arguments = {"-bbox-layout", kInputPath, "-"},
//                                               .input = &pdf}));
//
// A confined process has no network, starts no other process, opens nothing for writing, and, where
// the kernel has Landlock (5.13), reads only the folders of the system's programs, libraries and
// fonts. CPU time, memory and time on the clock are bounded; it dies with the thread that waits for
// it. Sources: seccomp(2), landlock(7), setrlimit(2).

#ifndef WARRAQ_PLUGIN_READ_CONFINED_H_
#define WARRAQ_PLUGIN_READ_CONFINED_H_

#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/read/descriptor.h"
#include "warraq/result.h"

namespace warraq {

// Of each 0: no limit.
struct ProcessLimits {
  unsigned cpu_seconds = 60;
  std::size_t memory_bytes = std::size_t{2} << 30;  // of address space
  unsigned open_files = 64;
  std::size_t data_bytes = 0;  // of memory that it alone can write to: not what files lie in
  bool may_write = false;      // to files that it has open
};

// What a process may reach beside its descriptors.
enum class Reach : unsigned char {
  kSystem,   // reads the system's files, and is started: for programs of others
  kNothing,  // no path at all; but it may be passed descriptors
};

// What is to be laid on a process, made ready beforehand: laying it on allocates nothing, so that a
// child of a process with several threads may do it between fork and exec.
class Confinement {
 public:
  // An error where the kernel has no filters of system calls: then nothing may be run.
  static Result<Confinement> Make(const ProcessLimits& limits, Reach reach = Reach::kSystem);
  // Confines the calling thread and all that come of it, for ever. 0, or the errno of what failed.
  int LayOnThisThread() const;
  // The limits alone, which every kernel has.
  static int LayOnLimits(const ProcessLimits& limits);

 private:
  ProcessLimits limits_;
  Reach reach_ = Reach::kSystem;
  std::vector<std::byte> filter_;  // an array of sock_filter
};

// Bytes in memory that nobody can change any more, for children to read as a file.
class SealedBytes {
 public:
  static Result<SealedBytes> Of(std::string_view bytes);
  int descriptor() const { return descriptor_.number(); }

 private:
  explicit SealedBytes(Descriptor descriptor) : descriptor_(std::move(descriptor)) {}
  Descriptor descriptor_;
};

// Where a child finds its input: standard input, opened anew.
inline constexpr const char* kInputPath = "/proc/self/fd/0";

struct Command {
  std::string program = {};  // its name; looked for where the system keeps programs, never on $PATH
  std::vector<std::string> arguments = {};
  const SealedBytes* input = nullptr;  // null: an empty standard input
  std::size_t output_bytes = std::size_t{64} << 20;
  double seconds = 120;  // on the clock
  ProcessLimits limits = {};
};

enum class End : unsigned char { kExited, kKilled, kTooSlow, kTooMuchOutput };

struct Finished {
  End end = End::kExited;
  int status = 0;          // of kExited the exit status, of kKilled the signal
  std::string out;         // standard output, up to Command::output_bytes
  std::string last_words;  // the last line of standard error
  bool clean() const { return end == End::kExited && status == 0; }
};

// An error where the program is not there (kMissingProgram) or cannot be confined; how it ended is
// told, not judged.
Result<Finished> RunConfined(const Command& command);

// The program's path; empty where it is not installed.
std::string FindProgram(std::string_view name);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_CONFINED_H_

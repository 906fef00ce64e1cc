#include "plugin/host/progress.h"

#include <unistd.h>

#include <cstdio>

#include "plugin/host/command.h"

namespace warraq {
namespace {

constexpr std::size_t kExamples = 3;  // of failures of one code, in the summary
constexpr std::chrono::milliseconds kOnTerminal{200};
constexpr std::chrono::seconds kElsewhere{60};

}  // namespace

Progress::Progress() : terminal_(isatty(STDERR_FILENO) != 0), begun_(Clock::now()), told_(begun_) {}

void Progress::Tell(const Outcome& outcome, const FolderCounts& now, const FolderCounts& before) {
  bytes_ += outcome.source.bytes.size();
  for (const Error& error : outcome.failures) {
    if (terminal_) Clear();
    SayFailure(outcome.source, error);
    Failed& failed = failed_[CodeName(error.code)];
    ++failed.count;
    if (failed.examples.size() < kExamples) failed.examples.push_back(outcome.source.name);
  }
  const Clock::time_point time = Clock::now();
  if (time - told_ < (terminal_ ? Clock::duration(kOnTerminal) : Clock::duration(kElsewhere))) {
    return;
  }
  told_ = time;
  Show(now, before);
}

void Progress::Show(const FolderCounts& now, const FolderCounts& before) {
  const double seconds = std::chrono::duration<double>(Clock::now() - begun_).count();
  const auto fresh = static_cast<double>(now.sources - before.sources);
  Clear();
  std::fprintf(
      stderr,
      "%llu sources, %llu records, %llu failures; %.1f sources a second, %.1f MB a second%s",
      static_cast<unsigned long long>(now.sources), static_cast<unsigned long long>(now.records),
      static_cast<unsigned long long>(now.failures), fresh / seconds,
      static_cast<double>(bytes_) / 1e6 / seconds, terminal_ ? "" : "\n");
  std::fflush(stderr);
  shown_ = terminal_;
}

void Progress::Clear() {
  if (shown_) std::fputs("\r\x1B[K", stderr);
  shown_ = false;
}

void Progress::Summarize(const FolderCounts& now, const FolderCounts& before,
                         const SkippedCounts& skipped, bool whole) {
  Clear();
  for (const auto& [code, failed] : failed_) {
    std::fprintf(stderr, "warraq: failed with %s: %llu, such as", std::string(code).c_str(),
                 static_cast<unsigned long long>(failed.count));
    for (const std::string& example : failed.examples) std::fprintf(stderr, " %s", example.c_str());
    std::fputc('\n', stderr);
  }
  if (!skipped.empty()) {
    std::fputs("warraq: containers held what is no source:", stderr);
    for (const auto& [reason, number] : skipped) {
      std::fprintf(stderr, " %s %llu", reason.c_str(), static_cast<unsigned long long>(number));
    }
    std::fputc('\n', stderr);
  }
  const auto count = [](std::uint64_t number) { return static_cast<unsigned long long>(number); };
  std::fprintf(stderr,
               "warraq: %llu sources (%llu of them done before), %llu records, %llu failures, "
               "%llu sources skipped that hold what another holds%s\n",
               count(now.sources), count(before.sources), count(now.records), count(now.failures),
               count(now.same_content),
               whole ? "" : "; not all is done: the same command again goes on from here");
}

}  // namespace warraq

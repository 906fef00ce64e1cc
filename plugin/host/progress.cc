#include "plugin/host/progress.h"

#include <unistd.h>

#include <cmath>
#include <cstdio>

#include "plugin/host/command.h"
#include "plugin/write/json.h"

namespace warraq {
namespace {

constexpr std::size_t kExamples = 3;  // of failures of one code, in the summary
constexpr std::chrono::milliseconds kOnTerminal{200};
constexpr std::chrono::seconds kElsewhere{60};

void WriteCounts(const FolderCounts& now, const FolderCounts& before, Json& json) {
  json.Key("sources").Number(now.sources).Key("sources_before").Number(before.sources);
  json.Key("records").Number(now.records).Key("failures").Number(now.failures);
  json.Key("same_content").Number(now.same_content);
  if (now.near_duplicates > 0) json.Key("near_duplicates").Number(now.near_duplicates);
  if (now.joined > 0) {
    json.Key("joined").Number(now.joined).Key("joined_pages").Number(now.joined_pages);
  }
}

void Say(std::string line) {
  line.push_back('\n');
  std::fputs(line.c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace

Progress::Progress(LogShape shape, std::optional<std::uint64_t> all_bytes)
    : shape_(shape),
      terminal_(shape == LogShape::kText && isatty(STDERR_FILENO) != 0),
      left_(all_bytes),
      begun_(Clock::now()),
      told_(begun_) {}

double Progress::Seconds() const {
  return std::chrono::duration<double>(Clock::now() - begun_).count();
}

void Progress::TellFailures(const Outcome& outcome) {
  for (const Error& error : outcome.failures) {
    if (terminal_) Clear();
    LogFailure(outcome.source, error, shape_);
    Failed& failed = failed_[CodeName(error.code)];
    ++failed.count;
    if (failed.examples.size() < kExamples) failed.examples.push_back(outcome.source.name);
  }
}

void Progress::Tell(const Outcome& outcome, const FolderCounts& now, const FolderCounts& before,
                    Work work) {
  left_.Take(outcome.input_bytes, Seconds(), work == Work::kDoneBefore);
  if (work != Work::kOfOthers) {
    bytes_ += outcome.source.bytes.size();
    TellFailures(outcome);
  }
  const Clock::time_point time = Clock::now();
  if (time - told_ < (terminal_ ? Clock::duration(kOnTerminal) : Clock::duration(kElsewhere))) {
    return;
  }
  told_ = time;
  Show(now, before);
}

void Progress::Show(const FolderCounts& now, const FolderCounts& before) {
  const double seconds = Seconds();
  const auto fresh = static_cast<double>(now.sources - before.sources);
  const std::optional<double> left = left_.Left();
  if (shape_ == LogShape::kJson) {
    std::string line;
    Json json(line);
    json.Object().Key("schema").String("warraq/progress/1");
    WriteCounts(now, before, json);
    json.Key("seconds").Fraction(seconds).Key("sources_a_second").Fraction(fresh / seconds);
    json.Key("bytes_a_second")
        .Number(static_cast<std::uint64_t>(static_cast<double>(bytes_) / seconds));
    json.Key("input_bytes_done").Number(left_.bytes());
    if (left_.all_bytes()) json.Key("input_bytes").Number(*left_.all_bytes());
    if (left) json.Key("seconds_left").Number(static_cast<std::uint64_t>(std::lround(*left)));
    json.EndObject();
    return Say(std::move(line));
  }
  Clear();
  std::fprintf(
      stderr,
      "%llu sources, %llu records, %llu failures; %.1f sources a second, %.1f MB a second%s%s%s",
      static_cast<unsigned long long>(now.sources), static_cast<unsigned long long>(now.records),
      static_cast<unsigned long long>(now.failures), fresh / seconds,
      static_cast<double>(bytes_) / 1e6 / seconds, left ? "; " : "",
      left ? WordsOfTimeLeft(*left).c_str() : "", terminal_ ? "" : "\n");
  std::fflush(stderr);
  shown_ = terminal_;
}

void Progress::Clear() {
  if (shown_) std::fputs("\r\x1B[K", stderr);
  shown_ = false;
}

void Progress::Summarize(const FolderCounts& now, const FolderCounts& before,
                         const SkippedCounts& skipped, bool whole) {
  if (shape_ == LogShape::kJson) return SummarizeAsJson(now, before, skipped, whole);
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
  if (now.near_duplicates > 0) {
    std::fprintf(stderr, "warraq: records that repeat another nearly: %llu\n",
                 count(now.near_duplicates));
  }
  if (now.joined > 0) {
    std::fprintf(stderr, "warraq: articles joined of several pages: %llu, of %llu pages\n",
                 count(now.joined), count(now.joined_pages));
  }
  std::fprintf(stderr,
               "warraq: %llu sources (%llu of them done before), %llu records, %llu failures, "
               "%llu sources skipped that hold what another holds%s\n",
               count(now.sources), count(before.sources), count(now.records), count(now.failures),
               count(now.same_content),
               whole ? "" : "; not all is done: the same command again goes on from here");
}

void Progress::SummarizeAsJson(const FolderCounts& now, const FolderCounts& before,
                               const SkippedCounts& skipped, bool whole) const {
  std::string line;
  Json json(line);
  json.Object()
      .Key("schema")
      .String("warraq/summary/1")
      .Key("whole")
      .Ready(whole ? "true" : "false");
  WriteCounts(now, before, json);
  json.Key("failed").Object();
  for (const auto& [code, failed] : failed_) {
    json.Key(code).Object().Key("count").Number(failed.count).Key("examples").Array();
    for (const std::string& example : failed.examples) json.String(example);
    json.EndArray().EndObject();
  }
  json.EndObject().Key("skipped").Object();
  for (const auto& [reason, number] : skipped) json.Key(reason).Number(number);
  json.EndObject().Key("seconds").Fraction(Seconds()).EndObject();
  Say(std::move(line));
}

}  // namespace warraq

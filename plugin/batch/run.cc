// One thread opens sources and writes what comes of them; the others turn sources into records. A
// source waits in a window of bounded length and bytes, in the order in which it came, and leaves
// it in that order too: so memory stays flat, and the output is the same bytes for any number of
// threads. Unordered, what is done leaves it first: a slow source holds up none behind it.

#include "plugin/batch/run.h"

#include <algorithm>
#include <condition_variable>
#include <deque>
#include <memory>
#include <mutex>
#include <thread>

#include "plugin/batch/inputs.h"
#include "plugin/batch/pipeline.h"
#include "plugin/text/hash.h"

namespace warraq {
namespace {

constexpr std::size_t kWindowPerJob = 16;  // sources
constexpr std::size_t kWindowBytes = std::size_t{32}
                                     << 20;  // of sources waiting; one may be larger

struct Task {
  Outcome outcome;
  std::size_t bytes = 0;
  bool done = false;
};

class Runner {
 public:
  Runner(const RunOptions& run, const RunOutput& output) : run_(run), output_(output) {}

  RunCounts RunInputs(const std::vector<std::string>& inputs) {
    if (run_.jobs <= 1) {
      Pipeline pipeline(run_.options);
      Open(inputs, [&](Source source, const Error* error) {
        Outcome outcome;
        outcome.source = std::move(source);
        outcome.input_bytes = reached_;
        if (error != nullptr) {
          outcome.failures.push_back(*error);
        } else {
          Work(pipeline, outcome);
        }
        return Finish(outcome) && !Stops();
      });
      return counts_;
    }
    std::vector<std::jthread> workers;
    for (std::size_t i = 0; i < run_.jobs; ++i) workers.emplace_back([this] { WorkUntilEnd(); });
    Open(inputs, [&](Source source, const Error* error) {
      auto task = std::make_shared<Task>();
      task->outcome.source = std::move(source);
      task->outcome.input_bytes = reached_;
      if (error != nullptr) {
        task->outcome.failures.push_back(*error);
        task->done = true;
      }
      return Admit(std::move(task)) && !Stops();
    });
    while (!refused_ && !window_.empty()) FinishOne();
    const std::lock_guard lock(mutex_);
    ended_ = true;
    waiting_.clear();
    work_.notify_all();
    return counts_;
  }

 private:
  void Open(const std::vector<std::string>& inputs, const SourceTaker& take) {
    InputTaker taker{take};
    taker.skip = [&](const Skipped& skipped) { ++counts_.skipped[std::string(skipped.reason)]; };
    taker.reached = [&](std::uint64_t bytes) { reached_ = bytes; };
    OpenInputs(inputs, run_.options, taker);
  }

  bool Stops() const { return output_.stops && output_.stops(); }

  // A source's pages, one after the other.
  void Work(Pipeline& pipeline, Outcome& outcome) {
    if (output_.wants) {
      outcome.source.sha256 = Sha256Hex(outcome.source.bytes);
      if (!output_.wants(outcome.source)) return;
    }
    if (run_.sites_only) return CountPage(outcome);
    ReadPages(pipeline, outcome.source, [&](const Result<PageArticles>& read) {
      if (!read.ok()) {
        outcome.failures.push_back(read.error());
        return true;
      }
      for (const Article& article : read.value().articles) Write(article, outcome);
      return true;
    });
  }

  void Write(const Article& article, Outcome& outcome) {
    const bool waits =
        run_.continuations == ContinuationMode::kJoin && !article.continuation.of.empty();
    run_.writer->write(article, run_.options.provenance, waits ? outcome.parts : outcome.records);
    if (run_.keep_removed) WriteRemovedLine(article, outcome.removed);
    ++(waits ? outcome.part_count : outcome.record_count);
    if (waits || run_.near_duplicates == NearDuplicateMode::kKeep) return;
    outcome.sketches.push_back(SketchOf(article));
    outcome.sketches.back().end = outcome.records.size();
  }

  void CountPage(Outcome& outcome) const {
    Result<SitePage> page = ReadSitePage(outcome.source, run_.options);
    if (page.ok()) {
      outcome.site_page = std::move(page).value();
    } else {
      outcome.failures.push_back(page.error());
    }
  }

  bool Finish(const Outcome& outcome) {
    ++counts_.sources;
    counts_.records += outcome.record_count + outcome.part_count;
    counts_.failures += outcome.failures.size();
    return output_.take(outcome);
  }

  bool Admit(std::shared_ptr<Task> task) {
    const std::size_t bytes = task->outcome.source.bytes.size();
    task->bytes = bytes;
    while (!window_.empty() &&
           (window_.size() >= run_.jobs * kWindowPerJob || window_bytes_ + bytes > kWindowBytes)) {
      FinishOne();
      if (refused_) return false;
    }
    window_.push_back(task);
    window_bytes_ += bytes;
    if (task->done) return true;
    const std::lock_guard lock(mutex_);
    waiting_.push_back(std::move(task));
    work_.notify_one();
    return true;
  }

  // The first of the window, or unordered the first that is done.
  std::shared_ptr<Task> TakeDone() {
    const auto is_done = [](const std::shared_ptr<Task>& task) { return task->done; };
    auto one = window_.begin();
    std::unique_lock lock(mutex_);
    finished_.wait(lock, [&] {
      if (!run_.unordered) return window_.front()->done;
      one = std::ranges::find_if(window_, is_done);
      return one != window_.end();
    });
    std::shared_ptr<Task> task = std::move(*one);
    window_.erase(one);
    return task;
  }

  void FinishOne() {
    const std::shared_ptr<Task> task = TakeDone();
    window_bytes_ -= task->bytes;
    refused_ = !Finish(task->outcome);
  }

  void WorkUntilEnd() {
    Pipeline pipeline(run_.options);
    for (;;) {
      std::shared_ptr<Task> task;
      {
        std::unique_lock lock(mutex_);
        work_.wait(lock, [&] { return ended_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        task = std::move(waiting_.front());
        waiting_.pop_front();
      }
      Work(pipeline, task->outcome);
      const std::lock_guard lock(mutex_);
      task->done = true;
      finished_.notify_all();
    }
  }

  const RunOptions& run_;
  const RunOutput& output_;
  RunCounts counts_;
  std::uint64_t reached_ = 0;  // bytes of the input files, of the opening thread alone
  std::deque<std::shared_ptr<Task>> window_;  // of the opening thread alone
  std::size_t window_bytes_ = 0;
  bool refused_ = false;  // an outcome: none behind it may be taken
  std::mutex mutex_;
  std::condition_variable work_, finished_;
  std::deque<std::shared_ptr<Task>> waiting_;
  bool ended_ = false;
};

}  // namespace

RunCounts RunAll(const std::vector<std::string>& inputs, const RunOptions& run,
                 const RunOutput& output) {
  return Runner(run, output).RunInputs(inputs);
}

}  // namespace warraq

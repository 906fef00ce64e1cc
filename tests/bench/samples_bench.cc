// CPU of each room on the samples, in bytes a second, beside reading the same bytes once: compare
// the rows of one run, never two runs.
//
//   cmake -B build-bench -DWARRAQ_BENCH=ON && ninja -C build-bench samples_bench
//   build-bench/samples_bench

#include <benchmark/benchmark.h>

#include <filesystem>
#include <fstream>
#include <iterator>
#include <numeric>
#include <string>
#include <vector>

#include "plugin/batch/pipeline.h"
#include "plugin/repair/repair.h"
#include "warraq/date.h"
#include "warraq/pipeline.h"

namespace {

// The samples of a folder with one ending, each as often as makes 1 MB together.
std::vector<std::string> Samples(const char* folder, const char* ending) {
  std::vector<std::string> samples;
  std::size_t bytes = 0;
  while (bytes < 1'000'000) {
    const std::size_t before = bytes;
    for (const auto& entry :
         std::filesystem::directory_iterator(std::string(WARRAQ_SOURCE_DIR "/samples/") + folder)) {
      if (entry.path().extension() != ending) continue;
      std::ifstream file(entry.path(), std::ios::binary);
      samples.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
      bytes += samples.back().size();
    }
    if (bytes == before) break;
  }
  return samples;
}

template <typename Work>
void Run(benchmark::State& state, const char* folder, const char* ending, Work work) {
  const std::vector<std::string> samples = Samples(folder, ending);
  std::size_t bytes = 0;
  for (auto _ : state) {
    for (const std::string& sample : samples) {
      work(sample);
      bytes += sample.size();
    }
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

void ReadOnce(const std::string& sample) {
  benchmark::DoNotOptimize(std::accumulate(sample.begin(), sample.end(), 0));
}

void Repair(const std::string& sample) {
  std::vector<warraq::RepairCount> counts;
  benchmark::DoNotOptimize(warraq::RepairAll(warraq::Text::Verbatim(sample), counts));
}

void Dates(const std::string& sample) { benchmark::DoNotOptimize(warraq::FindDates(sample, {})); }

void Records(const std::string& sample) {
  static warraq::Pipeline pipeline({});
  warraq::Source source{.name = "bench", .bytes = sample};
  const auto read = pipeline.Read(source, 1);
  if (!read.ok()) return;
  for (const auto& article : read.value().articles) {
    benchmark::DoNotOptimize(WriteJsonLine(article, warraq::Provenance::kSpans));
  }
}

}  // namespace

BENCHMARK_CAPTURE(Run, dumps_read_once, "dumps", ".txt", ReadOnce);
BENCHMARK_CAPTURE(Run, dumps_repair, "dumps", ".txt", Repair);
BENCHMARK_CAPTURE(Run, dumps_dates, "dumps", ".txt", Dates);
BENCHMARK_CAPTURE(Run, dumps_records, "dumps", ".txt", Records);
BENCHMARK_CAPTURE(Run, pages_read_once, "pages", ".html", ReadOnce);
BENCHMARK_CAPTURE(Run, pages_records, "pages", ".html", Records);

BENCHMARK_MAIN();

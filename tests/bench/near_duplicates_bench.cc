// Signatures of articles of 3.5 kB: words, their runs, and the smallest of 112 permutations; with
// the rough words too; and the permutations alone, eight at a time and one by one.
//
//   cmake -B build-bench -DWARRAQ_BENCH=ON && ninja -C build-bench near_duplicates_bench
//   build-bench/near_duplicates_bench

#include <benchmark/benchmark.h>

#include <random>
#include <string>

#include "plugin/batch/near_duplicates.h"

namespace {

constexpr std::size_t kBytes = 3500;

std::string Article() {
  std::mt19937 random(1);
  std::string text;
  while (text.size() < kBytes) {
    for (std::size_t left = 2 + random() % 8; left > 0; --left) {
      text.push_back(static_cast<char>('a' + random() % 26));
    }
    text.push_back(' ');
  }
  return text;
}

void Runs(benchmark::State& state) {
  const std::string text = Article();
  for (auto _ : state) {
    warraq::Shingles shingles;
    shingles.Add(text);
    benchmark::DoNotOptimize(warraq::MinHashOf(shingles.runs));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(Runs);

void RunsAndRoughWords(benchmark::State& state) {
  const std::string text = Article();
  for (auto _ : state) benchmark::DoNotOptimize(warraq::SketchOf(text, false));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(RunsAndRoughWords);

void Permutations(benchmark::State& state) {
  warraq::Shingles shingles;
  shingles.Add(Article());
  for (auto _ : state) {
    benchmark::DoNotOptimize(state.range(0) != 0 ? warraq::MinHashOf(shingles.runs)
                                                 : warraq::MinHashSlowly(shingles.runs));
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(Permutations)->ArgName("wide")->Arg(1)->Arg(0);

}  // namespace

BENCHMARK_MAIN();

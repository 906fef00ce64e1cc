// What reading containers costs, without the pages themselves: records and bytes a second of a web
// archive of small news pages, compressed record by record, and of JSON Lines; beside unpacking the
// same members with libdeflate alone, which is the floor. Compare the rows of one run.
//
//   cmake -B build-bench -DWARRAQ_BENCH=ON && ninja -C build-bench containers_bench
//   build-bench/containers_bench

#include <benchmark/benchmark.h>
#include <libdeflate.h>

#include <memory>
#include <string>
#include <vector>

#include "tests/batch/opened.h"
#include "tests/batch/packing.h"
#include "tests/samples.h"

namespace {

using warraq::PackedPage;

constexpr int kRounds = 40;

std::vector<PackedPage> Pages() {
  std::vector<PackedPage> pages;
  for (int round = 0; round < kRounds; ++round) {
    for (const std::string& path : warraq::SamplePaths("pages", ".html")) {
      const std::string name = std::to_string(pages.size());
      pages.push_back({name, "https://example.org/" + name, warraq::ReadWhole(path)});
    }
  }
  return pages;
}

std::string WarcGz() {
  std::string packed;
  for (const std::string& record : warraq::WarcRecords(Pages())) {
    packed += warraq::Deflated(record);
  }
  return packed;
}

void Open(benchmark::State& state, const std::string& packed) {
  std::size_t records = 0;
  std::size_t pages = 0;
  std::size_t bytes = 0;
  warraq::InputTaker taker;
  taker.take = [&](const warraq::Source& source, const warraq::Error*) {
    bytes += source.bytes.size();
    ++records;
    return ++pages > 0;
  };
  taker.skip = [&](const warraq::Skipped&) { ++records; };
  const warraq::Options options;
  for (auto _ : state) {
    warraq::Budget budget(options.limits);
    warraq::BytesStream stream(packed, 1 << 20, budget);
    warraq::Window window(stream);
    warraq::OpenContainer("bench", window, budget, options, taker);
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(records));
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.counters["pages/s"] =
      benchmark::Counter(static_cast<double>(pages), benchmark::Counter::kIsRate);
}

void WarcGzRecords(benchmark::State& state) { Open(state, WarcGz()); }

void WarcRecords(benchmark::State& state) {
  std::string records;
  for (const std::string& record : warraq::WarcRecords(Pages())) records += record;
  Open(state, records);
}

void JsonLinesOfPages(benchmark::State& state) { Open(state, warraq::JsonLines(Pages(), "html")); }

void CsvOfPages(benchmark::State& state) { Open(state, warraq::Csv(Pages(), "html", ',')); }

void LibdeflateAlone(benchmark::State& state) {
  const std::string packed = WarcGz();
  const std::unique_ptr<libdeflate_decompressor, decltype(&libdeflate_free_decompressor)> deflate(
      libdeflate_alloc_decompressor(), &libdeflate_free_decompressor);
  std::string room(1 << 20, '\0');
  std::size_t members = 0;
  std::size_t bytes = 0;
  for (auto _ : state) {
    for (std::size_t at = 0; at < packed.size(); ++members) {
      std::size_t used = 0;
      std::size_t made = 0;
      if (libdeflate_gzip_decompress_ex(deflate.get(), packed.data() + at, packed.size() - at,
                                        room.data(), room.size(), &used, &made) != 0) {
        state.SkipWithError("damaged");
        return;
      }
      bytes += made;
      at += used;
    }
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(members));
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

BENCHMARK(LibdeflateAlone)->Unit(benchmark::kMillisecond);
BENCHMARK(WarcGzRecords)->Unit(benchmark::kMillisecond);
BENCHMARK(WarcRecords)->Unit(benchmark::kMillisecond);
BENCHMARK(JsonLinesOfPages)->Unit(benchmark::kMillisecond);
BENCHMARK(CsvOfPages)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();

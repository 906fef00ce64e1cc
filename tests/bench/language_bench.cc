// Time of a header of five words and of a long text, and the first call of all.
//
//   cmake -B build-bench -DWARRAQ_BENCH=ON && ninja -C build-bench language_bench

#include <benchmark/benchmark.h>

#include <string>
#include <string_view>
#include <vector>

#include "plugin/text/language.h"

namespace {

constexpr std::string_view kHeaders[] = {
    "Village library opens after two years",
    "افتتاح مكتبة عامة في قرية جبلية",
    "شہر میں نئی سڑکیں بنائی جائیں",
    "Мэр пообещал построить новые дороги",
    "Der Bürgermeister verspricht neue Straßen",
    "גשר חדש ייפתח בקרוב לתנועה",
};

void Headers(benchmark::State& state) {
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(warraq::IdentifyLanguage(kHeaders[i++ % std::size(kHeaders)]));
  }
}

void LongText(benchmark::State& state) {
  std::vector<std::string> texts;
  for (const std::string_view header : kHeaders) {
    std::string& text = texts.emplace_back();
    while (text.size() < 2000) text.append(header) += ' ';
  }
  std::size_t i = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(warraq::IdentifyLanguage(texts[i++ % texts.size()]));
  }
}

}  // namespace

BENCHMARK(Headers);
BENCHMARK(LongText);

BENCHMARK_MAIN();

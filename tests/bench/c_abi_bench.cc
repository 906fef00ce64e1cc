// A call of the C interface on a page's header of about 200 bytes, in four languages: repaired
// text, the same with its language and repairs as JSON, and the dates in it.
//
//   cmake -B build-bench -DWARRAQ_BENCH=ON && ninja -C build-bench c_abi_bench
//   build-bench/c_abi_bench

#include <benchmark/benchmark.h>

#include <cstdint>
#include <string_view>

#include "warraq/warraq.h"

namespace {

constexpr std::string_view kEnglish =
    "Harbour council votes to rebuild the eastern pier after the storm of January\n"
    "By Salma Hariri | Published: Tuesday, 14 May 2025 04:44 GMT | Updated 15 May 2025\n"
    "Home &gt; News &gt; Region\xC2\xA0\xC2\xA0";
constexpr std::string_view kArabic =
    "مجلس الميناء يصوت على إعادة بناء الرصيف الشرقي\n"
    "الثلاثاء 14 أيار/مايو 2025 - 3:20 مساءً | كتب بواسطة سلمى";
constexpr std::string_view kRussian =
    "Совет порта проголосовал за восстановление причала\n"
    "Казань. 14 мая 2025 года. Сообщил наш корреспондент в 9:30";
// The Arabic one as it looks where UTF-8 was read as windows-1252.
constexpr std::string_view kMojibake =
    "Ù…Ø¬Ù„Ø³ Ø§Ù„Ù…ÙŠÙ†Ø§Ø¡ ÙŠØµÙˆØª Ø¹Ù„Ù‰ Ø¥Ø¹Ø§Ø¯Ø© Ø¨Ù†Ø§Ø¡\n"
    "14 Ù…Ø§ÙŠÙˆ 2025, 3:20";

using TextCall = int (*)(const char*, size_t, const warraq_text_options*, warraq_string*);

void Normalize(benchmark::State& state, std::string_view text, TextCall call) {
  for (auto _ : state) {
    warraq_string out;
    if (call(text.data(), text.size(), nullptr, &out) != WARRAQ_OK) {
      state.SkipWithError(warraq_error_text());
    }
    benchmark::DoNotOptimize(out.data);
    warraq_string_free(&out);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

void Dates(benchmark::State& state, std::string_view text) {
  const warraq_date_options options = {sizeof options, "2025-05-14T04:44:27", nullptr};
  for (auto _ : state) {
    warraq_string out;
    if (warraq_find_dates(text.data(), text.size(), &options, &out) != WARRAQ_OK) {
      state.SkipWithError(warraq_error_text());
    }
    benchmark::DoNotOptimize(out.data);
    warraq_string_free(&out);
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * text.size()));
}

BENCHMARK_CAPTURE(Normalize, english, kEnglish, warraq_normalize);
BENCHMARK_CAPTURE(Normalize, arabic, kArabic, warraq_normalize);
BENCHMARK_CAPTURE(Normalize, russian, kRussian, warraq_normalize);
BENCHMARK_CAPTURE(Normalize, mojibake, kMojibake, warraq_normalize);
BENCHMARK_CAPTURE(Normalize, english_json, kEnglish, warraq_normalize_json);
BENCHMARK_CAPTURE(Normalize, arabic_json, kArabic, warraq_normalize_json);
BENCHMARK_CAPTURE(Dates, english, kEnglish);
BENCHMARK_CAPTURE(Dates, arabic, kArabic);
BENCHMARK_CAPTURE(Dates, russian, kRussian);

}  // namespace

BENCHMARK_MAIN();

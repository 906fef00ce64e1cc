// Dates found in one string, in lines without any, and in an article of about 2,500 characters,
// in three languages; beside reading the same bytes once.
//
//   cmake -B build-bench -DWARRAQ_BENCH=ON && ninja -C build-bench dates_bench
//   build-bench/dates_bench

#include <benchmark/benchmark.h>

#include <numeric>
#include <string>
#include <string_view>

#include "warraq/date.h"

namespace {

constexpr std::size_t kArticleBytes = 2500;

// Written for this bench: what an article of local news says, with dates in some sentences.
constexpr std::string_view kEnglish =
    "The harbour council voted on Tuesday to rebuild the eastern pier, which was closed after the "
    "storm of 14 January 2023 tore away two of its pillars. Work is to begin in March and to be "
    "finished by 30 September 2026, the council said. \"We have waited too long,\" said the "
    "harbour master, who has asked for the money since 2019. Fishermen who use the smaller jetty "
    "paid 22,000 in fees last year, about 25 per cent more than in the years before the storm. "
    "Three boats were lost and 12 people were taken from the water. The council will meet again "
    "next week, at 9:30 on Thursday, to choose a builder. ";
constexpr std::string_view kArabic =
    "صوت مجلس الميناء يوم الثلاثاء على إعادة بناء الرصيف الشرقي الذي أغلق بعد عاصفة 14 يناير 2023 "
    "التي جرفت عمودين من أعمدته. ومن المقرر أن يبدأ العمل في مارس وينتهي قبل 30 أيلول/سبتمبر 2026، "
    "بحسب المجلس. وقال مدير الميناء إنهم انتظروا طويلا وإنه يطلب المال منذ عام 2019. ودفع الصيادون "
    "22,000 جنيه رسوما العام الماضي، أي أكثر بنحو 25 في المئة. ويجتمع المجلس الأسبوع المقبل في "
    "الساعة 9:30 صباحا لاختيار الشركة المنفذة. ";
constexpr std::string_view kRussian =
    "Совет порта проголосовал во вторник за восстановление восточного причала, закрытого после "
    "шторма 14 января 2023 года, когда были сорваны две его опоры. Работы начнутся в марте и "
    "должны "
    "закончиться до 30 сентября 2026 года, сообщил совет. «Мы слишком долго ждали», — сказал "
    "капитан порта, который просит денег с 2019 года. Рыбаки заплатили в прошлом году 22 000 "
    "рублей, примерно на 25 процентов больше. Совет соберётся на следующей неделе, в четверг в "
    "9:30, чтобы выбрать строителя. ";

std::string Article(std::string_view paragraph) {
  std::string article;
  std::size_t characters = 0;
  while (characters < kArticleBytes) {
    article += paragraph;
    for (const char c : paragraph) characters += (static_cast<unsigned char>(c) & 0xC0) != 0x80;
    article += '\n';
  }
  return article;
}

void Find(benchmark::State& state, const std::string& text, std::string_view reference) {
  std::size_t bytes = 0;
  std::size_t claims = 0;
  for (auto _ : state) {
    const auto found = warraq::FindDates(text, {.reference = reference, .language = {}});
    benchmark::DoNotOptimize(found.data());
    claims = found.size();
    bytes += text.size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
  state.counters["claims"] = static_cast<double>(claims);
}

void ReadOnce(benchmark::State& state, const std::string& text) {
  std::size_t bytes = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(std::accumulate(text.begin(), text.end(), 0));
    bytes += text.size();
  }
  state.SetBytesProcessed(static_cast<std::int64_t>(bytes));
}

constexpr std::string_view kReference = "2025-05-14T04:44:27";

BENCHMARK_CAPTURE(Find, string_named, std::string("14 May 2025"), "");
BENCHMARK_CAPTURE(Find, string_numbers, std::string("02/03/2024"), "");
BENCHMARK_CAPTURE(Find, string_header, std::string("Tuesday, 02 January 2024 12:17 GMT"), "");
BENCHMARK_CAPTURE(Find, string_arabic, std::string("الثلاثاء 14 أيار/مايو 2025 - 3:20 مساءً"), "");
BENCHMARK_CAPTURE(Find, string_relative, std::string("two weeks ago"), kReference);
BENCHMARK_CAPTURE(Find, string_none, std::string("Call (833) 410-9133 for tickets."), "");
BENCHMARK_CAPTURE(Find, article_english, Article(kEnglish), "");
BENCHMARK_CAPTURE(Find, article_english_resolved, Article(kEnglish), kReference);
BENCHMARK_CAPTURE(Find, article_arabic, Article(kArabic), "");
BENCHMARK_CAPTURE(Find, article_russian, Article(kRussian), "");
BENCHMARK_CAPTURE(ReadOnce, article_english, Article(kEnglish));

}  // namespace

BENCHMARK_MAIN();

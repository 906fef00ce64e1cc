// The text rooms on texts grown from our samples: clean Arabic, and 10 MB with every kind of damage
// in between. A figure means something as a ratio to another of the same run.
//
//   build-bench/text_bench --benchmark_filter=Nfc

#include <benchmark/benchmark.h>
#include <unicode/bytestream.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <random>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/normalize.h"
#include "plugin/text/survey.h"
#include "plugin/text/utf8.h"
#include "warraq/pipeline.h"

namespace {

constexpr std::size_t kBytes = 10'000'000;

// The lines of the dumps whose names begin so, repaired.
std::vector<std::string> Lines(std::string_view name) {
  std::vector<std::string> lines;
  std::vector<std::filesystem::path> paths;
  for (const auto& entry :
       std::filesystem::directory_iterator(WARRAQ_SOURCE_DIR "/samples/dumps")) {
    if (entry.path().extension() != ".txt") continue;
    if (entry.path().filename().string().starts_with(name)) paths.push_back(entry.path());
  }
  std::ranges::sort(paths);
  for (const auto& path : paths) {
    std::ifstream file(path, std::ios::binary);
    const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
    const auto repaired = warraq::RepairText(bytes, {});
    if (!repaired.ok()) continue;
    const std::string_view text = repaired.value().text.bytes();
    for (std::size_t begin = 0; begin < text.size();) {
      const std::size_t end = std::min(text.find('\n', begin), text.size());
      if (end > begin) lines.emplace_back(text.substr(begin, end - begin));
      begin = end + 1;
    }
  }
  return lines;
}

std::string Grown(const std::vector<std::string>& lines, std::size_t bytes) {
  std::mt19937 engine(1);
  std::string text;
  while (text.size() < bytes) text += lines[engine() % lines.size()] + '\n';
  return text;
}

const std::string& CleanArabic() {
  static const std::string text = Grown(Lines("ar-"), kBytes);
  return text;
}

const std::string& CleanEnglish() {
  static const std::string text = Grown(Lines("en-"), kBytes);
  return text;
}

const std::string& CleanRussian() {
  static const std::string text = Grown(Lines("ru-"), kBytes);
  return text;
}

std::string AsMojibake(std::string_view line) {
  std::string text;
  for (const char c : line) warraq::AppendUtf8(text, static_cast<unsigned char>(c));
  return text;
}

// One line in `of` is damaged in one of these ways.
std::string Damaged(std::string line, std::size_t of, std::mt19937& engine) {
  constexpr std::array<std::string_view, 12> kPieces = {
      "&quot;", "&amp;amp;", "&#1605;",   "\xC2\xA0",   "\xC2\xAD",     "\x01",
      "\r",     "\xC2\x92",  "e\xCC\x81", "  \xC2\xA0", "\xEF\xBB\xBF", "\xEF\xAC\x81"};
  constexpr std::size_t kWays = kPieces.size() + 2;
  const std::size_t way = engine() % (of * kWays);
  if (way == 0) return AsMojibake(line);
  if (way == 1) return line + " \xEF\xBA\x8D\xEF\xBB\x9F\xEF\xBB\xAE\xEF\xBB\x83\xEF\xBB\xA6";
  if (way - 2 >= kPieces.size()) return line;
  std::size_t at = engine() % (line.size() + 1);
  while (at < line.size() && (static_cast<unsigned char>(line[at]) & 0xC0) == 0x80) ++at;
  return line.insert(at, kPieces[way - 2]);
}

std::string MixedOf(std::size_t of) {
  const std::vector<std::string> lines = Lines("");
  std::mt19937 engine(2);
  std::string made;
  while (made.size() < kBytes) made += Damaged(lines[engine() % lines.size()], of, engine) + '\n';
  return made;
}

// As pages from many hands are, and as those of one careful site.
const std::string& Mixed() {
  static const std::string text = MixedOf(3);
  return text;
}
const std::string& MixedLightly() {
  static const std::string text = MixedOf(20);
  return text;
}

template <typename Work>
void Over(benchmark::State& state, const std::string& (*text)(), Work work) {
  const std::string& bytes = text();
  for (auto _ : state) work(bytes);
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * bytes.size()));
}

void Copy(const std::string& bytes) {
  const std::string copy = bytes;
  benchmark::DoNotOptimize(copy.data());
}
void Repair(const std::string& bytes) {
  std::vector<warraq::RepairCount> counts;
  benchmark::DoNotOptimize(warraq::RepairAll(warraq::Text::Verbatim(bytes), counts));
}
void WholeText(const std::string& bytes) {
  benchmark::DoNotOptimize(warraq::RepairText(bytes, {}));
}
void Survey(const std::string& bytes) { benchmark::DoNotOptimize(warraq::Survey(bytes)); }
void Nfc(const std::string& bytes) { benchmark::DoNotOptimize(warraq::IsNfc(bytes)); }

icu::StringPiece Piece(const std::string& bytes) {
  return {bytes.data(), static_cast<std::int32_t>(bytes.size())};
}
void IcuIsNormalized(const std::string& bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  benchmark::DoNotOptimize(nfc->isNormalizedUTF8(Piece(bytes), status));
}
void IcuNormalize(const std::string& bytes) {
  UErrorCode status = U_ZERO_ERROR;
  const icu::Normalizer2* nfc = icu::Normalizer2::getNFCInstance(status);
  std::string out;
  icu::StringByteSink<std::string> sink(&out);
  nfc->normalizeUTF8(0, Piece(bytes), sink, nullptr, status);
  benchmark::DoNotOptimize(out.data());
}

}  // namespace

BENCHMARK_CAPTURE(Over, arabic_copy, CleanArabic, Copy);
BENCHMARK_CAPTURE(Over, arabic_survey, CleanArabic, Survey);
BENCHMARK_CAPTURE(Over, arabic_Nfc_ours, CleanArabic, Nfc);
BENCHMARK_CAPTURE(Over, arabic_Nfc_icu_is_normalized, CleanArabic, IcuIsNormalized);
BENCHMARK_CAPTURE(Over, arabic_Nfc_icu_normalize, CleanArabic, IcuNormalize);
BENCHMARK_CAPTURE(Over, arabic_repair, CleanArabic, Repair);
BENCHMARK_CAPTURE(Over, arabic_text, CleanArabic, WholeText);
BENCHMARK_CAPTURE(Over, english_repair, CleanEnglish, Repair);
BENCHMARK_CAPTURE(Over, russian_repair, CleanRussian, Repair);
BENCHMARK_CAPTURE(Over, mixed_survey, Mixed, Survey);
BENCHMARK_CAPTURE(Over, mixed_repair, Mixed, Repair);
BENCHMARK_CAPTURE(Over, mixed_lightly_repair, MixedLightly, Repair);
BENCHMARK_CAPTURE(Over, mixed_text, Mixed, WholeText);

// Each repair alone, over the text that it gets in the mixed run's first round at worst.
int main(int count, char** arguments) {
  for (const warraq::Repair* repair : warraq::Repairs()) {
    const std::string name = "mixed_alone/" + std::string(repair->name);
    benchmark::RegisterBenchmark(name.c_str(), [repair](benchmark::State& state) {
      const warraq::Text text = warraq::Text::Verbatim(Mixed());
      for (auto _ : state) {
        std::uint32_t changes = 0;
        benchmark::DoNotOptimize(repair->apply(text, changes));
      }
      state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * Mixed().size()));
    });
  }
  benchmark::Initialize(&count, arguments);
  benchmark::RunSpecifiedBenchmarks();
  return 0;
}

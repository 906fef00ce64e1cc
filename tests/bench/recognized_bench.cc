// A page of 3,000 words that somebody else has recognized, to its record: hOCR and ALTO.
//
//   cmake -B build-bench -DWARRAQ_BENCH=ON && ninja -C build-bench recognized_bench
//   build-bench/recognized_bench

#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include "plugin/read/ocr_file.h"
#include "tests/samples.h"
#include "warraq/pipeline.h"

namespace {

constexpr int kWords = 3000;
constexpr int kWordsOfLine = 10;
constexpr int kLinesOfColumn = 60;
constexpr int kWordWidth = 60, kWordHeight = 20, kLineHeight = 30;

// The words of the sample, again and again, in columns of lines of ten.
std::vector<std::string> Words() {
  const auto file = warraq::ReadOcrFile(
      warraq::ReadWhole(WARRAQ_SOURCE_DIR "/samples/recognized/en.hocr"), warraq::Format::kHocr);
  std::vector<std::string> words;
  while (words.size() < kWords) {
    for (const warraq::OcrLine& line : file.value().pages[0].recognition.lines) {
      for (const warraq::OcrWord& word : line.words) {
        const bool plain = word.text.find_first_of("&<>'\"") == std::string::npos;
        if (plain && words.size() < kWords) words.push_back(word.text);
      }
    }
  }
  return words;
}

struct Place {
  int x, y;
};

Place PlaceOf(int word) {
  const int line = word / kWordsOfLine;
  return {
      line / kLinesOfColumn * (kWordsOfLine + 1) * kWordWidth + word % kWordsOfLine * kWordWidth,
      line % kLinesOfColumn * kLineHeight};
}

std::string Hocr() {
  const std::vector<std::string> words = Words();
  std::string page =
      "<html><body><div class='ocr_page' title='bbox 0 0 4000 2000'><p class='ocr_par'>";
  for (int i = 0; i < kWords; ++i) {
    const Place at = PlaceOf(i);
    const auto box = [&](int width) {
      return "bbox " + std::to_string(at.x) + ' ' + std::to_string(at.y) + ' ' +
             std::to_string(at.x + width) + ' ' + std::to_string(at.y + kWordHeight);
    };
    if (i % kWordsOfLine == 0) {
      page += (i > 0 ? "</span>" : "") + std::string("<span class='ocr_line' title='") +
              box(kWordsOfLine * kWordWidth) + "'>";
    }
    page += "<span class='ocrx_word' title='" + box(kWordWidth - 5) + "; x_wconf 93'>" +
            words[static_cast<std::size_t>(i)] + "</span> ";
  }
  return page + "</span></p></div></body></html>";
}

std::string Alto() {
  const std::vector<std::string> words = Words();
  std::string page =
      "<alto><Layout><Page ID='p' WIDTH='4000' HEIGHT='2000'><PrintSpace><TextBlock ID='b'>";
  for (int i = 0; i < kWords; ++i) {
    const auto [x, y] = PlaceOf(i);
    if (i % kWordsOfLine == 0) {
      page +=
          (i > 0 ? "</TextLine>" : "") + std::string("<TextLine ID='l") + std::to_string(i) + "'>";
    }
    page += "<String CONTENT='" + words[static_cast<std::size_t>(i)] + "' HPOS='" +
            std::to_string(x) + "' VPOS='" + std::to_string(y) +
            "' WIDTH='55' HEIGHT='20' WC='0.9'/>";
  }
  return page + "</TextLine></TextBlock></PrintSpace></Page></Layout></alto>";
}

void Record(benchmark::State& state, const std::string& bytes) {
  warraq::Pipeline pipeline({});
  for (auto _ : state) {
    warraq::Source source{.name = "page", .bytes = bytes};
    const auto read = pipeline.Read(source, 1);
    if (!read.ok()) return state.SkipWithError(read.error().what.c_str());
    std::string line;
    for (const warraq::Article& article : read.value().articles) {
      line += warraq::WriteJsonLine(article, warraq::Provenance::kSpans);
    }
    benchmark::DoNotOptimize(line);
    // The pipeline keeps the last file by its hash: another page, the same words.
    state.PauseTiming();
    warraq::Source other{.name = "other", .bytes = "<alto><Page><TextBlock/></Page></alto>"};
    benchmark::DoNotOptimize(pipeline.CountPages(other));
    state.ResumeTiming();
  }
  state.SetItemsProcessed(static_cast<std::int64_t>(state.iterations()) * kWords);
}

BENCHMARK_CAPTURE(Record, hocr, Hocr())->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(Record, alto, Alto())->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();

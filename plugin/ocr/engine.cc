// The only code that talks to Tesseract.
//
// It is kept quiet (its messages go to /dev/null), single (its OpenMP threads cost 2.7 times the
// CPU for no gain in time) and bounded (it asks after every word whether the page's CPU is spent).
// It is only ever given pixels, never a file's name, and what it throws ends here.
//
// libgomp reads OMP_THREAD_LIMIT before main() starts, so setting that here would come too late,
// and omp_set_num_threads does nothing: Tesseract asks for four threads by number. What holds is
// omp_set_max_active_levels(0), no parallel region at all, for the calling thread. It is looked up
// by name because nothing else here needs OpenMP, and a Tesseract that was built without it has
// none.

#include "plugin/ocr/engine.h"

#include <dlfcn.h>
#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/ocrclass.h>
#include <tesseract/resultiterator.h>

#include <algorithm>
#include <array>
#include <ctime>
#include <exception>
#include <utility>

namespace warraq {
namespace {

double ThreadSeconds() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

void UseOneThread() {
  using SetLevels = void (*)(int);
  static const auto set_levels =
      reinterpret_cast<SetLevels>(dlsym(RTLD_DEFAULT, "omp_set_max_active_levels"));
  if (set_levels != nullptr) set_levels(0);
}

bool IsSpent(void* budget, int) { return static_cast<const CpuBudget*>(budget)->spent(); }

// Tesseract's text of a word without U+200E and U+200F, which it adds at changes of direction.
std::string WithoutMarks(const char* text) {
  std::string out;
  for (const char* at = text; at != nullptr && *at != 0; ++at) {
    const bool mark = at[0] == '\xE2' && at[1] == '\x80' && (at[2] == '\x8E' || at[2] == '\x8F');
    if (mark) {
      at += 2;
    } else {
      out += *at;
    }
  }
  return out;
}

bool IsArabicAt(std::string_view text, std::size_t end) {
  if (end < 2) return false;
  const auto lead = static_cast<unsigned char>(text[end - 2]);
  const auto last = static_cast<unsigned char>(text[end - 1]);
  return (lead >= 0xD8 && lead <= 0xDB) && (last & 0xC0) == 0x80;
}

// Behind an Arabic word a comma, semicolon or question mark is the Arabic one, whichever the model
// chose; and where it took the comma behind a teh marbuta for a hamza, which never follows one.
std::string WithArabicMarks(std::string word) {
  struct Mark {
    std::string_view read, meant;
  };
  constexpr std::array<Mark, 4> kMarks = {{{",", "\xD8\x8C"},
                                           {";", "\xD8\x9B"},
                                           {"?", "\xD8\x9F"},
                                           {"\xD8\xA9\xD8\xA1", "\xD8\xA9\xD8\x8C"}}};

  for (const Mark& mark : kMarks) {
    if (!word.ends_with(mark.read)) continue;
    const std::size_t end = word.size() - mark.read.size();
    if (mark.read.size() == 1 && !IsArabicAt(word, end)) continue;
    word.replace(end, mark.read.size(), mark.meant);
    break;
  }
  return word;
}

Box BoxOf(const tesseract::PageIterator& at, tesseract::PageIteratorLevel level) {
  int left = 0, top = 0, right = 0, bottom = 0;
  at.BoundingBox(level, &left, &top, &right, &bottom);
  return {.x = left, .y = top, .width = right - left, .height = bottom - top};
}

float LetterHeight(const tesseract::ResultIterator& at) {
  float height = 0, down = 0, up = 0;
  at.RowAttributes(&height, &down, &up);
  const float letters = height - up + down;  // `down` is negative
  return letters > 0 ? letters : height;
}

OcrWord WordAt(const tesseract::ResultIterator& at) {
  const std::unique_ptr<char[]> text(at.GetUTF8Text(tesseract::RIL_WORD));
  return {.text = WithArabicMarks(WithoutMarks(text.get())),
          .box = BoxOf(at, tesseract::RIL_WORD),
          .confidence = at.Confidence(tesseract::RIL_WORD) / 100};
}

std::vector<OcrLine> CollectLines(tesseract::ResultIterator& at) {
  std::vector<OcrLine> lines;
  int block = -1, paragraph = -1;
  bool begun = false;
  do {
    if (at.Empty(tesseract::RIL_WORD)) continue;
    if (at.IsAtBeginningOf(tesseract::RIL_BLOCK)) ++block;
    if (at.IsAtBeginningOf(tesseract::RIL_PARA)) ++paragraph;
    if (!begun || at.IsAtBeginningOf(tesseract::RIL_TEXTLINE)) {
      lines.push_back({.words = {},
                       .box = BoxOf(at, tesseract::RIL_TEXTLINE),
                       .letter_height = LetterHeight(at),
                       .block = std::max(block, 0),
                       .paragraph = std::max(paragraph, 0),
                       .right_to_left = false});
    }
    begun = true;
    OcrWord word = WordAt(at);
    if (!word.text.empty() && word.text != " ") lines.back().words.push_back(std::move(word));
  } while (at.Next(tesseract::RIL_WORD));
  std::erase_if(lines, [](const OcrLine& line) { return line.words.empty(); });
  return lines;
}

Error Failed(std::string what) {
  return {.code = Code::kRecognitionFailed, .what = std::move(what)};
}

}  // namespace

CpuBudget::CpuBudget(double seconds) : seconds_(seconds), start_(ThreadSeconds()) {}
double CpuBudget::left() const { return seconds_ - (ThreadSeconds() - start_); }

struct Engine::State {
  tesseract::TessBaseAPI tesseract;

  Result<std::vector<OcrLine>> Recognize(Pix* pix, tesseract::PageSegMode mode,
                                         const CpuBudget& budget);
};

Result<std::vector<OcrLine>> Engine::State::Recognize(Pix* pix, tesseract::PageSegMode mode,
                                                      const CpuBudget& budget) {
  UseOneThread();
  try {
    tesseract.SetPageSegMode(mode);
    tesseract.SetImage(pix);
    tesseract::ETEXT_DESC monitor;
    monitor.cancel = IsSpent;
    monitor.cancel_this = const_cast<CpuBudget*>(&budget);
    const int status = tesseract.Recognize(&monitor);
    std::vector<OcrLine> lines;
    if (const std::unique_ptr<tesseract::ResultIterator> at(tesseract.GetIterator()); at) {
      lines = CollectLines(*at);
    }
    tesseract.Clear();
    tesseract.ClearAdaptiveClassifier();
    if (budget.spent()) {
      return Failed("recognition took more than the limit page_seconds = " +
                    std::to_string(budget.seconds()));
    }
    if (status != 0) return Failed("Tesseract could not recognize the page");
    return lines;
  } catch (const std::bad_alloc&) {
    return Error{.code = Code::kOutOfMemory, .what = "there was no memory to recognize the page"};
  } catch (const std::exception& thrown) {
    return Failed(std::string("Tesseract failed: ") + thrown.what());
  }
}

Engine::Engine(std::unique_ptr<State> state) : state_(std::move(state)) {}
Engine::~Engine() = default;
Engine::Engine(Engine&&) noexcept = default;
Engine& Engine::operator=(Engine&&) noexcept = default;

Result<Engine> Engine::Load(const std::string& tessdata, const std::vector<std::string>& models) {
  std::string names;
  for (const std::string& model : models) names += (names.empty() ? "" : "+") + model;
  SilenceLeptonica();
  UseOneThread();
  const std::vector<std::string> variables = {"debug_file"};
  const std::vector<std::string> values = {"/dev/null"};
  auto state = std::make_unique<State>();
  int status = -1;
  try {
    state->tesseract.SetVariable("debug_file", "/dev/null");
    status = state->tesseract.Init(tessdata.c_str(), names.c_str(), tesseract::OEM_LSTM_ONLY,
                                   nullptr, 0, &variables, &values, false);
  } catch (const std::exception&) {
    status = -1;
  }
  if (status != 0) {
    return Error{.code = Code::kModelUnreadable,
                 .what = "Tesseract cannot load " + names + " from the folder " + tessdata};
  }
  return Engine(std::move(state));
}

Result<std::vector<OcrLine>> Engine::RecognizePage(Pix* page, Threshold threshold,
                                                   const CpuBudget& budget) {
  const bool local = threshold == Threshold::kLocal;
  state_->tesseract.SetVariable("thresholding_method", local ? "2" : "0");
  return state_->Recognize(page, tesseract::PSM_AUTO, budget);
}

Result<std::vector<OcrLine>> Engine::RecognizeLine(Pix* line, const CpuBudget& budget) {
  state_->tesseract.SetVariable("thresholding_method", "0");  // whatever the page before had
  return state_->Recognize(line, tesseract::PSM_SINGLE_LINE, budget);
}

Result<Engine*> EngineShelf::Get(const std::vector<std::string>& models) {
  const auto found = engines_.find(models);
  if (found != engines_.end()) return &found->second;
  WARRAQ_TRY(Engine engine, Engine::Load(tessdata_, models));
  return &engines_.emplace(models, std::move(engine)).first->second;
}

std::string TesseractVersion() { return tesseract::TessBaseAPI::Version(); }

}  // namespace warraq

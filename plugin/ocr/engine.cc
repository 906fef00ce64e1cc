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

#include <ctime>
#include <exception>
#include <mutex>
#include <utility>

#include "plugin/ocr/from_tesseract.h"

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

// Some of Tesseract's variables are those of the process, and loading a model sets them.
std::mutex& LoadMutex() {
  static std::mutex mutex;
  return mutex;
}

// Once: where messages go is such a variable, which recognition in other threads reads.
void SilenceTesseract(tesseract::TessBaseAPI& tesseract) {
  [[maybe_unused]] static const bool silent = tesseract.SetVariable("debug_file", "/dev/null");
}

std::string Joined(const std::vector<std::string>& models) {
  std::string names;
  for (const std::string& model : models) names += (names.empty() ? "" : "+") + model;
  return names;
}

// Tesseract's reader of files is a plain function: what it reads from has to lie beside it.
thread_local const ModelFiles* files_to_load = nullptr;  // NOLINT: only as long as Load runs

bool ReadModel(const char* path, std::vector<char>* bytes) {
  return files_to_load != nullptr && files_to_load->Read(path, *bytes);
}

bool IsSpent(void* budget, int) { return static_cast<const CpuBudget*>(budget)->spent(); }

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
      return Error{.code = Code::kTimedOut,
                   .what = "recognition took more than the limit page_seconds = " +
                           std::to_string(budget.seconds())};
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

Result<Engine> Engine::Load(const ModelFiles& files, const std::vector<std::string>& models) {
  const std::string names = Joined(models);
  SilenceLeptonica();
  UseOneThread();
  auto state = std::make_unique<State>();
  int status = -1;
  try {
    const std::scoped_lock one_at_a_time(LoadMutex());
    SilenceTesseract(state->tesseract);
    files_to_load = &files;
    status =
        state->tesseract.Init(files.folder().c_str(), 0, names.c_str(), tesseract::OEM_LSTM_ONLY,
                              nullptr, 0, nullptr, nullptr, false, ReadModel);
  } catch (const std::exception&) {
    status = -1;
  }
  files_to_load = nullptr;
  if (status != 0) {
    return Error{.code = Code::kModelUnreadable,
                 .what = "Tesseract cannot load " + names + " from the folder " + files.folder()};
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

Result<std::vector<OcrLine>> Engine::RecognizeAs(Pix* pix, int segmentation,
                                                 const CpuBudget& budget) {
  state_->tesseract.SetVariable("thresholding_method", "0");
  return state_->Recognize(pix, static_cast<tesseract::PageSegMode>(segmentation), budget);
}

Result<Engine*> EngineShelf::Get(const std::vector<std::string>& models) {
  const auto found = engines_.find(models);
  if (found != engines_.end()) return &found->second;
  const std::string names = Joined(models);
  if (watch_.deadly.contains(names)) return DeadlyModel(names, files_.folder());
  if (watch_.loads) watch_.loads(names);
  WARRAQ_TRY(Engine engine, Engine::Load(files_, models));
  if (watch_.loads) watch_.loads("");
  return &engines_.emplace(models, std::move(engine)).first->second;
}

Error DeadlyModel(const std::string& names, const std::string& folder) {
  return {.code = Code::kModelUnreadable,
          .what = "Tesseract breaks down when it loads " + names + " from the folder " + folder};
}

std::string TesseractVersion() { return tesseract::TessBaseAPI::Version(); }

}  // namespace warraq

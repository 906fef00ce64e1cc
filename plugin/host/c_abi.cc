// The C functions of warraq/warraq.h: arguments are looked at here, the work is done elsewhere, and
// what comes back becomes a status, a sentence and bytes from malloc. Every exception ends here.

#include <algorithm>
#include <array>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <memory>
#include <mutex>
#include <new>
#include <optional>
#include <string>
#include <string_view>
#include <utility>

#include "plugin/batch/pipeline.h"
#include "plugin/host/names.h"
#include "plugin/text/utf8.h"
#include "plugin/text/validity.h"
#include "plugin/write/answers.h"
#include "warraq/warraq.h"

struct warraq_pipeline {  // NOLINT(readability-identifier-naming): a C name
  explicit warraq_pipeline(const warraq::Options& options)
      : pipeline(options), provenance(options.provenance) {}

  std::mutex mutex;  // a Pipeline is used by one thread at a time
  warraq::Pipeline pipeline;
  warraq::Provenance provenance;
};

namespace warraq {
namespace {

// --- Statuses and sentences

struct Reason {
  int status;
  Code code;
};

// Codes about files, archives and JSON Lines are not here: a C caller hands over bytes.
constexpr Reason kReasons[] = {{WARRAQ_OUT_OF_MEMORY, Code::kOutOfMemory},
                               {WARRAQ_EMPTY, Code::kEmpty},
                               {WARRAQ_TOO_LARGE, Code::kTooLarge},
                               {WARRAQ_NOT_TEXT, Code::kNotText},
                               {WARRAQ_UNKNOWN_FORMAT, Code::kUnknownFormat},
                               {WARRAQ_TOO_DEEP, Code::kTooDeep},
                               {WARRAQ_TRUNCATED_IMAGE, Code::kTruncatedImage},
                               {WARRAQ_DAMAGED_IMAGE, Code::kDamagedImage},
                               {WARRAQ_IMAGE_TOO_LARGE, Code::kImageTooLarge},
                               {WARRAQ_LOOPING_PAGES, Code::kLoopingPages},
                               {WARRAQ_UNKNOWN_LANGUAGE, Code::kUnknownLanguage},
                               {WARRAQ_MODEL_MISSING, Code::kModelMissing},
                               {WARRAQ_MODEL_UNREADABLE, Code::kModelUnreadable},
                               {WARRAQ_RECOGNITION_FAILED, Code::kRecognitionFailed},
                               {WARRAQ_NO_ARTICLE, Code::kNoArticle},
                               {WARRAQ_DAMAGED_MARKUP, Code::kDamagedMarkup},
                               {WARRAQ_MISSING_PART, Code::kMissingPart},
                               {WARRAQ_MISSING_PROGRAM, Code::kMissingProgram},
                               {WARRAQ_PROGRAM_FAILED, Code::kProgramFailed},
                               {WARRAQ_DAMAGED_PDF, Code::kDamagedPdf},
                               {WARRAQ_ENCRYPTED, Code::kEncrypted},
                               {WARRAQ_CRASHED, Code::kCrashed},
                               {WARRAQ_TIMED_OUT, Code::kTimedOut}};

struct OwnReason {
  int status;
  const char* name;
  const char* hint;
};

constexpr OwnReason kOwnReasons[] = {
    {WARRAQ_OK, "ok", ""},
    {WARRAQ_BAD_ARGUMENT, "bad-argument",
     "look at what the call was given; warraq.h says what it takes"},
    {WARRAQ_INTERNAL, "internal", "this is a mistake of the library; please report it"},
    {WARRAQ_STOPPED, "stopped", "nothing is to be done; the caller wanted no more"},
    {WARRAQ_FAILED, "failed", "the failure line says what to do"}};

// A fixed room, so that saying why needs no memory.
struct Sentence {
  std::array<char, 512> text{};

  void Set(std::string_view what) {
    std::size_t size = std::min(what.size(), text.size() - 1);
    if (size < what.size()) {
      while (size > 0 && IsContinuation(what[size])) --size;
    }
    std::memcpy(text.data(), what.data(), size);
    text[size] = 0;
  }
};

Sentence& LastError() {
  thread_local Sentence sentence;
  return sentence;
}

int Refuse(int status, std::string_view what) {
  LastError().Set(what);
  return status;
}

int Fail(const Error& error) {
  for (const Reason& reason : kReasons) {
    if (reason.code == error.code) return Refuse(reason.status, error.what);
  }
  return Refuse(WARRAQ_FAILED, error.what);
}

// Runs a call; no exception gets past it.
template <typename Work>
int Call(Work work) {
  LastError().text[0] = 0;
  try {
    return work();
  } catch (const std::bad_alloc&) {
    return Refuse(WARRAQ_OUT_OF_MEMORY, "there was not enough memory");
  } catch (const std::exception& exception) {
    return Refuse(WARRAQ_INTERNAL, exception.what());
  } catch (...) {
    return Refuse(WARRAQ_INTERNAL, "an exception without a name");
  }
}

// --- Arguments

// A struct as the caller knows it, older or newer than ours. What it does not have is zero, which
// is the default; what it has beyond ours must be zero, for we would not do what it asks. A struct
// whose size was forgotten, or that is out of all measure, is none.
template <typename Struct>
bool Copy(const Struct& given, Struct& copy) {
  constexpr std::size_t kMost = 4096;
  const std::size_t size = given.struct_size;
  if (size < sizeof size || size > kMost) return false;
  copy = {};
  std::memcpy(&copy, &given, std::min(size, sizeof copy));
  const char* const bytes = reinterpret_cast<const char*>(&given);
  return std::all_of(bytes + std::min(size, sizeof copy), bytes + size,
                     [](char byte) { return byte == 0; });
}

constexpr std::string_view kNoStruct =
    "struct_size is not the size of the struct, or it asks for what this version does not have";

std::string_view Given(const char* name) { return name == nullptr ? std::string_view() : name; }

// A name for a record, which is JSON: what is no UTF-8 in it becomes U+FFFD.
std::string ValidName(const char* name) {
  std::string bytes(Given(name));
  if (IsValidUtf8(bytes)) return bytes;
  std::uint32_t broken = 0;
  return std::string(ReplaceBroken(Text::Verbatim(std::move(bytes)), broken).bytes());
}

// The content of a call. Its size is looked at before its bytes are.
Result<std::string_view> Content(const char* bytes, std::size_t size) {
  if (size >= Limits{}.source_bytes) {
    return Error{Code::kTooLarge, 0, "it passes the limit source_bytes"};
  }
  return size == 0 ? std::string_view() : std::string_view(bytes, size);
}

// --- What is given back

int Give(std::string_view bytes, warraq_string& string) {
  string.data = static_cast<char*>(std::malloc(bytes.size() + 1));  // NOLINT: C frees it
  if (string.data == nullptr) throw std::bad_alloc();
  std::memcpy(string.data, bytes.data(), bytes.size());
  string.data[bytes.size()] = 0;
  string.size = bytes.size();
  return WARRAQ_OK;
}

// --- The calls

struct TextCall {
  const char* bytes;
  std::size_t size;
  const warraq_text_options* options;
  warraq_string* out;
};

// Repairs what a call brings, and gives what `tell` makes of it.
template <typename Tell>
int Normalize(const TextCall& call, Tell tell) {
  if (call.out == nullptr) return Refuse(WARRAQ_BAD_ARGUMENT, "there is no string for the answer");
  *call.out = {nullptr, 0};
  if (call.bytes == nullptr && call.size > 0) return Refuse(WARRAQ_BAD_ARGUMENT, "bytes is null");
  warraq_text_options given{};
  if (call.options != nullptr && !Copy(*call.options, given)) {
    return Refuse(WARRAQ_BAD_ARGUMENT, kNoStruct);
  }
  if (given.search_form > 1) return Refuse(WARRAQ_BAD_ARGUMENT, "search_form is neither 0 nor 1");
  if (given.explain > 1) return Refuse(WARRAQ_BAD_ARGUMENT, "explain is neither 0 nor 1");
  Options options;
  options.search_form = given.search_form == 1;
  options.explain = given.explain == 1;
  const Result<std::string_view> content = Content(call.bytes, call.size);
  if (!content.ok()) return Fail(content.error());
  const Result<RepairedText> repaired = RepairText(content.value(), options);
  if (!repaired.ok()) return Fail(repaired.error());
  return Give(tell(repaired.value(), options), *call.out);
}

std::string_view TextOf(const RepairedText& repaired, const Options&) {
  return repaired.text.bytes();
}

std::string LineOf(const RepairedText& repaired, const Options& options) {
  std::string line;
  Json json(line);
  json.Object();
  WriteRepaired(repaired, options, json);
  json.EndObject();
  line += '\n';
  return line;
}

std::string LineOfDates(std::string_view text, const DateOptions& options) {
  std::string line;
  Json json(line);
  json.Object();
  WriteClaims(FindDates(text, options), text, json);
  json.EndObject();
  line += '\n';
  return line;
}

int ReadOptions(const warraq_pipeline_options* options, Options& read) {
  if (options == nullptr) return WARRAQ_OK;
  warraq_pipeline_options given{};
  if (!Copy(*options, given)) return Refuse(WARRAQ_BAD_ARGUMENT, kNoStruct);
  if (!Choose(kFormatNames, given.from, read.from)) {
    return Refuse(WARRAQ_BAD_ARGUMENT, "from is the name of no format that is read");
  }
  if (!Choose(kProvenanceNames, given.provenance, read.provenance)) {
    return Refuse(WARRAQ_BAD_ARGUMENT, "provenance is neither none, spans nor full");
  }
  if (given.ink_language != nullptr) read.language = given.ink_language;
  read.tessdata = Given(given.tessdata);
  return WARRAQ_OK;
}

// A copy: a Source owns its bytes.
int ReadSource(const warraq_source* given, Source& source) {
  warraq_source copy{};
  if (given == nullptr) return Refuse(WARRAQ_BAD_ARGUMENT, "there is no source");
  if (!Copy(*given, copy)) return Refuse(WARRAQ_BAD_ARGUMENT, kNoStruct);
  if (copy.bytes == nullptr && copy.size > 0) {
    return Refuse(WARRAQ_BAD_ARGUMENT, "bytes is null");
  }
  const Result<std::string_view> content = Content(copy.bytes, copy.size);
  if (!content.ok()) return Fail(content.error());
  source.bytes = content.value();
  source.name = ValidName(copy.name);
  if (source.name.empty()) source.name = "-";
  source.uri = ValidName(copy.uri);
  source.retrieved = ValidName(copy.retrieved);
  return WARRAQ_OK;
}

// Reads page by page; `take` gets the lines of each and returns whether it wants more.
template <typename Take>
int ReadLines(warraq_pipeline* pipeline, const warraq_source* given, Take take) {
  if (pipeline == nullptr) return Refuse(WARRAQ_BAD_ARGUMENT, "there is no pipeline");
  Source source;
  if (const int status = ReadSource(given, source); status != WARRAQ_OK) return status;
  int status = WARRAQ_OK;
  std::unique_lock lock(pipeline->mutex);
  ReadPages(pipeline->pipeline, source, [&](const Result<PageArticles>& read) {
    std::string lines;
    if (read.ok()) {
      for (const Article& article : read.value().articles) {
        lines += WriteJsonLine(article, pipeline->provenance);
      }
    } else {
      if (status == WARRAQ_OK) status = Fail(read.error());
      lines = WriteFailure(source, read.error());
    }
    lock.unlock();  // others may read a page while the caller looks at this one
    const bool more = take(lines);
    if (!more) status = Refuse(WARRAQ_STOPPED, "the caller wanted no more");
    lock.lock();
    return more;
  });
  return status;
}

}  // namespace
}  // namespace warraq

// --- The border

using warraq::Call;
using warraq::Refuse;

void warraq_string_free(warraq_string* string) {
  if (string == nullptr) return;
  std::free(string->data);  // NOLINT: it came from malloc
  *string = {nullptr, 0};
}

const char* warraq_version(void) { return warraq::Version().data(); }

const char* warraq_status_name(int status) {
  for (const auto& own : warraq::kOwnReasons) {
    if (own.status == status) return own.name;
  }
  for (const auto& reason : warraq::kReasons) {
    if (reason.status == status) return warraq::CodeName(reason.code).data();
  }
  return "unknown";
}

const char* warraq_status_hint(int status) {
  for (const auto& own : warraq::kOwnReasons) {
    if (own.status == status) return own.hint;
  }
  for (const auto& reason : warraq::kReasons) {
    if (reason.status == status) return warraq::CodeHint(reason.code).data();
  }
  return "this version of the library has no such status";
}

const char* warraq_error_text(void) { return warraq::LastError().text.data(); }

int warraq_normalize(const char* bytes, size_t size, const warraq_text_options* options,
                     warraq_string* text) {
  return Call([&] { return warraq::Normalize({bytes, size, options, text}, warraq::TextOf); });
}

int warraq_normalize_json(const char* bytes, size_t size, const warraq_text_options* options,
                          warraq_string* line) {
  return Call([&] { return warraq::Normalize({bytes, size, options, line}, warraq::LineOf); });
}

int warraq_find_dates(const char* utf8, size_t size, const warraq_date_options* options,
                      warraq_string* line) {
  return Call([&] {
    if (line == nullptr) return Refuse(WARRAQ_BAD_ARGUMENT, "there is no string for the answer");
    *line = {nullptr, 0};
    if (utf8 == nullptr && size > 0) return Refuse(WARRAQ_BAD_ARGUMENT, "utf8 is null");
    warraq_date_options given{};
    if (options != nullptr && !warraq::Copy(*options, given)) {
      return Refuse(WARRAQ_BAD_ARGUMENT, warraq::kNoStruct);
    }
    const warraq::Result<std::string_view> text = warraq::Content(utf8, size);
    if (!text.ok()) return warraq::Fail(text.error());
    return warraq::Give(
        warraq::LineOfDates(text.value(), {.reference = warraq::Given(given.reference),
                                           .language = warraq::Given(given.language)}),
        *line);
  });
}

int warraq_pipeline_new(const warraq_pipeline_options* options, warraq_pipeline** pipeline) {
  return Call([&]() -> int {
    if (pipeline == nullptr) return Refuse(WARRAQ_BAD_ARGUMENT, "there is no place for it");
    *pipeline = nullptr;
    warraq::Options read;
    const int status = warraq::ReadOptions(options, read);
    if (status == WARRAQ_OK) *pipeline = std::make_unique<warraq_pipeline>(read).release();
    return status;
  });
}

void warraq_pipeline_free(warraq_pipeline* pipeline) {
  delete pipeline;  // NOLINT: handed out by warraq_pipeline_new
}

int warraq_pipeline_read(warraq_pipeline* pipeline, const warraq_source* source,
                         warraq_string* lines) {
  return Call([&] {
    if (lines == nullptr) return Refuse(WARRAQ_BAD_ARGUMENT, "there is no string for the lines");
    *lines = {nullptr, 0};
    std::string all;
    const int status = warraq::ReadLines(pipeline, source, [&](std::string_view of_page) {
      all += of_page;
      return true;
    });
    if (!all.empty()) warraq::Give(all, *lines);
    return status;
  });
}

int warraq_pipeline_read_pages(warraq_pipeline* pipeline, const warraq_source* source,
                               warraq_take_lines take, void* context) {
  return Call([&] {
    if (take == nullptr) return Refuse(WARRAQ_BAD_ARGUMENT, "there is no function for the lines");
    return warraq::ReadLines(pipeline, source, [&](std::string_view lines) {
      return take(context, lines.data(), lines.size()) == 0;
    });
  });
}

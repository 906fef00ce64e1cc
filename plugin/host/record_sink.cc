#include "plugin/host/record_sink.h"

#include <fcntl.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>

#include "plugin/batch/output_file.h"
#include "plugin/host/command.h"
#include "plugin/host/manual.h"

namespace warraq {
namespace {

void Say(const std::string& what) { std::fprintf(stderr, "warraq: %s\n", what.c_str()); }

// What could not be loaded names its own next step.
bool SaySo(const Error& error) {
  if (error.code == Code::kMissingProgram) {
    Say(error.what);
  } else {
    SayError(error);
  }
  return false;
}

std::string NewPassingFile() {
  std::string path = TemporaryFolder() + "/warraq-XXXXXX";
  const int descriptor = mkstemp(path.data());
  if (descriptor < 0) {
    Say(path + ": cannot be made: " + std::strerror(errno) + "; name another folder in TMPDIR");
    return "";
  }
  close(descriptor);
  return path;
}

}  // namespace

RecordSink::~RecordSink() {
  parquet_.reset();
  if (!passing_.empty()) unlink(passing_.c_str());
}

bool RecordSink::OpenParquet(const ParquetOptions& options) {
  ParquetOptions into = options;
  if (options.path.empty()) {
    if (isatty(STDOUT_FILENO) != 0) {
      Say("Parquet is not for a terminal; name a file with -o FILE, or send it on");
      return false;
    }
    passing_ = NewPassingFile();
    if (passing_.empty()) return false;
    into.path = passing_;
  }
  Result<std::unique_ptr<ParquetFile>> opened = ParquetFile::Open(into);
  if (!opened.ok()) return SaySo(opened.error());
  parquet_ = std::move(opened).value();
  return true;
}

bool RecordSink::Write(std::string_view records) {
  if (records.empty()) return true;
  if (parquet_ == nullptr) return WriteOut(records);
  return parquet_->Append(records).ok();  // what is wrong, Finish says
}

bool RecordSink::Finish() {
  if (parquet_ == nullptr) return true;
  const Result<bool> finished = parquet_->Finish();
  parquet_.reset();
  if (!finished.ok()) return SaySo(finished.error());
  return passing_.empty() || CopyOut();
}

bool RecordSink::CopyOut() {
  const int descriptor = open(passing_.c_str(), O_RDONLY | O_CLOEXEC);
  std::array<char, 65536> block{};
  ssize_t count = -1;
  while (descriptor >= 0 && (count = read(descriptor, block.data(), block.size())) > 0) {
    if (WriteOut({block.data(), static_cast<std::size_t>(count)})) continue;
    count = 0;  // nobody reads, or it was said what is wrong
    break;
  }
  if (count < 0) Say(passing_ + ": cannot be read: " + std::strerror(errno));
  if (descriptor >= 0) close(descriptor);
  return count == 0;
}

CLI::Option* AddDuckDb(CLI::App& app, std::string& library) {
  return app
      .add_option("--duckdb", library,
                  "for --to parquet, DuckDB's library (libduckdb.so); without it and without "
                  "WARRAQ_DUCKDB in the environment, where the system has it")
      ->envname("WARRAQ_DUCKDB")
      ->type_name(kFileValue);
}

}  // namespace warraq

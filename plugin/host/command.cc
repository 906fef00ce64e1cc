#include "plugin/host/command.h"

#include <fcntl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstring>

#include "warraq/pipeline.h"

namespace warraq {
namespace {

// The one state of the process: whether standard output still takes bytes.
enum class Output { kOpen, kClosed, kFailed };
Output& TheOutput() {
  static Output output = Output::kOpen;
  return output;
}

}  // namespace

bool WriteOut(std::string_view bytes) {
  while (!bytes.empty() && TheOutput() == Output::kOpen) {
    const ssize_t count = write(STDOUT_FILENO, bytes.data(), bytes.size());
    if (count >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(count));
    } else if (errno == EPIPE) {
      TheOutput() = Output::kClosed;  // `| head -1` has seen enough
    } else if (errno != EINTR) {
      TheOutput() = Output::kFailed;
      std::fprintf(stderr, "warraq: standard output: %s; nothing more is written\n",
                   std::strerror(errno));
    }
  }
  return TheOutput() == Output::kOpen;
}

bool OutputFailed() { return TheOutput() == Output::kFailed; }

void SayFailure(const Source& source, const Error& error) {
  std::string sentence = "warraq: " + source.name;
  if (error.page > 0) sentence += ", page " + std::to_string(error.page);
  sentence += ": " + error.what + " (" + std::string(CodeName(error.code)) + "); " +
              std::string(CodeHint(error.code)) + "\n";
  std::fputs(sentence.c_str(), stderr);
}

void LogFailure(const Source& source, const Error& error, LogShape shape) {
  if (shape == LogShape::kText) return SayFailure(source, error);
  std::fputs(WriteFailure(source, error).c_str(), stderr);
}

int SayError(const Error& error) {
  std::fprintf(stderr, "warraq: %s (%s); %s\n", error.what.c_str(),
               std::string(CodeName(error.code)).c_str(),
               std::string(CodeHint(error.code)).c_str());
  return kSomeFailed;
}

LineReader::LineReader(const std::string& path)
    : descriptor_(path == "-" ? STDIN_FILENO : open(path.c_str(), O_RDONLY | O_CLOEXEC)) {}

LineReader::~LineReader() {
  if (descriptor_ > STDERR_FILENO) close(descriptor_);
}

bool LineReader::Next(std::string& line) {
  line.clear();
  for (;;) {
    const std::size_t end = buffer_.find('\n', at_);
    if (end != std::string::npos) {
      line.append(buffer_, at_, end - at_);
      at_ = end + 1;
      return true;
    }
    line.append(buffer_, at_);
    at_ = 0;
    buffer_.clear();
    if (end_) return !line.empty();
    std::array<char, 65536> block{};
    ssize_t count = 0;
    do {
      count = read(descriptor_, block.data(), block.size());
    } while (count < 0 && errno == EINTR);
    end_ = count <= 0;
    if (count > 0) buffer_.assign(block.data(), static_cast<std::size_t>(count));
  }
}

}  // namespace warraq

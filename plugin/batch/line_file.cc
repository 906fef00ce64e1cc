#include "plugin/batch/line_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <memory>
#include <vector>

namespace warraq {
namespace {

struct FreeStream {
  void operator()(ZSTD_DCtx* stream) const { ZSTD_freeDCtx(stream); }
};

using Take = std::function<Result<bool>(std::string_view)>;

// Cuts what comes in blocks into lines.
class Lines {
 public:
  Lines(const Take& take, std::size_t most) : take_(take), most_(most) {}

  void Add(std::string_view block) {
    for (std::size_t end = 0; taken_.ok() && (end = block.find('\n')) != std::string_view::npos;) {
      if (begun_.empty()) {
        taken_ = take_(block.substr(0, end));
      } else {
        begun_.append(block.substr(0, end));
        taken_ = take_(begun_);
        begun_.clear();
      }
      block.remove_prefix(end + 1);
    }
    if (taken_.ok()) begun_.append(block);
  }
  const Result<bool>& taken() const { return taken_; }
  bool open() const { return taken_.ok() && !too_long(); }  // more is wanted
  bool too_long() const { return begun_.size() > most_; }
  bool torn() const { return !begun_.empty(); }
  // What has come so far is a line.
  void End() {
    if (open() && torn()) taken_ = take_(begun_);
    begun_.clear();
  }

 private:
  const Take& take_;
  std::size_t most_;
  std::string begun_;
  Result<bool> taken_ = true;
};

class Unpacker {
 public:
  explicit Unpacker(bool compressed) {
    if (compressed) stream_.reset(ZSTD_createDCtx());
  }

  // Empty, or what is wrong.
  std::string Add(std::string_view block, Lines& lines) {
    if (stream_ == nullptr) return lines.Add(block), "";
    ZSTD_inBuffer in{block.data(), block.size(), 0};
    while (in.pos < in.size && lines.open()) {
      ZSTD_outBuffer out{out_.data(), out_.size(), 0};
      missing_ = ZSTD_decompressStream(stream_.get(), &out, &in);
      if (ZSTD_isError(missing_) != 0) return ZSTD_getErrorName(missing_);
      lines.Add({out_.data(), out.pos});
    }
    return "";
  }
  // Whether the last frame came to its end.
  bool torn() const { return missing_ != 0; }

 private:
  std::unique_ptr<ZSTD_DCtx, FreeStream> stream_;
  std::vector<char> out_ = std::vector<char>(std::size_t{1} << 18);
  std::size_t missing_ = 0;
};

Error CannotOpen(const std::string& path, const std::string& why) {
  return {Code::kMissingFile, 0, path + ": cannot be opened: " + why};
}

// Of the file that is open as `file`.
Result<bool> ReadLines(const std::string& path, int file, Lines& lines, bool last_may_lack_end) {
  const bool compressed = path.ends_with(".zst");
  Unpacker unpacker(compressed);
  std::vector<char> block(std::size_t{1} << 18);
  std::string wrong;
  ssize_t count = 0;
  while (wrong.empty() && lines.open()) {
    count = read(file, block.data(), block.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) wrong = std::strerror(errno);
    if (count <= 0) break;
    wrong = unpacker.Add({block.data(), static_cast<std::size_t>(count)}, lines);
  }
  WARRAQ_CHECK(lines.taken());
  if (wrong.empty() && lines.too_long()) wrong = "a line of it is too long";
  if (wrong.empty() && last_may_lack_end && !compressed) {
    lines.End();
    WARRAQ_CHECK(lines.taken());
  }
  if (wrong.empty() && (unpacker.torn() || lines.torn())) wrong = "it ends within a line";
  if (!wrong.empty()) return Error{Code::kUnreadable, 0, path + ": " + wrong};
  return true;
}

}  // namespace

Result<bool> ForEachLine(const std::string& path, const Take& take, std::size_t most) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return CannotOpen(path, std::strerror(errno));
  Lines lines(take, most);
  Result<bool> read = ReadLines(path, file, lines, false);
  close(file);
  return read;
}

Result<bool> ForEachGivenLine(const std::string& path, const Take& take, std::size_t most) {
  Lines lines(take, most);
  if (path == "-") return ReadLines(path, STDIN_FILENO, lines, true);
  // A device could block for ever, or never end.
  struct stat status {};
  if (stat(path.c_str(), &status) != 0) return CannotOpen(path, std::strerror(errno));
  if (!S_ISREG(status.st_mode) && !S_ISFIFO(status.st_mode)) {
    return CannotOpen(path, "it is neither a file nor a pipe");
  }
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return CannotOpen(path, std::strerror(errno));
  Result<bool> read = ReadLines(path, file, lines, true);
  close(file);
  return read;
}

}  // namespace warraq

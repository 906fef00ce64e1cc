// Folders are walked in the order of their names (byte order), so a run gives the same output on
// every machine. What a file is, its first bytes say (container.h).

#include "plugin/batch/inputs.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <span>

#include "plugin/batch/container.h"
#include "plugin/batch/file_names.h"
#include "plugin/batch/mets_parts.h"
#include "plugin/batch/stream.h"

namespace warraq {
namespace {

namespace fs = std::filesystem;

constexpr int kFolderDepth = 64;

Error SystemError(const std::string& doing) {
  const int number = errno;
  const Code code = number == ENOENT || number == ENOTDIR ? Code::kMissingFile
                    : number == EACCES || number == EPERM ? Code::kNoPermission
                                                          : Code::kUnreadable;
  return {code, 0, doing + ": " + std::strerror(number)};
}

class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  ~Descriptor() {
    if (number_ > 2) close(number_);
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  int number() const { return number_; }

 private:
  int number_;
};

// A file, or what comes through a pipe.
class FileStream : public ByteStream {
 public:
  FileStream(int descriptor, Budget& budget) : descriptor_(descriptor), budget_(budget) {}

  Result<std::size_t> Read(std::span<char> room) override {
    for (;;) {
      const ssize_t count = read(descriptor_.number(), room.data(), room.size());
      if (count < 0 && errno == EINTR) continue;
      if (count < 0) return SystemError("reading failed");
      budget_.CountStored(static_cast<std::size_t>(count));
      return static_cast<std::size_t>(count);
    }
  }

  std::optional<std::uint64_t> Size() const override { return size_; }
  void SetSize(std::uint64_t size) { size_ = size; }

  bool Seek(std::uint64_t offset) override {
    return size_ && lseek(descriptor_.number(), static_cast<off_t>(offset), SEEK_SET) >= 0;
  }

 private:
  Descriptor descriptor_;
  std::optional<std::uint64_t> size_;
  Budget& budget_;
};

Result<std::unique_ptr<FileStream>> OpenStream(const std::string& path, Budget& budget) {
  const int number = path == "-" ? 0 : open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (number < 0) return SystemError("it cannot be opened");
  auto stream = std::make_unique<FileStream>(number, budget);
  struct stat status {};
  if (fstat(number, &status) != 0) return SystemError("it cannot be looked at");
  if (S_ISDIR(status.st_mode)) return Error{Code::kUnreadable, 0, "it is a folder"};
  const bool plain = S_ISREG(status.st_mode);
  // A device or pipe named as a file could block for ever; standard input is what the caller chose.
  if (path != "-" && !plain && !S_ISFIFO(status.st_mode)) {
    return Error{Code::kUnreadable, 0, "it is neither a file nor a pipe"};
  }
  if (S_ISFIFO(status.st_mode) && path != "-") {
    fcntl(number, F_SETFL, fcntl(number, F_GETFL) & ~O_NONBLOCK);
  }
  // Standard input may stand somewhere in its file, and places count from there.
  if (plain && path != "-") stream->SetSize(static_cast<std::uint64_t>(status.st_size));
  return stream;
}

// The files of inputs, in the order in which they are read.
class Lister {
 public:
  explicit Lister(const Limits& limits) : limits_(limits) {}

  // Both are told of one input after the other, and return whether to go on.
  std::function<bool(const std::string&)> take;
  std::function<bool(const std::string&, const Error&)> fail;

  bool List(const std::string& input) const {
    if (input == "-") return take("-");
    std::error_code error;
    if (fs::is_directory(input, error)) return ListFolder(input);
    if (!IsPattern(input) || fs::exists(input, error)) return take(input);
    const Result<std::vector<std::string>> paths = ExpandPattern(input);
    if (!paths.ok()) return fail(input, paths.error());
    return std::ranges::all_of(paths.value(), [&](const std::string& path) {
      return fs::is_directory(path, error) ? ListFolder(path) : take(path);
    });
  }

 private:
  // Files of one folder and those below it, in the order of their paths.
  bool ListFolder(const std::string& folder) const {
    std::vector<std::string> paths;
    if (!Walk(folder, 0, paths)) {
      return fail(folder, {Code::kNoPermission, 0, "the folder cannot be read"});
    }
    if (paths.empty()) return fail(folder, {Code::kEmptyFolder, 0, "the folder holds no files"});
    std::ranges::sort(paths);
    LeaveOutMetsParts(paths, limits_);
    return std::ranges::all_of(paths, take);
  }

  // A folder below that cannot be read, or is too deep, stands among the paths: opening it says
  // why. Links to folders are not followed, since they may lead in a circle.
  static bool Walk(const fs::path& folder, int depth, std::vector<std::string>& paths) {
    std::error_code error;
    fs::directory_iterator entry(folder, error);
    for (const fs::directory_iterator end; !error && entry != end; entry.increment(error)) {
      std::error_code ignored;
      const bool is_folder = entry->is_directory(ignored);
      if (is_folder && entry->is_symlink(ignored)) continue;
      const bool walked =
          is_folder && depth < kFolderDepth && Walk(entry->path(), depth + 1, paths);
      if (!walked) paths.push_back(entry->path().string());
    }
    return !error;
  }

  const Limits& limits_;
};

class Opener {
 public:
  Opener(const Options& options, const InputTaker& taker) : options_(options), taker_(taker) {}

  bool OpenFile(const std::string& path) {
    Budget budget(options_.limits);
    const std::uint64_t size = taker_.reached ? StoredBytes(path).value_or(0) : 0;
    before_ += size;
    const auto stream = OpenStream(path, budget);
    if (!stream.ok()) return FailInput(path, stream.error(), taker_);
    Window window(*stream.value());
    if (!taker_.reached) return OpenContainer(path, window, budget, options_, taker_);
    InputTaker telling{.take = {}, .skip = taker_.skip};
    telling.take = [&](Source source, const Error* error) {
      // Of a zip the end is read twice.
      taker_.reached(before_ - size + std::min(size, budget.stored()));
      return taker_.take(std::move(source), error);
    };
    return OpenContainer(path, window, budget, options_, telling);
  }

 private:
  const Options& options_;
  const InputTaker& taker_;
  std::uint64_t before_ = 0;  // bytes of the files up to this one
};

}  // namespace

bool FailInput(std::string name, const Error& error, const InputTaker& taker) {
  Source source;
  source.name = std::move(name);
  return taker.take(std::move(source), &error);
}

Result<std::string> ReadBytes(const std::string& path, const Limits& limits) {
  Budget budget(limits);
  const auto stream = OpenStream(path, budget);
  if (!stream.ok()) return stream.error();
  Window window(*stream.value());
  return ReadRest(window, limits);
}

void OpenInputs(const std::vector<std::string>& inputs, const Options& options,
                const InputTaker& taker) {
  Opener opener(options, taker);
  Lister lister(options.limits);
  lister.take = [&](const std::string& path) { return opener.OpenFile(path); };
  lister.fail = [&](const std::string& name, const Error& error) {
    return FailInput(name, error, taker);
  };
  for (const std::string& input : inputs) {
    if (!lister.List(input)) return;
  }
}

std::optional<std::uint64_t> StoredBytes(const std::string& input) {
  struct stat status {};
  if (input == "-") return std::nullopt;
  if (stat(input.c_str(), &status) != 0) return 0;
  if (S_ISFIFO(status.st_mode)) return std::nullopt;
  return S_ISREG(status.st_mode) ? static_cast<std::uint64_t>(status.st_size) : 0;
}

std::optional<std::uint64_t> StoredBytes(const std::vector<std::string>& inputs,
                                         const Limits& limits) {
  std::uint64_t all = 0;
  Lister lister(limits);
  lister.take = [&](const std::string& path) {
    const std::optional<std::uint64_t> size = StoredBytes(path);
    all += size.value_or(0);
    return size.has_value();
  };
  lister.fail = [](const std::string&, const Error&) { return true; };
  for (const std::string& input : inputs) {
    if (!lister.List(input)) return std::nullopt;
  }
  return all;
}

void OpenInputs(const std::vector<std::string>& inputs, const Limits& limits,
                const SourceTaker& take) {
  Options options;
  options.limits = limits;
  OpenInputs(inputs, options, InputTaker{take});
}

}  // namespace warraq

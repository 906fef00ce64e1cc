// Folders are walked in the order of their names (byte order), so a run gives the same output on
// every machine. Archives and compression are libarchive's; how far a compressed file may grow is
// bounded (Limits::inflation), since a bomb of 10 kB can hold gigabytes.

#include "plugin/batch/inputs.h"

#include <archive.h>
#include <archive_entry.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <memory>

#include "plugin/batch/mets_parts.h"

namespace warraq {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kFreeGrowth = std::size_t{64}
                                    << 20;  // a compressed file may always be so large
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

Error TooLarge(const Limits& limits) {
  return {Code::kTooLarge, 0,
          "it passes the limit source_bytes, " + std::to_string(limits.source_bytes)};
}

// `expected` bytes are read at once; what a pipe or a growing file has beyond them, block by block.
Result<std::string> ReadAll(int descriptor, std::size_t expected, const Limits& limits) {
  constexpr std::size_t kBlock = 65536;
  if (expected >= limits.source_bytes) return TooLarge(limits);
  std::string bytes(expected > 0 ? expected + 1 : kBlock, '\0');
  std::size_t used = 0;
  for (;;) {
    if (used == bytes.size()) bytes.resize(used + std::max(kBlock, used / 4));
    const ssize_t count = read(descriptor, bytes.data() + used, bytes.size() - used);
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("reading failed");
    used += static_cast<std::size_t>(count);
    if (used >= limits.source_bytes) return TooLarge(limits);
    if (count > 0) continue;
    bytes.resize(used);
    return bytes;
  }
}

// What libarchive is for: compressed streams and archives, by their magic bytes.
bool IsContainer(std::string_view bytes) {
  const auto starts = [&](std::string_view magic) { return bytes.starts_with(magic); };
  const bool tar = bytes.size() >= 512 && bytes.substr(257, 5) == "ustar";
  return tar || starts("\x1F\x8B") || starts("BZh") ||
         starts(std::string_view("\xFD"
                                 "7zXZ\0",
                                 6)) ||
         starts("\x28\xB5\x2F\xFD") || starts("PK\x03\x04") || starts("7z\xBC\xAF\x27\x1C");
}

struct FreeArchive {
  void operator()(archive* a) const { archive_read_free(a); }
};

class Opener {
 public:
  Opener(const Limits& limits, const SourceTaker& take) : limits_(limits), take_(take) {}

  bool Open(const std::string& input) {
    if (input == "-") return OpenFile("-");
    std::error_code error;
    if (fs::is_directory(input, error)) return OpenFolder(input);
    return OpenFile(input);
  }

 private:
  bool Fail(const std::string& name, const Error& error) {
    Source source;
    source.name = name;
    return take_(std::move(source), &error);
  }

  // Files of one folder and those below it, in the order of their paths.
  bool OpenFolder(const std::string& folder) {
    std::vector<std::string> paths;
    if (!Walk(folder, 0, paths)) {
      return Fail(folder, {Code::kNoPermission, 0, "the folder cannot be read"});
    }
    if (paths.empty()) return Fail(folder, {Code::kEmptyFolder, 0, "the folder holds no files"});
    std::ranges::sort(paths);
    LeaveOutMetsParts(paths, limits_);
    return std::ranges::all_of(paths, [&](const std::string& path) { return OpenFile(path); });
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

  bool OpenFile(const std::string& path) {
    Result<std::string> read = ReadBytes(path, limits_);
    if (!read.ok()) return Fail(path, read.error());
    Source source;
    source.name = path;
    source.bytes = std::move(read).value();
    if (path != "-") FindMetsParts(path, source);
    if (!IsContainer(source.bytes)) return take_(std::move(source), nullptr);
    return OpenContainer(source);
  }

  bool OpenContainer(const Source& container) {
    const std::unique_ptr<archive, FreeArchive> reader(archive_read_new());
    archive_read_support_filter_all(reader.get());
    archive_read_support_format_tar(reader.get());
    archive_read_support_format_zip(reader.get());
    archive_read_support_format_7zip(reader.get());
    archive_read_support_format_raw(reader.get());
    if (archive_read_open_memory(reader.get(), container.bytes.data(), container.bytes.size()) !=
        ARCHIVE_OK) {
      return Fail(container.name, ArchiveError(reader.get()));
    }
    bool any = false;
    for (;;) {
      archive_entry* entry = nullptr;
      const int status = archive_read_next_header(reader.get(), &entry);
      if (status == ARCHIVE_EOF) break;
      if (status < ARCHIVE_WARN) return Fail(container.name, ArchiveError(reader.get()));
      if (archive_entry_filetype(entry) != AE_IFREG &&
          archive_format(reader.get()) != ARCHIVE_FORMAT_RAW) {
        continue;
      }
      any = true;
      if (!TakeMember(container, reader.get(), entry)) return false;
    }
    return any || Fail(container.name, {Code::kEmpty, 0, "the archive holds no files"});
  }

  bool TakeMember(const Source& container, archive* reader, archive_entry* entry) {
    Source member;
    const bool raw = archive_format(reader) == ARCHIVE_FORMAT_RAW;
    const char* path = archive_entry_pathname(entry);
    member.name = raw ? container.name : container.name + "!" + (path == nullptr ? "?" : path);
    std::array<char, 65536> buffer{};
    for (;;) {
      const la_ssize_t count = archive_read_data(reader, buffer.data(), buffer.size());
      if (count == 0) break;
      if (count < 0) {
        const Error error = ArchiveError(reader);
        return take_(std::move(member), &error);
      }
      member.bytes.append(buffer.data(), static_cast<std::size_t>(count));
      const std::size_t most = MostUnpacked(reader);
      if (member.bytes.size() < most) continue;
      const Error error{Code::kTooLarge, 0,
                        "it unpacks to more than " + std::to_string(most) +
                            " bytes (limits source_bytes and inflation)"};
      member.bytes.clear();
      return take_(std::move(member), &error);
    }
    return take_(std::move(member), nullptr);
  }

  // What may have come out of the archive's bytes that were read so far.
  std::size_t MostUnpacked(archive* reader) const {
    const auto read =
        static_cast<std::size_t>(std::max<la_int64_t>(archive_filter_bytes(reader, -1), 0));
    return std::min(limits_.source_bytes, kFreeGrowth + read * limits_.inflation);
  }

  static Error ArchiveError(archive* reader) {
    const char* text = archive_error_string(reader);
    return {Code::kDamagedArchive, 0, text == nullptr ? "the archive cannot be read" : text};
  }

  const Limits& limits_;
  const SourceTaker& take_;
};

}  // namespace

Result<std::string> ReadBytes(const std::string& path, const Limits& limits) {
  const Descriptor file(path == "-" ? 0 : open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK));
  if (file.number() < 0) return SystemError("it cannot be opened");
  struct stat status {};
  if (fstat(file.number(), &status) != 0) return SystemError("it cannot be looked at");
  if (S_ISDIR(status.st_mode)) return Error{Code::kUnreadable, 0, "it is a folder"};
  const bool plain = S_ISREG(status.st_mode);
  // A device or pipe named as a file could block for ever; standard input is what the caller chose.
  if (path != "-" && !plain && !S_ISFIFO(status.st_mode)) {
    return Error{Code::kUnreadable, 0, "it is neither a file nor a pipe"};
  }
  if (S_ISFIFO(status.st_mode) && path != "-") {
    fcntl(file.number(), F_SETFL, fcntl(file.number(), F_GETFL) & ~O_NONBLOCK);
  }
  return ReadAll(file.number(), plain ? static_cast<std::size_t>(status.st_size) : 0, limits);
}

void OpenInputs(const std::vector<std::string>& inputs, const Limits& limits,
                const SourceTaker& take) {
  Opener opener(limits, take);
  for (const std::string& input : inputs) {
    if (!opener.Open(input)) return;
  }
}

}  // namespace warraq

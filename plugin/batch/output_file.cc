#include "plugin/batch/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zstd.h>

#include <array>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <memory>
#include <utility>

#include "plugin/text/hash.h"

namespace warraq {
namespace {

constexpr std::size_t kFrameBytes = std::size_t{1} << 20;  // of lines in a frame, before the last
constexpr int kLevel = 3;

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

std::string SystemWords(std::string_view doing, const std::string& path) {
  return path + ": " + std::string(doing) + ": " + std::strerror(errno);
}

// A file, or the names in a folder.
Result<bool> Sync(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = descriptor >= 0 && fsync(descriptor) == 0;
  Error error{Code::kUnwritable, 0, synced ? "" : SystemWords("cannot be put on disk", path)};
  if (descriptor >= 0) close(descriptor);
  if (!synced) return error;
  return true;
}

// Both names are in the folder.
Result<bool> Rename(const std::string& part, const std::string& whole, const std::string& folder) {
  if (std::rename(part.c_str(), whole.c_str()) != 0) {
    return Error{Code::kUnwritable, 0, SystemWords("cannot be renamed", part)};
  }
  return Sync(folder);
}

Result<bool> WriteAll(int descriptor, std::string_view bytes, const std::string& path) {
  while (!bytes.empty()) {
    const ssize_t count = write(descriptor, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return Error{Code::kUnwritable, 0, SystemWords("cannot be written", path)};
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return true;
}

}  // namespace

OutputFile::OutputFile(OutputFile&& other) noexcept { *this = std::move(other); }

OutputFile& OutputFile::operator=(OutputFile&& other) noexcept {
  if (this == &other) return *this;
  Close();
  folder_ = std::move(other.folder_);
  state_ = std::move(other.state_);
  frame_ = std::move(other.frame_);
  in_journal_ = other.in_journal_;
  tail_is_old_ = other.tail_is_old_;
  synced_ = other.synced_;
  descriptor_ = std::exchange(other.descriptor_, -1);
  return *this;
}

void OutputFile::Close() {
  if (descriptor_ >= 0) close(std::exchange(descriptor_, -1));
}

Error OutputFile::SystemError(std::string_view doing) const {
  return {Code::kUnwritable, 0, SystemWords(doing, PartPath())};
}

Result<bool> OutputFile::Open(const std::string& folder, JournalFile state, std::string tail) {
  Close();
  folder_ = folder;
  state_ = std::move(state);
  state_.sha256.clear();
  frame_ = std::move(tail);
  in_journal_ = frame_.size();
  tail_is_old_ = false;
  synced_ = false;
  const std::string part = PartPath();
  // A run that was broken off between the rename and its commit left the file under its own name.
  const std::string whole = folder + "/" + state_.name;
  if (access(part.c_str(), F_OK) != 0 && access(whole.c_str(), F_OK) == 0 &&
      std::rename(whole.c_str(), part.c_str()) != 0) {
    return SystemError("cannot be renamed");
  }
  descriptor_ = ::open(part.c_str(), O_WRONLY | O_CREAT | O_CLOEXEC, 0666);
  if (descriptor_ < 0) return SystemError("cannot be opened");
  struct stat status {};
  if (fstat(descriptor_, &status) != 0) return SystemError("cannot be looked at");
  if (static_cast<std::uint64_t>(status.st_size) < state_.bytes) {
    return Error{Code::kUnwritable, 0,
                 part + ": it is shorter than the journal says; somebody has changed the folder"};
  }
  const auto good = static_cast<off_t>(state_.bytes);
  if (ftruncate(descriptor_, good) != 0) return SystemError("cannot be cut");
  if (lseek(descriptor_, good, SEEK_SET) != good) return SystemError("cannot be written");
  return true;
}

Result<bool> OutputFile::Write(std::string_view bytes) {
  synced_ = false;
  WARRAQ_CHECK(WriteAll(descriptor_, bytes, PartPath()));
  state_.bytes += bytes.size();
  return true;
}

Result<bool> OutputFile::WriteFrame() {
  static thread_local const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  std::string packed(ZSTD_compressBound(frame_.size()), '\0');
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  const std::size_t size =
      ZSTD_compress2(context.get(), packed.data(), packed.size(), frame_.data(), frame_.size());
  if (ZSTD_isError(size) != 0) {
    return Error{Code::kUnwritable, 0, PartPath() + ": zstd: " + ZSTD_getErrorName(size)};
  }
  packed.resize(size);
  frame_.clear();
  in_journal_ = 0;
  tail_is_old_ = true;
  return Write(packed);
}

Result<bool> OutputFile::Append(std::string_view lines, std::uint64_t count) {
  state_.raw_bytes += lines.size();
  state_.lines += count;
  if (!compressed()) return Write(lines);
  frame_ += lines;
  if (frame_.size() < kFrameBytes) return true;
  return WriteFrame();
}

Result<bool> OutputFile::Save(Journal& journal) {
  if (!synced_ && fdatasync(descriptor_) != 0) return SystemError("cannot be put on disk");
  synced_ = true;
  Note(journal);
  return true;
}

void OutputFile::Note(Journal& journal) {
  if (tail_is_old_) journal.DropTail(state_.name);
  tail_is_old_ = false;
  if (in_journal_ < frame_.size()) {
    journal.AddToTail(state_.name, std::string_view(frame_).substr(in_journal_));
    in_journal_ = frame_.size();
  }
  journal.SetFile(state_);
}

Result<bool> OutputFile::Finish() {
  // A file of no lines is a frame of no bytes: zstd takes one of no frame for a torn one.
  if (!frame_.empty() || (compressed() && state_.bytes == 0)) {
    WARRAQ_CHECK(WriteFrame());
  }
  if (fsync(descriptor_) != 0) return SystemError("cannot be put on disk");
  // Read again from the disk: what is hashed is what is there.
  WARRAQ_TRY(const FileDigest digest, DigestFile(PartPath()));
  if (digest.bytes != state_.bytes) {
    return Error{Code::kUnwritable, 0, PartPath() + ": it does not hold what was written to it"};
  }
  WARRAQ_CHECK(Rename(PartPath(), folder_ + "/" + state_.name, folder_));
  state_.sha256 = digest.sha256;
  Close();
  return true;
}

Result<bool> WriteFileWhole(const std::string& folder, const std::string& name,
                            std::string_view bytes) {
  const std::string part = folder + "/" + name + std::string(kPartSuffix);
  const int descriptor = ::open(part.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0666);
  if (descriptor < 0) return Error{Code::kUnwritable, 0, SystemWords("cannot be opened", part)};
  Result<bool> written = WriteAll(descriptor, bytes, part);
  if (written.ok() && fsync(descriptor) != 0) {
    written = Error{Code::kUnwritable, 0, SystemWords("cannot be put on disk", part)};
  }
  if (close(descriptor) != 0 && written.ok()) {
    written = Error{Code::kUnwritable, 0, SystemWords("cannot be closed", part)};
  }
  if (!written.ok()) return written;
  return Rename(part, folder + "/" + name, folder);
}

Result<bool> PutInPlace(const std::string& part, const std::string& whole) {
  WARRAQ_CHECK(Sync(part));
  const std::size_t slash = whole.rfind('/');
  return Rename(part, whole, slash == std::string::npos ? "." : whole.substr(0, slash + 1));
}

Result<bool> CopyFileWhole(const std::string& from, const std::string& folder,
                           const std::string& name) {
  const std::string whole = folder + "/" + name;
  std::error_code error;
  if (std::filesystem::equivalent(from, whole, error)) return true;
  const std::string part = whole + std::string(kPartSuffix);
  const auto overwrite = std::filesystem::copy_options::overwrite_existing;
  if (!std::filesystem::copy_file(from, part, overwrite, error)) {
    return Error{Code::kUnwritable, 0,
                 part + ": " + from + " cannot be copied: " + error.message()};
  }
  return PutInPlace(part, whole);
}

std::string TemporaryFolder() {
  const char* const said = std::getenv("TMPDIR");
  return said == nullptr || *said == '\0' ? "/tmp" : said;
}

int OpenNamelessFile(const std::string& folder) {
  std::string path = folder + "/.warraq-XXXXXX";
  const int file = mkostemp(path.data(), O_CLOEXEC);
  if (file >= 0) unlink(path.c_str());
  return file;
}

std::string WriteAt(int file, std::uint64_t at, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t count = pwrite(file, bytes.data(), bytes.size(), static_cast<off_t>(at));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return std::strerror(errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
    at += static_cast<std::uint64_t>(count);
  }
  return "";
}

std::string ReadAt(int file, std::uint64_t at, std::span<char> room) {
  while (!room.empty()) {
    const ssize_t count = pread(file, room.data(), room.size(), static_cast<off_t>(at));
    if (count < 0 && errno == EINTR) continue;
    if (count <= 0) return count < 0 ? std::strerror(errno) : "it ends too soon";
    room = room.subspan(static_cast<std::size_t>(count));
    at += static_cast<std::uint64_t>(count);
  }
  return "";
}

Result<FileDigest> DigestFile(const std::string& path) {
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Error{Code::kUnreadable, 0, SystemWords("cannot be opened", path)};
  Sha256 hash;
  FileDigest digest;
  std::array<char, 65536> block{};
  ssize_t count = 0;
  while ((count = read(descriptor, block.data(), block.size())) > 0 ||
         (count < 0 && errno == EINTR)) {
    if (count < 0) continue;
    hash.Add({block.data(), static_cast<std::size_t>(count)});
    digest.bytes += static_cast<std::uint64_t>(count);
  }
  close(descriptor);
  if (count < 0) return Error{Code::kUnreadable, 0, SystemWords("cannot be read", path)};
  digest.sha256 = hash.Hex();
  return digest;
}

}  // namespace warraq

// A file of a batch's output that grows line by line and survives being broken off anywhere.
//
// Its bytes depend on its lines alone, not on when they were written or how often the run was
// broken off: lines are compressed in frames (zstd, RFC 8878) of a fixed amount, and what does not
// fill one yet waits in the journal.

#ifndef WARRAQ_PLUGIN_BATCH_OUTPUT_FILE_H_
#define WARRAQ_PLUGIN_BATCH_OUTPUT_FILE_H_

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "plugin/batch/journal.h"
#include "warraq/result.h"

namespace warraq {

inline constexpr std::string_view kPartSuffix = ".part";  // of a file that is not whole yet

class OutputFile {
 public:
  OutputFile() = default;
  ~OutputFile() { Close(); }
  OutputFile(OutputFile&& other) noexcept;
  OutputFile& operator=(OutputFile&& other) noexcept;

  // Goes on behind the good bytes of `state`, cutting off what else is there; `tail` are its lines
  // in the journal. A name that ends in ".zst" is compressed.
  Result<bool> Open(const std::string& folder, JournalFile state, std::string tail);

  // Whole lines, `count` of them.
  Result<bool> Append(std::string_view lines, std::uint64_t count);
  // Has the system put on disk what the file holds, and the journal note it; the commit is the
  // caller's.
  Result<bool> Save(Journal& journal);
  // Ends the last frame, takes the hash, and gives the file its own name.
  Result<bool> Finish();
  // Tells the journal how the file stands.
  void Note(Journal& journal);

  bool open() const { return descriptor_ >= 0; }
  const JournalFile& state() const { return state_; }

 private:
  Result<bool> WriteFrame();
  Result<bool> Write(std::string_view bytes);
  Error SystemError(std::string_view doing) const;
  std::string PartPath() const { return folder_ + "/" + state_.name + std::string(kPartSuffix); }
  bool compressed() const { return state_.name.ends_with(".zst"); }
  void Close();

  std::string folder_;
  JournalFile state_;
  std::string frame_;           // lines that are in no frame yet
  std::size_t in_journal_ = 0;  // of which the journal has so many bytes
  bool tail_is_old_ = false;    // the journal's tail is in the file by now
  bool synced_ = true;
  int descriptor_ = -1;
};

// Writes a small file whole or not at all: temporary file, fsync, rename.
Result<bool> WriteFileWhole(const std::string& folder, const std::string& name,
                            std::string_view bytes);

// The same of a copy of another file, which may be that very file.
Result<bool> CopyFileWhole(const std::string& from, const std::string& folder,
                           const std::string& name);
// Puts a file that is whole on disk and gives it its name.
Result<bool> PutInPlace(const std::string& part, const std::string& whole);

// Where files that pass may stand, for output that has no folder: TMPDIR, else /tmp.
std::string TemporaryFolder();
// A file to write and read that has no name, and is gone when it is closed; -1 (and errno) where
// there can be none.
int OpenNamelessFile(const std::string& folder);
// All of the bytes from there on, wherever the file stands; empty, or what is wrong.
std::string WriteAt(int file, std::uint64_t at, std::string_view bytes);
std::string ReadAt(int file, std::uint64_t at, std::span<char> room);

// SHA-256 of a file, hexadecimal, and its size.
struct FileDigest {
  std::string sha256;
  std::uint64_t bytes = 0;
};
Result<FileDigest> DigestFile(const std::string& path);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_OUTPUT_FILE_H_

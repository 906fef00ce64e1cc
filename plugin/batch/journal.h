// What a batch has done, in SQLite: so that the same command again goes on where it was broken off,
// whenever that was, and comes to the same bytes.
//
// A commit holds together what was done (sources, by content), how far each output file is good,
// and the output that stands in no file yet. Files are made safe before the commit that counts on
// them, so after a crash they may only be longer than the journal says, never shorter.

#ifndef WARRAQ_PLUGIN_BATCH_JOURNAL_H_
#define WARRAQ_PLUGIN_BATCH_JOURNAL_H_

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/batch/database.h"
#include "warraq/result.h"

namespace warraq {

// A file of the output, as far as it is good.
struct JournalFile {
  std::string name = {};
  std::uint64_t bytes = 0;
  std::uint64_t raw_bytes = 0;  // before compression, with the tail
  std::uint64_t lines = 0;      // with the tail
  std::string sha256 = {};      // hexadecimal; empty as long as the file grows
};

// Used by one thread at a time. After an error of the database (a full disk, a damaged file)
// nothing is changed any more, nothing is found, and Commit gives the error.
class Journal {
 public:
  // Opens or makes the file, alone: a second process is refused.
  Result<bool> Open(const std::string& path);

  // Values by name; empty where nothing was set.
  std::string Value(std::string_view name);
  void SetValue(std::string_view name, std::string_view value);

  // How a source stands here, by its content and its name.
  enum class Known : std::uint8_t {
    kNew,        // nobody has had this content
    kSame,       // this very source is done
    kOtherName,  // its content was done under another name
  };
  // `content` is a SHA-256 in hexadecimal; empty for a source that has no bytes, which only its
  // name tells from others.
  Known Find(std::string_view content, std::string_view name);
  void Add(std::string_view content, std::string_view name);

  std::vector<JournalFile> Files();  // in the order of their names
  void SetFile(const JournalFile& file);

  // Output that belongs behind the end of a file and is not in it yet.
  std::string Tail(std::string_view file);
  void AddToTail(std::string_view file, std::string_view bytes);
  void DropTail(std::string_view file);

  Result<bool> Commit();
  // For what else is to be saved with it.
  Database& database() { return database_; }

 private:
  Database database_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_JOURNAL_H_

// Archives (tar, zip, 7z) and the compressions that have no reader of their own, through
// libarchive.

#ifndef WARRAQ_PLUGIN_BATCH_ARCHIVE_H_
#define WARRAQ_PLUGIN_BATCH_ARCHIVE_H_

#include <functional>
#include <string>
#include <string_view>

#include "plugin/batch/stream.h"

namespace warraq {

// By the first bytes; a tar needs 512 of them.
bool IsArchive(std::string_view head);
bool IsCompressed(std::string_view head);  // bzip2, xz, lzip, lz4, compress

// A member of an archive, or what a compressed file unpacks to: that has no name.
struct ArchiveMember {
  std::string name;
  ByteStream& bytes;
};

// Gives the members in their order; `take` returns whether to go on, and reads as much of each as
// it likes. Returns why the archive could not be read to its end, if it could not.
std::optional<Error> ReadArchive(Window& stored, Budget& budget,
                                 const std::function<bool(ArchiveMember)>& take);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_ARCHIVE_H_

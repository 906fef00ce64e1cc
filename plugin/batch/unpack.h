// Compressed streams, member by member: gzip (RFC 1952) and Zstandard (RFC 8878). Others are
// libarchive's (archive.h); these two are read here since web archives compress each record by
// itself and name it by the place of its member, and since libarchive passes over gzip's checksums.

#ifndef WARRAQ_PLUGIN_BATCH_UNPACK_H_
#define WARRAQ_PLUGIN_BATCH_UNPACK_H_

#include <memory>
#include <string>
#include <string_view>

#include "plugin/batch/stream.h"

namespace warraq {

bool IsGzip(std::string_view head);
bool IsZstd(std::string_view head);

// Both outlive it. Rubbish behind a member ends the stream; Resume looks for the next one.
std::unique_ptr<ByteStream> UnpackGzip(Window& stored, Budget& budget);
std::unique_ptr<ByteStream> UnpackZstd(Window& stored, Budget& budget);

// The body of an HTTP response out of its content codings ("gzip", "deflate", "br", "zstd" and
// several with commas, the last applied last; RFC 9110, 8.4). A body that does not begin as its
// coding does was decoded by who stored it, and stays. `most` bounds what comes out.
Result<std::string> DecodeContent(std::string_view body, std::string_view codings,
                                  std::size_t most);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_UNPACK_H_

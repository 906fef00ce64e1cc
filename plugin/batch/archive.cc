// libarchive asks for bytes and gets the window's, so nothing is copied on the way in. A zip in a
// file is read by its directory, which libarchive seeks; in a pipe or another archive by the
// headers of its members. 7z keeps its directory at the end and cannot be read there.

#include "plugin/batch/archive.h"

#include <archive.h>
#include <archive_entry.h>

#include <algorithm>
#include <cerrno>

namespace warraq {
namespace {

constexpr std::size_t kMemberCost = 512;  // of a member's header, for the budget

struct FreeArchive {
  void operator()(archive* a) const { archive_read_free(a); }
};

// What libarchive has been given of the window, which it is done with when it asks again.
struct Feed {
  Window& window;
  std::size_t given = 0;
};

la_ssize_t GiveBytes(archive* reader, void* data, const void** bytes) {
  Feed& feed = *static_cast<Feed*>(data);
  feed.window.Drop(feed.given);
  feed.given = 0;
  if (feed.window.view().empty() && !feed.window.Grow()) {
    if (!feed.window.error()) return 0;
    archive_set_error(reader, EIO, "%s", feed.window.error()->what.c_str());
    return ARCHIVE_FATAL;
  }
  *bytes = feed.window.view().data();
  feed.given = feed.window.view().size();
  return static_cast<la_ssize_t>(feed.given);
}

la_int64_t SeekBytes(archive* /*reader*/, void* data, la_int64_t offset, int whence) {
  Feed& feed = *static_cast<Feed*>(data);
  const auto size = static_cast<la_int64_t>(feed.window.Size().value_or(0));
  const auto here = static_cast<la_int64_t>(feed.window.offset() + feed.given);
  const la_int64_t from = whence == SEEK_SET ? 0 : whence == SEEK_CUR ? here : size;
  const la_int64_t to = std::clamp<la_int64_t>(from + offset, 0, size);
  feed.given = 0;
  return feed.window.Seek(static_cast<std::uint64_t>(to)) ? to : ARCHIVE_FATAL;
}

Error ArchiveError(archive* reader) {
  const char* text = archive_error_string(reader);
  return {Code::kDamagedArchive, 0, text == nullptr ? "the archive cannot be read" : text};
}

// The window's own error says more than what libarchive makes of it.
Error WhyNot(archive* reader, const Feed& feed) {
  return feed.window.error() ? *feed.window.error() : ArchiveError(reader);
}

class MemberBytes : public ByteStream {
 public:
  MemberBytes(archive* reader, const Feed& feed, Budget& budget)
      : reader_(reader), feed_(feed), budget_(budget) {}

  Result<std::size_t> Read(std::span<char> room) override {
    const la_ssize_t count = archive_read_data(reader_, room.data(), room.size());
    if (count < 0) return WhyNot(reader_, feed_);
    const auto bytes = static_cast<std::size_t>(count);
    read_ += bytes;
    const auto stored = std::max<la_int64_t>(archive_filter_bytes(reader_, -1), 0);
    const std::uint64_t most = MostUnpacked(static_cast<std::uint64_t>(stored), budget_.limits());
    if (read_ > most || !budget_.Spend(bytes)) return InflatesTooMuch(std::min(most, read_));
    return bytes;
  }

 private:
  archive* reader_;
  const Feed& feed_;
  Budget& budget_;
  std::uint64_t read_ = 0;
};

std::unique_ptr<archive, FreeArchive> OpenReader(Feed& feed) {
  std::unique_ptr<archive, FreeArchive> reader(archive_read_new());
  archive_read_support_filter_all(reader.get());
  archive_read_support_format_tar(reader.get());
  archive_read_support_format_zip(reader.get());
  archive_read_support_format_7zip(reader.get());
  archive_read_support_format_raw(reader.get());
  archive_read_set_callback_data(reader.get(), &feed);
  archive_read_set_read_callback(reader.get(), GiveBytes);
  if (feed.window.CanSeek()) archive_read_set_seek_callback(reader.get(), SeekBytes);
  return reader;
}

// The checksum of a tar's header: its bytes added up, with spaces where the sum stands in octal.
bool HasTarChecksum(std::string_view header) {
  constexpr std::size_t kSumAt = 148;
  constexpr std::size_t kSumBytes = 8;
  unsigned sum = 0;
  unsigned said = 0;
  bool any = false;
  for (std::size_t i = 0; i < header.size(); ++i) {
    const auto byte = static_cast<unsigned char>(header[i]);
    const bool in_sum = i >= kSumAt && i < kSumAt + kSumBytes;
    sum += in_sum ? ' ' : byte;
    if (!in_sum || byte < '0' || byte > '7') continue;
    said = said * 8 + (byte - '0');
    any = true;
  }
  return any && sum == said;
}

}  // namespace

bool IsArchive(std::string_view head) {
  constexpr std::size_t kTarHeader = 512;
  if (head.starts_with("PK\x03\x04") || head.starts_with("PK\x05\x06")) return true;
  if (head.starts_with("7z\xBC\xAF\x27\x1C")) return true;
  if (head.size() < kTarHeader || head[0] == '\0') return false;
  return head.substr(257, 5) == "ustar" || HasTarChecksum(head.substr(0, kTarHeader));
}

bool IsCompressed(std::string_view head) {
  constexpr std::string_view kXz(
      "\xFD"
      "7zXZ\0",
      6);
  return head.starts_with(kXz) || head.starts_with("LZIP\x01") ||
         (head.starts_with("BZh") && head.size() > 3 && head[3] >= '1' && head[3] <= '9') ||
         head.starts_with("\x04\x22\x4D\x18") || head.starts_with("\x1F\x9D");
}

std::optional<Error> ReadArchive(Window& stored, Budget& budget,
                                 const std::function<bool(ArchiveMember)>& take) {
  Feed feed{stored};
  const auto reader = OpenReader(feed);
  if (archive_read_open1(reader.get()) != ARCHIVE_OK) return WhyNot(reader.get(), feed);
  bool any = false;
  for (;;) {
    archive_entry* entry = nullptr;
    const int status = archive_read_next_header(reader.get(), &entry);
    if (status == ARCHIVE_EOF) {
      if (any) return std::nullopt;
      return Error{Code::kEmpty, 0, "the archive holds no files"};
    }
    if (status < ARCHIVE_WARN) return WhyNot(reader.get(), feed);
    const bool raw = archive_format(reader.get()) == ARCHIVE_FORMAT_RAW;
    if (!raw && archive_entry_filetype(entry) != AE_IFREG) continue;
    any = true;
    if (!budget.Spend(kMemberCost)) return InflatesTooMuch(0);
    const char* path = archive_entry_pathname(entry);
    MemberBytes bytes(reader.get(), feed, budget);
    if (!take({raw ? "" : path == nullptr ? "?" : path, bytes})) return std::nullopt;
  }
}

}  // namespace warraq

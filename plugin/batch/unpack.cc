// A member of a web archive is small and libdeflate unpacks it at once, twice as fast as zlib; but
// it has to see all of it, and all that comes out has to fit. Where it does not, zlib goes through
// the member block by block, and the next is tried again only if that one was small after all.

#include "plugin/batch/unpack.h"

#include <libdeflate.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <cstring>

namespace warraq {
namespace {

constexpr std::size_t kSmallMember = std::size_t{512} << 10;  // compressed
constexpr std::size_t kMostAtOnce = std::size_t{8} << 20;     // unpacked, by libdeflate
constexpr std::size_t kFirstAtOnce = std::size_t{256} << 10;
constexpr std::string_view kGzipMagic = "\x1F\x8B\x08";
constexpr std::string_view kZstdMagic = "\x28\xB5\x2F\xFD";
// A skippable frame in which web archives keep the dictionary of all others (IIPC's "Zstandard
// for WARC", 2021).
constexpr std::string_view kDictionaryMagic = "\x5D\x2A\x4D\x18";
constexpr std::size_t kFrameHead = 8;
constexpr std::size_t kMostDictionary = std::size_t{16} << 20;

Error Damaged(std::string what) { return {Code::kDamagedArchive, 0, std::move(what)}; }

std::uint64_t LittleEndian32(std::string_view bytes) {
  std::uint64_t value = 0;
  for (std::size_t i = 4; i-- > 0;) value = value << 8 | static_cast<unsigned char>(bytes[i]);
  return value;
}

// What both have: members one after the other, zeros between them passed over.
class MemberStream : public ByteStream {
 public:
  MemberStream(Window& stored, Budget& budget) : stored_(stored), budget_(budget) {}

  Result<std::size_t> Read(std::span<char> room) override {
    for (;;) {
      if (!inside_) {
        if (!FindMember()) return stored_.error() ? Result<std::size_t>(*stored_.error()) : 0;
        member_ = stored_.offset();
        members_ += 1;
        inside_ = true;
        Begin();
      }
      Result<std::size_t> read = Unpack(room);
      if (!read.ok()) {
        inside_ = false;
        Error error = read.error();
        error.at = member_;
        error.what += " (in what begins at byte " + std::to_string(member_) + ")";
        return error;
      }
      if (read.value() == 0) continue;
      unpacked_ += read.value();
      const std::uint64_t most = MostUnpacked(stored_.offset(), budget_.limits());
      if (unpacked_ > most || !budget_.Spend(read.value())) {
        bomb_ = true;
        return InflatesTooMuch(std::min(most, unpacked_));
      }
      return read;
    }
  }

  std::optional<std::uint64_t> MemberAt() const override { return member_; }

  // What is behind the damage: the next place that begins as a member does.
  bool Resume() override {
    inside_ = false;
    if (bomb_) return false;
    if (stored_.offset() == member_) stored_.Skip(1);
    for (;;) {
      const std::string_view view = stored_.view();
      const std::size_t at = FindMagic(view);
      if (at < view.size()) {
        stored_.Drop(at);
        return true;
      }
      stored_.Drop(view.size() - std::min<std::size_t>(view.size(), kFrameHead));
      if (!stored_.Grow()) return false;
    }
  }

 protected:
  // Whether a member begins here, which the view holds some bytes of.
  virtual bool Begins(std::string_view view) const = 0;
  virtual void Begin() = 0;
  // 0 where nothing came out yet, or the member has ended: then inside_ is false.
  virtual Result<std::size_t> Unpack(std::span<char> room) = 0;

  Window& stored_;
  Budget& budget_;
  bool inside_ = false;
  std::uint64_t member_ = 0;
  std::uint64_t members_ = 0;

 private:
  bool FindMember() {
    while (stored_.Reach(1)) {
      const std::size_t zeros =
          std::min(stored_.view().find_first_not_of('\0'), stored_.view().size());
      if (zeros == 0) break;
      stored_.Drop(zeros);
    }
    stored_.Reach(kFrameHead);
    return Begins(stored_.view());
  }

  std::size_t FindMagic(std::string_view view) const {
    for (std::size_t at = 0; at + kFrameHead <= view.size(); ++at) {
      if (Begins(view.substr(at))) return at;
    }
    return view.size();
  }

  std::uint64_t unpacked_ = 0;
  bool bomb_ = false;
};

class GzipStream : public MemberStream {
 public:
  using MemberStream::MemberStream;
  ~GzipStream() override {
    if (inflating_) inflateEnd(&zlib_);
  }
  GzipStream(const GzipStream&) = delete;
  GzipStream& operator=(const GzipStream&) = delete;

 private:
  struct FreeDecompressor {
    void operator()(libdeflate_decompressor* d) const { libdeflate_free_decompressor(d); }
  };

  bool Begins(std::string_view view) const override { return IsGzip(view); }

  void Begin() override {
    whole_size_ = whole_at_ = 0;
    streaming_ = !small_ || !UnpackWhole();
    if (!streaming_) return;
    if (inflating_) {
      inflateReset(&zlib_);
    } else {
      constexpr int kGzipWindow = 15 + 16;
      inflating_ = inflateInit2(&zlib_, kGzipWindow) == Z_OK;
    }
  }

  // The whole member, if the window can hold it and it fits.
  bool UnpackWhole() {
    if (stored_.view().size() < kSmallMember) stored_.Reach(2 * kSmallMember);
    if (!deflate_) deflate_.reset(libdeflate_alloc_decompressor());
    if (!deflate_) return false;
    const std::string_view in = stored_.view();
    for (;;) {
      std::size_t used = 0;
      const libdeflate_result result = libdeflate_gzip_decompress_ex(
          deflate_.get(), in.data(), in.size(), whole_.get(), whole_capacity_, &used, &whole_size_);
      if (result == LIBDEFLATE_SUCCESS) {
        stored_.Drop(used);
        return true;
      }
      whole_size_ = 0;
      if (result != LIBDEFLATE_INSUFFICIENT_SPACE || whole_capacity_ >= kMostAtOnce) return false;
      whole_capacity_ = std::max(kFirstAtOnce, whole_capacity_ * 4);
      whole_ = std::make_unique_for_overwrite<char[]>(whole_capacity_);
    }
  }

  Result<std::size_t> Unpack(std::span<char> room) override {
    if (streaming_) return Inflate(room);
    const std::size_t count = std::min(room.size(), whole_size_ - whole_at_);
    std::memcpy(room.data(), whole_.get() + whole_at_, count);
    whole_at_ += count;
    inside_ = whole_at_ < whole_size_;
    return count;
  }

  Result<std::size_t> Inflate(std::span<char> room) {
    if (!inflating_) return Error{Code::kOutOfMemory, 0, "there was not enough memory for it"};
    if (!stored_.Reach(1)) {
      if (stored_.error()) return *stored_.error();
      return Damaged("it ends in the middle of its compressed data");
    }
    const std::string_view view = stored_.view();
    const auto available = static_cast<uInt>(std::min<std::size_t>(view.size(), 1u << 30));
    const auto space = static_cast<uInt>(std::min<std::size_t>(room.size(), 1u << 30));
    zlib_.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(view.data()));  // NOLINT: zlib's
    zlib_.avail_in = available;
    zlib_.next_out = reinterpret_cast<Bytef*>(room.data());
    zlib_.avail_out = space;
    const int status = inflate(&zlib_, Z_NO_FLUSH);
    stored_.Drop(available - zlib_.avail_in);
    if (status == Z_STREAM_END) {
      inside_ = false;
      small_ = stored_.offset() - member_ < kSmallMember && zlib_.total_out < kMostAtOnce;
    } else if (status != Z_OK && status != Z_BUF_ERROR) {
      return Damaged(zlib_.msg == nullptr ? "the compressed data is damaged" : zlib_.msg);
    }
    return space - zlib_.avail_out;
  }

  std::unique_ptr<libdeflate_decompressor, FreeDecompressor> deflate_;
  std::unique_ptr<char[]> whole_;
  std::size_t whole_capacity_ = 0, whole_size_ = 0, whole_at_ = 0;
  bool small_ = true;  // members are worth the try
  bool streaming_ = false;
  bool inflating_ = false;
  z_stream zlib_{};
};

class ZstdStream : public MemberStream {
 public:
  using MemberStream::MemberStream;

 private:
  struct FreeContext {
    void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
  };

  bool Begins(std::string_view view) const override { return IsZstd(view); }

  void Begin() override {
    if (!context_) context_.reset(ZSTD_createDCtx());
    if (members_ == 1 && stored_.view().starts_with(kDictionaryMagic)) LoadDictionary();
    ZSTD_DCtx_reset(context_.get(), ZSTD_reset_session_only);
  }

  // A dictionary is itself a frame, or stands there as it is.
  void LoadDictionary() {
    const std::uint64_t size = LittleEndian32(stored_.view().substr(4));
    if (size > kMostDictionary || !stored_.Reach(kFrameHead + size)) return;
    const std::string_view kept = stored_.view().substr(kFrameHead, size);
    std::string dictionary(kept);
    if (kept.starts_with(kZstdMagic)) {
      dictionary.assign(kMostDictionary, '\0');
      const std::size_t got = ZSTD_decompressDCtx(context_.get(), dictionary.data(),
                                                  dictionary.size(), kept.data(), kept.size());
      if (ZSTD_isError(got) != 0) return;
      dictionary.resize(got);
    }
    ZSTD_DCtx_loadDictionary(context_.get(), dictionary.data(), dictionary.size());
  }

  Result<std::size_t> Unpack(std::span<char> room) override {
    if (!context_) return Error{Code::kOutOfMemory, 0, "there was not enough memory for it"};
    if (!stored_.Reach(1) && !pending_) {
      if (stored_.error()) return *stored_.error();
      return Damaged("it ends in the middle of its compressed data");
    }
    const std::string_view view = stored_.view();
    ZSTD_inBuffer in{view.data(), view.size(), 0};
    ZSTD_outBuffer out{room.data(), room.size(), 0};
    const std::size_t left = ZSTD_decompressStream(context_.get(), &out, &in);
    if (ZSTD_isError(left) != 0) return Damaged(ZSTD_getErrorName(left));
    stored_.Drop(in.pos);
    pending_ = left != 0 && out.pos == out.size;
    if (left == 0) inside_ = false;
    if (left != 0 && in.pos == 0 && out.pos == 0 && !stored_.Grow()) {
      return Damaged("it ends in the middle of its compressed data");
    }
    return out.pos;
  }

  std::unique_ptr<ZSTD_DCtx, FreeContext> context_;
  bool pending_ = false;  // the room was too small for what is unpacked already
};

}  // namespace

bool IsGzip(std::string_view head) {
  constexpr unsigned kReservedFlags = 0xE0;
  return head.size() > 3 && head.starts_with(kGzipMagic) &&
         (static_cast<unsigned char>(head[3]) & kReservedFlags) == 0;
}

bool IsZstd(std::string_view head) {
  constexpr std::string_view kSkippable = "\x2A\x4D\x18";  // behind 0x50 to 0x5F
  return head.starts_with(kZstdMagic) ||
         (head.size() > 3 && (head[0] & 0xF0) == 0x50 && head.substr(1).starts_with(kSkippable));
}

std::unique_ptr<ByteStream> UnpackGzip(Window& stored, Budget& budget) {
  return std::make_unique<GzipStream>(stored, budget);
}

std::unique_ptr<ByteStream> UnpackZstd(Window& stored, Budget& budget) {
  return std::make_unique<ZstdStream>(stored, budget);
}

}  // namespace warraq

// A place is where the line's block stands in the file, and where the line stands in the block. The
// sizes of a block stand before it.

#include "plugin/batch/line_store.h"

#include <unistd.h>
#include <zstd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "plugin/batch/output_file.h"

namespace warraq {
namespace {

constexpr int kOffsetBits = 16;  // of a place: a line begins within so many bytes of its block
constexpr std::size_t kBlockBytes = std::size_t{1} << kOffsetBits;  // before the last line ends
constexpr std::size_t kLongBytes = 4 * kBlockBytes;  // with a long line: not kept beside others
constexpr int kLevel = 1;

struct Sizes {
  std::uint64_t packed = 0;
  std::uint64_t lines = 0;
};

struct FreeZstd {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
  void operator()(ZSTD_DCtx* context) const { ZSTD_freeDCtx(context); }
};

Error DiskError(const std::string& folder, const std::string& why) {
  return {Code::kUnwritable, 0, folder + ": what is put aside cannot be kept there: " + why};
}

}  // namespace

struct LineStore::Zstd {
  std::unique_ptr<ZSTD_CCtx, FreeZstd> packer{ZSTD_createCCtx()};
  std::unique_ptr<ZSTD_DCtx, FreeZstd> unpacker{ZSTD_createDCtx()};
  std::string packed;  // the block that was written or read last, behind its sizes
};

LineStore::LineStore(std::string folder)
    : folder_(std::move(folder)), zstd_(std::make_unique<Zstd>()) {
  ZSTD_CCtx_setParameter(zstd_->packer.get(), ZSTD_c_compressionLevel, kLevel);
  ZSTD_CCtx_setParameter(zstd_->packer.get(), ZSTD_c_checksumFlag, 1);
}

LineStore::~LineStore() {
  if (file_ >= 0) close(file_);
}

Result<std::uint64_t> LineStore::Add(std::string_view line) {
  if (open_.size() >= kBlockBytes) {
    WARRAQ_CHECK(WriteBlock());
  }
  const std::uint64_t place = begin_ << kOffsetBits | open_.size();
  open_.append(line).push_back('\n');
  return place;
}

Result<std::string> LineStore::At(std::uint64_t place) {
  const std::uint64_t begin = place >> kOffsetBits;
  const std::string* lines = &open_;
  if (begin != begin_) {
    const auto is_it = [&](const Block& block) { return block.used > 0 && block.begin == begin; };
    auto block = std::ranges::find_if(read_, is_it);
    if (block == read_.end()) {
      for (Block& other : read_) {
        if (other.lines.size() > kLongBytes) other = Block();
      }
      block = std::ranges::min_element(read_, {}, &Block::used);
      block->begin = begin;
      block->used = 0;
      WARRAQ_CHECK(ReadBlock(*block));
    }
    block->used = ++asked_;
    lines = &block->lines;
  }
  const std::size_t at = place & (kBlockBytes - 1);
  const std::size_t end = lines->find('\n', at);
  if (end == std::string::npos) return DiskError(folder_, "no line stands at that place");
  return lines->substr(at, end - at);
}

Result<bool> LineStore::WriteBlock() {
  if (file_ < 0) file_ = OpenNamelessFile(folder_);
  if (file_ < 0) return DiskError(folder_, std::strerror(errno));
  std::string& packed = zstd_->packed;
  packed.resize(sizeof(Sizes) + ZSTD_compressBound(open_.size()));
  const std::size_t size =
      ZSTD_compress2(zstd_->packer.get(), packed.data() + sizeof(Sizes),
                     packed.size() - sizeof(Sizes), open_.data(), open_.size());
  if (ZSTD_isError(size) != 0) return DiskError(folder_, ZSTD_getErrorName(size));
  const Sizes sizes{.packed = size, .lines = open_.size()};
  std::memcpy(packed.data(), &sizes, sizeof sizes);
  const std::size_t whole = sizeof sizes + size;
  const std::string wrong = WriteAt(file_, begin_, std::string_view(packed).substr(0, whole));
  if (!wrong.empty()) return DiskError(folder_, wrong);
  begin_ += whole;
  if (open_.size() > kLongBytes) open_ = packed = std::string();
  open_.clear();
  return true;
}

Result<bool> LineStore::ReadBlock(Block& block) {
  Sizes sizes;
  std::string wrong =
      ReadAt(file_, block.begin, {reinterpret_cast<char*>(&sizes), sizeof sizes});  // NOLINT
  if (!wrong.empty()) return DiskError(folder_, wrong);
  std::string& packed = zstd_->packed;
  packed.resize(sizes.packed);
  wrong = ReadAt(file_, block.begin + sizeof sizes, packed);
  if (!wrong.empty()) return DiskError(folder_, wrong);
  block.lines.resize(sizes.lines);
  const std::size_t size = ZSTD_decompressDCtx(zstd_->unpacker.get(), block.lines.data(),
                                               block.lines.size(), packed.data(), packed.size());
  if (ZSTD_isError(size) != 0) return DiskError(folder_, ZSTD_getErrorName(size));
  if (block.lines.size() > kLongBytes) packed = std::string();
  return true;
}

}  // namespace warraq

// Lines put aside on disk, each of which is found again by its place, in any order.
//
//   LineStore store(TemporaryFolder());
//   WARRAQ_TRY(const std::uint64_t place, store.Add(line));
//   WARRAQ_TRY(const std::string again, store.At(place));
//
// They stand compressed (zstd) in a file that has no name and is gone with the store: small blocks,
// so that a single line costs little, and no index, so that memory does not grow with them.

#ifndef WARRAQ_PLUGIN_BATCH_LINE_STORE_H_
#define WARRAQ_PLUGIN_BATCH_LINE_STORE_H_

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "warraq/result.h"

namespace warraq {

class LineStore {
 public:
  explicit LineStore(std::string folder);
  ~LineStore();
  LineStore(const LineStore&) = delete;
  LineStore& operator=(const LineStore&) = delete;

  // The place of the line, which holds no line feed. Places grow.
  Result<std::uint64_t> Add(std::string_view line);
  // Only what Add gave.
  Result<std::string> At(std::uint64_t place);

 private:
  struct Block {
    std::uint64_t begin = 0;  // in the file
    std::uint64_t used = 0;   // when it was asked for last; 0: never
    std::string lines;
  };
  struct Zstd;

  Result<bool> WriteBlock();
  Result<bool> ReadBlock(Block& block);

  std::string folder_;
  int file_ = -1;
  std::unique_ptr<Zstd> zstd_;
  std::string open_;         // lines of the block that is not written yet
  std::uint64_t begin_ = 0;  // where it will stand
  std::array<Block, 8> read_;
  std::uint64_t asked_ = 0;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_LINE_STORE_H_

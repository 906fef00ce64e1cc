// Which records have a band: numbers by a key, a hash table on disk.
//
//   BandTable table(TemporaryFolder());
//   WARRAQ_CHECK(table.Add(key, number));
//   WARRAQ_CHECK(table.Find(key, numbers));
//
// It is in a file that has no name and is gone with the table: nothing of it is kept in memory but
// by the system, as long as that has room. Keys are spread as they come, so a tree of pages would
// be written again and again; here an entry is sixteen bytes in one place.

#ifndef WARRAQ_PLUGIN_BATCH_BAND_TABLE_H_
#define WARRAQ_PLUGIN_BATCH_BAND_TABLE_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "warraq/result.h"

namespace warraq {

class BandTable {
 public:
  // Of a key no more numbers are kept, and those that come later are passed over.
  static constexpr std::size_t kMostOfKey = 32;

  explicit BandTable(std::string folder) : folder_(std::move(folder)) {}
  ~BandTable();
  BandTable(const BandTable&) = delete;
  BandTable& operator=(const BandTable&) = delete;

  Result<bool> Add(std::uint64_t key, std::uint64_t number);
  // Appends the numbers of the key, in the order in which they were added.
  Result<bool> Find(std::uint64_t key, std::vector<std::uint64_t>& numbers);

 private:
  struct Slot {
    std::uint64_t key = 0;
    std::uint64_t number = 0;  // plus 1; 0: empty
  };
  class Sweep;

  // Calls `look` with each slot from the key's own on until it says false or a slot is empty, and
  // returns where it ended.
  template <typename Look>
  Result<std::uint64_t> Probe(std::uint64_t key, const Look& look) const;
  Result<bool> Grow();
  Error DiskError(const std::string& why) const;

  std::string folder_;
  int file_ = -1;
  unsigned bits_ = 0;        // of a slot's place
  std::uint64_t count_ = 0;  // of entries
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_BAND_TABLE_H_

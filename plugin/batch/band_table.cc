// Open addressing, with linear probing: an entry stands at its key's own slot, or behind it with
// none empty between. The slots of all keys are followed by as many as one may be away, so that
// nothing goes round. A slot's place is the upper part of the mixed key: in a table twice as large
// the entries come in the same order, and are written from the first to the last.

#include "plugin/batch/band_table.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <span>

#include "plugin/batch/output_file.h"

namespace warraq {
namespace {

constexpr unsigned kFirstBits = 12;
constexpr std::uint64_t kFarthest = 1024;  // slots from its own; what would be farther is left out
constexpr std::size_t kReadFirst = 4, kReadNext = 64;      // slots at once
constexpr std::size_t kSweepSlots = std::size_t{1} << 15;  // half a megabyte

std::uint64_t Mixed(std::uint64_t key) { return key * 0x9E3779B97F4A7C15; }

std::uint64_t OwnSlot(std::uint64_t key, unsigned bits) { return Mixed(key) >> (64 - bits); }

std::uint64_t SlotsOf(unsigned bits) { return (std::uint64_t{1} << bits) + kFarthest; }

template <typename T, std::size_t N>
std::span<char> BytesOf(std::span<T, N> slots) {
  return {reinterpret_cast<char*>(slots.data()), slots.size_bytes()};  // NOLINT: plain numbers
}

template <typename T, std::size_t N>
std::string WriteSlots(int file, std::uint64_t at, std::span<T, N> slots) {
  const std::span<char> bytes = BytesOf(slots);
  return WriteAt(file, at * sizeof(T), std::string_view(bytes.data(), bytes.size()));
}

}  // namespace

BandTable::~BandTable() {
  if (file_ >= 0) close(file_);
}

Error BandTable::DiskError(const std::string& why) const {
  return {Code::kUnwritable, 0,
          folder_ + ": the index of near duplicates cannot be kept there: " + why};
}

template <typename Look>
Result<std::uint64_t> BandTable::Probe(std::uint64_t key, const Look& look) const {
  const std::uint64_t own = OwnSlot(key, bits_);
  std::array<Slot, kReadNext> slots;
  std::span<Slot> read = std::span(slots).first(kReadFirst);
  for (std::uint64_t i = own; i < own + kFarthest; i += read.size(), read = slots) {
    const std::string wrong = ReadAt(file_, i * sizeof(Slot), BytesOf(read));
    if (!wrong.empty()) return DiskError(wrong);
    for (std::size_t k = 0; k < read.size(); ++k) {
      if (read[k].number == 0 || !look(read[k])) return i + k;
    }
  }
  return own + kFarthest;
}

Result<bool> BandTable::Find(std::uint64_t key, std::vector<std::uint64_t>& numbers) {
  if (count_ == 0) return true;
  WARRAQ_CHECK(Probe(key, [&](const Slot& slot) {
    if (slot.key == key) numbers.push_back(slot.number - 1);
    return true;
  }));
  return true;
}

Result<bool> BandTable::Add(std::uint64_t key, std::uint64_t number) {
  if (file_ < 0 || count_ * 2 >= std::uint64_t{1} << bits_) {
    WARRAQ_CHECK(Grow());
  }
  std::size_t known = 0;
  WARRAQ_TRY(const std::uint64_t at, Probe(key, [&](const Slot& slot) {
               known += slot.key == key;
               return known < kMostOfKey;
             }));
  if (known == kMostOfKey || at >= OwnSlot(key, bits_) + kFarthest) return true;
  Slot slot{.key = key, .number = number + 1};
  const std::string wrong = WriteSlots(file_, at, std::span(&slot, 1));
  if (!wrong.empty()) return DiskError(wrong);
  ++count_;
  return true;
}

// Writes a larger table from its first slot to its last, of entries in the order of their slots.
class BandTable::Sweep {
 public:
  Sweep(int file, unsigned bits) : file_(file), bits_(bits) { slots_.reserve(kSweepSlots); }

  // Empty, or what is wrong.
  std::string Put(const Slot& slot) {
    const std::uint64_t own = OwnSlot(slot.key, bits_);
    const std::uint64_t at = std::max(own, next_);
    if (at >= own + kFarthest) return "";
    if (slots_.empty() || at >= first_ + kSweepSlots) {
      std::string wrong = Write();
      if (!wrong.empty()) return wrong;
      first_ = at;
    }
    slots_.resize(at - first_);  // with empty ones between
    slots_.push_back(slot);
    next_ = at + 1;
    ++count_;
    return "";
  }
  std::string Write() {
    std::string wrong = WriteSlots(file_, first_, std::span(slots_));
    slots_.clear();
    return wrong;
  }
  std::uint64_t count() const { return count_; }

 private:
  int file_;
  unsigned bits_;
  std::vector<Slot> slots_;
  std::uint64_t first_ = 0;  // place of the first of those
  std::uint64_t next_ = 0;   // place of the next that is free
  std::uint64_t count_ = 0;
};

Result<bool> BandTable::Grow() {
  const int larger = OpenNamelessFile(folder_);
  if (larger < 0) return DiskError(std::strerror(errno));
  const unsigned bits = file_ < 0 ? kFirstBits : bits_ + 1;
  // Zeros, which take no room; some behind the last slot, so that whole reads find them.
  const auto bytes = static_cast<off_t>((SlotsOf(bits) + kSweepSlots) * sizeof(Slot));
  if (ftruncate(larger, bytes) != 0) {
    const Error error = DiskError(std::strerror(errno));
    close(larger);
    return error;
  }
  Sweep sweep(larger, bits);
  std::vector<Slot> read(kSweepSlots);
  std::vector<Slot> together;  // entries with no empty slot between them
  std::string wrong;
  const auto put = [&] {
    // Those of one key stay in their order.
    std::ranges::stable_sort(together, {}, [](const Slot& slot) { return Mixed(slot.key); });
    for (std::size_t i = 0; i < together.size() && wrong.empty(); ++i)
      wrong = sweep.Put(together[i]);
    together.clear();
  };
  const std::uint64_t slots = file_ < 0 ? 0 : SlotsOf(bits_);
  for (std::uint64_t at = 0; at < slots && wrong.empty(); at += read.size()) {
    wrong = ReadAt(file_, at * sizeof(Slot), BytesOf(std::span(read)));
    for (const Slot& slot : read) {
      if (slot.number != 0) {
        together.push_back(slot);
      } else if (!together.empty()) {
        put();
      }
    }
  }
  put();
  if (wrong.empty()) wrong = sweep.Write();
  if (!wrong.empty()) {
    close(larger);
    return DiskError(wrong);
  }
  if (file_ >= 0) close(file_);
  file_ = larger;
  bits_ = bits;
  count_ = sweep.count();
  return true;
}

}  // namespace warraq

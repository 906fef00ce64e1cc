// Records that say nearly the same as one before them: reprints, agencies' pieces in many papers,
// two scans of one page.
//
// Each record has a signature of its runs of words, and one of its words in rough shape (see
// shingles.h). Signatures that agree in one whole band of several places are compared as a whole;
// the records repeat each other where they agree in enough places. Records that repeat none are
// kept in an index, in the order in which they came, and the first of them is what is repeated: so
// the answer depends on nothing but that order.

#ifndef WARRAQ_PLUGIN_BATCH_NEAR_DUPLICATES_H_
#define WARRAQ_PLUGIN_BATCH_NEAR_DUPLICATES_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/batch/band_table.h"
#include "plugin/batch/database.h"
#include "plugin/batch/minhash.h"
#include "plugin/batch/shingles.h"
#include "warraq/article.h"

namespace warraq {

enum class NearDuplicateMode : std::uint8_t {
  kKeep,  // not looked for
  kMark,  // "duplicate_of"
  kDrop,  // marked, and set apart from the others
};
inline constexpr std::array<std::pair<const char*, NearDuplicateMode>, 2> kNearDuplicateNames = {
    {{"mark", NearDuplicateMode::kMark}, {"drop", NearDuplicateMode::kDrop}}};

// What is known of a record's text. Texts too short to tell have no signature.
struct TextSketch {
  std::string id;       // the record's
  std::size_t end = 0;  // of the record in the output that it came with
  bool ink = false;     // recognized: words may be misread
  bool has_runs = false, has_rough = false;
  MinHash runs{}, rough{};
};

TextSketch SketchOf(const Article& article);
// Of a record's text. `ink` as its quality says.
TextSketch SketchOf(std::string_view text, bool ink);

// The index: records in a table of a database that others may share and that is saved with their
// work, and their bands in a file beside it that is made of them again when it is opened.
//
// The bands of rough words find what was recognized, and what that repeats; between other records
// they say nothing, and as long as nothing was recognized there are none.
class NearIndex {
 public:
  // The database is open, and outlives the index. What `before` knows comes before all that is
  // added here, and stays as it is; it outlives the index, too. Null: nothing does.
  explicit NearIndex(Database& database, NearIndex* before = nullptr);

  // The id of the first record that this one repeats. Where there is none the answer is empty, and
  // the record is added. Where the index cannot be kept, the database has failed.
  std::string FindOrAdd(const TextSketch& sketch);
  // An error where records may not have been found. Saves what the database holds.
  Result<bool> Check() { return open_ ? database_.Commit() : true; }

 private:
  // A sketch as the table holds it: half of each number, which is enough to tell whether two agree;
  // empty where there is no signature.
  struct Packed {
    bool ink = false;
    std::string runs, rough;
  };
  struct Candidate {
    std::uint64_t number;
    bool of_runs;  // it shares a band of them, not of rough words alone
  };
  void Open();
  void BuildRough();
  void ForEachRecord(const std::function<bool(std::uint64_t, const Packed&)>& take);
  bool AddBands(const std::string& halves, std::size_t band, std::uint64_t number);
  bool IsWell(const Result<bool>& result);
  std::vector<Candidate> Candidates(const Packed& packed);
  static Packed Pack(const TextSketch& sketch);
  bool Repeats(const Packed& packed, const Candidate& candidate, std::string& id);
  std::string Find(const Packed& packed);

  Database& database_;
  NearIndex* before_;
  BandTable bands_;
  bool open_ = false;
  bool has_rough_ = false;  // those bands are there, too
  std::uint64_t next_ = 0;  // number of the next record
};

// A line of JSON with "duplicate_of" as its last member, and without.
std::string WithDuplicateOf(std::string_view line, std::string_view id);
std::string WithoutDuplicateOf(std::string_view line);

// Records of one source, parted.
struct PartedRecords {
  std::string kept = {}, repeated = {};  // whole records, one after the other; marked are kept
  std::size_t repeated_count = 0;
  std::size_t found = 0;  // how many repeat one before them, kept or not
};
// Where repeated records are not looked for, all are kept, and neither sketches nor index are used.
PartedRecords PartRecords(std::string_view records, const std::vector<TextSketch>& sketches,
                          NearDuplicateMode mode, NearIndex& index);
// The same of a record that was written, with or without its line end.
PartedRecords PartRecord(std::string_view line, NearDuplicateMode mode, NearIndex& index);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_NEAR_DUPLICATES_H_

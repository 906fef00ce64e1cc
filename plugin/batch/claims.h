// What records say of sources, on disk until it has been compared with them: found by the source,
// in whatever order the sources are read.

#ifndef WARRAQ_PLUGIN_BATCH_CLAIMS_H_
#define WARRAQ_PLUGIN_BATCH_CLAIMS_H_

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

#include "plugin/batch/database.h"
#include "plugin/batch/line_store.h"
#include "warraq/result.h"

namespace warraq {

// A source by its name; of lines and rows also by the member that it is, since each may be a source
// of its own.
struct SourcePlace {
  std::string name, field;
  bool operator==(const SourcePlace&) const = default;
};

struct Claim {
  std::uint64_t key = 0;    // of the source; others may have it, too, though hardly ever
  std::uint64_t place = 0;  // of the line, in the order in which lines were added
  bool is_part = false;     // what a joined record says of one of its pages
};

// After an error of the disk nothing is found any more, and Check says so.
class Claims {
 public:
  explicit Claims(std::string folder) : lines_(std::move(folder)) {}
  Result<bool> Open();

  // A line of JSON without its line end.
  Result<bool> Add(const SourcePlace& source, std::string_view line, bool is_part);
  // The first with that source's key that stands at `from` or behind it.
  std::optional<Claim> Find(const SourcePlace& source, std::uint64_t from);
  Result<std::string> LineOf(const Claim& claim) { return lines_.At(claim.place); }
  void Remove(const Claim& claim);

  using Taker = std::function<Result<bool>(const Claim&)>;
  // All that are left, or the first of each source, in their order. None is to be removed
  // meanwhile.
  Result<bool> ForEach(const Taker& take);
  Result<bool> ForEachSource(const Taker& take);

  // An error where claims may have been lost.
  Result<bool> Check() { return database_.Commit(); }

 private:
  Result<bool> Give(Database::Statement* statement, const Taker& take);

  Database database_;
  LineStore lines_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_CLAIMS_H_

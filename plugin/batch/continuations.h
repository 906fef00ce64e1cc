// Articles that go on over several pages, brought together once all pages are there.
//
// Each page's record depends on its own bytes alone (plugin/article/continuation.cc). Here those
// that say that they are pages of one article wait until a batch has read all, on disk where they
// are many. Then the pages of each article that are all there, each once, linked to each other in
// both directions become one record; all others stay the records that they are. So nothing depends
// on the order in which pages came, and nothing is lost where one is missing, comes twice, or lies.

#ifndef WARRAQ_PLUGIN_BATCH_CONTINUATIONS_H_
#define WARRAQ_PLUGIN_BATCH_CONTINUATIONS_H_

#include <array>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/batch/line_sorter.h"
#include "warraq/result.h"

namespace warraq {

enum class ContinuationMode : std::uint8_t {
  kUnsaid,
  kLink,  // a record a page, with "continuation"
  kJoin,  // a record of all pages, with "pages"
};
inline constexpr std::array<std::pair<const char*, ContinuationMode>, 2> kContinuationNames = {
    {{"link", ContinuationMode::kLink}, {"join", ContinuationMode::kJoin}}};

// An article of more pages, or whose records have more bytes, stays a record a page.
inline constexpr std::size_t kMostJoinedPages = 1000;
inline constexpr std::size_t kMostJoinedBytes = std::size_t{16} << 20;

class ContinuationJoiner {
 public:
  // What memory does not hold stands in nameless files in `folder`.
  explicit ContinuationJoiner(std::string folder) : lines_(std::move(folder), kSortedBytes) {}

  // A record with "continuation": a line of JSON without its line end.
  Result<bool> Add(std::string_view line);

  // Gives each record with the number of its pages, which is 1 for what was not joined, in an order
  // that depends on the records alone. Ends the joiner's use.
  using Taker = std::function<Result<bool>(std::string_view line, std::size_t pages)>;
  Result<bool> ForEach(const Taker& take);

 private:
  static constexpr std::size_t kSortedBytes = std::size_t{32} << 20;  // in memory

  Result<bool> TakeSorted(std::string_view key, std::string_view line, const Taker& take);
  Result<bool> TakeArticle(const Taker& take);
  Result<bool> GiveAsTheyAre(const Taker& take);

  LineSorter lines_;
  std::vector<std::string> pages_;  // records of the article that is looked at
  std::size_t bytes_ = 0;           // of them
  bool too_large_ = false;          // the article has had more
  std::string last_key_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_CONTINUATIONS_H_

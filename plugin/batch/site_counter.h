// What the pages of a batch are, by site: of each host some pages, chosen by what they are.
//
// A host's pages are those with the smallest keys (a hash of the page's address, or of its content
// where it has none); of several pages of one address that whose lines have the smallest hash. Of
// any two sets of pages the chosen ones are chosen of the chosen ones of each: so shards may count
// alone and be merged, in any order and any number of times, and nothing depends on which thread
// was faster.
//
// All pages are sorted, on disk where they are many, so memory does not grow with them; pages that
// cannot be chosen any more are left out before that.

#ifndef WARRAQ_PLUGIN_BATCH_SITE_COUNTER_H_
#define WARRAQ_PLUGIN_BATCH_SITE_COUNTER_H_

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "plugin/batch/line_sorter.h"
#include "plugin/batch/site_file.h"
#include "plugin/label/site_lines.h"
#include "warraq/result.h"

namespace warraq {

class SiteCounter {
 public:
  // What does not fit into so many bytes stands in nameless files in `folder`.
  explicit SiteCounter(const std::string& folder, std::size_t memory = std::size_t{64} << 20)
      : sorter_(folder, memory) {}

  Result<bool> Add(const SitePage& page) { return Add(page.host, page); }
  // Of the page the keys and lines alone.
  Result<bool> Add(std::string_view host, const SitePage& page);
  // Of a file that another counter wrote.
  Result<bool> AddFile(const std::string& path);
  // Ends the counter's use.
  Result<SiteCounts> Write(const std::string& path);

 private:
  using Chosen = std::vector<std::pair<std::uint64_t, std::uint64_t>>;  // keys and contents, sorted
  bool MayBeChosen(std::string_view host, const SitePage& page);

  LineSorter sorter_;
  std::unordered_map<std::string, Chosen> chosen_;  // of the hosts that came first
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_SITE_COUNTER_H_

// What was seen of sites, as a file: for each host some of its pages, and the lines of each as
// hashes. Lines of JSON, compressed (zstd):
//
//   {"schema":"warraq/sites/1","version":"0.1.0"}
//   {"host":"example.com","pages":[{"page":"89ab...","content":"0123...","lines":"0011...2233..."}]}
//   {"hosts":1,"pages":1,"sha256":"..."}
//
// Hosts stand in the order of their bytes, pages of a host in that of their keys, lines of a page
// in that of theirs, 16 digits each; the hash is of all that stands before it. So the same pages
// give the same bytes, and a file that was cut, changed or written by something else is refused.

#ifndef WARRAQ_PLUGIN_BATCH_SITE_FILE_H_
#define WARRAQ_PLUGIN_BATCH_SITE_FILE_H_

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/batch/output_file.h"
#include "plugin/label/site_lines.h"
#include "plugin/text/hash.h"
#include "warraq/result.h"

namespace warraq {

struct SiteCounts {
  std::uint64_t pages = 0;  // that are kept of all hosts
  std::uint64_t hosts = 0;
  std::uint64_t known = 0;  // those with pages enough to tell something
};

class SiteFileWriter {
 public:
  Result<bool> Open(const std::string& path);
  // In the order of the hosts; of the pages only lines and keys are used.
  Result<bool> Add(std::string_view host, std::span<const SitePage> pages);
  Result<bool> Finish();
  const SiteCounts& counts() const { return counts_; }

 private:
  Result<bool> Append(std::string line);

  OutputFile file_;
  Sha256 hash_;
  SiteCounts counts_;
};

// Gives each host with its pages, at most kPagesOfSite with at most kLinesOfPage lines each. `take`
// returns an error where it wants no more. An error names the file.
Result<SiteCounts> ReadSiteFile(
    const std::string& path,
    const std::function<Result<bool>(const std::string& host, std::span<const SitePage>)>& take);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_SITE_FILE_H_

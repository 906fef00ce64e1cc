// What many pages of one site share: which lines, and how many pages have each. It is counted
// beforehand (plugin/batch/site_counter.h); here it is looked up.

#ifndef WARRAQ_PLUGIN_LABEL_SITE_LINES_H_
#define WARRAQ_PLUGIN_LABEL_SITE_LINES_H_

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "warraq/page.h"

namespace warraq {

inline constexpr std::size_t kPagesOfSite = 32;    // that are looked at, those of the least keys
inline constexpr std::size_t kLinesOfPage = 1024;  // that are remembered, those of the least keys
inline constexpr std::size_t kLeastPages = 3;      // fewer tell nothing of a site

// A page as its site knows it.
struct SitePage {
  std::string host;                  // small letters, without "www."; empty where nobody says it
  std::uint64_t key = 0;             // of its address, or where it has none of its content
  std::uint64_t content = 0;         // of the lines: tells two pages of one key apart
  std::vector<std::uint64_t> lines;  // Shape::key of each, sorted, each once
};

// Without its lines. The source's hash is there already.
SitePage AddressedPage(const Page& page);
// With them. The page was repaired and cut into lines.
SitePage SitePageOf(const Page& page);

// "https://www.example.com:8080/a" gives "example.com"; empty where there is no host.
std::string HostOf(std::string_view address);

// Sites, each with its pages and with the lines that several of them have.
class SiteLines {
 public:
  struct Site {
    std::span<const std::uint64_t> pages;  // their keys, sorted
    std::span<const std::uint64_t> lines;  // sorted
    std::span<const std::uint8_t> counts;  // of each line, how many pages have it
  };

  // In the order of the hosts. The pages are at most kPagesOfSite, in the order of their keys.
  void Add(const std::string& host, std::span<const SitePage> pages);
  std::optional<Site> Find(std::string_view host) const;
  std::size_t hosts() const { return ends_.size(); }
  std::size_t lines() const { return lines_.size(); }

 private:
  struct End {  // of what belongs to a host
    std::size_t name = 0, pages = 0, lines = 0;
  };
  End BeginOf(std::size_t host) const { return host == 0 ? End() : ends_[host - 1]; }
  std::string_view NameOf(std::size_t host) const {
    const std::size_t begin = BeginOf(host).name;
    return std::string_view(names_).substr(begin, ends_[host].name - begin);
  }

  std::string names_;
  std::vector<End> ends_;
  std::vector<std::uint64_t> pages_, lines_;
  std::vector<std::uint8_t> counts_;
};

// Tells the page how many other pages of its site have each of its lines (Page::shared).
void CountOtherPages(const SiteLines& sites, Page& page);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_SITE_LINES_H_

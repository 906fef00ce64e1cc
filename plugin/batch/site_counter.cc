#include "plugin/batch/site_counter.h"

#include <algorithm>

#include "plugin/text/big_endian.h"

namespace warraq {
namespace {

constexpr std::size_t kHostsWatched = 1 << 15;  // 600 bytes each; of others all pages are sorted
constexpr std::size_t kNumber = 8;              // bytes

std::uint64_t NumberAt(std::string_view bytes) {
  std::uint64_t number = 0;
  for (const char byte : bytes.substr(0, kNumber)) {
    number = number << 8 | static_cast<unsigned char>(byte);
  }
  return number;
}

// A page as the sorter has it: its host, a zero byte, the key, the content.
SitePage PageOf(std::string_view key, std::string_view lines) {
  SitePage page;
  page.host = key.substr(0, key.size() - 2 * kNumber - 1);
  page.key = NumberAt(key.substr(key.size() - 2 * kNumber));
  page.content = NumberAt(key.substr(key.size() - kNumber));
  for (; !lines.empty(); lines.remove_prefix(kNumber)) page.lines.push_back(NumberAt(lines));
  return page;
}

}  // namespace

// Pages that are as small as those known so far; what is known never grows.
bool SiteCounter::MayBeChosen(std::string_view host, const SitePage& page) {
  auto found = chosen_.find(std::string(host));
  if (found == chosen_.end()) {
    if (chosen_.size() == kHostsWatched) return true;
    found = chosen_.emplace(host, Chosen()).first;
  }
  Chosen& chosen = found->second;
  const auto at =
      std::ranges::lower_bound(chosen, page.key, {}, [](auto& one) { return one.first; });
  if (at != chosen.end() && at->first == page.key) {
    if (at->second <= page.content) return false;
    at->second = page.content;
    return true;
  }
  if (at == chosen.end() && chosen.size() == kPagesOfSite) return false;
  chosen.insert(at, {page.key, page.content});
  if (chosen.size() > kPagesOfSite) chosen.pop_back();
  return true;
}

Result<bool> SiteCounter::Add(std::string_view host, const SitePage& page) {
  if (page.lines.empty() || !MayBeChosen(host, page)) return true;
  std::string key(host);
  key.push_back('\0');
  AppendBigEndian(page.key, key);
  AppendBigEndian(page.content, key);
  std::string lines;
  lines.reserve(page.lines.size() * kNumber);
  for (const std::uint64_t line : page.lines) AppendBigEndian(line, lines);
  return sorter_.Add(key, lines);
}

Result<bool> SiteCounter::AddFile(const std::string& path) {
  const auto take = [&](const std::string& host, std::span<const SitePage> pages) -> Result<bool> {
    for (const SitePage& page : pages) WARRAQ_CHECK(Add(host, page));
    return true;
  };
  WARRAQ_TRY([[maybe_unused]] const SiteCounts counts, ReadSiteFile(path, take));
  return true;
}

Result<SiteCounts> SiteCounter::Write(const std::string& path) {
  chosen_.clear();
  SiteFileWriter writer;
  WARRAQ_CHECK(writer.Open(path));
  std::vector<SitePage> pages;  // of one host
  const auto finish = [&]() -> Result<bool> {
    return pages.empty() ? true : writer.Add(pages.back().host, pages);
  };
  const auto take = [&](std::string_view key, std::string_view lines) -> Result<bool> {
    SitePage page = PageOf(key, lines);
    if (!pages.empty() && pages.back().host != page.host) {
      WARRAQ_CHECK(finish());
      pages.clear();
    }
    const bool same_page = !pages.empty() && pages.back().key == page.key;
    if (!same_page && pages.size() < kPagesOfSite) pages.push_back(std::move(page));
    return true;
  };
  WARRAQ_CHECK(sorter_.ForEach(take));
  WARRAQ_CHECK(finish());
  WARRAQ_CHECK(writer.Finish());
  return writer.counts();
}

}  // namespace warraq

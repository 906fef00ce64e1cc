// A page is known by its address, so that one fetched twice, or printed, counts once: the canonical
// address, which the page gives, before the one it was fetched from. A canonical address that is
// the site's front page for every page would make all of them one: that is not believed.

#include "plugin/label/site_lines.h"

#include <algorithm>
#include <charconv>

#include "plugin/label/shape.h"
#include "plugin/text/ascii.h"
#include "plugin/text/big_endian.h"
#include "plugin/text/hash.h"

namespace warraq {
namespace {

constexpr std::size_t kLongestHost = 253;  // RFC 1035, 2.3.4

std::string_view BehindScheme(std::string_view address) {
  const std::size_t scheme = address.find("://");
  if (scheme != std::string_view::npos) return address.substr(scheme + 3);
  return address.starts_with("//") ? address.substr(2) : std::string_view();
}

std::uint64_t NumberOfHex(std::string_view hex) {
  std::uint64_t number = 0;
  std::from_chars(hex.data(), hex.data() + std::min<std::size_t>(hex.size(), 16), number, 16);
  return number;
}

bool IsFrontPage(std::string_view address) {
  const std::string_view rest = BehindScheme(address);
  const std::size_t slash = rest.find('/');
  return slash == std::string_view::npos || slash + 1 == rest.size();
}

std::string_view CanonicalOf(const Page& page) {
  for (const Fact& fact : page.facts) {
    if (fact.kind == FactKind::kCanonical && !HostOf(fact.text.bytes()).empty()) {
      return fact.text.bytes();
    }
  }
  return {};
}

// Lines that several of the pages have, with their number, in order.
std::vector<std::pair<std::uint64_t, std::uint8_t>> SharedLines(std::span<const SitePage> pages) {
  std::vector<std::uint64_t> all;
  for (const SitePage& page : pages) all.insert(all.end(), page.lines.begin(), page.lines.end());
  std::ranges::sort(all);
  std::vector<std::pair<std::uint64_t, std::uint8_t>> shared;
  for (std::size_t begin = 0, end = 0; begin < all.size(); begin = end) {
    while (end < all.size() && all[end] == all[begin]) ++end;
    if (end - begin > 1) shared.emplace_back(all[begin], static_cast<std::uint8_t>(end - begin));
  }
  return shared;
}

}  // namespace

std::string HostOf(std::string_view address) {
  std::string_view host = BehindScheme(address);
  host = host.substr(0, host.find_first_of("/?#\\"));
  if (const std::size_t at = host.rfind('@'); at != std::string_view::npos) {
    host.remove_prefix(at + 1);
  }
  const std::size_t port = host.find(':', host.starts_with('[') ? host.find(']') : 0);
  host = host.substr(0, port);
  while (host.ends_with('.')) host.remove_suffix(1);
  std::string lower = LowerAscii(host);
  if (lower.starts_with("www.")) lower.erase(0, 4);
  const bool odd = std::ranges::any_of(
      lower, [](char c) { return static_cast<unsigned char>(c) <= ' ' || c == '"' || c == 0x7F; });
  return odd || lower.size() > kLongestHost ? std::string() : lower;
}

SitePage AddressedPage(const Page& page) {
  SitePage found;
  const Source& source = *page.source;
  const std::string_view canonical = CanonicalOf(page);
  found.host = HostOf(source.uri);
  found.key = NumberOfHex(source.sha256);
  if (found.host.empty()) found.host = HostOf(canonical);
  std::string_view address = source.uri;
  const bool own = HostOf(canonical) == found.host && !canonical.empty();
  if (own && (!IsFrontPage(canonical) || IsFrontPage(source.uri))) address = canonical;
  if (own && source.uri.empty() && IsFrontPage(canonical)) return found;
  address = address.substr(0, address.find('#'));
  if (!HostOf(address).empty()) found.key = NumberOfHex(Sha256Hex(BehindScheme(address)));
  return found;
}

SitePage SitePageOf(const Page& page) {
  SitePage found = AddressedPage(page);
  for (const Line& line : page.lines) {
    const std::uint64_t key = ShapeOf(page.Bytes(line)).key;
    if (key != 0) found.lines.push_back(key);
  }
  std::ranges::sort(found.lines);
  found.lines.erase(std::unique(found.lines.begin(), found.lines.end()), found.lines.end());
  if (found.lines.size() > kLinesOfPage) found.lines.resize(kLinesOfPage);
  std::string bytes;
  for (const std::uint64_t line : found.lines) AppendBigEndian(line, bytes);
  found.content = NumberOfHex(Sha256Hex(bytes));
  return found;
}

void SiteLines::Add(const std::string& host, std::span<const SitePage> pages) {
  if (pages.size() < kLeastPages) return;
  names_ += host;
  for (const SitePage& page : pages) pages_.push_back(page.key);
  for (const auto& [line, count] : SharedLines(pages)) {
    lines_.push_back(line);
    counts_.push_back(count);
  }
  ends_.push_back({names_.size(), pages_.size(), lines_.size()});
}

std::optional<SiteLines::Site> SiteLines::Find(std::string_view host) const {
  std::size_t begin = 0;
  std::size_t end = ends_.size();
  while (begin < end) {
    const std::size_t middle = begin + (end - begin) / 2;
    if (NameOf(middle) < host) {
      begin = middle + 1;
    } else {
      end = middle;
    }
  }
  if (begin == ends_.size() || NameOf(begin) != host) return std::nullopt;
  const End from = BeginOf(begin);
  const End to = ends_[begin];
  return Site{std::span(pages_).subspan(from.pages, to.pages - from.pages),
              std::span(lines_).subspan(from.lines, to.lines - from.lines),
              std::span(counts_).subspan(from.lines, to.lines - from.lines)};
}

void CountOtherPages(const SiteLines& sites, Page& page) {
  if (page.ink || page.source == nullptr) return;
  const SitePage own = AddressedPage(page);
  const std::optional<SiteLines::Site> site = sites.Find(own.host);
  if (!site) return;
  const bool counted = std::ranges::binary_search(site->pages, own.key);
  const auto others = static_cast<std::uint8_t>(site->pages.size() - (counted ? 1 : 0));
  page.shared.reserve(page.lines.size());
  for (const Line& line : page.lines) {
    SharedLine& shared = page.shared.emplace_back(SharedLine{0, others});
    const std::uint64_t key = ShapeOf(page.Bytes(line)).key;
    const auto found = std::ranges::lower_bound(site->lines, key);
    if (key == 0 || found == site->lines.end() || *found != key) continue;
    const std::uint8_t count = site->counts[static_cast<std::size_t>(found - site->lines.begin())];
    shared.pages = static_cast<std::uint8_t>(count - (counted ? 1 : 0));
  }
}

}  // namespace warraq

// An article that stands on several pages: which of them this is, and where the others are.
//
// Each page is a source and a record of its own, so that its record depends on its own bytes alone:
// in any order, on any machine, whatever came before. What brings them together is one string,
// `of`, that all pages of an article have: its address without the number of the page. It is
// believed where the page links to another whose address differs from its own in that number, by
// one: "/story" and "/story/2/", "?page=2" and "?page=3". The next post of a blog fails.
//
// METS says itself which article goes on (plugin/read/mets_page.cc).

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/article/assemble.h"
#include "plugin/article/page_address.h"
#include "plugin/text/hash.h"

namespace warraq {
namespace {

constexpr std::size_t kMostLinks = 64;

// Another page that is linked to, as each thing that its address may be.
struct PageLink {
  const Fact* fact = nullptr;
  std::vector<PageAddress> addresses;
};

std::string AddressOf(const Page& page) {
  std::string said;
  for (const Fact& fact : page.facts) {
    if (fact.kind != FactKind::kCanonical) continue;
    if (fact.witness == "source-uri") return std::string(fact.text.bytes());
    if (said.empty()) said = fact.text.bytes();
  }
  if (!said.empty()) return said;
  const std::string& name = page.source->name;
  const std::size_t slash = name.find_last_of("/!");
  return slash == std::string::npos ? name : name.substr(slash + 1);
}

// The front page of a site and what is said below an article are no articles.
bool MayBeArticle(std::string_view stem) {
  const std::size_t scheme = stem.find("://");
  const std::size_t begin = scheme == std::string_view::npos ? 0 : scheme + 3;
  const bool front = scheme != std::string_view::npos && stem.find('/', begin) == stem.npos;
  return !stem.empty() && !front && stem.find("comment") == std::string_view::npos;
}

class PageFinder {
 public:
  explicit PageFinder(const Page& page)
      : own_address_(AddressOf(page)), own_(PageAddressesOf(own_address_)) {
    for (const Fact& fact : page.facts) {
      if (fact.kind != FactKind::kPageLink || fact.witness == "mets") continue;
      if (links_.size() >= kMostLinks) break;
      links_.push_back({&fact, PageAddressesOf(ResolveAddress(own_address_, fact.text.bytes()))});
    }
  }

  std::optional<Continuation> Find() const {
    for (const PageAddress& own : own_) {
      if (!MayBeArticle(own.stem)) continue;
      // A page that gives the address of the first as its own has a link to the one before.
      const int page = std::max(own.number, NumberByDirections(own.stem));
      const Fact* previous = LinkTo({own.stem, page - 1});
      const Fact* next = LinkTo({own.stem, page + 1});
      if (previous == nullptr && next == nullptr) continue;
      Continuation found;
      found.of = own.stem;
      found.page = page;
      if (previous != nullptr) found.previous = previous->text;
      if (next != nullptr) found.next = next->text;
      return found;
    }
    return std::nullopt;
  }

 private:
  // The number between those that the page calls the previous and the next; 0 where it does not.
  int NumberByDirections(const std::string& stem) const {
    int number = 0;
    for (const PageLink& link : links_) {
      const int step = link.fact->detail == "next" ? -1 : link.fact->detail == "previous" ? 1 : 0;
      if (step == 0) continue;
      for (const PageAddress& address : link.addresses) {
        if (address.stem == stem) number = std::max(number, address.number + step);
      }
    }
    return number;
  }

  const Fact* LinkTo(const PageAddress& wanted) const {
    for (const PageLink& link : links_) {
      if (std::ranges::find(link.addresses, wanted) != link.addresses.end()) return link.fact;
    }
    return nullptr;
  }

  std::string own_address_;
  std::vector<PageAddress> own_;
  std::vector<PageLink> links_;
};

// The facts of METS name the page before or behind, and the article.
void TakeFromMets(const Page& page, Continuation& continuation) {
  for (const Fact& fact : page.facts) {
    if (fact.kind != FactKind::kPageLink || fact.witness != "mets") continue;
    const std::size_t space = fact.detail.find(' ');
    if (space == std::string::npos) continue;
    const bool next = fact.detail.starts_with("next");
    (next ? continuation.next : continuation.previous) = fact.text;
    continuation.page = page.number;
    continuation.of = Sha256Hex(page.source->sha256 + fact.detail.substr(space)).substr(0, 32);
  }
}

void TakeContinuation(Assembly& assembly) {
  const Page& page = assembly.page;
  Article& article = assembly.article;
  if (page.ink) return TakeFromMets(page, article.continuation);
  if (article.kind != "article") return;
  const auto link = std::ranges::find(page.facts, FactKind::kPageLink, &Fact::kind);
  if (link == page.facts.end()) return;
  if (std::optional<Continuation> found = PageFinder(page).Find()) {
    article.continuation = std::move(*found);
  }
}

}  // namespace

extern const AssembleStep continuation_step;
constexpr AssembleStep continuation_step = {
    .name = "continuation",
    .summary = "of an article on several pages, which this is and where the others are",
    .apply = TakeContinuation,
};

}  // namespace warraq

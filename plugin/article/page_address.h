// Addresses of the pages of one text: what they have in common, and the number in which they
// differ.

#ifndef WARRAQ_PLUGIN_ARTICLE_PAGE_ADDRESS_H_
#define WARRAQ_PLUGIN_ARTICLE_PAGE_ADDRESS_H_

#include <string>
#include <string_view>
#include <vector>

namespace warraq {

struct PageAddress {
  std::string stem;  // the address without the number, the fragment and a slash at its end
  int number = 1;
  bool operator==(const PageAddress&) const = default;
};

// What an address may be, likeliest first: "https://a.example/story/2/" is the second page of
// "https://a.example/story", or the first of itself, which always comes last. Known are "?page=2",
// "/page/2", "/2/", "-2.html", "_2.html" and their kin in the languages of models' readers.
std::vector<PageAddress> PageAddressesOf(std::string_view address);

// The address that a reference on a page leads to (RFC 3986, 5.2, but for odd cases of "..").
std::string ResolveAddress(std::string_view base, std::string_view reference);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_ARTICLE_PAGE_ADDRESS_H_

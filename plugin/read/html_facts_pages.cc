// Links to the other pages of a text that stands on several: <link rel="next">, <a rel="prev">,
// <a class="next-page">, and <a href="?page=2">2</a>. Blogs link their next post so, too, and lists
// their next page: what the addresses have in common tells (plugin/article/continuation.cc).

#include <algorithm>
#include <string>
#include <string_view>

#include "plugin/read/html_fact_writer.h"

namespace warraq {
namespace {

constexpr std::size_t kMostLinks = 64;  // of a page
constexpr std::size_t kLongestAddress = 1000;
constexpr std::size_t kLongestClass = 100;

// The number that is all of a link's text.
bool IsNumbered(const FactWriter& writer) {
  std::uint32_t child = writer.node().first_child;
  constexpr int kDepth = 2;
  for (int depth = 0; depth < kDepth && child != 0; ++depth) {
    if (writer.tree().node(child).kind == HtmlNodeKind::kText) break;
    child = writer.tree().node(child).first_child;
  }
  if (child == 0 || writer.tree().node(child).kind != HtmlNodeKind::kText) return false;
  const HtmlNode& text = writer.tree().node(child);
  constexpr std::uint32_t kLongest = 24;  // bytes, the white space around it too
  if (text.end - text.begin > kLongest) return false;
  const std::string raw = writer.tree().TextOf(child);
  const std::string_view number = Trimmed(raw);
  return !number.empty() && number.size() <= 2 &&
         std::ranges::all_of(number, [](char c) { return c >= '0' && c <= '9'; });
}

std::string_view DirectionOf(const FactWriter& writer) {
  const std::string_view rel = writer.ValueOf("rel");
  if (rel == "next") return "next";
  if (rel == "prev" || rel == "previous") return "previous";
  // The first letter may be a capital.
  const std::string_view name = writer.ValueOf("class").substr(0, kLongestClass);
  if (name.find("ext") == std::string_view::npos && name.find("rev") == std::string_view::npos)
    return {};
  const std::string lower = LowerAscii(name);
  if (lower.find("next") != std::string::npos) return "next";
  return lower.find("prev") != std::string::npos ? "previous" : "";
}

}  // namespace

void ReadPageLink(FactWriter& writer) {
  const HtmlAttribute* href = writer.tree().FindAttribute(writer.at(), "href");
  if (href == nullptr || href->value.size() > kLongestAddress || href->value.starts_with('#'))
    return;
  const std::string_view direction = DirectionOf(writer);
  if (direction.empty() && !IsNumbered(writer)) return;
  const auto links = std::ranges::count(writer.page().facts, FactKind::kPageLink, &Fact::kind);
  if (static_cast<std::size_t>(links) >= kMostLinks) return;
  writer.detail = direction;
  writer.AddAttribute("href", FactKind::kPageLink, "page-link");
}

}  // namespace warraq

// Who wrote it, where markup says so of shown text: links to an author's page, microdata.
//
//   <a href="/author/jane-doe/">Jane Doe</a>, <a rel="author" href="...">Jane Doe</a>
//   <span itemprop="author" itemscope><span itemprop="name">Jane Doe</span></span>
//
// The words of such addresses are in models/meta_names.tsv ("author-path"). Teasers of other
// articles have them too: which of them is the article's is weighed later
// (plugin/article/bylines.cc).

#include <algorithm>
#include <array>
#include <string>
#include <unordered_set>
#include <vector>

#include "plugin/read/html_fact_writer.h"
#include "plugin/text/ascii.h"
#include "plugin/text/hash.h"
#include "plugin/text/model.h"

namespace warraq {
namespace {

constexpr std::size_t kLongestName = 120;  // bytes
constexpr int kMostNodes = 32;             // of one name

using PathWords = std::unordered_set<std::string_view, PhraseHash>;

const PathWords& ThePathWords() {
  static const PathWords words = [] {
    PathWords read;
    std::string_view model = Model("meta_names.tsv");
    for (std::array<std::string_view, 2> row; NextRow(model, row);) {
      if (row[0] == "author-path") read.insert(row[1]);
    }
    return read;
  }();
  return words;
}

// "/blog/author/jane-doe/", "/authors/12-jane.html", "/blog?author=12": a path's word and what it
// names behind it.
bool IsAddressOfAuthor(std::string_view uri) {
  constexpr std::size_t kLongest = 300;
  constexpr int kSegments = 3;  // from the end
  if (uri.size() > kLongest) return false;
  const std::size_t query = uri.find('?');
  if (query != uri.npos && uri.find("author=", query) != uri.npos) return true;
  uri = uri.substr(0, std::min(query, uri.find('#')));
  while (uri.ends_with('/')) uri.remove_suffix(1);
  for (int i = 0; i < kSegments; ++i) {
    const std::size_t slash = uri.rfind('/');
    if (slash == uri.npos) return false;
    const std::string_view segment = uri.substr(slash + 1);
    if (i > 0 && ThePathWords().contains(segment)) return true;
    uri = uri.substr(0, slash);
  }
  return false;
}

bool HasToken(std::string_view tokens, std::string_view wanted) {
  for (std::size_t at = tokens.find(wanted); at != tokens.npos; at = tokens.find(wanted, at + 1)) {
    const std::size_t end = at + wanted.size();
    const bool begins = at == 0 || tokens[at - 1] == ' ';
    if (begins && (end == tokens.size() || tokens[end] == ' ')) return true;
  }
  return false;
}

// The texts under the element, in order; nothing if they are more than a name.
std::vector<std::uint32_t> TextsOf(const FactWriter& writer) {
  const HtmlTree& tree = writer.tree();
  std::vector<std::uint32_t> texts;
  std::size_t bytes = 0;
  std::uint32_t at = tree.node(writer.at()).first_child;
  for (int seen = 0; at != 0; ++seen) {
    const HtmlNode& node = tree.node(at);
    if (seen == kMostNodes || bytes > kLongestName) return {};
    const bool hidden =
        node.tag == HtmlTag::kStyle || node.tag == HtmlTag::kScript || node.tag == HtmlTag::kSvg;
    if (node.kind == HtmlNodeKind::kText && node.end - node.begin > kLongestName * 2) return {};
    if (node.kind == HtmlNodeKind::kText && !Trimmed(tree.TextOf(at)).empty()) {
      texts.push_back(at);
      bytes += Trimmed(tree.TextOf(at)).size();
    }
    if (node.first_child != 0 && !hidden) {
      at = node.first_child;
      continue;
    }
    while (at != writer.at() && tree.node(at).next_sibling == 0) at = tree.node(at).parent;
    if (at == writer.at()) break;
    at = tree.node(at).next_sibling;
  }
  return bytes > kLongestName ? std::vector<std::uint32_t>() : texts;
}

}  // namespace

void ReadAuthorLink(FactWriter& writer) {
  const std::string rel = LowerAscii(writer.ValueOf("rel"));
  if (!HasToken(rel, "author") && !IsAddressOfAuthor(writer.ValueOf("href"))) return;
  writer.detail = HasToken(rel, "author") ? "rel" : "path";
  writer.AddTexts(FactKind::kByline, "author-link", TextsOf(writer));
}

void ReadAuthorProperty(FactWriter& writer, std::string_view property) {
  if (!HasToken(property, "author") && !HasToken(property, "schema:author")) return;
  writer.detail = "itemprop";
  writer.AddTexts(FactKind::kByline, "author-class", TextsOf(writer));
}

}  // namespace warraq

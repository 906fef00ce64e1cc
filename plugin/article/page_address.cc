#include "plugin/article/page_address.h"

#include <algorithm>
#include <array>

#include "plugin/text/ascii.h"

namespace warraq {
namespace {

constexpr std::size_t kMostDigits = 2;       // a text has fewer than a hundred pages
constexpr std::size_t kMostNamedDigits = 4;  // where a word says that it is a page's number
constexpr std::size_t kLeastSegment = 5;     // bytes of the part of a path that "/2" follows
constexpr std::array<std::string_view, 11> kPageWords = {
    "page", "p", "pg", "paged", "pageno", "seite", "pagina", "pagine", "strana", "strona", "sayfa"};

bool IsPageWord(std::string_view word) {
  return std::ranges::find(kPageWords, word) != kPageWords.end();
}

// "p" may stand for a post, whose numbers are long.
std::size_t MostDigitsBehind(std::string_view word) {
  return word.size() > 2 ? kMostNamedDigits : kMostDigits;
}

// 0 where it is no number of a page.
int NumberOf(std::string_view digits, std::size_t most = kMostDigits) {
  if (digits.empty() || digits.size() > most) return 0;
  int number = 0;
  for (const char c : digits) {
    if (c < '0' || c > '9') return 0;
    number = number * 10 + (c - '0');
  }
  return number;
}

std::string_view WithoutSlash(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return path;
}

// "?page=2", alone or among others.
bool ReadQuery(std::string_view path, std::string_view query, PageAddress& read) {
  std::string rest;
  for (std::string_view left = query; !left.empty();) {
    const std::string_view field = left.substr(0, left.find('&'));
    left.remove_prefix(std::min(left.size(), field.size() + 1));
    const std::size_t equals = std::min(field.find('='), field.size());
    const std::string_view word = field.substr(0, equals);
    const int number =
        NumberOf(field.substr(std::min(field.size(), equals + 1)), MostDigitsBehind(word));
    if (read.number <= 1 && number > 0 && IsPageWord(LowerAscii(word))) {
      read.number = number;
      continue;
    }
    rest.append(rest.empty() ? "?" : "&").append(field);
  }
  if (rest.size() == query.size() + (query.empty() ? 0 : 1)) return false;  // nothing was taken
  read.stem = std::string(WithoutSlash(path)) + rest;
  return true;
}

// "/story/page/2", "/story/seite-2", "/story/2"; the number of a day is none, and stands behind a
// month's.
bool ReadSegment(std::string_view path, PageAddress& read) {
  path = WithoutSlash(path);
  const std::size_t slash = path.rfind('/');
  if (slash == std::string_view::npos) return false;
  std::string_view last = path.substr(slash + 1);
  std::string_view before = path.substr(0, slash);
  const std::size_t dash = last.find_first_of("-_");
  if (dash != std::string_view::npos && IsPageWord(LowerAscii(last.substr(0, dash)))) {
    read.number = NumberOf(last.substr(dash + 1));
    read.stem = before;
    return read.number > 0;
  }
  read.number = NumberOf(last);
  if (read.number == 0) return false;
  const std::size_t up = before.rfind('/');
  const std::string_view segment = before.substr(up == std::string_view::npos ? 0 : up + 1);
  if (IsPageWord(LowerAscii(segment)) && up != std::string_view::npos) {
    read.stem = before.substr(0, up);
    return true;
  }
  read.stem = before;
  return segment.size() >= kLeastSegment && NumberOf(segment) == 0;
}

// "story-2.html", "story_2.html", "story,seite-2.html", "story-page-2".
bool ReadName(std::string_view path, PageAddress& read) {
  path = WithoutSlash(path);
  const std::size_t slash = path.rfind('/') + 1;  // 0 where there is none
  std::size_t dot = path.rfind('.');
  const bool suffix = dot != std::string_view::npos && dot > slash;
  if (!suffix) dot = path.size();
  std::size_t digits = dot;
  while (digits > slash && path[digits - 1] >= '0' && path[digits - 1] <= '9') --digits;
  read.number = NumberOf(path.substr(digits, dot - digits));
  if (read.number == 0 || digits <= slash + 1) return false;
  std::size_t end = digits;
  const bool marked = path[end - 1] == '-' || path[end - 1] == '_' || path[end - 1] == ',';
  if (marked) --end;
  std::size_t word = end;
  while (word > slash && path[word - 1] >= 'a' && path[word - 1] <= 'z') --word;
  const bool named = word > slash + 1 && IsPageWord(path.substr(word, end - word)) &&
                     (path[word - 1] == '-' || path[word - 1] == '_' || path[word - 1] == ',');
  if (named) end = word - 1;
  if (!named && (!marked || !suffix)) return false;
  constexpr std::array<std::string_view, 4> kSeries = {"part", "teil", "chapter", "episode"};
  const std::string_view name = path.substr(slash, end - slash);
  const bool series = std::ranges::any_of(
      kSeries, [&](std::string_view of) { return !named && name.ends_with(of); });
  read.stem = std::string(path.substr(0, end)) + std::string(path.substr(dot));
  return !series && !name.empty();
}

}  // namespace

std::vector<PageAddress> PageAddressesOf(std::string_view address) {
  address = address.substr(0, address.find('#'));
  const std::size_t mark = std::min(address.find('?'), address.size());
  const std::string_view path = address.substr(0, mark);
  const std::string query(address.substr(std::min(address.size(), mark + 1)));
  const std::string behind = query.empty() ? "" : '?' + query;
  std::vector<PageAddress> found;
  PageAddress read;
  if (ReadQuery(path, query, read)) found.push_back(read);
  for (const auto reader : {ReadSegment, ReadName}) {
    read = {};
    if (!reader(path, read)) continue;
    read.stem += behind;
    found.push_back(read);
  }
  found.push_back({std::string(WithoutSlash(path)) + behind, 1});
  return found;
}

std::string ResolveAddress(std::string_view base, std::string_view reference) {
  base = base.substr(0, base.find('#'));
  const std::size_t scheme = base.find("://");
  const std::size_t host = scheme == std::string_view::npos ? 0 : scheme + 3;
  const std::size_t root =
      scheme == std::string_view::npos ? 0 : std::min(base.find('/', host), base.size());
  if (reference.find("://") < reference.find_first_of("/?#")) return std::string(reference);
  if (reference.starts_with("//")) {
    const std::size_t colon = scheme == std::string_view::npos ? 0 : scheme + 1;
    return std::string(base.substr(0, colon)) + std::string(reference);
  }
  if (reference.starts_with('/')) return std::string(base.substr(0, root)) + std::string(reference);
  const std::string_view path = base.substr(0, base.find('?'));
  if (reference.empty() || reference.starts_with('?'))
    return std::string(path) + std::string(reference);
  std::string_view folder = path.substr(0, std::max(root, path.rfind('/') + 1));
  constexpr int kMostUps = 16;
  for (int i = 0; i < kMostUps; ++i) {
    if (reference.starts_with("./")) {
      reference.remove_prefix(2);
    } else if (reference.starts_with("../")) {
      reference.remove_prefix(3);
      const std::string_view without = WithoutSlash(folder);
      folder = without.substr(0, std::max(root, without.rfind('/') + 1));
    }
  }
  const bool bare_host = root > 0 && folder.size() == root;
  return std::string(folder) + (bare_host ? "/" : "") + std::string(reference);
}

}  // namespace warraq

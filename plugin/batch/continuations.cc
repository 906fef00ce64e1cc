#include "plugin/batch/continuations.h"

#include <simdjson.h>

#include "plugin/batch/joined_record.h"
#include "plugin/batch/string_member.h"
#include "plugin/text/big_endian.h"
#include "plugin/text/hash.h"

namespace warraq {
namespace {

using simdjson::dom::element;

constexpr std::size_t kArticleBytes = 32;  // of a key: the article that the page is of

// What all pages of an article have. Addresses without a host are those of files beside each other:
// two folders may each have an "index-2.html". What METS says holds for its own bytes alone.
std::string ArticleOf(element record) {
  const std::string_view of = StringMember(record["continuation"], "of");
  if (of.find("://") != std::string_view::npos) return "address\n" + std::string(of);
  if (StringMember(record["source"], "media_type") == "application/mets+xml") {
    return "mets\n" + std::string(of);
  }
  const std::string_view name = StringMember(record["source"], "name");
  const std::size_t last = name.find_last_of("/!");
  const std::string_view folder = last == name.npos ? "" : name.substr(0, last);
  return "file\n" + std::string(of) + "\n" + std::string(folder);
}

// Sorts by article, then by page, then by what the record was made of.
std::string KeyOf(element record) {
  std::string key = Sha256Hex(ArticleOf(record)).substr(0, kArticleBytes);
  AppendBigEndian(NumberMember(record["continuation"], "page"), key);
  return key.append(StringMember(record, "id"));
}

}  // namespace

Result<bool> ContinuationJoiner::Add(std::string_view line) {
  simdjson::dom::parser parser;
  element record;
  if (parser.parse(line).get(record) != simdjson::SUCCESS) {
    return Error{Code::kLie, 0, "a record of a page is no JSON"};
  }
  return lines_.Add(KeyOf(record), line);
}

Result<bool> ContinuationJoiner::ForEach(const Taker& take) {
  WARRAQ_CHECK(lines_.ForEach(
      [&](std::string_view key, std::string_view line) { return TakeSorted(key, line, take); }));
  return TakeArticle(take);
}

Result<bool> ContinuationJoiner::TakeSorted(std::string_view key, std::string_view line,
                                            const Taker& take) {
  if (key.substr(0, kArticleBytes) != std::string_view(last_key_).substr(0, kArticleBytes)) {
    WARRAQ_CHECK(TakeArticle(take));
    too_large_ = false;
  }
  // The same page once more, which standard output gets where a batch skips it.
  const bool again = key == last_key_;
  last_key_ = key;
  if (again || too_large_) return take(line, 1);
  pages_.emplace_back(line);
  bytes_ += line.size();
  too_large_ = pages_.size() > kMostJoinedPages || bytes_ > kMostJoinedBytes;
  return too_large_ ? GiveAsTheyAre(take) : true;
}

Result<bool> ContinuationJoiner::TakeArticle(const Taker& take) {
  simdjson::dom::parser parser;
  std::vector<PageLinks> links;
  for (const std::string& page : pages_) {
    links.push_back(PageLinksOf(parser.parse(page).value_unsafe()));
  }
  const std::vector<std::size_t> order = OrderOfPages(links);
  if (order.empty()) return GiveAsTheyAre(take);
  std::vector<std::string> ordered;
  for (const std::size_t at : order) ordered.push_back(std::move(pages_[at]));
  pages_.clear();
  bytes_ = 0;
  return take(JoinRecords(ordered), ordered.size());
}

Result<bool> ContinuationJoiner::GiveAsTheyAre(const Taker& take) {
  for (const std::string& page : pages_) WARRAQ_CHECK(take(page, 1));
  pages_.clear();
  bytes_ = 0;
  return true;
}

}  // namespace warraq

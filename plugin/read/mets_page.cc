// A page of an issue: the page of its file, its lines moved to where the logical structure has
// them. An article is a container; what its divisions are called are hints of its lines.

#include <algorithm>
#include <map>
#include <span>
#include <utility>

#include "plugin/read/mets.h"

namespace warraq {
namespace {

constexpr std::uint32_t kUnclaimed = static_cast<std::uint32_t>(-1);

// The areas of one page.
std::span<const MetsArea> AreasOf(const MetsFile& mets, std::uint32_t page) {
  const auto begin = std::ranges::lower_bound(mets.areas, page, {}, &MetsArea::page);
  const auto end = std::ranges::upper_bound(mets.areas, page, {}, &MetsArea::page);
  return {begin, end};
}

// Of each line, the first area that it stands in. Each block is asked for once.
std::vector<std::uint32_t> ClaimLines(std::span<const MetsArea> areas, const OcrPage& ocr) {
  std::multimap<std::string_view, std::size_t> by_id;
  for (std::size_t i = 0; i < ocr.places.size(); ++i) by_id.emplace(ocr.places[i].id, i);
  std::vector<std::uint32_t> claims(ocr.recognition.lines.size(), kUnclaimed);
  for (std::uint32_t i = 0; i < areas.size(); ++i) {
    const auto claim = [&](std::uint32_t first, std::uint32_t end) {
      for (std::uint32_t line = first; line < end; ++line) {
        if (claims[line] == kUnclaimed) claims[line] = i;
      }
    };
    const auto [first, end] = by_id.equal_range(areas[i].id);
    for (auto found = first; found != end; ++found) {
      claim(ocr.places[found->second].first_line, ocr.places[found->second].end_line);
    }
    by_id.erase(first, end);
    const bool whole_page = areas[i].id.empty() && areas[i].article != MetsArea::kNoArticle;
    if (whole_page && areas.size() == 1) claim(0, static_cast<std::uint32_t>(claims.size()));
  }
  return claims;
}

// The lines as they are read: those before the first that is claimed, the claimed ones, the rest.
std::vector<std::uint32_t> LogicalOrder(const std::vector<std::uint32_t>& claims) {
  std::vector<std::uint32_t> order(claims.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  const auto claimed =
      std::ranges::find_if(claims, [](std::uint32_t claim) { return claim != kUnclaimed; });
  const auto behind = order.begin() + (claimed - claims.begin());
  std::stable_sort(behind, order.end(),
                   [&](std::uint32_t a, std::uint32_t b) { return claims[a] < claims[b]; });
  return order;
}

class PageMaker {
 public:
  PageMaker(const MetsFile& mets, Page& page) : mets_(mets), page_(page) {}

  void AddArticle(std::uint32_t article, std::uint32_t first, std::uint32_t end) {
    page_.containers.push_back({0, kInArticle, first, end, 1});
    const MetsArticle& said = mets_.articles[article];
    AddFact(FactKind::kHeadline, said.headline, first);
    AddFact(FactKind::kPublished, said.published, first);
    for (const MetsValue& byline : said.bylines) AddFact(FactKind::kByline, byline, first);
  }

  // Where the article stands on other pages too: the nearest before and behind this one.
  void AddOtherPages(std::uint32_t article, std::uint32_t page, std::uint32_t line) {
    std::uint32_t before = kNoPage;
    std::uint32_t behind = kNoPage;
    for (const MetsArea& area : mets_.areas) {
      if (area.article != article) continue;
      if (area.page < page) before = area.page;
      if (area.page > page && behind == kNoPage) behind = area.page;
    }
    AddPageLink("previous", before, article, line);
    AddPageLink("next", behind, article, line);
  }

  void AddFact(FactKind kind, const MetsValue& value, std::uint32_t line) {
    if (value.text.empty()) return;
    const std::size_t at = page_.recognized.size() + value.at;
    const bool placed =
        value.at != MetsValue::kNowhere && at + value.text.size() < static_cast<std::uint32_t>(-1);
    Fact fact;
    fact.kind = kind;
    fact.witness = "mets";
    fact.detail = "published";
    fact.line = line;
    if (placed) {
      fact.text = Text::Verbatim(value.text, static_cast<std::uint32_t>(at));
    } else {
      const Text nothing;
      Edit edit(nothing);
      edit.Insert(value.text);
      fact.text = std::move(edit).Finish();
    }
    page_.facts.push_back(std::move(fact));
  }

 private:
  static constexpr std::uint32_t kNoPage = static_cast<std::uint32_t>(-1);

  void AddPageLink(std::string_view direction, std::uint32_t to, std::uint32_t article,
                   std::uint32_t line) {
    if (to == kNoPage) return;
    AddFact(FactKind::kPageLink, {.text = std::to_string(to + 1)}, line);
    page_.facts.back().detail = std::string(direction) + ' ' + std::to_string(article);
  }

  const MetsFile& mets_;
  Page& page_;
};

}  // namespace

Page MetsPageToPage(const MetsFile& mets, int number, OcrPage ocr, Source& source) {
  const std::span<const MetsArea> areas = AreasOf(mets, static_cast<std::uint32_t>(number - 1));
  const std::vector<std::uint32_t> claims = ClaimLines(areas, ocr);
  const std::vector<std::uint32_t> order = LogicalOrder(claims);
  std::vector<OcrLine> lines;
  lines.reserve(order.size());
  for (const std::uint32_t line : order) lines.push_back(std::move(ocr.recognition.lines[line]));
  ocr.recognition.lines = std::move(lines);
  Page page = PageOfRecognition(ocr.recognition, number, source);
  page.image_name = ocr.image_name;
  page.notes = std::move(ocr.notes);
  if (mets.damaged) page.notes.push_back({.code = "damaged-markup", .origin = {}});
  source.encoding = mets.encoding;

  PageMaker maker(mets, page);
  const auto article_of = [&](std::uint32_t i) {
    const std::uint32_t claim = claims[order[i]];
    return claim == kUnclaimed ? MetsArea::kNoArticle : areas[claim].article;
  };
  bool any = false;
  for (std::uint32_t first = 0; first < order.size();) {
    std::uint32_t end = first + 1;
    while (end < order.size() && article_of(end) == article_of(first)) ++end;
    if (article_of(first) != MetsArea::kNoArticle) {
      maker.AddArticle(article_of(first), first, end);
      maker.AddOtherPages(article_of(first), static_cast<std::uint32_t>(number - 1), first);
      any = true;
    }
    first = end;
  }
  for (std::uint32_t i = 0; i < order.size(); ++i) {
    const std::uint32_t claim = claims[order[i]];
    if (claim == kUnclaimed) continue;
    page.hints[i].inside |= areas[claim].inside;
    page.hints[i].own = areas[claim].inside & ~static_cast<std::uint32_t>(kInArticle);
  }
  if (!any) maker.AddFact(FactKind::kPublished, mets.published, 0);
  return page;
}

}  // namespace warraq

// When the article was published, and the dates that its text speaks of.
//
// "Yesterday", "last Tuesday" and "6 August" are counted from the day of publication, once that is
// known: their lines are then read again with it. Where it is not, they stay open (EDTF level 1).

#include <string>
#include <vector>

#include "plugin/article/assemble.h"
#include "plugin/date/publication.h"

namespace warraq {
namespace {

// The day of publication, or nothing where it is not one day.
std::string_view ReferenceOf(const Dating& published) {
  const std::string_view edtf = published.edtf;
  const bool day = edtf.size() >= 10 && edtf.find_first_not_of("0123456789-") >= 10;
  return day && edtf.find_first_of("/,[") == std::string_view::npos ? edtf : std::string_view{};
}

// Reads lines again, each once, where a claim of them is open.
class Resolver {
 public:
  Resolver(const Page& page, std::string_view reference) : page_(page), reference_(reference) {}

  void Resolve(std::size_t line, DateClaim& claim) {
    if (reference_.empty() || !claim.edtf.starts_with("XXXX")) return;
    const Span at = page_.lines[line].at;
    if (line != line_) {
      line_ = line;
      claims_ = FindDates(page_.Bytes(page_.lines[line]),
                          {.reference = reference_, .language = {}, .claims = page_.claims.size()});
    }
    for (const DateClaim& found : claims_) {
      if (found.at.begin + at.begin != claim.at.begin || found.at.end + at.begin != claim.at.end)
        continue;
      claim.edtf = found.edtf;
      claim.instant = found.instant;
    }
  }

 private:
  const Page& page_;
  const std::string reference_;
  std::size_t line_ = ~std::size_t{0};
  std::vector<DateClaim> claims_;
};

void TakeDates(Assembly& assembly) {
  const Page& page = assembly.page;
  Article& article = assembly.article;
  ChoosePublication(page, assembly.first_line, assembly.end_line, article.published,
                    article.modified);
  Resolver resolver(page, ReferenceOf(article.published));
  std::size_t line = 0;
  for (const DateClaim& claim : page.claims) {
    if (claim.fact >= 0) continue;
    while (line < page.lines.size() && page.lines[line].at.end <= claim.at.begin) ++line;
    if (line == page.lines.size()) break;
    const std::size_t block = assembly.block_of_line[line];
    if (block == kNoBlock) continue;
    const std::string_view text = page.text.bytes().substr(claim.at.begin, claim.at.size());
    article.dates.push_back({claim, block, std::string(text)});
    resolver.Resolve(line, article.dates.back().claim);
  }
}

}  // namespace

extern const AssembleStep dating_step;
constexpr AssembleStep dating_step = {
    .name = "dating",
    .summary = "the publication date with its evidence, and the dates of the text",
    .apply = TakeDates,
};

}  // namespace warraq

// When the article was published, and the dates that its text speaks of.
//
// "Yesterday", "last Tuesday" and "6 August" are counted from the day of publication, once that is
// known. Where it is not, they stay open (EDTF level 1).

#include <string>
#include <vector>

#include "plugin/article/assemble.h"
#include "plugin/date/edtf.h"
#include "plugin/date/publication.h"

namespace warraq {
namespace {

void TakeDates(Assembly& assembly) {
  const Page& page = assembly.page;
  Article& article = assembly.article;
  ChoosePublication(page, assembly.first_line, assembly.end_line, article.published,
                    article.modified);
  const std::string reference =
      SaysOneDay(article.published.edtf) ? article.published.edtf : std::string();
  std::size_t line = 0;
  for (const DateClaim& claim : page.claims) {
    if (claim.fact >= 0) continue;
    while (line < page.lines.size() && page.lines[line].at.end <= claim.at.begin) ++line;
    if (line == page.lines.size()) break;
    const std::size_t block = assembly.block_of_line[line];
    if (block == kNoBlock) continue;
    const std::string_view text = page.text.bytes().substr(claim.at.begin, claim.at.size());
    article.dates.push_back({claim, block, std::string(text)});
    if (!reference.empty()) Resolve(article.dates.back().claim, reference);
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

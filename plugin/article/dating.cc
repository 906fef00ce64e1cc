// When the article was published, and the dates that its text speaks of.
//
// "Yesterday", "last Tuesday" and "6 August" are counted from the day of publication, once that is
// known. Where it is not, they stay open (EDTF level 1).

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

void TakeDates(Assembly& assembly) {
  const Page& page = assembly.page;
  Article& article = assembly.article;
  ChoosePublication(page, assembly.first_line, assembly.end_line, article.published,
                    article.modified);
  const std::string reference(ReferenceOf(article.published));
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

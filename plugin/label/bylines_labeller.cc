// Bylines, before the headline is looked for, since they tell where it is. Only in the front of a
// page: "By nightfall ..." in the body, and the names under comments, are none.

#include <vector>

#include "plugin/label/bylines.h"
#include "plugin/label/label.h"

namespace warraq {
namespace {

constexpr std::size_t kLinesOverBody = 30;  // filled lines above the body where a byline may stand
constexpr std::size_t kLinesIntoBody = 6;
constexpr std::size_t kLinesUnderBody = 2;    // "By ..." at the foot
constexpr std::uint32_t kLongestByline = 24;  // words

// Of several places that look like one, the last over the body is the article's; if there is none,
// the first in it. Lines close together are one place.
void KeepOnePlace(const Labelling& labelling, std::vector<std::size_t>& rows) {
  constexpr std::size_t kClose = 3;  // lines
  std::size_t begin = 0;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i] - rows[i - 1] <= kClose) continue;
    if (rows[i] > labelling.body_begin) {
      rows.resize(i);
      break;
    }
    begin = i;
  }
  rows.erase(rows.begin(), rows.begin() + static_cast<std::ptrdiff_t>(begin));
}

void LabelBylines(Labelling& labelling) {
  std::size_t begin = labelling.body_begin;
  for (std::size_t filled = 0; begin > 0 && filled < kLinesOverBody; --begin) {
    filled += !labelling.shapes[begin - 1].empty();
  }
  const std::string_view language = LanguageSaid(labelling.page);
  std::vector<std::size_t> found;
  std::size_t into_body = 0;
  std::size_t under_body = 0;
  for (std::size_t i = begin; i < labelling.shapes.size(); ++i) {
    const Shape& shape = labelling.shapes[i];
    if (shape.empty()) continue;
    into_body += i >= labelling.body_begin && labelling.content[i] >= 0.5F;
    under_body += i >= labelling.body_end;
    if (under_body > kLinesUnderBody) break;
    if (into_body > kLinesIntoBody && under_body == 0) continue;
    const Line& line = labelling.page.lines[i];
    const bool stamp = line.role == Role::kTimestamp;  // "May 14, 2025 By Jane Doe"
    const bool barred = line.role == Role::kNavigation && line.why == "form" &&
                        shape.capitals > 0 && !labelling.is_html();  // "By A | News"
    const bool free = stamp || barred || labelling.IsFree(i, 0.85F);
    if (!free || shape.words > kLongestByline) continue;
    const Hints* hints = labelling.hints(i);
    const bool says = hints != nullptr && (hints->own & kSaysByline) != 0 && !stamp;
    const BylineSigns signs{.sure = says, .markup = hints != nullptr, .language = language};
    if (!says && !MayBeByline(shape)) continue;
    if (NamesOfByline(shape.text, signs).empty()) continue;
    found.push_back(i);
  }
  KeepOnePlace(labelling, found);
  for (const std::size_t i : found) {
    labelling.Clear(i);
    labelling.Give(i, Role::kByline, 0.95F, "byline");
  }
}

}  // namespace

extern const Labeller bylines_labeller;
constexpr Labeller bylines_labeller = {
    .name = "bylines",
    .summary = "who wrote it",
    .apply = LabelBylines,
};

}  // namespace warraq

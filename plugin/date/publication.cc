#include "plugin/date/publication.h"

#include <algorithm>

namespace warraq {

void FindPageDates(Page& page, std::size_t most) {
  page.claims = FindDates(page.text.bytes(), {.reference = {}, .language = {}, .claims = most});
  for (std::size_t i = 0; i < page.facts.size(); ++i) {
    const Fact& fact = page.facts[i];
    if (fact.kind != FactKind::kPublished && fact.kind != FactKind::kModified) continue;
    for (DateClaim& claim : FindDates(fact.text.bytes(), {.reference = {}, .language = {}, .claims = 1})) {
      claim.fact = static_cast<std::int32_t>(i);
      page.claims.push_back(std::move(claim));
    }
  }
}

void JudgeDates(Page& page) {
  std::size_t line = 0;
  for (DateClaim& claim : page.claims) {
    if (claim.fact >= 0) {
      claim.kind = page.facts[static_cast<std::size_t>(claim.fact)].kind == FactKind::kModified
                       ? DateKind::kModified
                       : DateKind::kPublished;
      continue;
    }
    while (line < page.lines.size() && page.lines[line].at.end <= claim.at.begin) ++line;
    if (line == page.lines.size()) break;
    switch (page.lines[line].role) {
      case Role::kTimestamp: case Role::kByline: claim.kind = DateKind::kPublished; break;
      case Role::kPageClock: case Role::kNavigation: claim.kind = DateKind::kPageClock; break;
      case Role::kIdentifier: claim.kind = DateKind::kIdentifier; break;
      case Role::kCopyright: claim.kind = DateKind::kCopyright; break;
      default: break;
    }
  }
}

void ChoosePublication(const Page& page, std::size_t first_line, std::size_t end_line,
                       Dating& published, Dating& modified) {
  (void)first_line, (void)end_line, (void)modified;
  const DateClaim* best = nullptr;
  for (const DateClaim& claim : page.claims) {
    if (claim.kind != DateKind::kPublished) continue;
    if (best == nullptr || (claim.fact >= 0 && best->fact < 0)) best = &claim;
  }
  if (best == nullptr) return;
  published.edtf = best->edtf;
  published.confidence = 0.8;
  for (const DateClaim& claim : page.claims) {
    const Text& text = claim.fact >= 0 ? page.facts[static_cast<std::size_t>(claim.fact)].text : page.text;
    Text slice = text.Slice(claim.at.begin, claim.at.end);
    const bool same = claim.edtf.substr(0, 10) == best->edtf.substr(0, 10);
    if (same && claim.kind != DateKind::kEvent) {
      published.evidence.push_back({claim.fact >= 0 ? "metadata" : claim.kind == DateKind::kIdentifier ? "identifier" : "timestamp-line", slice});
    } else if (claim.kind == DateKind::kPageClock) {
      published.rejected.push_back({claim.edtf, "page-clock", slice});
    }
  }
}

}  // namespace warraq

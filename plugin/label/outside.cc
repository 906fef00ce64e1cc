// Names for what is left: by the container it stands in, or, in a dump, by its form and by what
// stands beside it. Nothing stays unknown; what nothing tells apart is "other".

#include <array>

#include "plugin/label/label.h"

namespace warraq {
namespace {

struct Place {
  std::uint32_t inside;
  Role role;
};

// In order: what says more comes first.
constexpr std::array kPlaces = {Place{kSaysCookies, Role::kCookieNotice},
                                Place{kSaysComments, Role::kComments},
                                Place{kSaysSubscription, Role::kSubscription},
                                Place{kSaysShare, Role::kShare},
                                Place{kSaysAdvertisement, Role::kAdvertisement},
                                Place{kSaysRelated, Role::kRelated},
                                Place{kInNavigation | kSaysNavigation, Role::kNavigation},
                                Place{kSaysTags, Role::kWidget},
                                Place{kInForm | kInButton | kInDialog, Role::kWidget},
                                Place{kSaysWidget, Role::kWidget},
                                Place{kSaysSidebar | kInAside, Role::kRelated},
                                Place{kInFooter | kSaysFooter, Role::kNavigation},
                                Place{kInHeader, Role::kNavigation}};

Role RoleOfPlace(const Hints& hints, const Line& line) {
  for (const Place& place : kPlaces) {
    if ((hints.inside & place.inside) != 0) return place.role;
  }
  const bool linked = hints.link_bytes * 2 > line.at.size();
  if (linked) return hints.element == Element::kListItem ? Role::kNavigation : Role::kRelated;
  return Role::kOther;
}

bool IsHeadingOf(Role role) {
  return role == Role::kRelated || role == Role::kComments || role == Role::kSubscription ||
         role == Role::kDisclaimer || role == Role::kCookieNotice;
}

Role RoleInDump(const Labelling& labelling, std::size_t i, Role above) {
  const Shape& shape = labelling.shapes[i];
  const bool before = i < labelling.body_begin;
  if (!before && IsHeadingOf(above)) return above;
  // A menu's words have no numbers: those of readers, minutes, degrees, currencies do.
  if (before && shape.digits > 0 && shape.words <= 8) return Role::kWidget;
  if (shape.words <= 6 && !shape.ends_sentence) return before ? Role::kNavigation : Role::kWidget;
  if (!before && shape.words <= 20) return Role::kRelated;
  return Role::kOther;
}

// Short lines take after those around them: one between two of a kind, one over a sign-up form, a
// widget's word among menu words.
void TakeAfterNeighbours(Labelling& labelling) {
  const std::vector<std::size_t> filled = labelling.FilledLines();
  const auto role = [&](std::size_t row) {
    return row < filled.size() ? labelling.page.lines[filled[row]].role : Role::kUnknown;
  };
  for (std::size_t row = 0; row < filled.size(); ++row) {
    const std::size_t i = filled[row];
    const Shape& shape = labelling.shapes[i];
    const Role own = role(row);
    const bool loose = own == Role::kUnknown || own == Role::kNavigation || own == Role::kWidget;
    if (!loose || shape.words > 8 || shape.ends_sentence) continue;
    const Role above = role(row - 1);
    const Role below = role(row + 1);
    Role taken = Role::kUnknown;
    const bool furniture =
        above != Role::kUnknown && !IsKept(above) && above != Role::kHeadlineRepeat;
    if (above == below && furniture && shape.words <= 2) taken = above;
    if (own == Role::kUnknown && below == Role::kSubscription) taken = below;
    const bool menu = above == Role::kNavigation || below == Role::kNavigation;
    const bool word = shape.words <= 1 && shape.digits == 0;
    if (own == Role::kWidget && menu && word && i < labelling.body_begin) taken = Role::kNavigation;
    if (taken == Role::kUnknown || taken == own) continue;
    labelling.Clear(i);
    labelling.Give(i, taken, 0.4F, "neighbours");
  }
}

void NameTheRest(Labelling& labelling) {
  if (!labelling.is_html()) TakeAfterNeighbours(labelling);
  Role above = Role::kUnknown;  // of the heading that opened this part of the page
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (labelling.shapes[i].empty()) continue;
    Line& line = labelling.line(i);
    // A whole sentence that disclaims is no heading.
    const bool heading = line.role != Role::kUnknown && IsHeadingOf(line.role) &&
                         (line.role != Role::kDisclaimer || labelling.shapes[i].words <= 5);
    if (heading) above = line.role;
    const bool dump = !labelling.is_html() && !labelling.page.ink;
    const bool theirs = above == Role::kComments || above == Role::kRelated;
    if (dump && theirs && i >= labelling.body_end && line.role == Role::kTimestamp) {
      labelling.Clear(i);  // when a reader wrote, or when another article was published
      labelling.Give(i, above, 0.6F, "stamp-under-heading");
    }
    if (IsKept(line.role)) above = Role::kUnknown;
    if (line.role != Role::kUnknown) continue;
    const Role role = labelling.is_html()  ? RoleOfPlace(*labelling.hints(i), line)
                      : labelling.page.ink ? Role::kOther
                                           : RoleInDump(labelling, i, above);
    // Where neither the place nor a heading over it gives a name, the site does.
    const bool loose = role == Role::kOther || (role == Role::kRelated && dump && above != role);
    const bool site_wide = loose && labelling.IsSiteWide(i);
    labelling.Give(i, site_wide ? Role::kBoilerplate : role, 0.3F,
                   site_wide ? "site-lines" : "place");
  }
  if (!labelling.is_html()) TakeAfterNeighbours(labelling);
}

}  // namespace

extern const Labeller outside_labeller;
constexpr Labeller outside_labeller = {
    .name = "outside",
    .summary = "names for everything that is not the article",
    .apply = NameTheRest,
};

}  // namespace warraq

// What the lines of the body are: paragraphs, subheads, list items, quotations, cells, captions. Markup
// says it by its elements. In a dump a subhead is a short line without a full stop between paragraphs;
// in ink, lines of one paragraph stay together, whatever they look like by themselves.

#include <algorithm>

#include "plugin/label/label.h"

namespace warraq {
namespace {

constexpr std::uint32_t kLongestSubhead = 14;  // words
constexpr float kMaybeBody = 0.15F;

Role RoleOfElement(const Hints& hints) {
  switch (hints.element) {
    case Element::kHeading1: case Element::kHeading2: case Element::kHeading3:
      return Role::kSubhead;
    case Element::kListItem: return Role::kListItem;
    case Element::kQuote: return Role::kQuote;
    case Element::kTableCell: return Role::kTable;
    case Element::kCaption:
      return (hints.own & kSaysCredit) != 0 ? Role::kCredit : Role::kCaption;
    default: break;
  }
  return (hints.inside & kInQuote) != 0 ? Role::kQuote : Role::kParagraph;
}

void LabelMarkup(Labelling& labelling) {
  for (std::size_t i = labelling.body_begin; i < labelling.body_end; ++i) {
    Line& line = labelling.line(i);
    const Hints& hints = *labelling.hints(i);
    const bool caption = hints.element == Element::kCaption && (hints.inside & kInFigure) != 0 &&
                         line.role == Role::kUnknown && !labelling.shapes[i].empty();
    if (line.role == Role::kParagraph || caption) {
      line.role = RoleOfElement(hints);
      line.why = caption ? "caption" : line.why;
      line.confidence = std::max(line.confidence, 0.5F);
    }
  }
}

bool IsProse(const Labelling& labelling, std::size_t i) {
  const Line& line = labelling.page.lines[i];
  return line.role == Role::kParagraph && labelling.shapes[i].words >= 8;
}

std::size_t NextFilled(const Labelling& labelling, std::size_t i) {
  do {
    ++i;
  } while (i < labelling.shapes.size() && labelling.shapes[i].empty());
  return i;
}

bool LooksLikeSubhead(const Shape& shape) {
  return shape.words >= 1 && shape.words <= kLongestSubhead && !shape.ends_sentence &&
         !shape.starts_lower && shape.gaps < 2 && shape.letters > shape.digits &&
         !shape.starts_bullet;
}

void LabelDump(Labelling& labelling) {
  std::size_t previous = kNoLine;
  for (std::size_t i = labelling.body_begin; i < labelling.body_end; ++i) {
    const Shape& shape = labelling.shapes[i];
    if (shape.empty()) continue;
    Line& line = labelling.line(i);
    const bool free = line.role == Role::kParagraph || line.role == Role::kUnknown;
    const std::size_t next = NextFilled(labelling, i);
    const bool over_prose = next < labelling.body_end && IsProse(labelling, next) &&
                            labelling.shapes[next].words > shape.words;
    const bool maybe = line.role == Role::kParagraph || labelling.content[i] >= kMaybeBody;
    if (free && maybe && over_prose && previous != kNoLine && LooksLikeSubhead(shape) &&
        IsProse(labelling, previous)) {
      line.role = Role::kSubhead;
      line.confidence = 0.7F;
      line.why = "short-line-over-prose";
    } else if (line.role == Role::kParagraph && shape.starts_bullet) {
      line.role = Role::kListItem;
    }
    previous = i;
  }
}

// Between lines of the body there is no furniture, but for what said so itself: a prose line that the
// model was not sure of belongs to it.
void FillHoles(Labelling& labelling) {
  for (std::size_t i = labelling.body_begin; i < labelling.body_end; ++i) {
    const Shape& shape = labelling.shapes[i];
    const bool prose = shape.words >= 12 && shape.ends_sentence;
    const bool linked = labelling.hints(i) != nullptr &&
                        labelling.hints(i)->link_bytes * 2 > labelling.page.lines[i].at.size();
    if (prose && !linked && labelling.line(i).role == Role::kUnknown &&
        labelling.content[i] >= kMaybeBody) {
      labelling.Give(i, Role::kParagraph, 0.5F, "prose-between-prose");
    }
  }
}

void LabelInk(Labelling& labelling) {
  for (std::size_t i = labelling.body_begin; i < labelling.body_end; ++i) {
    if (labelling.line(i).role == Role::kUnknown && !labelling.shapes[i].empty()) {
      labelling.Give(i, Role::kParagraph, 0.5F, "ink");
    }
  }
}

void LabelInside(Labelling& labelling) {
  if (labelling.page.ink) return LabelInk(labelling);
  FillHoles(labelling);
  if (labelling.is_html()) {
    LabelMarkup(labelling);
  } else {
    LabelDump(labelling);
  }
}

}  // namespace

extern const Labeller inside_labeller;
constexpr Labeller inside_labeller = {
    .name = "inside",
    .summary = "subheads, lists, quotations and captions of the body",
    .apply = LabelInside,
};

}  // namespace warraq

// What the lines of the body are: paragraphs, subheads, list items, quotations, cells, captions.
// Markup says it by its elements. In a dump a subhead is a short line without a full stop between
// paragraphs; in ink, lines of one paragraph stay together, whatever they look like by themselves,
// and subheads and cells are those of the program that recognized it.

#include <algorithm>

#include "plugin/label/label.h"
#include "plugin/label/phrases.h"

namespace warraq {
namespace {

constexpr std::uint32_t kLongestSubhead = 14;  // words
constexpr float kMaybeBody = 0.15F;

Role RoleOfElement(const Hints& hints) {
  switch (hints.element) {
    case Element::kHeading1:
    case Element::kHeading2:
    case Element::kHeading3:
      return Role::kSubhead;
    case Element::kListItem:
      return Role::kListItem;
    case Element::kQuote:
      return Role::kQuote;
    case Element::kTableCell:
      return Role::kTable;
    case Element::kCaption:
      return (hints.own & kSaysCredit) != 0 ? Role::kCredit : Role::kCaption;
    default:
      break;
  }
  return (hints.inside & kInQuote) != 0 ? Role::kQuote : Role::kParagraph;
}

// Old pages put whole articles into a cell of a table, line after line.
bool IsDataCell(const Labelling& labelling, std::size_t i) {
  constexpr std::uint32_t kLinesInCell = 3;
  const Container& cell = labelling.page.containers[labelling.hints(i)->container];
  return cell.end_line - cell.first_line <= kLinesInCell && labelling.shapes[i].words < 20;
}

// The picture over the body has its caption there.
void LabelCaptionsOverBody(Labelling& labelling) {
  if (labelling.headline == kNoLine) return;
  for (std::size_t i = labelling.headline + 1; i < labelling.body_begin; ++i) {
    const Hints& hints = *labelling.hints(i);
    const bool caption = hints.element == Element::kCaption && (hints.inside & kInFigure) != 0;
    if (!caption || labelling.line(i).role != Role::kUnknown || labelling.shapes[i].empty())
      continue;
    labelling.Give(i, RoleOfElement(hints), 0.5F, "caption");
  }
}

void LabelMarkup(Labelling& labelling) {
  LabelCaptionsOverBody(labelling);
  for (std::size_t i = labelling.body_begin; i < labelling.body_end; ++i) {
    Line& line = labelling.line(i);
    const Hints& hints = *labelling.hints(i);
    const bool caption = hints.element == Element::kCaption && (hints.inside & kInFigure) != 0 &&
                         line.role == Role::kUnknown && !labelling.shapes[i].empty();
    if (line.role == Role::kParagraph || caption) {
      line.role = RoleOfElement(hints);
      if (line.role == Role::kTable && !IsDataCell(labelling, i)) line.role = Role::kParagraph;
      line.why = caption ? "caption" : line.why;
      line.confidence = std::max(line.confidence, 0.5F);
    }
  }
}

bool IsProse(const Labelling& labelling, std::size_t i) {
  const Line& line = labelling.page.lines[i];
  return line.role == Role::kParagraph && labelling.shapes[i].words >= 8;
}

// «– Правда ли, что ...?»: a dash before a whole sentence is somebody speaking.
bool IsSpeech(const Shape& shape) {
  const bool dash =
      shape.text.starts_with("\xE2\x80\x93") || shape.text.starts_with("\xE2\x80\x94");
  return dash && shape.ends_sentence;
}

bool LooksLikeSubhead(const Shape& shape) {
  return shape.words >= 1 && shape.words <= kLongestSubhead && !shape.ends_sentence &&
         !shape.ends_colon && !shape.starts_lower && shape.gaps < 2 &&
         shape.letters > shape.digits && !shape.starts_bullet && !shape.starts_quote;
}

// A short line right over a credit line is the caption of the same picture.
void LabelCaptions(Labelling& labelling) {
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (labelling.shapes[i].empty() || labelling.line(i).role == Role::kHeadline) continue;
    const std::size_t next = labelling.FilledBelow(i);
    if (next == kNoLine || labelling.line(next).role != Role::kCredit) continue;
    const Shape& shape = labelling.shapes[i];
    const Line& line = labelling.line(i);
    const bool free = line.role == Role::kUnknown || line.role == Role::kParagraph;
    if (!free || shape.words < 3 || shape.words > 30 || shape.sentences > 1) continue;
    labelling.Clear(i);
    labelling.Give(i, Role::kCaption, 0.7F, "over-credit");
  }
}

// Right under the credit line over the body, a short sentence is the caption, not the first
// paragraph.
void LabelCaptionOverBody(Labelling& labelling) {
  std::size_t first = labelling.body_begin;
  while (first < labelling.body_end && labelling.line(first).role != Role::kParagraph) ++first;
  if (first == labelling.body_end) return;
  const std::size_t above = labelling.FilledAbove(first);
  const std::size_t next = labelling.FilledBelow(first);
  if (above == kNoLine || labelling.line(above).role != Role::kCredit) return;
  if (next >= labelling.body_end) return;
  const Shape& shape = labelling.shapes[first];
  if (shape.words > 22 || shape.sentences > 1 || labelling.shapes[next].words < shape.words + 8)
    return;
  labelling.Clear(first);
  labelling.Give(first, Role::kCaption, 0.6F, "under-credit");
}

// Under "Related" and "Advertisement" in the middle of the body stand other articles' headlines,
// until the next prose.
void LabelTeasers(Labelling& labelling) {
  Role heading = Role::kUnknown;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    const Shape& shape = labelling.shapes[i];
    if (shape.empty()) continue;
    Line& line = labelling.line(i);
    // "Read more" alone is the end of a teaser, "Read also" the beginning of one.
    const bool also =
        line.role == Role::kReadMore && RoleOfPhrase(PhraseOf(shape.text) + " _") == Role::kRelated;
    const bool opens = line.role == Role::kRelated || line.role == Role::kAdvertisement || also;
    if (opens && shape.words <= 5 && !shape.ends_sentence) {
      heading = also ? Role::kRelated : line.role;
      continue;
    }
    const bool free = line.role == Role::kUnknown || line.role == Role::kParagraph;
    const bool prose = shape.words > 16 || (shape.words >= 8 && shape.ends_sentence);
    if (heading == Role::kUnknown || !free || prose) {
      heading = Role::kUnknown;
      continue;
    }
    labelling.Clear(i);
    labelling.Give(i, heading, 0.7F, "under-heading");
    if (heading == Role::kAdvertisement) heading = Role::kUnknown;
  }
}

void LabelDump(Labelling& labelling) {
  LabelTeasers(labelling);
  LabelCaptions(labelling);
  LabelCaptionOverBody(labelling);
  std::size_t previous = kNoLine;
  for (std::size_t i = labelling.body_begin; i < labelling.body_end; ++i) {
    const Shape& shape = labelling.shapes[i];
    if (shape.empty()) continue;
    Line& line = labelling.line(i);
    const bool free = line.role == Role::kParagraph || line.role == Role::kUnknown;
    const std::size_t next = labelling.FilledBelow(i);
    const bool over_prose = next < labelling.body_end && IsProse(labelling, next) &&
                            labelling.shapes[next].words > shape.words;
    const bool maybe = line.role == Role::kParagraph || labelling.content[i] >= kMaybeBody;
    if (free && maybe && over_prose && previous != kNoLine && LooksLikeSubhead(shape) &&
        IsProse(labelling, previous)) {
      line.role = Role::kSubhead;
      line.confidence = 0.7F;
      line.why = "short-line-over-prose";
    } else if (line.role == Role::kParagraph && shape.starts_bullet && !IsSpeech(shape)) {
      line.role = Role::kListItem;
    }
    if (IsKept(line.role)) previous = i;
  }
}

// Between lines of the body there is no furniture, but for what said so itself: a prose line that
// the model was not sure of belongs to it.
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
    if (labelling.shapes[i].empty()) continue;
    const Hints& hints = *labelling.hints(i);
    if (hints.element == Element::kTableCell) {  // a number in it is no page's
      labelling.Clear(i);
      labelling.Give(i, Role::kTable, 0.7F, "cell");
    } else if (labelling.line(i).role == Role::kParagraph && (hints.own & kSaysHeadline) != 0) {
      labelling.Clear(i);
      labelling.Give(i, Role::kSubhead, 0.7F, "recognizer");
    } else if (labelling.line(i).role == Role::kUnknown) {
      labelling.Give(i, Role::kParagraph, 0.5F, "ink");
    }
  }
}

void LabelInside(Labelling& labelling) {
  if (labelling.page.ink) return LabelInk(labelling);
  if (labelling.is_html()) {
    LabelMarkup(labelling);
  } else {
    FillHoles(labelling);
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

// What stands between the headline and the body, and over the headline: decks, bylines, stamps, the
// page's own clock.
//
//   Tuesday, 02 January 2024 12:17 GMT     over the menu: the page's clock, about nothing
//   Moscow claims ... civilians            headline
//   By Jane Doe                            byline
//   2025-05-14 04:44:27                    stamp

#include <algorithm>

#include "plugin/label/label.h"

namespace warraq {
namespace {

constexpr std::uint32_t kShortestDeck = 6;  // words
constexpr std::uint32_t kUsualDeck = 24;    // a longer line may have lost its full stop
constexpr std::uint32_t kLongestDeck = 60;

// Stamps over the headline with other lines between are the page's clock; so are all stamps over
// the menu. On ink a date over the headline is the masthead's, which is evidence.
void LabelClocks(Labelling& labelling, std::size_t front) {
  if (labelling.page.ink) return;
  std::size_t filled = 0;
  for (std::size_t i = front; i-- > 0;) {
    if (labelling.shapes[i].empty()) continue;
    const Role role = labelling.page.lines[i].role;
    if (role != Role::kTimestamp) {
      // What belongs to the article stands between its stamp and its headline.
      filled += role != Role::kIdentifier && role != Role::kByline && role != Role::kKicker;
      continue;
    }
    if (filled >= 1) {
      labelling.Clear(i);
      labelling.Give(i, Role::kPageClock, 0.9F, "stamp-over-menu");
    }
  }
}

void LabelDeckOfMarkup(Labelling& labelling, std::size_t headline) {
  const std::uint64_t key = KeyOfFact(labelling.page, FactKind::kDeck);
  std::size_t looked_at = 0;
  for (std::size_t i = headline + 1; i < labelling.shapes.size() && looked_at < 6; ++i) {
    const Shape& shape = labelling.shapes[i];
    if (shape.empty()) continue;
    ++looked_at;
    if (shape.words < kShortestDeck || shape.words > kLongestDeck) continue;
    const Hints& hints = *labelling.hints(i);
    if (hints.link_bytes * 2 > shape.text.size()) continue;
    const bool heading = hints.element == Element::kHeading2 && i < labelling.body_begin;
    const bool says = (hints.own & kSaysDeck) != 0;
    const bool same = shape.key == key && labelling.content[i] < 0.5F;
    if (heading || says || same) return labelling.Give(i, Role::kDeck, 0.95F, "deck");
  }
}

// The line right over the body, or its first one, when it is a sentence without its full stop.
void LabelDeckOfDump(Labelling& labelling, std::size_t headline) {
  const std::size_t from = headline == kNoLine ? 0 : headline + 1;
  for (std::size_t i = from; i < labelling.shapes.size(); ++i) {
    const Shape& shape = labelling.shapes[i];
    if (shape.empty()) continue;
    const Line& line = labelling.page.lines[i];
    const bool beside = line.role == Role::kTimestamp || line.role == Role::kByline ||
                        line.role == Role::kHeadlineRepeat;
    if (beside) continue;
    const std::uint32_t least = headline == kNoLine ? 12 : kShortestDeck;
    if (shape.words < least || shape.words > kLongestDeck || shape.ends_sentence) return;
    const bool prose = shape.words > kUsualDeck && labelling.content[i] >= 0.5F;
    if (shape.ends_colon || prose || !labelling.IsFree(i, 0.7F)) return;
    if (i > labelling.body_begin + 1) return;
    labelling.Clear(i);
    labelling.Give(i, Role::kDeck, 0.8F, "deck");
    return;
  }
}

// The line right over the headline, but for stamps and its repetition, that ends in a colon or
// semicolon, or that is a word of the menu again: «Экономика», «در دانشگاه سمنان؛».
void LabelKickerOfDump(Labelling& labelling, std::size_t headline) {
  constexpr std::uint32_t kLongestKicker = 6;  // words
  std::size_t above = labelling.FilledAbove(headline);
  for (int passed = 0; passed < 2 && above != kNoLine; ++passed) {
    const Role role = labelling.page.lines[above].role;
    if (role != Role::kTimestamp && role != Role::kHeadlineRepeat && role != Role::kByline) break;
    above = labelling.FilledAbove(above);
  }
  if (above == kNoLine || above >= labelling.body_begin) return;
  const Shape& shape = labelling.shapes[above];
  const Line& line = labelling.page.lines[above];
  if (shape.words > kLongestKicker || shape.gaps > 0 || shape.digits > 0) return;
  if (line.role != Role::kUnknown) return;
  const bool opens = shape.text.ends_with("\xD8\x9B") || shape.text.ends_with(':');  // ؛
  bool of_menu = false;
  for (std::size_t i = labelling.FilledAbove(above), seen = 0; i != kNoLine && seen < 40;
       i = labelling.FilledAbove(i), ++seen) {
    of_menu |= labelling.shapes[i].key == shape.key && i + 1 < above;
  }
  if (!opens && !of_menu) return;
  labelling.Clear(above);
  labelling.Give(above, Role::kKicker, 0.7F, opens ? "colon-over-headline" : "menu-over-headline");
}

void LabelFront(Labelling& labelling) {
  const std::size_t headline = labelling.headline;
  const std::size_t front = headline == kNoLine ? labelling.body_begin : headline;
  LabelClocks(labelling, front);
  if (labelling.is_html()) {
    if (headline != kNoLine) LabelDeckOfMarkup(labelling, headline);
  } else if (!labelling.page.ink) {
    if (headline != kNoLine) LabelKickerOfDump(labelling, headline);
    LabelDeckOfDump(labelling, headline);
  }
}

}  // namespace

extern const Labeller front_labeller;
constexpr Labeller front_labeller = {
    .name = "front",
    .summary = "deck, bylines, stamps and clocks around the headline",
    .apply = LabelFront,
};

}  // namespace warraq

// What many other pages of the site carry is no part of this article, however much it reads like
// one: an appeal for subscriptions, the paper's own praise, a form's small print.
//
//   Get the day's news in a very readable format.   on 31 of 31 other pages: boilerplate
//   What we don't like                              on 12 of 31: a subhead that every review has
//
// A line by itself has to be long, since short ones are subheads and labels as often; short ones
// count where lines stand together that other pages have, too. What stands right under a headline
// that other pages carry as well is not touched: there this article was announced. And where most
// of the body were boilerplate, under such a headline, the pages are versions of one another, and
// nothing is believed.

#include <algorithm>

#include "plugin/label/label.h"

namespace warraq {
namespace {

constexpr std::uint32_t kLongLine = 8;      // words
constexpr std::uint32_t kLongSentence = 5;  // words of a line that ends as sentences do
constexpr std::uint32_t kLongBlock = 12;    // words of lines that stand together
constexpr std::uint32_t kShortEdge = 4;     // words of a line that may belong to its neighbour
constexpr std::size_t kAnnounced = 2;       // paragraphs under the headline

bool Tells(const Shape& shape) {
  return shape.words >= kLongLine || (shape.words >= kLongSentence && shape.ends_sentence);
}

bool IsFreeLine(const Line& line) {
  return line.role == Role::kUnknown || line.role == Role::kParagraph;
}

// Lines that follow each other, empty ones left out, and that other pages have.
using Block = std::vector<std::size_t>;

bool TellsTogether(const Labelling& labelling, const Block& block) {
  std::uint32_t words = 0;
  for (const std::size_t i : block) {
    const Shape& shape = labelling.shapes[i];
    const Hints* const hints = labelling.hints(i);
    // The cells of a table are named alike on every page that has such a table.
    const bool cell = hints != nullptr && hints->element == Element::kTableCell;
    if (Tells(shape) && !cell) return true;
    if (!cell) words += shape.words;
  }
  return words >= kLongBlock;
}

// A short line at the block's end with the body behind it is rather that one's subhead.
void LeaveEdges(const Labelling& labelling, Block& block) {
  const auto body = [&](std::size_t i) {
    return i != kNoLine && labelling.page.lines[i].role == Role::kParagraph;
  };
  const auto subhead = [&](std::size_t i) {
    return body(i) && labelling.shapes[i].words <= kShortEdge;
  };
  if (!block.empty() && subhead(block.back()) && body(labelling.FilledBelow(block.back()))) {
    block.pop_back();
  }
  if (!block.empty() && subhead(block.front()) && body(labelling.FilledAbove(block.front()))) {
    block.erase(block.begin());
  }
}

// The article's first paragraphs, where other pages announce it by its headline.
std::vector<std::size_t> AnnouncedLines(const Labelling& labelling) {
  std::vector<std::size_t> announced;
  const std::size_t headline = labelling.headline;
  if (headline == kNoLine || labelling.page.shared[headline].pages == 0) return announced;
  for (std::size_t i = headline + 1; i < labelling.shapes.size(); ++i) {
    if (announced.size() == kAnnounced) break;
    if (IsFreeLine(labelling.page.lines[i]) && Tells(labelling.shapes[i])) announced.push_back(i);
  }
  return announced;
}

std::vector<std::size_t> BoilerplateOf(const Labelling& labelling) {
  const std::vector<std::size_t> announced = AnnouncedLines(labelling);
  std::vector<std::size_t> found;
  Block block;
  const auto finish = [&] {
    if (TellsTogether(labelling, block)) {
      LeaveEdges(labelling, block);
      found.insert(found.end(), block.begin(), block.end());
    }
    block.clear();
  };
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (labelling.shapes[i].empty()) continue;
    const bool own = i == labelling.headline || std::ranges::binary_search(announced, i);
    if (own || !labelling.IsSiteWide(i)) {
      finish();
    } else {
      block.push_back(i);
    }
  }
  finish();
  return found;
}

// Whether so many of the body's words are among these lines that the pages are rather versions of
// one article: more than half, but nine in ten under a headline that no other page has.
bool IsMostOfBody(const Labelling& labelling, const std::vector<std::size_t>& lines) {
  std::uint64_t all = 0;
  std::uint64_t among = 0;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (labelling.page.lines[i].role == Role::kParagraph) all += labelling.shapes[i].words;
  }
  for (const std::size_t i : lines) {
    if (labelling.page.lines[i].role == Role::kParagraph) among += labelling.shapes[i].words;
  }
  const std::size_t headline = labelling.headline;
  const bool own = headline != kNoLine && labelling.page.shared[headline].pages == 0;
  return own ? among * 10 > all * 9 : among * 2 > all;
}

void SetBody(Labelling& labelling) {
  labelling.body_begin = labelling.body_end = 0;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (labelling.page.lines[i].role == Role::kParagraph) labelling.ExtendBody(i);
  }
}

void NameBoilerplate(Labelling& labelling) {
  if (labelling.page.shared.empty()) return;
  const std::vector<std::size_t> lines = BoilerplateOf(labelling);
  if (lines.empty() || IsMostOfBody(labelling, lines)) return;
  for (const std::size_t i : lines) {
    if (!IsFreeLine(labelling.page.lines[i])) continue;
    labelling.Clear(i);
    labelling.Give(i, Role::kBoilerplate, 0.9F, "site-lines");
    labelling.content[i] = 0;
  }
  SetBody(labelling);
}

}  // namespace

extern const Labeller site_labeller;
constexpr Labeller site_labeller = {
    .name = "site",
    .summary = "what many pages of the site carry, where that is known",
    .apply = NameBoilerplate,
};

}  // namespace warraq

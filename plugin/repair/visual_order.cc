// Lines of Arabic or Hebrew that were stored as they are seen, from left to right, go back to the
// order in which they are read, with their numbers, words of other scripts and brackets.
//
//   .2019 ماع ةرهاقلا يف -> في القاهرة عام 2019.
//
// Only on evidence. The letters of a line say how likely it is as it stands and how likely reversed
// (ScoreOrder). A line by itself is turned when it is e^7 times likelier reversed; among lines that
// stand in their order, e^15 times; among reversed ones a hint is enough. A page is stored in one
// way, mostly, and short lines say little. Presentation forms decide by themselves.
//
// Left alone: lines with direction marks, embeddings, overrides or isolates that direction_marks
// has left, whose writer knew of order; lines of more than 64 KB, which nobody has seen as lines;
// single stretches of a line that is otherwise right.

#include <algorithm>
#include <cstdint>
#include <limits>
#include <string>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/bidi_inverse.h"
#include "plugin/text/letter_order.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// Scores are hundredths of natural logarithms; negative is reversed.
constexpr int kEnough = 1200;  // a line that has as much needs no further look
constexpr int kAlone = -700;
constexpr int kFewAlone = -1000;  // a line of a name or two
constexpr int kAmongRight = -1500;
constexpr int kAmongReversed = 150;  // and not more: it would be a line that stands right
constexpr int kPerLetter = -20;      // at least, but among reversed lines
constexpr int kFewLetters = 12;
constexpr int kPageSure = 1500;
constexpr int kLooks = 3;                                   // at what has been turned
constexpr std::size_t kLongestLine = std::size_t{1} << 16;  // bytes

struct Line {
  std::size_t begin;
  std::size_t end;
  std::size_t number;  // of those with letters from right to left
  OrderScore score;
};

int Clamped(int hundredths) { return std::clamp(hundredths, -kEnough, kEnough); }

struct Page {
  std::vector<Line> suspects;  // lines that may be reversed
  std::int64_t right = 0;      // clamped scores of lines that stand right, and of the others
  std::int64_t reversed = 0;
};

Page Look(std::string_view bytes, int enough) {
  const Finder letters(bytes, kSeenRightToLeft | kSeenForms);
  Page page;
  std::size_t number = 0;
  // Most of these lines begin with such a letter.
  const auto next = [&](std::size_t at) {
    const bool is_next = at + 1 < bytes.size() && (SeenAt(bytes, at + 1) & kSeenRightToLeft) != 0;
    return is_next ? at + 1 : letters.Next(at);
  };
  for (std::size_t at = letters.Next(0); at < bytes.size(); at = next(at), ++number) {
    const std::size_t begin = bytes.rfind('\n', at) + 1;
    const std::size_t end = std::min(bytes.find('\n', at), bytes.size());
    const std::string_view line = bytes.substr(begin, std::min(end - begin, kLongestLine));
    const OrderScore score = ScoreOrder(line, enough);
    (score.hundredths > 0 ? page.right : page.reversed) += Clamped(score.hundredths);
    const bool suspect = score.hundredths < kAmongReversed && score.letters > 0;
    if (suspect && end - begin < kLongestLine) page.suspects.push_back({begin, end, number, score});
    at = end;
  }
  return page;
}

bool IsReversed(const Line& line, const Page& page) {
  const int score = line.score.hundredths;
  const std::int64_t others = page.right + page.reversed - Clamped(score);
  const bool all_reversed = others < -kPageSure && page.right * 8 < -page.reversed;
  if (all_reversed) return score < kAmongReversed;
  if (line.score.joins < 0 && score < 0) return true;
  if (score > kPerLetter * line.score.letters) return false;
  if (others < -kPageSure) return score < 0;
  const bool few = line.score.letters < kFewLetters;
  return score <= (others > kPageSure ? kAmongRight : few ? kFewAlone : kAlone);
}

struct Points {
  std::u32string values;
  std::vector<std::size_t> offsets;  // in bytes, one more than there are values
  std::size_t right = 0;             // letters from right to left, and from left to right
  std::size_t left = 0;
  bool formatted = false;
};

Points PointsOf(std::string_view bytes, const Line& line) {
  Points points;
  const std::string_view whole = bytes.substr(0, line.end);
  for (std::size_t i = line.begin; i < line.end;) {
    points.offsets.push_back(i);
    points.values.push_back(NextCodePoint(whole, i));
    const BidiClass kind = BidiClassOf(points.values.back());
    points.right += kind == BidiClass::kRight || kind == BidiClass::kArabicLetter;
    points.left += kind == BidiClass::kLeft;
    const char32_t value = points.values.back();
    const bool mark = value == 0x200E || value == 0x200F || value == 0x61C;
    points.formatted |= mark || kind == BidiClass::kFormat;
  }
  points.offsets.push_back(line.end);
  return points;
}

// Whether the line became another.
bool Turn(std::string_view bytes, const Line& line, Edit& edit) {
  const Points points = PointsOf(bytes, line);
  if (points.formatted) return edit.Keep(line.begin, line.end), false;
  const auto base =
      3 * points.right >= points.left ? BaseDirection::kRightToLeft : BaseDirection::kLeftToRight;
  const ReadingOrder read = InvertVisualLine(points.values, base);
  const std::size_t before = edit.made().size();
  std::string mirrored;
  for (std::size_t i = 0; i < read.order.size();) {
    const std::size_t first = read.order[i];
    std::size_t last = first;
    if (read.mirrored[i++]) {
      mirrored.clear();
      AppendUtf8(mirrored, Mirrored(points.values[first]));
      edit.Replace(points.offsets[first], points.offsets[first + 1], mirrored);
      continue;
    }
    while (i < read.order.size() && read.order[i] == last + 1 && !read.mirrored[i]) ++last, ++i;
    edit.Keep(points.offsets[first], points.offsets[last + 1]);
  }
  return edit.made().substr(before) != bytes.substr(line.begin, line.end - line.begin);
}

struct Turned {
  Text text;
  std::vector<std::size_t> lines;  // that became others, by their number
};

// Without the lines of `left_alone`, which is sorted.
Turned TurnOnce(const Text& text, const std::vector<std::size_t>& left_alone) {
  const std::string_view bytes = text.bytes();
  Page page = Look(bytes, kEnough);
  // Some of its lines may have begun with a name that reads either way.
  if (page.reversed < -kPageSure && page.right < -8 * page.reversed) {
    page = Look(bytes, std::numeric_limits<int>::max());
  }
  Turned turned;
  Edit edit(text);
  for (const Line& line : page.suspects) {
    if (!IsReversed(line, page) || std::ranges::binary_search(left_alone, line.number)) continue;
    edit.KeepUpTo(line.begin);
    if (Turn(bytes, line, edit)) turned.lines.push_back(line.number);
  }
  if (turned.lines.empty()) return turned;
  turned.text = std::move(edit).FinishRest();
  return turned;
}

// What has been turned is looked at again: where neither order says enough for itself, a line would
// be turned to and fro with every look. Such lines stay as they came.
Text TurnLines(const Text& text, std::uint32_t& count) {
  std::vector<std::size_t> left_alone;
  for (int look = 0; look < kLooks; ++look) {
    Turned turned = TurnOnce(text, left_alone);
    if (turned.lines.empty()) return {};
    const Turned again = TurnOnce(turned.text, {});
    if (again.lines.empty()) {
      count += static_cast<std::uint32_t>(turned.lines.size());
      return std::move(turned.text);
    }
    left_alone.insert(left_alone.end(), again.lines.begin(), again.lines.end());
    std::ranges::sort(left_alone);
  }
  return {};
}

}  // namespace

extern const Repair visual_order_repair;
constexpr Repair visual_order_repair = {
    .name = "visual-order",
    .summary = "turn lines stored as they are seen back to the order in which they are read",
    .needs = kSeenRightToLeft | kSeenForms,
    .apply = TurnLines,
    .code_points = "the order of a line; brackets → their mirror images (Bidi_Mirroring_Glyph)",
    .scope = Scope::kOnlyItsLines,
};

}  // namespace warraq

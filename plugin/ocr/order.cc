// Puts words and lines where a reader expects them.
//
// Words: on paper a line is in visual order, and Tesseract turns it back with the direction that it
// gave the paragraph, which on pages of two scripts is a guess from the paragraph's own words. Here
// the page's direction decides and the bidirectional algorithm is run backwards, word by word: on a
// page from right to left
//
//   on paper:  "Vol. 12 No. 7485  السعر"     read:  السعر, Vol., 12, No., 7485
//
// words are taken from the right, and runs of left-to-right words, with the numbers inside and
// behind them, from the left (UAX #9 W7, L2). A number alone belongs to the side that is read
// before.
//
// Lines: a last line of one or two words ("needs.") makes a block of its own when the next
// paragraph begins far off, and such blocks come last in Tesseract's order. A line that stands
// above another one and shares half of its width with it is read first.

#include "plugin/ocr/order.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <utility>

#include "plugin/ocr/box.h"
#include "plugin/ocr/script.h"

namespace warraq {
namespace {

constexpr std::size_t kMaxLines =
    4000;  // above, the order stays Tesseract's: the work is quadratic

enum class Direction : std::uint8_t { kLeft, kRight, kNumber, kNone };  // named by where they begin

Direction DirectionOf(const OcrWord& word) {
  ScriptCount count;
  count.Add(word.text);
  const int rtl = count.right_to_left(), ltr = count.letters() - rtl;
  if (rtl == 0 && ltr == 0) return count.digits > 0 ? Direction::kNumber : Direction::kNone;
  return rtl >= ltr ? Direction::kRight : Direction::kLeft;
}

// `words` from left to right, to logical order. `along` is the page's direction, `against` the
// other.
void ReverseRuns(std::vector<OcrWord>& words, Direction against, bool right_to_left) {
  if (right_to_left) std::reverse(words.begin(), words.end());
  for (std::size_t at = 0; at < words.size();) {
    // On a page from right to left a run may begin, on its right, with the number behind its words.
    std::size_t begin = at;
    if (right_to_left && DirectionOf(words[at]) == Direction::kNumber) ++at;
    if (at == words.size() || DirectionOf(words[at]) != against) {
      at = begin + 1;
      continue;
    }
    std::size_t end = at + 1;
    for (std::size_t next = end; next < words.size(); ++next) {
      const Direction direction = DirectionOf(words[next]);
      if (direction == against) end = next + 1;
      if (direction != against && direction != Direction::kNumber &&
          direction != Direction::kNone) {
        break;
      }
    }
    std::reverse(words.begin() + static_cast<std::ptrdiff_t>(begin),
                 words.begin() + static_cast<std::ptrdiff_t>(end));
    at = end;
  }
}

bool IsAbove(const Box& a, const Box& b) {
  const int low = std::min(a.height, b.height);
  if (Bottom(a) - b.y > low / 3 || a.y >= b.y) return false;
  const int shared = std::min(Right(a), Right(b)) - std::max(a.x, b.x);
  return 2 * shared >= std::min(a.width, b.width);
}

// A line of both directions that begins at one edge of the page and ends before the other shows its
// own direction; else it has the page's.
bool IsSetFromRight(const Box& line, const Setting& setting) {
  const int left_gap = line.x - setting.left, right_gap = setting.right - Right(line);
  const int edge = 2 * line.height;
  if (left_gap < edge / 2 && right_gap > edge) return false;
  if (right_gap < edge / 2 && left_gap > edge) return true;
  return setting.right_to_left;
}

bool AreSideBySide(const Box& a, const Box& b) {
  // Boxes of lines set close overlap in height; what is side by side does not overlap in width.
  const int across = std::min(Right(a), Right(b)) - std::max(a.x, b.x);
  const int down = std::min(Bottom(a), Bottom(b)) - std::max(a.y, b.y);
  return 2 * down > std::min(a.height, b.height) && 4 * across < std::min(a.width, b.width);
}

bool IsOneColumn(const std::vector<OcrLine>& lines) {
  std::size_t beside = 0;
  for (const OcrLine& line : lines) {
    const auto is_beside = [&](const OcrLine& other) {
      return &other != &line && AreSideBySide(other.box, line.box);
    };
    beside += std::any_of(lines.begin(), lines.end(), is_beside) ? 1 : 0;
  }
  return beside * 5 <= lines.size();
}

void OrderRows(std::vector<OcrLine>& lines, bool right_to_left) {
  const auto middle = [](const OcrLine& line) { return 2 * line.box.y + line.box.height; };
  std::stable_sort(lines.begin(), lines.end(),
                   [&](const OcrLine& a, const OcrLine& b) { return middle(a) < middle(b); });
  for (auto row = lines.begin(); row != lines.end();) {
    auto end = row + 1;
    while (end != lines.end() && AreSideBySide(row->box, end->box)) ++end;
    std::stable_sort(row, end, [&](const OcrLine& a, const OcrLine& b) {
      return right_to_left ? Right(a.box) > Right(b.box) : a.box.x < b.box.x;
    });
    row = end;
  }
}

}  // namespace

Setting FindSetting(const std::vector<OcrLine>& lines) {
  Setting setting;
  ScriptCount count;
  for (const OcrLine& line : lines) {
    for (const OcrWord& word : line.words) count.Add(word.text);
    const bool first = &line == lines.data();
    setting.left = first ? line.box.x : std::min(setting.left, line.box.x);
    setting.right = first ? Right(line.box) : std::max(setting.right, Right(line.box));
  }
  setting.right_to_left = 2 * count.right_to_left() > count.letters();
  return setting;
}

void OrderWords(OcrLine& line, const Setting& setting) {
  bool left = false, right = false, number = false;
  for (const OcrWord& word : line.words) {
    left = left || DirectionOf(word) == Direction::kLeft;
    number = number || DirectionOf(word) == Direction::kNumber;
    right = right || DirectionOf(word) == Direction::kRight;
  }
  if (!right || (!left && !number)) return;
  std::stable_sort(line.words.begin(), line.words.end(), [](const OcrWord& a, const OcrWord& b) {
    return 2 * a.box.x + a.box.width < 2 * b.box.x + b.box.width;
  });
  const bool right_to_left = !left || IsSetFromRight(line.box, setting);
  ReverseRuns(line.words, right_to_left ? Direction::kLeft : Direction::kRight, right_to_left);
}

void OrderLines(std::vector<OcrLine>& lines, const Setting& setting) {
  if (lines.size() > kMaxLines) return;
  if (IsOneColumn(lines)) {
    OrderRows(lines, setting.right_to_left);
    return;
  }
  std::vector<std::size_t> by_height(lines.size());
  for (std::size_t i = 0; i < lines.size(); ++i) by_height[i] = i;
  std::stable_sort(by_height.begin(), by_height.end(), [&](std::size_t a, std::size_t b) {
    return lines[a].box.y >
           lines[b].box.y;  // lowest first: the stack below gives them back reversed
  });
  std::vector<OcrLine> ordered;
  std::vector<bool> opened(lines.size(), false), placed(lines.size(), false);
  std::vector<std::size_t> stack;
  for (std::size_t i = 0; i < lines.size(); ++i) {
    stack.push_back(i);
    while (!stack.empty()) {
      const std::size_t top = stack.back();
      if (!opened[top]) {
        opened[top] = true;
        for (const std::size_t other : by_height) {
          if (!opened[other] && IsAbove(lines[other].box, lines[top].box)) stack.push_back(other);
        }
        continue;
      }
      stack.pop_back();
      if (placed[top]) continue;
      placed[top] = true;
      ordered.push_back(std::move(lines[top]));
    }
  }
  lines = std::move(ordered);
}

}  // namespace warraq

// Words of a page as text that nobody sees. A right-to-left word is shown in logical order by a
// matrix that runs to the left, so its characters are both in the order in which they are read and
// where they are seen; readers go by either. The matrix follows the slope of the page's lines.
//
// Readers that go by what is seen (poppler) bring a line back into logical order by its directions,
// where they take digits and commas for left-to-right: "in 2024 ،" loses a space or a comma's
// place. A mark of direction behind such characters (U+200F, U+200E), where a line's own direction
// goes on, says to them what UAX #9 says to others; between the words it is part of the space.

#include <algorithm>
#include <cmath>
#include <numeric>
#include <optional>

#include "plugin/text/bidi.h"
#include "plugin/text/utf8.h"
#include "plugin/write/ink.h"
#include "plugin/write/pdf.h"

namespace warraq {
namespace {

constexpr char32_t kLeftToRightMark = 0x200E, kRightToLeftMark = 0x200F;
constexpr std::size_t kLongestLine = 4096;  // characters whose order is looked at
// Of the height of a line's words: the type, and what of them lies below the baseline. A type of
// their own size is too small for poppler, which takes lines for columns of words then.
constexpr double kTypeSize = 1.3, kBaseline = 0.2;
constexpr double kLeastGap = 0.3;   // between words, of the type size
constexpr double kWidestSpace = 1;  // of the type size
// Poppler tears lines on a slope apart (71 % of the words of a page at 1.6 degrees came back in
// their order, of level lines 99 %), so what a scan is usually askew by is left out: the words'
// places are wrong by half of that at a line's ends.
constexpr double kLeastSlope = 0.05;
constexpr double kSteepest = 0.5;
constexpr std::size_t kWordsThatSlope = 4;  // a line of fewer says nothing of its slope

// Decimals as PDF writes them: neither exponents nor a comma.
std::string Decimal(double value) {
  const std::int64_t thousandths = std::llround(std::clamp(value, -1e9, 1e9) * 1000);
  const std::int64_t size = std::abs(thousandths);
  std::string text = (thousandths < 0 ? "-" : "") + std::to_string(size / 1000);
  if (size % 1000 != 0) text += '.' + std::to_string(1000 + size % 1000).substr(1);
  return text;
}

template <typename T>
T Median(std::vector<T> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::ranges::nth_element(values, middle);
  return *middle;
}

bool RunsLeftToRight(BidiClass kind) {
  return kind == BidiClass::kLeft || kind == BidiClass::kEuropeanNumber ||
         kind == BidiClass::kArabicNumber || kind == BidiClass::kSeparator ||
         kind == BidiClass::kTerminator;
}

// It has letters or digits that run to the right, and none that run to the left: "(12%)", which in
// a right-to-left line would be seen in three pieces. Here it is one.
bool StandsLeftToRight(std::u32string_view word) {
  const auto kind = [](char32_t value) { return BidiClassOf(value); };
  return std::ranges::none_of(word, IsStrongRight, kind) &&
         std::ranges::any_of(word, RunsLeftToRight, kind);
}

// A word with its place along the line, in pixels.
struct PlacedWord {
  std::u32string text;
  std::vector<std::uint8_t> levels;  // of each character
  double left = 0, right = 0;
  double bottom = 0;
  bool mark_behind = false;  // the space behind it begins with a mark

  double centre() const { return (left + right) / 2; }
};

std::u32string CodePointsOf(std::string_view text) {
  std::u32string points;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t value = NextCodePoint(text, i);
    if (!IsBidiControl(value)) points += value;  // the line gets marks of its own
  }
  return points;
}

std::vector<PlacedWord> PlaceWords(const InkLine& line) {
  std::vector<PlacedWord> words;
  for (const InkWord& word : line.words) {
    PlacedWord placed;
    placed.text = CodePointsOf(word.text);
    if (placed.text.empty()) continue;
    placed.left = word.box.x, placed.right = word.box.x + std::max(1, word.box.width);
    placed.bottom = word.box.y + word.box.height;
    words.push_back(std::move(placed));
  }
  return words;
}

// Recognition gives a word the box of others too, now and then: it keeps the part that goes on as
// the line does.
void TakeApart(std::vector<PlacedWord>& words, bool right_to_left) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    PlacedWord& before = words[right_to_left ? i : i - 1];  // of the two, the one to the left
    PlacedWord& behind = words[right_to_left ? i - 1 : i];
    if (behind.left < before.centre() && before.centre() < behind.right) {
      if (before.right < behind.right) behind.left = before.right;
    } else if (before.left < behind.centre() && behind.centre() < before.right) {
      if (before.left < behind.left) before.right = behind.left;
    }
  }
}

// Words that touch are moved apart: a gap is what readers take for a space.
void MakeGaps(std::vector<PlacedWord>& words, double gap) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    const bool rightward = words[i].centre() > words[i - 1].centre();
    PlacedWord& left = words[rightward ? i - 1 : i];
    PlacedWord& right = words[rightward ? i : i - 1];
    const double missing = gap - (right.left - left.right);
    if (missing <= 0) continue;
    const double from_left = std::min(missing / 2, (left.right - left.left) / 2);
    const double from_right = std::min(missing / 2, (right.right - right.left) / 2);
    left.right -= from_left;
    right.left += from_right;
  }
}

// Levels of every character, and marks where they are wanted.
void Direct(std::vector<PlacedWord>& words, bool right_to_left) {
  std::u32string all;
  for (PlacedWord& word : words) {
    const bool ends = RunsLeftToRight(BidiClassOf(word.text.back()));
    if (right_to_left && !ends && StandsLeftToRight(word.text)) word.text += kLeftToRightMark;
    all += word.text + U' ';
  }
  std::vector<std::uint8_t> levels(all.size(), right_to_left ? 1 : 0);
  if (all.size() <= kLongestLine) {
    levels = ResolveLevels(
                 all, right_to_left ? BaseDirection::kRightToLeft : BaseDirection::kLeftToRight)
                 .of;
  }
  const std::uint8_t base = right_to_left ? 1 : 0;
  const char32_t mark = right_to_left ? kRightToLeftMark : kLeftToRightMark;
  const auto against = [&](BidiClass kind) {
    return right_to_left ? RunsLeftToRight(kind) : IsStrongRight(kind);
  };
  const auto along = [&](BidiClass kind) {
    return right_to_left ? IsStrongRight(kind) : RunsLeftToRight(kind);
  };
  std::size_t at = 0;
  for (PlacedWord& word : words) {
    if (StandsLeftToRight(word.text)) {
      std::fill_n(levels.begin() + static_cast<std::ptrdiff_t>(at), word.text.size(), base * 2);
    }
    std::u32string text;
    bool open = false;  // against the line's direction, and nothing yet along it
    for (std::size_t i = 0; i <= word.text.size(); ++i, ++at) {
      const BidiClass kind = BidiClassOf(all[at]);
      const bool behind = i == word.text.size();
      if (open && levels[at] == base && !along(kind)) {
        if (behind) {
          word.mark_behind = true;
        } else {
          text += mark, word.levels.push_back(base);
        }
        open = false;
      }
      if (behind) break;
      text += word.text[i], word.levels.push_back(levels[at]);
      if (against(kind)) open = true;
      if (along(kind)) open = false;
    }
    ++at;
    word.text = std::move(text);
  }
}

// How many pixels a line falls while it goes one to the right.
std::optional<double> SlopeOf(const InkLine& line) {
  if (line.words.size() < kWordsThatSlope) return std::nullopt;
  const auto count = static_cast<double>(line.words.size());
  double x = 0, y = 0, xx = 0, xy = 0;
  for (const InkWord& word : line.words) {
    const double at = word.box.x + word.box.width / 2.0,
                 middle = word.box.y + word.box.height / 2.0;
    x += at, y += middle, xx += at * at, xy += at * middle;
  }
  const double spread = xx - x * x / count;
  return spread > 0 ? std::optional((xy - x * y / count) / spread) : std::nullopt;
}

double SlopeOf(const std::vector<InkLine>& lines) {
  std::vector<double> slopes;
  for (const InkLine& line : lines) {
    if (const auto slope = SlopeOf(line)) slopes.push_back(*slope);
  }
  if (slopes.empty()) return 0;
  const double slope = Median(std::move(slopes));
  return std::abs(slope) < kLeastSlope || std::abs(slope) > kSteepest ? 0 : slope;
}

class LineWriter {
 public:
  LineWriter(const Page& page, double scale, double slope, PdfGlyphs& glyphs, std::string& out)
      : height_(page.image.height), scale_(scale), slope_(slope), glyphs_(glyphs), out_(out) {
    const double length = std::sqrt(1 + slope * slope);
    cosine_ = 1 / length, sine_ = -slope / length;
  }

  void Write(const InkLine& line) {
    std::vector<PlacedWord> words = PlaceWords(line);
    if (words.empty()) return;
    std::vector<double> heights, feet;
    for (const InkWord& word : line.words) heights.push_back(std::max(1, word.box.height));
    for (const PlacedWord& word : words) feet.push_back(word.bottom - slope_ * word.centre());
    const double height = Median(std::move(heights));
    size_ = height * kTypeSize;
    foot_ = Median(std::move(feet)) - kBaseline * height;
    TakeApart(words, line.right_to_left);
    MakeGaps(words, kLeastGap * size_);
    Direct(words, line.right_to_left);
    out_ += "/F " + Decimal(size_ * scale_) + " Tf\n";
    for (std::size_t i = 0; i < words.size(); ++i) {
      ShowWord(words[i]);
      if (i + 1 < words.size()) ShowSpace(words[i], words[i + 1], line.right_to_left);
    }
  }

 private:
  void ShowWord(const PlacedWord& word) {
    const std::vector<std::uint32_t> order = VisualOrder(word.levels);
    std::vector<std::uint32_t> cell(order.size());  // from the left, of each character
    for (std::uint32_t i = 0; i < order.size(); ++i) cell[order[i]] = i;
    const double width = (word.right - word.left) / static_cast<double>(cell.size());
    for (std::size_t begin = 0, end = 0; begin < cell.size(); begin = end) {
      while (end < cell.size() && word.levels[end] == word.levels[begin]) ++end;
      const bool leftward = word.levels[begin] % 2 != 0;
      const double from = word.left + width * (leftward ? cell[begin] + 1 : cell[begin]);
      Show(std::u32string_view(word.text).substr(begin, end - begin), from, width, leftward);
    }
  }

  // Between two words; where others stand between them, beside the one that goes on as the line.
  void ShowSpace(const PlacedWord& word, const PlacedWord& next, bool right_to_left) {
    std::u32string text;
    if (word.mark_behind) text += right_to_left ? kRightToLeftMark : kLeftToRightMark;
    text += U' ';
    const double least = kLeastGap * size_;
    double gap = right_to_left ? word.left - next.right : next.left - word.right;
    const bool near = gap >= least / 2 && gap <= 4 * kWidestSpace * size_;
    gap = near ? std::min(gap, kWidestSpace * size_) : least;
    const bool at_next = !near && word.mark_behind;
    const double ahead = right_to_left ? -1 : 1;
    const double from = at_next         ? (right_to_left ? next.right : next.left) - ahead * gap
                        : right_to_left ? word.left
                                        : word.right;
    Show(text, from, gap / static_cast<double>(text.size()), right_to_left);
  }

  // Characters of `width` pixels each, from `x` on.
  void Show(std::u32string_view text, double x, double width, bool leftward) {
    const double stretch = std::clamp(width / (kGlyphWidth * size_) * 100, 0.01, 30000.0);
    const double turn = leftward ? -1 : 1;
    const double y = foot_ + slope_ * x;
    out_ += Decimal(stretch) + " Tz " + Decimal(turn * cosine_) + ' ' + Decimal(turn * sine_) +
            ' ' + Decimal(-sine_) + ' ' + Decimal(cosine_) + ' ' + Decimal(x * scale_) + ' ' +
            Decimal((height_ - y) * scale_) + " Tm <";
    constexpr std::string_view kDigits = "0123456789abcdef";
    for (const char32_t value : text) {
      const std::uint16_t code = glyphs_.CodeOf(value);
      for (int shift = 12; shift >= 0; shift -= 4) out_ += kDigits[code >> shift & 15];
    }
    out_ += "> Tj\n";
  }

  double height_;  // of the picture, pixels
  double scale_;
  double slope_;
  double cosine_ = 1, sine_ = 0;
  double size_ = 1;  // of the line's type, pixels
  double foot_ = 0;  // of the line's baseline at the left edge, pixels from the top
  PdfGlyphs& glyphs_;
  std::string& out_;
};

}  // namespace

std::string PdfTextOf(const Page& page, double points_a_pixel, PdfGlyphs& glyphs) {
  const std::vector<InkLine> lines = InkLinesOf(page);
  std::string text;
  LineWriter writer(page, points_a_pixel, SlopeOf(lines), glyphs, text);
  for (const InkLine& line : lines) writer.Write(line);
  return text;
}

}  // namespace warraq

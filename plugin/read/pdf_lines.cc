// Letters are put into order by where they stand, whatever the order in which the file shows them:
// rows by their baselines, a row from left to right, and then the bidirectional algorithm backwards
// (bidi_inverse.h). What one code stands for stays whole on this way, so the lam and the alef of a
// ligature keep their order. A vowel sign belongs to the letter beside it in the stream: shapers
// give both from left to right, the sign first, where the line runs from right to left.

#include "plugin/read/pdf_lines.h"

#include <algorithm>
#include <cmath>
#include <string>

#include "plugin/text/bidi.h"
#include "plugin/text/bidi_inverse.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// In type sizes.
constexpr double kSameBaseline = 0.4;
constexpr double kSlope = 0.9;  // between two letters of a word that comes down
constexpr double kPieceGap = 1.0;
constexpr double kStrip = 0.9;
constexpr double kWordGap = 0.16;     // a gap that parts words where no space is written
constexpr double kWideSpace = 0.4;    // and where spaces are
constexpr double kLeastSpace = 0.04;  // what is left of a space that is written
constexpr double kAscent = 0.8, kDescent = 0.25;
constexpr double kLetterHeight = 0.5;
constexpr double kSamePlace = 0.12;         // of a letter that is shown twice, to look bold
constexpr std::size_t kLongestLine = 2000;  // letters; brackets cost more than linear time

struct Atom {
  std::string text;
  char32_t sign = 0;  // its first letter, which says its direction
  double left = 0, right = 0, y = 0, size = 0;
  bool is_space = false;
  bool is_stretch = false;  // the bar in a word, which says nothing
  bool came_down = false;   // to the baseline of its word
  std::size_t row = 0;
};

bool IsRightToLeftLetter(char32_t value) {
  const BidiClass kind = BidiClassOf(value);
  return kind == BidiClass::kRight || kind == BidiClass::kArabicLetter;
}
bool IsRightToLeftMark(char32_t value) {
  return (value >= 0x591 && value <= 0x6ED) || (value >= 0x8D3 && value <= 0x8FF);
}

// What the text is made of.
enum class Sort : std::uint8_t { kNothing, kSpace, kMarks, kLetters };
Sort SortOf(std::string_view text) {
  Sort sort = Sort::kNothing;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t value = NextCodePoint(text, i);
    if (value < 0x20 || value == 0xFEFF || IsBidiControl(value)) continue;
    const Sort own = IsSpace(value) ? Sort::kSpace : IsMark(value) ? Sort::kMarks : Sort::kLetters;
    sort = std::max(sort, own);
  }
  return sort;
}

char32_t SignOf(std::string_view text) {
  char32_t first = 0;
  for (std::size_t i = 0; i < text.size();) {
    const char32_t value = NextCodePoint(text, i);
    if (IsMark(value) || IsBidiControl(value)) continue;
    if (first == 0) first = value;
    const BidiClass kind = BidiClassOf(value);
    if (kind == BidiClass::kLeft || IsRightToLeftLetter(value)) return value;
  }
  return first;
}

// The letters of one direction of print, brought upright.
class Collector {
 public:
  void Add(const PdfGlyph& glyph, int turn, const PdfContent& content) {
    const bool unknown = glyph.is_unknown();
    const Sort sort = unknown || glyph.is_stretch ? Sort::kLetters : SortOf(glyph.text);
    if (sort == Sort::kNothing) return;
    Atom atom;
    atom.is_stretch = glyph.is_stretch;
    atom.text = atom.is_stretch ? "\xD9\x80" : unknown ? "\xEF\xBF\xBD" : glyph.text;
    atom.size = glyph.size;
    double x = glyph.x, y = glyph.y, end_x = glyph.end_x;
    if (turn == 1) x = glyph.y, end_x = glyph.end_y, y = content.width - glyph.x;
    if (turn == 3) {
      x = content.height - glyph.y, end_x = content.height - glyph.end_y, y = glyph.x;
    }
    atom.left = std::min(x, end_x), atom.right = std::max(x, end_x), atom.y = y;
    atom.is_space = sort == Sort::kSpace;
    atom.sign = atom.is_space ? U' ' : SignOf(atom.text);
    if (sort == Sort::kMarks) {
      marks_.push_back({std::move(atom), atoms_.size()});
    } else {
      atoms_.push_back(std::move(atom));
    }
  }

  std::vector<Atom> Finish() && {
    FindCustom();
    // Signs of one letter that come before it come in the reverse of their order.
    for (auto mark = marks_.rbegin(); mark != marks_.rend(); ++mark) PlaceBefore(*mark);
    for (Mark& mark : marks_) PlaceBehind(mark);
    std::erase_if(atoms_, [](const Atom& atom) { return atom.text.empty(); });
    SettleWords();
    return std::move(atoms_);
  }

 private:
  struct Mark {
    Atom atom;
    std::size_t before;  // the letter that is shown next
    bool placed = false;
  };

  // In Nastaliq a word comes down from the right, and only its end stands on the baseline.
  void SettleWords() {
    for (std::size_t begin = 0; begin < atoms_.size();) {
      std::size_t end = begin + 1;
      double baseline = atoms_[begin].y;
      while (end < atoms_.size() && IsJoined(atoms_[end - 1], atoms_[end])) {
        baseline = std::max(baseline, atoms_[end++].y);
      }
      for (; begin < end; ++begin) {
        Atom& atom = atoms_[begin];
        atom.came_down = baseline - atom.y > 0.1 * atom.size;
        atom.y = baseline;
      }
    }
  }
  static bool IsJoined(const Atom& one, const Atom& other) {
    const double size = std::min(one.size, other.size);
    const double gap = std::max(one.left, other.left) - std::min(one.right, other.right);
    return IsRightToLeftLetter(one.sign) && IsRightToLeftLetter(other.sign) &&
           gap < kWordGap * size && std::abs(one.y - other.y) < kSlope * size;
  }

  static bool IsNear(const Atom& mark, const Atom& letter) {
    const double reach = 1.5 * std::max(mark.size, letter.size);
    return !letter.is_space && std::abs(mark.y - letter.y) < reach &&
           mark.left > letter.left - reach && mark.left < letter.right + reach;
  }

  // What stands beside the sign in the stream, if it may bear it; null if not.
  const Atom* Before(const Mark& mark) const {
    const Atom* const letter = mark.before > 0 ? &atoms_[mark.before - 1] : nullptr;
    return letter != nullptr && IsNear(mark.atom, *letter) ? letter : nullptr;
  }
  const Atom* Behind(const Mark& mark) const {
    const Atom* const letter = mark.before < atoms_.size() ? &atoms_[mark.before] : nullptr;
    return letter != nullptr && IsNear(mark.atom, *letter) ? letter : nullptr;
  }

  // Signs at the edges of words, which have a letter on one side only, say how the stream has it.
  void FindCustom() {
    for (const Mark& mark : marks_) {
      shown_first_ += Before(mark) == nullptr && Behind(mark) != nullptr;
      shown_last_ += Before(mark) != nullptr && Behind(mark) == nullptr;
    }
  }

  bool IsShownFirst(const Mark& mark) const {
    const Atom* const before = Before(mark);
    const Atom* const behind = Behind(mark);
    std::size_t at = 0;
    if (behind == nullptr || !IsRightToLeftMark(NextCodePoint(mark.atom.text, at))) return false;
    if (before == nullptr) return true;
    if (shown_first_ > 2 * shown_last_) return true;
    if (shown_last_ > 2 * shown_first_) return false;
    return before->left < behind->left;
  }

  void PlaceBefore(Mark& mark) {
    mark.placed = IsShownFirst(mark);
    if (mark.placed) atoms_[mark.before].text += mark.atom.text;
  }
  void PlaceBehind(const Mark& mark) {
    if (mark.placed || mark.before == 0) return;
    std::size_t letter = mark.before - 1;
    if (atoms_[letter].is_space && letter > 0) --letter;
    atoms_[letter].text += mark.atom.text;
  }

  std::vector<Atom> atoms_;
  std::vector<Mark> marks_;
  std::size_t shown_first_ = 0, shown_last_ = 0;
};

// Numbers the baselines, and sorts by them, each from left to right.
void FindRows(std::vector<Atom>& atoms) {
  std::ranges::stable_sort(atoms, {}, &Atom::y);
  std::size_t row = 0;
  double sum = 0, weight = 0;
  for (Atom& atom : atoms) {
    const double most = kSameBaseline * atom.size;
    if (weight > 0 && atom.y - sum / weight > most) {
      ++row;
      sum = weight = 0;
    }
    const double width = std::max(atom.right - atom.left, 0.1);
    sum += atom.y * width, weight += width;
    atom.row = row;
  }
  std::ranges::stable_sort(atoms, [](const Atom& a, const Atom& b) {
    if (a.row != b.row) return a.row < b.row;
    if (a.left != b.left) return a.left < b.left;
    return a.right - a.left < b.right - b.left && a.right == a.left;
  });
}

void DropShownTwice(std::vector<Atom>& atoms) {
  constexpr std::size_t kLook = 6;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    for (std::size_t j = i > kLook ? i - kLook : 0; j < i; ++j) {
      const double near = kSamePlace * atoms[i].size;
      const bool same = atoms[i].text == atoms[j].text && atoms[i].row == atoms[j].row &&
                        std::abs(atoms[i].left - atoms[j].left) < near &&
                        std::abs(atoms[i].right - atoms[j].right) < near &&
                        std::abs(atoms[i].y - atoms[j].y) < near &&
                        atoms[i].right - atoms[i].left > near;
      if (same) atoms[i].text.clear();
    }
  }
  std::erase_if(atoms, [](const Atom& atom) { return atom.text.empty(); });
}

struct Piece {
  std::size_t begin = 0, end = 0;  // of the atoms
};

std::vector<Piece> PiecesOf(const std::vector<Atom>& atoms) {
  std::vector<Piece> pieces;
  double right = 0;
  for (std::size_t i = 0; i < atoms.size(); ++i) {
    if (atoms[i].is_space) continue;
    const bool first = pieces.empty() || atoms[pieces.back().begin].row != atoms[i].row;
    if (first || atoms[i].left - right > kPieceGap * atoms[i].size) {
      pieces.push_back({i, i});
      right = atoms[i].right;
    }
    pieces.back().end = i + 1;
    right = std::max(right, atoms[i].right);
  }
  return pieces;
}

// A line of print from left to right, with a space wherever words part.
struct Line {
  std::vector<Atom> atoms;
  double left = 0, right = 0, y = 0, size = 0;
};

class PageWriter {
 public:
  PageWriter(const PdfContent& content, int turn, OcrFileBuilder& builder)
      : content_(content), turn_(turn), builder_(builder) {}

  void Write(std::vector<Atom> atoms) {
    FindRows(atoms);
    DropShownTwice(atoms);
    Count(atoms);
    const std::vector<Piece> pieces = PiecesOf(atoms);
    std::vector<PdfPiece> boxes;
    std::vector<double> sizes;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
      PdfPiece box{1e9, -1e9, 1e9, -1e9, atoms[pieces[i].begin].row, i};
      for (std::size_t j = pieces[i].begin; j < pieces[i].end; ++j) {
        const Atom& atom = atoms[j];
        box.left = std::min(box.left, atom.left), box.right = std::max(box.right, atom.right);
        box.top = std::min(box.top, atom.y - kAscent * atom.size);
        box.bottom = std::max(box.bottom, atom.y + kDescent * atom.size);
        sizes.push_back(atom.size);
      }
      boxes.push_back(box);
    }
    if (boxes.empty()) return;
    std::ranges::nth_element(sizes, sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2));
    const double size = sizes[sizes.size() / 2];
    for (const auto& region : FindPdfRegions(std::move(boxes), kStrip * size, right_to_left_)) {
      std::vector<Line> lines;
      for (const PdfPiece& box : region) {
        const Piece& piece = pieces[box.index];
        const bool new_row =
            lines.empty() || lines.back().atoms.back().row != atoms[piece.begin].row;
        if (new_row) lines.emplace_back();
        for (std::size_t j = piece.begin; j < piece.end; ++j) {
          lines.back().atoms.push_back(std::move(atoms[j]));
        }
      }
      WriteRegion(lines);
    }
  }

 private:
  void Count(const std::vector<Atom>& atoms) {
    std::size_t right = 0, left = 0, spaces = 0, down = 0;
    for (const Atom& atom : atoms) {
      spaces += atom.is_space;
      down += atom.came_down;
      right += IsRightToLeftLetter(atom.sign);
      left += BidiClassOf(atom.sign) == BidiClass::kLeft;
    }
    right_to_left_ = right > left;
    spaces_are_written_ = spaces * 20 > right + left;
    is_nastaliq_ = down * 5 > right;
  }

  void WriteRegion(std::vector<Line>& lines) {
    double left = 1e9, right = -1e9;
    for (Line& line : lines) {
      Measure(line);
      left = std::min(left, line.left), right = std::max(right, line.right);
    }
    std::vector<double> steps;
    for (std::size_t i = 1; i < lines.size(); ++i) steps.push_back(lines[i].y - lines[i - 1].y);
    std::ranges::sort(steps);
    const double step = steps.empty() ? 0 : steps[steps.size() / 2];
    builder_.BeginBlock();
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (i > 0 && IsNewParagraph(lines[i - 1], lines[i], step, {left, right})) {
        builder_.BeginParagraph();
      }
      WriteLine(lines[i]);
    }
  }

  static void Measure(Line& line) {
    line.left = 1e9, line.right = -1e9;
    double sum = 0, size = 0, weight = 0;
    for (const Atom& atom : line.atoms) {
      if (atom.is_space) continue;
      line.left = std::min(line.left, atom.left), line.right = std::max(line.right, atom.right);
      const double width = std::max(atom.right - atom.left, 0.1);
      sum += atom.y * width, size += atom.size * width, weight += width;
    }
    line.y = sum / weight, line.size = size / weight;
  }

  struct Edges {
    double left, right;
  };
  // More white than between other lines, another size of type, or a line that ends although the
  // next word would have fitted.
  bool IsNewParagraph(const Line& before, const Line& line, double step, const Edges& edges) const {
    if (line.y - before.y > 1.25 * step + 0.1 * line.size) return true;
    if (std::abs(line.size - before.size) > 0.1 * line.size) return true;
    if (IsIndented(line, edges) && !IsIndented(before, edges)) return true;
    const double left_over = right_to_left_ ? before.left - edges.left : edges.right - before.right;
    return left_over > FirstWordWidth(line) + 0.6 * line.size;
  }
  // As first lines are; what stands further in is centred, or a list.
  bool IsIndented(const Line& line, const Edges& edges) const {
    constexpr double kLeast = 0.9, kMost = 3;  // type sizes
    const double white = right_to_left_ ? edges.right - line.right : line.left - edges.left;
    return white > kLeast * line.size && white < kMost * line.size;
  }
  double FirstWordWidth(const Line& line) const {
    double width = 0;
    const std::size_t count = line.atoms.size();
    for (std::size_t i = 0; i < count; ++i) {
      const Atom& atom = line.atoms[right_to_left_ ? count - 1 - i : i];
      if (atom.is_space) break;
      width += atom.right - atom.left;
      if (IsHanOrKana(ScriptOf(atom.sign))) break;  // a line may end behind any of them
    }
    return width;
  }

  double LeastGap(bool space) const {
    if (space)
      return is_nastaliq_ ? -kPieceGap : kLeastSpace;  // words reach over one another there
    if (!spaces_are_written_) return kWordGap;
    return is_nastaliq_ ? kPieceGap : kWideSpace;
  }
  // Puts spaces where words part, and nowhere else.
  std::vector<Atom> WithSpaces(const Line& line) const {
    std::vector<Atom> made;
    bool space = false;
    for (const Atom& atom : line.atoms) {
      if (atom.is_space) {
        space = true;
        continue;
      }
      if (!made.empty()) {
        const double gap = (atom.left - made.back().right) / std::max(atom.size, 0.1);
        if (gap > LeastGap(space)) {
          Atom blank;
          blank.text = " ", blank.sign = U' ', blank.is_space = true;
          made.push_back(std::move(blank));
        }
      }
      space = false;
      made.push_back(atom);
    }
    return made;
  }

  BaseDirection DirectionOf(const std::vector<Atom>& atoms) const {
    std::size_t right = 0, left = 0;
    for (const Atom& atom : atoms) {
      right += IsRightToLeftLetter(atom.sign);
      left += BidiClassOf(atom.sign) == BidiClass::kLeft;
    }
    const bool from_right = right + left == 0 ? right_to_left_ : 3 * right >= left;
    return from_right ? BaseDirection::kRightToLeft : BaseDirection::kLeftToRight;
  }

  void WriteLine(const Line& line) {
    const std::vector<Atom> atoms = WithSpaces(line);
    std::u32string seen;
    for (const Atom& atom : atoms) seen.push_back(atom.sign);
    ReadingOrder read;
    if (seen.size() <= kLongestLine) {
      read = InvertVisualLine(seen, DirectionOf(atoms));
    } else {
      for (std::uint32_t i = 0; i < seen.size(); ++i) read.order.push_back(i);
      read.mirrored.assign(seen.size(), false);
    }
    double box[4];
    BoxOf(line.left, line.right, line, box);
    builder_.BeginLine(box, kLetterHeight * line.size);
    std::string word;
    double left = 1e9, right = -1e9;
    const auto end_word = [&] {
      BoxOf(left, right, line, box);
      if (!word.empty()) builder_.AddWord(word, box, -1);
      word.clear();
      left = 1e9, right = -1e9;
    };
    for (std::size_t i = 0; i < read.order.size(); ++i) {
      const Atom& atom = atoms[read.order[i]];
      if (atom.is_space) {
        end_word();
        continue;
      }
      if (atom.is_stretch) continue;
      if (read.mirrored[i]) {
        AppendUtf8(word, Mirrored(atom.sign));
      } else {
        word += atom.text;
      }
      left = std::min(left, atom.left), right = std::max(right, atom.right);
    }
    end_word();
    builder_.EndLine();
  }

  // x, y, width, height on the page as it is seen.
  void BoxOf(double left, double right, const Line& line, double (&box)[4]) const {
    const double top = line.y - kAscent * line.size, bottom = line.y + kDescent * line.size;
    box[0] = left, box[1] = top, box[2] = right - left, box[3] = bottom - top;
    if (turn_ == 1) {
      box[0] = content_.width - bottom, box[1] = left, box[2] = bottom - top, box[3] = right - left;
    } else if (turn_ == 3) {
      box[0] = top, box[1] = content_.height - right, box[2] = bottom - top, box[3] = right - left;
    }
    const double most_x = content_.width, most_y = content_.height;
    const double x = std::clamp(box[0], 0.0, most_x), y = std::clamp(box[1], 0.0, most_y);
    box[2] = std::clamp(box[0] + box[2], x, most_x) - x;
    box[3] = std::clamp(box[1] + box[3], y, most_y) - y;
    box[0] = x, box[1] = y;
  }

  const PdfContent& content_;
  int turn_;
  OcrFileBuilder& builder_;
  bool right_to_left_ = false;
  bool spaces_are_written_ = false;
  bool is_nastaliq_ = false;  // words come down to the baseline from the right
};

// 0: along the page; 1: from top to bottom; 3: from bottom to top.
int TurnOf(const PdfGlyph& glyph, int before) {
  const double across = std::abs(glyph.end_x - glyph.x), down = glyph.end_y - glyph.y;
  if (across == 0 && down == 0) return before;
  return across >= std::abs(down) ? 0 : down > 0 ? 1 : 3;
}

}  // namespace

void AddPdfPage(const PdfContent& content, OcrFileBuilder& builder) {
  builder.SetScale(kPdfScale);
  builder.BeginPage(content.width, content.height, "PDF text layer");
  Collector collectors[4];
  int turn = 0;
  for (const PdfGlyph& glyph : content.glyphs) {
    turn = TurnOf(glyph, turn);
    collectors[turn].Add(glyph, turn, content);
  }
  for (const int each : {0, 1, 3}) {
    PageWriter(content, each, builder).Write(std::move(collectors[each]).Finish());
  }
}

}  // namespace warraq

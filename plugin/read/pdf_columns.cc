// Chinese, Japanese and Korean set from top to bottom by a font that does not know of it: each sign
// is shown by itself below the one before, as LibreOffice and browsers do. They become what a
// vertical font would have given: a line that runs down the page.

#include <algorithm>
#include <cmath>

#include "plugin/read/pdf_content.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// In type sizes.
constexpr double kSameColumn = 0.5;
constexpr double kLeastStep = 0.2, kMostStep = 2.5;
constexpr double kTop = 0.88;       // of a sign over its baseline
constexpr double kCellWidth = 1.4;  // at most, of letters or digits side by side in a column

constexpr std::size_t kLeastRun = 3;    // signs below one another; two may stand so by chance
constexpr std::size_t kMostOfCell = 4;  // "12", "90年" has one more cell

// What takes one place in a column: a sign, a few Latin letters or digits side by side, or what
// lies on its side and runs down the page itself.
struct Cell {
  enum class Kind : std::uint8_t { kSign, kLetters, kRunsDown, kOther };
  Kind kind = Kind::kOther;
  std::size_t begin = 0, end = 0;  // of the glyphs
  double middle = 0, y = 0, size = 0;
};

bool RunsDown(const PdfGlyph& glyph) {
  return glyph.end_y - glyph.y > std::abs(glyph.end_x - glyph.x);
}
bool RunsAlong(const PdfGlyph& glyph) { return glyph.end_x > glyph.x && glyph.end_y == glyph.y; }

bool IsSign(const PdfGlyph& glyph) {
  if (!RunsAlong(glyph) || glyph.text.empty()) return false;
  std::size_t at = 0;
  const char32_t value = NextCodePoint(glyph.text, at);
  const bool upright_form = value >= 0xFE30 && value <= 0xFE4F;  // of marks
  return upright_form || IsEastAsianMark(value) || IsEastAsian(ScriptOf(value));
}

bool IsBeside(const PdfGlyph& next, const PdfGlyph& before) {
  const double size = std::max(before.size, next.size), step = next.x - before.x;
  return std::abs(next.y - before.y) < kSameColumn * size && step > kLeastStep * size &&
         step < kMostStep * size;
}

Cell CellAt(const std::vector<PdfGlyph>& glyphs, std::size_t begin) {
  const PdfGlyph& first = glyphs[begin];
  Cell cell{Cell::Kind::kOther, begin, begin + 1, (first.x + first.end_x) / 2, first.y, first.size};
  if (RunsDown(first)) {
    cell.kind = Cell::Kind::kRunsDown;
    cell.middle += kPdfMiddle * first.size;
    cell.y = first.end_y;
  } else if (IsSign(first)) {
    cell.kind = Cell::Kind::kSign;
  } else if (RunsAlong(first)) {
    const auto goes_on = [&](std::size_t i) {
      return i < glyphs.size() && RunsAlong(glyphs[i]) && !IsSign(glyphs[i]) &&
             IsBeside(glyphs[i], glyphs[i - 1]);
    };
    while (goes_on(cell.end)) ++cell.end;
    const PdfGlyph& last = glyphs[cell.end - 1];
    cell.middle = (first.x + last.end_x) / 2;
    const bool fits = last.end_x - first.x < kCellWidth * first.size;
    if (fits && cell.end - begin <= kMostOfCell) cell.kind = Cell::Kind::kLetters;
  }
  return cell;
}

bool IsBelow(const Cell& next, const Cell& before) {
  if (next.kind == Cell::Kind::kOther || before.kind == Cell::Kind::kOther) return false;
  const double size = std::max(before.size, next.size), step = next.y - before.y;
  return std::abs(next.middle - before.middle) < kSameColumn * size &&
         step > kLeastStep * before.size && step < kMostStep * size;
}

// Its glyphs share its place, one after the other from the top.
void Turn(std::vector<PdfGlyph>& glyphs, const Cell& cell) {
  if (cell.kind == Cell::Kind::kRunsDown) return;
  const double height = cell.size / static_cast<double>(cell.end - cell.begin);
  double top = cell.y - kTop * cell.size;
  for (std::size_t i = cell.begin; i < cell.end; ++i, top += height) {
    glyphs[i].x = glyphs[i].end_x = cell.middle - kPdfMiddle * cell.size;
    glyphs[i].y = top;
    glyphs[i].end_y = top + height;
    glyphs[i].size = cell.size;
  }
}

struct Run {
  std::size_t begin = 0, end = 0;  // of the cells
  std::size_t signs = 0;
  bool in_row = false;  // something stands beside it, as in a line along the page
};

std::vector<Run> RunsOf(const std::vector<Cell>& cells, const std::vector<PdfGlyph>& glyphs) {
  std::vector<Run> runs;
  for (std::size_t i = 0; i < cells.size();) {
    Run run{i, i, 0, i > 0 && IsBeside(glyphs[cells[i].begin], glyphs[cells[i].begin - 1])};
    do {
      run.signs += cells[run.end].kind == Cell::Kind::kSign;
      ++run.end;
    } while (run.end < cells.size() && IsBelow(cells[run.end], cells[run.end - 1]));
    const std::size_t next = cells[run.end - 1].end;
    run.in_row |= next < glyphs.size() && IsBeside(glyphs[next], glyphs[next - 1]);
    runs.push_back(run);
    i = run.end;
  }
  return runs;
}

}  // namespace

void TurnUprightColumns(std::vector<PdfGlyph>& glyphs) {
  if (std::ranges::none_of(glyphs, IsSign)) return;
  std::vector<Cell> cells;
  for (std::size_t i = 0; i < glyphs.size(); i = cells.back().end)
    cells.push_back(CellAt(glyphs, i));
  const std::vector<Run> runs = RunsOf(cells, glyphs);
  std::size_t in_columns = 0, in_rows = 0;
  for (const Run& run : runs) {
    (run.signs >= kLeastRun ? in_columns : in_rows) += run.signs;
  }
  for (const Run& run : runs) {
    // Where most of the page is set so, so are single signs.
    const bool alone = in_columns > in_rows && run.signs > 0 && !run.in_row;
    if (run.signs < kLeastRun && !alone) continue;
    for (std::size_t i = run.begin; i < run.end; ++i) Turn(glyphs, cells[i]);
  }
}

}  // namespace warraq

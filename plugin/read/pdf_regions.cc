// Columns: a page is cut where a white strip runs down between lines on both sides of it. A
// headline may stand over two columns and a footer under them, so what is looked for is the longest
// stretch of rows with such a strip; what is above and below is looked at by itself (recursive X-Y
// cuts: Nagy and Seth, 1984).

#include <algorithm>

#include "plugin/read/pdf_lines.h"

namespace warraq {
namespace {

constexpr std::size_t kMostRows = 400;  // of a page that is looked at for columns
constexpr std::size_t kMostPieces = 3000;
constexpr std::size_t kMostRegions = 200;
constexpr std::size_t kFewestRows = 3;  // of a column
constexpr int kDepth = 16;

struct Strip {
  double left = 0, right = 0;
  std::size_t begin = 0, end = 0;  // rows
  bool found() const { return end > begin; }
};

using Pieces = std::vector<PdfPiece>;

class Cutter {
 public:
  Cutter(double strip, bool right_to_left) : strip_(strip), right_to_left_(right_to_left) {}

  void Cut(Pieces pieces, int depth) {
    if (pieces.empty()) return;
    const std::vector<Pieces> rows = RowsOf(pieces);
    const bool few =
        rows.size() <= kMostRows && pieces.size() <= kMostPieces && regions_.size() < kMostRegions;
    const Strip strip = depth < kDepth && few ? FindStrip(rows) : Strip{};
    if (!strip.found()) {
      regions_.push_back(std::move(pieces));
      return;
    }
    const auto take = [&](std::size_t begin, std::size_t end) {
      Pieces taken;
      for (std::size_t i = begin; i < end; ++i) {
        taken.insert(taken.end(), rows[i].begin(), rows[i].end());
      }
      return taken;
    };
    Cut(take(0, strip.begin), depth + 1);
    Pieces left = take(strip.begin, strip.end), right;
    std::erase_if(left, [&](const PdfPiece& piece) {
      if (piece.left < strip.right - strip_ / 4) return false;
      right.push_back(piece);
      return true;
    });
    if (right_to_left_) std::swap(left, right);
    Cut(std::move(left), depth + 1);
    Cut(std::move(right), depth + 1);
    Cut(take(strip.end, rows.size()), depth + 1);
  }

  std::vector<Pieces> Take() && { return std::move(regions_); }

 private:
  static std::vector<Pieces> RowsOf(const Pieces& pieces) {
    std::vector<Pieces> rows;
    for (const PdfPiece& piece : pieces) {
      if (rows.empty() || rows.back().back().row != piece.row) rows.emplace_back();
      rows.back().push_back(piece);
    }
    return rows;
  }

  // The strip that runs down the most rows, at least kFewestRows on either side.
  Strip FindStrip(const std::vector<Pieces>& rows) const {
    Strip best;
    for (std::size_t begin = 0; begin + kFewestRows <= rows.size(); ++begin) {
      if (rows.size() - begin <= best.end - best.begin) break;
      const Strip strip = LongestFrom(rows, begin);
      if (strip.end - strip.begin > best.end - best.begin) best = strip;
    }
    return best;
  }

  struct Gap {
    double left, right;
    std::size_t lefts = 0, rights = 0;  // rows with something on that side
  };

  Strip LongestFrom(const std::vector<Pieces>& rows, std::size_t begin) const {
    Strip longest;
    std::vector<Gap> gaps = {{-1e9, 1e9}};
    for (std::size_t i = begin; i < rows.size(); ++i) {
      for (const PdfPiece& piece : rows[i]) gaps = Without(gaps, piece);
      for (Gap& gap : gaps) {
        gap.lefts += std::ranges::any_of(
            rows[i], [&](const PdfPiece& piece) { return piece.right <= gap.left + 0.01; });
        gap.rights += std::ranges::any_of(
            rows[i], [&](const PdfPiece& piece) { return piece.left >= gap.right - 0.01; });
        // It ends with a row that has something beside it on either side or goes on.
        if (gap.lefts < kFewestRows || gap.rights < kFewestRows) continue;
        longest = {gap.left, gap.right, begin, i + 1};
      }
      if (gaps.empty()) break;
    }
    return longest;
  }

  std::vector<Gap> Without(const std::vector<Gap>& gaps, const PdfPiece& piece) const {
    std::vector<Gap> left;
    for (const Gap& gap : gaps) {
      if (piece.right <= gap.left || piece.left >= gap.right) {
        left.push_back(gap);
        continue;
      }
      Gap before = gap, behind = gap;
      before.right = piece.left, behind.left = piece.right;
      if (before.right - before.left >= strip_) left.push_back(before);
      if (behind.right - behind.left >= strip_) left.push_back(behind);
    }
    return left;
  }

  double strip_;
  bool right_to_left_;
  std::vector<Pieces> regions_;
};

}  // namespace

std::vector<std::vector<PdfPiece>> FindPdfRegions(std::vector<PdfPiece> pieces, double strip,
                                                  bool right_to_left) {
  std::ranges::stable_sort(pieces, [](const PdfPiece& a, const PdfPiece& b) {
    return a.row != b.row ? a.row < b.row : a.left < b.left;
  });
  Cutter cutter(strip, right_to_left);
  cutter.Cut(std::move(pieces), 0);
  return std::move(cutter).Take();
}

}  // namespace warraq

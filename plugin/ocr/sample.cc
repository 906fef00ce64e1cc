// Cuts pieces of lines out of a page by their letters alone.
//
// Layout analysis takes a tenth of a page's time and would be done again for the whole page. A
// sample needs less: from a letter in the middle of nowhere its neighbours on the same height are
// joined to the left and to the right, until there is a gap or the piece is `kWidth` letters wide.
// Of three times as many pieces as are asked for the widest are kept: they are running text, not
// page numbers.

#include "plugin/ocr/sample.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cstddef>

#include "plugin/ocr/box.h"
#include "plugin/ocr/prepare.h"
#include "warraq/page.h"

namespace warraq {
namespace {

constexpr int kWidth = 24;       // of a piece, in letter heights
constexpr double kMaxGap = 1.5;  // between letters of a piece, in letter heights

bool Overlap(const Box& a, const Box& b) {
  return a.x < Right(b) && b.x < Right(a) && a.y < Bottom(b) && b.y < Bottom(a);
}

// The letters that stand on the height of `seed`, from left to right.
std::vector<Box> Row(const std::vector<Box>& letters, const Box& seed, int height) {
  std::vector<Box> row;
  const int middle = seed.y + seed.height / 2;
  for (const Box& letter : letters) {
    const int offset = letter.y + letter.height / 2 - middle;
    if (std::abs(offset) * 2 <= height && letter.height <= 3 * height) row.push_back(letter);
  }
  std::sort(row.begin(), row.end(),
            [](const Box& a, const Box& b) { return a.x != b.x ? a.x < b.x : a.y < b.y; });
  return row;
}

Box Grow(const std::vector<Box>& letters, const Box& seed, int height) {
  const std::vector<Box> row = Row(letters, seed, height);
  const int gap = static_cast<int>(kMaxGap * height);
  Box piece = seed;
  for (const Box& letter : row) {
    const bool near = letter.x >= seed.x && letter.x - Right(piece) <= gap;
    if (near && piece.width < kWidth / 2 * height) piece = Union(piece, letter);
  }
  for (auto letter = row.rbegin(); letter != row.rend(); ++letter) {
    const bool near = letter->x < piece.x && piece.x - Right(*letter) <= gap;
    if (near && piece.width < kWidth * height) piece = Union(piece, *letter);
  }
  return piece;
}

PixPointer Cut(Pix* page, const Box& piece, int height) {
  const int margin = height / 2;
  BOX* box = boxCreate(piece.x - margin / 2, piece.y - margin, piece.width + margin,
                       piece.height + 2 * margin);
  const PixPointer cut(pixClipRectangle(page, box, nullptr));
  boxDestroy(&box);
  return PixPointer(cut ? pixAddBorderGeneral(cut.get(), 10, 10, 10, 10, 255) : nullptr);
}

}  // namespace

std::vector<PixPointer> SampleLines(Pix* page, int count) {
  std::vector<PixPointer> sample;
  std::vector<Box> letters = FindLetters(page);
  if (letters.empty()) return sample;
  const int height = std::max(static_cast<int>(MedianHeight(letters)), 6);
  std::sort(letters.begin(), letters.end(),
            [](const Box& a, const Box& b) { return a.y != b.y ? a.y < b.y : a.x < b.x; });
  std::vector<Box> pieces;
  const std::size_t seeds = static_cast<std::size_t>(count) * 3;
  for (std::size_t i = 0; i < seeds; ++i) {
    const Box piece = Grow(letters, letters[(2 * i + 1) * letters.size() / (2 * seeds)], height);
    const auto overlaps = [&](const Box& other) { return Overlap(piece, other); };
    if (std::none_of(pieces.begin(), pieces.end(), overlaps)) pieces.push_back(piece);
  }
  std::stable_sort(pieces.begin(), pieces.end(),
                   [](const Box& a, const Box& b) { return a.width > b.width; });
  pieces.resize(std::min(pieces.size(), static_cast<std::size_t>(count)));
  std::sort(pieces.begin(), pieces.end(), [](const Box& a, const Box& b) { return a.y < b.y; });
  for (const Box& piece : pieces) {
    if (PixPointer cut = Cut(page, piece, height)) sample.push_back(std::move(cut));
  }
  return sample;
}

}  // namespace warraq

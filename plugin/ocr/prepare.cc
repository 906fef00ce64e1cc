// Brings a page image to the size and the attitude at which Tesseract reads best.
//
// The models see every line at a height of their own, so size is nothing to them; the layout
// analysis before them breaks down on large letters. So the letters of the page are measured and
// the page is scaled until they stand `kLetterHeight` high: 600 dpi of one bit become 200 dpi of
// grey, and small type on a screen shot is enlarged. A letter is a connected component that is no
// speck, no rule and no picture; the median is taken over their widths, because in Arabic every
// second component is a dot while a stroke may join five letters.

#include "plugin/ocr/prepare.h"

#include <leptonica/allheaders.h>

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <memory>
#include <numbers>
#include <utility>
#include <vector>

namespace warraq {
namespace {

constexpr double kLetterHeight = 24;
constexpr double kMaxEnlargement = 4;
constexpr int kMaxSide = 30'000;  // Tesseract keeps coordinates in 16 bits
constexpr double kMinSkewDegrees = 0.3;
constexpr float kMinSkewConfidence = 3;

struct DestroyBoxa {
  void operator()(Boxa* boxes) const { boxaDestroy(&boxes); }
};
using BoxaPointer = std::unique_ptr<Boxa, DestroyBoxa>;

PixPointer ToOneBit(Pix* pix) {
  if (pixGetDepth(pix) == 1) return PixPointer(pixClone(pix));
  Pix* bits = nullptr;
  pixOtsuAdaptiveThreshold(pix, pixGetWidth(pix), pixGetHeight(pix), 0, 0, 0.1F, nullptr, &bits);
  return PixPointer(bits);
}

double InkShare(Pix* bits) {
  l_int32 ink = 0;
  pixCountPixels(bits, &ink, nullptr);
  return static_cast<double>(ink) / pixGetWidth(bits) / pixGetHeight(bits);
}

bool IsLetter(int width, int height, Pix* page) {
  constexpr int kSpeck = 4;
  constexpr int kCutHeight = 180;  // a picture so low may be a single line
  const int most =
      std::max(pixGetHeight(page) / 6, std::min(pixGetHeight(page), kCutHeight) * 2 / 3);
  return height > kSpeck && width >= 3 && height < most &&
         width < std::max(pixGetWidth(page) / 3, 40) && width <= 12 * height;
}

// Whether anything but specks is on the page: a headline alone may be too large for a letter.
bool HasShapes(Pix* bits) {
  const PixPointer shapes(
      pixSelectBySize(bits, 5, 5, 8, L_SELECT_IF_BOTH, L_SELECT_IF_GT, nullptr));
  l_int32 empty = 1;
  if (shapes) pixZero(shapes.get(), &empty);
  return empty == 0;
}

double ChooseScale(double letter_height, int width, int height, const Limits& limits) {
  if (letter_height <= 0)
    return std::min(1.0, static_cast<double>(kMaxSide) / std::max(width, height));
  double scale = kLetterHeight / letter_height;
  if (scale > 0.9 && scale < 1.15) scale = 1;
  scale = std::min(scale, kMaxEnlargement);
  const double pixels = static_cast<double>(width) * height;
  if (scale > 1)
    scale = std::min(scale, std::sqrt(static_cast<double>(limits.image_pixels) / pixels));
  return std::min(scale, static_cast<double>(kMaxSide) / std::max(width, height));
}

PixPointer Scale(Pix* pix, double scale) {
  const auto factor = static_cast<l_float32>(scale);
  if (pixGetDepth(pix) != 1) {
    return PixPointer(scale == 1 ? pixClone(pix) : pixScale(pix, factor, factor));
  }
  if (scale < 1) return PixPointer(pixScaleToGray(pix, factor));
  const PixPointer grey(pixConvertTo8(pix, 0));
  return PixPointer(scale == 1 || !grey ? pixClone(grey.get())
                                        : pixScale(grey.get(), factor, factor));
}

double SkewDegrees(Pix* bits) {
  l_float32 angle = 0, confidence = 0;
  if (pixFindSkew(bits, &angle, &confidence) != 0) return 0;
  return confidence < kMinSkewConfidence || std::abs(angle) < kMinSkewDegrees ? 0 : angle;
}

}  // namespace

std::vector<Box> FindLetters(Pix* page) {
  std::vector<Box> letters;
  const PixPointer bits = ToOneBit(page);
  const BoxaPointer boxes(bits ? pixConnCompBB(bits.get(), 8) : nullptr);
  for (l_int32 i = 0; boxes && i < boxaGetCount(boxes.get()); ++i) {
    Box box;
    boxaGetBoxGeometry(boxes.get(), i, &box.x, &box.y, &box.width, &box.height);
    if (IsLetter(box.width, box.height, page)) letters.push_back(box);
  }
  return letters;
}

double MedianHeight(const std::vector<Box>& letters) {
  std::vector<std::pair<int, int>> heights;  // with their weights
  std::int64_t total = 0, sum = 0;
  for (const Box& letter : letters) {
    const int weight = std::min(letter.width, 3 * letter.height);
    heights.emplace_back(letter.height, weight);
    total += weight;
  }
  std::sort(heights.begin(), heights.end());
  for (const auto& [height, weight] : heights) {
    sum += weight;
    if (2 * sum >= total) return height;
  }
  return 0;
}

Box PreparedPage::ToOriginal(const Box& box) const {
  // The centre is turned back and the size kept: the corners' hull would grow with the angle.
  const double middle_x = pix ? pixGetWidth(pix.get()) / 2.0 : 0;
  const double middle_y = pix ? pixGetHeight(pix.get()) / 2.0 : 0;
  const double x = box.x + box.width / 2.0 - middle_x, y = box.y + box.height / 2.0 - middle_y;
  const double back_x = x * std::cos(angle) + y * std::sin(angle) + middle_x;
  const double back_y = -x * std::sin(angle) + y * std::cos(angle) + middle_y;
  const double left = (back_x - box.width / 2.0) / scale, top = (back_y - box.height / 2.0) / scale;
  const double right = left + box.width / scale, bottom = top + box.height / scale;
  const auto clip = [](double value, int most) {
    return static_cast<std::int32_t>(std::clamp(std::lround(value), 0L, static_cast<long>(most)));
  };
  const std::int32_t x0 = clip(left, original_width), y0 = clip(top, original_height);
  return {.x = x0,
          .y = y0,
          .width = clip(right, original_width) - x0,
          .height = clip(bottom, original_height) - y0};
}

PreparedPage PreparePage(const PageImage& image, const Limits& limits, double factor) {
  PreparedPage page;
  page.original_width = image.width();
  page.original_height = image.height();
  PixPointer source(pixClone(image.pix()));
  PixPointer bits = ToOneBit(source.get());
  if (!bits) return page;
  if (InkShare(bits.get()) > 0.5) {
    source.reset(pixInvert(nullptr, source.get()));
    pixInvert(bits.get(), bits.get());
  }
  const double letter_height = MedianHeight(FindLetters(bits.get()));
  if (letter_height <= 0 && !HasShapes(bits.get())) return page;
  page.scale = ChooseScale(letter_height / factor, image.width(), image.height(), limits);
  if (pixGetDepth(source.get()) == 1) page.threshold = Threshold::kLocal;
  page.pix = Scale(source.get(), page.scale);
  const double degrees = SkewDegrees(bits.get());
  if (degrees == 0 || !page.pix) return page;
  page.angle = degrees * std::numbers::pi / 180;
  page.pix.reset(pixRotate(page.pix.get(), static_cast<l_float32>(page.angle), L_ROTATE_AREA_MAP,
                           L_BRING_IN_WHITE, 0, 0));
  return page;
}

}  // namespace warraq

// Leptonica's picture, owned. Its headers stay out of ours.

#ifndef WARRAQ_PLUGIN_OCR_PIX_H_
#define WARRAQ_PLUGIN_OCR_PIX_H_

#include <memory>

struct Pix;

namespace warraq {

struct DestroyPix {
  void operator()(Pix* pix) const;
};
using PixPointer = std::unique_ptr<Pix, DestroyPix>;

// Leptonica and libtiff say nothing from then on. Called before their first use.
void SilenceLeptonica();

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_PIX_H_

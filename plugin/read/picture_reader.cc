#include "plugin/read/picture_reader.h"

#include <algorithm>
#include <iterator>

#include "plugin/ocr/image.h"

namespace warraq {
namespace {

class ReaderHere : public PictureReader {
 public:
  explicit ReaderHere(const Options& options) : recognizer_(options), limits_(options.limits) {}

  Result<Recognition> Read(const Picture& picture, std::string_view language) override {
    WARRAQ_TRY(const PageImage image, DecodeImage(picture.bytes, picture.number, limits_));
    return recognizer_.Recognize(image, language);
  }

 private:
  Recognizer recognizer_;
  Limits limits_;
};

}  // namespace

bool IsOfDecoding(const Error& error) {
  constexpr Code kCodes[] = {Code::kUnknownFormat, Code::kTruncatedImage, Code::kDamagedImage,
                             Code::kImageTooLarge, Code::kLoopingPages,   Code::kTooLarge};
  return std::ranges::find(kCodes, error.code) != std::end(kCodes);
}

std::unique_ptr<PictureReader> MakePictureReader(const Options& options) {
  if (!options.picture_worker.empty()) return MakePictureWorker(options);
  return std::make_unique<ReaderHere>(options);
}

}  // namespace warraq

// Pictures to recognized pages: in this process, or in a confined one that a hostile picture may
// break.
//
//   const std::unique_ptr<PictureReader> reader = MakePictureReader(options);
//   Result<Recognition> page = reader->Read({.bytes = source.bytes, .number = 1}, "auto");
//
// A reader keeps its models from picture to picture, and nothing is made before the first.

#ifndef WARRAQ_PLUGIN_READ_PICTURE_READER_H_
#define WARRAQ_PLUGIN_READ_PICTURE_READER_H_

#include <memory>
#include <string_view>

#include "plugin/ocr/recognize.h"
#include "warraq/options.h"
#include "warraq/result.h"

namespace warraq {

struct Picture {
  std::string_view bytes;
  int number = 1;                // of the page, from 1
  std::string_view sha256 = {};  // of the bytes, where it is known: then they are passed once
};

// One thread at a time. What is read does not depend on the pictures before, nor on the process.
class PictureReader {
 public:
  virtual ~PictureReader() = default;
  // `language` as Options::language has it.
  virtual Result<Recognition> Read(const Picture& picture, std::string_view language) = 0;
};

// Whether an error says that the bytes are no picture that can be decoded.
bool IsOfDecoding(const Error& error);

// By Options::picture_worker; the thread that first reads with one must live as long as it is used.
std::unique_ptr<PictureReader> MakePictureReader(const Options& options);

// In another process, which is replaced when it dies (picture_worker.cc).
std::unique_ptr<PictureReader> MakePictureWorker(const Options& options);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_PICTURE_READER_H_

// Article records beside what Tesseract renders itself, in C++ and from C.
//
//   tesseract::TessPDFRenderer pdf("scan", tesseract.GetDatapath());   // scan.pdf
//   pdf.insert(new warraq::ArticleRenderer("scan"));                   // scan.jsonl
//   tesseract.ProcessPages("scan.tif", nullptr, 0, &pdf);
//
// It renders what was recognized, and recognizes nothing again. The library is libwarraq_tesseract
// (Warraq::tesseract, pkg-config warraq-tesseract); this header includes Tesseract's.
//
// Each page gives its records, lines of JSON (models/article.schema.json), or a line that says why
// there is none ("schema": "warraq/failure/1"). A page without a record is no failure of the
// renderer: it is happy() until the disk is full.
//
// The source of a record is the file that is Tesseract's input name, as for its PDF renderer, if
// that is a picture and its page has the size of what was recognized; else the page's pixels, as
// PNM. Pages under one name are numbered as they come. Where a piece comes from are boxes, in
// pixels of the page image. (`warraq verify` recognizes the picture again, by the models and the
// page segmentation mode that the record names; where words differ it says "not proved", since what
// else the program set is not known.)

#ifndef WARRAQ_RENDERER_H_
#define WARRAQ_RENDERER_H_

#ifdef __cplusplus

#include <tesseract/renderer.h>

#include <memory>

#include "warraq/options.h"

namespace warraq {

class ArticleRenderer : public tesseract::TessResultRenderer {
 public:
  // Writes to `outputbase`.jsonl, or to standard output for "-" and "stdout". Of the options,
  // provenance and limits count; the rest is said to Tesseract.
  explicit ArticleRenderer(const char* outputbase, const Options& options = {});
  ~ArticleRenderer() override;

 protected:
  bool BeginDocumentHandler() override;
  bool AddImageHandler(tesseract::TessBaseAPI* tesseract) override;

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace warraq

extern "C" tesseract::TessResultRenderer* WarraqArticleRendererCreate(const char* outputbase,
                                                                      const char* provenance);

#else

#include <tesseract/capi.h>

// The same from C: an ArticleRenderer for TessResultRendererInsert and TessBaseAPIProcessPages.
// `provenance` is "none", "spans" or "full"; null stands for "spans".
//
// The caller's, until TessDeleteResultRenderer or until it is inserted behind another, which then
// owns it. Null where `outputbase` is null, `provenance` is no such name, or memory is short. No
// exception leaves it.
TessResultRenderer* WarraqArticleRendererCreate(const char* outputbase, const char* provenance);

#endif

#endif  // WARRAQ_RENDERER_H_

// The same as records.cc through Tesseract's C interface.
//
//   cc -o records samples/tesseract/records.c $(pkg-config --cflags --libs warraq-tesseract tesseract lept)
//   ./records news ara+eng page1.png page2.png      # news.hocr, news.pdf, news.jsonl

#include <leptonica/allheaders.h>
#include <stdio.h>
#include <tesseract/capi.h>

#include "warraq/renderer.h"

static int render(TessBaseAPI* tesseract, TessResultRenderer* renderers, char** scans, int count) {
  int good = TessResultRendererBeginDocument(renderers, scans[0]);
  for (int i = 0; good && i < count; ++i) {
    // Leptonica opens the file: given a name, Tesseract takes a text for a list of more names.
    struct Pix* page = pixRead(scans[i]);
    good = page != NULL &&
           TessBaseAPIProcessPage(tesseract, page, i, scans[i], NULL, 0, renderers);
    pixDestroy(&page);
  }
  return TessResultRendererEndDocument(renderers) && good;
}

int main(int count, char** arguments) {
  if (count < 4) {
    fprintf(stderr, "usage: %s OUTPUT LANGUAGES SCAN...\n", arguments[0]);
    return 2;
  }
  const char* const output = arguments[1];
  TessBaseAPI* tesseract = TessBaseAPICreate();
  if (TessBaseAPIInit3(tesseract, NULL, arguments[2]) != 0) return TessBaseAPIDelete(tesseract), 1;

  TessResultRenderer* renderers = TessHOcrRendererCreate(output);
  TessResultRendererInsert(
      renderers, TessPDFRendererCreate(output, TessBaseAPIGetDatapath(tesseract), 0));
  TessResultRenderer* articles = WarraqArticleRendererCreate(output, "spans");
  if (articles != NULL) TessResultRendererInsert(renderers, articles);

  const int good = render(tesseract, renderers, arguments + 3, count - 3);
  if (!good) fprintf(stderr, "%s: not every page could be read and written\n", arguments[0]);
  TessDeleteResultRenderer(renderers);
  TessBaseAPIEnd(tesseract);
  TessBaseAPIDelete(tesseract);
  return good && articles != NULL ? 0 : 1;
}

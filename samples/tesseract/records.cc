// Article records beside Tesseract's hOCR and PDF, in a program that calls Tesseract.
//
//   c++ -std=c++20 -o records samples/tesseract/records.cc $(pkg-config --cflags --libs warraq-tesseract tesseract lept)
//   ./records news ara+eng page1.png page2.png      # news.hocr, news.pdf, news.jsonl
//
// The line with ArticleRenderer is all that Warraq adds.

#include <leptonica/allheaders.h>
#include <tesseract/baseapi.h>
#include <tesseract/renderer.h>

#include <cstdio>

#include "warraq/renderer.h"

int main(int count, char** arguments) {
  if (count < 4) {
    std::fprintf(stderr, "usage: %s OUTPUT LANGUAGES SCAN...\n", arguments[0]);
    return 2;
  }
  const char* const output = arguments[1];
  tesseract::TessBaseAPI tesseract;
  if (tesseract.Init(nullptr, arguments[2]) != 0) return 1;

  tesseract::TessHOcrRenderer renderers(output);
  renderers.insert(new tesseract::TessPDFRenderer(output, tesseract.GetDatapath()));
  renderers.insert(new warraq::ArticleRenderer(output));

  bool good = renderers.BeginDocument(output);
  for (int i = 3; good && i < count; ++i) {
    // Leptonica opens the file: given a name, Tesseract takes a text for a list of more names.
    Pix* page = pixRead(arguments[i]);
    good = page != nullptr &&
           tesseract.ProcessPage(page, i - 3, arguments[i], nullptr, 0, &renderers);
    pixDestroy(&page);
  }
  good = renderers.EndDocument() && good;
  if (!good) std::fprintf(stderr, "%s: not every page could be read and written\n", arguments[0]);
  return good ? 0 : 1;
}

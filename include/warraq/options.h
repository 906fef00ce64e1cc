// What a caller may choose, and how much any input may cost.
//
//   warraq::Options options{.language = "ara+eng", .provenance = warraq::Provenance::kFull};

#ifndef WARRAQ_OPTIONS_H_
#define WARRAQ_OPTIONS_H_

#include <cstddef>
#include <cstdint>
#include <string>

namespace warraq {

// How much of the way back to the source a record carries.
enum class Provenance : std::uint8_t {
  kNone,   // no `from`
  kSpans,  // where each piece stands in the source
  kFull,   // and every byte that was changed or left out: the record alone rebuilds the source
};

// What the bytes of a source are. kAuto lets the content decide, never the file's name.
enum class Format : std::uint8_t {
  kAuto,
  kText,
  kHtml,
  kImage,
  kHocr,  // what another program recognized: so are the four below
  kAlto,
  kPageXml,
  kAbbyy,  // FineReader's
  kTsv,    // Tesseract's
  kMets,   // names the files of its pages, which are one of the five above
  kPdf,
  // Of inputs alone, which hold sources; a source itself is none of them.
  kJsonLines,
  kCsv,
};

// Reaching a limit is an error that names it, or, where it says so, a note.
struct Limits {
  std::size_t source_bytes = std::size_t{1} << 31;  // a source, after decompression
  std::size_t inflation = 100;  // a compressed file's growth, beyond its first 64 MiB
  std::size_t record_bytes = std::size_t{64} << 20;  // a record of a web archive, a line, a row
  std::size_t html_depth = 512;            // deeper elements become siblings, as in browsers
  std::size_t html_attributes = 256;       // of one element; further ones are passed over
  std::size_t image_pixels = 120'000'000;  // of one page: A3 at 600 dpi is 70 million
  std::size_t image_pages = 10'000;
  std::size_t claims = 4096;  // dates looked at in one page; further ones are not read
  std::size_t facts = 4096;   // pieces of evidence beside a page's text
  double page_seconds = 60;   // CPU for the recognition of one page
  std::size_t page_memory = std::size_t{1} << 30;  // of a process that reads pictures, above what
                                                   // it starts with
};

class SiteKnowledge;  // warraq/pipeline.h

struct Options {
  Format from = Format::kAuto;
  Provenance provenance = Provenance::kSpans;
  std::string
      field;  // of JSON Lines and CSV: the member that is the text; empty: found by its name
  std::string language = "auto";  // of ink: auto, or Tesseract's model names joined by +
  bool search_form = false;       // of text alone: not the text but the form that is searched
  bool explain = false;           // of text alone: every change, not only how many
  std::string tessdata;  // folder of models; empty: TESSDATA_PREFIX, or where Debian puts them
  // The program that reads pictures in confined processes of its own: the tool, by its path. Empty:
  // they are read in this process, which a picture or a model that breaks a decoder then ends.
  std::string picture_worker;
  // What is known of the sites that the pages are from; null: nothing. It outlives the pipelines,
  // and many threads may use one.
  const SiteKnowledge* sites = nullptr;
  Limits limits;
};

}  // namespace warraq

#endif  // WARRAQ_OPTIONS_H_

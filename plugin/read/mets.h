// METS 1.4 to 1.12 (Library of Congress): an issue or book as the list of its pages' files, with
// its articles and what is said of them. The files themselves are not opened here.
//
//   Result<MetsFile> mets = ReadMets(source.bytes);
//   for (const MetsPage& page : mets.value().pages) ... page.path ...
//   Page page = MetsPageToPage(mets.value(), 3, ocr_page, source);
//
// Written for what ENMAP (Europeana Newspapers, docWorks), NDNP (chronicling America), Kitodo and
// OCR-D make of it.

#ifndef WARRAQ_PLUGIN_READ_METS_H_
#define WARRAQ_PLUGIN_READ_METS_H_

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/read/ocr_file.h"
#include "warraq/page.h"
#include "warraq/result.h"

namespace warraq {

// A page of the issue and the file with its recognized text.
struct MetsPage {
  std::string href;          // as it is written; empty where the page has no such file
  std::string path;          // relative and below the METS file's folder; empty if it is not
  std::uint32_t number = 1;  // of the page in that file
};

// What the metadata (MODS or Dublin Core) or a label say; `at` is where in the bytes.
struct MetsValue {
  std::string text;
  std::uint32_t at = kNowhere;
  static constexpr std::uint32_t kNowhere = static_cast<std::uint32_t>(-1);
};

struct MetsArticle {
  MetsValue headline;
  MetsValue published;  // its own or its issue's
  std::vector<MetsValue> bylines;
};

// A block or line of a page that the logical structure places.
struct MetsArea {
  static constexpr std::uint32_t kNoArticle = static_cast<std::uint32_t>(-1);
  std::uint32_t page = 0;    // index into `pages`
  std::string id;            // of the block in the page's file; empty: the whole page
  std::uint32_t inside = 0;  // what its division is called, as Inside bits
  std::uint32_t article = kNoArticle;
};

struct MetsFile {
  std::vector<MetsPage> pages;  // physical order
  std::vector<MetsArticle> articles;
  std::vector<MetsArea> areas;     // page by page, each in logical order
  MetsValue published;             // of the issue
  std::vector<std::string> paths;  // every local file that is named, pictures too; sorted
  std::string encoding;            // IANA name
  bool damaged = false;
};

Result<MetsFile> ReadMets(std::string_view bytes);
// Whether the bytes begin as a METS file does.
bool IsMets(std::string_view bytes);

// The path behind a reference, if it is relative and stays below its folder: "alto/0001.xml" of
// "file://./alto/0001.xml"; empty for addresses, absolute paths and those with "..".
std::string LocalPath(std::string_view href);

// Page `number`, from 1, of the issue, out of the page of its file: its lines in the order of the
// logical structure, a container around each article, what the metadata say as facts.
Page MetsPageToPage(const MetsFile& mets, int number, OcrPage ocr, Source& source);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_METS_H_

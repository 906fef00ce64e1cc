// The files that METS files name, on disk and page by page.

#ifndef WARRAQ_PLUGIN_BATCH_METS_PARTS_H_
#define WARRAQ_PLUGIN_BATCH_METS_PARTS_H_

#include <string>
#include <vector>

#include "plugin/read/mets.h"
#include "warraq/options.h"
#include "warraq/page.h"
#include "warraq/result.h"

namespace warraq {

// Names, as source.parts, those files of the METS file that was read from `path` that are there:
// plain files in its folder or below it, wherever links lead. No other source is touched.
void FindMetsParts(const std::string& path, Source& source);

// Leaves out what METS files among these paths name: it comes with them.
void LeaveOutMetsParts(std::vector<std::string>& paths, const Limits& limits);

// The pages of a METS source, each read from its part when it is asked for. It keeps the last file
// of each kind, for the next page.
class MetsPages {
 public:
  // How many pages the source has. An error where none of their files can be had.
  Result<int> Open(const Source& source);
  // Page `number`, from 1, of the source that was opened; nobody has repaired it.
  Result<Page> Read(Source& source, int number, const Limits& limits);

 private:
  Result<bool> OpenPart(const Source& source, const MetsPage& page, const Limits& limits);

  MetsFile mets_;
  std::string sha256_;  // of the source that `mets_` is of
  OcrFile part_;
  PageFile file_;  // what `part_` is of
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_METS_PARTS_H_

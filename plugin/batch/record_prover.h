// The proof of one record against its source, both of which are there:
//   - size and hash are the source's;
//   - each piece of text is what stands at its `from`, read through the map of the page (which is
//     built anew, and which a law of the tests holds to be exact);
//   - `from` and `removed` together cover every letter of the page: nothing is lost;
//   - a full record makes the source again from itself alone.
// Ink is recognized again with the models that the record names; its words must stand in their
// boxes. What a program of others recognized (ArticleRenderer) is recognized as it says it did;
// since it may have set more than it says, words that differ are doubts, not lies.

#ifndef WARRAQ_PLUGIN_BATCH_RECORD_PROVER_H_
#define WARRAQ_PLUGIN_BATCH_RECORD_PROVER_H_

#include <simdjson.h>

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "plugin/batch/findings.h"
#include "plugin/batch/mets_parts.h"
#include "plugin/batch/pipeline.h"
#include "plugin/batch/record_pieces.h"
#include "plugin/read/pdf.h"
#include "warraq/options.h"
#include "warraq/page.h"
#include "warraq/result.h"

namespace warraq {

class RecordProver {
 public:
  // Both outlive this.
  RecordProver(const Options& options, Findings& findings)
      : options_(options), findings_(findings) {}

  // The source's sha256 is set. A part is what a joined record says of one of its pages. Records of
  // one source are best proved one behind the other.
  void Prove(Source& source, simdjson::dom::object record, bool is_part);

 private:
  using Record = simdjson::dom::object;

  void ProveBytes(const Page& page, Record record);
  void ProveRebuilt(const Source& source, Record record);
  void ProveIssue(Source& source, int number, Record record);
  void ProvePdf(Source& source, int number, Record record);
  void ProvePicture(Source& source, int number, Record record);
  void ProveForeign(Source& source, int number, Record record);
  void ProveReadings(const Source& source, int number, Record record,
                     const std::function<Result<Page>(const Options&)>& read);
  void ProveInk(const Page& page, int number, Record record);
  void ProveFacts(const Source& source, Record record);
  void ProveSpans(const Source& source, const RecordPiece& piece);
  std::vector<Options> OptionsOf(Record record) const;
  PictureReader& TheReader();

  const Options& options_;
  Findings& findings_;
  MetsPages issue_;
  std::unique_ptr<PictureReader> reader_;
  std::optional<PdfFile> pdf_;  // the last one, for the next of its records
  std::string pdf_sha256_;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_RECORD_PROVER_H_

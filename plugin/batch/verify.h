// Proof that records are true: every piece is traced back to its source, and together they are all
// of it.

#ifndef WARRAQ_PLUGIN_BATCH_VERIFY_H_
#define WARRAQ_PLUGIN_BATCH_VERIFY_H_

#include <simdjson.h>

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "plugin/batch/claims.h"
#include "plugin/batch/database.h"
#include "plugin/batch/findings.h"
#include "plugin/batch/record_prover.h"
#include "warraq/options.h"
#include "warraq/page.h"
#include "warraq/result.h"

namespace warraq {

struct VerifyOptions {
  std::string root;  // put before the names of sources; empty: they stand where the records say
  Options options;
};

// The records of one file, "-" for standard input. `tell` gets a sentence for each lie and doubt.
VerifyCounts VerifyRecords(const std::string& path, const VerifyOptions& options,
                           const std::function<void(const std::string&)>& tell);

// Records wait, on disk, until their sources are read:
//
//   RecordVerifier verifier(options, findings);
//   verifier.Open();
//   verifier.Take(path, 1, line);    // each line of the records, first
//   verifier.Prove(source, field);   // then sources, as the caller reads them anyway
//   verifier.ProveRest();            // at last the containers of what is left, each once
//
// What goes wrong with the disk is told as a lie, too: nothing more is proved then.
class RecordVerifier {
 public:
  // Both outlive this.
  RecordVerifier(const VerifyOptions& options, Findings& findings);

  void Open();
  // Line `number` of the file, without its end.
  void Take(const std::string& path, std::uint64_t number, std::string_view line);
  // How many records, or parts of joined ones, were of this source. Its name is as records have it.
  std::size_t Prove(Source& source, const std::string& field);
  void ProveRest();

 private:
  void TakePages(simdjson::dom::object record);
  void TakeClaim(simdjson::dom::object record, std::string_view line, bool is_part);
  std::size_t ForEachClaim(const SourcePlace& place,
                           const std::function<void(simdjson::dom::object, bool is_part)>& take);
  Result<simdjson::dom::object> RecordOf(const Claim& claim);
  std::string Rooted(const std::string& path) const;
  std::string ContainerOf(const std::string& name) const;
  Result<bool> FindContainers();
  void OpenContainers();
  void OpenContainer(const SourcePlace& container, std::uint64_t wanted);
  bool IsWell(const Result<bool>& result);

  const VerifyOptions& options_;
  Findings& findings_;
  RecordProver prover_;
  simdjson::dom::parser parser_;
  Claims claims_;
  Database containers_;  // of what is left
  bool well_ = true;
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_VERIFY_H_

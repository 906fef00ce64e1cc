// Proof that records are true: every piece is traced back to its source, and together they are all
// of it.

#ifndef WARRAQ_PLUGIN_BATCH_VERIFY_H_
#define WARRAQ_PLUGIN_BATCH_VERIFY_H_

#include <functional>
#include <string>

#include "plugin/batch/findings.h"
#include "warraq/options.h"

namespace warraq {

struct VerifyOptions {
  std::string root;  // put before the names of sources; empty: they stand where the records say
  Options options;
};

// The records of one file, "-" for standard input. `tell` gets a sentence for each lie and doubt.
VerifyCounts VerifyRecords(const std::string& path, const VerifyOptions& options,
                           const std::function<void(const std::string&)>& tell);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_VERIFY_H_

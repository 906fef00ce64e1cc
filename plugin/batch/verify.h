// Proof that records are true: every piece is traced back to its source, and together they are all
// of it.

#ifndef WARRAQ_PLUGIN_BATCH_VERIFY_H_
#define WARRAQ_PLUGIN_BATCH_VERIFY_H_

#include <cstddef>
#include <functional>
#include <string>

#include "warraq/options.h"

namespace warraq {

struct VerifyOptions {
  std::string root;  // put before the names of sources; empty: they stand where the records say
  Options options;
};

struct VerifyCounts {
  std::size_t records = 0;
  std::size_t pieces = 0;   // texts that were compared with what stands at their `from`
  std::size_t rebuilt = 0;  // sources made again from a full record, bit for bit
  std::size_t doubts = 0;   // what cannot be proved: settings of the program that recognized it
  std::size_t lies = 0;
};

// The records of one file, "-" for standard input. `tell` gets a sentence for each lie and doubt.
VerifyCounts VerifyRecords(const std::string& path, const VerifyOptions& options,
                           const std::function<void(const std::string&)>& tell);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_VERIFY_H_

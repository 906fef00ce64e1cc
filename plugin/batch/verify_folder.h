// Proof that a batch is whole: its inputs are its records' sources, its failures and what it
// skipped; every hash is right, no id stands there twice, and every record is true.

#ifndef WARRAQ_PLUGIN_BATCH_VERIFY_FOLDER_H_
#define WARRAQ_PLUGIN_BATCH_VERIFY_FOLDER_H_

#include <functional>
#include <string>

#include "plugin/batch/verify.h"

namespace warraq {

// `tell` gets a sentence for each lie.
VerifyCounts VerifyFolder(const std::string& folder, const VerifyOptions& options,
                          const std::function<void(const std::string&)>& tell);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_VERIFY_FOLDER_H_

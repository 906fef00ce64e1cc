// Web archives: WARC 1.0 and 1.1 (ISO 28500) and ARC (Internet Archive, 1996), compressed record by
// record or not.

#ifndef WARRAQ_PLUGIN_BATCH_WARC_H_
#define WARRAQ_PLUGIN_BATCH_WARC_H_

#include <string>
#include <string_view>

#include "plugin/batch/inputs.h"
#include "plugin/batch/stream.h"

namespace warraq {

bool IsWebArchive(std::string_view head);

// Gives what was fetched; requests, revisits, redirects, errors and what is no page are skipped and
// told. Behind a bad record it goes on with the next that can be found. `name` is the file's.
// Returns whether to go on.
bool ReadWebArchive(const std::string& name, Window& window, const Limits& limits,
                    const InputTaker& taker);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_WARC_H_

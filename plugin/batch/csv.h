// CSV (RFC 4180): a row of names, and rows one of whose columns is a text or a page of HTML.

#ifndef WARRAQ_PLUGIN_BATCH_CSV_H_
#define WARRAQ_PLUGIN_BATCH_CSV_H_

#include <string>

#include "plugin/batch/inputs.h"
#include "plugin/batch/stream.h"

namespace warraq {

// Whether the first row names a column that is the text: `field`, or one of the names that are
// known.
bool IsCsv(Window& window, const std::string& field, const Limits& limits);

// Gives a source for each row; it carries the other columns. Returns whether to go on.
bool ReadCsv(const std::string& name, Window& window, const Options& options,
             const InputTaker& taker);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_CSV_H_

// What is told of one text: its repaired form, its dates. The lines of `warraq text --jsonl` and
// `warraq dates --jsonl`, and what the C functions give.

#ifndef WARRAQ_PLUGIN_WRITE_ANSWERS_H_
#define WARRAQ_PLUGIN_WRITE_ANSWERS_H_

#include <string_view>
#include <vector>

#include "plugin/write/json.h"
#include "warraq/date.h"
#include "warraq/pipeline.h"

namespace warraq {

// The members "text", "encoding", "language", "script", "direction", "repairs", "notes" (where
// there are any) and "changes" (with Options::explain).
void WriteRepaired(const RepairedText& repaired, const Options& options, Json& json);

// The object of a claim that was found in `text`.
void WriteClaim(const DateClaim& claim, std::string_view text, Json& json);
// The member "dates", of all of them.
void WriteClaims(const std::vector<DateClaim>& claims, std::string_view text, Json& json);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_WRITE_ANSWERS_H_

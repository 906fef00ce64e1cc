// Runs of three words as numbers, to tell how much of one text stands in another: case folded, and
// whatever stands between words left out, so that only wording counts.

#ifndef WARRAQ_PLUGIN_TEXT_WORD_RUNS_H_
#define WARRAQ_PLUGIN_TEXT_WORD_RUNS_H_

#include <cstdint>
#include <string_view>
#include <vector>

namespace warraq {

// Appends a hash for each run of three words, in order. A letter of Chinese or Japanese is a word.
// What stands between < and >, and between & and ; is left out: metadata often hold markup.
void AppendWordRuns(std::string_view text, std::vector<std::uint64_t>& runs);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_WORD_RUNS_H_

// The models, as they stand in models/, embedded in the program.

#ifndef WARRAQ_PLUGIN_TEXT_MODEL_H_
#define WARRAQ_PLUGIN_TEXT_MODEL_H_

#include <string_view>

namespace warraq {

// The bytes of models/NAME ("date_words.tsv"), for as long as the program runs; empty if there is
// none.
std::string_view Model(std::string_view name);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_MODEL_H_

// Given names of people (models/given_names.tsv): what tells a person from other words in capitals.

#ifndef WARRAQ_PLUGIN_LABEL_GIVEN_NAMES_H_
#define WARRAQ_PLUGIN_LABEL_GIVEN_NAMES_H_

#include <string_view>

namespace warraq {

// Whether the words read like a person's full name: a given name, perhaps behind a title or an
// initial, and at most four words more. "Jane Doe", "Dr. J. Robert Roe"; not "Jane" alone.
bool IsPersonName(std::string_view words);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_GIVEN_NAMES_H_

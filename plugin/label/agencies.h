// News agencies by the wording of their credit (models/agencies.tsv).

#ifndef WARRAQ_PLUGIN_LABEL_AGENCIES_H_
#define WARRAQ_PLUGIN_LABEL_AGENCIES_H_

#include <string_view>

namespace warraq {

// The record's name of an agency whose credit is `wording`; empty if it is none.
std::string_view AgencyNamed(std::string_view wording);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_AGENCIES_H_

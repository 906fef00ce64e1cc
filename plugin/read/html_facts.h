// What an HTML page says about itself beside its text: meta, link, time, JSON-LD.

#ifndef WARRAQ_PLUGIN_READ_HTML_FACTS_H_
#define WARRAQ_PLUGIN_READ_HTML_FACTS_H_

#include "plugin/read/html_tree.h"
#include "warraq/options.h"
#include "warraq/page.h"

namespace warraq {

// Adds to page.facts what the element `at` tells; `decoded` is the text that the tree was built
// over.
void ReadFacts(const HtmlTree& tree, std::uint32_t at, const Text& decoded, const Limits& limits,
               Page& page);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_READ_HTML_FACTS_H_

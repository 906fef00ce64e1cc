// Live blogs and tickers: a page of many short updates, each under its time of day.

#ifndef WARRAQ_PLUGIN_ARTICLE_LIVE_H_
#define WARRAQ_PLUGIN_ARTICLE_LIVE_H_

#include "warraq/page.h"

namespace warraq {

// Fills page.updates, in the order of the page, where it is a live blog; its lines have their roles
// already. The lines of the times become kTimestamp, headings kSubhead.
void FindUpdates(Page& page);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_ARTICLE_LIVE_H_

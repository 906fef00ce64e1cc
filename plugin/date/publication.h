// Which of a page's dates is the day of its publication.

#ifndef WARRAQ_PLUGIN_DATE_PUBLICATION_H_
#define WARRAQ_PLUGIN_DATE_PUBLICATION_H_

#include <cstddef>

#include "warraq/article.h"
#include "warraq/page.h"

namespace warraq {

// Fills page.claims: the dates of the lines, in order, and behind them those of the facts.
void FindPageDates(Page& page, std::size_t most);

// Gives each claim its kind from where it stands; the lines' roles are known by now.
void JudgeDates(Page& page);

// Weighs the claims of lines [first_line, end_line) and of the facts.
void ChoosePublication(const Page& page, std::size_t first_line, std::size_t end_line,
                       Dating& published, Dating& modified);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_PUBLICATION_H_

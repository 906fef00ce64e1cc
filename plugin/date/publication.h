// Which of a page's dates is the day of publication.
//
//   FindPageDates(page, limits.claims);                       // before the lines get their roles
//   JudgeDates(page);                                         // after it: each date gets its kind
//   Dating published, modified;
//   ChoosePublication(page, 0, page.lines.size(), published, modified);
//   published.edtf;                                           // "2025-05-14T04:44:27", or empty

#ifndef WARRAQ_PLUGIN_DATE_PUBLICATION_H_
#define WARRAQ_PLUGIN_DATE_PUBLICATION_H_

#include <cstddef>

#include "warraq/article.h"
#include "warraq/date.h"
#include "warraq/page.h"

namespace warraq {

// Fills page.claims: the dates of the lines, in order, and behind them those of the facts.
// Positions are those of page.text, and of the fact's text where claim.fact says so.
void FindPageDates(Page& page, std::size_t most);

// Gives each claim its kind from where it stands; the lines' roles are known by now.
void JudgeDates(Page& page);

// Weighs the claims of the lines [first_line, end_line) and of the facts. Witnesses that agree
// raise the confidence; the day of the page's clock and days that contradict the chosen one are
// kept as rejected. Where nothing speaks for a day, both datings stay empty.
void ChoosePublication(const Page& page, std::size_t first_line, std::size_t end_line,
                       Dating& published, Dating& modified);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_PUBLICATION_H_

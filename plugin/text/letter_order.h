// Whether the letters of Arabic and Hebrew words stand in the order in which they are written, or
// reversed, as in a line that was stored in the order in which it is seen.

#ifndef WARRAQ_PLUGIN_TEXT_LETTER_ORDER_H_
#define WARRAQ_PLUGIN_TEXT_LETTER_ORDER_H_

#include <limits>
#include <string_view>

namespace warraq {

struct OrderScore {
  // 100 ln(likelihood as it stands / likelihood reversed); 0 where nobody could tell. Reversing the
  // line turns the sign.
  int hundredths = 0;
  int letters = 0;  // of the two scripts, presentation forms included
  int joins = 0;    // forms beside what they join, less those that would be if it were reversed
};

// Stops reading once the score is at least `enough`.
OrderScore ScoreOrder(std::string_view utf8, int enough = std::numeric_limits<int>::max());

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_TEXT_LETTER_ORDER_H_

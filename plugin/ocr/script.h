// Which script the letters of a text are of, as recognition has just written it: by the blocks of
// Unicode, in which the models' noise counts as letters of some other script, and signs and marks
// of Arabic, tatweel among them, count as none. What repaired text is of, and whether it runs right
// to left (plugin/write/ink.cc), is asked by the properties of its letters instead: there noise is
// no letter, tatweel is one of no script, and Arabic letters outside those blocks are Arabic.

#ifndef WARRAQ_PLUGIN_OCR_SCRIPT_H_
#define WARRAQ_PLUGIN_OCR_SCRIPT_H_

#include <string_view>

namespace warraq {

struct ScriptCount {
  int arabic = 0, hebrew = 0, latin = 0, cyrillic = 0, other = 0, digits = 0;

  void Add(std::string_view utf8);
  int letters() const { return arabic + hebrew + latin + cyrillic + other; }
  int right_to_left() const { return arabic + hebrew; }
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_OCR_SCRIPT_H_

// Which script the letters of a text are of.

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

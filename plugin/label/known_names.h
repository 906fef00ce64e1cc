// What a page says of itself and its lines may say again: who wrote it, and whose site it is. A
// line below the body that begins with the author's name tells who that is; one that names the site
// asks to follow, to support or to subscribe.

#ifndef WARRAQ_PLUGIN_LABEL_KNOWN_NAMES_H_
#define WARRAQ_PLUGIN_LABEL_KNOWN_NAMES_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "plugin/label/label.h"

namespace warraq {

class KnownNames {
 public:
  // `title` is the line of the page's title, or the first of a dump; kNoLine for none.
  KnownNames(const Labelling& labelling, std::size_t title);

  struct Found {
    float authors = 0;    // how many words of their names the line has
    bool begins = false;  // the line's first longer word is one of them
    float site = 0;       // the share of the words of the site's name
  };
  Found In(std::size_t line) const;

 private:
  const Labelling& labelling_;
  std::vector<std::uint32_t> authors_, site_;  // longer words, sorted
};

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_KNOWN_NAMES_H_

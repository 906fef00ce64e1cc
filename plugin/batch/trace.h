// From a place in a source to the text that was made of it: the maps of a page, read the other way.

#ifndef WARRAQ_PLUGIN_BATCH_TRACE_H_
#define WARRAQ_PLUGIN_BATCH_TRACE_H_

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "warraq/page.h"

namespace warraq {

// Over the text of a page and of its facts. The page outlives it.
class Tracer {
 public:
  explicit Tracer(const Page& page);

  // The text that came from these stretches of the source, in its own order.
  std::string TextAt(std::span<const Span> origin) const;

  // The first line of the page that `covered` does not cover whole; empty if there is none.
  std::string Uncovered(std::vector<Span> covered) const;

 private:
  struct Piece {
    Span origin;
    Span text;
    const Text* owner = nullptr;
    Relation relation = Relation::kCopy;
    std::uint8_t unit = 1;
  };
  void Add(const Text& text);
  template <typename IsCovered>
  bool IsSpaceBut(const Span& span, IsCovered is_covered) const;

  const Page& page_;
  std::vector<Piece> pieces_;  // by origin
  std::uint32_t longest_ = 0;  // bytes of origin of any piece
};

std::string WithoutSpace(std::string_view text);

// A word of `text` that is not among the words printed in the boxes; empty if all are there.
std::string MissingWord(const Page& page, std::span<const Box> boxes, std::string_view text);
// A word of the page whose middle is in none of the boxes; empty if all are.
std::string UncoveredWord(const Page& page, std::span<const Box> boxes);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_BATCH_TRACE_H_

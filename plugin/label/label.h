// Labellers give each line of a page its role, one after the other in the order of list.inc: first
// what is certain by its wording or form, then the body, then what stands around it. To add one:
// NAME.cc with the constant, samples/label/NAME.tsv which is its test, and its line in list.inc.

#ifndef WARRAQ_PLUGIN_LABEL_LABEL_H_
#define WARRAQ_PLUGIN_LABEL_LABEL_H_

#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "plugin/label/shape.h"
#include "warraq/page.h"

namespace warraq {

struct ContentModel;

inline constexpr std::size_t kNoLine = static_cast<std::size_t>(-1);

// What labellers share about one page. Line numbers index page.lines and `shapes`.
struct Labelling {
  Page& page;
  std::vector<Shape> shapes;
  LongWords words = {};                    // of each shape
  std::vector<std::uint32_t> firsts = {};  // of each line the first of those that say the same
  std::vector<float> content;           // how likely the line is part of an article's body, 0 to 1
  const ContentModel* model = nullptr;  // null: the program's own
  std::size_t headline = kNoLine;
  std::size_t body_begin = 0;  // the lines from the first to behind the last of the body;
  std::size_t body_end = 0;    // both 0 where there is none

  Line& line(std::size_t i) { return page.lines[i]; }
  const Hints* hints(std::size_t i) const { return page.hints.empty() ? nullptr : &page.hints[i]; }
  bool is_html() const { return !page.hints.empty() && !page.ink; }
  // The nearest line with text below `i`, and above it; kNoLine where there is none.
  std::size_t FilledBelow(std::size_t i) const { return FilledFrom(i, 1); }
  std::size_t FilledAbove(std::size_t i) const { return FilledFrom(i, kNoLine); }
  std::vector<std::size_t> FilledLines() const;
  // Whether no labeller but the body's has named the line, or none that was so sure.
  bool IsFree(std::size_t i, float confidence) const {
    const Role role = page.lines[i].role;
    return role == Role::kUnknown || role == Role::kParagraph ||
           page.lines[i].confidence < confidence;
  }
  // Whether many other pages of the site have this very line.
  bool IsSiteWide(std::size_t i) const {
    constexpr int kLeastOthers = 2;  // with this one three
    constexpr int kLeastShare = 5;   // one in so many
    if (page.shared.empty()) return false;
    const SharedLine& shared = page.shared[i];
    return shared.pages >= kLeastOthers && shared.pages * kLeastShare >= shared.of;
  }
  // The body goes on to the line, or begins with it.
  void ExtendBody(std::size_t i) {
    if (body_end == 0) body_begin = i;
    body_end = i + 1;
  }
  // Gives the line a role, unless a labeller before was surer.
  void Give(std::size_t i, Role role, float confidence, std::string_view why);
  // Takes its role away again.
  void Clear(std::size_t i) {
    Line bare;
    bare.at = page.lines[i].at;
    page.lines[i] = bare;
  }

 private:
  std::size_t FilledFrom(std::size_t i, std::size_t step) const {
    do {
      i += step;
    } while (i < shapes.size() && shapes[i].empty());
    return i < shapes.size() ? i : kNoLine;
  }
};

struct Labeller {
  std::string_view name;
  std::string_view summary;
  void (*apply)(Labelling&);
};

std::span<const Labeller* const> Labellers();

// All of them. page.claims must be there already: a line that is a date is known by it.
void LabelLines(Page& page);
// The same for the lines [first, end) alone, as if there were no others.
void LabelLines(Page& page, std::size_t first, std::size_t end);
// All, with a content model that is not the program's own, while one is being trained.
void LabelLines(Page& page, const ContentModel& model);

// The language that the page's markup gives it, BCP 47's primary subtag; empty where it says none.
std::string_view LanguageSaid(const Page& page);

// Whether it is a name that the metadata give; that of a link to an author's page, or of an element
// whose class calls it an author's, is weaker.
bool IsKnownByline(const Fact& fact);

// The key of the first fact of this kind, as the shape of a line has it; 0 if there is none.
std::uint64_t KeyOfFact(const Page& page, FactKind kind);

// What the labellers begin with: the lines' shapes, with the blank lines above them.
Labelling LabellingOf(Page& page);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_LABEL_H_

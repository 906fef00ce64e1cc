// Marks of direction that stay are their writer's: without them a line is seen in another order
// (the repair direction_marks). A reader sees nothing of them, and a search for the words across
// one finds nothing, so the record says where they are: one note, "direction-marks", with a place
// for each. A mark that the repair put in, to close what was open, came from nowhere and has none.
// ZWNJ and ZWJ are spelling, and no marks of direction.
//
// Where U+FFFD stands for what was lost, notes "lost-bytes" say so (plugin/repair/lost_notes.h).

#include "plugin/article/assemble.h"
#include "plugin/repair/lost_notes.h"
#include "plugin/text/bidi.h"
#include "plugin/text/survey.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

void AddMarksOf(const Text& text, std::vector<Span>& places) {
  const std::string_view bytes = text.bytes();
  const Finder marks(bytes, kSeenDirection);
  for (std::size_t at = marks.Next(0); at != Finder::npos; at = marks.Next(at)) {
    const std::size_t begin = at;
    if (!IsBidiControl(NextCodePoint(bytes, at))) continue;
    const std::vector<Span> origin = text.Origin(begin, at);
    places.insert(places.end(), origin.begin(), origin.end());
  }
}

std::vector<const Text*> TextsOf(const Article& article) {
  std::vector<const Text*> texts = {&article.headline, &article.kicker, &article.deck};
  for (const Block& block : article.blocks) texts.push_back(&block.text);
  return texts;
}

void TakeNotes(Assembly& assembly) {
  Article& article = assembly.article;
  Note note{.code = "direction-marks", .origin = {}};
  const std::vector<const Text*> texts = TextsOf(article);
  for (const Text* text : texts) AddMarksOf(*text, note.origin);
  if (!note.origin.empty()) article.notes.push_back(std::move(note));
  const Page& page = assembly.page;
  const bool is_utf8 = !page.ink && page.source->encoding == "UTF-8";
  NoteLostBytes(page.text, texts, is_utf8 ? page.source->bytes : std::string_view(), article.notes);
}

}  // namespace

extern const AssembleStep notes_step;
constexpr AssembleStep notes_step = {
    .name = "notes",
    .summary = "marks of direction that were kept, and bytes that were lost",
    .apply = TakeNotes,
};

}  // namespace warraq

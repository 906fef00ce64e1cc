// U+FFFD that stays in a text is told with its places, and their number, since neighbours are one
// place. Where other words of the page would fit (lost_letters.h), but are no evidence, a reader
// may choose.

#include "plugin/repair/lost_notes.h"

#include <algorithm>
#include <map>
#include <string_view>

#include "plugin/repair/lost_letters.h"
#include "plugin/repair/mojibake_lost.h"

namespace warraq {
namespace {

constexpr std::string_view kMark = "\xEF\xBF\xBD";
constexpr std::size_t kMostKnown = 1 << 14;
constexpr std::size_t kMostWords = 64;  // that have a note of their own

// The marks of texts: the first of them by where they came from, so that words are found.
struct Marks {
  std::map<std::uint32_t, std::vector<Span>> known;
  std::vector<Span> beyond;
  std::uint32_t count_beyond = 0;

  void Add(std::vector<Span> origin) {
    if (origin.empty()) return;
    if (known.size() < kMostKnown) {
      known.emplace(origin.front().begin, std::move(origin));
      return;
    }
    ++count_beyond;
    for (const Span& span : origin) {
      if (!beyond.empty() && beyond.back().end == span.begin) {
        beyond.back().end = span.end;
      } else {
        beyond.push_back(span);
      }
    }
  }
};

template <typename Take>
void ForEachMark(std::string_view bytes, Take take) {
  for (std::size_t at = bytes.find(kMark); at != std::string_view::npos;
       at = bytes.find(kMark, at + kMark.size())) {
    take(at);
  }
}

Marks MarksOf(std::span<const Text* const> texts) {
  Marks marks;
  for (const Text* const text : texts) {
    ForEachMark(text->bytes(),
                [&](std::size_t at) { marks.Add(text->Origin(at, at + kMark.size())); });
  }
  return marks;
}

// Takes those of a word out of the marks that are left.
Note NoteOf(const LostWord& word, const Text& page, Marks& marks) {
  Note note{.code = "lost-bytes", .origin = {}, .candidates = word.candidates};
  ForEachMark(page.bytes().substr(word.at.begin, word.at.size()), [&](std::size_t at) {
    const std::size_t begin = word.at.begin + at;
    const std::vector<Span> origin = page.Origin(begin, begin + kMark.size());
    const auto found = origin.empty() ? marks.known.end() : marks.known.find(origin.front().begin);
    if (found == marks.known.end()) return;
    note.origin.insert(note.origin.end(), found->second.begin(), found->second.end());
    ++note.count;
    marks.known.erase(found);
  });
  return note;
}

}  // namespace

void NoteLostBytes(const Text& page, std::span<const Text* const> texts, std::string_view source,
                   std::vector<Note>& notes) {
  Marks marks = MarksOf(texts);
  if (marks.known.empty()) return;
  std::size_t words = 0;
  FindLostWords(page.bytes(), [&](const LostWord& word) {
    Note note = NoteOf(word, page, marks);
    if (note.count == 0) return true;
    SortAndMerge(note.origin);
    notes.push_back(std::move(note));
    return ++words < kMostWords;
  });
  Note rest{.code = "lost-bytes", .origin = marks.beyond, .candidates = {}};
  rest.count = marks.count_beyond;
  for (const auto& [begin, origin] : marks.known) {
    const std::string_view misread =
        origin.size() == 1
            ? source.substr(std::min<std::size_t>(begin, source.size()), origin[0].size())
            : std::string_view();
    std::vector<std::string> letters;
    if (words < kMostWords) letters = LettersThatWereLost(misread);
    if (!letters.empty()) {
      ++words;
      notes.push_back({"lost-bytes", origin, std::move(letters), 1});
      continue;
    }
    rest.origin.insert(rest.origin.end(), origin.begin(), origin.end());
    ++rest.count;
  }
  SortAndMerge(rest.origin);
  if (rest.count > 0) notes.push_back(std::move(rest));
}

}  // namespace warraq

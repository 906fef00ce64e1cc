// Bylines by their first words (models/byline_words.tsv): "By Jane Doe", «Автор: ...», «بقلم ...».

#ifndef WARRAQ_PLUGIN_LABEL_BYLINES_H_
#define WARRAQ_PLUGIN_LABEL_BYLINES_H_

#include <cstddef>
#include <string_view>
#include <vector>

#include "warraq/text.h"

namespace warraq {

class WordFilter;
struct Shape;

// What is known of a line beside its words.
struct BylineSigns {
  bool sure = false;    // it is a byline: no first word is asked for
  bool markup = false;  // it stands apart in markup: one word may be a name
  // BCP 47 primary subtag that the page gives itself, or empty: "door" and "text" begin bylines in
  // Dutch and German, and furniture in English.
  std::string_view language = {};
};

// The names of a byline, as stretches of the line; empty if the line is no byline.
std::vector<Span> NamesOfByline(std::string_view line, BylineSigns signs);

// The first words of bylines, and of what looks like one and is none.
const WordFilter& BylineOpeners();
// What a line takes to be a byline that nobody is sure of; few others get past it.
bool MayBeByline(const Shape& shape);

// Whether the phrase (PhraseOf) has a word of those that write together: "team", "staff",
// «редакция»; no person is called so.
bool IsOffice(std::string_view phrase);

// Whether its first word ends names or is no part of one: "View all posts", "Editor".
bool BeginsWithStop(std::string_view line);

// Whether the line is a byline's first words and no more: "By", "Written by", «Автор:».
bool IsBylineWords(std::string_view line);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_LABEL_BYLINES_H_

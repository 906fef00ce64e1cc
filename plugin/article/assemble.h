// Labelled lines to article records, in the steps of list.inc. To add one: NAME.cc with the
// constant and its line in list.inc.

#ifndef WARRAQ_PLUGIN_ARTICLE_ASSEMBLE_H_
#define WARRAQ_PLUGIN_ARTICLE_ASSEMBLE_H_

#include <cstddef>
#include <span>
#include <string_view>
#include <vector>

#include "warraq/article.h"
#include "warraq/result.h"

namespace warraq {

// What the steps share about one article: its page, and which lines are its own.
struct Assembly {
  const Page& page;
  Article& article;
  std::size_t first_line = 0;
  std::size_t end_line = 0;
  // For each line of the page the block that it went into; kNoBlock for others.
  std::vector<std::size_t> block_of_line;
};
inline constexpr std::size_t kNoBlock = static_cast<std::size_t>(-1);

struct AssembleStep {
  std::string_view name;
  std::string_view summary;
  void (*apply)(Assembly&);
};

// The article of a page whose lines are labelled; an error (kNoArticle) where it has none.
// `identity` is the hash of the source's bytes, of which the record's id is made with `position`,
// the number of the article on its page.
Result<Article> Assemble(const Page& page, std::string_view identity, std::size_t position = 0);

bool IsBlank(const Page& page, std::size_t line);

// The text of a line without white space at its ends.
Text TrimmedLine(const Page& page, std::size_t line);

// Lines that are one paragraph, joined by spaces. A hyphen at a line's end is dropped between a
// letter and a small letter, unless the page writes the word with its hyphen elsewhere.
Text JoinLines(const Page& page, std::span<const std::size_t> lines);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_ARTICLE_ASSEMBLE_H_

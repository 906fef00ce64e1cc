// Who may have written an article: what each witness says (a byline that the page shows, JSON-LD, a
// meta property, links to authors' pages), what speaks for each, and what that is worth
// (models/author_weights.tsv, made by models/train_authors.cc, which shares this file).

#ifndef WARRAQ_PLUGIN_ARTICLE_AUTHOR_GROUPS_H_
#define WARRAQ_PLUGIN_ARTICLE_AUTHOR_GROUPS_H_

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/label/choice.h"
#include "warraq/page.h"

namespace warraq {

struct AuthorName {
  Text text;
  std::string phrase;  // as plugin/label/shape.h PhraseOf has it
  std::size_t line = 0;
};

enum class AuthorWitness : std::uint8_t {
  kShown,         // a line that says so: "By Jane Doe"
  kShownByClass,  // a line whose class says so
  kShownAlone,    // a name beside the headline
  kJsonPerson,
  kJsonOther,   // an organization, or a site's name
  kJsonOfPage,  // what JSON-LD says of the page or a recipe, not of an article
  kMetaAuthor,  // <meta name="author">
  kMetaOther,   // other properties
  kClass,       // an element whose class calls it an author's name
  kProperty,    // itemprop="author"
  kLinkByRel,   // rel="author"
  kLinkByPath,  // to "/author/jane-doe/"
  kSite,        // a site that has a person's name
  kTitleEnd,    // <title>Headline | Jane Doe</title>
  kCopyright,   // "© 2025 Jane Doe"
};

inline constexpr std::array<ChoiceFeature, 12> kAuthorFeatures = {{{"any", 1},
                                                                   {"witness", 15},
                                                                   {"place", 9},
                                                                   {"inside", 5},
                                                                   {"form", 9},
                                                                   {"names", 4},
                                                                   {"agrees-shown", 2},
                                                                   {"agrees-json", 2},
                                                                   {"agrees-meta", 2},
                                                                   {"agrees-link", 2},
                                                                   {"larger", 4},
                                                                   {"alike", 4}}};

struct AuthorGroup {
  AuthorWitness witness{};
  std::vector<AuthorName> names;
  std::size_t line = 0;      // where it stands; 0 for metadata
  std::uint32_t inside = 0;  // Inside bits of that place
  ChoiceValues<kAuthorFeatures.size()> values{};
};

// What the lines [first_line, end_line) and the page's facts say; at most kMostAuthorGroups.
std::vector<AuthorGroup> AuthorGroups(const Page& page, std::size_t first_line,
                                      std::size_t end_line);
inline constexpr std::size_t kMostAuthorGroups = 48;

// The group's score; nobody is named if none is above 0.
float ScoreOf(const AuthorGroup& group);

// Whether one name begins with the other: "Jane Doe" and "Jane Doe Staff".
bool BeginsAlike(const AuthorName& one, const AuthorName& other);

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_ARTICLE_AUTHOR_GROUPS_H_

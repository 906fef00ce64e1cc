// Who wrote it: of all that say so the likeliest (author_groups.h); an agency among them is set
// apart.

#include <algorithm>
#include <string>
#include <vector>

#include "plugin/article/assemble.h"
#include "plugin/article/author_groups.h"
#include "plugin/label/agencies.h"
#include "plugin/label/bylines.h"
#include "plugin/label/given_names.h"
#include "plugin/label/shape.h"

namespace warraq {
namespace {

// "Jane D.", "Jane": less than the page or the metadata say elsewhere.
bool IsShortened(const AuthorName& name) {
  const std::size_t space = name.phrase.rfind(' ');
  return space == std::string::npos || name.phrase.size() - space <= 3;
}

// Of the wordings of one name: that of the metadata, which know where it ends, unless it is
// shortened.
AuthorName Worded(AuthorName name, const std::vector<AuthorGroup>& groups) {
  for (const AuthorGroup& group : groups) {
    if (group.witness < AuthorWitness::kJsonPerson || group.witness > AuthorWitness::kMetaOther ||
        group.witness == AuthorWitness::kJsonOther)
      continue;
    for (const AuthorName& known : group.names) {
      if (BeginsAlike(known, name) && known.phrase != name.phrase && !IsShortened(known))
        return known;
    }
  }
  return name;
}

bool Has(const AuthorGroup& group, const AuthorName& name) {
  return std::ranges::any_of(group.names,
                             [&](const AuthorName& one) { return BeginsAlike(one, name); });
}

bool MayBePerson(const AuthorName& name) {
  constexpr std::uint32_t kUsualName = 3;  // words
  const Shape shape = ShapeOf(name.text.bytes());
  const bool usual = shape.words > 1 && shape.words <= kUsualName && !IsOffice(name.phrase);
  return IsPersonName(name.text.bytes()) || shape.capitals == 0 || usual;
}

// Of two authors a link may name one: the likeliest group that has all its names and more people.
std::size_t WithAllNames(const std::vector<AuthorGroup>& groups, std::size_t found) {
  constexpr float kLikely = 3;
  const AuthorGroup& fewer = groups[found];
  float best = kLikely;
  std::size_t larger = found;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const AuthorGroup& group = groups[i];
    const bool list =
        group.witness == AuthorWitness::kShown || group.witness == AuthorWitness::kJsonPerson;
    if (!list || group.names.size() <= fewer.names.size()) continue;
    const bool all =
        std::ranges::all_of(fewer.names, [&](const AuthorName& name) { return Has(group, name); });
    const bool people = std::ranges::all_of(
        group.names, [&](const AuthorName& name) { return Has(fewer, name) || MayBePerson(name); });
    const float score = ScoreOf(group);
    if (all && people && score > best) best = score, larger = i;
  }
  return larger;
}

// The names of the likeliest group; an agency that the metadata put beside people wrote with them.
std::vector<AuthorName> Authors(const Assembly& assembly) {
  std::vector<AuthorGroup> groups =
      AuthorGroups(assembly.page, assembly.first_line, assembly.end_line);
  float best = 0;
  std::size_t found = groups.size();
  const bool markup = !assembly.page.hints.empty() && !assembly.page.ink;
  for (std::size_t i = 0; i < groups.size(); ++i) {
    const float score = ScoreOf(groups[i]);
    if (score > best) best = score, found = i;
  }
  // Where nothing but lines tells, the labellers have chosen already.
  if (!markup && !groups.empty()) found = 0;
  std::vector<AuthorName> names;
  if (found == groups.size()) return names;
  found = WithAllNames(groups, found);
  for (const AuthorName& name : groups[found].names) names.push_back(Worded(name, groups));
  for (AuthorGroup& group : groups) {
    if (group.witness != AuthorWitness::kJsonOther) continue;
    for (AuthorName& name : group.names) {
      if (!AgencyNamed(name.text.bytes()).empty()) names.push_back(std::move(name));
    }
  }
  return names;
}

// "Lucie Massol, avec AFP": an agency's word in a byline, in its own capitals.
void TakeAgencyShown(Assembly& assembly) {
  constexpr std::string_view kApart = " ,;|/()";
  for (std::size_t i = assembly.first_line; i < assembly.end_line; ++i) {
    if (assembly.page.lines[i].role != Role::kByline) continue;
    const Text line = TrimmedLine(assembly.page, i);
    const std::string_view bytes = line.bytes();
    for (std::size_t begin = 0; begin < bytes.size();) {
      const std::size_t end = std::min(bytes.find_first_of(kApart, begin), bytes.size());
      const std::string_view agency = AgencyNamed(bytes.substr(begin, end - begin));
      if (!agency.empty()) {
        assembly.article.agency.name = agency;
        assembly.article.agency.text = line.Slice(begin, end);
        return;
      }
      begin = end + 1;
    }
  }
}

void TakeBylines(Assembly& assembly) {
  TakeAgencyShown(assembly);
  for (AuthorName& name : Authors(assembly)) {
    std::string text(name.text.bytes());
    // "By Jane Doe and Reuters": the agency is no person.
    if (const std::string_view agency = AgencyNamed(text); !agency.empty()) {
      if (!assembly.article.agency.name.empty()) continue;
      assembly.article.agency.name = agency;
      assembly.article.agency.text = std::move(name.text);
      continue;
    }
    assembly.article.bylines.push_back({std::move(text), std::move(name.text)});
  }
}

}  // namespace

extern const AssembleStep bylines_step;
constexpr AssembleStep bylines_step = {
    .name = "bylines",
    .summary = "the people who wrote it",
    .apply = TakeBylines,
};

}  // namespace warraq

// Who wrote it: the names of byline lines, and those of the metadata; an agency among them is set
// apart.

#include "plugin/label/bylines.h"

#include <algorithm>
#include <string>
#include <vector>

#include "plugin/article/assemble.h"
#include "plugin/label/agencies.h"
#include "plugin/label/label.h"
#include "plugin/label/shape.h"

namespace warraq {
namespace {

struct Candidate {
  Text text;
  std::string phrase;
  std::size_t line = 0;
};
using Candidates = std::vector<Candidate>;

void Add(Candidates& names, Text text, std::size_t line) {
  std::string phrase = PhraseOf(text.bytes());
  if (phrase.empty() || std::ranges::find(names, phrase, &Candidate::phrase) != names.end()) return;
  names.push_back({std::move(text), std::move(phrase), line});
}

// A date right behind a name is not part of it: «عبير باوزير الأربعاء ...».
std::uint32_t EndOfName(std::string_view line, Span name, const std::vector<DateClaim>& claims) {
  for (const DateClaim& claim : claims) {
    if (claim.at.begin <= name.begin || claim.at.begin >= name.end) continue;
    const std::string_view before = line.substr(name.begin, claim.at.begin - name.begin);
    return name.begin + static_cast<std::uint32_t>(before.find_last_not_of(" ") + 1);
  }
  return name.end;
}

Candidates NamesShown(const Assembly& assembly) {
  const Page& page = assembly.page;
  Candidates names;
  for (std::size_t i = assembly.first_line; i < assembly.end_line; ++i) {
    if (page.lines[i].role != Role::kByline) continue;
    const Text line = TrimmedLine(page, i);
    const std::vector<DateClaim> claims = FindDates(line.bytes(), {});
    const bool markup = !page.hints.empty() && !page.ink;
    const BylineSigns signs{.sure = true, .markup = markup, .language = LanguageSaid(page)};
    for (const Span& name : NamesOfByline(line.bytes(), signs)) {
      Add(names, line.Slice(name.begin, EndOfName(line.bytes(), name, claims)), i);
    }
  }
  return names;
}

// "andrew.keaveney", "page.author", "262588213843476": what a program calls somebody.
bool IsHandle(std::string_view name) {
  const Shape shape = ShapeOf(name);
  const bool one_word = name.find(' ') == std::string_view::npos;
  return shape.letters == 0 || name.find('@') != name.npos || name.find("://") != name.npos ||
         name.find_first_of("()") != name.npos ||
         (one_word && name.find_first_of("._/") != name.npos);
}

// What stands behind a name begins with a mark that parts it from what is no name.
bool IsListMark(std::string_view rest) {
  const std::size_t at = rest.find_first_not_of(' ');
  return at != std::string_view::npos && (rest[at] == ',' || rest[at] == '|' || rest[at] == '-' ||
                                          rest[at] == ';' || rest.substr(at, 2) == "\xE2\x80");
}

bool IsSite(const Page& page, std::string_view name) {
  const std::string phrase = PhraseOf(name);
  return std::ranges::any_of(page.facts, [&](const Fact& fact) {
    return fact.kind == FactKind::kSite && PhraseOf(fact.text.bytes()) == phrase;
  });
}

// How much a fact is worth as a name; 0 first.
constexpr int kRanks = 6;
constexpr int kOfClass = 2;   // an element whose class says so: of many the first
constexpr int kOfOffice = 3;  // an organization
int RankOf(const Page& page, const Fact& fact) {
  const std::string_view name = fact.text.bytes();
  const bool person = !IsHandle(name) && !IsSite(page, name);
  if (fact.witness == "json-ld") return !person ? 4 : fact.detail == "organization" ? kOfOffice : 0;
  if (fact.witness == "author-class") return kOfClass;
  return person ? 1 : 5;
}

void AddKnown(const Fact& fact, Candidates& names) {
  const std::string_view text = fact.text.bytes();
  const std::vector<Span> parts = NamesOfByline(text, {.sure = true});
  // "Jane Doe, Editor"; but "The Travel Expert" and "Jane Doe (janed)" are names as they are.
  const bool listed =
      parts.size() > 1 ||
      (parts.size() == 1 && (parts[0].begin > 0 || IsListMark(text.substr(parts[0].end))));
  if (!listed) return Add(names, fact.text, 0);
  for (const Span& part : parts) Add(names, fact.text.Slice(part.begin, part.end), 0);
}

// The names that the metadata give, of the best rank that has any: JSON-LD tells people from sites.
// An agency that stands beside people there wrote with them.
Candidates NamesKnown(const Assembly& assembly) {
  constexpr std::uint32_t kElsewhere = kSaysComments | kSaysRelated | kInNavigation | kInAside;
  Candidates names;
  for (int rank = 0; rank < kRanks && names.empty(); ++rank) {
    for (const Fact& fact : assembly.page.facts) {
      if (fact.kind != FactKind::kByline) continue;
      const int own = RankOf(assembly.page, fact);
      const bool shown = own == kOfClass;
      if (shown && (!names.empty() || (fact.inside & kElsewhere) != 0)) continue;
      if (own == rank || (rank == 0 && own == kOfOffice && !names.empty())) AddKnown(fact, names);
    }
  }
  return names;
}

bool BeginsWith(const Candidate& shown, const Candidate& known) {
  return shown.phrase.starts_with(known.phrase) || known.phrase.starts_with(shown.phrase);
}

// What the page shows outweighs the metadata, but they know better where a name ends and which of
// several lines the byline is: if they agree on a name, the lines that have it are the byline.
Candidates Agreed(Candidates shown, Candidates known, std::size_t front_end) {
  if (known.empty()) return shown;
  if (shown.empty()) return known;
  std::vector<std::size_t> lines;
  for (const Candidate& one : shown) {
    const bool agreed =
        std::ranges::any_of(known, [&](const Candidate& other) { return BeginsWith(one, other); });
    if (agreed) lines.push_back(one.line);
  }
  // A byline far down may be of something else.
  if (lines.empty()) return shown.front().line > front_end ? known : shown;
  Candidates names = std::move(known);
  for (Candidate& one : shown) {
    const bool beside = std::ranges::find(lines, one.line) != lines.end();
    const bool same =
        std::ranges::any_of(names, [&](const Candidate& other) { return BeginsWith(one, other); });
    if (beside && !same) names.push_back(std::move(one));
  }
  return names;
}

// Some lines into the body, where a byline may still stand.
std::size_t FrontEnd(const Assembly& assembly) {
  constexpr std::size_t kLinesIntoBody = 30;
  const auto& lines = assembly.page.lines;
  const auto first = std::ranges::find(lines, Role::kParagraph, &Line::role);
  return static_cast<std::size_t>(first - lines.begin()) + kLinesIntoBody;
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
  for (Candidate& name : Agreed(NamesShown(assembly), NamesKnown(assembly), FrontEnd(assembly))) {
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

// Who wrote it: the names of byline lines, and those of the metadata.

#include "plugin/label/bylines.h"

#include <algorithm>
#include <string>
#include <vector>

#include "plugin/article/assemble.h"
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
    for (const Span& name : NamesOfByline(line.bytes(), {.sure = true, .markup = markup})) {
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

// The names that the metadata give: JSON-LD's where it has any, which tells people from sites.
Candidates NamesKnown(const Assembly& assembly) {
  Candidates names;
  for (const bool people : {true, false}) {
    for (const std::string_view witness : {"json-ld", "meta"}) {
      for (const Fact& fact : assembly.page.facts) {
        if (fact.kind != FactKind::kByline || fact.witness != witness) continue;
        if ((fact.detail != "organization" && !IsHandle(fact.text.bytes())) != people) continue;
        const std::string_view text = fact.text.bytes();
        const std::vector<Span> parts = NamesOfByline(text, {.sure = true});
        const bool listed = parts.size() > 1 || (parts.size() == 1 && parts[0].begin > 0) ||
                            (parts.size() == 1 && parts[0].end < text.size());
        for (const Span& part : parts) {
          if (listed) Add(names, fact.text.Slice(part.begin, part.end), 0);
        }
        if (!listed) Add(names, fact.text, 0);
      }
      if (!names.empty()) return names;
    }
  }
  return names;
}

bool BeginsWith(const Candidate& shown, const Candidate& known) {
  return shown.phrase.starts_with(known.phrase) || known.phrase.starts_with(shown.phrase);
}

// What the page shows outweighs the metadata, but they know better where a name ends and which of
// several lines the byline is: if they agree on a name, the lines that have it are the byline.
Candidates Agreed(Candidates shown, Candidates known) {
  if (known.empty()) return shown;
  if (shown.empty()) return known;
  std::vector<std::size_t> lines;
  for (const Candidate& one : shown) {
    const bool agreed =
        std::ranges::any_of(known, [&](const Candidate& other) { return BeginsWith(one, other); });
    if (agreed) lines.push_back(one.line);
  }
  if (lines.empty()) return shown;
  Candidates names = std::move(known);
  for (Candidate& one : shown) {
    const bool beside = std::ranges::find(lines, one.line) != lines.end();
    const bool same =
        std::ranges::any_of(names, [&](const Candidate& other) { return BeginsWith(one, other); });
    if (beside && !same) names.push_back(std::move(one));
  }
  return names;
}

void TakeBylines(Assembly& assembly) {
  for (Candidate& name : Agreed(NamesShown(assembly), NamesKnown(assembly))) {
    std::string text(name.text.bytes());
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

#include "plugin/article/author_groups.h"

#include <algorithm>
#include <optional>
#include <unordered_set>

#include "plugin/article/assemble.h"
#include "plugin/label/agencies.h"
#include "plugin/label/bylines.h"
#include "plugin/label/given_names.h"
#include "plugin/label/label.h"
#include "plugin/label/shape.h"
#include "plugin/text/model.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kMostNames = 24;  // of a group
constexpr std::uint32_t kBeside = 2;    // lines from one link to the next of the same byline

enum : std::size_t {
  kAny,
  kWitness,
  kPlace,
  kInside,
  kForm,
  kNames,
  kAgreesShown,
  kAgreesJson,
  kAgreesMeta,
  kAgreesLink,
  kLarger,
  kAlike,
};

bool IsShown(AuthorWitness witness) { return witness <= AuthorWitness::kShownAlone; }
bool IsJson(AuthorWitness witness) {
  return witness >= AuthorWitness::kJsonPerson && witness <= AuthorWitness::kJsonOfPage;
}
bool IsMeta(AuthorWitness witness) {
  return witness == AuthorWitness::kMetaAuthor || witness == AuthorWitness::kMetaOther;
}
bool IsMarked(AuthorWitness witness) {
  return witness >= AuthorWitness::kClass && witness <= AuthorWitness::kLinkByPath;
}

// "andrew.keaveney", "page.author", "262588213843476": what a program calls somebody.
bool IsHandle(std::string_view name) {
  const Shape shape = ShapeOf(name);
  const bool one_word = name.find(' ') == std::string_view::npos;
  return shape.letters == 0 || name.find('@') != name.npos || name.find("://") != name.npos ||
         name.find_first_of("()") != name.npos ||
         (one_word && name.find_first_of("._/") != name.npos);
}

std::string WithoutSpaces(std::string phrase) {
  std::erase(phrase, ' ');
  return phrase;
}

// "UCLA Health" is "uclahealth" and "UCLAHealth.org" too.
bool IsSite(const Page& page, std::string_view name) {
  const std::size_t dot = name.rfind('.');
  const bool host = dot != name.npos && dot > 0 && name.find(' ') == name.npos &&
                    name.size() - dot > 2 && name.size() - dot <= 5;
  const std::string squeezed = WithoutSpaces(PhraseOf(host ? name.substr(0, dot) : name));
  return std::ranges::any_of(page.facts, [&](const Fact& fact) {
    return fact.kind == FactKind::kSite && WithoutSpaces(PhraseOf(fact.text.bytes())) == squeezed;
  });
}

// What stands behind a name begins with a mark that parts it from what is no name.
bool IsListMark(std::string_view rest) {
  const std::size_t at = rest.find_first_not_of(' ');
  return at != std::string_view::npos &&
         (rest[at] == ',' || rest[at] == '|' || rest[at] == '-' || rest[at] == ';' ||
          rest[at] == '/' || rest.substr(at, 2) == "\xE2\x80");
}

std::string_view Behind(std::string_view text, Span name) {
  const std::size_t at = text.find_first_not_of(' ', name.end);
  return at == text.npos ? std::string_view() : text.substr(at);
}

char32_t FirstOf(std::string_view text) {
  std::size_t at = 0;
  return NextCodePoint(text, at);
}

bool GoesOnInSmallLetters(std::string_view rest) {
  const std::size_t at = rest.find_first_not_of(' ');
  return at != rest.npos && IsLowercase(FirstOf(rest.substr(at)));
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

void AddName(std::vector<AuthorName>& names, Text text, std::size_t line) {
  AuthorName name{std::move(text), {}, line};
  name.phrase = PhraseOf(name.text.bytes());
  const bool there =
      std::ranges::any_of(names, [&](const AuthorName& one) { return one.phrase == name.phrase; });
  if (!name.phrase.empty() && !there && names.size() < kMostNames) names.push_back(std::move(name));
}

std::optional<AuthorWitness> WitnessOf(const Page& page, const Fact& fact) {
  const std::string_view name = fact.text.bytes();
  if (fact.witness == "json-ld") {
    const bool person = fact.detail != "organization" && !IsHandle(name) && !IsSite(page, name);
    return person ? AuthorWitness::kJsonPerson : AuthorWitness::kJsonOther;
  }
  if (fact.witness == "json-ld-page") return AuthorWitness::kJsonOfPage;
  if (fact.witness == "author-link")
    return fact.detail == "rel" ? AuthorWitness::kLinkByRel : AuthorWitness::kLinkByPath;
  if (fact.witness == "author-class")
    return fact.detail == "itemprop" ? AuthorWitness::kProperty : AuthorWitness::kClass;
  return fact.detail == "author" ? AuthorWitness::kMetaAuthor : AuthorWitness::kMetaOther;
}

// What stands behind a name where no capitals tell: «신현주 기자», a reporter.
bool IsJob(std::string_view rest) {
  if (rest.empty() || !IsLetter(FirstOf(rest)) || IsUppercase(FirstOf(rest))) return false;
  return NamesOfByline(rest, {.sure = true}).empty();
}

// The names of a fact's text: "Jane Doe, Editor"; but "The Travel Expert" and "Jane Doe (janed)"
// are names as they are. What markup shows may be anything: "View all posts by Jane Doe".
void AddNamesOf(const Fact& fact, bool marked, std::vector<AuthorName>& names) {
  constexpr std::uint32_t kLongestWhole = 4;  // words
  const std::string_view text = fact.text.bytes();
  const Shape shape = ShapeOf(text);
  if (shape.letters == 0 || IsBylineWords(text)) return;
  const std::vector<Span> parts = NamesOfByline(text, {.sure = true, .markup = marked});
  if (marked && parts.empty() && (shape.words > kLongestWhole || BeginsWithStop(text))) return;
  if (marked && !parts.empty() && GoesOnInSmallLetters(text.substr(parts.back().end))) return;
  const std::string_view rest = parts.empty() ? "" : Behind(text, parts.back());
  const bool listed =
      parts.size() > 1 ||
      (parts.size() == 1 && (marked || parts[0].begin > 0 || IsListMark(rest) || IsJob(rest)));
  if (!listed) return AddName(names, fact.text, fact.line);
  for (const Span& part : parts) AddName(names, fact.text.Slice(part.begin, part.end), fact.line);
}

// Two words, or three with an initial: of more than that a site's name is hardly ever a person's.
bool IsShortName(std::string_view words) {
  constexpr std::size_t kShortest = 3;  // bytes of the last word
  const Shape shape = ShapeOf(words);
  const std::string phrase = PhraseOf(words);
  const auto spaces = std::ranges::count(phrase, ' ');
  const std::size_t first = phrase.find(' ');
  const bool initial = spaces == 2 && phrase.find(' ', first + 1) == first + 2;
  return shape.capitals == shape.words && phrase.size() - phrase.rfind(' ') > kShortest &&
         (spaces == 1 || initial) && words.find('&') == words.npos;
}

class GroupReader {
 public:
  GroupReader(const Page& page, std::size_t first_line, std::size_t end_line)
      : page_(page), first_(first_line), end_(end_line) {
    for (std::size_t i = first_; i < end_; ++i) {
      const Role role = page_.lines[i].role;
      if (role == Role::kHeadline && headline_ == kNoLine) headline_ = i;
      if (!IsBody(role)) continue;
      if (body_begin_ == kNoLine) body_begin_ = i;
      body_end_ = i + 1;
    }
    if (body_begin_ == kNoLine) body_begin_ = body_end_ = first_;
    if (headline_ == kNoLine) headline_ = body_begin_;
  }

  std::vector<AuthorGroup> Read() {
    ReadLines();
    ReadFacts();
    ReadOwner();
    for (AuthorGroup& group : groups_) DropSite(group);
    for (AuthorGroup& group : groups_) Describe(group);
    return std::move(groups_);
  }

 private:
  AuthorGroup* GroupFor(AuthorWitness witness, std::size_t line) {
    const bool placed = IsShown(witness) || IsMarked(witness);
    for (AuthorGroup& group : groups_) {
      if (group.witness != witness) continue;
      if (!placed || (line >= group.line && line - group.line <= kBeside)) return &group;
    }
    if (groups_.size() == kMostAuthorGroups) return nullptr;
    groups_.emplace_back();
    groups_.back().witness = witness;
    return &groups_.back();
  }

  void ReadLines() {
    const bool markup = !page_.hints.empty() && !page_.ink;
    for (std::size_t i = first_; i < end_; ++i) {
      if (page_.lines[i].role != Role::kByline) continue;
      const Text line = TrimmedLine(page_, i);
      BylineSigns signs{.sure = false, .markup = markup, .language = LanguageSaid(page_)};
      AuthorWitness witness = AuthorWitness::kShownAlone;
      if (page_.lines[i].why == "byline") {
        const bool says = !NamesOfByline(line.bytes(), signs).empty();
        witness = says ? AuthorWitness::kShown : AuthorWitness::kShownByClass;
      }
      AuthorGroup* group = GroupFor(witness, i);
      if (group == nullptr) return;
      if (group->names.empty() && markup) group->inside = page_.hints[i].inside;
      group->line = i;
      signs.sure = true;
      const std::vector<DateClaim> claims = FindDates(line.bytes(), {});
      for (const Span& name : NamesOfByline(line.bytes(), signs))
        AddName(group->names, line.Slice(name.begin, EndOfName(line.bytes(), name, claims)), i);
    }
    std::erase_if(groups_, [](const AuthorGroup& group) { return group.names.empty(); });
  }

  void ReadFacts() {
    for (const Fact& fact : page_.facts) {
      if (fact.kind != FactKind::kByline) continue;
      const auto witness = WitnessOf(page_, fact);
      const bool marked = IsMarked(*witness);
      std::vector<AuthorName> names;
      AddNamesOf(fact, marked, names);
      if (names.empty()) continue;
      AuthorGroup* group = GroupFor(*witness, fact.line);
      if (group == nullptr) return;
      if (group->names.empty()) group->inside = fact.inside;
      if (marked) group->line = fact.line;
      for (AuthorName& name : names) {
        const bool there = std::ranges::any_of(
            group->names, [&](const AuthorName& one) { return BeginsAlike(one, name); });
        if (!there && group->names.size() < kMostNames) group->names.push_back(std::move(name));
      }
    }
  }

  // A site that is a person's own.
  void ReadOwner() {
    for (const Fact& fact : page_.facts) {
      if (fact.kind == FactKind::kSite) AddOwner(fact.text, AuthorWitness::kSite);
    }
    if (page_.hints.empty() || page_.ink) return;
    for (std::size_t i = 0; i < page_.lines.size(); ++i) {
      if (page_.hints[i].element == Element::kTitle) AddTitleEnd(TrimmedLine(page_, i));
      if (page_.lines[i].role == Role::kCopyright) AddCopyright(TrimmedLine(page_, i));
    }
  }

  void AddOwner(const Text& name, AuthorWitness witness) {
    std::string_view words = name.bytes();
    const std::size_t apostrophe =
        std::min(words.find("'s "), words.find("\xE2\x80\x99s "));  // "Jane Doe's blog"
    words = words.substr(0, apostrophe);
    if (!IsPersonName(words) || IsOffice(PhraseOf(words)) || !IsShortName(words)) return;
    AuthorGroup* group = GroupFor(witness, 0);
    if (group != nullptr && group->names.empty())
      AddName(group->names, name.Slice(0, static_cast<std::uint32_t>(words.size())), 0);
  }

  void AddTitleEnd(const Text& title) {
    const std::string_view line = title.bytes();
    for (const std::string_view mark :
         {" | ", " - ", " \xE2\x80\x93 ", " \xE2\x80\x94 ", " \xC2\xB7 "}) {
      const std::size_t at = line.rfind(mark);
      if (at == line.npos) continue;
      AddOwner(title.Slice(static_cast<std::uint32_t>(at + mark.size()),
                           static_cast<std::uint32_t>(line.size())),
               AuthorWitness::kTitleEnd);
    }
  }

  void AddCopyright(const Text& text) {
    const std::string_view line = text.bytes();
    const std::size_t year = line.find_last_of("0123456789");
    const std::size_t begin =
        year == line.npos ? line.npos : line.find_first_not_of(" ,", year + 1);
    if (begin == line.npos) return;
    const std::size_t end = std::min(line.find_first_of(".,|", begin), line.size());
    AddOwner(text.Slice(static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)),
             AuthorWitness::kCopyright);
  }

  // "Jane Doe, The Daily Post": the site is no author beside one.
  void DropSite(AuthorGroup& group) const {
    if (group.names.size() < 2) return;
    std::vector<AuthorName> people = group.names;
    std::erase_if(people, [&](const AuthorName& name) { return IsSite(page_, name.text.bytes()); });
    if (!people.empty()) group.names = std::move(people);
  }

  static bool Agree(const AuthorGroup& one, const AuthorGroup& other) {
    return std::ranges::any_of(one.names, [&](const AuthorName& name) {
      return std::ranges::any_of(other.names,
                                 [&](const AuthorName& same) { return BeginsAlike(name, same); });
    });
  }

  // Over the headline, beside it, between it and the body, in the body, under it.
  std::uint8_t PlaceOf(const AuthorGroup& group) const {
    if (!IsShown(group.witness) && !IsMarked(group.witness)) return 0;
    const std::size_t line = group.line;
    if (line + 4 < headline_) return 1;
    if (line <= headline_) return 2;
    if (line <= headline_ + 4) return 3;
    if (line <= headline_ + 12 && line <= body_begin_ + 2) return 4;
    if (line <= body_begin_ + 2) return 5;
    if (line < body_end_) return 6;
    return line <= body_end_ + 6 ? 7 : 8;
  }

  std::uint8_t InsideOf(const AuthorGroup& group) const {
    constexpr std::uint32_t kElsewhere = kSaysComments | kSaysRelated | kInNavigation | kInAside |
                                         kInFooter | kSaysSidebar | kInHidden;
    const bool says = (group.inside & kSaysByline) != 0;
    if ((group.inside & kElsewhere) != 0) return says ? 1 : 2;
    return says ? 3 : (group.inside & kInArticle) != 0 ? 4 : 0;
  }

  std::uint8_t FormOf(const AuthorGroup& group) const {
    const AuthorName& name = group.names.front();
    const std::string_view text = name.text.bytes();
    if (IsSite(page_, text)) return 1;
    if (IsHandle(text)) return 3;
    if (IsOffice(name.phrase)) return 2;
    if (IsPersonName(text)) return 0;
    const Shape shape = ShapeOf(text);
    if (shape.words <= 1) return 4;
    if (shape.capitals == 0) return 7;
    if (shape.capitals < shape.words) return 8;
    return shape.words <= 3 ? 5 : 6;
  }

  void Describe(AuthorGroup& group) const {
    auto& values = group.values;
    values[kAny] = 0;
    values[kWitness] = static_cast<std::uint8_t>(group.witness);
    values[kPlace] = PlaceOf(group);
    values[kInside] = InsideOf(group);
    values[kForm] = FormOf(group);
    const std::size_t count = group.names.size();
    values[kNames] = count == 1 ? 0 : count == 2 ? 1 : count <= 6 ? 2 : 3;
    std::size_t alike = 0;
    std::size_t most = 0;
    std::size_t least = kMostNames + 1;
    for (const AuthorGroup& other : groups_) {
      if (&other == &group) continue;
      if (!Agree(group, other)) {
        alike += other.witness == group.witness;
        continue;
      }
      most = std::max(most, other.names.size());
      least = std::min(least, other.names.size());
      if (IsShown(other.witness)) values[kAgreesShown] = 1;
      if (IsJson(other.witness)) values[kAgreesJson] = 1;
      if (IsMeta(other.witness)) values[kAgreesMeta] = 1;
      if (IsMarked(other.witness)) values[kAgreesLink] = 1;
    }
    values[kLarger] = most == 0 ? 0 : most > count ? 1 : least < count ? 3 : 2;
    values[kAlike] = alike == 0 ? 0 : alike <= 2 ? 1 : alike <= 5 ? 2 : 3;
  }

  const Page& page_;
  std::size_t first_;
  std::size_t end_;
  std::size_t headline_ = kNoLine;
  std::size_t body_begin_ = kNoLine;
  std::size_t body_end_ = 0;
  std::vector<AuthorGroup> groups_;
};

}  // namespace

bool BeginsAlike(const AuthorName& one, const AuthorName& other) {
  return one.phrase.starts_with(other.phrase) || other.phrase.starts_with(one.phrase);
}

std::vector<AuthorGroup> AuthorGroups(const Page& page, std::size_t first_line,
                                      std::size_t end_line) {
  return GroupReader(page, first_line, end_line).Read();
}

float ScoreOf(const AuthorGroup& group) {
  static const ChoiceWeights weights(Model("author_weights.tsv"), kAuthorFeatures);
  return weights.ScoreOf(group.values);
}

}  // namespace warraq

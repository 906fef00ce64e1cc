// What the places say where the text has a date: a stand is its line's role, how much of the line
// it is, the words before it, how far from the headline, in which containers.

#include <algorithm>
#include <array>
#include <cctype>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/date/day_table.h"
#include "plugin/date/digits.h"
#include "plugin/date/lexicon.h"
#include "plugin/date/tokens.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kMostStands = 2048;  // dates of a text that are looked at
constexpr std::size_t kMostStandsOfDay = 64;
constexpr std::size_t kUsualFeatures = 24;  // of a stand
constexpr int kMostClassed = 16;            // facts of a line that are looked at
constexpr int kMostClassWords = 24;         // of an element and its parent

// Words before dates of people: when they joined a forum, when they were born.
constexpr std::string_view kOfPeople[] = {
    "joined",      "registered", "member",          "born",        "died",    "beigetreten",
    "registriert", "mitglied",   "geboren",         "gestorben",   "inscrit", "inscription",
    "membre",      "registrado", "miembro",         "iscritto",    "membro",  "nacido",
    "nato",        "nascido",    "зарегистрирован", "регистрация", "родился", "родилась",
    "انضم",        "عضو",        "تسجيل",           "مواليد"};

struct Bit {
  std::uint32_t bit;
  std::string_view name;
};
constexpr auto kBits = std::to_array<Bit>({
    {kInNavigation | kSaysNavigation, "navigation"},
    {kInHeader, "header"},
    {kInFooter | kSaysFooter, "footer"},
    {kInAside | kSaysSidebar, "aside"},
    {kInArticle, "article"},
    {kInMain, "main"},
    {kInHidden, "hidden"},
    {kInList, "list"},
    {kInTable, "table"},
    {kInFigure, "figure"},
    {kInQuote, "quote"},
    {kSaysBody, "body"},
    {kSaysComments, "comments"},
    {kSaysRelated, "related"},
    {kSaysByline, "byline"},
    {kSaysDate, "date"},
    {kSaysHeadline, "headline"},
    {kSaysCaption | kSaysCredit, "caption"},
    {kSaysWidget, "widget"},
});

class StandWitness {
 public:
  StandWitness(const PageOutline& outline, DayTable& table)
      : page_(*outline.page), outline_(outline), table_(table) {
    for (const Fact& fact : page_.facts) {
      if (fact.witness == "date-class" || fact.witness == "time-element") classed_.push_back(&fact);
    }
  }

  void Add(const DateClaim& claim, std::size_t line, std::size_t last_end) {
    std::vector<std::string> days = DaysOf(claim.edtf);
    const bool guessed = days.empty() && !outline_.year.empty() &&
                         claim.edtf.starts_with("XXXX-") && claim.edtf.size() >= 10;
    if (guessed) days = DaysOf(YearOf(claim.edtf.substr(4, 6)) + claim.edtf.substr(4));
    if (days.empty() || days.size() > 2) return;
    SettleByFacts(days);
    const bool swapped = SwapByFacts(claim, days);
    Stand stand{&claim, {}};
    stand.features.reserve(kUsualFeatures);
    if (guessed) Note(stand, "stand:year-guessed");
    if (days.size() == 2) Note(stand, "stand:either-order");
    if (swapped) Note(stand, "stand:swapped");
    NoteLine(stand, line);
    // "Minutes of the meeting of 10 October" is no publication.
    const bool title = page_.lines[line].role == Role::kHeadline ||
                       page_.lines[line].role == Role::kHeadlineRepeat ||
                       (line < page_.hints.size() && page_.hints[line].element == Element::kTitle);
    const Wording wording = title ? Wording::kNone : NoteWords(stand, line, last_end);
    bool changed = wording == Wording::kChanged;
    NotePlace(stand, line);
    NoteMarkup(stand, line);
    changed |= NoteElement(stand, line, days[0]);
    NoteClasses(stand, line, days[0]);
    const int around = outline_.DatesAround(line);
    Note(stand, "around:", around <= 1 ? "1" : around == 2 ? "2" : around <= 4 ? "4" : "many");
    NoteFirst(stand, line, guessed, changed);
    std::ranges::sort(stand.features);
    stand.features.erase(std::unique(stand.features.begin(), stand.features.end()),
                         stand.features.end());
    for (std::size_t i = 0; i < days.size(); ++i) {
      DayWitness* day = table_.Row(days[i]);
      if (day == nullptr || day->stands.size() >= kMostStandsOfDay) continue;
      day->stands.push_back(stand);
      const bool above = outline_.headline && line < *outline_.headline;
      if (above && !outline_.IsForeign(line))
        last_above_ = {static_cast<std::size_t>(day - table_.days.data()), day->stands.size() - 1};
      if (!outline_.IsForeign(line)) {
        DayMarks& marks = table_.MarksOf(*day);
        marks.shown_changed = changed && (!marks.shown || marks.shown_changed);
        marks.shown = true;
        const bool stamp = claim.at.size() * 100 >= page_.lines[line].at.size() * 15;
        marks.shown_published |= wording == Wording::kPublished && stamp;
      }
      if (days.size() != 2) continue;
      NoteOrder(day->stands.back(), days[i]);
      if (outline_.sure_days.empty()) continue;
      const bool nearer = outline_.Distance(days[i]) < outline_.Distance(days[1 - i]);
      Note(day->stands.back(), nearer ? "stand:nearer-of-two" : "stand:farther-of-two");
    }
  }

  // Of the dates above the headline the last is the likeliest to be of the article.
  void Finish() {
    if (!last_above_) return;
    Stand& stand = table_.days[last_above_->first].stands[last_above_->second];
    Note(stand, "stand:last-above-headline");
    std::ranges::sort(stand.features);
  }

 private:
  void Note(Stand& stand, std::string_view name) { table_.Add(stand.features, name); }
  void Note(Stand& stand, std::string_view group, std::string_view name) {
    name_.assign(group).append(name);
    Note(stand, name_);
  }

  // Of two days by the order that is open, the one that a fact names.
  void SettleByFacts(std::vector<std::string>& days) const {
    if (days.size() != 2) return;
    const bool first = IsTold(days[0]);
    if (first != IsTold(days[1])) days.erase(first ? days.begin() + 1 : days.begin());
  }

  bool IsTold(const std::string& day) const {
    const DayWitness* row = table_.Find(day);
    return row != nullptr && !row->facts.empty();
  }

  // "09.10.2024" was read by its dots; where facts name 10 September and not 9 October, it is that.
  bool SwapByFacts(const DateClaim& claim, std::vector<std::string>& days) const {
    if (claim.rule != "numeric" || days.size() != 1 || claim.calendar != "gregory") return false;
    const std::string& day = days[0];
    if (DigitsAt(day, 8, 2) > 12 || day.substr(5, 2) == day.substr(8, 2) || IsTold(day))
      return false;
    const char first = page_.text.bytes()[claim.at.begin];
    const std::string other = day.substr(0, 5) + day.substr(8, 2) + "-" + day.substr(5, 2);
    if (claim.at.size() > 10 || first < '0' || first > '9' || !IsTold(other)) return false;
    days[0] = other;
    return true;
  }

  // The year of a month and day: that of the fact which names them, else the page's.
  std::string YearOf(std::string_view month_and_day) const {
    for (const DayWitness& day : table_.days) {
      if (!day.facts.empty() && day.day.ends_with(month_and_day)) return day.day.substr(0, 4);
    }
    return outline_.year;
  }

  // The first date of the page, and the first behind its headline. Those of comments and of
  // other pages are never the first; those of changes and of the page's clock are counted apart.
  void NoteFirst(Stand& stand, std::size_t line, bool guessed, bool changed) {
    if (outline_.IsForeign(line)) {
      const bool behind = outline_.body && line > outline_.body_end;
      return Note(stand, behind ? "stand:foreign-behind" : "stand:foreign");
    }
    const bool clock = page_.lines[line].role == Role::kPageClock;
    if (clock && page_.hints.empty()) return;
    First& first = clock ? first_clock_ : changed ? first_change_ : first_;
    const std::string_view group = clock ? "clock:" : changed ? "change:" : "stand:";
    if (!first.seen) Note(stand, group, "first");
    first.seen = true;
    if (!outline_.headline || line <= *outline_.headline || guessed) return;
    if (!first.behind_headline) Note(stand, group, "first-behind-headline");
    first.behind_headline = true;
    const bool stamp = stand.claim->at.size() * 100 >= page_.lines[line].at.size() * 15;
    if (stamp && !first.stamp_behind_headline) Note(stand, group, "first-stamp-behind-headline");
    first.stamp_behind_headline |= stamp;
  }

  // Which of two orders the day is by, and what speaks for it: the page's language with its
  // country, and a clock of twelve hours.
  void NoteOrder(Stand& stand, std::string_view day) {
    const std::string_view text = page_.text.bytes().substr(stand.claim->at.begin);
    int first = 0;
    SmallNumber(text, 0, first);
    const bool day_first = first == DigitsAt(day, 8, 2);
    std::string name = day_first ? "order:day:" : "order:month:";
    name += outline_.region;
    Note(stand, name);
    if (outline_.day_first != outline_.month_first)
      Note(stand, day_first == (outline_.day_first > outline_.month_first)
                      ? "order:as-elsewhere"
                      : "order:not-as-elsewhere");
    const std::string_view whole = text.substr(0, stand.claim->at.size());
    if (whole.find_first_of("aApP", 6) != std::string_view::npos)
      Note(stand, day_first ? "order:day:halves" : "order:month:halves");
  }

  void NoteLine(Stand& stand, std::size_t line) {
    const Line& at = page_.lines[line];
    const DateClaim& claim = *stand.claim;
    const bool early =
        claim.at.begin - at.at.begin <= 60 && outline_.body && line <= *outline_.body + 1;
    const Role role = at.role;
    Note(stand, "role:",
         IsBody(role)                    ? (early ? "body-first" : "body")
         : role == Role::kHeadlineRepeat ? "headline"
                                         : RoleName(role));
    const std::size_t length = std::max<std::size_t>(at.at.size(), 1);
    const std::size_t share = claim.at.size() * 100 / length;
    Note(stand, "share:", share >= 80 ? "80" : share >= 40 ? "40" : share >= 15 ? "15" : "0");
    Note(stand, "length:",
         length <= 40    ? "40"
         : length <= 120 ? "120"
         : length <= 300 ? "300"
                         : "");
    if (claim.at.begin == at.at.begin) Note(stand, "stand:begins-line");
    if (claim.at.end == at.at.end) Note(stand, "stand:ends-line");
    if (claim.edtf.find('T') != std::string::npos) Note(stand, "stand:time");
    if (claim.kind == DateKind::kCopyright) Note(stand, "stand:copyright");
    if (claim.kind == DateKind::kIdentifier) Note(stand, "stand:identifier");
    if (claim.calendar != "gregory") Note(stand, "stand:calendar");
    if (!claim.instant.empty()) Note(stand, "stand:zone");
    // "Shot down 21 out of 41 missiles": 21 October 1941, in Portuguese.
    const bool uncertain = claim.edtf.find_first_of("?~%") != std::string::npos;
    if (uncertain && claim.rule == "named" && share < 15) Note(stand, "stand:uncertain-words");
  }

  // What the words between the last date and this one say.
  enum class Wording { kNone, kPublished, kChanged };
  Wording NoteWords(Stand& stand, std::size_t line, std::size_t last_end) {
    const std::size_t from = std::max<std::size_t>(page_.lines[line].at.begin, last_end);
    const std::size_t to = stand.claim->at.begin;
    // The line before may be the word alone: "Published:".
    std::size_t begin = from;
    const bool alone = from == page_.lines[line].at.begin && to - from < 4;
    if (alone && line > outline_.first_line) {
      std::size_t before = line - 1;
      while (before > outline_.first_line && IsBlank(page_.Bytes(page_.lines[before]))) --before;
      if (page_.lines[before].at.size() <= 40) begin = page_.lines[before].at.begin;
    }
    if (to <= begin) return Wording::kNone;
    if (to - begin > 120) begin = to - 120;
    while (begin < to && IsContinuation(page_.text.bytes()[begin])) {
      ++begin;
    }
    NoteWordBefore(stand, begin, to);
    std::uint64_t says = 0;
    for (const Token& token : Tokenize(page_.text.bytes().substr(begin, to - begin)))
      says |= token.says;
    const auto has = [&](Says what) { return (says & BitOf(what)) != 0; };
    if (has(Says::kModified)) Note(stand, "words:modified");
    if (has(Says::kPublished) && !has(Says::kModified)) Note(stand, "words:published");
    if (has(Says::kSoon)) Note(stand, "words:soon");
    if (has(Says::kCopyright)) Note(stand, "words:copyright");
    if (has(Says::kUntil) || has(Says::kSince)) Note(stand, "words:until");
    return has(Says::kModified)    ? Wording::kChanged
           : has(Says::kPublished) ? Wording::kPublished
                                   : Wording::kNone;
  }

  // The last word before it: "Joined 11 May 2017" is no publication.
  void NoteWordBefore(Stand& stand, std::size_t begin, std::size_t end) {
    const auto is_letter = [&](std::size_t at) {
      const auto byte = static_cast<unsigned char>(page_.text.bytes()[at]);
      return byte >= 0x80 || std::isalpha(byte) != 0;
    };
    while (end > begin && !is_letter(end - 1)) --end;
    std::size_t at = end;
    while (at > begin && end - at < 16 && is_letter(at - 1)) --at;
    if (at == end) return;
    std::string word(page_.text.bytes().substr(at, end - at));
    for (char& c : word) {
      if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 'a' - 'A');
    }
    Note(stand, "before:", word);
    if (std::ranges::find(kOfPeople, word) != std::end(kOfPeople)) Note(stand, "words:of-person");
  }

  void NotePlace(Stand& stand, std::size_t line) {
    if (outline_.headline) {
      const int from = static_cast<int>(outline_.ordinal[line]) -
                       static_cast<int>(outline_.ordinal[*outline_.headline]);
      const std::string_view place = from == 0    ? "0"
                                     : from < -12 ? "far-above"
                                     : from < -3  ? "above"
                                     : from < 0   ? "-3"
                                     : from <= 2  ? "2"
                                     : from <= 5  ? "5"
                                     : from <= 12 ? "12"
                                     : from <= 40 ? "40"
                                                  : "far";
      Note(stand, "headline:", place);
      const std::size_t share = stand.claim->at.size() * 100 / (page_.lines[line].at.size() + 1);
      Note(stand, share >= 40 ? "stamp:" : share >= 15 ? "part:" : "prose:", place);
    } else {
      Note(stand, "headline:", outline_.ordinal[line] <= 10 ? "none-top" : "none");
    }
    if (!outline_.body) return Note(stand, "body:none");
    if (line < *outline_.body) {
      const std::uint32_t before = outline_.ordinal[*outline_.body] - outline_.ordinal[line];
      return Note(stand, "body:", before <= 2 ? "-2" : before <= 6 ? "-6" : "before");
    }
    if (line <= outline_.body_end)
      return Note(stand, "body:", line == *outline_.body ? "first" : "inside");
    const std::uint32_t behind = outline_.ordinal[line] - outline_.ordinal[outline_.body_end];
    Note(stand, "body:", behind <= 2 ? "2" : behind <= 6 ? "6" : "behind");
  }

  void NoteMarkup(Stand& stand, std::size_t line) {
    if (line >= page_.hints.size()) return;
    const Hints& hints = page_.hints[line];
    for (const Bit& bit : kBits) {
      if ((hints.inside & bit.bit) != 0) Note(stand, "inside:", bit.name);
    }
    if ((hints.own & kSaysDate) != 0) Note(stand, "own:date");
    if (hints.element == Element::kTime) Note(stand, "own:time");
    if (hints.element == Element::kTitle) Note(stand, "own:title");
    if (hints.link_bytes * 2 > page_.lines[line].at.size()) Note(stand, "own:link");
  }

  // What the element says that shows the day: <time itemprop="dateModified">; whether that is a
  // change.
  bool NoteElement(Stand& stand, std::size_t line, const std::string& text) {
    const auto found = table_.index.find(text);
    if (found == table_.index.end()) return false;
    bool published = false;
    bool changed = false;
    for (const DateClaim* claim : table_.days[found->second].facts) {
      const Fact& fact = page_.facts[static_cast<std::size_t>(claim->fact)];
      const bool here = fact.line == line || fact.line == line + 1;
      const bool shown = fact.witness == "time-element" || fact.witness == "microdata" ||
                         fact.witness == "date-class";
      if (!here || !shown) continue;
      published |= fact.kind == FactKind::kPublished;
      changed |= fact.kind == FactKind::kModified;
    }
    if (published) Note(stand, "element:published");
    if (changed && !published) Note(stand, "element:modified");
    return changed && !published;
  }

  // What classes say of the element that shows the date: "post-date", "widget-date".
  void NoteClasses(Stand& stand, std::size_t line, const std::string& day) {
    const std::string_view text =
        page_.text.bytes().substr(stand.claim->at.begin, stand.claim->at.size());
    auto fact =
        std::ranges::lower_bound(classed_, line, {}, [](const Fact* one) { return one->line; });
    for (int i = 0; fact != classed_.end() && (*fact)->line <= line + 1 && i < kMostClassed;
         ++fact, ++i) {
      const std::string_view said = (*fact)->text.bytes();
      if (said.find(text) == said.npos && !said.starts_with(day)) continue;
      return NoteClassWords(stand, (*fact)->detail);
    }
  }

  void NoteClassWords(Stand& stand, std::string_view classes) {
    std::string_view group = "class:";
    std::size_t at = 0;
    for (int words = 0; at < classes.size() && words < kMostClassWords; ++words) {
      std::size_t end = at;
      while (end < classes.size() && classes[end] >= 'a' && classes[end] <= 'z') ++end;
      if (end - at >= 3 && end - at <= 14) Note(stand, group, classes.substr(at, end - at));
      if (end < classes.size() && classes[end] == '|') group = "outer-class:";
      at = end + 1;
    }
  }

  const Page& page_;
  const PageOutline& outline_;
  DayTable& table_;
  std::string name_;                  // of a feature, while it is looked up
  std::vector<const Fact*> classed_;  // that know the classes of a date's element, by line
  struct First {
    bool seen = false, behind_headline = false, stamp_behind_headline = false;
  };
  First first_, first_change_, first_clock_;
  std::optional<std::pair<std::size_t, std::size_t>> last_above_;  // a day, and which of its stands
};

}  // namespace

void AddStands(const PageOutline& outline, DayTable& table) {
  const Page& page = *outline.page;
  StandWitness witness(outline, table);
  std::size_t line = 0;
  std::size_t last_end = 0;
  std::size_t stands = 0;
  for (const DateClaim& claim : page.claims) {
    if (claim.fact >= 0) break;
    while (line < page.lines.size() && page.lines[line].at.end <= claim.at.begin) ++line;
    if (line >= outline.end_line || line < outline.first_line || ++stands > kMostStands) continue;
    witness.Add(claim, line, last_end);
    last_end = claim.at.end;
  }
  witness.Finish();
}

}  // namespace warraq

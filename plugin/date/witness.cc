// Gathers the days of a page with what speaks for each.
//
// A date of a line is a stand: its line's role, how much of the line it is, the words before it,
// how far from the headline, in which containers. The best stand of a day counts. Facts (JSON-LD,
// meta, addresses, scripts) count once for each kind, and what days are to each other (the
// earliest, the only one of its kind, a day beside another's) counts too.

#include "plugin/date/witness.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <map>
#include <optional>

#include "plugin/date/calendar.h"
#include "plugin/date/digits.h"
#include "plugin/date/edtf.h"
#include "plugin/date/lexicon.h"
#include "plugin/date/tokens.h"

namespace warraq {
namespace {

constexpr int kFirstPrint = 1450;          // nothing was published before there was print
constexpr std::size_t kMostStands = 2048;  // dates of a text that are looked at
constexpr std::size_t kMostStandsOfDay = 64;

std::optional<std::int64_t> NumberOfDay(std::string_view day) {
  return DayOf(
      {Calendar::kGregorian, DigitsAt(day, 0, 4), DigitsAt(day, 5, 2), DigitsAt(day, 8, 2)});
}

}  // namespace

std::uint32_t FeatureNames::Of(std::string_view name) {
  if (known_ != nullptr) {
    const auto found = known_->numbers_.find(name);
    return found == known_->numbers_.end() ? kNone : found->second;
  }
  const auto found = numbers_.find(name);
  if (found != numbers_.end()) return found->second;
  const auto number = static_cast<std::uint32_t>(names_.size());
  numbers_.emplace(name, number);
  names_.emplace_back(name);
  return number;
}

std::vector<std::string> DaysOf(std::string_view edtf) {
  std::vector<std::string> days;
  const auto parsed = ParseEdtf(std::string(edtf));
  if (!parsed || parsed->shape == Edtf::Shape::kInterval) return days;
  for (EdtfDate part : parsed->parts) {
    if (part.year < kFirstPrint || part.unknown_digits > 0 || part.month == 0 || part.day == 0 ||
        part.day == EdtfDate::kUnspecified) {
      return {};
    }
    part.time.clear();
    part.qualifier = 0;
    days.push_back(PrintEdtf({Edtf::Shape::kDate, {part}}));
  }
  return days;
}

namespace {

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

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
    {kSaysBody, "body"},
    {kSaysComments, "comments"},
    {kSaysRelated, "related"},
    {kSaysByline, "byline"},
    {kSaysDate, "date"},
    {kSaysHeadline, "headline"},
    {kSaysCaption | kSaysCredit, "caption"},
    {kSaysWidget, "widget"},
});

class Gatherer {
 public:
  Gatherer(const Page& page, std::size_t first_line, std::size_t end_line, FeatureNames& names)
      : page_(page),
        first_(first_line),
        end_(std::min(end_line, page.lines.size())),
        names_(names) {
    MeasureLines();
    GuessYear();
    FindRegion();
  }

  std::vector<DayWitness> Gather() {
    std::size_t line = 0;
    std::size_t last_end = 0;
    std::size_t stands = 0;
    for (const DateClaim& claim : page_.claims) {
      if (claim.fact >= 0) {
        AddFact(claim);
        continue;
      }
      while (line < page_.lines.size() && page_.lines[line].at.end <= claim.at.begin) ++line;
      if (line >= end_ || line < first_ || ++stands > kMostStands) continue;
      AddStand(claim, line, last_end);
      last_end = claim.at.end;
    }
    AddMonths();
    Compare();
    for (DayWitness& day : days_) {
      std::ranges::sort(day.features);
      day.features.erase(std::unique(day.features.begin(), day.features.end()), day.features.end());
    }
    return std::move(days_);
  }

 private:
  // Numbers of lines with text, where the headline, the body's begin and its end are.
  void MeasureLines() {
    ordinal_.reserve(page_.lines.size());
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < page_.lines.size(); ++i) {
      const Line& line = page_.lines[i];
      if (!IsBlank(page_.Bytes(line))) ++count;
      ordinal_.push_back(count);
      if (i < first_ || i >= end_) continue;
      if (line.role == Role::kHeadline || (!headline_ && line.role == Role::kHeadlineRepeat))
        headline_ = i;
      if (line.role == Role::kParagraph && !body_) body_ = i;
      if (IsBody(line.role)) body_end_ = i;
    }
  }

  // Of dates without one: the year that most of the page's dates with a day have, or the latest
  // year that is named at all.
  void GuessYear() {
    std::map<std::string, int> counts;
    std::string latest;
    for (const DateClaim& claim : page_.claims) {
      if (claim.edtf.size() < 4 || claim.edtf[0] < '0' || claim.edtf[0] > '9') continue;
      const std::string year = claim.edtf.substr(0, 4);
      if (claim.edtf.size() >= 10) ++counts[year];
      if (year > latest && year < "2100") latest = year;
    }
    int most = 0;
    for (const auto& [year, count] : counts) {
      if (count >= most) most = count, year_ = year;
    }
    if (year_.empty()) year_ = latest;
    FindDatedLines();
  }

  void FindDatedLines() {
    std::size_t line = 0;
    for (const DateClaim& claim : page_.claims) {
      if (claim.fact >= 0) break;
      while (line < page_.lines.size() && page_.lines[line].at.end <= claim.at.begin) ++line;
      if (line == page_.lines.size()) break;
      if (claim.edtf.size() < 10) continue;
      if (claim.edtf.starts_with("XXXX-XX") || claim.at.size() * 8 < page_.lines[line].at.size())
        continue;
      if (dated_.empty() || dated_.back() != ordinal_[line]) dated_.push_back(ordinal_[line]);
      const auto number = NumberOfDay(claim.edtf);
      if (number) sure_days_.push_back(*number);
    }
    std::ranges::sort(sure_days_);
  }

  DayWitness* Day(const std::string& day) {
    const auto found = index_.find(day);
    if (found != index_.end()) return &days_[found->second];
    if (days_.size() >= kMostDays) return nullptr;
    index_.emplace(day, days_.size());
    days_.emplace_back().day = day;
    return &days_.back();
  }

  // --- facts
  static std::string_view KindOf(FactKind kind) {
    return kind == FactKind::kPublished  ? "published"
           : kind == FactKind::kModified ? "modified"
                                         : "date";
  }

  std::string_view PlaceOf(const Fact& fact) const {
    if ((fact.inside & kSaysComments) != 0) return ":comments";
    if ((fact.inside & (kSaysRelated | kInAside | kSaysSidebar | kInNavigation | kInFooter)) != 0)
      return ":related";
    if (!headline_) return ":nowhere";
    const std::size_t line = std::min<std::size_t>(fact.line, ordinal_.size() - 1);
    const int from = static_cast<int>(ordinal_[line]) - static_cast<int>(ordinal_[*headline_]);
    return from >= -4 && from <= 8 ? ":near" : from < -4 ? ":above" : ":below";
  }

  void AddFact(const DateClaim& claim) {
    const Fact& fact = page_.facts[static_cast<std::size_t>(claim.fact)];
    std::string name = "fact:";
    name += fact.kind == FactKind::kCanonical ? "uri" : fact.witness;
    const bool uri = fact.kind == FactKind::kCanonical || fact.witness == "image-uri";
    if (!uri) name.append(":").append(KindOf(fact.kind));
    if (fact.witness == "time-element" || fact.witness == "data-attribute" ||
        fact.witness == "microdata") {
      name += PlaceOf(fact);
    }
    const bool plain = fact.witness == "meta" && fact.detail.find("publ") == std::string::npos &&
                       fact.kind == FactKind::kPublished;
    if (plain) name += ":plain";
    const std::vector<std::string> days = DaysOf(claim.edtf);
    if (uri && claim.edtf.size() == 7) months_.emplace_back(claim.edtf, name);
    const bool placed = fact.witness == "time-element" || fact.witness == "data-attribute";
    if (placed && !IsForeign(fact) && headline_ && fact.line >= *headline_ && days.size() == 1 &&
        !fact_behind_) {
      fact_behind_ = true;
      if (DayWitness* day = Day(days[0])) Add(day->features, "fact:first-behind-headline");
    }
    if (days.size() == 2) name += ":either";
    if (days.size() > 2) return;
    for (const std::string& text : days) {
      DayWitness* day = Day(text);
      if (day == nullptr) continue;
      Add(day->features, name);
      day->facts.push_back(&claim);
      auto& seen = days_of_[name];
      if (std::ranges::find(seen, text) == seen.end() && seen.size() < 8) seen.push_back(text);
      if (fact.kind == FactKind::kModified) latest_change_ = std::max(latest_change_, text);
    }
  }

  // Of a day to the nearest other day of the page: a page's dates lie close together.
  std::int64_t Distance(const std::string& text) const {
    const auto day = NumberOfDay(text);
    if (!day) return INT64_MAX;
    const auto next = std::ranges::lower_bound(sure_days_, *day);
    std::int64_t distance = INT64_MAX;
    if (next != sure_days_.end()) distance = *next - *day;
    if (next != sure_days_.begin()) distance = std::min(distance, *day - *(next - 1));
    return distance;
  }

  // --- the text
  void Add(std::vector<std::uint32_t>& features, std::string_view name) {
    const std::uint32_t feature = names_.Of(name);
    if (feature != FeatureNames::kNone) features.push_back(feature);
  }
  void Note(Stand& stand, std::string_view name) { Add(stand.features, name); }
  void Note(Stand& stand, std::string_view group, std::string_view name) {
    std::string whole(group);
    whole += name;
    Note(stand, whole);
  }

  void AddStand(const DateClaim& claim, std::size_t line, std::size_t last_end) {
    std::vector<std::string> days = DaysOf(claim.edtf);
    const bool guessed = days.empty() && !year_.empty() && claim.edtf.starts_with("XXXX-") &&
                         claim.edtf.size() >= 10;
    if (guessed) days = DaysOf(year_ + claim.edtf.substr(4));
    if (days.empty() || days.size() > 2) return;
    Stand stand{&claim, {}};
    if (guessed) Note(stand, "stand:year-guessed");
    if (days.size() == 2) Note(stand, "stand:either-order");
    NoteLine(stand, line);
    NoteWords(stand, line, last_end);
    NotePlace(stand, line);
    NoteMarkup(stand, line);
    const int around = AroundOf(line);
    Note(stand, "around:", around <= 1 ? "1" : around == 2 ? "2" : around <= 4 ? "4" : "many");
    NoteFirst(stand, line, guessed);
    for (std::size_t i = 0; i < days.size(); ++i) {
      DayWitness* day = Day(days[i]);
      if (day == nullptr || day->stands.size() >= kMostStandsOfDay) continue;
      day->stands.push_back(stand);
      if (days.size() != 2) continue;
      NoteOrder(day->stands.back(), days[i]);
      if (sure_days_.empty()) continue;
      const bool nearer = Distance(days[i]) < Distance(days[1 - i]);
      Note(day->stands.back(), nearer ? "stand:nearer-of-two" : "stand:farther-of-two");
    }
  }

  // The first date of the page, and the first behind its headline. Those of comments and of other
  // pages are never the first.
  void NoteFirst(Stand& stand, std::size_t line, bool guessed) {
    if (IsForeign(line)) {
      const bool behind = body_ && line > body_end_;
      return Note(stand, behind ? "stand:foreign-behind" : "stand:foreign");
    }
    if (!seen_) Note(stand, "stand:first");
    seen_ = true;
    if (!headline_ || line <= *headline_ || guessed) return;
    if (!behind_headline_) Note(stand, "stand:first-behind-headline");
    behind_headline_ = true;
    const bool stamp = stand.claim->at.size() * 100 >= page_.lines[line].at.size() * 15;
    if (stamp && !stamp_behind_headline_) Note(stand, "stand:first-stamp-behind-headline");
    stamp_behind_headline_ |= stamp;
  }

  bool IsForeign(std::size_t line) const {
    return line < page_.hints.size() &&
           (page_.hints[line].inside & (kSaysComments | kSaysRelated)) != 0;
  }
  static bool IsForeign(const Fact& fact) {
    return (fact.inside & (kSaysComments | kSaysRelated)) != 0;
  }

  // Which of two orders the day is by, and what speaks for it: the page's language with its
  // country, and a clock of twelve hours.
  void NoteOrder(Stand& stand, std::string_view day) {
    const std::string_view text = page_.text.bytes().substr(stand.claim->at.begin);
    int first = 0;
    SmallNumber(text, 0, first);
    const bool day_first = first == DigitsAt(day, 8, 2);
    std::string name = day_first ? "order:day:" : "order:month:";
    name += region_;
    Note(stand, name);
    const std::string_view whole = text.substr(0, stand.claim->at.size());
    if (whole.find_first_of("aApP", 6) != std::string_view::npos)
      Note(stand, day_first ? "order:day:halves" : "order:month:halves");
  }

  // "us", "en" of English elsewhere, "other", or nothing.
  void FindRegion() {
    for (const Fact& fact : page_.facts) {
      if (fact.kind != FactKind::kLanguage || !region_.empty()) continue;
      std::string_view tag = fact.text.bytes();
      if (tag.size() < 2) continue;
      const bool english = tag[0] == 'e' && tag[1] == 'n';
      const bool american = tag.size() >= 5 && (tag[3] == 'U' || tag[3] == 'u');
      region_ = !english ? "other" : american ? "us" : tag.size() >= 5 ? "en" : "";
    }
  }

  // How many dates there are in the lines near it; lists of other pages have many.
  int AroundOf(std::size_t line) const {
    constexpr std::uint32_t kNear = 8;
    const auto low =
        std::ranges::lower_bound(dated_, ordinal_[line] - std::min(ordinal_[line], kNear));
    const auto high = std::ranges::upper_bound(dated_, ordinal_[line] + kNear);
    return static_cast<int>(high - low);
  }

  void NoteLine(Stand& stand, std::size_t line) {
    const Line& at = page_.lines[line];
    const DateClaim& claim = *stand.claim;
    const bool early = claim.at.begin - at.at.begin <= 60 && body_ && line <= *body_ + 1;
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
  }

  // What the words between the last date and this one say.
  void NoteWords(Stand& stand, std::size_t line, std::size_t last_end) {
    const std::size_t from = std::max<std::size_t>(page_.lines[line].at.begin, last_end);
    const std::size_t to = stand.claim->at.begin;
    // The line before may be the word alone: "Published:".
    std::size_t begin = from;
    const bool alone = from == page_.lines[line].at.begin && to - from < 4;
    if (alone && line > first_) {
      std::size_t before = line - 1;
      while (before > first_ && IsBlank(page_.Bytes(page_.lines[before]))) --before;
      if (page_.lines[before].at.size() <= 40) begin = page_.lines[before].at.begin;
    }
    if (to <= begin) return;
    if (to - begin > 120) begin = to - 120;
    while (begin < to && (static_cast<unsigned char>(page_.text.bytes()[begin]) & 0xC0) == 0x80) {
      ++begin;
    }
    std::uint64_t says = 0;
    for (const Token& token : Tokenize(page_.text.bytes().substr(begin, to - begin)))
      says |= token.says;
    const auto has = [&](Says what) { return (says & BitOf(what)) != 0; };
    if (has(Says::kModified)) Note(stand, "words:modified");
    if (has(Says::kPublished) && !has(Says::kModified)) Note(stand, "words:published");
    if (has(Says::kSoon)) Note(stand, "words:soon");
    if (has(Says::kCopyright)) Note(stand, "words:copyright");
    if (has(Says::kUntil) || has(Says::kSince)) Note(stand, "words:until");
  }

  void NotePlace(Stand& stand, std::size_t line) {
    if (headline_) {
      const int from = static_cast<int>(ordinal_[line]) - static_cast<int>(ordinal_[*headline_]);
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
      Note(stand, "headline:", ordinal_[line] <= 10 ? "none-top" : "none");
    }
    if (!body_) return Note(stand, "body:none");
    if (line < *body_) {
      const std::uint32_t before = ordinal_[*body_] - ordinal_[line];
      return Note(stand, "body:", before <= 2 ? "-2" : before <= 6 ? "-6" : "before");
    }
    if (line <= body_end_) return Note(stand, "body:", line == *body_ ? "first" : "inside");
    const std::uint32_t behind = ordinal_[line] - ordinal_[body_end_];
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
    if (hints.link_bytes * 2 > page_.lines[line].at.size()) Note(stand, "own:link");
  }

  // --- between the days
  void AddMonths() {
    for (const auto& [month, name] : months_) {
      for (DayWitness& day : days_) {
        if (day.day.starts_with(month)) Add(day.features, name + ":month");
      }
    }
    if (months_.empty()) return;
    for (DayWitness& day : days_) {
      const bool fits = std::ranges::any_of(
          months_, [&](const auto& month) { return day.day.starts_with(month.first); });
      if (!fits) Add(day.features, "day:not-of-month");
    }
  }

  void Compare() {
    std::string earliest;
    std::string latest;
    bool published = false;
    for (const DayWitness& day : days_) {
      if (earliest.empty() || day.day < earliest) earliest = day.day;
      latest = std::max(latest, day.day);
    }
    for (const auto& [name, seen] : days_of_) {
      published |= name.find("published") != std::string::npos;
      if (seen.size() != 1) continue;
      if (DayWitness* day = Day(seen[0])) Add(day->features, name + ":only");
    }
    for (DayWitness& day : days_) {
      const auto note = [&](std::string_view name) { Add(day.features, name); };
      note("day:any");
      if (days_.size() == 1) note("day:only");
      if (day.day == earliest) note("day:earliest");
      if (day.day == latest) note("day:latest");
      if (!latest_change_.empty() && day.day > latest_change_) note("day:behind-change");
      const std::size_t lines = day.stands.size();
      note(lines == 0 ? "lines:0" : lines == 1 ? "lines:1" : lines <= 3 ? "lines:3" : "lines:many");
      const bool told = std::ranges::any_of(day.facts, [&](const DateClaim* claim) {
        return !IsForeign(page_.facts[static_cast<std::size_t>(claim->fact)]);
      });
      note(!told       ? (published ? "facts:others" : "facts:none")
           : lines > 0 ? "facts:with-text"
                       : "facts:alone");
    }
    Neighbours();
  }

  // The same moment in two zones is two days.
  void Neighbours() {
    for (DayWitness& day : days_) {
      const auto number = NumberOfDay(day.day);
      if (!number) continue;
      for (const int apart : {-1, 1}) {
        const CalendarDate date = GregorianOf(*number + apart);
        const auto other = index_.find(PrintDay(date.year, date.month, date.day));
        if (other == index_.end()) continue;
        const bool facts = !days_[other->second].facts.empty();
        Add(day.features,
            std::string(apart < 0 ? "day:after" : "day:before") + (facts ? "-fact" : "-text"));
      }
    }
  }

  const Page& page_;
  std::size_t first_;
  std::size_t end_;
  FeatureNames& names_;
  std::vector<std::uint32_t> ordinal_;  // of each line, how many with text there are up to it
  std::optional<std::size_t> headline_, body_;
  std::size_t body_end_ = 0;
  std::string year_;
  std::vector<std::uint32_t> dated_;     // ordinals of lines that are little more than a date
  std::vector<std::int64_t> sure_days_;  // of dates of the text whose day is not in doubt, sorted
  std::vector<DayWitness> days_;
  std::map<std::string, std::size_t> index_;
  std::map<std::string, std::vector<std::string>> days_of_;  // of a fact's feature
  std::vector<std::pair<std::string, std::string>> months_;
  bool seen_ = false;
  std::string latest_change_;
  std::string region_;
  bool behind_headline_ = false;
  bool fact_behind_ = false;
  bool stamp_behind_headline_ = false;
};

}  // namespace

std::vector<DayWitness> WitnessedDays(const Page& page, std::size_t first_line,
                                      std::size_t end_line, FeatureNames& names) {
  if (page.lines.empty()) return {};
  return Gatherer(page, first_line, end_line, names).Gather();
}

}  // namespace warraq

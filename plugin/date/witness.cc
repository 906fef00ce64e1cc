// Gathers the days of a page with what speaks for each.
//
// A date of a line is a stand: its line's role, how much of the line it is, the words before it,
// how far from the headline, in which containers. The best stand of a day counts. Facts (JSON-LD,
// meta, addresses, scripts) count once for each kind, and what days are to each other (the
// earliest, the only one of its kind, a day beside another's) counts too.

#include "plugin/date/witness.h"

#include <algorithm>
#include <array>
#include <bit>
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

// The minute since 1970 of "2023-11-08T22:28:35-05:00"; nothing without an offset.
std::optional<std::int64_t> MinuteOf(std::string_view edtf) {
  const auto day = NumberOfDay(edtf);
  const int hour = DigitsAt(edtf, 11, 2);
  const int minute = DigitsAt(edtf, 14, 2);
  if (!day || hour < 0 || minute < 0) return {};
  std::int64_t moment = (*day * 24 + hour) * 60 + minute;
  if (edtf.ends_with('Z')) return moment;
  const std::size_t sign = edtf.find_last_of("+-");
  if (sign < 16 || sign + 6 != edtf.size()) return {};
  const int offset = DigitsAt(edtf, sign + 1, 2) * 60 + DigitsAt(edtf, sign + 4, 2);
  return moment + (edtf[sign] == '-' ? offset : -offset);
}

// What has been said of a day, whatever its features: who calls it the day of publication, whether
// it is called that of a change.
struct Marks {
  std::uint32_t published = 0;  // bits of the families of facts
  bool changed = false;
  bool shown = false;            // a line has it that is not of comments or of other pages
  bool shown_changed = false;    // ... and every such line says that it is of a change
  bool shown_published = false;  // ... or one says that it is of the publication
  bool utc_morning = false, utc_evening = false;
  // Minutes since 1970 of what is told of the day, in UTC and with another offset.
  std::vector<std::int64_t> utc, zoned;
};
constexpr std::size_t kMostMoments = 8;
constexpr int kMorning = 9;   // until then it is still the day before in America,
constexpr int kEvening = 14;  // and from then on the next one in Asia and Oceania

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
    // Facts first: a date without its year may be one of theirs.
    for (const DateClaim& claim : page_.claims) {
      if (claim.fact >= 0) AddFact(claim);
    }
    std::size_t line = 0;
    std::size_t last_end = 0;
    std::size_t stands = 0;
    for (const DateClaim& claim : page_.claims) {
      if (claim.fact >= 0) break;
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
    FindHeadlineYear();
  }

  // "The best tents of 2025": a page of that year, whenever its first version was written.
  void FindHeadlineYear() {
    if (!headline_) return;
    const std::string_view text = page_.Bytes(page_.lines[*headline_]);
    for (std::size_t at = 0; at + 4 <= text.size(); ++at) {
      if (!IsDigit(text, at) || (at > 0 && IsDigit(text, at - 1)) || IsDigit(text, at + 4))
        continue;
      const int year = DigitsAt(text, at, 4);
      if (year >= 1990 && year <= 2099) headline_year_ = text.substr(at, 4);
    }
  }

  void FindDatedLines() {
    std::size_t line = 0;
    for (const DateClaim& claim : page_.claims) {
      if (claim.fact >= 0) break;
      while (line < page_.lines.size() && page_.lines[line].at.end <= claim.at.begin) ++line;
      if (line == page_.lines.size()) break;
      if (claim.edtf.size() < 10) continue;
      if (claim.rule == "numeric") CountOrder(claim);
      if (claim.edtf.starts_with("XXXX-XX") || claim.at.size() * 8 < page_.lines[line].at.size())
        continue;
      if (dated_.empty() || dated_.back() != ordinal_[line]) dated_.push_back(ordinal_[line]);
      const auto number = NumberOfDay(claim.edtf);
      if (number) sure_days_.push_back(*number);
    }
    std::ranges::sort(sure_days_);
  }

  // "25/10/2020" tells how the page writes "02/10/2020".
  void CountOrder(const DateClaim& claim) {
    const std::string_view text = page_.text.bytes().substr(claim.at.begin, claim.at.size());
    int first = 0;
    int second = 0;
    const std::size_t end = SmallNumber(text, 0, first);
    if (end == 0 || end + 1 >= text.size() || end > 2) return;
    if (SmallNumber(text, end + 1, second) > end + 3) return;
    if (first > 12 && second <= 12) ++day_first_;
    if (second > 12 && first <= 12) ++month_first_;
  }

  DayWitness* Day(const std::string& day) {
    const auto found = index_.find(day);
    if (found != index_.end()) return &days_[found->second];
    if (days_.size() >= kMostDays) return nullptr;
    index_.emplace(day, days_.size());
    days_.emplace_back().day = day;
    marks_.emplace_back();
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
        fact.witness == "microdata" || fact.witness == "day-link" || fact.witness == "date-class") {
      name += PlaceOf(fact);
    }
    const bool plain = fact.witness == "meta" && fact.detail.find("publ") == std::string::npos &&
                       fact.kind == FactKind::kPublished;
    if (plain) name += ":plain";
    const bool clock = fact.witness == "html-comment" && fact.detail == "clock";
    if (clock) name += ":clock";
    const std::vector<std::string> days = DaysOf(claim.edtf);
    if (uri && claim.edtf.size() == 7) months_.emplace_back(claim.edtf, name);
    const bool placed = fact.witness == "time-element" || fact.witness == "data-attribute" ||
                        fact.witness == "day-link";
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
      if (clock) clock_ = std::max(clock_, text);
      if (fact.kind == FactKind::kModified) latest_change_ = std::max(latest_change_, text);
      if (!IsForeign(fact)) Mark(marks_[static_cast<std::size_t>(day - days_.data())], fact, claim);
    }
  }

  static void Mark(Marks& marks, const Fact& fact, const DateClaim& claim) {
    constexpr std::string_view kFamilies[] = {"meta",         "json-ld", "json-ld-page",
                                              "microdata",    "uri",     "meta-other",
                                              "time-element", "script",  "data-attribute"};
    const std::string_view witness = fact.kind == FactKind::kCanonical ? "uri" : fact.witness;
    if (fact.kind == FactKind::kPublished || witness == "uri") {
      const auto found = std::ranges::find(kFamilies, witness);
      if (found != std::end(kFamilies)) marks.published |= 1U << (found - std::begin(kFamilies));
    }
    marks.changed |= fact.kind == FactKind::kModified;
    // "2023-11-09T03:28:35Z" was the evening before for who wrote it in America.
    const std::string_view edtf = claim.edtf;
    if (edtf.size() < 16 || edtf[10] != 'T') return;
    const bool utc = edtf.ends_with('Z') || edtf.ends_with("+00:00");
    if (const auto minute = MinuteOf(edtf)) {
      auto& moments = utc ? marks.utc : marks.zoned;
      if (moments.size() < kMostMoments) moments.push_back(*minute);
    }
    if (!utc) return;
    const int hour = DigitsAt(edtf, 11, 2);
    marks.utc_morning |= hour < kMorning;
    marks.utc_evening |= hour >= kEvening;
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
    if (guessed) days = DaysOf(YearOf(claim.edtf.substr(4, 6)) + claim.edtf.substr(4));
    if (days.empty() || days.size() > 2) return;
    SettleByFacts(days);
    Stand stand{&claim, {}};
    if (guessed) Note(stand, "stand:year-guessed");
    if (days.size() == 2) Note(stand, "stand:either-order");
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
    const int around = AroundOf(line);
    Note(stand, "around:", around <= 1 ? "1" : around == 2 ? "2" : around <= 4 ? "4" : "many");
    NoteFirst(stand, line, guessed);
    for (std::size_t i = 0; i < days.size(); ++i) {
      DayWitness* day = Day(days[i]);
      if (day == nullptr || day->stands.size() >= kMostStandsOfDay) continue;
      day->stands.push_back(stand);
      if (!IsForeign(line)) {
        Marks& marks = marks_[static_cast<std::size_t>(day - days_.data())];
        marks.shown_changed = changed && (!marks.shown || marks.shown_changed);
        marks.shown = true;
        const bool stamp = claim.at.size() * 100 >= page_.lines[line].at.size() * 15;
        marks.shown_published |= wording == Wording::kPublished && stamp;
      }
      if (days.size() != 2) continue;
      NoteOrder(day->stands.back(), days[i]);
      if (sure_days_.empty()) continue;
      const bool nearer = Distance(days[i]) < Distance(days[1 - i]);
      Note(day->stands.back(), nearer ? "stand:nearer-of-two" : "stand:farther-of-two");
    }
  }

  // Of two days by the order that is open, the one that a fact names.
  void SettleByFacts(std::vector<std::string>& days) const {
    if (days.size() != 2) return;
    const auto told = [&](const std::string& day) {
      const auto found = index_.find(day);
      return found != index_.end() && !days_[found->second].facts.empty();
    };
    const bool first = told(days[0]);
    if (first != told(days[1])) days.erase(first ? days.begin() + 1 : days.begin());
  }

  // The year of a month and day: that of the fact which names them, else the page's.
  std::string YearOf(std::string_view month_and_day) const {
    for (const DayWitness& day : days_) {
      if (!day.facts.empty() && day.day.ends_with(month_and_day)) return day.day.substr(0, 4);
    }
    return year_;
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
    if (region_.empty() && page_.hints.empty() && IsOfManyLetters()) region_ = "other";
    name += region_;
    Note(stand, name);
    if (day_first_ != month_first_)
      Note(stand, day_first == (day_first_ > month_first_) ? "order:as-elsewhere"
                                                           : "order:not-as-elsewhere");
    const std::string_view whole = text.substr(0, stand.claim->at.size());
    if (whole.find_first_of("aApP", 6) != std::string_view::npos)
      Note(stand, day_first ? "order:day:halves" : "order:month:halves");
  }

  // Whether a text without markup has letters that English lacks: one in two hundred.
  bool IsOfManyLetters() const {
    constexpr std::size_t kLooked = 20000;
    const std::string_view text = page_.text.bytes().substr(0, kLooked);
    const auto letters = std::ranges::count_if(text, [](char c) {
      const auto byte = static_cast<unsigned char>(c);
      return byte >= 0xC3 && byte != 0xE2;
    });
    return static_cast<std::size_t>(letters) * 200 > text.size();
  }

  // "us", "en" of English elsewhere, "other", or nothing: by the page's language, and by the
  // country of its address.
  void FindRegion() {
    bool english = true;
    for (const Fact& fact : page_.facts) {
      if (fact.kind == FactKind::kLanguage && region_.empty()) {
        std::string_view tag = fact.text.bytes();
        if (tag.size() < 2) continue;
        english = tag[0] == 'e' && tag[1] == 'n';
        const bool american = tag.size() >= 5 && (tag[3] == 'U' || tag[3] == 'u');
        region_ = !english ? "other" : american ? "us" : tag.size() >= 5 ? "en" : "";
      } else if (fact.kind == FactKind::kCanonical && english && region_ != "en") {
        const std::string_view country = CountryOf(fact.text.bytes());
        if (country == "gov" || country == "edu" || country == "us") region_ = "us";
        if (country.size() == 2 && country != "us") region_ = "en";
      }
    }
  }

  // "uk" of "https://www.example.co.uk/x" and of "https://example.org/en-gb/x"; "" of none.
  static std::string_view CountryOf(std::string_view uri) {
    const std::size_t host = uri.find("://");
    if (host == std::string_view::npos) return {};
    uri.remove_prefix(host + 3);
    const std::string_view name = uri.substr(0, uri.find_first_of("/:?#"));
    const std::string_view path = uri.substr(name.size());
    if (path.starts_with("/en-") && path.size() > 6 && path[6] == '/') return path.substr(4, 2);
    const std::string_view last = name.substr(name.rfind('.') + 1);
    constexpr std::string_view kNoCountries[] = {"io", "co", "tv", "me", "ai",
                                                 "eu", "ly", "to", "ca", "ph"};
    return std::ranges::find(kNoCountries, last) == std::end(kNoCountries) ? last : "";
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
    if (alone && line > first_) {
      std::size_t before = line - 1;
      while (before > first_ && IsBlank(page_.Bytes(page_.lines[before]))) --before;
      if (page_.lines[before].at.size() <= 40) begin = page_.lines[before].at.begin;
    }
    if (to <= begin) return Wording::kNone;
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
    return has(Says::kModified)    ? Wording::kChanged
           : has(Says::kPublished) ? Wording::kPublished
                                   : Wording::kNone;
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
    if (hints.element == Element::kTitle) Note(stand, "own:title");
    if (hints.link_bytes * 2 > page_.lines[line].at.size()) Note(stand, "own:link");
  }

  // What the element says that shows the day: <time itemprop="dateModified">; whether that is a
  // change.
  bool NoteElement(Stand& stand, std::size_t line, const std::string& text) {
    const auto found = index_.find(text);
    if (found == index_.end()) return false;
    bool published = false;
    bool changed = false;
    for (const DateClaim* claim : days_[found->second].facts) {
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

  // --- between the days
  void AddMonths() {
    for (const auto& [month, name] : months_) {
      for (DayWitness& day : days_) {
        if (day.day.starts_with(month)) Add(day.features, name + ":month");
      }
    }
    for (const std::string_view of : {"fact:uri", "fact:image-uri"}) {
      std::string_view first;
      std::string_view last;
      for (const auto& [month, name] : months_) {
        if (name != of) continue;
        if (first.empty() || month < first) first = month;
        last = std::max<std::string_view>(last, month);
      }
      if (last.empty()) continue;
      for (DayWitness& day : days_) {
        const std::string_view month = std::string_view(day.day).substr(0, 7);
        const std::string name(of);
        if (month < first) Add(day.features, name + ":before-month");
        if (month > last) Add(day.features, name + ":behind-month");
      }
    }
  }

  void Compare() {
    std::string earliest;
    std::string latest;
    std::array<int, 2> most{};  // families that speak for the two best days
    for (const Marks& marks : marks_) {
      const int families = std::popcount(marks.published);
      most[1] = std::max(most[1], std::min(most[0], families));
      most[0] = std::max(most[0], families);
    }
    for (const DayWitness& day : days_) {
      if (earliest.empty() || day.day < earliest) earliest = day.day;
      latest = std::max(latest, day.day);
    }
    for (const auto& [name, seen] : days_of_) {
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
      if (IsLongBehind(day.day, latest_change_)) note("day:long-behind-change");
      if (IsLongBehind(day.day, clock_)) note("day:long-behind-clock");
      if (!headline_year_.empty()) {
        const std::string_view year = std::string_view(day.day).substr(0, 4);
        note(year == headline_year_  ? "headline-year:same"
             : year > headline_year_ ? "headline-year:behind"
                                     : "headline-year:before");
      }
      const std::size_t lines = day.stands.size();
      note(lines == 0 ? "lines:0" : lines == 1 ? "lines:1" : lines <= 3 ? "lines:3" : "lines:many");
      const bool told = std::ranges::any_of(day.facts, [&](const DateClaim* claim) {
        return !IsForeign(page_.facts[static_cast<std::size_t>(claim->fact)]);
      });
      const int families =
          std::popcount(marks_[static_cast<std::size_t>(&day - days_.data())].published);
      const int rival = families == most[0] ? most[1] : most[0];
      note(rival == 0 ? "rival:0" : rival == 1 ? "rival:1" : rival == 2 ? "rival:2" : "rival:3");
      if (families == 0 && rival > 0) note("rival:unmatched");
      note(!told       ? (most[0] > 0 ? "facts:others" : "facts:none")
           : lines > 0 ? "facts:with-text"
                       : "facts:alone");
    }
    Contest();
    Neighbours();
  }

  // No page is published after it was changed or rendered, but for what zones make of a day.
  static bool IsLongBehind(std::string_view day, std::string_view other) {
    if (other.empty()) return false;
    const auto number = NumberOfDay(day);
    const auto bound = NumberOfDay(other);
    return number && bound && *number > *bound + 1;
  }

  // What a day is called, whether the page shows it, and the same of the rival that is called most:
  // a change after a known publication is something else than a change which is all there is.
  enum class Called { kNothing, kChange, kBoth, kPublication };
  static Called CalledOf(const Marks& marks) {
    const bool changed = marks.changed || marks.shown_changed;
    const bool published = marks.published != 0 || marks.shown_published;
    return published ? (changed ? Called::kBoth : Called::kPublication)
                     : (changed ? Called::kChange : Called::kNothing);
  }

  void Contest() {
    constexpr std::string_view kNames[] = {"nothing", "change", "both", "publication"};
    constexpr std::string_view kShown[] = {":hidden", ":shown"};
    for (std::size_t i = 0; i < days_.size(); ++i) {
      const Marks& marks = marks_[i];
      const int families = std::min(3, std::popcount(marks.published));
      if (families > 0) Add(days_[i].features, "published:" + std::to_string(families));
      const Marks* rival = RivalOf(i);
      days_[i].change = CalledOf(marks) == Called::kChange;
      days_[i].contested = rival != nullptr && CalledOf(*rival) != Called::kNothing;
      std::string name = "called:";
      name.append(kNames[static_cast<std::size_t>(CalledOf(marks))]).append(kShown[marks.shown]);
      Add(days_[i].features, name);
      if (rival == nullptr) continue;
      name.append("|").append(kNames[static_cast<std::size_t>(CalledOf(*rival))]);
      if (CalledOf(*rival) != Called::kNothing) name.append(kShown[rival->shown]);
      Add(days_[i].features, name);
      if (CalledOf(marks) < Called::kBoth || CalledOf(*rival) < Called::kBoth) continue;
      const std::size_t other = static_cast<std::size_t>(rival - marks_.data());
      Add(days_[i].features,
          days_[i].day < days_[other].day ? "called:first-of-two" : "called:last-of-two");
    }
  }

  // The other day that is called the most, shown before hidden.
  const Marks* RivalOf(std::size_t of) const {
    const auto rank = [](const Marks& marks) {
      return static_cast<int>(CalledOf(marks)) * 2 + (marks.shown ? 1 : 0);
    };
    std::size_t best = of;
    for (std::size_t i = 0; i < days_.size(); ++i) {
      if (i != of && (best == of || rank(marks_[i]) > rank(marks_[best]))) best = i;
    }
    return best == of ? nullptr : &marks_[best];
  }

  static bool SameMoment(const std::vector<std::int64_t>& one,
                         const std::vector<std::int64_t>& two) {
    return std::ranges::any_of(
        one, [&](std::int64_t moment) { return std::ranges::find(two, moment) != two.end(); });
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
        const Marks& own = marks_[static_cast<std::size_t>(&day - days_.data())];
        const Marks& its = marks_[other->second];
        if (SameMoment(own.utc, its.zoned)) Add(day.features, "zone:of-other");
        if (SameMoment(own.zoned, its.utc)) Add(day.features, "zone:own");
        if (apart < 0 ? own.utc_morning : own.utc_evening) Add(day.features, "zone:utc");
        if (apart < 0 ? its.utc_evening : its.utc_morning) {
          Add(day.features, own.published != 0 ? "zone:local-told"
                            : own.shown        ? "zone:local-shown"
                                               : "zone:local");
        }
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
  std::vector<Marks> marks_;  // of the days
  std::map<std::string, std::size_t> index_;
  std::map<std::string, std::vector<std::string>> days_of_;  // of a fact's feature
  std::vector<std::pair<std::string, std::string>> months_;
  bool seen_ = false;
  std::string latest_change_;
  std::string clock_;  // the latest that HTML comments tell of the page's making
  std::string_view headline_year_;
  std::string region_;
  int day_first_ = 0, month_first_ = 0;  // dates of the text whose order is plain
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

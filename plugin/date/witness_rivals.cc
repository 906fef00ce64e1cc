// What days are to each other: the earliest, the only one of its kind, a day beside another's, and
// what its rivals are called.

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/date/calendar.h"
#include "plugin/date/day_table.h"
#include "plugin/date/edtf.h"

namespace warraq {
namespace {

class Comparison {
 public:
  Comparison(const PageOutline& outline, DayTable& table)
      : page_(*outline.page), outline_(outline), table_(table) {}

  void Make() {
    AddMonths();
    std::string earliest;
    std::string latest;
    std::array<int, 2> most{};  // families that speak for the two best days
    for (const DayMarks& marks : table_.marks) {
      const int families = std::popcount(marks.published);
      most[1] = std::max(most[1], std::min(most[0], families));
      most[0] = std::max(most[0], families);
    }
    for (const DayWitness& day : table_.days) {
      if (earliest.empty() || day.day < earliest) earliest = day.day;
      latest = std::max(latest, day.day);
    }
    for (const auto& [name, seen] : table_.days_of) {
      const char* which = seen.size() == 1 ? ":only" : ":first";
      if (DayWitness* day = table_.Row(seen[0])) table_.Add(day->features, name + which);
    }
    for (DayWitness& day : table_.days) {
      const auto note = [&](std::string_view name) { table_.Add(day.features, name); };
      note("day:any");
      if (table_.days.size() == 1) note("day:only");
      if (day.day == earliest) note("day:earliest");
      if (day.day == latest) note("day:latest");
      if (!table_.latest_change.empty() && day.day > table_.latest_change)
        note("day:behind-change");
      if (IsLongBehind(day.day, table_.latest_change)) note("day:long-behind-change");
      if (IsLongBehind(day.day, table_.clock)) note("day:long-behind-clock");
      if (!outline_.headline_year.empty()) {
        const std::string_view year = std::string_view(day.day).substr(0, 4);
        note(year == outline_.headline_year  ? "headline-year:same"
             : year > outline_.headline_year ? "headline-year:behind"
                                             : "headline-year:before");
      }
      const std::size_t lines = day.stands.size();
      note(lines == 0 ? "lines:0" : lines == 1 ? "lines:1" : lines <= 3 ? "lines:3" : "lines:many");
      const bool told = std::ranges::any_of(day.facts, [&](const DateClaim* claim) {
        return !IsForeign(page_.facts[static_cast<std::size_t>(claim->fact)]);
      });
      const int families = std::popcount(table_.MarksOf(day).published);
      const int rival = families == most[0] ? most[1] : most[0];
      note(rival == 0 ? "rival:0" : rival == 1 ? "rival:1" : rival == 2 ? "rival:2" : "rival:3");
      if (families == 0 && rival > 0) note("rival:unmatched");
      note(!told       ? (most[0] > 0 ? "facts:others" : "facts:none")
           : lines > 0 ? "facts:with-text"
                       : "facts:alone");
    }
    Contest();
    Neighbours();
    MeasureFromTold();
  }

 private:
  // How far days are from the one that the page's metadata call its publication.
  void MeasureFromTold() {
    constexpr std::uint32_t kMetadata = 0xF;  // the first families: meta, JSON-LD, microdata
    std::optional<std::int64_t> told;
    int count = 0;
    for (std::size_t i = 0; i < table_.days.size(); ++i) {
      if ((table_.marks[i].published & kMetadata) == 0) continue;
      told = NumberOfDay(table_.days[i].day);
      ++count;
    }
    for (DayWitness& day : table_.days) {
      const auto number = NumberOfDay(day.day);
      if (count != 1 || !told || !number) {
        table_.Add(day.features, count == 0 ? "told:none" : "told:several");
        continue;
      }
      const std::int64_t apart = *number > *told ? *number - *told : *told - *number;
      std::string name = *number == *told ? "told:is" : *number > *told ? "told:+" : "told:-";
      if (apart > 0) {
        name += apart == 1     ? "1"
                : apart <= 7   ? "7"
                : apart <= 31  ? "31"
                : apart <= 365 ? "365"
                               : "more";
      }
      table_.Add(day.features, name);
    }
  }

  void AddMonths() {
    for (const auto& [month, name] : table_.months) {
      for (DayWitness& day : table_.days) {
        if (day.day.starts_with(month)) table_.Add(day.features, name + ":month");
      }
    }
    for (const std::string_view of : {"fact:uri", "fact:image-uri"}) {
      std::string_view first;
      std::string_view last;
      for (const auto& [month, name] : table_.months) {
        if (name != of) continue;
        if (first.empty() || month < first) first = month;
        last = std::max<std::string_view>(last, month);
      }
      if (last.empty()) continue;
      for (DayWitness& day : table_.days) {
        const std::string_view month = std::string_view(day.day).substr(0, 7);
        const std::string name(of);
        if (month < first) table_.Add(day.features, name + ":before-month");
        if (month > last) table_.Add(day.features, name + ":behind-month");
      }
    }
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
  static Called CalledOf(const DayMarks& marks) {
    const bool changed = marks.changed || marks.shown_changed;
    const bool published = marks.published != 0 || marks.shown_published;
    return published ? (changed ? Called::kBoth : Called::kPublication)
                     : (changed ? Called::kChange : Called::kNothing);
  }

  void Contest() {
    constexpr std::string_view kNames[] = {"nothing", "change", "both", "publication"};
    constexpr std::string_view kShown[] = {":hidden", ":shown"};
    const std::size_t most = MostCalled(table_.days.size());
    const std::size_t next = MostCalled(most);
    for (std::size_t i = 0; i < table_.days.size(); ++i) {
      const DayMarks& marks = table_.marks[i];
      const int families = std::min(3, std::popcount(marks.published));
      if (families > 0)
        table_.Add(table_.days[i].features, "published:" + std::to_string(families));
      // The other day that is called the most.
      const std::size_t other = i == most ? next : most;
      const DayMarks* rival = other < table_.days.size() ? &table_.marks[other] : nullptr;
      table_.days[i].change = CalledOf(marks) == Called::kChange;
      table_.days[i].contested = rival != nullptr && CalledOf(*rival) != Called::kNothing;
      std::string name = "called:";
      name.append(kNames[static_cast<std::size_t>(CalledOf(marks))]).append(kShown[marks.shown]);
      table_.Add(table_.days[i].features, name);
      if (rival == nullptr) continue;
      name.append("|").append(kNames[static_cast<std::size_t>(CalledOf(*rival))]);
      if (CalledOf(*rival) != Called::kNothing) name.append(kShown[rival->shown]);
      table_.Add(table_.days[i].features, name);
      if (CalledOf(marks) < Called::kBoth || CalledOf(*rival) < Called::kBoth) continue;
      table_.Add(table_.days[i].features, table_.days[i].day < table_.days[other].day
                                              ? "called:first-of-two"
                                              : "called:last-of-two");
    }
  }

  // The first of the days that are called the most, shown before hidden, leaving out `without`;
  // behind the last if there is none.
  std::size_t MostCalled(std::size_t without) const {
    int most = -1;
    std::size_t first = table_.days.size();
    for (std::size_t i = 0; i < table_.days.size(); ++i) {
      const DayMarks& marks = table_.marks[i];
      const int rank = static_cast<int>(CalledOf(marks)) * 2 + (marks.shown ? 1 : 0);
      if (i != without && rank > most) most = rank, first = i;
    }
    return first;
  }

  static bool SameMoment(const std::vector<std::int64_t>& one,
                         const std::vector<std::int64_t>& two) {
    return std::ranges::any_of(
        one, [&](std::int64_t moment) { return std::ranges::find(two, moment) != two.end(); });
  }

  // The same moment in two zones is two days.
  void Neighbours() {
    for (DayWitness& day : table_.days) {
      const auto number = NumberOfDay(day.day);
      if (!number) continue;
      for (const int apart : {-1, 1}) {
        const CalendarDate date = GregorianOf(*number + apart);
        const auto other = table_.index.find(PrintDay(date.year, date.month, date.day));
        if (other == table_.index.end()) continue;
        const bool facts = !table_.days[other->second].facts.empty();
        const DayMarks& own = table_.MarksOf(day);
        const DayMarks& its = table_.marks[other->second];
        if (SameMoment(own.utc, its.zoned)) table_.Add(day.features, "zone:of-other");
        if (apart < 0 && its.utc_midnight)
          table_.Add(day.features, own.shown ? "zone:midnight-shown" : "zone:midnight");
        if (apart > 0 && own.utc_midnight) table_.Add(day.features, "zone:of-midnight");
        if (SameMoment(own.zoned, its.utc)) table_.Add(day.features, "zone:own");
        if (apart < 0 ? own.utc_morning : own.utc_evening) table_.Add(day.features, "zone:utc");
        if (apart < 0 ? its.utc_evening : its.utc_morning) {
          table_.Add(day.features, own.published != 0 ? "zone:local-told"
                                   : own.shown        ? "zone:local-shown"
                                                      : "zone:local");
        }
        table_.Add(day.features, std::string(apart < 0 ? "day:after" : "day:before") +
                                     (facts ? "-fact" : "-text"));
      }
    }
  }

  const Page& page_;
  const PageOutline& outline_;
  DayTable& table_;
};

}  // namespace

void CompareDays(const PageOutline& outline, DayTable& table) { Comparison(outline, table).Make(); }

}  // namespace warraq

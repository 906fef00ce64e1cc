// Gathers the days of a page with what speaks for each.
//
// A date of a line is a stand: its line's role, how much of the line it is, the words before it,
// how far from the headline, in which containers. The best stand of a day counts. Facts (JSON-LD,
// meta, addresses, scripts) count once for each kind, and what days are to each other (the
// earliest, the only one of its kind, a day beside another's) counts too.

#include "plugin/date/witness.h"
#include <algorithm>
#include <utility>

#include "plugin/date/day_table.h"
#include "plugin/date/edtf.h"

namespace warraq {
namespace {

constexpr int kFirstPrint = 1450;  // nothing was published before there was print

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
  if (edtf.starts_with("XXXX")) return days;  // of dates without a year are the most
  const auto parsed = ParseEdtf(edtf);
  if (!parsed || parsed->shape == Edtf::Shape::kInterval) return days;
  for (const EdtfDate& part : parsed->parts) {
    if (part.year < kFirstPrint || part.unknown_digits > 0 || part.month == 0 || part.day == 0 ||
        part.day == EdtfDate::kUnspecified) {
      return {};
    }
    days.push_back(PrintDay(part.year, part.month, part.day));
  }
  return days;
}

DayWitness* DayTable::Row(const std::string& day) {
  const auto found = index.find(day);
  if (found != index.end()) return &days[found->second];
  if (days.size() >= kMostDays) return nullptr;
  index.emplace(day, days.size());
  days.emplace_back().day = day;
  marks.emplace_back();
  return &days.back();
}

const DayWitness* DayTable::Find(std::string_view day) const {
  const auto found = index.find(day);
  return found == index.end() ? nullptr : &days[found->second];
}

DayMarks& DayTable::MarksOf(const DayWitness& row) {
  return marks[static_cast<std::size_t>(&row - days.data())];
}

void DayTable::Add(std::vector<std::uint32_t>& features, std::string_view name) const {
  const std::uint32_t feature = names.Of(name);
  if (feature != FeatureNames::kNone) features.push_back(feature);
}

std::vector<DayWitness> WitnessedDays(const Page& page, std::size_t first_line,
                                      std::size_t end_line, FeatureNames& names) {
  if (page.lines.empty()) return {};
  const PageOutline outline = OutlineOf(page, first_line, end_line);
  DayTable table{names};
  AddFacts(outline, table);
  AddStands(outline, table);
  CompareDays(outline, table);
  for (DayWitness& day : table.days) {
    std::ranges::sort(day.features);
    day.features.erase(std::unique(day.features.begin(), day.features.end()), day.features.end());
  }
  return std::move(table.days);
}

}  // namespace warraq

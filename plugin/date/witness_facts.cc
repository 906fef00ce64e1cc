// What facts say of days: JSON-LD, meta, addresses, scripts. They count once for each kind.

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "plugin/date/day_table.h"
#include "plugin/date/digits.h"

namespace warraq {
namespace {

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

constexpr std::size_t kMostMoments = 8;
constexpr int kMorning = 9;   // until then it is still the day before in America,
constexpr int kEvening = 14;  // and from then on the next one in Asia and Oceania

class FactWitness {
 public:
  FactWitness(const PageOutline& outline, DayTable& table)
      : page_(*outline.page), outline_(outline), table_(table) {}

  void Add(const DateClaim& claim) {
    const Fact& fact = page_.facts[static_cast<std::size_t>(claim.fact)];
    std::string name = "fact:";
    name += WitnessOf(fact);
    const bool uri = fact.kind == FactKind::kCanonical || fact.witness == "image-uri";
    if (!uri) name.append(":").append(KindOf(fact.kind));
    if (fact.witness == "time-element" || fact.witness == "data-attribute" ||
        fact.witness == "microdata" || fact.witness == "day-link" || fact.witness == "date-class") {
      name += PlaceOf(fact);
    }
    const bool plain = WitnessOf(fact) == "meta" && fact.detail.find("publ") == std::string::npos &&
                       fact.kind == FactKind::kPublished;
    if (plain) name += ":plain";
    // "createdAt" may be of anything that a script knows.
    const bool created = fact.witness == "script" && fact.kind == FactKind::kPublished &&
                         fact.detail.find("publ") == std::string::npos;
    if (created) name += ":created";
    const bool clock = fact.witness == "html-comment" && fact.detail == "clock";
    if (clock) name += ":clock";
    const std::vector<std::string> days = DaysOf(claim.edtf);
    if (uri && claim.edtf.size() == 7) table_.months.emplace_back(claim.edtf, name);
    const bool placed = fact.witness == "time-element" || fact.witness == "data-attribute" ||
                        fact.witness == "day-link";
    if (placed && !IsForeign(fact) && outline_.headline && fact.line >= *outline_.headline &&
        days.size() == 1 && !fact_behind_) {
      fact_behind_ = true;
      if (DayWitness* day = table_.Row(days[0]))
        table_.Add(day->features, "fact:first-behind-headline");
    }
    if (days.size() == 2) name += ":either";
    if (days.size() > 2) return;
    for (const std::string& text : days) {
      DayWitness* day = table_.Row(text);
      if (day == nullptr) continue;
      table_.Add(day->features, name);
      day->facts.push_back(&claim);
      auto& seen = table_.days_of[name];
      if (std::ranges::find(seen, text) == seen.end() && seen.size() < 8) seen.push_back(text);
      if (clock) table_.clock = std::max(table_.clock, text);
      if (fact.kind == FactKind::kModified)
        table_.latest_change = std::max(table_.latest_change, text);
      if (!IsForeign(fact)) Mark(table_.MarksOf(*day), fact, claim);
    }
  }

 private:
  // What a library catalogued counts as what a page says in its own meta elements.
  static std::string_view WitnessOf(const Fact& fact) {
    return fact.kind == FactKind::kCanonical ? "uri"
           : fact.witness == "mets"          ? "meta"
                                             : fact.witness;
  }

  static std::string_view KindOf(FactKind kind) {
    return kind == FactKind::kPublished  ? "published"
           : kind == FactKind::kModified ? "modified"
                                         : "date";
  }

  std::string_view PlaceOf(const Fact& fact) const {
    if ((fact.inside & kSaysComments) != 0) return ":comments";
    if ((fact.inside & kInQuote) != 0) return ":quote";
    if ((fact.inside & (kSaysRelated | kInAside | kSaysSidebar | kInNavigation | kInFooter)) != 0)
      return ":related";
    if (!outline_.headline) return ":nowhere";
    const std::size_t line = std::min<std::size_t>(fact.line, outline_.ordinal.size() - 1);
    const int from = static_cast<int>(outline_.ordinal[line]) -
                     static_cast<int>(outline_.ordinal[*outline_.headline]);
    return from >= -4 && from <= 8 ? ":near" : from < -4 ? ":above" : ":below";
  }

  static void Mark(DayMarks& marks, const Fact& fact, const DateClaim& claim) {
    constexpr std::string_view kFamilies[] = {"meta",         "json-ld", "json-ld-page",
                                              "microdata",    "uri",     "meta-other",
                                              "time-element", "script",  "data-attribute"};
    const std::string_view witness = WitnessOf(fact);
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
    const bool sharp = DigitsAt(edtf, 14, 2) == 0 && DigitsAt(edtf, 17, 2) <= 0;
    marks.utc_midnight |= hour >= 21 && sharp;
  }

  const Page& page_;
  const PageOutline& outline_;
  DayTable& table_;
  bool fact_behind_ = false;
};

}  // namespace

void AddFacts(const PageOutline& outline, DayTable& table) {
  FactWitness witness(outline, table);
  for (const DateClaim& claim : outline.page->claims) {
    if (claim.fact >= 0) witness.Add(claim);
  }
}

}  // namespace warraq

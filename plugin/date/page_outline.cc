#include "plugin/date/page_outline.h"

#include <algorithm>
#include <cstdint>
#include <iterator>
#include <map>
#include <utility>

#include "plugin/date/calendar.h"
#include "plugin/date/digits.h"
#include "plugin/date/tokens.h"
#include "plugin/text/sixteen.h"

namespace warraq {
namespace {

// Embedded posts are quotations.
constexpr std::uint32_t kForeign = kSaysComments | kSaysRelated | kInQuote;

class Outliner {
 public:
  Outliner(const Page& page, std::size_t first_line, std::size_t end_line) : page_(page) {
    outline_.page = &page;
    outline_.first_line = first_line;
    outline_.end_line = std::min(end_line, page.lines.size());
    MeasureLines();
    GuessYear();
    FindDatedLines();
    FindHeadlineYear();
    FindRegion();
  }

  PageOutline Take() { return std::move(outline_); }

 private:
  // Numbers of lines with text, where the headline, the body's begin and its end are.
  void MeasureLines() {
    outline_.ordinal.reserve(page_.lines.size());
    std::uint32_t count = 0;
    for (std::size_t i = 0; i < page_.lines.size(); ++i) {
      const Line& line = page_.lines[i];
      if (!IsBlank(page_.Bytes(line))) ++count;
      outline_.ordinal.push_back(count);
      if (i < outline_.first_line || i >= outline_.end_line) continue;
      if (line.role == Role::kHeadline ||
          (!outline_.headline && line.role == Role::kHeadlineRepeat))
        outline_.headline = i;
      if (line.role == Role::kParagraph && !outline_.body) outline_.body = i;
      if (IsBody(line.role)) outline_.body_end = i;
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
      if (count >= most) most = count, outline_.year = year;
    }
    if (outline_.year.empty()) outline_.year = latest;
  }

  // "The best tents of 2025": a page of that year, whenever its first version was written.
  void FindHeadlineYear() {
    if (!outline_.headline) return;
    const std::string_view text = page_.Bytes(page_.lines[*outline_.headline]);
    for (std::size_t at = 0; at + 4 <= text.size(); ++at) {
      if (!IsDigit(text, at) || (at > 0 && IsDigit(text, at - 1)) || IsDigit(text, at + 4))
        continue;
      const int year = DigitsAt(text, at, 4);
      if (year >= 1990 && year <= 2099) outline_.headline_year = text.substr(at, 4);
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
      if (outline_.dated.empty() || outline_.dated.back() != outline_.ordinal[line])
        outline_.dated.push_back(outline_.ordinal[line]);
      const auto number = NumberOfDay(claim.edtf);
      if (number) outline_.sure_days.push_back(*number);
    }
    std::ranges::sort(outline_.sure_days);
  }

  // "25/10/2020" tells how the page writes "02/10/2020".
  void CountOrder(const DateClaim& claim) {
    const std::string_view text = page_.text.bytes().substr(claim.at.begin, claim.at.size());
    int first = 0;
    int second = 0;
    const std::size_t end = SmallNumber(text, 0, first);
    if (end == 0 || end + 1 >= text.size() || end > 2) return;
    if (SmallNumber(text, end + 1, second) > end + 3) return;
    if (first > 12 && second <= 12) ++outline_.day_first;
    if (second > 12 && first <= 12) ++outline_.month_first;
  }

  // "us", "en" of English elsewhere, "other", or nothing: by the page's language, and by the
  // country of its address.
  void FindRegion() {
    bool english = true;
    for (const Fact& fact : page_.facts) {
      if (fact.kind == FactKind::kLanguage && outline_.region.empty()) {
        std::string_view tag = fact.text.bytes();
        if (tag.size() < 2) continue;
        english = tag[0] == 'e' && tag[1] == 'n';
        const bool american = tag.size() >= 5 && (tag[3] == 'U' || tag[3] == 'u');
        outline_.region = !english ? "other" : american ? "us" : tag.size() >= 5 ? "en" : "";
      } else if (fact.kind == FactKind::kCanonical && english && outline_.region != "en") {
        const std::string_view country = CountryOf(fact.text.bytes());
        if (country == "gov" || country == "edu" || country == "us") outline_.region = "us";
        if (country.size() == 2 && country != "us") outline_.region = "en";
      }
    }
    if (outline_.region.empty() && page_.hints.empty() && IsOfManyLetters())
      outline_.region = "other";
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

  // Whether a text without markup has letters that English lacks: one in two hundred.
  bool IsOfManyLetters() const {
    constexpr std::size_t kLooked = 20000;
    const std::string_view text = page_.text.bytes().substr(0, kLooked);
    std::size_t letters = 0;
    for (std::size_t at = 0; at < text.size(); at += kStretch) {
      letters += CountLetters(text.substr(at, kStretch));
      if (letters * 200 > text.size()) return true;
    }
    return false;
  }

  static constexpr std::size_t kStretch = 15 * sizeof(Sixteen);  // so that no byte's sum overflows

  static std::size_t CountLetters(std::string_view text) {
    Sixteen counts{};
    std::size_t at = 0;
    for (; at + sizeof(Sixteen) <= text.size(); at += sizeof(Sixteen)) {
      const Sixteen bytes = LoadSixteen(text.data() + at);
      counts -= Sixteen(bytes >= 0xC3) & ~Equal(bytes, '\xE2');
    }
    std::size_t letters = SumOf(counts);
    for (; at < text.size(); ++at) {
      const auto byte = static_cast<unsigned char>(text[at]);
      letters += byte >= 0xC3 && byte != 0xE2;
    }
    return letters;
  }

  const Page& page_;
  PageOutline outline_;
};

}  // namespace

std::int64_t PageOutline::Distance(std::string_view text) const {
  const auto day = NumberOfDay(text);
  if (!day) return INT64_MAX;
  const auto next = std::ranges::lower_bound(sure_days, *day);
  std::int64_t distance = INT64_MAX;
  if (next != sure_days.end()) distance = *next - *day;
  if (next != sure_days.begin()) distance = std::min(distance, *day - *(next - 1));
  return distance;
}

int PageOutline::DatesAround(std::size_t line) const {
  constexpr std::uint32_t kNear = 8;
  const auto low = std::ranges::lower_bound(dated, ordinal[line] - std::min(ordinal[line], kNear));
  const auto high = std::ranges::upper_bound(dated, ordinal[line] + kNear);
  return static_cast<int>(high - low);
}

bool PageOutline::IsForeign(std::size_t line) const {
  return line < page->hints.size() && (page->hints[line].inside & kForeign) != 0;
}

PageOutline OutlineOf(const Page& page, std::size_t first_line, std::size_t end_line) {
  return Outliner(page, first_line, end_line).Take();
}

bool IsForeign(const Fact& fact) { return (fact.inside & kForeign) != 0; }

std::optional<std::int64_t> NumberOfDay(std::string_view day) {
  return DayOf(
      {Calendar::kGregorian, DigitsAt(day, 0, 4), DigitsAt(day, 5, 2), DigitsAt(day, 8, 2)});
}

}  // namespace warraq

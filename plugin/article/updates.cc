// The updates of a live blog: which blocks are whose, and when each was published.
//
// A stamp gives the time of day. Its day is its own ("14 May, 12:45"), that of the markup, that of
// JSON-LD's liveBlogUpdate with the same time, that of the day's line above it, or the page's;
// times that pass midnight are counted from the day of publication, where the page tells on which
// side of it that was. Where no day is known the update has its stamp and no date.

#include <algorithm>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "plugin/article/assemble.h"
#include "plugin/date/calendar.h"
#include "plugin/date/edtf.h"
#include "plugin/label/shape.h"
#include "plugin/text/properties.h"

namespace warraq {
namespace {

constexpr std::int32_t kDayMinutes = 24 * 60;

std::int32_t MinuteOf(std::string_view edtf) {
  if (edtf.size() < 16 || edtf[10] != 'T') return -1;
  const auto digit = [&](std::size_t i) { return edtf[i] - '0'; };
  return (digit(11) * 10 + digit(12)) * 60 + digit(14) * 10 + digit(15);
}

std::int64_t DayNumber(std::string_view edtf) {
  const auto number = [&](std::size_t begin, std::size_t length) {
    int value = 0;
    for (const char c : edtf.substr(begin, length)) value = value * 10 + (c - '0');
    return value;
  };
  return DayOf({Calendar::kGregorian, number(0, 4), number(5, 2), number(8, 2)}).value_or(0);
}

std::string DayText(std::int64_t day) {
  const CalendarDate date = GregorianOf(day);
  return PrintDay(date.year, date.month, date.day);
}

// A time, without the space that parts it from its text.
Text StampOf(const Page& page, const LiveUpdate& update) {
  const std::string_view stamp = page.text.bytes().substr(update.stamp.begin, update.stamp.size());
  return page.text.Slice(update.stamp.begin,
                         update.stamp.begin + WithoutSpacesBehind(stamp).size());
}

class UpdateDater {
 public:
  explicit UpdateDater(Assembly& assembly)
      : page_(assembly.page), article_(assembly.article), updates_(assembly.page.updates) {}

  // One for each update, in their order; without edtf where nobody knows.
  std::vector<Dating> Date() {
    datings_.resize(updates_.size());
    FindPublishedInScript();
    FindDayLines();
    for (std::size_t i = 0; i < updates_.size(); ++i) {
      if (!DateByMarkup(i) && !DateByStamp(i)) DateByDayAbove(i);
    }
    DateByScript();
    DateByPage();
    return std::move(datings_);
  }

 private:
  Text StampText(std::size_t i) const { return StampOf(page_, updates_[i]); }

  bool IsKnown(std::size_t i) const { return !datings_[i].edtf.empty(); }

  void Know(std::size_t i, std::string edtf, double confidence, std::vector<Evidence> evidence) {
    datings_[i] = {.edtf = std::move(edtf),
                   .confidence = confidence,
                   .evidence = std::move(evidence),
                   .rejected = {}};
  }

  // A <time> or an attribute of the stamp's line, or of the lines beside it.
  bool DateByMarkup(std::size_t i) {
    const LiveUpdate& update = updates_[i];
    for (const DateClaim& claim : page_.claims) {
      if (claim.fact < 0 || !SaysOneDay(claim.edtf) || MinuteOf(claim.edtf) < 0) continue;
      const Fact& fact = page_.facts[static_cast<std::size_t>(claim.fact)];
      const bool shown = fact.witness == "time-element" || fact.witness == "data-attribute" ||
                         fact.witness == "microdata" || fact.witness == "date-class";
      const bool other_time = update.minute >= 0 && MinuteOf(claim.edtf) != update.minute;
      if (!shown || fact.line < update.first_line || fact.line > update.stamp_line) continue;
      if (other_time && fact.line != update.stamp_line) continue;
      Know(i, claim.edtf, kSure, {{fact.witness, fact.text}});
      return true;
    }
    return false;
  }

  bool DateByStamp(std::size_t i) {
    for (const DateClaim& claim : page_.claims) {
      if (claim.fact >= 0 || claim.at.begin >= updates_[i].stamp.end) break;
      if (claim.at.begin < updates_[i].stamp.begin) continue;
      if (!SaysOneDay(claim.edtf) || MinuteOf(claim.edtf) != updates_[i].minute) continue;
      Know(i, claim.edtf, kSure, {{kStamp, StampText(i)}});
      return true;
    }
    return false;
  }

  // What the stamp is when its day is this one.
  std::string OnDay(std::size_t i, const std::string& day) const {
    const Text stamp = StampText(i);
    DateOptions options;
    options.reference = day;
    for (const DateClaim& claim : FindDates(stamp.bytes(), options)) {
      if (MinuteOf(claim.edtf) == updates_[i].minute) return claim.edtf;
    }
    return {};
  }

  void KnowDay(std::size_t i, const std::string& day, double confidence, const Evidence* witness) {
    std::string edtf = OnDay(i, day);
    if (edtf.empty()) return;
    std::vector<Evidence> evidence = {{kStamp, StampText(i)}};
    if (witness != nullptr) evidence.push_back(*witness);
    Know(i, std::move(edtf), confidence, std::move(evidence));
  }

  // "Wednesday, 14 May 2025" alone in a line over or between the updates.
  void FindDayLines() {
    constexpr std::uint32_t kDayLineWords = 8;
    const std::uint32_t begin = LineBefore(updates_[0].first_line);
    for (const DateClaim& claim : page_.claims) {
      if (claim.fact >= 0) break;
      if (claim.at.begin < begin || claim.edtf.size() != 10 || !SaysOneDay(claim.edtf)) continue;
      const auto line = std::prev(std::ranges::upper_bound(
          page_.lines, claim.at.begin, {}, [](const Line& one) { return one.at.begin; }));
      const bool alone = ShapeOf(page_.Bytes(*line)).words <= kDayLineWords &&
                         claim.at.size() * 2 >= line->at.size();
      if (alone) day_lines_.push_back(&claim);
    }
  }

  // It holds for the updates below it.
  void DateByDayAbove(std::size_t i) {
    const auto below = std::ranges::upper_bound(day_lines_, updates_[i].stamp.begin, {},
                                                [](const DateClaim* day) { return day->at.begin; });
    if (updates_[i].minute < 0 || below == day_lines_.begin()) return;
    const DateClaim* day = *std::prev(below);
    const Evidence witness{"day-line", page_.text.Slice(day->at.begin, day->at.end)};
    KnowDay(i, day->edtf, kSure, &witness);
  }

  // Where the filled line above begins.
  std::uint32_t LineBefore(std::size_t line) const {
    while (line-- > 0) {
      if (!IsBlank(page_, line)) return page_.lines[line].at.begin;
    }
    return 0;
  }

  void FindPublishedInScript() {
    for (const DateClaim& claim : page_.claims) {
      if (claim.fact < 0 || !SaysOneDay(claim.edtf)) continue;
      const Fact& fact = page_.facts[static_cast<std::size_t>(claim.fact)];
      const bool script = fact.witness == "json-ld-other" && fact.detail == "liveblogupdate";
      const std::int32_t minute = MinuteOf(claim.edtf);
      if (script && minute >= 0) in_script_.emplace_back(minute, &claim);
    }
    std::ranges::stable_sort(in_script_, {}, [](const auto& pair) { return pair.first; });
  }

  // The only moment of that minute among those of the script.
  const DateClaim* InScript(std::size_t i) const {
    const auto minute = [](const auto& pair) { return pair.first; };
    const auto first = std::ranges::lower_bound(in_script_, updates_[i].minute, {}, minute);
    const auto end = std::ranges::upper_bound(in_script_, updates_[i].minute, {}, minute);
    for (auto other = first; other != end; ++other) {
      if (other->second->edtf != first->second->edtf) return nullptr;
    }
    return first == end ? nullptr : first->second;
  }

  // Where most of the open stamps are in it: else its times are another zone's.
  void DateByScript() {
    std::vector<std::pair<std::size_t, const DateClaim*>> found;
    std::size_t open = 0;
    for (std::size_t i = 0; i < updates_.size(); ++i) {
      if (IsKnown(i) || updates_[i].minute < 0) continue;
      ++open;
      if (const DateClaim* claim = InScript(i)) found.emplace_back(i, claim);
    }
    if (found.size() * 3 < open * 2) return;
    for (const auto& [i, claim] : found) {
      const Fact& fact = page_.facts[static_cast<std::size_t>(claim->fact)];
      Know(i, claim->edtf, kSure, {{kStamp, StampText(i)}, {"json-ld", fact.text}});
    }
  }

  // Updates in the order of time: the page's or its reverse.
  std::vector<std::size_t> InTime() const {
    std::vector<std::size_t> order;
    std::size_t down = 0;
    for (std::size_t i = 0; i < updates_.size(); ++i) {
      if (updates_[i].minute < 0) continue;
      const bool falls = !order.empty() && StepTo(order.back(), i) >= kDayMinutes / 2;
      down += falls ? 1 : 0;
      order.push_back(i);
    }
    if (down * 2 >= order.size()) std::ranges::reverse(order);
    return order;
  }

  std::int32_t StepTo(std::size_t from, std::size_t to) const {
    return (updates_[to].minute - updates_[from].minute + kDayMinutes) % kDayMinutes;
  }

  // Days behind that of the first, for each of the order; small steps back are disorder.
  std::vector<std::int64_t> DaysOn(const std::vector<std::size_t>& order) const {
    std::vector<std::int64_t> days(order.size());
    for (std::size_t k = 1; k < order.size(); ++k) {
      const std::int32_t before = updates_[order[k - 1]].minute;
      const std::int32_t now = updates_[order[k]].minute;
      const bool on = StepTo(order[k - 1], order[k]) < kDayMinutes / 2;
      days[k] = days[k - 1] + (on && now < before ? 1 : !on && now > before ? -1 : 0);
    }
    return days;
  }

  void DateByPage() {
    const Dating& published = article_.published;
    if (!SaysOneDay(published.edtf)) return;
    const std::vector<std::size_t> order = InTime();
    if (order.empty()) return;
    const std::vector<std::int64_t> days = DaysOn(order);
    const std::int64_t nights = *std::ranges::max_element(days);
    const std::int64_t day = DayNumber(published.edtf);
    const std::optional<std::int64_t> first =
        nights == 0
            ? day
            : FirstDay(day, nights, updates_[order.front()].minute, updates_[order.back()].minute);
    if (!first) return;
    const Evidence* witness = published.evidence.empty() ? nullptr : &published.evidence.front();
    const double confidence = published.confidence * (nights == 0 ? 0.95 : 0.8);
    for (std::size_t k = 0; k < order.size(); ++k) {
      if (!IsKnown(order[k])) KnowDay(order[k], DayText(*first + days[k]), confidence, witness);
    }
  }

  // Over midnight: whether the page was published with its first update or has the day of its last.
  std::optional<std::int64_t> FirstDay(std::int64_t day, std::int64_t nights, std::int32_t oldest,
                                       std::int32_t newest) const {
    constexpr std::int32_t kSame = 10;
    constexpr std::int32_t kBefore = 180;
    const std::int32_t minute = MinuteOf(article_.published.edtf);
    if (minute >= 0 && minute >= newest - kSame && minute <= newest + kSame) return day - nights;
    if (minute >= 0 && minute <= oldest + kSame && minute >= oldest - kBefore) return day;
    const std::string& modified = article_.modified.edtf;
    if (SaysOneDay(modified) && DayNumber(modified) == day + nights) return day;
    return std::nullopt;
  }

  static constexpr double kSure = 0.95;
  static constexpr std::string_view kStamp = "update-stamp";

  const Page& page_;
  const Article& article_;
  const std::vector<LiveUpdate>& updates_;
  std::vector<Dating> datings_;
  std::vector<const DateClaim*> day_lines_;                           // in the order of the text
  std::vector<std::pair<std::int32_t, const DateClaim*>> in_script_;  // by minute
};

// A stamp at the head of its paragraph is no part of the block.
void CutStamp(const Page& page, const LiveUpdate& update, std::size_t block_of_stamp,
              Article& article) {
  if (block_of_stamp == kNoBlock) return;
  Text& text = article.blocks[block_of_stamp].text;
  const std::string stamp(page.text.bytes().substr(update.stamp.begin, update.stamp.size()));
  const std::size_t bytes = text.bytes().size();
  if (stamp.size() < bytes && text.bytes().starts_with(stamp))
    text = text.Slice(stamp.size(), bytes);
}

void TakeUpdates(Assembly& assembly) {
  const Page& page = assembly.page;
  Article& article = assembly.article;
  if (page.updates.empty()) return;
  std::vector<Dating> datings = UpdateDater(assembly).Date();
  for (std::size_t i = 0; i < page.updates.size(); ++i) {
    const LiveUpdate& of = page.updates[i];
    Update update{.stamp = StampOf(page, of),
                  .published = std::move(datings[i]),
                  .first_block = kNoBlock,
                  .end_block = 0};
    for (std::size_t line = of.first_line; line < of.end_line; ++line) {
      const std::size_t block = assembly.block_of_line[line];
      if (block == kNoBlock) continue;
      update.first_block = std::min(update.first_block, block);
      update.end_block = std::max(update.end_block, block + 1);
    }
    if (update.first_block == kNoBlock) continue;
    CutStamp(page, of, assembly.block_of_line[of.stamp_line], article);
    article.updates.push_back(std::move(update));
  }
}

}  // namespace

extern const AssembleStep updates_step;
constexpr AssembleStep updates_step = {
    .name = "updates",
    .summary = "the updates of a live blog, each with its time and its blocks",
    .apply = TakeUpdates,
};

}  // namespace warraq

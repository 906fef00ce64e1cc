// A live blog is one article with many updates: its headline and its first paragraphs are about all
// of them, and an update without them ("He has left the building.") says nothing. So it stays one
// record, which says of each update when it was published and which blocks are its own.
//
// What is looked for are stamps: lines that are little more than a time of day ("12:45",
// "10:05 Jon King"), paragraphs that begin with one ("12.45 Uhr: The minister ..."), and <time>
// elements; of a match, on a page that says that it is live, also its minutes ("67'", "90+3'"), for
// which nobody knows when they were. Behind most of them stand body lines, and the times go up or
// down. Since programmes and timetables look so too, the page must say that it is live (JSON-LD's
// LiveBlogPosting, or models/live_words.tsv in its headline), or put its newest first, which no
// programme does.

#include "plugin/article/live.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "plugin/article/assemble.h"
#include "plugin/article/match_minute.h"
#include "plugin/label/label.h"
#include "plugin/label/shape.h"
#include "plugin/text/model.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kFewest = 3;        // updates
constexpr std::size_t kFewestUnsaid = 5;  // where nothing says that it is live
constexpr std::size_t kMostLines = 20000;
constexpr std::size_t kMost = 2000;          // updates; a page with more is none
constexpr std::size_t kHeadBytes = 72;       // of a line, where its time is
constexpr std::uint32_t kStampWords = 8;     // of a line that is a stamp
constexpr std::uint32_t kInlineWords = 4;    // behind a time in its own line, at least
constexpr std::uint32_t kHeadingWords = 16;  // at most
constexpr std::uint32_t kProseWords = 8;     // of a line that is kept as prose, at least
constexpr std::uint32_t kShare = 30;         // per cent of the body that the updates are
constexpr std::size_t kLinesOverFirst = 12;  // that may say that the page is live

constexpr std::string_view kAnyDay = "2000-01-01";

using Phrases = std::unordered_set<std::string_view>;

const Phrases& LiveWords() {
  static const Phrases words = [] {
    Phrases made;
    std::string_view model = Model("live_words.tsv");
    for (std::array<std::string_view, 2> row; NextRow(model, row);) made.insert(row[1]);
    return made;
  }();
  return words;
}

// Whether up to four words that follow one another are in the table.
bool SaysLive(std::string_view text) {
  constexpr std::size_t kMostWords = 40;
  constexpr std::size_t kLongest = 4;
  const std::string phrase = PhraseOf(text, 400);
  std::size_t begin = 0;
  for (std::size_t word = 0; word < kMostWords && begin < phrase.size(); ++word) {
    std::size_t end = begin;
    for (std::size_t words = 0; words < kLongest && end != std::string::npos; ++words) {
      end = phrase.find(' ', end + (words > 0 ? 1 : 0));
      const std::size_t length = end == std::string::npos ? end : end - begin;
      if (LiveWords().contains(std::string_view(phrase).substr(begin, length))) return true;
    }
    const std::size_t space = phrase.find(' ', begin);
    if (space == std::string::npos) break;
    begin = space + 1;
  }
  return false;
}

bool IsSeparator(char32_t point) {
  constexpr std::u32string_view kSeparators =
      U" \t:-.,|)]\u00A0\u2013\u2014\u2022\u00B7\u060C\u200E\u200F";
  return kSeparators.find(point) != std::u32string_view::npos;
}

// A time that is written with digits on both sides of a mark, and is no amount ("2 hours ago").
bool IsClock(std::string_view text) {
  // Most lines have no digit at all, and other digits than ours are of more than one byte.
  const auto may_be_digit = [](char c) { return (c >= '0' && c <= '9') || (c & 0x80) != 0; };
  const auto first = std::ranges::find_if(text, may_be_digit);
  std::uint32_t digits = 0;
  bool mark = false;
  bool after_digit = false;
  for (auto at = static_cast<std::size_t>(first - text.begin()); at < text.size();) {
    const char32_t point = NextCodePoint(text, at);
    const bool digit = point < 0x80 ? point >= '0' && point <= '9' : IsDigit(point);
    mark |= after_digit && (point == ':' || point == '.' || point == 'h' || point == 0x66B);
    digits += digit ? 1 : 0;
    after_digit = digit;
  }
  return mark && digits >= 3;
}

std::int32_t MinuteOf(std::string_view edtf) {
  const std::size_t t = edtf.find('T');
  if (t == std::string_view::npos || edtf.size() < t + 6) return -1;
  const auto digit = [&](std::size_t i) { return edtf[t + i] - '0'; };
  return (digit(1) * 10 + digit(2)) * 60 + digit(4) * 10 + digit(5);
}

struct Stamp {
  std::uint32_t line = 0;
  Span at;  // of page.text
  std::int32_t minute = -1;
  std::int32_t of_match = -1;  // MatchMinute::order
  bool is_inline = false;
  bool has_day = false;  // and not only a time
};

class UpdateFinder {
 public:
  explicit UpdateFinder(Page& page) : page_(page) {}

  std::vector<LiveUpdate> Find() {
    const bool typed = std::ranges::any_of(page_.facts, [](const Fact& fact) {
      return fact.kind == FactKind::kType && fact.text.bytes() == "LiveBlogPosting";
    });
    const bool worded = typed || IsWorded();
    FindStamps(worded);
    if (stamps_.size() < (worded ? kFewest : kFewestUnsaid) || stamps_.size() > kMost) return {};
    std::vector<LiveUpdate> updates = Cut();
    std::erase_if(updates, [&](const LiveUpdate& one) { return !HasBody(one); });
    const std::size_t least = worded ? kFewest : kFewestUnsaid;
    if (updates.size() < least || updates.size() * 3 < stamps_.size() * 2) return {};
    // Most pages of many times fail the first, which reads no text.
    if (!AreInOrder(updates, worded) || !AreMostOfBody(updates)) return {};
    return updates;
  }

  void NameLines(const std::vector<LiveUpdate>& updates) {
    for (const Stamp& stamp : stamps_) {
      if (!stamp.is_inline && IsBody(page_.lines[stamp.line].role)) Name(stamp.line, Role::kOther);
    }
    for (const LiveUpdate& update : updates) {
      const Stamp& stamp = StampAt(update.stamp_line);
      if (!stamp.is_inline) Name(update.stamp_line, Role::kTimestamp);
      const bool unseen = stamp.of_match >= 0 && !IsBody(page_.lines[update.stamp_line].role);
      if (stamp.is_inline && unseen) Name(update.stamp_line, Role::kParagraph);
      NameHeading(update);
      KeepProse(update.first_line, update.end_line);
    }
    KeepLead(updates.front().first_line);
  }

 private:
  bool IsHtml() const { return page_.hints.size() == page_.lines.size() && !page_.hints.empty(); }
  std::string_view LineText(std::size_t i) const { return page_.Bytes(page_.lines[i]); }

  bool IsWorded() const {
    for (const Fact& fact : page_.facts) {
      if (fact.kind == FactKind::kHeadline && SaysLive(fact.text.bytes())) return true;
    }
    std::size_t over = 0;
    for (std::size_t i = 0; i < page_.lines.size() && over < kLinesOverFirst; ++i) {
      const Role role = page_.lines[i].role;
      const bool title = role == Role::kHeadline || role == Role::kKicker || role == Role::kDeck ||
                         role == Role::kHeadlineRepeat;
      over += IsBody(role) ? 1 : 0;
      if (title && SaysLive(LineText(i))) return true;
    }
    return false;
  }

  void FindStamps(bool worded) {
    if (!worded && CountShortClocks() < kFewestUnsaid) return;
    timed_.assign(page_.lines.size(), false);
    for (const Fact& fact : page_.facts) {
      const bool shown = fact.witness == "time-element" || fact.witness == "data-attribute" ||
                         fact.witness == "microdata" || fact.witness == "date-class";
      if (shown && fact.line < timed_.size() && fact.text.bytes().find('T') != std::string::npos)
        timed_[fact.line] = true;
    }
    for (std::uint32_t i = 0; i < page_.lines.size(); ++i) {
      std::optional<Stamp> stamp = worded ? MatchStampOf(i) : std::nullopt;
      if (!stamp) stamp = StampOf(i);
      if (stamp) stamps_.push_back(*stamp);
    }
    DropStampsOfPage();
  }

  // "Stand: 12.03.2025, 17:20 Uhr" over updates that have but a time.
  void DropStampsOfPage() {
    const auto dated = static_cast<std::size_t>(std::ranges::count(stamps_, true, &Stamp::has_day));
    if (dated * 2 >= stamps_.size()) return;
    const auto first = std::ranges::find(stamps_, false, &Stamp::has_day);
    stamps_.erase(stamps_.begin(), first);
  }

  // Lines so short, with a mark between digits; told from the bytes alone.
  std::size_t CountShortClocks() const {
    constexpr std::size_t kShort = 40;  // bytes
    std::size_t count = 0;
    for (const Line& line : page_.lines) {
      if (line.at.size() < 4 || line.at.size() > kShort) continue;
      count += IsClock(page_.Bytes(line)) ? 1 : 0;
    }
    return count;
  }

  // A match's minute alone in its line or in front of its text, however short that is.
  std::optional<Stamp> MatchStampOf(std::uint32_t i) const {
    const std::string_view line = LineText(i);
    const std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return std::nullopt;
    const std::optional<MatchMinute> minute = MatchMinuteAt(line.substr(begin));
    if (!minute) return std::nullopt;
    const std::size_t rest = BehindSeparators(line, begin + minute->end);
    Stamp stamp{.line = i, .at = {page_.lines[i].at.begin, page_.lines[i].at.end}};
    stamp.of_match = minute->order;
    stamp.is_inline = ShapeOf(line.substr(rest)).words > 0;
    if (stamp.is_inline) {
      stamp.at = {page_.lines[i].at.begin + static_cast<std::uint32_t>(begin),
                  page_.lines[i].at.begin + static_cast<std::uint32_t>(rest)};
    }
    return stamp;
  }

  std::optional<Stamp> StampOf(std::uint32_t i) const {
    const std::string_view line = LineText(i);
    std::size_t begin = line.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return std::nullopt;
    std::string_view head = line.substr(begin, kHeadBytes);
    while (!head.empty() && begin + head.size() < line.size() &&
           (static_cast<unsigned char>(line[begin + head.size()]) & 0xC0) == 0x80) {
      head.remove_suffix(1);
    }
    const bool whole = begin + head.size() == line.size();
    const bool clock = IsClock(head);
    if (!clock && !(whole && timed_[i])) return std::nullopt;
    Stamp stamp{.line = i, .at = {page_.lines[i].at.begin, page_.lines[i].at.end}};
    std::vector<DateClaim> claims;
    if (clock) claims = ClaimsOf(head);
    const auto time = std::ranges::find_if(claims, [&](const DateClaim& claim) {
      return MinuteOf(claim.edtf) >= 0 && IsClock(head.substr(claim.at.begin, claim.at.size()));
    });
    if (time == claims.end() && !timed_[i]) return std::nullopt;
    const Shape shape = ShapeOf(line);
    const bool short_line = whole && shape.words <= kStampWords + WordsOf(claims, head) / 2 &&
                            !(shape.ends_sentence && time == claims.end());
    if (time == claims.end()) return short_line ? std::optional(stamp) : std::nullopt;
    stamp.minute = MinuteOf(time->edtf);
    stamp.has_day = !time->edtf.starts_with(kAnyDay);
    const std::size_t rest = BehindSeparators(line, begin + time->at.end);
    const Shape behind = ShapeOf(line.substr(rest));
    const bool leads = BehindSeparators(line, begin) >= begin + time->at.begin;
    if (leads && behind.words >= kInlineWords && rest > begin + time->at.end &&
        (behind.ends_sentence || behind.words > kStampWords)) {
      stamp.is_inline = true;
      stamp.at = {page_.lines[i].at.begin + static_cast<std::uint32_t>(begin),
                  page_.lines[i].at.begin + static_cast<std::uint32_t>(rest)};
      return stamp;
    }
    return short_line && !behind.ends_sentence ? std::optional(stamp) : std::nullopt;
  }

  // A time in front of its text is read without that: "17.15 Uhr: Die Fähren ...".
  static std::vector<DateClaim> ClaimsOf(std::string_view head) {
    constexpr std::size_t kLongestTime = 40;  // bytes
    DateOptions options;
    options.reference = kAnyDay;
    constexpr std::u32string_view kMarks = U":-\u2013\u2014|";
    for (std::size_t at = 0; at < std::min(head.size(), kLongestTime);) {
      const std::size_t end = at;
      const bool mark = kMarks.find(NextCodePoint(head, at)) != std::u32string_view::npos;
      std::size_t behind = at;
      if (!mark || at == head.size() || !IsSpace(NextCodePoint(head, behind))) continue;
      std::vector<DateClaim> claims = FindDates(head.substr(0, end), options);
      if (!claims.empty()) return claims;
    }
    return FindDates(head, options);
  }

  static std::uint32_t WordsOf(const std::vector<DateClaim>& claims, std::string_view head) {
    std::uint32_t words = 0;
    for (const DateClaim& claim : claims) {
      words += ShapeOf(head.substr(claim.at.begin, claim.at.size())).words;
    }
    return words;
  }

  static std::size_t BehindSeparators(std::string_view line, std::size_t at) {
    while (at < line.size()) {
      std::size_t next = at;
      const char32_t point = NextCodePoint(line, next);
      if (!IsSeparator(point) && point != '[' && point != '(') break;
      at = next;
    }
    return at;
  }

  const Stamp& StampAt(std::uint32_t line) const {
    return *std::ranges::lower_bound(stamps_, line, {}, &Stamp::line);
  }

  std::size_t FilledAbove(std::size_t i) const {
    while (i-- > 0) {
      if (!IsBlank(page_, i)) return i;
    }
    return kNoLine;
  }

  bool IsHeading(std::size_t i) const {
    if (i == kNoLine) return false;
    const Role role = page_.lines[i].role;
    if (role == Role::kHeadline || role == Role::kDeck || role == Role::kKicker) return false;
    if (IsHtml()) {
      const Element element = page_.hints[i].element;
      if (element == Element::kHeading1 || element == Element::kHeading2 ||
          element == Element::kHeading3) {
        return true;
      }
    }
    if (role == Role::kSubhead) return true;
    if (IsHtml() || !(IsBody(role) || role == Role::kUnknown)) return false;
    const Shape shape = ShapeOf(LineText(i));
    return shape.words >= 2 && shape.words <= kHeadingWords && !shape.ends_sentence &&
           !shape.ends_colon;
  }

  // The outermost box around the stamp that has no other; of the page's own where there is none.
  std::uint32_t BoxOf(std::size_t stamp) const {
    const auto holds_other = [&](const Container& box) {
      return (stamp > 0 && stamps_[stamp - 1].line >= box.first_line) ||
             (stamp + 1 < stamps_.size() && stamps_[stamp + 1].line < box.end_line);
    };
    std::uint32_t box = page_.hints[stamps_[stamp].line].container;
    if (box >= page_.containers.size() || holds_other(page_.containers[box])) return 0;
    constexpr int kMostLevels = 256;
    for (int level = 0; level < kMostLevels && box != 0; ++level) {
      const std::uint32_t parent = page_.containers[box].parent;
      if (parent == 0 || holds_other(page_.containers[parent])) return box;
      box = parent;
    }
    return box;
  }

  std::vector<LiveUpdate> Cut() const {
    std::vector<LiveUpdate> updates = IsHtml() ? CutByBoxes() : std::vector<LiveUpdate>();
    return updates.empty() ? CutByStamps() : updates;
  }

  LiveUpdate UpdateOf(const Stamp& stamp, std::size_t first, std::size_t end) const {
    return {.first_line = static_cast<std::uint32_t>(first),
            .end_line = static_cast<std::uint32_t>(end),
            .stamp_line = stamp.line,
            .stamp = stamp.at,
            .minute = stamp.minute};
  }

  // Nothing where most boxes hold no text.
  std::vector<LiveUpdate> CutByBoxes() const {
    std::vector<LiveUpdate> updates;
    std::size_t filled = 0;
    for (std::size_t i = 0; i < stamps_.size(); ++i) {
      const std::uint32_t box = BoxOf(i);
      if (box == 0) return {};
      const Container& of = page_.containers[box];
      updates.push_back(UpdateOf(stamps_[i], of.first_line, of.end_line));
      filled += HasBody(updates.back()) ? 1 : 0;
    }
    return filled * 3 >= stamps_.size() * 2 ? updates : std::vector<LiveUpdate>();
  }

  // From stamp to stamp, or from the headings over them.
  std::vector<LiveUpdate> CutByStamps() const {
    std::size_t headed = 0;
    for (const Stamp& stamp : stamps_) headed += IsHeading(FilledAbove(stamp.line)) ? 1 : 0;
    const bool above = headed * 3 >= stamps_.size() * 2;
    std::size_t end = page_.lines.size();
    while (end > 0 && !IsBody(page_.lines[end - 1].role)) --end;
    std::vector<LiveUpdate> updates;
    for (const Stamp& stamp : stamps_) {
      const std::size_t heading = above ? FilledAbove(stamp.line) : kNoLine;
      const std::size_t first = IsHeading(heading) ? heading : stamp.line;
      if (!updates.empty()) updates.back().end_line = static_cast<std::uint32_t>(first);
      updates.push_back(UpdateOf(stamp, first, std::max<std::size_t>(end, stamp.line + 1)));
    }
    return updates;
  }

  // Words in the update's own lines of the body; of the first of these that has any if `any`.
  std::uint64_t BodyWords(const LiveUpdate& update, bool any = false) const {
    std::uint64_t words = 0;
    for (std::size_t i = update.first_line; i < update.end_line && !(any && words > 0); ++i) {
      const Stamp* const stamp = i == update.stamp_line ? &StampAt(update.stamp_line) : nullptr;
      if (stamp != nullptr && !stamp->is_inline) continue;
      const bool of_match = stamp != nullptr && stamp->of_match >= 0;
      if (IsBody(page_.lines[i].role) || of_match) words += ShapeOf(LineText(i)).words;
    }
    return words;
  }
  bool HasBody(const LiveUpdate& update) const { return BodyWords(update, true) > 0; }

  bool AreMostOfBody(const std::vector<LiveUpdate>& updates) const {
    std::uint64_t in_updates = 0;
    std::uint64_t words = 0;
    for (const LiveUpdate& update : updates) in_updates += BodyWords(update);
    for (const Line& line : page_.lines) {
      if (IsBody(line.role)) words += ShapeOf(page_.Bytes(line)).words;
    }
    return in_updates * 100 >= words * kShare;
  }

  // Times that go one way but for a few, midnight being no turn.
  bool AreInOrder(const std::vector<LiveUpdate>& updates, bool worded) const {
    std::size_t up = 0;
    std::size_t down = 0;
    for (std::size_t i = 1; i < updates.size(); ++i) {
      const std::int32_t before = StampAt(updates[i - 1].stamp_line).of_match;
      const std::int32_t now = StampAt(updates[i].stamp_line).of_match;
      if (before >= 0 && now >= 0) {
        up += now > before ? 1 : 0;
        down += now < before ? 1 : 0;
      }
      if (updates[i].minute < 0 || updates[i - 1].minute < 0) continue;
      constexpr std::int32_t kDay = 24 * 60;
      const std::int32_t step = (updates[i].minute - updates[i - 1].minute + kDay) % kDay;
      up += step > 0 && step < kDay / 2 ? 1 : 0;
      down += step >= kDay / 2 ? 1 : 0;
    }
    if (!worded) return up == 0 && down + 1 >= kFewestUnsaid;
    return std::max(up, down) * 5 >= (up + down) * 4;
  }

  void Name(std::size_t i, Role role) {
    Line& line = page_.lines[i];
    if (line.role == Role::kHeadline) return;
    line.role = role;
    line.confidence = 1;
    line.why = "live-update";
  }

  // Sentences in the updates that no labeller knew what to make of.
  void KeepProse(std::size_t first, std::size_t end) {
    for (std::size_t i = first; i < end; ++i) {
      const Role role = page_.lines[i].role;
      if (role != Role::kOther && role != Role::kUnknown) continue;
      const Shape shape = ShapeOf(LineText(i));
      if (shape.words >= kProseWords && shape.ends_sentence) Name(i, Role::kParagraph);
    }
  }

  // And between the headline and the first of them.
  void KeepLead(std::size_t first) {
    constexpr std::size_t kMostLeadLines = 12;  // blank ones too
    std::size_t headline = first;
    while (headline > 0 && page_.lines[headline - 1].role != Role::kHeadline &&
           first - headline < kMostLeadLines) {
      --headline;
    }
    const bool headed = headline > 0 && page_.lines[headline - 1].role == Role::kHeadline;
    if (headed) KeepProse(headline, first);
  }

  // The first line of text, where it is a heading.
  void NameHeading(const LiveUpdate& update) {
    for (std::size_t i = update.first_line; i < update.end_line; ++i) {
      if (i == update.stamp_line || IsBlank(page_, i)) continue;
      const bool body_follows = i + 1 < update.end_line;
      if (body_follows && IsHeading(i)) Name(i, Role::kSubhead);
      return;
    }
  }

  Page& page_;
  std::vector<bool> timed_;    // lines that a <time> with a time of day belongs to
  std::vector<Stamp> stamps_;  // by line
};

}  // namespace

void FindUpdates(Page& page) {
  if (page.ink || page.lines.size() > kMostLines) return;
  UpdateFinder finder(page);
  page.updates = finder.Find();
  if (!page.updates.empty()) finder.NameLines(page.updates);
}

}  // namespace warraq

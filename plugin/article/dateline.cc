// Place and agency from the start of the first paragraph, which then begins behind them:
//
//   Moscow, Russia – Russian authorities ...        place "Moscow, Russia"
//   (MENAFN) A senior Russian diplomat ...          agency "MENAFN"
//   CAIRO, May 14 (Reuters) - Ministers ...         place "CAIRO", agency "Reuters"
//   МОСКВА, 14 мая. /ТАСС/. Министры ...            place "МОСКВА", agency "ТАСС"
//   القاهرة (رويترز) - قال وزير ...                   place "القاهرة", agency "Reuters"

#include <algorithm>
#include <array>
#include <string>

#include "plugin/article/assemble.h"
#include "plugin/label/agencies.h"
#include "plugin/label/shape.h"
#include "plugin/text/properties.h"
#include "plugin/text/survey.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kLongestDateline = 120;   // bytes
constexpr std::size_t kShortestParagraph = 80;  // bytes; shorter ones are no article's first
constexpr std::uint32_t kPlaceWords = 6;
constexpr std::uint32_t kUncasedPlaceWords = 3;  // where no capitals tell names from other words

// What a dateline is made of: a place or two, a date, an agency, each between marks.
enum class Part { kPlace, kDate, kAgency, kNone };

struct Head {
  Span place;           // without date and agency
  Span agency;          // the words between the brackets
  Span marked;          // with its brackets
  Span reporter;        // behind the agency
  std::size_t end = 0;  // where the paragraph's own text begins
  bool empty() const { return end == 0; }
};

Part PartOf(std::string_view text) {
  if (!AgencyNamed(text).empty()) return Part::kAgency;
  const Shape shape = ShapeOf(text);
  if (shape.words == 0 || shape.starts_quote || shape.sentences > 1) return Part::kNone;
  if (shape.words == 1) {
    const std::vector<DateClaim> claims = FindDates(text, {});
    if (!claims.empty() && claims[0].rule == "weekday") return Part::kDate;
  }
  if (shape.digits > 0) return shape.digits <= 8 && shape.words <= 4 ? Part::kDate : Part::kNone;
  const bool cased = shape.script == Script::kLatn || shape.script == Script::kCyrl ||
                     shape.script == Script::kGrek || shape.script == Script::kArmn;
  if (!cased) return shape.words <= kUncasedPlaceWords ? Part::kPlace : Part::kNone;
  return shape.words <= kPlaceWords && shape.capitals == shape.words ? Part::kPlace : Part::kNone;
}

// A mark between parts at `at`: its length, and whether the dateline may end behind it.
struct Mark {
  std::size_t length = 0;
  bool dash = false;
  bool colon = false;
  bool stop = false;
};

Mark MarkAt(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 5> kDashes = {" \xE2\x80\x93 ", " \xE2\x80\x94 ", " - ",
                                                       " -- ", " \xE2\x88\x92 "};
  constexpr std::string_view kFirst = " \xE2:,.\xD8";  // bytes with which a mark begins
  if (at >= text.size() || kFirst.find(text[at]) == std::string_view::npos) return {};
  const std::string_view rest = text.substr(at);
  if (rest[0] == ' ') {
    for (const std::string_view dash : kDashes) {
      if (rest.starts_with(dash)) return {dash.size(), true, false};
    }
    return {};
  }
  if (rest.starts_with("\xE2\x80\x94")) return {3, true, false};
  if (rest.starts_with(": ")) return {2, false, true};
  if (rest.starts_with(", ")) return {2, false, false};
  if (rest.starts_with(". ")) return {2, false, false, true};
  if (rest.starts_with("\xD8\x8C ")) return {3, false, false};  // ،
  return {};
}

// Reads part after part as long as each is one of a dateline's.
class HeadReader {
 public:
  explicit HeadReader(std::string_view text) : text_(text) {}

  Head Read() {
    const std::size_t most = std::min(text_.size(), kLongestDateline);
    for (std::size_t at = 0; at < most;) {
      if (const std::size_t bracketed = Bracketed(at); bracketed > 0) {
        begin_ = at = Behind(bracketed);
        // Nothing but an agency in brackets: the text begins here.
        if (PlausibleEnd() && !MoreParts(at)) return Ended(at);
        continue;
      }
      const Mark mark = MarkAt(text_, at);
      if (mark.length == 0) {
        at += 1;
        continue;
      }
      // "- РИА Новости, Арина Лосева. Участники ...": the reporter behind the agency.
      const bool reporter = agencies_ > 0 && mark.stop && begin_ < at &&
                            PartOf(text_.substr(begin_, at - begin_)) == Part::kPlace;
      if (reporter) {
        head_.reporter = {static_cast<std::uint32_t>(begin_), static_cast<std::uint32_t>(at)};
        return Ended(at + mark.length);
      }
      if (!Take(begin_, at)) return {};
      const bool titled = mark.colon && places_ == 1 && dates_ == 0 && StandsForPlace(begin_, at);
      begin_ = at = at + mark.length;
      // «سيئون – الرواحل: ...»: the paper's own name, behind a dash and before a colon.
      const bool own_name = mark.colon && dashes_ > 0 && places_ == 2;
      if (own_name) head_.place.end = first_place_end_;
      const bool ends = mark.dash || titled || (mark.colon && (agencies_ > 0 || own_name)) ||
                        (mark.stop && agencies_ > 0);
      if (mark.colon && !ends) return {};
      dashes_ += mark.dash;
      if (ends && PlausibleEnd() && !MoreParts(at)) return TooLong() ? Head() : Ended(at);
    }
    return {};
  }

 private:
  // "ABHA: More than ...", «العين: صممت ...»: a place in capitals, or one word of Arabic letters
  // that has no "and" before it.
  bool StandsForPlace(std::size_t begin, std::size_t end) const {
    const std::string_view part = text_.substr(begin, end - begin);
    const Shape shape = ShapeOf(part);
    if (shape.script == Script::kArab) {
      constexpr std::string_view kWaw = "\xD9\x88";
      return begin == 0 && shape.words == 1 && shape.letters >= 3 && !part.starts_with(kWaw) &&
             !ShapeOf(text_.substr(end + 1)).starts_quote;
    }
    constexpr std::array<std::string_view, 8> kNone = {"DEAR",     "EXCLUSIVE", "UPDATE", "UPDATED",
                                                       "BREAKING", "WATCH",     "VIDEO",  "NOTE"};
    if (std::ranges::find(kNone, part.substr(0, part.find(' '))) != kNone.end()) return false;
    return begin == 0 && shape.letters >= 3 && shape.capitals == shape.words &&
           std::ranges::none_of(part, [](char c) { return c >= 'a' && c <= 'z'; }) &&
           shape.script == Script::kLatn;
  }

  // Without capitals and an agency, three words and a dash are any sentence's beginning.
  bool TooLong() const {
    const Shape shape = ShapeOf(text_.substr(head_.place.begin, head_.place.size()));
    return agencies_ == 0 && dates_ == 0 && shape.capitals == 0 &&
           shape.words >= kUncasedPlaceWords;
  }

  // "(X)", "[X]" or "/X/" with X an agency: where it ends, or 0.
  std::size_t Bracketed(std::size_t at) {
    const char open = text_[at];
    if (open != '(' && open != '/' && open != '[') return 0;
    const char close = open == '(' ? ')' : open == '[' ? ']' : '/';
    const std::size_t end = text_.substr(0, at + 60).find(close, at + 1);
    if (end == std::string_view::npos) return 0;
    if (AgencyNamed(text_.substr(at + 1, end - at - 1)).empty()) return 0;
    if (at > begin_ && !Take(begin_, at)) return 0;
    ++agencies_;
    head_.agency = {static_cast<std::uint32_t>(at + 1), static_cast<std::uint32_t>(end)};
    head_.marked = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end + 1)};
    return end + 1;
  }

  // Spaces, full stops and one dash behind a bracket.
  std::size_t Behind(std::size_t at) const {
    while (at < text_.size()) {
      const Mark mark = MarkAt(text_, at);
      if (mark.length > 0) {
        at += mark.length;
      } else if (text_[at] == ' ' || text_[at] == '.' || text_[at] == ':') {
        ++at;
      } else {
        break;
      }
    }
    return at;
  }

  bool Take(std::size_t begin, std::size_t end) {
    while (end > begin && text_[end - 1] == ' ') --end;
    const std::string_view part = text_.substr(begin, end - begin);
    if (part.empty()) return agencies_ > 0;
    const Span at{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
    switch (PartOf(part)) {
      case Part::kPlace:
        if (++places_ > 2 || agencies_ > 0 || dates_ > 0) return false;
        head_.place = {places_ == 1 ? at.begin : head_.place.begin, at.end};
        if (places_ == 1) first_place_end_ = at.end;
        return true;
      case Part::kDate:
        return ++dates_ <= 2;
      case Part::kAgency:
        if (++agencies_ > 1) return false;
        head_.agency = head_.marked = at;
        return true;
      case Part::kNone:
        break;
    }
    return false;
  }

  bool PlausibleEnd() const { return places_ + agencies_ > 0; }

  // Whether another part follows, up to a dash or colon: "یزد - ایرنا - ...".
  bool MoreParts(std::size_t at) const {
    if (agencies_ > 0) return false;
    for (std::size_t i = at; i < std::min(text_.size(), at + 48); ++i) {
      const Mark mark = MarkAt(text_, i);
      if (mark.length == 0) continue;
      const std::string_view part = text_.substr(at, i - at);
      if (mark.colon && ShapeOf(part).words <= 2 && PartOf(part) == Part::kPlace) return true;
      return !AgencyNamed(part).empty();
    }
    return false;
  }

  Head Ended(std::size_t at) {
    head_.end = at;
    return head_;
  }

  std::string_view text_;
  Head head_;
  std::size_t begin_ = 0;
  std::uint32_t first_place_end_ = 0;
  int places_ = 0, dates_ = 0, agencies_ = 0, dashes_ = 0;
};

Head ReadHead(std::string_view text) { return HeadReader(text).Read(); }

// No-break spaces are typography in a sentence, and nothing in a dateline.
Text WithPlainSpaces(const Text& paragraph) {
  const std::string_view bytes = paragraph.bytes();
  const Finder spaces(bytes.substr(0, kLongestDateline), kSeenSpace);
  std::size_t at = spaces.Next(0);
  if (at == Finder::npos) return paragraph;
  Edit edit(paragraph);
  for (std::size_t end = at; at != Finder::npos; at = spaces.Next(end)) {
    end = at;
    if (IsSpace(NextCodePoint(bytes, end))) edit.Change(at, end, " ");
  }
  return std::move(edit).FinishRest();
}

// The place in the paragraph of a place in the same with plain spaces.
std::size_t PlaceInWhole(std::string_view whole, std::size_t plain) {
  std::size_t at = 0;
  for (std::size_t made = 0; made < plain && at < whole.size();) {
    const std::size_t begin = at;
    const bool space = IsSpace(NextCodePoint(whole, at)) && at <= kLongestDateline;
    made += space ? 1 : at - begin;
  }
  return at;
}

void TakeDateline(Assembly& assembly) {
  Article& article = assembly.article;
  const auto first = std::ranges::find_if(article.blocks, [](const Block& block) {
    return block.role == Role::kParagraph && block.text.bytes().size() >= kShortestParagraph;
  });
  if (first == article.blocks.end()) return;
  const Text whole = first->text;
  const Text paragraph = WithPlainSpaces(whole);
  const std::string_view text = paragraph.bytes();
  const Head head = ReadHead(text);
  if (head.empty() || head.end >= text.size()) return;
  std::size_t end = head.end;  // without the space behind the last mark
  while (end > 0 && text[end - 1] == ' ') --end;
  const bool has_dateline = head.place.size() > 0 || head.marked.begin > 0;
  if (head.marked.size() > 0) {
    const std::string_view wording = text.substr(head.agency.begin, head.agency.size());
    article.agency.name = AgencyNamed(wording);
    // Where nothing else stands before the text, a dash behind the brackets is the agency's.
    article.agency.text = paragraph.Slice(head.marked.begin, has_dateline ? head.marked.end : end);
  }
  if (head.reporter.size() > 0 && article.bylines.empty()) {
    const Text reporter = paragraph.Slice(head.reporter.begin, head.reporter.end);
    article.bylines.push_back({std::string(reporter.bytes()), reporter});
  }
  if (has_dateline) {
    article.dateline = paragraph.Slice(0, end);
    article.dateline_place = text.substr(head.place.begin, head.place.size());
  }
  first->text = whole.Slice(PlaceInWhole(whole.bytes(), head.end), whole.bytes().size());
}

}  // namespace

extern const AssembleStep dateline_step;
constexpr AssembleStep dateline_step = {
    .name = "dateline",
    .summary = "place and agency at the start of the first paragraph",
    .apply = TakeDateline,
};

}  // namespace warraq

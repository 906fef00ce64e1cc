// Place and agency from the start of the first paragraph, which then begins behind them:
//
//   Moscow, Russia – Russian authorities ...        place "Moscow, Russia"
//   (MENAFN) A senior Russian diplomat ...          agency "MENAFN"
//   CAIRO, May 14 (Reuters) - Ministers ...         place "CAIRO", agency "Reuters"
//   МОСКВА, 14 мая. /ТАСС/. Министры ...            place "МОСКВА", agency "ТАСС"
//   القاهرة (رويترز) - قال وزير ...                   place "القاهرة", agency "Reuters"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "plugin/article/assemble.h"
#include "plugin/label/shape.h"
#include "plugin/text/model.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kLongestDateline = 120;  // bytes
constexpr std::uint32_t kPlaceWords = 6;
constexpr std::uint32_t kUncasedPlaceWords = 3;  // where no capitals tell names from other words

// The record's name of an agency whose credit is `wording`; empty if it is none.
std::string_view AgencyNamed(std::string_view wording) {
  std::string_view model = Model("agencies.tsv");
  while (!model.empty()) {
    const std::string_view line = model.substr(0, model.find('\n'));
    model.remove_prefix(std::min(model.size(), line.size() + 1));
    const std::size_t tab = line.find('\t');
    if (line.starts_with('#') || tab == std::string_view::npos) continue;
    if (line.substr(tab + 1) == wording) return line.substr(0, tab);
  }
  return {};
}

struct Head {
  Span place;    // without date and agency
  Span agency;   // the words between the brackets
  Span marked;   // with its brackets
  std::size_t end = 0;  // where the paragraph's own text begins
  bool empty() const { return end == 0; }
};

// "(X)" or "/X/" at `at`, with X an agency's name.
std::optional<Head> BracketedAgency(std::string_view text, std::size_t at) {
  if (at >= text.size() || (text[at] != '(' && text[at] != '/' && text[at] != '[')) return {};
  const char close = text[at] == '(' ? ')' : text[at] == '[' ? ']' : '/';
  const std::size_t end = text.substr(0, at + 60).find(close, at + 1);
  if (end == std::string_view::npos) return {};
  Head head;
  head.agency = {static_cast<std::uint32_t>(at + 1), static_cast<std::uint32_t>(end)};
  head.marked = {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(end + 1)};
  if (AgencyNamed(text.substr(at + 1, end - at - 1)).empty()) return {};
  head.end = end + 1;
  return head;
}

// The length of a dash between spaces (or of a full stop behind a bracket) at `at`; 0 if none.
std::size_t Separator(std::string_view text, std::size_t at) {
  constexpr std::array<std::string_view, 5> kDashes = {" \xE2\x80\x93 ", " \xE2\x80\x94 ", " - ",
                                                       " -- ", "\xE2\x80\x94"};
  for (const std::string_view dash : kDashes) {
    if (text.substr(at).starts_with(dash)) return dash.size();
  }
  return 0;
}

std::size_t SkipPunctuation(std::string_view text, std::size_t at) {
  while (at < text.size()) {
    const std::size_t dash = Separator(text, at);
    if (dash > 0) {
      at += dash;
    } else if (text[at] == ' ' || text[at] == '.' || text[at] == ':' || text[at] == ',') {
      ++at;
    } else {
      break;
    }
  }
  return at;
}

// Whether the words before a dash may be a place and a date: "Moscow, Russia", "CAIRO, May 14".
bool LooksLikePlace(std::string_view text) {
  const Shape shape = ShapeOf(text);
  if (shape.words == 0 || shape.letters == 0 || shape.ends_sentence || shape.starts_quote) return false;
  const bool cased = shape.script == Script::kLatn || shape.script == Script::kCyrl ||
                     shape.script == Script::kGrek || shape.script == Script::kArmn;
  if (!cased) return shape.words <= kUncasedPlaceWords + (shape.digits > 0 ? 3 : 0);
  // All words but those of a date ("14 мая") begin with a capital.
  const std::uint32_t spared = shape.digits > 0 ? 2 : 0;
  return shape.words <= kPlaceWords && shape.capitals + spared >= shape.words && shape.capitals > 0;
}

// Up to the first comma that a digit or month follows: the place without the date.
Span PlaceOf(std::string_view text, std::size_t end) {
  std::size_t place = end;
  for (std::size_t i = text.find_first_of(",("); i < end; i = text.find_first_of(",(", i + 1)) {
    const Shape rest = ShapeOf(text.substr(i, end - i));
    if (text[i] == '(' || rest.digits > 0) {
      place = i;
      break;
    }
  }
  while (place > 0 && (text[place - 1] == ' ' || text[place - 1] == ',')) --place;
  return {0, static_cast<std::uint32_t>(place)};
}

Head ReadHead(std::string_view text) {
  if (const auto agency = BracketedAgency(text, 0)) {
    Head head = *agency;
    head.end = SkipPunctuation(text, head.end);
    return head;
  }
  Head head;
  const std::string_view start = text.substr(0, kLongestDateline);
  for (std::size_t i = 1; i < start.size(); ++i) {
    if (const auto agency = BracketedAgency(text, i); agency && text[i - 1] == ' ') {
      if (!LooksLikePlace(text.substr(0, i))) {
        // "МОСКВА, 14 мая. /ТАСС/.": the full stop of the date.
        const std::string_view before = text.substr(0, text[i - 2] == '.' ? i - 2 : i - 1);
        if (!LooksLikePlace(before)) return {};
      }
      head = *agency;
      head.place = PlaceOf(text, i);
      head.end = SkipPunctuation(text, head.end);
      return head;
    }
    if (Separator(text, i) > 0) {
      if (!LooksLikePlace(text.substr(0, i))) return {};
      head.place = PlaceOf(text, i);
      head.end = SkipPunctuation(text, i);
      return head;
    }
  }
  return {};
}

void TakeDateline(Assembly& assembly) {
  Article& article = assembly.article;
  const auto first = std::ranges::find(article.blocks, Role::kParagraph, &Block::role);
  if (first == article.blocks.end()) return;
  const Text paragraph = first->text;
  const std::string_view text = paragraph.bytes();
  const Head head = ReadHead(text);
  if (head.empty() || head.end >= text.size()) return;
  if (head.marked.size() > 0) {
    const std::string_view wording = text.substr(head.agency.begin, head.agency.size());
    article.agency.name = AgencyNamed(wording);
    article.agency.text = paragraph.Slice(head.marked.begin, head.marked.end);
  }
  if (head.place.size() > 0) {
    std::size_t end = head.end;
    while (end > 0 && text[end - 1] == ' ') --end;
    article.dateline = paragraph.Slice(0, end);
    article.dateline_place = text.substr(0, head.place.end);
  }
  first->text = paragraph.Slice(head.end, text.size());
}

}  // namespace

extern const AssembleStep dateline_step;
constexpr AssembleStep dateline_step = {
    .name = "dateline",
    .summary = "place and agency at the start of the first paragraph",
    .apply = TakeDateline,
};

}  // namespace warraq

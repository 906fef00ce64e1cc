// Lines known by their form alone:
//
//   2025-05-14 04:44:27                        a date and no more: a timestamp
//   MENAFN14052025000045015687ID1109547045     capitals and many digits in one word: an identifier
//   © Natalya Seliverstova; RIA Novosti        © and names: a credit line; with a year, a copyright
//   Home | News | Sport                        short words and bars: navigation
//   12                                         a number alone: a page number (of ink)
//   عربي, on an English page                   one word of another script: a language switch
//
// Of ink, captions, credits, advertisements and running titles are also those of the program that
// recognized it.

#include <algorithm>
#include <array>

#include "plugin/label/label.h"

namespace warraq {
namespace {

constexpr std::uint32_t kIdentifierDigits = 8;

// How many bytes of each line are in dates.
std::vector<std::uint32_t> DateBytes(const Page& page) {
  std::vector<std::uint32_t> bytes(page.lines.size());
  std::size_t line = 0;
  for (const DateClaim& claim : page.claims) {
    if (claim.fact >= 0) continue;
    while (line < page.lines.size() && page.lines[line].at.end <= claim.at.begin) ++line;
    if (line == page.lines.size()) break;
    bytes[line] += claim.at.size();
  }
  return bytes;
}

bool IsIdentifier(const Shape& shape) {
  if (shape.digits < kIdentifierDigits || shape.text.size() > 64 || shape.words != 1) return false;
  for (const char c : shape.text) {
    const bool fits = (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
    if (!fits) return false;
  }
  return shape.letters >= 2;
}

bool HasYear(std::string_view text) {
  int digits = 0;
  char first = 0;
  for (std::size_t i = 0; i <= text.size(); ++i) {
    const char c = i < text.size() ? text[i] : ' ';
    if (c >= '0' && c <= '9') {
      if (digits++ == 0) first = c;
      continue;
    }
    if (digits == 4 && (first == '1' || first == '2')) return true;
    digits = 0;
  }
  return false;
}

bool StartsWithCopyright(std::string_view text) {
  constexpr std::size_t kMarksBefore = 6;  // direction marks, a space
  const std::size_t sign = text.find("\xC2\xA9");
  return sign <= kMarksBefore || text.starts_with("(c) ") || text.starts_with("(C) ");
}

// Words that stand about in a stamp beside the date: "Updated:", "Published on ... at".
constexpr std::uint32_t kWordsBesideDate = 4;

std::uint32_t WordsOutsideDates(const Labelling& labelling, std::size_t i) {
  const Line& line = labelling.page.lines[i];
  std::uint32_t words = labelling.shapes[i].words;
  for (const DateClaim& claim : labelling.page.claims) {
    if (claim.fact >= 0 || claim.at.end <= line.at.begin) continue;
    if (claim.at.begin >= line.at.end) break;
    const std::string_view date =
        labelling.page.text.bytes().substr(claim.at.begin, claim.at.size());
    const std::uint32_t inside = ShapeOf(date).words;
    words -= std::min(words, inside);
  }
  return words;
}

// "Registered: [2018-08-25 15:24]", in whatever language: one word beside a whole date in
// figures.
bool IsStamp(const Labelling& labelling, std::size_t i, std::uint32_t date_bytes) {
  constexpr std::uint32_t kWholeDate = 8;  // bytes
  constexpr std::uint32_t kMostLetters = 12;
  constexpr std::uint32_t kMostWords = 7;  // of date and hour, in figures and names
  const Shape& shape = labelling.shapes[i];
  return date_bytes >= kWholeDate && shape.text.size() <= 3 * date_bytes && !shape.ends_sentence &&
         shape.letters <= kMostLetters && shape.words <= kMostWords &&
         WordsOutsideDates(labelling, i) <= 1;
}

// "jane.doe@example.org" alone: where to write to, below an article or beside its author.
bool IsMailAddress(std::string_view text) {
  const std::size_t at = text.find('@');
  return at != text.npos && at > 0 && text.find('@', at + 1) == text.npos &&
         text.find(' ') == text.npos && text.find('.', at + 2) < text.size() - 1;
}

Script MainScript(const Labelling& labelling) {
  std::array<std::uint64_t, kScripts> letters{};
  for (const Shape& shape : labelling.shapes) {
    letters[static_cast<std::size_t>(shape.script)] += shape.letters;
  }
  letters[0] = 0;
  return static_cast<Script>(std::max_element(letters.begin(), letters.end()) - letters.begin());
}

Role RoleOfForm(const Shape& shape, std::uint32_t date_bytes) {
  if (IsIdentifier(shape)) return Role::kIdentifier;
  if (IsMailAddress(shape.text)) return Role::kOther;
  if (StartsWithCopyright(shape.text) && shape.words <= 16) {
    // A year in other digits has no other numbers beside it.
    const bool year = HasYear(shape.text) || shape.digits == 4;
    return year ? Role::kCopyright : Role::kCredit;
  }
  // Most of the line is in dates.
  if (date_bytes * 2 >= shape.text.size() && date_bytes > 0) return Role::kTimestamp;
  const bool menu = shape.gaps >= 2 && shape.sentences == 0 && shape.words <= shape.gaps * 4;
  if (menu) return Role::kNavigation;
  return Role::kUnknown;
}

// On ink the date at the top stands among number and price: "Saturday, 12 October 1935 - No.
// 4,117".
void LabelMastheadDate(Labelling& labelling, std::size_t i, std::uint32_t date_bytes) {
  constexpr std::size_t kTopLines = 6;
  constexpr std::uint32_t kShortestDate = 8;  // bytes: with a year
  const Shape& shape = labelling.shapes[i];
  if (i >= kTopLines || date_bytes < kShortestDate || shape.digits < 4) return;
  if (shape.words > 20 || shape.sentences > 2) return;
  labelling.Clear(i);
  labelling.Give(i, Role::kTimestamp, 0.9F, "masthead-date");
}

// What nothing else tells, the program may that recognized the line.
void LabelAsRecognized(Labelling& labelling, std::size_t i) {
  const std::uint32_t own = labelling.hints(i)->own;
  const Role role = (own & kSaysCaption) != 0         ? Role::kCaption
                    : (own & kSaysCredit) != 0        ? Role::kCredit
                    : (own & kSaysAdvertisement) != 0 ? Role::kAdvertisement
                    : (own & kInHeader) != 0          ? Role::kRunningHeader
                    : (own & kInFooter) != 0          ? Role::kRunningFooter
                                                      : Role::kUnknown;
  if (role == Role::kUnknown || labelling.line(i).role != Role::kUnknown) return;
  labelling.Give(i, role, 0.9F, "recognizer");
}

void LabelByForm(Labelling& labelling) {
  const std::vector<std::uint32_t> date_bytes = DateBytes(labelling.page);
  const Script main_script = MainScript(labelling);
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    const Shape& shape = labelling.shapes[i];
    if (shape.empty()) continue;
    Role role = RoleOfForm(shape, date_bytes[i]);
    if (role == Role::kTimestamp && WordsOutsideDates(labelling, i) > kWordsBesideDate) {
      role = Role::kUnknown;
    }
    if (role == Role::kUnknown && IsStamp(labelling, i, date_bytes[i])) role = Role::kTimestamp;
    const bool foreign = shape.script != main_script && shape.script != Script::kCommon &&
                         shape.words <= 2 && shape.digits == 0 && shape.others <= 1;
    const bool language = labelling.line(i).role == Role::kLanguageSwitch;
    if (language && !foreign && shape.script == main_script) {
      labelling.Clear(i);  // the page's own language: a heading, perhaps
    }
    const bool said = labelling.line(i).role != Role::kUnknown && role == Role::kNavigation;
    if (role != Role::kUnknown && !said) labelling.Give(i, role, 0.9F, "form");
    if (labelling.page.ink) LabelMastheadDate(labelling, i, date_bytes[i]);
    if (labelling.page.ink && shape.letters == 0 && shape.digits > 0 && shape.digits <= 4 &&
        shape.words == 1) {
      labelling.Give(i, Role::kPageNumber, 0.7F, "form");
    }
    if (labelling.page.ink) LabelAsRecognized(labelling, i);
  }
}

}  // namespace

extern const Labeller forms_labeller;
constexpr Labeller forms_labeller = {
    .name = "forms",
    .summary = "lines known by their form: stamps, identifiers, menus, credit lines",
    .apply = LabelByForm,
};

}  // namespace warraq

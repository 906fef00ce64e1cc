// Lines that say what they are: "Read more", "Legal Disclaimer:", «Поделиться», «جميع الحقوق
// محفوظة». Phrases that may stand inside whole paragraphs are only looked for near the ends of a
// page, where its furniture is; in the middle of an article the same words are about something.

#include <algorithm>
#include <cstdint>

#include "plugin/label/label.h"
#include "plugin/label/phrases.h"
#include "plugin/text/search.h"

namespace warraq {
namespace {

constexpr std::size_t kShortBytes = 160;
constexpr std::size_t kLongestLead = 48;  // bytes before a colon
constexpr std::size_t kLongBytes = 800;
constexpr std::size_t kNearEnds = 12;  // lines with text, from either end

// The role that the words before a colon give; a line that they open is theirs whole.
Role RoleBeforeColon(std::string_view line) {
  const std::size_t colon = line.substr(0, kLongestLead).find(':');
  if (colon == std::string_view::npos || colon + 1 >= line.size()) return Role::kUnknown;
  const std::string lead = PhraseOf(line.substr(0, colon));
  return lead.empty() ? Role::kUnknown : RoleOfLead(lead);
}

// A bit for the mark with which a text ends, that may stand before a credit; 0 if there is none.
std::uint32_t MarkUpTo(std::string_view text) {
  switch (text.back()) {
    case '.':
      return 1;
    case '-':
      return 2;
    case '|':
      return 4;
    case '/':
      return 8;
    default:
      break;
  }
  if (text.ends_with("\xE2\x80\x93")) return 16;
  return text.ends_with("\xE2\x80\x94") ? 32 : 0;
}

// "... at the quay (Photo: Jane Doe)", "... at the quay. Photo: Jane Doe": a caption that brings
// its credit along.
bool EndsInCredit(std::string_view line) {
  constexpr std::size_t kLongestCredit = 80;  // bytes
  if (line.ends_with(')')) {
    const std::size_t open = line.rfind('(');
    return open != std::string_view::npos && open > 0 &&
           RoleBeforeColon(line.substr(open + 1)) == Role::kCredit;
  }
  const std::size_t colon = FindLastByte(line, ':');
  if (colon == std::string_view::npos || colon < 2 || line.size() - colon > kLongestCredit)
    return false;
  // Behind a full stop, a bar or a dash: ". Photo:", " – عکس:".
  const std::size_t from = std::max(colon, kLongestLead + 1) - kLongestLead;
  const std::string_view before = line.substr(from, colon - from);
  // Of each mark the last.
  std::uint32_t seen = 0;
  for (std::size_t space = before.rfind(' '); space != before.npos && space > 0;
       space = before.rfind(' ', space - 1)) {
    const std::uint32_t mark = MarkUpTo(before.substr(0, space));
    if (mark == 0 || (seen & mark) != 0) continue;
    seen |= mark;
    if (RoleBeforeColon(line.substr(from + space + 1)) == Role::kCredit) return true;
  }
  return false;
}

// What those two ask first, for lines that are long and have nothing else to be known by.
bool MayBeLeadOrCredit(std::string_view line) {
  return line.ends_with(')') || line.find(':') != std::string_view::npos;
}

// A count behind a heading is not part of its words: "Comments (2)".
std::string_view WithoutCount(std::string_view phrase) {
  const std::size_t last = phrase.find_last_not_of("0123456789");
  if (last == std::string_view::npos || phrase[last] != ' ') return phrase;
  return phrase.substr(0, last);
}

void LabelByPhrase(Labelling& labelling) {
  std::size_t filled = 0;
  for (const Shape& shape : labelling.shapes) filled += !shape.empty();
  std::size_t at = 0;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    const Shape& shape = labelling.shapes[i];
    if (shape.empty()) continue;
    const bool near_ends = at < kNearEnds || filled - at <= kNearEnds;
    ++at;
    const bool is_short = shape.text.size() <= kShortBytes;
    const bool bulky = !near_ends || shape.text.size() > kLongBytes;
    constexpr std::size_t kLongestCaption = 400;  // bytes
    if (!is_short && bulky) {
      if (shape.text.size() <= kLongestCaption && shape.words <= 30 && EndsInCredit(shape.text))
        labelling.Give(i, Role::kCaption, 0.9F, "credit-at-end");
      continue;
    }
    if (!is_short && !shape.may_hold_phrase && !MayBeLeadOrCredit(shape.text)) continue;
    // What opens with no phrase's word holds none, or ends in one.
    Role role = shape.may_open_phrase ? RoleBeforeColon(shape.text) : Role::kUnknown;
    if (role != Role::kUnknown) {
      labelling.Give(i, role, shape.words <= 30 ? 0.9F : 0.6F, "lead");
      continue;
    }
    if (shape.words <= 30 && EndsInCredit(shape.text)) {
      labelling.Give(i, Role::kCaption, 0.9F, "credit-in-brackets");
      continue;
    }
    if (!shape.may_open_phrase && (bulky || !shape.may_hold_phrase)) continue;
    const std::string phrase =
        PhraseOf(shape.text, shape.may_hold_phrase ? std::string_view::npos : kLongestPhrase);
    const std::string_view uncounted = WithoutCount(phrase);
    if (uncounted.size() < phrase.size()) role = RoleOfLead(uncounted);
    if (is_short && role == Role::kUnknown) role = RoleOfPhrase(phrase);
    if (role != Role::kUnknown) {
      // A prefix in front of a whole sentence is weaker than a line of three words.
      labelling.Give(i, role, shape.words <= 8 ? 0.9F : 0.6F, "phrase");
      continue;
    }
    if (!bulky && shape.may_hold_phrase) role = RoleOfContainedPhrase(phrase);
    if (role != Role::kUnknown) labelling.Give(i, role, 0.8F, "phrase-inside");
  }
}

}  // namespace

extern const Labeller phrases_labeller;
constexpr Labeller phrases_labeller = {
    .name = "phrases",
    .summary = "lines that say what they are (models/phrases.tsv)",
    .apply = LabelByPhrase,
};

}  // namespace warraq

// Who wrote it, where no line says "by": a name alone under the headline,
//
//   Islanders buy back their lighthouse        headline
//   Catriona Muirhead                          a name, beside
//   April 22, 2025 · 4 min read                a date, or told by its class, or met again at the
//   foot
//
// and "Written by Catriona Muirhead" under the body. Only where neither a byline was found nor the
// metadata know one.

#include <algorithm>
#include <string>

#include "plugin/label/bylines.h"
#include "plugin/label/given_names.h"
#include "plugin/label/label.h"
#include "plugin/text/properties.h"
#include "plugin/text/search.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kLinesOver = 3;      // filled lines over the headline
constexpr std::size_t kLinesUnder = 8;     // and under it
constexpr std::size_t kLinesAtFoot = 40;   // under the body
constexpr std::uint32_t kLongestLine = 8;  // words
constexpr float kCommon = 1.5F;
constexpr float kGivenName = 1.0F;
constexpr float kNoGivenName = 0.5F;
constexpr float kUncased = 0.8F;            // where no capitals tell names from other words
constexpr std::size_t kSearched = 1 << 16;  // bytes of the page where a word is looked for
constexpr int kMostTries = 64;
constexpr float kLeastScore = 0.8F;

class AuthorFinder {
 public:
  explicit AuthorFinder(Labelling& labelling) : labelling_(labelling) {
    for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
      if (i == labelling.headline) headline_ = filled_.size();
      if (i == labelling.body_begin) body_ = filled_.size();
      if (!labelling.shapes[i].empty()) filled_.push_back(i);
    }
    if (headline_ == kNoLine) headline_ = body_;
  }

  std::size_t Find() const {
    const std::size_t front = InFront();
    return front == kNoLine ? AtFoot() : front;
  }

 private:
  std::size_t InFront() const {
    const std::size_t begin = headline_ > kLinesOver ? headline_ - kLinesOver : 0;
    const std::size_t end = std::min(filled_.size(), headline_ + kLinesUnder + 1);
    float best = kLeastScore;
    std::size_t found = kNoLine;
    for (std::size_t row = begin; row < end; ++row) {
      if (row == headline_ || !IsFree(row) || !IsName(row)) continue;
      const float score = Score(row);
      if (score > best) best = score, found = filled_[row];
    }
    return found;
  }

  BylineSigns Unsure() const {
    return {
        .sure = false, .markup = labelling_.is_html(), .language = LanguageSaid(labelling_.page)};
  }

  // "Article by", and the name on the next line, told by its capitals: «كتب» is what somebody did
  // and a heading over books.
  bool OpensByline(const Shape& opening, const Shape& name) const {
    constexpr std::uint32_t kOpeningWords = 3;
    constexpr std::uint32_t kNameWords = 5;
    if (opening.words == 0 || opening.words > kOpeningWords || name.words > kNameWords ||
        name.words < 2 || name.capitals + 1 < name.words || name.ends_sentence)
      return false;
    const std::string both = std::string(opening.text) + ' ' + std::string(name.text);
    return IsBylineWords(opening.text) && !NamesOfByline(both, Unsure()).empty();
  }

  std::size_t AtFoot() const {
    std::size_t seen = 0;
    for (std::size_t row = 0; row < filled_.size(); ++row) {
      const std::size_t i = filled_[row];
      if (i < labelling_.body_end || labelling_.body_end == 0) continue;
      if (++seen > kLinesAtFoot) break;
      const Shape& shape = labelling_.shapes[i];
      const Hints* hints = labelling_.hints(i);
      constexpr std::uint32_t kElsewhere = kSaysComments | kSaysRelated | kInNavigation;
      if (hints != nullptr && (hints->inside & kElsewhere) != 0) continue;
      if (row + 1 < filled_.size() && OpensByline(shape, labelling_.shapes[filled_[row + 1]]))
        return filled_[row + 1];
      if (shape.words > kLongestLine + 2 || shape.words < 3 || shape.ends_sentence) continue;
      if (labelling_.page.lines[i].role == Role::kCredit) continue;
      if (MayBeByline(shape) && !NamesOfByline(shape.text, Unsure()).empty()) return i;
    }
    return kNoLine;
  }

  bool IsFree(std::size_t row) const {
    const Line& line = labelling_.page.lines[filled_[row]];
    const bool barred = line.role == Role::kNavigation &&
                        line.why == "form" &&  // "Jane Doe | Editor"
                        labelling_.shapes[filled_[row]].capitals > 0;
    // "Jane Doe October 14, 2025", "December 15, 2025 · 30 min · Jane Doe"
    const bool stamp = line.role == Role::kTimestamp || line.role == Role::kPageClock ||
                       (line.role == Role::kNavigation && line.why == "form");
    if (stamp && labelling_.shapes[filled_[row]].digits > 0) return IsNamed(row);
    return barred || labelling_.IsFree(filled_[row], 0.7F);
  }

  // The names of a line as if it were a byline; of the last line that was asked they are known.
  const std::vector<Span>& NamesOf(std::size_t row) const {
    if (named_row_ == row) return names_;
    names_ = NamesOfByline(labelling_.shapes[filled_[row]].text, {.sure = true});
    named_row_ = row;
    return names_;
  }

  // Whether the line has a person's name somewhere.
  bool IsNamed(std::size_t row) const {
    const std::string_view line = labelling_.shapes[filled_[row]].text;
    const std::vector<Span>& names = NamesOf(row);
    return !names.empty() && IsPersonName(line.substr(names[0].begin, names[0].size()));
  }

  // A name and nothing else, but for what stands behind a bar or is a date.
  bool IsName(std::size_t row) const {
    const Shape& shape = labelling_.shapes[filled_[row]];
    const std::uint32_t longest = shape.digits > 0 ? kLongestLine + 4 : kLongestLine;
    if (shape.words < 2 || shape.words > longest || shape.ends_sentence) return false;
    constexpr std::string_view kTrail = "\xC2\xBB";  // »
    if (shape.text.find('>') != shape.text.npos || shape.text.find(kTrail) != shape.text.npos)
      return false;
    const std::vector<Span>& names = NamesOf(row);
    if (names.empty()) return false;
    const bool person = IsPersonName(shape.text.substr(names[0].begin, names[0].size()));
    const bool dated = shape.digits > 0 && person;
    if (names[0].begin > 0 && !dated && !IsBehindColon(shape.text, names[0])) return false;
    const std::string_view rest = shape.text.substr(names.back().end);
    std::size_t at = 0;
    while (at < rest.size() && rest[at] == ' ') ++at;
    if (at < rest.size() && PropertiesOf(NextCodePoint(rest, at)).Has(kLowercaseBit)) return false;
    if (row > 0 && labelling_.is_html() &&
        IsOfTitle(shape.text.substr(names[0].begin, names[0].size())))
      return false;
    // "Jane Doe USA TODAY"
    const bool paper = person && ShapeOf(rest).capitals == ShapeOf(rest).words;
    return rest.empty() || shape.digits > 0 || rest.find('|') != rest.npos || rest[0] == ',' ||
           paper;
  }

  // «الدمام: عواطف الدريهم»
  static bool IsBehindColon(std::string_view line, Span name) {
    const std::size_t last = line.find_last_not_of(' ', name.begin - 1);
    return last != line.npos && line[last] == ':';
  }

  // What the page's first line has is the site's name or the headline's words.
  bool IsOfTitle(std::string_view name) const {
    const std::string phrase = PhraseOf(name);
    return PhraseOf(labelling_.shapes[filled_[0]].text).find(phrase) != std::string::npos;
  }

  bool IsDate(std::size_t row) const {
    if (row >= filled_.size()) return false;
    const Line& line = labelling_.page.lines[filled_[row]];
    if (line.role == Role::kTimestamp) return true;
    const Hints* hints = labelling_.hints(filled_[row]);
    return hints != nullptr && (hints->own & kSaysDate) != 0 &&
           labelling_.shapes[filled_[row]].digits > 0;
  }

  // Whether the name stands under the body again, alone or at the beginning of a sentence.
  bool IsMetAgain(std::size_t row) const {
    const Shape& shape = labelling_.shapes[filled_[row]];
    const Span name = NamesOf(row)[0];
    const std::string_view text = shape.text.substr(0, name.end);
    for (std::size_t other = row + 1; other < filled_.size(); ++other) {
      const std::string_view line = labelling_.shapes[filled_[other]].text;
      if (line.starts_with(text) &&
          (line.size() == text.size() || line[text.size()] == ' ' || line[text.size()] == ',')) {
        return true;
      }
    }
    return false;
  }

  // A word of a menu stands over the headline too.
  bool StandsOver(std::size_t row) const {
    const std::uint64_t key = labelling_.shapes[filled_[row]].key;
    for (std::size_t other = 0; other < std::min(headline_, row); ++other) {
      if (labelling_.shapes[filled_[other]].key == key) return true;
    }
    return false;
  }

  // A word of the line that the page has in small letters too, apart from particles: it is no name.
  bool HasCommonWord(std::size_t row) const {
    const Shape& shape = labelling_.shapes[filled_[row]];
    const Span name = NamesOf(row)[0];
    std::string_view rest = shape.text.substr(name.begin, name.size());
    while (!rest.empty()) {
      const std::string_view word = rest.substr(0, rest.find(' '));
      if (IsMetInSmallLetters(word)) return true;
      rest.remove_prefix(std::min(rest.size(), word.size() + 1));
    }
    return false;
  }

  bool IsMetInSmallLetters(std::string_view word) const {
    constexpr std::size_t kShortest = 3;  // bytes
    std::size_t behind = 0;
    const char32_t first = word.empty() ? U' ' : NextCodePoint(word, behind);
    if (word.size() < kShortest || !IsUppercase(first)) return false;
    std::string small = " ";
    AppendUtf8(small, PropertiesOf(first).folded);
    small += word.substr(behind);
    const std::string_view text = labelling_.page.text.bytes().substr(0, kSearched);
    std::size_t at = FindBytes(text, small);
    for (int tries = 0; at != text.npos && tries < kMostTries; ++tries) {
      const std::size_t end = at + small.size();
      if (end == text.size() || IsEndOfWord(text[end])) return true;
      at = FindBytes(text, small, at + 1);
    }
    return false;
  }

  static bool IsEndOfWord(char c) {
    return std::string_view(" .,;:!?)\n\r\"'").find(c) != std::string_view::npos;
  }

  float Score(std::size_t row) const {
    float score = 0;
    const Hints* hints = labelling_.hints(filled_[row]);
    if (hints != nullptr) {
      if ((hints->own & kSaysByline) != 0) score += 2;
      if ((hints->inside & kSaysByline) != 0) score += 1;
      constexpr std::uint32_t kElsewhere =
          kInNavigation | kSaysRelated | kSaysTags | kInFooter | kSaysComments;
      if ((hints->inside & kElsewhere) != 0) score -= 1;
      if (hints->element <= Element::kHeading3 && hints->element >= Element::kHeading1) score -= 1;
    }
    if (IsDate(row - 1) || IsDate(row + 1) || labelling_.shapes[filled_[row]].digits > 3) {
      score += 1.5F;
    } else if (IsDate(row + 2)) {
      score += 1;
    }
    if (row > 0 && IsBylineWords(labelling_.shapes[filled_[row - 1]].text)) score += 2.5F;
    if (IsMetAgain(row)) score += 1;
    if (StandsOver(row)) score -= 1;
    if (HasCommonWord(row)) score -= kCommon;
    if (labelling_.shapes[filled_[row]].capitals == 0) score -= kUncased;
    score += IsNamed(row) ? kGivenName : -kNoGivenName;
    if (row == headline_ + 1 || row == headline_ + 2) score += 0.7F;
    if (row > headline_) score += 0.5F - 0.05F * static_cast<float>(row - headline_);
    return score;
  }

  const Labelling& labelling_;
  std::vector<std::size_t> filled_;
  std::size_t headline_ = kNoLine;  // in filled_
  std::size_t body_ = 0;
  mutable std::size_t named_row_ = kNoLine;
  mutable std::vector<Span> names_;
};

void LabelAuthors(Labelling& labelling) {
  if (labelling.page.ink || labelling.body_end == 0) return;
  const bool known = std::ranges::any_of(
      labelling.page.lines, [](const Line& line) { return line.role == Role::kByline; });
  if (known) return;
  const std::size_t found = AuthorFinder(labelling).Find();
  if (found == kNoLine) return;
  labelling.Clear(found);
  labelling.Give(found, Role::kByline, 0.7F, "name-beside-headline");
}

}  // namespace

extern const Labeller authors_labeller;
constexpr Labeller authors_labeller = {
    .name = "authors",
    .summary = "a name alone beside the headline",
    .apply = LabelAuthors,
};

}  // namespace warraq

// The headline, and its repetitions. Where there is markup, the page's own headings are asked, with
// the metadata for a witness; on a page of ink, the size of the letters; in a text dump, a trained
// model (headline_model.h) looks at the lines around where the body begins.
//
// A dump that has lost its headline gets none: a long line in sentence case over the body is its
// deck.

#include <algorithm>
#include <string>

#include "plugin/label/headline_model.h"
#include "plugin/label/label.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::uint32_t kLongestHeadline = 30;  // words
constexpr std::uint32_t kMostWords = 50;        // of a heading that may be one
constexpr float kLeastScore = 1.5F;

bool LooksLikeHeadline(const Shape& shape) {
  return shape.words >= 2 && shape.words <= kLongestHeadline && shape.letters > shape.digits &&
         shape.gaps < 2 && !shape.ends_colon;
}

bool IsTaken(const Labelling& labelling, std::size_t i) {
  const Line& line = labelling.page.lines[i];
  return line.role != Role::kUnknown && line.role != Role::kParagraph && line.confidence >= 0.6F;
}

// What most of the site's other pages carry is its name or a section's; but where the page's own
// title says it, they announce this article.
bool IsOnMostOfSite(const Labelling& labelling, std::size_t i) {
  constexpr int kLeastOthers = 3;
  if (!labelling.IsSiteWide(i)) return false;
  const SharedLine& shared = labelling.page.shared[i];
  return shared.pages >= kLeastOthers && shared.pages * 4 >= shared.of * 3;
}

// "Headline | Site" and "Headline - Site": the fact begins with the line.
bool FactBegins(const Page& page, const Shape& shape) {
  const std::string phrase = PhraseOf(shape.text);
  if (phrase.size() < 12) return false;
  return std::ranges::any_of(page.facts, [&](const Fact& fact) {
    return fact.kind == FactKind::kHeadline && PhraseOf(fact.text.bytes()).starts_with(phrase);
  });
}

// A heading that holds its kicker, too: it ends with the fact.
bool EndsWithFact(const Page& page, const Shape& shape) {
  constexpr std::uint32_t kShortestHeadline = 3;  // words
  return std::ranges::any_of(page.facts, [&](const Fact& fact) {
    return fact.kind == FactKind::kHeadline && shape.text.ends_with(fact.text.bytes()) &&
           ShapeOf(fact.text.bytes()).words >= kShortestHeadline;
  });
}

// What the page's <title> says, as a phrase.
std::string TitlePhrase(const Labelling& labelling) {
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (labelling.hints(i)->element == Element::kTitle) return PhraseOf(labelling.shapes[i].text);
  }
  return {};
}

// What only the metadata can tell of a headline.
struct Witnesses {
  std::uint64_t fact_key = 0;
  std::string title;
};

bool IsTitled(const Page& page, const Shape& shape, const Witnesses& witnesses) {
  return (shape.key == witnesses.fact_key && witnesses.fact_key != 0) || FactBegins(page, shape) ||
         witnesses.title.find(PhraseOf(shape.text)) != std::string::npos;
}

float MarkupScore(const Labelling& labelling, std::size_t i, const Witnesses& witnesses) {
  const Hints& hints = *labelling.hints(i);
  const Shape& shape = labelling.shapes[i];
  if (hints.element == Element::kTitle) return -10;
  if (IsOnMostOfSite(labelling, i) && !IsTitled(labelling.page, shape, witnesses)) return -10;
  float score = 0;
  if (hints.element == Element::kHeading1) score += 3;
  if (hints.element == Element::kHeading2) score += 1.5F;
  if (hints.element == Element::kHeading3) score += 0.5F;
  if ((hints.own & kSaysHeadline) != 0) score += 1.5F;
  const bool bold = hints.bold_bytes * 10 > shape.text.size() * 9;
  if (bold && shape.words >= 4 && !shape.ends_sentence) score += 0.5F;
  if (witnesses.fact_key == 0 && shape.words >= 4 &&
      witnesses.title.find(PhraseOf(shape.text)) != std::string::npos) {
    score += 1.5F;
  }
  if (shape.key == witnesses.fact_key && witnesses.fact_key != 0) {
    score += 4;
  } else if (FactBegins(labelling.page, shape) || EndsWithFact(labelling.page, shape)) {
    score += 3;
  }
  constexpr std::uint32_t kElsewhere = kInNavigation | kInFooter | kInAside | kInHidden |
                                       kSaysRelated | kSaysComments | kSaysSidebar | kInForm;
  if ((hints.inside & kElsewhere) != 0) score -= 3;
  if ((hints.inside & (kInArticle | kInMain | kSaysBody)) != 0) score += 0.5F;
  if (labelling.body_end > 0 && i > labelling.body_begin) score -= 1.5F;
  // A small heading with which the body begins is over all of it.
  const bool opens = labelling.body_end > 0 && i == labelling.body_begin;
  if (opens && hints.element == Element::kHeading3) score += 1.5F;
  if (hints.link_bytes * 2 > labelling.page.lines[i].at.size()) score -= 1.5F;
  if (shape.words < 3) score -= 1;
  return score;
}

std::size_t HeadlineOfMarkup(const Labelling& labelling) {
  const Witnesses witnesses{KeyOfFact(labelling.page, FactKind::kHeadline), TitlePhrase(labelling)};
  float best = kLeastScore;
  std::size_t headline = kNoLine;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    const Shape& shape = labelling.shapes[i];
    if (shape.empty() || shape.words > kMostWords) continue;
    const float score = MarkupScore(labelling, i, witnesses);
    if (score > best) best = score, headline = i;
  }
  return headline;
}

bool IsInOneHeading(const Labelling& labelling, std::size_t i, std::size_t other) {
  const Hints &hints = *labelling.hints(i), &others = *labelling.hints(other);
  const bool heading = hints.element == Element::kHeading1 || hints.element == Element::kHeading2 ||
                       hints.element == Element::kHeading3;
  return heading && others.container == hints.container && !labelling.shapes[other].empty();
}

// A heading that breaks its lines is all headline, unless the metadata have only this line of it;
// `headline` becomes its first line. Returns its end.
std::size_t EndOfHeading(const Labelling& labelling, std::size_t& headline) {
  const Shape& chosen = labelling.shapes[headline];
  std::size_t begin = headline, end = headline + 1;
  if (chosen.key == KeyOfFact(labelling.page, FactKind::kHeadline)) return end;
  while (begin > 0 && IsInOneHeading(labelling, headline, begin - 1)) --begin;
  while (end < labelling.shapes.size() && IsInOneHeading(labelling, headline, end)) ++end;
  std::uint32_t words = 0;
  for (std::size_t i = begin; i < end; ++i) words += labelling.shapes[i].words;
  if (words > kMostWords) return headline + 1;
  headline = begin;
  return end;
}

// A long line in sentence case that opens a dump right over the body, and is not repeated: a deck
// whose headline was lost.
bool IsDeckWithoutHeadline(const Labelling& labelling, const HeadlineCandidate& candidate) {
  constexpr std::uint32_t kUsualHeadline = 14;  // words
  constexpr int kClose = 3;                     // filled lines
  const Shape& shape = labelling.shapes[candidate.line];
  const bool opens = labelling.FilledAbove(candidate.line) == kNoLine;
  const bool title_case = shape.capitals * 10 >= shape.words * 6;
  if (!opens || title_case || shape.words <= kUsualHeadline) return false;
  std::size_t below = candidate.line;
  for (int seen = 0; seen < kClose && below < labelling.body_begin; ++seen) {
    below = labelling.FilledBelow(below);
    if (labelling.shapes[below].key == shape.key) return false;
  }
  return below >= labelling.body_begin;
}

// Of a headline and its repetition right under it the upper one is the headline.
std::size_t Uppermost(const Labelling& labelling, std::size_t headline) {
  constexpr int kClose = 3;  // filled lines
  std::size_t above = headline;
  for (int seen = 0; seen < kClose; ++seen) {
    above = labelling.FilledAbove(above);
    if (above == kNoLine) break;
    if (labelling.shapes[above].key == labelling.shapes[headline].key) return above;
  }
  return headline;
}

// "Headline - Site", «Заголовок | Газета»: the line is the headline with the site's name behind it.
bool IsWithSite(std::string_view line, std::string_view headline) {
  constexpr std::size_t kSlack = 16;  // bytes by which spaces may differ
  const std::size_t first = static_cast<unsigned char>(headline[0]) < 0x80 ? 1 : 2;
  if (headline.size() >= line.size() || !line.starts_with(headline.substr(0, first))) return false;
  const std::string phrase = PhraseOf(headline);
  bool space = false;
  for (std::size_t i = 0; i < line.size() && i <= headline.size() + kSlack;) {
    const std::size_t begin = i;
    const char32_t value = NextCodePoint(line, i);
    std::size_t behind = i;
    const bool mark =
        value == '-' || value == '|' || value == ':' || value == 0x2013 || value == 0x2014;
    const bool apart = mark && space && begin + kSlack >= headline.size() && i < line.size() &&
                       (IsSpace(NextCodePoint(line, behind)) || value == ':');
    if (apart && PhraseOf(line.substr(0, begin)) == phrase) return true;
    space = IsSpace(value);
  }
  return false;
}

// The headline by itself, where the likeliest line has the site's name behind it.
std::size_t WithoutSite(const Labelling& labelling, std::size_t headline,
                        const std::vector<HeadlineCandidate>& candidates) {
  const std::string_view line = labelling.shapes[headline].text;
  for (const HeadlineCandidate& one : candidates) {
    const Shape& shape = labelling.shapes[one.line];
    if (shape.words >= 3 && IsWithSite(line, shape.text)) return one.line;
  }
  return headline;
}

// Whether the dump's first line, the page's title, has more than these words, and them first.
bool OpensWith(const Labelling& labelling, const Shape& shape) {
  for (const Shape& first : labelling.shapes) {
    if (!first.empty()) return first.key != shape.key && IsWithSite(first.text, shape.text);
  }
  return false;
}

// The likeliest line by the model; of a page with markup what is bold is likelier, and its <title>
// is not shown.
std::size_t HeadlineOfDump(const Labelling& labelling) {
  constexpr float kBold = 1.5F;
  if (labelling.body_end == 0) return kNoLine;
  float best = 0;
  std::size_t headline = kNoLine;
  const std::vector<HeadlineCandidate> candidates = HeadlineCandidates(labelling);
  for (const HeadlineCandidate& candidate : candidates) {
    const std::size_t i = candidate.line;
    const Shape& shape = labelling.shapes[i];
    const Hints* hints = labelling.hints(i);
    if (hints != nullptr && hints->element == Element::kTitle) continue;
    if (IsOnMostOfSite(labelling, i) && !OpensWith(labelling, shape)) continue;
    float score = ScoreOf(candidate);
    if (hints != nullptr && hints->bold_bytes * 10 > shape.text.size() * 9 && shape.words >= 4)
      score += kBold;
    if (score <= best || IsDeckWithoutHeadline(labelling, candidate)) continue;
    best = score;
    headline = i;
  }
  if (headline != kNoLine)
    return Uppermost(labelling, WithoutSite(labelling, headline, candidates));
  // Nothing but a title was found on the page: then it is no body.
  const bool one_line = labelling.body_begin + 1 == labelling.body_end;
  return one_line && LooksLikeHeadline(labelling.shapes[labelling.body_begin])
             ? labelling.body_begin
             : kNoLine;
}

// The size of most lines of print.
float UsualSize(const Labelling& labelling) {
  std::vector<float> sizes;
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (labelling.shapes[i].words >= 3) sizes.push_back(labelling.hints(i)->type_size);
  }
  if (sizes.size() < 3) return 0;
  std::ranges::nth_element(sizes, sizes.begin() + static_cast<std::ptrdiff_t>(sizes.size() / 2));
  return sizes[sizes.size() / 2];
}

// Lines over the first that holds a date, if that is among the first few: the newspaper's own name.
std::size_t MastheadEnd(const Labelling& labelling) {
  constexpr std::size_t kMastheadLines = 6;
  std::size_t filled = 0;
  for (std::size_t i = 0; i < labelling.shapes.size() && filled < kMastheadLines; ++i) {
    if (labelling.shapes[i].empty()) continue;
    ++filled;
    const Line& line = labelling.page.lines[i];
    if (line.role == Role::kTimestamp && line.why == "masthead-date") return i;
  }
  return 0;
}

// The largest letters of the page's upper part, if they are clearly larger than most, or if the
// program that recognized them says that they are a heading; a newspaper's name over its date line
// is larger still, and is none.
std::size_t HeadlineOfInk(Labelling& labelling, std::size_t& end) {
  constexpr float kLarge = 1.2F;  // of the usual size
  constexpr float kSaid = 1.3F;
  const auto is_said = [&](std::size_t i) {
    return (labelling.hints(i)->own & kSaysHeadline) != 0;
  };
  const float usual = UsualSize(labelling);
  const std::size_t masthead = MastheadEnd(labelling);
  for (std::size_t i = 0; i < masthead; ++i) {
    if (!labelling.shapes[i].empty() && !IsTaken(labelling, i)) {
      labelling.Clear(i);
      labelling.Give(i, Role::kRunningHeader, 0.8F, "over-the-date");
    }
  }
  float best = usual * kLarge;
  std::size_t headline = kNoLine;
  for (std::size_t i = masthead; i * 3 < labelling.shapes.size() * 2; ++i) {
    const Shape& shape = labelling.shapes[i];
    const bool said = is_said(i);
    if (shape.words < (said ? 2 : 3) || !LooksLikeHeadline(shape) || IsTaken(labelling, i))
      continue;
    if (usual <= 0 && !said) continue;
    // Of lines whose size is not known, the first that is said to be one.
    const float size = usual <= 0 ? 1 : labelling.hints(i)->type_size * (said ? kSaid : 1);
    if (size > best) best = size * 1.1F, headline = i;
  }
  if (headline == kNoLine) return kNoLine;
  // A headline may run over several lines: those of the paragraph that are said to be a heading
  // too, and those whose letters are nearer to its size than to most.
  const Hints& hints = *labelling.hints(headline);
  const bool is_large = usual > 0 && hints.type_size > usual * kLarge;
  const auto goes_on = [&](std::size_t i) {
    const Hints& next = *labelling.hints(i);
    if (is_said(headline) && is_said(i)) return next.paragraph == hints.paragraph;
    return is_large && next.type_size * 2 > hints.type_size + usual &&
           next.type_size < hints.type_size * 1.25F;
  };
  end = headline + 1;
  while (end < labelling.shapes.size() && labelling.shapes[end].words > 0 &&
         !IsTaken(labelling, end) && goes_on(end)) {
    ++end;
  }
  return headline;
}

void FindHeadline(Labelling& labelling) {
  std::size_t end = 0;
  if (labelling.is_html()) {
    labelling.headline = HeadlineOfMarkup(labelling);
    if (labelling.headline != kNoLine) {
      end = EndOfHeading(labelling, labelling.headline);
    } else if (KeyOfFact(labelling.page, FactKind::kHeadline) == 0) {
      labelling.headline = HeadlineOfDump(labelling);  // a page without headings or metadata
    }
  } else if (labelling.page.ink) {
    labelling.headline = HeadlineOfInk(labelling, end);
  } else {
    labelling.headline = HeadlineOfDump(labelling);
  }
  const std::size_t headline = labelling.headline;
  if (headline == kNoLine) return;
  for (std::size_t i = headline; i < std::max(end, headline + 1); ++i) {
    labelling.Clear(i);
    labelling.Give(i, Role::kHeadline, 0.9F, "headline");
  }
  const Shape& shape = labelling.shapes[headline];
  for (std::size_t i = 0; i < labelling.shapes.size(); ++i) {
    if (i == headline || labelling.shapes[i].empty()) continue;
    const bool titled = !labelling.is_html() && i < headline && shape.words >= 3 &&
                        IsWithSite(labelling.shapes[i].text, shape.text);
    if (labelling.shapes[i].key != shape.key && !titled) continue;
    labelling.Clear(i);
    labelling.Give(i, Role::kHeadlineRepeat, 0.9F, "same-as-headline");
  }
}

}  // namespace

extern const Labeller headline_labeller;
constexpr Labeller headline_labeller = {
    .name = "headline",
    .summary = "the headline and its repetitions",
    .apply = FindHeadline,
};

}  // namespace warraq

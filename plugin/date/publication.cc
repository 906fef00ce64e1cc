// Gives each date of a page a kind from where it stands, and chooses the day of publication.
//
// A dump that begins "2025-05-14 Tuesday, 02 January 2024 12:17 GMT" (the page's clock and what a
// template left), has "2025-05-14 04:44:27" below its headline and ends "MENAFN14052025..." was
// published 2025-05-14T04:44:27: the stamp and the identifier agree, and the other two are kept as
// rejected. A date inside a paragraph is of what the text tells, and never of the publication.
// Without a witness there is no date.

#include "plugin/date/publication.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <optional>
#include <string>

#include "plugin/date/edtf.h"
#include "plugin/date/tokens.h"

namespace warraq {
namespace {

// How far a witness alone is believed, by where it stands.
struct Witness {
  std::string_view kind;
  double weight;
};
constexpr auto kWitnesses = std::to_array<Witness>({
    {"json-ld", 0.97},
    {"meta", 0.93},
    {"microdata", 0.93},
    {"timestamp-line", 0.92},
    {"masthead", 0.92},
    {"time-element", 0.88},
    {"byline-line", 0.88},
    {"dateline", 0.85},
    {"uri", 0.80},
    {"identifier", 0.80},
    {"agency-closing-line", 0.75},
});

constexpr double kUnlabelled = 0.7;  // of a stamp that the labeller did not see

double WeightOf(std::string_view kind) {
  const auto found = std::ranges::find(kWitnesses, kind, &Witness::kind);
  return found == kWitnesses.end() ? 0.6 : found->weight;
}

DateKind KindOf(const Line& line, const DateClaim& claim) {
  if (claim.kind == DateKind::kCopyright || line.role == Role::kCopyright)
    return DateKind::kCopyright;
  if (claim.kind == DateKind::kIdentifier) return DateKind::kIdentifier;
  if (claim.rule == "named_day") return DateKind::kEvent;  // a feast's name is no stamp
  switch (line.role) {
    case Role::kTimestamp:
    case Role::kDateline:
    case Role::kByline:
    case Role::kAgency:
    case Role::kRunningHeader:
      return DateKind::kPublished;
    case Role::kIdentifier:
      return DateKind::kIdentifier;
    case Role::kPageClock:
      return DateKind::kPageClock;
    default:
      break;
  }
  return IsKept(line.role) || line.role == Role::kUnknown ? DateKind::kEvent : DateKind::kDebris;
}

bool SaysModified(std::string_view text, std::uint32_t before) {
  const std::vector<Token> tokens = Tokenize(text);
  for (const Token& token : tokens) {
    if (token.begin >= before || token.node == 0) continue;
    for (const Meaning& meaning : Lexicon::Get().Meanings(token.node)) {
      if (meaning.says == Says::kModified) return true;
    }
  }
  return false;
}

// "Published 3 May, updated 5 May": the word before a date says that it is the modified one. `from`
// is where the date before it ends, in the line.
bool IsModified(std::string_view line, std::size_t from, std::size_t claim_at) {
  return from < claim_at && SaysModified(line.substr(from, claim_at - from),
                                         static_cast<std::uint32_t>(claim_at - from));
}

// One claim that may be the day.
struct Candidate {
  const DateClaim* claim = nullptr;
  std::string_view witness;
  double weight = 0;
  std::vector<std::string> days;  // "2025-05-14"; several of a set; "2025-05" of a month
};

constexpr int kFirstPrint = 1450;

// The days that an EDTF names, none where it has no year.
std::vector<std::string> DaysOf(const std::string& edtf) {
  std::vector<std::string> days;
  const auto parsed = ParseEdtf(edtf);
  if (!parsed || parsed->shape == Edtf::Shape::kInterval) return days;
  for (EdtfDate part : parsed->parts) {
    // Nothing was published before there was print; recognition reads ١٩٣٥ as ٠٩١١.
    if (part.year < kFirstPrint) return {};
    if (part.unknown_digits > 0 || part.month == 0 || part.day == EdtfDate::kUnspecified) return {};
    part.time.clear();
    part.qualifier = 0;
    days.push_back(PrintEdtf({Edtf::Shape::kDate, {part}}));
  }
  return days;
}

bool IsBlank(std::string_view text) {
  return text.find_first_not_of(" \t\r\n") == std::string_view::npos;
}

class Chooser {
 public:
  Chooser(const Page& page, std::size_t first_line, std::size_t end_line)
      : page_(page), first_(first_line), end_(std::min(end_line, page.lines.size())) {
    for (std::size_t i = first_; i < end_; ++i) {
      if (page.lines[i].role == Role::kHeadline || page.lines[i].role == Role::kHeadlineRepeat)
        headline_ = i;
      if (headline_ && page.lines[i].role == Role::kParagraph) break;
    }
    for (const DateClaim& claim : page.claims) Sort(claim);
  }

  void Choose(Dating& published, Dating& modified) {
    // Unlabelled stamps speak only where nothing better does.
    Weigh(published_.empty() ? stamps_ : published_, published);
    Weigh(modified_, modified);
    for (const auto& [claim, why] : rejected_) Reject(*claim, why, published);
  }

 private:
  // The line of a claim; nothing outside the article's lines.
  std::optional<std::size_t> LineOf(const DateClaim& claim) const {
    const auto after = std::ranges::upper_bound(page_.lines, claim.at.begin, {},
                                                [](const Line& line) { return line.at.begin; });
    if (after == page_.lines.begin()) return {};
    return static_cast<std::size_t>(after - page_.lines.begin()) - 1;
  }

  // Stamps far from the headline are often of other things.
  double Nearness(std::size_t line) const {
    const std::size_t from = headline_ ? *headline_ : first_;
    std::size_t between = 0;
    for (std::size_t i = std::min(line, from) + 1; i < std::max(line, from); ++i) {
      if (!IsBlank(page_.Bytes(page_.lines[i]))) ++between;
      if (between > 12) break;
    }
    return between <= 4 ? 1 : between <= 12 ? 0.92 : 0.75;
  }

  void Sort(const DateClaim& claim) {
    if (claim.fact >= 0) return SortFact(claim);
    const auto line = LineOf(claim);
    if (!line) return;
    const Role role = page_.lines[*line].role;
    if (claim.kind == DateKind::kPageClock) rejected_.emplace_back(&claim, "page-clock");
    if (*line < first_ || *line >= end_) return;
    if (claim.kind == DateKind::kIdentifier) return Add(published_, claim, "identifier", 1);
    if (claim.kind != DateKind::kPublished && claim.kind != DateKind::kModified) {
      if (IsStamp(claim, *line) && Nearness(*line) == 1)
        Add(stamps_, claim, "timestamp-line", kUnlabelled);
      return;
    }
    const std::string_view witness = role == Role::kDateline        ? "dateline"
                                     : role == Role::kByline        ? "byline-line"
                                     : role == Role::kAgency        ? "agency-closing-line"
                                     : role == Role::kRunningHeader ? "masthead"
                                                                    : "timestamp-line";
    auto& list = claim.kind == DateKind::kModified ? modified_ : published_;
    Add(list, claim, witness, role == Role::kTimestamp ? Nearness(*line) : 1);
  }

  // A line that is little else than a date, though nobody labelled it so.
  bool IsStamp(const DateClaim& claim, std::size_t line) const {
    const Line& at = page_.lines[line];
    if (claim.kind == DateKind::kCopyright || at.role == Role::kParagraph ||
        at.role == Role::kQuote)
      return false;
    return at.at.size() <= 120 && claim.at.size() >= 8 && claim.at.size() * 3 >= at.at.size() &&
           claim.confidence > 0.6f && line < first_ + 40;
  }

  void SortFact(const DateClaim& claim) {
    const Fact& fact = page_.facts[static_cast<std::size_t>(claim.fact)];
    if (fact.kind == FactKind::kModified) {
      Add(modified_, claim, fact.witness, 1);
    } else if (fact.kind == FactKind::kPublished) {
      Add(published_, claim, fact.witness, 1);
    } else if (fact.kind == FactKind::kCanonical) {
      Add(published_, claim, "uri", 1);
    }
  }

  static void Add(std::vector<Candidate>& list, const DateClaim& claim, std::string_view witness,
                  double factor) {
    Candidate candidate{&claim, witness, WeightOf(witness) * factor * claim.confidence,
                        DaysOf(claim.edtf)};
    if (candidate.days.empty()) return;
    // One of two days is half of each.
    candidate.weight /= static_cast<double>(candidate.days.size());
    list.push_back(std::move(candidate));
  }

  static bool Supports(const Candidate& candidate, std::string_view day) {
    return std::ranges::any_of(candidate.days, [&](const std::string& each) {
      return day == each || (each.size() == 7 && day.starts_with(each));
    });
  }

  // That a day is the one: the chance that not all of its witnesses are wrong. Witnesses of a kind
  // count once, since a template repeats itself.
  static double Belief(const std::vector<Candidate>& list, std::string_view day) {
    double doubt = 1;
    std::vector<std::pair<std::string_view, double>> kinds;
    for (const Candidate& candidate : list) {
      if (!Supports(candidate, day)) continue;
      const auto same =
          std::ranges::find(kinds, candidate.witness, &std::pair<std::string_view, double>::first);
      if (same == kinds.end()) {
        kinds.emplace_back(candidate.witness, candidate.weight);
      } else {
        same->second = std::max(same->second, candidate.weight);
      }
    }
    for (const auto& kind : kinds) doubt *= 1 - kind.second;
    return 1 - doubt;
  }

  void Weigh(const std::vector<Candidate>& list, Dating& dating) const {
    std::string best;
    double belief = 0;
    double rival = 0;
    std::vector<std::string> seen;
    for (const Candidate& candidate : list) {
      for (const std::string& day : candidate.days) {
        if (seen.size() > 64 || std::ranges::find(seen, day) != seen.end()) continue;
        seen.push_back(day);
        const double of_day = Belief(list, day);
        // A day is chosen before the month it lies in.
        const bool narrower =
            of_day >= belief - 1e-9 && day.size() > best.size() && day.starts_with(best);
        if (of_day > belief + 1e-9 || narrower) {
          if (!best.empty() && !narrower) rival = std::max(rival, belief);
          belief = of_day;
          best = day;
        } else if (!best.starts_with(day)) {
          rival = std::max(rival, of_day);
        }
      }
    }
    // A month alone is where an archive files the page, seldom all that is known of its day.
    if (best.empty() || best.size() < 10) return;
    dating.edtf = best;
    dating.confidence = belief * (1 - 0.6 * rival);
    for (const Candidate& candidate : list) {
      if (!Supports(candidate, best)) {
        Reject(*candidate.claim, "contradicted", dating);
        continue;
      }
      dating.evidence.push_back({candidate.witness, TextOf(*candidate.claim)});
      Refine(*candidate.claim, candidate, dating);
    }
    if (dating.evidence.size() == 1 && seen.size() > 1 && belief < 0.55) {
      // One witness with an open order: both days are kept.
      const auto only =
          std::ranges::find_if(list, [&](const Candidate& each) { return Supports(each, best); });
      dating.edtf = only->claim->edtf;
    }
  }

  // The most precise of what agrees: with the time, and with the zone.
  static void Refine(const DateClaim& claim, const Candidate& candidate, Dating& dating) {
    if (candidate.days.size() != 1) return;
    if (claim.edtf.size() > dating.edtf.size()) dating.edtf = claim.edtf;
  }

  Text TextOf(const DateClaim& claim) const {
    if (claim.fact < 0) return page_.text.Slice(claim.at.begin, claim.at.end);
    return page_.facts[static_cast<std::size_t>(claim.fact)].text.Slice(claim.at.begin,
                                                                        claim.at.end);
  }

  void Reject(const DateClaim& claim, std::string_view why, Dating& dating) const {
    if (dating.rejected.size() < 64) dating.rejected.push_back({claim.edtf, why, TextOf(claim)});
  }

  const Page& page_;
  std::size_t first_;
  std::size_t end_;
  std::optional<std::size_t> headline_;
  std::vector<Candidate> published_, modified_, stamps_;
  std::vector<std::pair<const DateClaim*, std::string_view>> rejected_;
};

}  // namespace

void FindPageDates(Page& page, std::size_t most) {
  const DateOptions options{.reference = {}, .language = {}, .claims = most};
  page.claims = FindDates(page.text.bytes(), options);
  for (std::size_t i = 0; i < page.facts.size(); ++i) {
    const Fact& fact = page.facts[i];
    const bool dated = fact.kind == FactKind::kPublished || fact.kind == FactKind::kModified ||
                       fact.kind == FactKind::kCanonical;
    if (!dated || page.claims.size() >= most) continue;
    std::vector<DateClaim> claims = FindDates(fact.text.bytes(), options);
    if (claims.empty()) continue;
    claims[0].fact = static_cast<std::int32_t>(i);
    page.claims.push_back(std::move(claims[0]));
  }
}

void JudgeDates(Page& page) {
  std::size_t line = 0;
  std::size_t last_end = 0;  // of the claim before
  for (DateClaim& claim : page.claims) {
    if (claim.fact >= 0) {
      const FactKind kind = page.facts[static_cast<std::size_t>(claim.fact)].kind;
      claim.kind = kind == FactKind::kModified    ? DateKind::kModified
                   : kind == FactKind::kPublished ? DateKind::kPublished
                                                  : DateKind::kIdentifier;
      continue;
    }
    while (line < page.lines.size() && page.lines[line].at.end <= claim.at.begin) ++line;
    if (line == page.lines.size()) continue;
    const Line& at = page.lines[line];
    claim.kind = KindOf(at, claim);
    const std::size_t from = std::max<std::size_t>(last_end, at.at.begin) - at.at.begin;
    if (claim.kind == DateKind::kPublished &&
        IsModified(page.Bytes(at), from, claim.at.begin - at.at.begin)) {
      claim.kind = DateKind::kModified;
    }
    last_end = claim.at.end;
  }
}

void ChoosePublication(const Page& page, std::size_t first_line, std::size_t end_line,
                       Dating& published, Dating& modified) {
  assert(first_line <= end_line);
  published = {};
  modified = {};
  Chooser(page, first_line, end_line).Choose(published, modified);
}

}  // namespace warraq

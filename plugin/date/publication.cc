// Gives each date of a page a kind from where it stands, and chooses the day of publication.
//
// A dump that begins "2025-05-14 Tuesday, 02 January 2024 12:17 GMT" (the page's clock and what a
// template left), has "2025-05-14 04:44:27" below its headline and ends "MENAFN14052025..." was
// published 2025-05-14T04:44:27: the stamp and the identifier agree, and the other two are kept as
// rejected. What speaks for each of the page's days is gathered by witness.cc and weighed as
// models/train_publication.cc has learnt it; the confidence follows the likelihood. Where no day is
// likelier than not, none is named.

#include "plugin/date/publication.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <cmath>
#include <string>
#include <vector>

#include "plugin/date/day_model.h"
#include "plugin/date/tokens.h"
#include "plugin/date/uri_day.h"
#include "plugin/date/witness.h"

namespace warraq {
namespace {

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

// A day is named where that is likelier to be right than wrong: "none of the days" is a rival too.
constexpr double kLeastLikelihood = 0.4;
constexpr std::size_t kMostRejected = 64;

// How sure an answer of that likelihood is: the model says what its folds bore out.
class Confidence {
 public:
  static constexpr double kSure = 0.9;
  explicit Confidence(bool markup) {
    constexpr std::array<std::string_view, 5> kNames = {"confidence", "confidence:logit",
                                                        "confidence:change", "confidence:contested",
                                                        "confidence:sure"};
    FeatureNames names(&DayModel::Get().names());
    for (std::size_t i = 0; i < kNames.size(); ++i) {
      const std::uint32_t at = names.Of(kNames[i]);
      if (at != FeatureNames::kNone) of_[i] = DayModel::Get().Weight(at, markup);
    }
  }

  double Of(const DayWitness& day, double likelihood) const {
    const double p = std::clamp(likelihood, 1e-4, 1 - 1e-4);
    const double sum = of_[0] + of_[1] * std::log(p / (1 - p)) + (day.change ? of_[2] : 0) +
                       (day.contested ? of_[3] : 0);
    constexpr double kTruth = 0.98;  // nor do the sets that it was measured on tell more
    const double calibrated = kTruth / (1 + std::exp(-sum));
    const double sure = of_[4];
    return calibrated < sure ? calibrated * kSure / sure
                             : kSure + (calibrated - sure) * (1 - kSure) / (1 - sure);
  }

 private:
  std::array<double, 5> of_{0, 1, 0, 0, kSure};
};

class Chooser {
 public:
  Chooser(const Page& page, std::size_t first_line, std::size_t end_line)
      : page_(page), markup_(!page.hints.empty()), names_(&DayModel::Get().names()) {
    days_ = WitnessedDays(page, first_line, end_line, names_);
    weighed_ = DayModel::Get().Weigh(days_, markup_);
  }

  void Choose(Dating& published, Dating& modified) const {
    if (!days_.empty()) ChoosePublished(published);
    ChooseModified(modified);
    for (const DateClaim& claim : page_.claims) {
      if (claim.fact < 0 && claim.kind == DateKind::kPageClock)
        Reject(claim, "page-clock", published);
    }
  }

 private:
  void ChoosePublished(Dating& dating) const {
    const std::size_t best = static_cast<std::size_t>(
        std::ranges::max_element(weighed_.likelihoods) - weighed_.likelihoods.begin());
    if (weighed_.likelihoods[best] >= kLeastLikelihood) {
      dating.edtf = days_[best].day;
      dating.confidence = ConfidenceIn(best);
      Testify(best, dating);
    } else if (!EitherOrder(best, dating)) {
      return;
    }
    // A claim of two days is one claim, and none against the day that it may be.
    std::vector<const DateClaim*> known = days_[best].facts;
    for (const Stand& stand : days_[best].stands) known.push_back(stand.claim);
    for (std::size_t i = 0; i < days_.size(); ++i) {
      if (i != best) Contradict(days_[i], known, dating);
    }
  }

  double ConfidenceIn(std::size_t day) const {
    return Confidence(markup_).Of(days_[day], weighed_.likelihoods[day]);
  }

  // One witness whose order is open: both days are kept.
  bool EitherOrder(std::size_t best, Dating& dating) const {
    const Stand* stand = weighed_.best_stands[best];
    const DateClaim* claim = stand != nullptr             ? stand->claim
                             : !days_[best].facts.empty() ? days_[best].facts[0]
                                                          : nullptr;
    if (claim == nullptr || !claim->edtf.starts_with('[')) return false;
    const std::vector<std::string> both = DaysOf(claim->edtf);
    double sum = 0;
    for (std::size_t i = 0; i < days_.size(); ++i) {
      if (std::ranges::find(both, days_[i].day) != both.end()) sum += weighed_.likelihoods[i];
    }
    if (sum < kLeastLikelihood) return false;
    dating.edtf = claim->edtf;
    dating.confidence = ConfidenceIn(best);
    dating.evidence.push_back({WitnessOf(*claim), TextOf(*claim)});
    return true;
  }

  // What speaks for the day; its time is the most precise that is not of a change.
  void Testify(std::size_t best, Dating& dating) const {
    const DayWitness& day = days_[best];
    std::string changed;
    const auto testify = [&](const DateClaim& claim) {
      dating.evidence.push_back({WitnessOf(claim), TextOf(claim)});
      if (DaysOf(claim.edtf).size() != 1) return;
      std::string& edtf = claim.kind == DateKind::kModified ? changed : dating.edtf;
      if (claim.edtf.size() > edtf.size() && claim.edtf.starts_with(day.day)) edtf = claim.edtf;
    };
    for (const DateClaim* claim : day.facts) {
      const Fact& fact = page_.facts[static_cast<std::size_t>(claim->fact)];
      if ((fact.inside & (kSaysComments | kSaysRelated)) == 0) testify(*claim);
    }
    for (const Stand& stand : day.stands) {
      const bool witness = stand.claim->kind == DateKind::kPublished ||
                           stand.claim->kind == DateKind::kIdentifier ||
                           stand.claim->kind == DateKind::kModified;
      if (witness || &stand == weighed_.best_stands[best]) testify(*stand.claim);
    }
  }

  // Claims of another day, where they were said to be of the page.
  void Contradict(const DayWitness& day, std::vector<const DateClaim*>& known,
                  Dating& dating) const {
    const auto contradict = [&](const DateClaim& claim) {
      if (dating.rejected.size() >= kMostRejected) return;
      if (std::ranges::find(known, &claim) != known.end()) return;
      known.push_back(&claim);
      Reject(claim, "contradicted", dating);
    };
    for (const DateClaim* claim : day.facts) {
      if (claim->kind == DateKind::kPublished) contradict(*claim);
    }
    for (const Stand& stand : day.stands) {
      const DateKind kind = stand.claim->kind;
      if (kind == DateKind::kPublished || kind == DateKind::kIdentifier) contradict(*stand.claim);
    }
  }

  // The latest day on which the page says that it was changed, and not before its publication.
  void ChooseModified(Dating& dating) const {
    const DateClaim* latest = nullptr;
    std::string latest_day;
    for (const DayWitness& day : days_) {
      const auto consider = [&](const DateClaim& claim) {
        if (claim.kind != DateKind::kModified || DaysOf(claim.edtf).size() != 1) return;
        const bool later = day.day > latest_day ||
                           (day.day == latest_day && claim.edtf.size() > latest->edtf.size());
        if (latest == nullptr || later) latest = &claim, latest_day = day.day;
      };
      for (const DateClaim* claim : day.facts) {
        const Fact& fact = page_.facts[static_cast<std::size_t>(claim->fact)];
        const bool of_page = fact.witness == "json-ld" || fact.witness == "meta" ||
                             fact.witness == "microdata" || fact.witness == "json-ld-page" ||
                             fact.witness == "time-element";
        if (of_page && (fact.inside & (kSaysComments | kSaysRelated)) == 0) consider(*claim);
      }
      for (const Stand& stand : day.stands) consider(*stand.claim);
    }
    if (latest == nullptr) return;
    dating.edtf = latest->edtf;
    dating.confidence = latest->fact >= 0 ? kFactChanged : kLineChanged;
    dating.evidence.push_back({WitnessOf(*latest), TextOf(*latest)});
  }
  static constexpr double kFactChanged = 0.9;
  static constexpr double kLineChanged = 0.85;

  std::string_view WitnessOf(const DateClaim& claim) const {
    if (claim.fact >= 0) {
      const Fact& fact = page_.facts[static_cast<std::size_t>(claim.fact)];
      return fact.kind == FactKind::kCanonical ? "uri" : fact.witness;
    }
    if (claim.kind == DateKind::kIdentifier) return "identifier";
    const auto after = std::ranges::upper_bound(page_.lines, claim.at.begin, {},
                                                [](const Line& line) { return line.at.begin; });
    const Role role = after == page_.lines.begin() ? Role::kUnknown : (after - 1)->role;
    return role == Role::kDateline        ? "dateline"
           : role == Role::kByline        ? "byline-line"
           : role == Role::kAgency        ? "agency-closing-line"
           : role == Role::kRunningHeader ? "masthead"
           : role == Role::kCopyright     ? "copyright"
                                          : "timestamp-line";
  }

  Text TextOf(const DateClaim& claim) const {
    if (claim.fact < 0) return page_.text.Slice(claim.at.begin, claim.at.end);
    return page_.facts[static_cast<std::size_t>(claim.fact)].text.Slice(claim.at.begin,
                                                                        claim.at.end);
  }

  void Reject(const DateClaim& claim, std::string_view why, Dating& dating) const {
    if (dating.rejected.size() < kMostRejected)
      dating.rejected.push_back({claim.edtf, why, TextOf(claim)});
  }

  const Page& page_;
  bool markup_;
  FeatureNames names_;
  std::vector<DayWitness> days_;
  WeighedDays weighed_;
};

// The page's own address, where its container or the caller knows it, is a fact like the one that
// the page gives of itself; it stands nowhere in the source, so its text has no origin.
void AddOwnAddress(Page& page) {
  if (page.source == nullptr || page.source->uri.empty()) return;
  const Text nothing;
  Edit edit(nothing);
  edit.Insert(page.source->uri);
  page.facts.push_back({FactKind::kCanonical, "source-uri", std::move(edit).Finish(), {}});
}

}  // namespace

void FindPageDates(Page& page, std::size_t most) {
  const DateOptions options{.reference = {}, .language = {}, .claims = most};
  page.claims = FindDates(page.text.bytes(), options);
  AddOwnAddress(page);
  for (std::size_t i = 0; i < page.facts.size(); ++i) {
    const Fact& fact = page.facts[i];
    const bool uri = fact.kind == FactKind::kCanonical || fact.witness == "image-uri";
    const bool dated = uri || fact.kind == FactKind::kPublished ||
                       fact.kind == FactKind::kModified || fact.kind == FactKind::kDate;
    // The text has what only a class calls a date.
    const bool shown = fact.witness == "date-class" && fact.kind == FactKind::kDate;
    if (!dated || shown || page.claims.size() >= most) continue;
    DateClaim claim;
    if (uri) {
      claim.edtf = DayOfUri(fact.text.bytes());
      if (claim.edtf.empty()) continue;
      claim.at = {0, static_cast<std::uint32_t>(fact.text.bytes().size())};
      claim.rule = "uri";
    } else {
      std::vector<DateClaim> claims = FindDates(fact.text.bytes(), options);
      if (claims.empty()) continue;
      claim = std::move(claims[0]);
    }
    claim.fact = static_cast<std::int32_t>(i);
    page.claims.push_back(std::move(claim));
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

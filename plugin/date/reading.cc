// FindDates: cuts the text into tokens, lets every finder draft, and makes claims of the drafts.
//
// A text without a digit and without a word of the lexicon costs one pass. "At 12:17 on 14 May
// 2025" is drafted by `named`, and `time` joins what stands before it.

#include "plugin/date/reading.h"

#include <algorithm>
#include <array>
#include <cassert>

#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// Counts words for 64 languages at once: the counts lie across words of memory, the first of which
// has the lowest bit of each.
class Votes {
 public:
  void Add(std::uint64_t languages) {
    for (std::uint64_t& plane : planes_) {
      const std::uint64_t carry = plane & languages;
      plane ^= languages;
      languages = carry;
      if (languages == 0) return;
    }
  }
  // Those with most; nothing if there are none.
  std::uint64_t Best() const {
    std::uint64_t best = 0;
    for (std::size_t i = planes_.size(); i-- > 0;) {
      if (best == 0) best = planes_[i];
      if ((best & planes_[i]) != 0) best &= planes_[i];
    }
    return best;
  }

 private:
  std::array<std::uint64_t, 16> planes_{};
};

// Tokens take ten times the room of their text, so a long one is read a stretch at a time.
constexpr std::size_t kStretchBytes = std::size_t{1} << 20;

// Behind the last line's end of the stretch, or else behind its last sentence or word.
std::size_t EndOfStretch(std::string_view utf8, std::size_t begin) {
  if (utf8.size() - begin <= kStretchBytes) return utf8.size();
  const std::string_view stretch = utf8.substr(begin, kStretchBytes);
  for (const std::string_view border : {"\n", ". ", " "}) {
    const std::size_t at = stretch.rfind(border);
    if (at != std::string_view::npos && at >= kStretchBytes / 2) return begin + at + border.size();
  }
  std::size_t end = begin + kStretchBytes;
  while (IsContinuation(utf8[end]) && end > begin + 1) --end;
  return end;
}

// Claims of a reading that begins at byte `begin` of the whole text.
void FindIn(Reading& reading, std::size_t begin, std::vector<DateClaim>& claims) {
  for (const DateFinder* finder : DateFinders()) finder->find(reading);
  reading.Sort();
  for (const Draft& draft : reading.drafts) {
    if (claims.size() >= reading.options.claims) break;
    if (draft.absorbed) continue;
    DateClaim claim;
    if (!Claim(reading, draft, claim)) continue;
    claim.at.begin += static_cast<std::uint32_t>(begin);
    claim.at.end += static_cast<std::uint32_t>(begin);
    claims.push_back(std::move(claim));
  }
}

}  // namespace

const std::vector<const DateFinder*>& DateFinders() {
  static const std::vector<const DateFinder*> finders = {
#define WARRAQ_DATE(name) &name##_finder,
#include "plugin/date/list.inc"
#undef WARRAQ_DATE
  };
  return finders;
}

std::string_view DateKindName(DateKind kind) {
  constexpr std::array<std::string_view, 7> kNames = {
      "event", "published", "modified", "page-clock", "copyright", "identifier", "template-debris"};
  return kNames[static_cast<std::size_t>(kind)];
}

Reading::Reading(std::string_view utf8, const DateOptions& with)
    : text(utf8),
      options(with),
      tokens(Tokenize(utf8, telling)),
      bits(6 * Places::WordsFor(tokens.size())),
      numbers(PlacesAt(0)),
      names(PlacesAt(1)),
      relative(PlacesAt(2)),
      units(PlacesAt(3)),
      feasts(PlacesAt(4)),
      ages(PlacesAt(5)) {
  constexpr std::uint64_t kNames =
      BitOf(Says::kMonth) | BitOf(Says::kMonthWord) | BitOf(Says::kWeekday) | BitOf(Says::kSeason);
  constexpr std::uint64_t kCounts = BitOf(Says::kCardinal) | BitOf(Says::kOne);
  constexpr std::uint64_t kAges =
      BitOf(Says::kCentury) | BitOf(Says::kDecade) | BitOf(Says::kRoman);
  for (const std::uint32_t i : telling) {
    const Token& token = tokens[i];
    if (token.kind == TokenKind::kNumber) {
      numbers.Add(i);
      relative.Add(i);
      continue;
    }
    said |= token.says;
    if ((token.says & kNames) != 0) names.Add(i);
    if ((token.says & BitOf(Says::kUnit)) != 0) units.Add(i);
    if ((token.says & BitOf(Says::kNamedDay)) != 0) feasts.Add(i);
    if ((token.says & kAges) != 0) ages.Add(i);
    if (token.relative || token.counted || (token.says & kCounts) != 0) relative.Add(i);
  }
}

const Meaning& Reading::MeaningOf(std::uint32_t node, Says says) {
  const std::span<const Meaning> meanings = Lexicon::Get().Meanings(node);
  const auto found = std::ranges::find(meanings, says, &Meaning::says);
  assert(found != meanings.end());  // its node's bits said so
  return *found;
}

std::size_t Reading::Before(std::size_t i, Says says) const {
  std::size_t found = i;
  if ((said & BitOf(says)) == 0) return found;
  for (std::size_t back = 1; back <= 8 && back <= i; ++back) {
    const Token& token = tokens[i - back];
    if (token.words == back && (token.says & BitOf(says)) != 0) found = i - back;  // the longest
    if (token.taken || token.new_line) break;
  }
  return found;
}

bool Reading::IsDay(std::size_t i) const {
  return IsNumber(i) && tokens[i].length <= 2 && tokens[i].value >= 1 && tokens[i].value <= 31 &&
         !tokens[i].quantity && !tokens[i].taken;
}

bool Reading::IsYear(std::size_t i) const {
  return IsNumber(i) && tokens[i].length == 4 && tokens[i].value >= 1 && !tokens[i].quantity &&
         !tokens[i].taken;
}

bool Reading::StandsFree(std::size_t first, std::size_t end) const {
  return BeginsFree(first) && EndsFree(end);
}

bool Reading::BeginsFree(std::size_t first) const {
  if (first > 0 && !tokens[first].spaced) {
    const Token& before = tokens[first - 1];
    if (before.kind == TokenKind::kNumber) return false;
    if (before.kind == TokenKind::kWord && before.length < 3 &&
        tokens[first].kind == TokenKind::kNumber) {
      return false;
    }
    if (before.kind == TokenKind::kSign && !before.spaced && first > 1 &&
        (before.sign == '.' || before.sign == '-' || before.sign == '/' || before.sign == '_' ||
         before.sign == '+') &&
        tokens[first - 2].kind == TokenKind::kNumber) {
      return false;
    }
  }
  return true;
}

bool Reading::EndsFree(std::size_t end) const {
  if (end < tokens.size() && !tokens[end].spaced) {
    const Token& after = tokens[end];
    if (after.kind == TokenKind::kNumber) return false;
    if (after.kind == TokenKind::kSign && end + 1 < tokens.size() && !tokens[end + 1].spaced &&
        (after.sign == '.' || after.sign == '-' || after.sign == '/' || after.sign == '_') &&
        tokens[end + 1].kind == TokenKind::kNumber) {
      return false;
    }
  }
  return true;
}

// "4/7/2022", "2022-07-04", "04.07.2022": three numbers, one of them a year of four digits, are
// nothing else; but "2.10.2024" may be a version.
bool Reading::IsWholeDay(std::size_t first) const {
  if (first + 4 >= tokens.size()) return false;
  const auto is_sign = [&](std::size_t i) {
    return IsSign(i, '/') || IsSign(i, '-') || IsSign(i, '.');
  };
  for (const std::size_t i : {first, first + 2, first + 4}) {
    if (!IsNumber(i)) return false;
  }
  if (!is_sign(first + 1) || tokens[first + 1].sign != tokens[first + 3].sign) return false;
  const bool dots = IsSign(first + 1, '.');
  if (dots && (tokens[first].length == 1 || tokens[first + 2].length != 2)) return false;
  return (tokens[first].length == 4 && tokens[first + 4].length <= 2) ||
         (tokens[first + 4].length == 4 && tokens[first].length <= 2);
}

bool Reading::IsAllowed(std::size_t first) const {
  if (IsWholeDay(first)) return true;
  // "tel.: 2025-05", "Room 12/24", "p. 3-7"
  for (std::size_t back = 1; back <= 3 && back <= first; ++back) {
    const Token& token = tokens[first - back];
    if (token.kind == TokenKind::kSign && token.sign != '.' && token.sign != ':' &&
        token.sign != '#' && token.sign != 0x2116) {
      return true;
    }
    if (token.kind == TokenKind::kSign && (token.sign == '#' || token.sign == 0x2116)) return false;
    if (token.kind == TokenKind::kWord) {
      // "3:20 ص 14/05/2025": the letter of a page is that of the morning too.
      const bool half = Find(first - back, Says::kHalf) && first > back + 2 &&
                        IsNumber(first - back - 1) && IsSign(first - back - 2, ':');
      return half || !Find(first - back, Says::kNoDate);
    }
    if (token.kind == TokenKind::kNumber) return true;
  }
  return true;
}

bool Reading::TellsOfToCome(std::size_t first, std::size_t end) const {
  constexpr std::size_t kFewTokens = 5;  // no sentence: "om 2 minuter mer"
  if (tokens.size() <= kFewTokens) return true;
  constexpr std::size_t kReach = 12;
  const std::size_t from = first > kReach ? first - kReach : 0;
  for (std::size_t i = first; i-- > from && !IsSign(i, '.');) {
    if (Find(i, Says::kSoon)) return true;
  }
  const std::size_t until = std::min(end + kReach, tokens.size());
  for (std::size_t i = end; i < until && !IsSign(i, '.'); ++i) {
    if (Find(i, Says::kSoon)) return true;
  }
  return false;
}

bool Reading::InLongerWord(std::size_t first, std::size_t end) const {
  constexpr unsigned char kFirstOfHan = 0xE3;
  if (static_cast<unsigned char>(text[tokens[first].begin]) < kFirstOfHan) return false;
  if (first > 0 && !tokens[first].spaced) {
    const std::string_view before = text.substr(tokens[first - 1].begin, 3);
    if (before == "\xE6\xAF\x8F" || before == "\xE6\xAF\x8E") return true;  // 每, 毎
  }
  if (first > 0 && Find(first - 1, Says::kNoDate) && tokens[first - 1].words > 1) return true;
  for (const std::size_t at : {first, end - 1}) {
    if (Find(at, Says::kNoDate) && at + tokens[at].words > end) return true;
  }
  return false;
}

bool Reading::IsJoining(std::size_t i) const {
  constexpr int kLetters = 3;
  if (!Find(i, Says::kLink) || tokens[i].length > kLetters || tokens[i].words > 1) return false;
  return Has(i + 1) && tokens[i + 1].kind != TokenKind::kSign && tokens[i + 1].spaced &&
         !tokens[i + 1].new_line;
}

bool Reading::IsAll(std::size_t first, std::size_t end) const {
  if (first > 64) return false;
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i >= first && i < end) continue;
    if (tokens[i].kind != TokenKind::kSign || i > first + 64) return false;
  }
  return true;
}

bool Reading::IsAlone(std::size_t first, std::size_t end) const {
  if (tokens.size() > 24 || first > 8) return false;
  for (int i = 0; i < 3 && first > 0; ++i) {
    const std::size_t at = first;
    for (const Says says : {Says::kEndOf, Says::kLink, Says::kDayWord, Says::kAt, Says::kAbout,
                            Says::kIn, Says::kAnd, Says::kUntil}) {
      if (first == at) first = Before(at, says);
    }
    if (first == at) break;
  }
  if (IsAll(first, end)) return true;
  for (std::size_t at = end; at < end + 3 && Has(at); at += tokens[at].words) {
    Draft clock;
    if (const std::size_t behind = ClockFrom(at, clock); behind > at) return IsAll(first, behind);
    constexpr std::uint64_t kBetween = BitOf(Says::kLink) | BitOf(Says::kAt) | BitOf(Says::kIn) |
                                       BitOf(Says::kDayWord) | BitOf(Says::kHalf) |
                                       BitOf(Says::kAnd) | BitOf(Says::kUntil);
    if (tokens[at].kind != TokenKind::kSign && (tokens[at].says & kBetween) == 0) return false;
  }
  return false;
}

Draft* Reading::Take(const Draft& draft) {
  assert(draft.first < draft.end && draft.end <= tokens.size());
  if (drafts.size() >= options.claims * 2 + 64) return nullptr;
  for (std::size_t i = draft.first; i < draft.end; ++i) {
    if (tokens[i].taken) return nullptr;
  }
  for (std::size_t i = draft.first; i < draft.end; ++i) tokens[i].taken = true;
  return &drafts.emplace_back(draft);
}

void Reading::Extend(Draft& draft, std::size_t first, std::size_t end) {
  assert(first <= draft.first && draft.end <= end && end <= tokens.size());
  for (std::size_t i = first; i < end; ++i) tokens[i].taken = true;
  draft.first = first;
  draft.end = end;
}

void Reading::Sort() {
  // Each finder adds its own in order, and a draft is large: few are moved far.
  const auto by_place = [](const Draft& a, const Draft& b) { return a.first < b.first; };
  auto sorted = std::is_sorted_until(drafts.begin(), drafts.end(), by_place);
  while (sorted != drafts.end()) {
    const auto next = std::is_sorted_until(sorted, drafts.end(), by_place);
    std::inplace_merge(drafts.begin(), sorted, next, by_place);
    sorted = next;
  }
}

std::uint64_t Reading::Languages() {
  if (languages_known) return languages;
  languages_known = true;
  if (!options.language.empty()) return languages = BitOfLanguage(options.language);
  constexpr std::size_t kMostTokens = 4096;
  const Lexicon& lexicon = Lexicon::Get();
  Votes votes;
  Votes short_months;  // "set" and "mar" are witnesses of their language only where no other is
  for (const std::uint32_t i : telling) {
    if (i >= kMostTokens) break;
    const Token& token = tokens[i];
    std::uint64_t told = 0;
    const bool month = (token.says & BitOf(Says::kMonth)) != 0;
    if (month && token.length <= 3) {
      short_months.Add(lexicon.LanguagesOf(token.node));
    } else if (month || (token.says & BitOf(Says::kStop)) != 0) {
      told = lexicon.LanguagesOf(token.node);
    }
    if ((token.says & BitOf(Says::kWeekday)) != 0 && token.length > 3) {
      for (const Meaning& meaning : lexicon.Meanings(token.node)) {
        if (meaning.says == Says::kWeekday) told |= meaning.languages;
      }
    }
    votes.Add(told);
  }
  languages = votes.Best();
  if (languages == 0) languages = short_months.Best();
  return languages;
}

std::vector<DateClaim> FindDates(std::string_view utf8, const DateOptions& options) {
  std::vector<DateClaim> claims;
  if (utf8.size() > 0xFFFF'FFFFu) return claims;
  std::uint64_t languages = 0;
  for (std::size_t begin = 0; begin < utf8.size() && claims.size() < options.claims;) {
    const std::size_t end = EndOfStretch(utf8, begin);
    Reading reading(utf8.substr(begin, end - begin), options);
    if (begin > 0) reading.languages = languages, reading.languages_known = true;
    if (end < utf8.size()) languages = reading.Languages();
    FindIn(reading, begin, claims);
    begin = end;
  }
  return claims;
}

}  // namespace warraq

// Dates relative to the reference: "yesterday", "il y a deux jours", "الأسبوع الماضي", "last
// Tuesday", "Tuesday of next week", "last March".
//
// The phrases are paths in the lexicon, in which a number stands for any number ("# days ago").
// Without a reference the claim is unresolved: "XXXX-XX-XX", EDTF level 1. "Last week" is an
// interval of seven days, "two weeks ago" a day.

#include "plugin/date/reading.h"

namespace warraq {
namespace {

constexpr int kDepth = 12;

struct Match {
  std::size_t end = 0;
  const Meaning* meaning = nullptr;
  int number = 0;
  bool exact = false;  // without a number
};

class Matcher {
 public:
  explicit Matcher(const Reading& reading) : reading_(reading), lexicon_(Lexicon::Get()) {}

  Match From(std::size_t at) {
    best_ = {};
    Walk(0, at, at, 0, 0);
    return best_;
  }

 private:
  static bool IsJoin(char32_t sign) {
    return sign == '.' || sign == '-' || sign == '\'' || sign == 0x2019 || sign == 0x200C ||
           sign == 0x2BB || sign == 0x2BC || sign == 0xA78C || sign == 0x2011 || sign == 0x2018;
  }

  void Walk(std::uint32_t node, std::size_t begin, std::size_t at, int number, int depth) {
    if (node != 0) Keep(node, at, number);
    if (depth >= kDepth || !reading_.Has(at)) return;
    if (at > begin && reading_.tokens[at].kind == TokenKind::kSign &&
        IsJoin(reading_.tokens[at].sign))
      ++at;
    if (!reading_.Has(at) || reading_.tokens[at].taken) return;
    const Token& token = reading_.tokens[at];
    if (at > begin && token.new_line) return;
    if (token.kind == TokenKind::kWord) {
      if (node != 0 ? lexicon_.GoesOn(node) : token.begins) {
        const std::uint32_t next = lexicon_.Child(node, token.hash);
        if (next != Lexicon::kNone) Walk(next, begin, at + 1, number, depth + 1);
      }
      if (number == 0) {
        const Meaning* count = reading_.Find(at, Says::kCardinal);
        if (!count) count = reading_.Find(at, Says::kOne);
        if (count) Number(node, begin, at + token.words, count->value, depth);
      }
    } else if (token.kind == TokenKind::kNumber && number == 0 && token.length <= 4 &&
               !token.quantity) {
      Number(node, begin, at + 1, token.value, depth);
    }
  }

  void Number(std::uint32_t node, std::size_t begin, std::size_t end, int value, int depth) {
    if (node != 0 && !lexicon_.GoesOn(node)) return;
    const std::uint32_t next = lexicon_.Child(node, Lexicon::kNumberWord);
    if (next != Lexicon::kNone && value > 0) Walk(next, begin, end, value, depth + 1);
  }

  void Keep(std::uint32_t node, std::size_t at, int number) {
    if (at <= best_.end) return;
    for (const Meaning& meaning : lexicon_.Meanings(node)) {
      if (meaning.says != Says::kRelative || meaning.counted != (number > 0)) continue;
      best_ = {at, &meaning, number, number == 0};
      return;
    }
  }

  const Reading& reading_;
  const Lexicon& lexicon_;
  Match best_;
};

// A single word may be another language's: "hier", "ma", "ora".
bool IsSure(Reading& reading, std::size_t first, const Match& match) {
  if (match.meaning->unit == Unit::kWeekday && reading.Find(first, Says::kWeekday) &&
      first + reading.tokens[first].words == match.end) {
    return false;  // where "this Friday" is only "Friday", it may belong to a date
  }
  if (reading.IsAll(first, match.end)) return true;
  if (match.meaning->unit == Unit::kSecond && match.number == 0)
    return false;  // "now" in running text
  if (match.number > 0 || match.end - first > 2) return true;
  const Token& token = reading.tokens[first];
  const std::uint64_t languages = reading.Languages();
  if (static_cast<unsigned char>(reading.text[token.begin]) >= 0xC8 && match.end > first + 1)
    return true;
  if (languages == 0) return token.length >= 5;
  return (languages & match.meaning->languages) != 0;
}

void Fill(const Match& match, Draft& draft) {
  draft.relative = match.meaning->unit;
  draft.counted = match.number > 0;
  draft.relative_value = match.meaning->value * (draft.counted ? match.number : 1);
  if (draft.relative == Unit::kWeekday) {
    const int value = match.meaning->value;
    draft.weekday = (value % 8 + 8) % 8;
    draft.relative_value = (value - draft.weekday) / 8;
    if (draft.weekday == 0) draft.weekday = 7;
  }
}

// "Tuesday of next week", "la semaine prochaine mardi".
void JoinWeekday(Reading& reading, Draft& draft) {
  if (draft.relative != Unit::kWeek || draft.counted) return;
  std::size_t at = draft.first;
  for (int i = 0; i < 2; ++i) {
    const std::size_t link = reading.Before(at, Says::kLink);
    if (link < at && !reading.tokens[link].taken) at = link;
  }
  if (at > 0 && reading.IsSign(at - 1, ',')) --at;
  const std::size_t before = reading.Before(at, Says::kWeekday);
  if (before < at && !reading.tokens[before].taken) {
    draft.weekday = reading.Find(before, Says::kWeekday)->value;
    reading.Extend(draft, before, draft.end);
    return;
  }
  std::size_t behind = draft.end;
  if (reading.IsSign(behind, '-') || reading.IsSign(behind, ',')) ++behind;
  if (const Meaning* weekday = reading.Find(behind, Says::kWeekday);
      weekday && !reading.tokens[behind].taken && !reading.tokens[behind].new_line) {
    draft.weekday = weekday->value;
    reading.Extend(draft, draft.first, behind + reading.tokens[behind].words);
  }
}

// "last Tuesday", "الثلاثاء الماضي", "next March": the word stands on either side.
void FindLast(Reading& reading) {
  for (std::size_t i = reading.names.From(0); i != Places::kEnd; i = reading.names.From(i + 1)) {
    if (reading.tokens[i].taken || reading.tokens[i].node == 0) continue;
    const Meaning* weekday = reading.Find(i, Says::kWeekday);
    const Meaning* month = weekday ? nullptr : reading.Find(i, Says::kMonth);
    if (!weekday && (!month || month->calendar != Calendar::kGregorian)) continue;
    const Meaning& meaning = weekday ? *weekday : *month;
    Draft draft;
    draft.rule = "relative";
    draft.first = i;
    draft.end = i + reading.tokens[i].words;
    const std::size_t before = reading.Before(i, Says::kLast);
    const Meaning* which = nullptr;
    if (before < i && !reading.tokens[before].taken) {
      which = reading.Find(before, Says::kLast);
      draft.first = before;
    } else if (!reading.Has(draft.end) || !reading.tokens[draft.end].new_line) {
      which = reading.Find(draft.end, Says::kLast);
      if (which && !reading.tokens[draft.end].taken) draft.end += reading.tokens[draft.end].words;
    }
    if (!which || (which->languages & meaning.languages) == 0) continue;
    if (weekday) {
      draft.relative = Unit::kWeekday;
      draft.weekday = weekday->value;
      draft.relative_value = which->value;
    } else {
      draft.month = month->value;
    }
    reading.Take(draft);
  }
}

void FindRelative(Reading& reading) {
  Matcher matcher(reading);
  for (std::size_t i = reading.relative.From(0); i != Places::kEnd;
       i = reading.relative.From(i + 1)) {
    const Token& token = reading.tokens[i];
    if (token.taken) continue;
    const Match match = matcher.From(i);
    if (!match.meaning || !IsSure(reading, i, match)) continue;
    Draft draft;
    draft.rule = "relative";
    draft.first = i;
    draft.end = match.end;
    Fill(match, draft);
    Draft* taken = reading.Take(draft);
    if (taken) JoinWeekday(reading, *taken);
    i = match.end - 1;
  }
  FindLast(reading);
}

}  // namespace

const DateFinder relative_finder = {
    .name = "relative",
    .summary = "dates counted from the reference: yesterday, two weeks ago, last Tuesday",
    .find = FindRelative,
};

}  // namespace warraq

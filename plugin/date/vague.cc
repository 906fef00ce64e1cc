// What is said vaguely: "circa 1925" (1925~), "since late March" (2025-03~/..), "Spring 1925"
// (1925-21), "until 2024".
//
// "Early", "late" and "mid" have no EDTF of level 1 below the month, so the month or year is
// approximate. "Since" and "until" open one end of an interval. Seasons are those of level 1, 21 to
// 24, and only count with a year.

#include "plugin/date/reading.h"

namespace warraq {
namespace {

std::size_t SkipLinks(const Reading& reading, std::size_t at) {
  for (int i = 0; i < 2; ++i) {
    std::size_t link = reading.Before(at, Says::kLink);
    if (link == at) link = reading.Before(at, Says::kDayWord);
    if (link == at || reading.tokens[link].taken) return at;
    at = link;
  }
  return at;
}

std::size_t FreeBefore(const Reading& reading, std::size_t at, Says says) {
  if (at == 0 || reading.tokens[at].new_line) return at;
  std::size_t from = at;
  if ((reading.IsSign(at - 1, '.') || reading.IsSign(at - 1, '-')) && !reading.tokens[at - 1].taken)
    from = at - 1;
  std::size_t found = reading.Before(from, says);
  if (found == from) {
    from = SkipLinks(reading, from);
    found = reading.Before(from, says);
  }
  return found < from && !reading.tokens[found].taken ? found : at;
}

void FindSeasons(Reading& reading) {
  for (std::size_t i = reading.names.From(0); i != Places::kEnd; i = reading.names.From(i + 1)) {
    const Meaning* season = reading.tokens[i].taken ? nullptr : reading.Find(i, Says::kSeason);
    if (!season) continue;
    std::size_t at = i + reading.tokens[i].words;
    for (int skipped = 0; skipped < 2 && reading.Has(at); ++skipped) {
      if (!reading.Find(at, Says::kLink) && !reading.Find(at, Says::kYearWord)) break;
      if (reading.tokens[at].taken) break;
      at += reading.tokens[at].words;
    }
    Draft draft;
    draft.rule = "vague";
    draft.first = i;
    draft.season = season->value;
    if (reading.IsYear(at) && !reading.tokens[at].new_line && reading.tokens[at].value >= 1000 &&
        reading.tokens[at].value < 2200) {
      draft.year = reading.tokens[at].value;
      draft.end = at + 1;
      if (reading.tokens[at].digits == Digits::kPersian && draft.year < 1450) {
        draft.calendar = Calendar::kPersian;
        draft.calendar_assumed = true;
      }
      if (reading.Find(draft.end, Says::kYearAfter)) draft.end += reading.tokens[draft.end].words;
      reading.Take(draft);
    }
  }
  // Where `year` took "of 1925" with its word before the season was seen.
  for (Draft& draft : reading.drafts) {
    if (draft.rule != "year" || draft.month != 0) continue;
    const std::size_t before = FreeBefore(reading, draft.first, Says::kSeason);
    if (before == draft.first) continue;
    draft.season = reading.Find(before, Says::kSeason)->value;
    reading.Extend(draft, before, draft.end);
  }
}

// "late March" without a day: the month is drafted here.
void FindParts(Reading& reading) {
  for (std::size_t i = reading.names.From(0); i != Places::kEnd; i = reading.names.From(i + 1)) {
    const Meaning* month = reading.tokens[i].taken ? nullptr : reading.Find(i, Says::kMonth);
    if (!month || month->calendar != Calendar::kGregorian) continue;
    const std::size_t part = FreeBefore(reading, i, Says::kPart);
    const std::size_t since = FreeBefore(reading, i, Says::kSince);
    const std::size_t in = FreeBefore(reading, i, Says::kIn);
    const bool latin = static_cast<unsigned char>(reading.text[reading.tokens[i].begin]) < 0xC8;
    const bool alone =
        reading.IsAll(i, i + reading.tokens[i].words) && reading.tokens[i].length > 2;
    const bool named = (in < i || since < i) && reading.tokens[i].length > (latin ? 3 : 2) &&
                       (reading.tokens[i].upper || (reading.Languages() & month->languages) != 0);
    if (part == i && !named && !alone) continue;
    if (reading.Find(i, Says::kLink) && !alone) continue;  // "Mitte des": a month of Norwegian
    Draft draft;
    draft.rule = "vague";
    draft.first = part < i ? part : i;
    draft.end = i + reading.tokens[i].words;
    draft.month = month->value;
    if (part < i) draft.qualifier = '~';
    draft.confidence = 0.7f;
    reading.Take(draft);
  }
}

void FindVague(Reading& reading) {
  FindSeasons(reading);
  FindParts(reading);
  reading.Sort();
  for (Draft& draft : reading.drafts) {
    if (draft.absorbed || draft.kind != DateKind::kEvent) continue;
    if (const std::size_t about = FreeBefore(reading, draft.first, Says::kAbout);
        about < draft.first && !draft.has_time() && draft.relative == Unit::kNone) {
      draft.qualifier = '~';
      reading.Extend(draft, about, draft.end);
    }
    if (const std::size_t part = FreeBefore(reading, draft.first, Says::kPart);
        part < draft.first && draft.day == 0 &&
        (draft.relative == Unit::kNone || draft.relative == Unit::kCentury ||
         draft.relative == Unit::kDecade)) {
      draft.qualifier = '~';
      reading.Extend(draft, part, draft.end);
    }
    if (draft.until >= 0 || draft.day_to != 0 || draft.has_time()) continue;
    if (draft.relative != Unit::kNone && draft.relative != Unit::kDay) continue;
    if (const std::size_t since = FreeBefore(reading, draft.first, Says::kSince);
        since < draft.first) {
      if (reading.Find(since, Says::kLink)) continue;
      draft.open = Open::kSince;
      if (!draft.has_year() && draft.relative == Unit::kNone) draft.coming = -1;
      reading.Extend(draft, since, draft.end);
      continue;
    }
    // "Until" alone: behind "from" it has ended an interval.
    const std::size_t until = FreeBefore(reading, draft.first, Says::kUntil);
    if (until < draft.first && reading.Find(until, Says::kUntil)->value == 1 &&
        draft.relative == Unit::kNone) {
      draft.open = Open::kUntil;
      reading.Extend(draft, until, draft.end);
    }
  }
}

}  // namespace

const DateFinder vague_finder = {
    .name = "vague",
    .summary = "circa, early, late, since; seasons; months alone",
    .find = FindVague,
};

}  // namespace warraq

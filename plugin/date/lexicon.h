// The words of dates in all languages at once, from models/date_names.tsv and date_words.tsv.
//
//   std::uint32_t node = Lexicon::Get().Child(0, HashOf("mai"));
//   for (const Meaning& meaning : Lexicon::Get().Meanings(node)) ...   // a month in French,
//   German, ...
//
// Phrases are paths from the node 0, one step a word. The tables are read when the program is
// built: models/make_date_lexicon.cc makes the model "date_lexicon.bin" of them, in which nothing
// needs to be parsed, so that the first date costs no more than the next.

#ifndef WARRAQ_PLUGIN_DATE_LEXICON_H_
#define WARRAQ_PLUGIN_DATE_LEXICON_H_

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>

#include "plugin/date/calendar.h"

namespace warraq {

// What a phrase says. The names are those of the tables' first column.
enum class Says : std::uint8_t {
  kNothing,
  kMonth,       // of `calendar`; value is its number
  kWeekday,     // 1 Monday to 7
  kEra,         // value 1, or -1 where years count backwards
  kHalf,        // of the day: 0 morning, 1 afternoon, 2 "night": before 6 it is morning
  kCardinal,    // 1 to 31
  kOrdinal,     // 1 to 31; -1 is "last"
  kRelative,    // `unit` and value, or value times the number in it
  kLast,        // before or behind a weekday, month or unit: -1, 0, 1; -2, 2 of the week beside;
                // 3 the third to come; kOfMany times -1 or 1 of more than one
  kUnit,        // day, week, month, year, hour, ...; value: how many, in sixtieths, or 0
  kSuffix,      // what follows a number: "th", "-ого"
  kLink,        // what stands between day, month and year: "de", "of", "من"
  kYearWord,    // "year", "سنة", before the year
  kYearAfter,   // "г.", "년", behind it
  kMonthAfter,  // "월"
  kDayAfter,    // "일"
  kDayWord,     // "day", "يوم", "الموافق", before a date
  kAt,          // before a time
  kHourAfter,
  kMinuteAfter,
  kSecondAfter,
  kNoon,      // value in minutes: 720, 0
  kZone,      // value in minutes
  kZoneOpen,  // letters that several zones go by
  kPlace,     // value: index of the zone's name (Lexicon::Place)
  kByTime,    // "بتوقيت", before a place
  kSeason,    // 21 to 24
  kAbout,     // "circa"
  kPart,      // -1 early, 0 middle, 1 late
  kBetween,
  kAnd,
  kFrom,
  kUntil,
  kSince,
  kBefore,
  kTwin,  // "الموافق", "corresponding to": another calendar's name for the same day follows
  kCopyright,
  kNoDate,     // "tel", "page", "room": numbers behind it are none
  kIn,         // "in", "since", "عام", before a year that stands alone
  kStop,       // a common word of a language, by which it is known
  kMonthWord,  // "tháng", before a month's number
  kOne,        // "a", "une": one of a unit, never a day of a month
  kModified,   // "updated"
  kSoon,       // tells of what is to come: "will", "سوف"
  kFraction,   // of a count, in sixtieths: "half", "couple of"
  kShift,      // before an amount: 1 "in", "через", "بعد"; -1 "il y a", "قبل"
  kShifted,    // behind an amount: 1 "from now", -1 "ago", "назад"; 2 "later", -2 "earlier"
  kFromThat,   // between an amount and a date: 1 "after", "from"; -1 "before"
  kEndOf,      // before a day: "end of the"
  kNamedDay,   // value: index of the day's rule (Lexicon::Rule)
  kPast,       // "20 minutes past 3", "zehn nach drei"
  kTo,         // "a quarter to 4", "Viertel vor vier"
  kLess,  // behind an hour: "moins le quart", "إلا ربعا"; before it: "без четверти"
  kRoughly,  // "about", "less than": before an amount
  kMore,     // "more": between a count and its unit
  kHalfTo,  // before an hour: 30 "half three", -30 "halb drei", "половина третьего"
  kPublished,  // "published", "نشر في"
  kEraYear,    // "令和", "民國", "พ.ศ.": value is what its years are added to
  kCentury,    // "century", "القرن"; value: 1, or 2 for more than one of them
  kRoman,      // "XIX", "XIXe"; value
  kDecade,  // "eighties", "ثمانينيات"; value; of `unit` year where a word for years follows
  kDecadeWord,  // "années", "دهه", before a decade's number
  kEvery,       // "every", "كل": the weekday behind it is none in particular
};

// A set of what is said is a word with these bits.
constexpr std::uint64_t BitOf(Says says) { return std::uint64_t{1} << static_cast<unsigned>(says); }

// "Los últimos años": with a count, or else of no unit in particular.
constexpr int kOfMany = 9;

enum class Unit : std::uint8_t {
  kNone,
  kSecond,
  kMinute,
  kHour,
  kDay,
  kWeek,
  kMonth,
  kQuarter,
  kYear,
  kDecade,
  kCentury,
  kWeekday,
  kWeekend,
};

struct Meaning {
  Says says = Says::kNothing;
  Unit unit = Unit::kNone;
  Calendar calendar = Calendar::kGregorian;
  bool counted = false;         // of kRelative: times the number
  std::int16_t value = 0;       // of a relative weekday: which of them, times 8, plus the day
  std::uint16_t unused = 0;     // no padding: the model's bytes are these
  std::uint64_t languages = 0;  // bits by LanguageBit
};

// The bits of LanguageBit. A language that is not here shares the last bit with others.
inline constexpr auto kLanguages = std::to_array<std::string_view>({
    "ar", "en", "fa", "ru", "fr",  "de", "es", "he", "ur", "uk",  "it", "pt", "nl",
    "pl", "tr", "am", "az", "be",  "bg", "bn", "bs", "ca", "ckb", "cs", "cy", "da",
    "el", "et", "eu", "fi", "fil", "ga", "gl", "gu", "hi", "hr",  "hu", "hy", "id",
    "is", "ja", "ka", "kk", "ko",  "ky", "lt", "lv", "mk", "mn",  "mr", "ms", "nb",
    "ps", "ro", "sk", "sl", "sq",  "sr", "sv", "sw", "th", "uz",  "vi",
});
static_assert(kLanguages.size() == 63);

// Bit of a language by its two or three letters.
constexpr std::uint64_t BitOfLanguage(std::string_view language) {
  language = language.substr(0, language.find('-'));
  const auto found = std::ranges::find(kLanguages, language);
  const auto index = found == kLanguages.end() ? 63 : found - kLanguages.begin();
  return std::uint64_t{1} << index;
}
// The same of one that the code names: worked out by the compiler.
consteval std::uint64_t LanguageBit(std::string_view language) { return BitOfLanguage(language); }

// What the model's file begins with; its arrays follow in the order of the counts, each aligned to
// eight bytes. Numbers are those of the machine that built it.
struct LexiconHeader {
  static constexpr std::uint64_t kMagic = 0x33'7865'4C71'7257;  // "WrqLex3"
  std::uint64_t magic = kMagic;
  std::uint32_t slots = 0;     // LexiconEdge: open addressing; a power of two
  std::uint32_t filter = 0;    // std::uint64_t
  std::uint32_t nodes = 0;     // LexiconNode, and one behind the last
  std::uint32_t meanings = 0;  // Meaning
  std::uint32_t places = 0;    // bytes: the zones' names, each with a line feed behind it
  std::uint32_t rules = 0;     // bytes: those of the named days, in the same way
};

// From a node by a word to the next; of the key only the half that does not choose the slot.
struct LexiconEdge {
  std::uint32_t key = 0;
  std::uint32_t child = 0;  // 0: an empty slot
};

// All that is asked of a node, side by side.
struct LexiconNode {
  std::uint64_t says = 0;       // bits 1 << Says
  std::uint64_t languages = 0;  // in which it is a common word or a month, by LanguageBit
  std::uint32_t first = 0;      // of its meanings; the next node's are behind them
  std::uint32_t flags = 0;
};

class Lexicon {
 public:
  static const Lexicon& Get();

  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static constexpr std::uint64_t kNumberWord = 1;  // the hash of `#`, any number
  static constexpr std::uint32_t kGoesOn = 1;      // flags of a node
  static constexpr std::uint32_t kLeadsToNumber = 2;

  static std::uint64_t KeyOf(std::uint32_t node, std::uint64_t word) {
    std::uint64_t key = (word ^ node * 0xD6E8FEB86659FD93ull) * 0x9E3779B97F4A7C15ull;
    return key ^ key >> 29;
  }
  static std::size_t SlotOf(std::uint64_t key, std::size_t slots) {
    return key >> 32 & (slots - 1);
  }

  // Most words of a text are in no phrase. A Bloom filter of 32 kB, two bits for an edge, says so
  // without leaving the cache, as the table of edges would.
  static constexpr unsigned kFilterBits = 18;
  static std::uint64_t FilterBit(std::uint64_t key, unsigned which) {
    return key >> (64 - kFilterBits * (which + 1)) & ((std::uint64_t{1} << kFilterBits) - 1);
  }

  // Whether a phrase may begin with the word. What Child will ask for is called from memory, or for
  // a word of no phrase the first edge: the tables are larger than most caches, and a text's words
  // need not wait for each other.
  bool MayBegin(std::uint64_t word) const {
    const std::uint64_t key = KeyOf(0, word);
    const bool may = MayHave(key);
    __builtin_prefetch(&edges_[SlotOf(key, edges_.size()) & (std::size_t{0} - may)]);
    return may;
  }
  // Calls what is known of a node from memory.
  void Prefetch(std::uint32_t node) const { __builtin_prefetch(&nodes_[node]); }
  std::uint32_t Child(std::uint32_t node, std::uint64_t word) const {
    const std::uint64_t key = KeyOf(node, word);
    if (!MayHave(key)) return kNone;
    for (std::size_t i = SlotOf(key, edges_.size());; i = (i + 1) & (edges_.size() - 1)) {
      if (edges_[i].child == 0) return kNone;
      if (edges_[i].key == static_cast<std::uint32_t>(key)) return edges_[i].child;
    }
  }
  std::span<const Meaning> Meanings(std::uint32_t node) const {
    return meanings_.subspan(nodes_[node].first, nodes_[node + 1].first - nodes_[node].first);
  }
  // Languages that the phrase is a common word or a month of.
  std::uint64_t LanguagesOf(std::uint32_t node) const { return nodes_[node].languages; }
  // It says more than a relative date, which is matched apart because of its numbers.
  bool HasName(std::uint32_t node) const {
    return (nodes_[node].says & ~BitOf(Says::kRelative)) != 0;
  }
  // Bits 1 << Says of all that a phrase says.
  std::uint64_t SaysOf(std::uint32_t node) const { return nodes_[node].says; }
  // Whether a phrase that begins with this one has a number behind it.
  bool LeadsToNumber(std::uint32_t node) const {
    return (nodes_[node].flags & kLeadsToNumber) != 0;
  }
  // Whether a longer phrase begins with this one.
  bool GoesOn(std::uint32_t node) const { return (nodes_[node].flags & kGoesOn) != 0; }
  // The zone of a place, as the IANA database names it.
  std::string_view Place(int index) const;
  // The rule of a named day, as models/named_days.tsv has it.
  std::string_view Rule(int index) const;
  std::size_t nodes() const { return nodes_.size() - 1; }

 private:
  explicit Lexicon(std::string_view model);
  bool MayHave(std::uint64_t key) const {
    const auto has = [&](std::uint64_t bit) { return filter_[bit >> 6] >> (bit & 63); };
    return (has(FilterBit(key, 0)) & has(FilterBit(key, 1)) & 1) != 0;
  }

  std::span<const LexiconEdge> edges_;
  std::span<const std::uint64_t> filter_;
  std::span<const LexiconNode> nodes_;  // and one behind the last
  std::span<const Meaning> meanings_;
  std::string_view places_;
  std::string_view rules_;
};

// Of a folded word, letter by letter: begin with kHashSeed.
constexpr std::uint64_t kHashSeed = 0xCBF29CE484222325ull;
constexpr std::uint64_t HashStep(std::uint64_t hash, char32_t letter) {
  return (hash ^ letter) * 0x9E3779B97F4A7C15ull;
}

}  // namespace warraq

#endif  // WARRAQ_PLUGIN_DATE_LEXICON_H_

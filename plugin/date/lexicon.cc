// Reads the tables of words into one trie.
//
// A row "month<TAB>gregory<TAB>5<TAB>de,fr<TAB>mai" makes one step from the node 0 and one meaning;
// "كانون الثاني" makes two. Rows whose words fold to the same path share a node. Words of
// different languages that look alike keep all their meanings: "mars" is March, "so" is Sunday, and
// what stands around them decides.

#include "plugin/date/lexicon.h"

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>

#include "plugin/date/tokens.h"
#include "plugin/text/model.h"

namespace warraq {
namespace {

struct SaysName {
  std::string_view name;
  Says says;
};
constexpr auto kSaysNames = std::to_array<SaysName>({
    {"month", Says::kMonth},
    {"weekday", Says::kWeekday},
    {"era", Says::kEra},
    {"half", Says::kHalf},
    {"cardinal", Says::kCardinal},
    {"ordinal", Says::kOrdinal},
    {"relative", Says::kRelative},
    {"last", Says::kLast},
    {"unit", Says::kUnit},
    {"suffix", Says::kSuffix},
    {"link", Says::kLink},
    {"year", Says::kYearWord},
    {"year-after", Says::kYearAfter},
    {"month-after", Says::kMonthAfter},
    {"day-after", Says::kDayAfter},
    {"day-word", Says::kDayWord},
    {"at", Says::kAt},
    {"hour-after", Says::kHourAfter},
    {"minute-after", Says::kMinuteAfter},
    {"second-after", Says::kSecondAfter},
    {"noon", Says::kNoon},
    {"zone", Says::kZone},
    {"zone-open", Says::kZoneOpen},
    {"place", Says::kPlace},
    {"by-time", Says::kByTime},
    {"season", Says::kSeason},
    {"about", Says::kAbout},
    {"part", Says::kPart},
    {"between", Says::kBetween},
    {"and", Says::kAnd},
    {"from", Says::kFrom},
    {"until", Says::kUntil},
    {"since", Says::kSince},
    {"before", Says::kBefore},
    {"twin", Says::kTwin},
    {"copyright", Says::kCopyright},
    {"no-date", Says::kNoDate},
    {"in", Says::kIn},
    {"stop", Says::kStop},
    {"month-word", Says::kMonthWord},
    {"one", Says::kOne},
    {"modified", Says::kModified},
    {"soon", Says::kSoon},
    {"fraction", Says::kFraction},
    {"shift", Says::kShift},
    {"shifted", Says::kShifted},
    {"from-that", Says::kFromThat},
    {"end-of", Says::kEndOf},
    {"named-day", Says::kNamedDay},
    {"past", Says::kPast},
    {"to", Says::kTo},
    {"less", Says::kLess},
    {"roughly", Says::kRoughly},
    {"more", Says::kMore},
    {"half-to", Says::kHalfTo},
});

constexpr auto kUnitNames =
    std::to_array<std::string_view>({"-", "second", "minute", "hour", "day", "week", "month",
                                     "quarter", "year", "decade", "weekday", "weekend"});

constexpr auto kCalendarNames = std::to_array<std::string_view>(
    {"gregory", "julian", "islamic", "islamic-umalqura", "islamic-civil", "islamic-tbla", "persian",
     "hebrew", "coptic", "rumi"});

// The bits of LanguageBit. A language that is not here shares the last bit with others.
constexpr auto kLanguages = std::to_array<std::string_view>({
    "ar", "en", "fa", "ru", "fr",  "de", "es", "he", "ur", "uk",  "it", "pt", "nl",
    "pl", "tr", "am", "az", "be",  "bg", "bn", "bs", "ca", "ckb", "cs", "cy", "da",
    "el", "et", "eu", "fi", "fil", "ga", "gl", "gu", "hi", "hr",  "hu", "hy", "id",
    "is", "ja", "ka", "kk", "ko",  "ky", "lt", "lv", "mk", "mn",  "mr", "ms", "nb",
    "ps", "ro", "sk", "sl", "sq",  "sr", "sv", "sw", "th", "uz",  "vi",
});
static_assert(kLanguages.size() == 63);

std::string_view Field(std::string_view& row) {
  const std::size_t tab = row.find('\t');
  const std::string_view field = row.substr(0, tab);
  row.remove_prefix(tab == std::string_view::npos ? row.size() : tab + 1);
  return field;
}

int NumberOf(std::string_view text) {
  if (text.starts_with('+')) text.remove_prefix(1);
  int value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value);
  return value;
}

std::uint64_t LanguagesOf(std::string_view list) {
  std::uint64_t bits = 0;
  while (!list.empty()) {
    const std::size_t comma = list.find(',');
    bits |= LanguageBit(list.substr(0, comma));
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return bits;
}

std::uint64_t EdgeKey(std::uint32_t node, std::uint64_t word) {
  std::uint64_t key = (word ^ node * 0xD6E8FEB86659FD93ull) * 0x9E3779B97F4A7C15ull;
  key ^= key >> 29;
  return key == 0 ? 1 : key;
}

// A row's meaning, all but its words.
bool ReadMeaning(std::string_view kind, std::string_view unit, std::string_view value,
                 Meaning& made) {
  const auto says = std::ranges::find(kSaysNames, kind, &SaysName::name);
  if (says == kSaysNames.end()) return false;
  made.says = says->says;
  if (const auto found = std::ranges::find(kUnitNames, unit); found != kUnitNames.end()) {
    made.unit = static_cast<Unit>(found - kUnitNames.begin());
  } else if (const auto named = std::ranges::find(kCalendarNames, unit);
             named != kCalendarNames.end()) {
    made.calendar = static_cast<Calendar>(named - kCalendarNames.begin());
  } else if (unit.starts_with("weekday")) {
    made.unit = Unit::kWeekday;
  }
  made.counted = value.ends_with('#');
  const int number = made.counted ? (value.starts_with('-') ? -1 : 1) : NumberOf(value);
  made.value = static_cast<std::int16_t>(number);
  if (unit.size() == 8 && made.unit == Unit::kWeekday) {
    made.value = static_cast<std::int16_t>(number * 8 + (unit[7] - '0'));
  }
  // CLDR's second Adar is the Adar of leap years.
  if (made.says == Says::kMonth && made.calendar == Calendar::kHebrew && number == 14)
    made.value = 7;
  return true;
}

}  // namespace

std::uint64_t LanguageBit(std::string_view language) {
  language = language.substr(0, language.find('-'));
  const auto found = std::ranges::find(kLanguages, language);
  const auto index = found == kLanguages.end() ? 63 : found - kLanguages.begin();
  return std::uint64_t{1} << index;
}

const Lexicon& Lexicon::Get() {
  static const Lexicon lexicon;
  return lexicon;
}

Lexicon::Lexicon() : edges_(std::size_t{1} << 16), filter_((std::size_t{1} << kFilterBits) / 64) {
  std::vector<std::pair<std::uint32_t, Meaning>> found;
  found.reserve(20'000);
  Read(Model("date_names.tsv"), found);
  Read(Model("date_words.tsv"), found);
  Read(Model("named_days.tsv"), found);
  std::ranges::stable_sort(found, {}, &std::pair<std::uint32_t, Meaning>::first);
  first_.assign(last_node_ + std::size_t{2}, 0);
  named_.assign(last_node_ + std::size_t{1}, 0);
  says_.assign(last_node_ + std::size_t{1}, 0);
  for (const auto& [node, meaning] : found) {
    if (meaning.says != Says::kRelative) named_[node] = 1;
    says_[node] |= std::uint64_t{1} << static_cast<unsigned>(meaning.says);
    const auto same = [&, m = meaning](const Meaning& other) {
      return other.says == m.says && other.unit == m.unit && other.calendar == m.calendar &&
             other.counted == m.counted && other.value == m.value;
    };
    const auto begin = meanings_.end() - first_[node + 1];
    if (const auto twice = std::find_if(begin, meanings_.end(), same); twice != meanings_.end()) {
      twice->languages |= meaning.languages;
      continue;
    }
    meanings_.push_back(meaning);
    ++first_[node + 1];
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
  // A node is made after the one that it goes on from.
  relative_.assign(last_node_ + std::size_t{1}, 0);
  for (std::uint32_t node = last_node_; node > 0; --node) {
    if ((says_[node] >> static_cast<unsigned>(Says::kRelative) & 1) != 0) relative_[node] = 1;
    if (relative_[node] != 0) relative_[above_[node]] = 1;
  }
}

void Lexicon::Read(std::string_view table, std::vector<std::pair<std::uint32_t, Meaning>>& found) {
  std::string_view list;  // of languages, as in the row before, with its bits
  std::uint64_t bits = 0;
  while (!table.empty()) {
    const std::size_t end = std::min(table.find('\n'), table.size());
    std::string_view row = table.substr(0, end);
    table.remove_prefix(std::min(end + 1, table.size()));
    if (row.empty() || row.front() == '#') continue;
    const std::string_view kind = Field(row);
    const std::string_view unit = Field(row);
    const std::string_view value = Field(row);
    Meaning meaning;
    const std::string_view languages = Field(row);
    if (languages != list) list = languages, bits = LanguagesOf(list);
    meaning.languages = bits;
    if (!ReadMeaning(kind, unit, value, meaning)) continue;
    if (meaning.says == Says::kPlace) {
      auto at = std::ranges::find(places_, value);
      if (at == places_.end()) at = places_.insert(at, std::string(value));
      meaning.value = static_cast<std::int16_t>(at - places_.begin());
    }
    if (meaning.says == Says::kNamedDay) {
      meaning.value = static_cast<std::int16_t>(rules_.size());
      rules_.push_back(value);
    }
    // The words: one phrase, or several with bars between them.
    while (!row.empty()) {
      const std::size_t bar = std::min(row.find('|'), row.size());
      AddPhrase(row.substr(0, bar), meaning, found);
      row.remove_prefix(std::min(bar + 1, row.size()));
    }
  }
}

void Lexicon::AddPhrase(std::string_view words, const Meaning& meaning,
                        std::vector<std::pair<std::uint32_t, Meaning>>& found) {
  // A name with a number in it ("tháng 1") is read by its parts.
  if (words.find_first_of("0123456789") != std::string_view::npos) return;
  const auto add = [&](const std::string& phrase) {
    std::uint32_t node = 0;
    for (const std::uint64_t word : WordHashes(phrase)) node = Step(node, word);
    if (node != 0) found.emplace_back(node, meaning);
  };
  add(std::string(words));
  const bool number = meaning.says == Says::kCardinal || meaning.says == Says::kOrdinal ||
                      meaning.says == Says::kUnit || meaning.says == Says::kFraction;
  if (meaning.says != Says::kMonth && meaning.says != Says::kWeekday && !number) return;
  // Hebrew and Arabic write "in" and "and" as a letter before the name: "במאי", "وأبريل".
  if ((meaning.languages & LanguageBit("he")) != 0) {
    for (const char* letter : {"\xD7\x91", "\xD7\x9C", "\xD7\x9E"})
      add(letter + std::string(words));
  }
  if ((meaning.languages & LanguageBit("ar")) != 0) {
    for (const char* letter : {"\xD8\xA8", "\xD9\x88", "\xD9\x84"})
      add(letter + std::string(words));
    // The article is written without its alef behind the letter for "to": "للثاني".
    if (number && words.starts_with("\xD8\xA7\xD9\x84"))
      add("\xD9\x84" + std::string(words.substr(2)));
  }
}

std::uint32_t Lexicon::Child(std::uint32_t node, std::uint64_t word) const {
  const std::uint64_t key = EdgeKey(node, word);
  if (!MayHave(key)) return kNone;
  for (std::size_t i = key >> 20;; ++i) {
    const Edge& edge = edges_[i & (edges_.size() - 1)];
    if (edge.key == key) return edge.child;
    if (edge.key == 0) return kNone;
  }
}

std::uint32_t Lexicon::Step(std::uint32_t node, std::uint64_t word) {
  if (const std::uint32_t child = Child(node, word); child != kNone) return child;
  if (++used_ * 2 > edges_.size()) Grow();
  const std::uint64_t key = EdgeKey(node, word);
  std::size_t i = key >> 20;
  while (edges_[i & (edges_.size() - 1)].key != 0) ++i;
  edges_[i & (edges_.size() - 1)] = {key, ++last_node_};
  for (const std::uint64_t bit :
       {key >> (64 - kFilterBits), key >> (64 - 2 * kFilterBits) & kFilterMask}) {
    filter_[bit >> 6] |= std::uint64_t{1} << (bit & 63);
  }
  parent_.resize(last_node_ + std::size_t{1});
  parent_[node] = 1;
  above_.resize(last_node_ + std::size_t{1});
  above_[last_node_] = node;
  return last_node_;
}

void Lexicon::Grow() {
  std::vector<Edge> old(edges_.size() * 2);
  old.swap(edges_);
  for (const Edge& edge : old) {
    if (edge.key == 0) continue;
    std::size_t i = edge.key >> 20;
    while (edges_[i & (edges_.size() - 1)].key != 0) ++i;
    edges_[i & (edges_.size() - 1)] = edge;
  }
}

}  // namespace warraq

// Makes date_lexicon.bin, run by the build: the tables of words as one trie in flat arrays.
//
//   make_date_lexicon date_names.tsv date_words.tsv named_days.tsv > date_lexicon.bin
//
// A row "month<TAB>gregory<TAB>5<TAB>de,fr<TAB>mai" makes one step from the node 0 and one meaning;
// "كانون الثاني" makes two. Rows whose words fold to the same path share a node. Words of
// different languages that look alike keep all their meanings: "mars" is March, "so" is Sunday, and
// what stands around them decides. Parsing took every start of the tool 70 million instructions.

#include <algorithm>
#include <array>
#include <cassert>
#include <charconv>
#include <cstdio>
#include <string>
#include <unordered_map>
#include <vector>

#include "models/training.h"
#include "plugin/date/lexicon.h"
#include "plugin/date/tokens.h"
#include "plugin/text/models_table.h"

// What the lexicon's own code would look its model up in: here it is yet to be made.
namespace warraq {
const EmbeddedModel kEmbeddedModels[] = {{"", nullptr, nullptr}};
const std::size_t kEmbeddedModelCount = 0;
}  // namespace warraq

namespace {

using warraq::BitOf;
using warraq::Calendar;
using warraq::BitOfLanguage;
using warraq::LanguageBit;
using warraq::Lexicon;
using warraq::LexiconEdge;
using warraq::LexiconHeader;
using warraq::LexiconNode;
using warraq::Meaning;
using warraq::Says;
using warraq::Unit;

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
    {"published", Says::kPublished},
    {"era-year", Says::kEraYear},
    {"century", Says::kCentury},
    {"roman", Says::kRoman},
    {"decade", Says::kDecade},
    {"decade-word", Says::kDecadeWord},
    {"every", Says::kEvery},
});

constexpr auto kUnitNames =
    std::to_array<std::string_view>({"-", "second", "minute", "hour", "day", "week", "month",
                                     "quarter", "year", "decade", "century", "weekday", "weekend"});

constexpr auto kCalendarNames = std::to_array<std::string_view>(
    {"gregory", "julian", "islamic", "islamic-umalqura", "islamic-civil", "islamic-tbla", "persian",
     "hebrew", "coptic", "rumi", "chinese"});

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
    bits |= BitOfLanguage(list.substr(0, comma));
    list.remove_prefix(comma == std::string_view::npos ? list.size() : comma + 1);
  }
  return bits;
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

class Maker {
 public:
  void Read(std::string_view table);
  void Write();

 private:
  std::uint32_t Step(std::uint32_t node, std::uint64_t word);
  void AddParticles(std::string_view words, const Meaning& meaning);
  void AddPhrase(std::string_view words, const Meaning& meaning);
  void AddWords(const std::string& phrase, const Meaning& meaning);
  void Collect();
  std::vector<LexiconEdge> Edges() const;
  std::vector<std::uint64_t> Filter() const;

  std::unordered_map<std::uint64_t, std::uint32_t> edges_;  // by KeyOf
  std::vector<std::uint32_t> above_ = {0};  // of each node, the one that it goes on from
  std::vector<bool> by_number_ = {false};   // whether the step to it was any number
  std::vector<std::pair<std::uint32_t, Meaning>> found_;
  std::vector<std::string> places_;
  std::vector<std::string> rules_;

  std::vector<LexiconNode> nodes_;  // and one behind the last
  std::vector<Meaning> meanings_;
};

// Where a text stands in a list, to which it is added if it is new.
std::int16_t IndexOf(std::string_view text, std::vector<std::string>& list) {
  auto at = std::ranges::find(list, text);
  if (at == list.end()) at = list.insert(at, std::string(text));
  return static_cast<std::int16_t>(at - list.begin());
}

void Maker::Read(std::string_view table) {
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
    if (meaning.says == Says::kPlace) meaning.value = IndexOf(value, places_);
    if (meaning.says == Says::kNamedDay) meaning.value = IndexOf(value, rules_);
    // The words: one phrase, or several with bars between them.
    while (!row.empty()) {
      const std::size_t bar = std::min(row.find('|'), row.size());
      AddPhrase(row.substr(0, bar), meaning);
      row.remove_prefix(std::min(bar + 1, row.size()));
    }
  }
}

void Maker::AddWords(const std::string& phrase, const Meaning& meaning) {
  std::uint32_t node = 0;
  for (const std::uint64_t word : warraq::WordHashes(phrase)) node = Step(node, word);
  if (node != 0) found_.emplace_back(node, meaning);
}

void Maker::AddPhrase(std::string_view words, const Meaning& meaning) {
  // A name with a number in it ("tháng 1") is read by its parts.
  if (words.find_first_of("0123456789") != std::string_view::npos) return;
  // Two letters of Arabic script are too little: the Urdu "now" is also a town.
  constexpr std::size_t kTwoLetters = 4;
  if (meaning.says == Says::kRelative && words.size() <= kTwoLetters && words[0] < 0) return;
  AddWords(std::string(words), meaning);
  const bool number = meaning.says == Says::kCardinal || meaning.says == Says::kOrdinal ||
                      meaning.says == Says::kUnit || meaning.says == Says::kFraction ||
                      meaning.says == Says::kCentury || meaning.says == Says::kDecade;
  AddParticles(words, meaning);
  if (meaning.says != Says::kMonth && meaning.says != Says::kWeekday &&
      meaning.says != Says::kMonthWord && !number)
    return;
  // Hebrew and Arabic write "in" and "and" as a letter before the name: "במאי", "وأبريل".
  if ((meaning.languages & LanguageBit("he")) != 0) {
    for (const char* letter : {"\xD7\x91", "\xD7\x9C", "\xD7\x9E"})
      AddWords(letter + std::string(words), meaning);
  }
  if ((meaning.languages & LanguageBit("ar")) != 0) {
    for (const char* letter : {"\xD8\xA8", "\xD9\x88", "\xD9\x84"})
      AddWords(letter + std::string(words), meaning);
    // The article is written without its alef behind the letter for "to": "للثاني".
    if (number && words.starts_with("\xD8\xA7\xD9\x84"))
      AddWords("\xD9\x84" + std::string(words.substr(2)), meaning);
  }
}

// Korean writes its particles behind the word: "금요일에", "오늘은"; Hungarian its cases.
void Maker::AddParticles(std::string_view words, const Meaning& meaning) {
  const bool day = meaning.says == Says::kRelative && !meaning.counted;
  if (meaning.languages == LanguageBit("hu") && words.size() > 4 && words.back() != '.') {
    // "in March", "of Friday": Hungarian has cases for them.
    if (meaning.says == Says::kMonth) {
      for (const char* ending : {"ban", "ben", "i", "ig", "ra", "re"})
        AddWords(std::string(words) + ending, meaning);
    } else if (meaning.says == Says::kWeekday) {
      for (const char* ending : {"i", "n", "en", "on", "t", "et", "ot", "ig"})
        AddWords(std::string(words) + ending, meaning);
    }
  }
  if (meaning.languages != LanguageBit("ko") || (!day && meaning.says != Says::kWeekday)) return;
  if (words.size() < 6) return;  // 일 and 금 alone are words of their own
  for (const char* particle :
       {"\xEC\x9D\x80", "\xEB\x8A\x94", "\xEC\x9D\x98", "\xEC\x97\x90", "\xEB\x8F\x84",
        "\xEC\x97\x90\xEB\x8A\x94", "\xEB\xB6\x80\xED\x84\xB0", "\xEA\xB9\x8C\xEC\xA7\x80"})
    AddWords(std::string(words) + particle, meaning);
}

std::uint32_t Maker::Step(std::uint32_t node, std::uint64_t word) {
  const auto [at, made] =
      edges_.emplace(Lexicon::KeyOf(node, word), static_cast<std::uint32_t>(above_.size()));
  if (made) {
    above_.push_back(node);
    by_number_.push_back(word == Lexicon::kNumberWord);
  }
  return at->second;
}

void Maker::Collect() {
  std::ranges::stable_sort(found_, {}, &std::pair<std::uint32_t, Meaning>::first);
  nodes_.assign(above_.size() + 1, {});
  for (const auto& [node, meaning] : found_) {
    nodes_[node].says |= BitOf(meaning.says);
    const bool tells = meaning.says == Says::kStop || meaning.says == Says::kMonth;
    if (tells) nodes_[node].languages |= meaning.languages;
    const auto same = [&, m = meaning](const Meaning& other) {
      return other.says == m.says && other.unit == m.unit && other.calendar == m.calendar &&
             other.counted == m.counted && other.value == m.value;
    };
    const auto begin = meanings_.end() - nodes_[node + 1].first;
    if (const auto twice = std::find_if(begin, meanings_.end(), same); twice != meanings_.end()) {
      twice->languages |= meaning.languages;
      continue;
    }
    meanings_.push_back(meaning);
    ++nodes_[node + 1].first;
  }
  for (std::size_t i = 1; i < nodes_.size(); ++i) nodes_[i].first += nodes_[i - 1].first;
  // A node is made after the one that it goes on from.
  for (std::size_t node = above_.size() - 1; node > 0; --node) {
    nodes_[above_[node]].flags |= Lexicon::kGoesOn;
    if (by_number_[node]) nodes_[above_[node]].flags |= Lexicon::kLeadsToNumber;
    nodes_[above_[node]].flags |= nodes_[node].flags & Lexicon::kLeadsToNumber;
  }
}

// In the order of the nodes, so that the same tables give the same bytes.
std::vector<LexiconEdge> Maker::Edges() const {
  std::vector<std::pair<std::uint32_t, std::uint64_t>> sorted;
  for (const auto& [key, child] : edges_) sorted.emplace_back(child, key);
  std::ranges::sort(sorted);
  std::size_t slots = 1024;
  while (slots < 2 * sorted.size()) slots *= 2;
  std::vector<LexiconEdge> edges(slots);
  for (const auto& [child, key] : sorted) {
    std::size_t i = Lexicon::SlotOf(key, slots);
    while (edges[i].child != 0) {
      if (edges[i].key == static_cast<std::uint32_t>(key)) {
        std::fprintf(stderr, "two edges of the lexicon share a key\n");
        std::exit(1);
      }
      i = (i + 1) & (slots - 1);
    }
    edges[i] = {static_cast<std::uint32_t>(key), child};
  }
  return edges;
}

std::vector<std::uint64_t> Maker::Filter() const {
  std::vector<std::uint64_t> filter((std::size_t{1} << Lexicon::kFilterBits) / 64);
  for (const auto& [key, child] : edges_) {
    for (unsigned which = 0; which < 2; ++which) {
      const std::uint64_t bit = Lexicon::FilterBit(key, which);
      filter[bit >> 6] |= std::uint64_t{1} << (bit & 63);
    }
  }
  return filter;
}

template <class T>
void Put(const std::vector<T>& values) {
  const std::size_t bytes = values.size() * sizeof(T);
  std::fwrite(values.data(), 1, bytes, stdout);
  std::fwrite("\0\0\0\0\0\0\0", 1, (8 - bytes % 8) % 8, stdout);
}

std::vector<char> Lines(const std::vector<std::string>& list) {
  std::vector<char> lines;
  for (const std::string& text : list) {
    lines.insert(lines.end(), text.begin(), text.end());
    lines.push_back('\n');
  }
  return lines;
}

void Maker::Write() {
  Collect();
  const std::vector<char> places = Lines(places_);
  const std::vector<char> rules = Lines(rules_);
  const std::vector<LexiconEdge> edges = Edges();
  const std::vector<std::uint64_t> filter = Filter();
  LexiconHeader header;
  header.slots = static_cast<std::uint32_t>(edges.size());
  header.filter = static_cast<std::uint32_t>(filter.size());
  header.nodes = static_cast<std::uint32_t>(above_.size());
  header.meanings = static_cast<std::uint32_t>(meanings_.size());
  header.places = static_cast<std::uint32_t>(places.size());
  header.rules = static_cast<std::uint32_t>(rules.size());
  Put(std::vector<LexiconHeader>{header});
  Put(edges);
  Put(filter);
  Put(nodes_);
  Put(meanings_);
  Put(places);
  Put(rules);
}

}  // namespace

int main(int argc, char** argv) {
  Maker maker;
  for (int i = 1; i < argc; ++i) maker.Read(ReadWhole(argv[i]));
  maker.Write();
  return argc < 2 || std::fflush(stdout) != 0 ? 1 : 0;
}

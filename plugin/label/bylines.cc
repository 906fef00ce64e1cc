// A byline is short, begins with a byline word, and what follows looks like names: two to five
// words each, with capitals where the script has them, joined by commas or the language's "and". A
// date, a place or a job behind a comma or bar ends the names.
//
//   "By Jane Doe and Omar Haddad, Staff Writers | May 14" -> "Jane Doe", "Omar Haddad"

#include "plugin/label/bylines.h"

#include <algorithm>
#include <array>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "plugin/label/given_names.h"
#include "plugin/label/shape.h"
#include "plugin/label/word_filter.h"
#include "plugin/text/hash.h"
#include "plugin/text/model.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::uint32_t kLongestByline = 20;  // words
constexpr std::size_t kMostNames = 16;
constexpr std::uint32_t kLongestName = 5;  // words
constexpr std::array<std::string_view, 9> kAnd = {"and", "&", "и",  "та", "und",
                                                  "et",  "y", "ve", "و"};

struct BylineWord {
  bool enough = false;
  std::vector<std::string_view> languages;

  // Whether it begins a byline on a page of that language. What Latin letters write is foreign to
  // most languages that use them; pages that give themselves a wrong language are many, so words
  // that are enough are in any.
  bool IsIn(std::string_view language, std::string_view phrase) const {
    if (enough || language.empty() || static_cast<unsigned char>(phrase[0]) >= 0x80) return true;
    return std::ranges::find(languages, language) != languages.end();
  }
};

struct Words {
  std::unordered_map<std::string_view, BylineWord, PhraseHash> byline;
  std::unordered_map<std::string_view, bool, PhraseHash> stops;  // and whether it is a month
  std::unordered_set<std::string_view, PhraseHash> refused;
  std::unordered_set<std::string_view, PhraseHash> offices;
  std::unordered_set<std::string_view, PhraseHash>
      firsts;  // the first words of `byline` and `refused`
  WordFilter openers;
};

const Words& TheWords() {
  static const Words words = [] {
    Words read;
    std::string_view model = Model("byline_words.tsv");
    for (std::array<std::string_view, 3> row; NextRow(model, row);) {
      switch (row[2].empty() ? '?' : row[2][0]) {
        case '-':
          read.stops.emplace(row[1], row[2] == "-m");
          break;
        case 'o':
          read.offices.insert(row[1]);
          continue;
        case '!':
          read.refused.insert(row[1]);
          break;
        default:
          read.byline[row[1]].enough |= row[2][0] == '+';
          read.byline[row[1]].languages.push_back(row[0]);
      }
      if (row[2].starts_with('-')) continue;
      read.firsts.insert(FirstWord(row[1]));
      read.openers.Add(FirstWord(row[1]));
    }
    return read;
  }();
  return words;
}

struct Word {
  Span at;
  bool capital = false;
  bool digit = false;
  bool cased = false;
  bool breaks_before = false;  // a comma, bar or semicolon stands before it
  bool behind_colon = false;
  bool ends_before = false;  // a bar, dash or bracket: what follows is no name
};

bool SpaceAt(std::string_view line, std::size_t at) {
  return at >= line.size() || IsSpace(NextCodePoint(line, at));
}

bool OpensWithBy(std::string_view text) {
  return text.size() > 2 && (text[0] == 'B' || text[0] == 'b') && text[1] == 'y' &&
         text[2] >= 'A' && text[2] <= 'Z';
}

// "ByJane Doe" and "Posted byJane Doe", where a space between two elements is missing.
std::vector<Word> WithByApart(std::string_view line, std::vector<Word> words) {
  const auto has_by = [&](const Word& word) {
    return OpensWithBy(line.substr(word.at.begin, word.at.size()));
  };
  if (std::ranges::none_of(words, has_by)) return words;
  std::vector<Word> apart;
  for (const Word& word : words) {
    if (!has_by(word)) {
      apart.push_back(word);
      continue;
    }
    Word head = word;
    head.at.end = head.at.begin + 2;
    apart.push_back(head);
    Word tail = word;
    tail.at.begin += 2;
    tail.capital = true;
    tail.breaks_before = tail.behind_colon = tail.ends_before = false;
    apart.push_back(tail);
  }
  return apart;
}

std::vector<Word> WordsOf(std::string_view line) {
  std::vector<Word> words;
  words.reserve(kLongestByline + 1);
  bool inside = false;
  bool breaks = false;
  bool ends = false;
  bool colon = false;
  for (std::size_t i = 0; i < line.size();) {
    const auto begin = static_cast<std::uint32_t>(i);
    const char32_t value = NextCodePoint(line, i);
    const Properties is = PropertiesOf(value);
    const bool joins = value == '-' || value == '\'' || value == 0x2019 || value == '.' ||
                       value == 0x200C || is.Has(kMarkBit);
    if (is.Has(kLetterBit | kDigitBit) || value == '&') {
      if (!inside) {
        if (words.size() > kLongestByline) return words;  // it is none
        const bool capital = is.Has(kUppercaseBit);
        words.push_back({{begin, begin}, capital, false, false, breaks, colon, ends});
        breaks = ends = colon = false;
      }
      Word& word = words.back();
      word.digit |= is.Has(kDigitBit);
      word.cased |= is.Has(kUppercaseBit | kLowercaseBit);
      word.at.end = static_cast<std::uint32_t>(i);
      inside = true;
    } else if (inside && joins && !SpaceAt(line, i)) {
      words.back().at.end = static_cast<std::uint32_t>(i);
    } else {
      if (inside && value == '.' && words.back().at.size() <= 4) words.back().at.end++;  // initials
      inside = false;
      colon |= value == ':';
      breaks |= value == ',' || value == ';' || value == 0x60C;
      ends |= value == '|' || value == 0x2013 || value == 0x2014 || value == '(' || value == 0xB7 ||
              value == 0x2022 || value == 0x22C5 || value == 0x25CF || value == '/' ||
              (value == '-' && begin > 0 && line[begin - 1] == ' ');
    }
  }
  return WithByApart(line, std::move(words));
}

bool IsAnd(std::string_view word) { return std::ranges::find(kAnd, word) != kAnd.end(); }

std::string PhraseOfWords(std::string_view line, const std::vector<Word>& words, std::size_t begin,
                          std::size_t end) {
  return PhraseOf(
      line.substr(words[begin].at.begin, words[end - 1].at.end - words[begin].at.begin));
}

// Where the names begin: behind the byline's words, which are the first of the line or stand behind
// a date or a stamp's words ("March 15, 2022 · 3 min read · By Jane Doe").
struct Start {
  std::size_t words = 0;  // before the names; 0: none
  bool enough = false;    // the words alone say that it is a byline
  bool refused = false;   // they say that it is none
  bool stamped = false;   // one word behind a date and "by"
};

Start FindStart(std::string_view line, const std::vector<Word>& words, std::string_view language) {
  constexpr std::size_t kLongestPhrase = 4;
  constexpr std::size_t kWordsBefore = 9;
  const Words& known = TheWords();
  for (std::size_t begin = 0; begin < std::min(kWordsBefore, words.size()); ++begin) {
    const std::string word = PhraseOfWords(line, words, begin, begin + 1);
    if (!word.empty() && !known.firsts.contains(FirstWord(word))) continue;
    for (std::size_t count = std::min(kLongestPhrase, words.size() - begin); count > 0; --count) {
      const std::string phrase = PhraseOfWords(line, words, begin, begin + count);
      if (known.refused.contains(phrase)) return {.refused = true};
      const auto found = known.byline.find(phrase);
      if (found == known.byline.end() || !found->second.IsIn(language, phrase)) continue;
      const bool enough = found->second.enough;
      if (begin == 0) return {count, enough, false};
      // Further on it takes a capital behind it, and a number or a mark before it.
      const bool more = begin + count < words.size();
      const bool apart = words[begin].ends_before || words[begin - 1].digit || enough;
      if (more && words[begin + count].capital && apart) return {begin + count, true, false};
      // "Posted on July 1, 2024 by jsmith": one word, and the line's last.
      const bool stamp = words[0].digit || known.stops.contains(PhraseOfWords(line, words, 0, 1));
      const bool last = stamp && begin + count + 1 == words.size() && words[begin - 1].digit;
      if (last && !words[begin + count].digit) return {begin + count, true, false, true};
    }
  }
  return {};
}

// A month ends a name only beside a number: "Jan Kixmueller", but "Jane Doe Jan 14".
bool IsStop(std::string_view word, bool by_number = true) {
  const auto found = TheWords().stops.find(PhraseOf(word));
  return found != TheWords().stops.end() && (by_number || !found->second);
}

// Where a name ends that runs into what is no part of it, for want of a space between two elements:
// "NorrisPublished".
std::uint32_t HumpOf(std::string_view word) {
  for (std::size_t i = 2; i < word.size(); ++i) {
    const bool hump = word[i] >= 'A' && word[i] <= 'Z' && word[i - 1] >= 'a' && word[i - 1] <= 'z';
    if (hump && IsStop(word.substr(i))) return static_cast<std::uint32_t>(i);
  }
  return 0;
}

bool InCapitals(std::string_view word) {
  std::size_t capitals = 0;
  for (const char c : word) {
    if (c >= 'a' && c <= 'z') return false;
    capitals += c >= 'A' && c <= 'Z';
  }
  return capitals >= 3;
}

class Splitter {
 public:
  Splitter(std::string_view line, const std::vector<Word>& words, bool single)
      : line_(line), words_(words), single_(single) {}

  std::vector<Span> Split(std::size_t first) {
    for (std::size_t i = first; i < words_.size() && names_.size() < kMostNames; ++i) {
      const Word& word = words_[i];
      const std::string_view text = line_.substr(word.at.begin, word.at.size());
      const bool small = word.cased && !word.capital && !IsParticle(text);
      if (IsAnd(text) || (word.breaks_before && count_ > 0)) Close();
      if (IsAnd(text)) continue;
      if ((word.ends_before && i > first) || word.digit || small) break;
      const bool by_number =
          (i + 1 < words_.size() && words_[i + 1].digit) || (i > first && words_[i - 1].digit);
      if (IsStop(text, by_number) || (count_ >= 2 && !capitals_ && InCapitals(text))) {
        if (!names_.empty()) count_ = 0;  // the beginning of a job, not of a name
        break;
      }
      if (count_ == 0) name_.begin = word.at.begin;
      capitals_ = (count_ == 0 || capitals_) && InCapitals(text);
      name_.end = word.at.end;
      ++count_;
      if (const std::uint32_t hump = HumpOf(text); hump > 0) {
        name_.end = word.at.begin + hump;
        break;
      }
    }
    Close();
    return std::move(names_);
  }

 private:
  static bool IsParticle(std::string_view word) {
    constexpr std::array<std::string_view, 14> kParticles = {
        "de", "von", "van", "bin", "al", "el", "da", "di", "la", "le", "der", "den", "ten", "ibn"};
    return std::ranges::find(kParticles, word) != kParticles.end();
  }

  // One word is a name only where the page's markup says so ("By Reuters" is an agency's).
  void Close() {
    const std::uint32_t least = single_ && names_.empty() ? 1 : 2;
    if (count_ >= least && count_ <= kLongestName) names_.push_back(name_);
    count_ = 0;
  }

  std::string_view line_;
  const std::vector<Word>& words_;
  std::vector<Span> names_;
  Span name_;
  std::uint32_t count_ = 0;
  bool capitals_ = false;  // all of the name so far is in capitals
  bool single_ = false;
};

// "December 15, 2025 · 30 min · Jane Doe"
std::vector<Span> NamesBehindBar(std::string_view line, const std::vector<Word>& words) {
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (!words[i].ends_before || !words[i].capital) continue;
    std::vector<Span> names = Splitter(line, words, false).Split(i);
    const bool people = !names.empty() && std::ranges::all_of(names, [&](Span name) {
      return IsPersonName(line.substr(name.begin, name.size()));
    });
    if (people) return names;
  }
  return {};
}

}  // namespace

bool BeginsWithStop(std::string_view line) {
  const std::string phrase = PhraseOf(line);
  return TheWords().stops.contains(FirstWord(phrase));
}

bool IsOffice(std::string_view phrase) {
  for (std::string_view rest = phrase; !rest.empty();) {
    const std::string_view word = FirstWord(rest);
    if (TheWords().offices.contains(word)) return true;
    rest.remove_prefix(std::min(rest.size(), word.size() + 1));
  }
  return false;
}

bool IsBylineWords(std::string_view line) {
  constexpr std::size_t kLongest = 40;  // bytes
  return line.size() <= kLongest && TheWords().byline.contains(PhraseOf(line));
}

const WordFilter& BylineOpeners() { return TheWords().openers; }

bool MayBeByline(const Shape& shape) {
  if (shape.may_hold_byline) return true;
  for (std::size_t y = shape.text.find('y'); y != shape.text.npos;
       y = shape.text.find('y', y + 1)) {
    if (y > 0 && OpensWithBy(shape.text.substr(y - 1))) return true;
  }
  return false;
}

std::vector<Span> NamesOfByline(std::string_view line, BylineSigns signs) {
  if (line.size() > 400) return {};
  const std::vector<Word> words = WordsOf(line);
  if (words.empty() || words.size() > kLongestByline) return {};
  const Start start = FindStart(line, words, signs.language);
  const std::size_t first = start.words;
  if (start.stamped) return {words.back().at};
  if (start.refused || (first == 0 && !signs.sure) || first == words.size()) return {};
  const bool single = signs.markup && (first > 0 || words.size() <= 2);
  // «لمراسلنا في زحلة: نجيب الصيرفي»: the names stand behind the colon.
  if (start.enough && !words[first].behind_colon) {
    for (std::size_t i = first + 1; i < words.size() && i <= first + 4; ++i) {
      if (words[i].digit) break;  // "10:14"
      if (words[i].behind_colon) return Splitter(line, words, single).Split(i);
    }
  }
  // «الدمام: عواطف الدريهم»: the place before the colon is no part of the name.
  for (std::size_t i = 1; signs.sure && first == 0 && i < words.size() && i <= 2; ++i) {
    if (words[i].behind_colon && !words[0].cased) return Splitter(line, words, single).Split(i);
  }
  // "By" and a small letter: a sentence. Without capitals to tell, the line must be a name's
  // length.
  const Word& next = words[first];
  const bool cased = next.cased;
  const bool lone = first > 0 && (first + 1 == words.size() || words[first + 1].digit ||
                                  words[first + 1].ends_before);
  if (signs.markup && lone && cased && !next.capital) return {next.at};  // "by jsteinhardt"
  if (!start.enough && !signs.sure && cased && !next.capital) return {};
  if (!start.enough && !signs.sure && !cased && words.size() - first > kLongestName) return {};
  std::vector<Span> names = Splitter(line, words, single).Split(first);
  if (names.empty() && signs.sure && first == 0) return NamesBehindBar(line, words);
  return names;
}

}  // namespace warraq

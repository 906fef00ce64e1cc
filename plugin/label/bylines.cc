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

#include "plugin/label/shape.h"
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

std::unordered_map<std::string_view, bool> ReadWords() {
  std::unordered_map<std::string_view, bool> words;
  std::string_view model = Model("byline_words.tsv");
  for (std::array<std::string_view, 3> row; NextRow(model, row);) {
    words[row[1]] |= row[2].starts_with('+');
  }
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

std::vector<Word> WordsOf(std::string_view line) {
  std::vector<Word> words;
  bool inside = false;
  bool breaks = false;
  bool ends = false;
  bool colon = false;
  for (std::size_t i = 0; i < line.size();) {
    const auto begin = static_cast<std::uint32_t>(i);
    const char32_t value = NextCodePoint(line, i);
    const bool joins = value == '-' || value == '\'' || value == 0x2019 || value == '.' ||
                       value == 0x200C || IsMark(value);
    if (IsLetter(value) || IsDigit(value) || value == '&') {
      if (!inside) {
        words.push_back({{begin, begin}, IsUppercase(value), false, false, breaks, colon, ends});
        breaks = ends = colon = false;
      }
      Word& word = words.back();
      word.digit |= IsDigit(value);
      word.cased |= IsUppercase(value) || IsLowercase(value);
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
              value == 0x2022 || value == '/';
    }
  }
  return words;
}

bool IsAnd(std::string_view word) { return std::ranges::find(kAnd, word) != kAnd.end(); }

// How many first words are the byline's word, and whether they are enough.
std::pair<std::size_t, bool> BylineWords(std::string_view line, const std::vector<Word>& words) {
  static const auto table = ReadWords();
  for (std::size_t count = std::min<std::size_t>(3, words.size()); count > 0; --count) {
    const Span last = words[count - 1].at;
    const std::string phrase =
        PhraseOf(line.substr(words[0].at.begin, last.end - words[0].at.begin));
    const auto found = table.find(phrase);
    if (found != table.end()) return {count, found->second};
  }
  return {0, false};
}

class Splitter {
 public:
  Splitter(std::string_view line, const std::vector<Word>& words) : line_(line), words_(words) {}

  std::vector<Span> Split(std::size_t first) {
    for (std::size_t i = first; i < words_.size() && names_.size() < kMostNames; ++i) {
      const Word& word = words_[i];
      const std::string_view text = line_.substr(word.at.begin, word.at.size());
      const bool small = word.cased && !word.capital && !IsParticle(text);
      if (IsAnd(text) || (word.breaks_before && count_ > 0)) Close();
      if (IsAnd(text)) continue;
      if ((word.ends_before && i > first) || word.digit || small) break;
      if (count_ == 0) name_.begin = word.at.begin;
      name_.end = word.at.end;
      ++count_;
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

  // One word is a name only beside others of the line ("By Reuters" is an agency's).
  void Close() {
    const bool fits = count_ >= 2 && count_ <= kLongestName;
    if (fits) names_.push_back(name_);
    count_ = 0;
  }

  std::string_view line_;
  const std::vector<Word>& words_;
  std::vector<Span> names_;
  Span name_;
  std::uint32_t count_ = 0;
};

}  // namespace

std::vector<Span> NamesOfByline(std::string_view line, bool sure) {
  if (line.size() > 400) return {};
  const std::vector<Word> words = WordsOf(line);
  if (words.size() < 2 || words.size() > kLongestByline) return {};
  const auto [first, enough] = BylineWords(line, words);
  if (first == 0 && !sure) return {};
  if (first == words.size()) return {};
  // «لمراسلنا في زحلة: نجيب الصيرفي»: the names stand behind the colon.
  if (enough && !words[first].behind_colon) {
    for (std::size_t i = first + 1; i < words.size() && i <= first + 4; ++i) {
      if (words[i].behind_colon) return Splitter(line, words).Split(i);
    }
  }
  // "By" and a small letter: a sentence. Without capitals to tell, the line must be a name's
  // length.
  const Word& next = words[first];
  const bool cased = next.cased;
  if (!enough && !sure && cased && !next.capital) return {};
  if (!enough && !sure && !cased && words.size() - first > kLongestName) return {};
  return Splitter(line, words).Split(first);
}

}  // namespace warraq

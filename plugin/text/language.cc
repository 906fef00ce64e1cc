// The script is that of most letters. Among the languages of that script each word counts by its
// share in the language (models/language_words.tsv), and by its letters where the table does not
// have it: a naive Bayes classifier that needs no more than a few words, since the commonest words
// are the ones that every header has. Scripts of one language (Greek, Thai, ...) need no table.

#include "plugin/text/language.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "plugin/text/model.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kLettersLookedAt = 240;
constexpr float kAbsentLetter = -10;
constexpr char32_t kLettersEnd = 0x700;  // of the tables

struct Known {
  std::string_view tag;
  Script script;
};
constexpr std::array kKnown = {
    Known{"ar", Script::kArab}, Known{"fa", Script::kArab}, Known{"ur", Script::kArab},
    Known{"ru", Script::kCyrl}, Known{"uk", Script::kCyrl}, Known{"he", Script::kHebr},
    Known{"en", Script::kLatn}, Known{"de", Script::kLatn}, Known{"fr", Script::kLatn},
    Known{"es", Script::kLatn}, Known{"tr", Script::kLatn}, Known{"el", Script::kGrek},
    Known{"zh", Script::kHani}, Known{"ja", Script::kKana}, Known{"ko", Script::kHang},
    Known{"hi", Script::kDeva}, Known{"th", Script::kThai}, Known{"hy", Script::kArmn},
    Known{"ka", Script::kGeor}};
using Scores = std::array<float, kKnown.size()>;

struct Tables {
  std::unordered_map<std::string_view, Scores> words;
  std::vector<Scores> letters;  // by code point
};

std::size_t IndexOf(std::string_view tag) {
  const auto found = std::ranges::find(kKnown, tag, &Known::tag);
  return static_cast<std::size_t>(found - kKnown.begin());
}

Tables ReadTables() {
  Tables tables;
  Scores absent{};
  absent.fill(kAbsentLetter);
  tables.letters.assign(kLettersEnd, absent);
  std::string_view model = Model("language_words.tsv");
  for (std::array<std::string_view, 3> row; NextRow(model, row);) {
    const std::size_t language = IndexOf(row[0]);
    if (language == kKnown.size()) continue;
    const std::string_view key = row[1];
    int hundredths = 0;
    std::from_chars(row[2].data(), row[2].data() + row[2].size(), hundredths);
    const float score = static_cast<float>(hundredths) / 100;
    if (key.starts_with('.')) {
      std::size_t at = 1;
      const char32_t letter = NextCodePoint(key, at);
      if (letter < kLettersEnd) tables.letters[letter][language] = score;
    } else {
      tables.words.try_emplace(key, absent).first->second[language] = score;
    }
  }
  return tables;
}

const Tables& TheTables() {
  static const Tables tables = ReadTables();
  return tables;
}

// A word's evidence for each language of its script.
void AddWord(std::string_view word, Scores& scores) {
  const Tables& tables = TheTables();
  const auto found = tables.words.find(word);
  if (found != tables.words.end()) {
    for (std::size_t i = 0; i < scores.size(); ++i) scores[i] += found->second[i];
    return;
  }
  // Letters are not independent, so a word of ten tells less than ten letters would.
  float letters = 0;
  Scores sum{};
  for (std::size_t i = 0; i < word.size(); ++letters) {
    const char32_t letter = NextCodePoint(word, i);
    if (letter >= kLettersEnd) continue;  // as rare in one language as in another
    for (std::size_t k = 0; k < sum.size(); ++k) sum[k] += tables.letters[letter][k];
  }
  const float weight = 2 / std::sqrt(std::max(letters, 1.0F));
  for (std::size_t k = 0; k < sum.size(); ++k) scores[k] += weight * sum[k];
}

struct Reading {
  std::array<std::size_t, 14> letters{};  // by Script
  Scores scores{};
};

Reading Read(std::string_view utf8) {
  Reading reading;
  std::string word;
  std::size_t letters = 0;
  const auto finish_word = [&] {
    if (!word.empty()) AddWord(word, reading.scores);
    word.clear();
  };
  for (std::size_t i = 0; i < utf8.size() && letters < kLettersLookedAt;) {
    const char32_t value = NextCodePoint(utf8, i);
    if (IsLetter(value)) {
      ++reading.letters[static_cast<std::size_t>(ScriptOf(value))];
      AppendUtf8(word, FoldCase(value));
      ++letters;
    } else if (!IsMark(value) && value != 0x200C) {
      finish_word();
    }
  }
  finish_word();
  return reading;
}

}  // namespace

Language IdentifyLanguage(std::string_view utf8) {
  Reading reading = Read(utf8);
  reading.letters[0] = 0;
  // Han letters beside kana are Japanese.
  auto& letters = reading.letters;
  const auto kana = static_cast<std::size_t>(Script::kKana);
  const auto hani = static_cast<std::size_t>(Script::kHani);
  if (letters[kana] * 8 > letters[hani]) letters[kana] += std::exchange(letters[hani], 0);
  const auto most = std::ranges::max_element(letters);
  Language language;
  if (*most == 0) return language;
  language.script = static_cast<Script>(most - letters.begin());
  float best = -1e30F;
  float second = -1e30F;
  for (std::size_t i = 0; i < kKnown.size(); ++i) {
    if (kKnown[i].script != language.script) continue;
    if (reading.scores[i] > best) {
      second = std::exchange(best, reading.scores[i]);
      language.tag = kKnown[i].tag;
    } else {
      second = std::max(second, reading.scores[i]);
    }
  }
  if (best > -1e30F) language.confidence = 1 / (1 + std::exp(std::min(second - best, 0.0F)));
  return language;
}

Script MainScript(std::string_view utf8) {
  constexpr int kLetters = 64;
  std::array<std::size_t, 14> letters{};
  int seen = 0;
  for (std::size_t i = 0; i < utf8.size() && seen < kLetters;) {
    const char32_t value = NextCodePoint(utf8, i);
    if (!IsLetter(value)) continue;
    ++letters[static_cast<std::size_t>(ScriptOf(value))];
    ++seen;
  }
  letters[0] = 0;
  const auto most = std::ranges::max_element(letters);
  return *most == 0 ? Script::kCommon : static_cast<Script>(most - letters.begin());
}

std::string_view DirectionOf(Script script) { return IsRightToLeft(script) ? "rtl" : "ltr"; }

}  // namespace warraq

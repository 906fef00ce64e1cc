// The script is that of most letters, a letter of an abjad counting more since it writes no vowels.
// Among the languages of that script each letter, and each end of a word, counts by how likely it
// is after the four symbols before it (models/language.ngrams): the longest stretch the table has,
// which holds the evidence for all languages in one row. Scripts that one language writes (Greek,
// Thai, ...) need no table. What our users' languages are likelier to be is a prior; it is why a
// lone name is not called Welsh, and weak beside the evidence of three words.

#include "plugin/text/language.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstring>
#include <memory>
#include <mutex>
#include <string>
#include <utility>
#include <vector>

#include "plugin/text/language_ngrams.h"
#include "plugin/text/model.h"
#include "plugin/text/sixteen.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

using ngrams::Key;

constexpr char32_t kTatweel = 0x640;

// Letters lean on one another, so odds are less than the sum of the evidence says.
constexpr float kSpread = 2;
// Below these, "und": of a line of words, and of a lone word, which is often a name.
constexpr float kLeast = .25F;
constexpr float kLeastOfAWord = .4F;

static_assert(std::endian::native == std::endian::little, "the table is read as it lies");
template <typename Number>
Number Little(const char* bytes) {
  Number value;
  std::memcpy(&value, bytes, sizeof value);
  return value;
}

// The table of one script, as it lies in the file.
struct Group {
  Script script = Script::kCommon;
  std::size_t languages = 0;
  std::size_t row = 0;
  std::uint32_t buckets = 0;
  const char* names = nullptr;
  const char* table = nullptr;

  std::string_view Tag(std::size_t language) const {
    const char* tag = names + language * ngrams::kLanguageBytes;
    return {tag, strnlen(tag, ngrams::kTagBytes)};
  }
  std::uint32_t Prior(std::size_t language) const {
    return Little<std::uint32_t>(names + language * ngrams::kLanguageBytes + ngrams::kTagBytes);
  }
  const char* Bucket(std::size_t bucket) const { return table + bucket * ngrams::BucketBytes(row); }
  ngrams::Place PlaceOf(Key key) const { return ngrams::PlaceOf(key, buckets); }
  // Calls a bucket from memory before it is needed: the tables are larger than most caches.
  void Prefetch(const ngrams::Place& place) const {
    const char* bucket = Bucket(place.bucket);
    __builtin_prefetch(bucket);
    __builtin_prefetch(bucket + ngrams::BucketBytes(row) - 1);
  }
  // The row of penalties at a place; nullptr if the table does not have it.
  const char* At(const ngrams::Place& place) const {
    const char* bucket = Bucket(place.bucket);
    for (std::size_t half = 0; half < 2; ++half) {
      // Of four fingerprints at once, the lowest that equals: its difference is 0, and 0 less 1
      // borrows from the bit above it.
      constexpr std::uint64_t kOnes = 0x0001000100010001u;
      const std::uint64_t four = Little<std::uint64_t>(bucket + half * 8);
      const std::uint64_t apart = four ^ (kOnes * place.fingerprint);
      const std::uint64_t equal = (apart - kOnes) & ~apart & (kOnes << 15);
      if (equal == 0) continue;
      const std::size_t way = half * 4 + static_cast<std::size_t>(std::countr_zero(equal)) / 16;
      return bucket + ngrams::kWays * 2 + way * row;
    }
    return nullptr;
  }
};

std::vector<Group> ReadGroups() {
  std::vector<Group> groups;
  std::string_view model = Model("language.ngrams");
  model.remove_prefix(std::min(model.find("\n\n"), model.size() - 2) + 2);
  while (model.size() > ngrams::kSlack) {
    Group group;
    for (std::size_t i = 0; i < kScripts; ++i) {
      if (ScriptName(static_cast<Script>(i)) == model.substr(0, 4)) {
        group.script = static_cast<Script>(i);
      }
    }
    group.languages = Little<std::uint16_t>(model.data() + 4);
    group.row = Little<std::uint16_t>(model.data() + 6);
    group.buckets = Little<std::uint32_t>(model.data() + 8);
    group.names = model.data() + ngrams::kGroupBytes;
    group.table = group.names + group.languages * ngrams::kLanguageBytes;
    const char* end = group.table + group.buckets * ngrams::BucketBytes(group.row);
    model.remove_prefix(static_cast<std::size_t>(end - model.data()));
    groups.push_back(group);
  }
  return groups;
}

const Group* GroupOf(Script script) {
  static const std::vector<Group> groups = ReadGroups();
  const auto found = std::ranges::find(groups, script, &Group::script);
  return found == groups.end() ? nullptr : &*found;
}

struct Alone {
  Script script;
  std::string_view tag;
};
// Scripts whose commonest language is named without a look at the words.
constexpr std::array kAlone = {
    Alone{Script::kGrek, "el"}, Alone{Script::kHani, "zh"}, Alone{Script::kKana, "ja"},
    Alone{Script::kHang, "ko"}, Alone{Script::kThai, "th"}, Alone{Script::kArmn, "hy"},
    Alone{Script::kGeor, "ka"}, Alone{Script::kBeng, "bn"}, Alone{Script::kGuru, "pa"},
    Alone{Script::kGujr, "gu"}, Alone{Script::kTaml, "ta"}, Alone{Script::kTelu, "te"},
    Alone{Script::kKnda, "kn"}, Alone{Script::kMlym, "ml"}, Alone{Script::kSinh, "si"},
    Alone{Script::kKhmr, "km"}, Alone{Script::kLaoo, "lo"}, Alone{Script::kMymr, "my"},
    Alone{Script::kEthi, "am"}};

using Letters = std::array<std::size_t, kScripts>;

// A letter of a script that writes no vowels, and a sign for a syllable or a word, stand for more
// of a text than a letter of an alphabet does.
std::size_t WeightOf(Script script) {
  switch (script) {
    case Script::kArab:
    case Script::kHebr:
      return 4;
    case Script::kHani:
    case Script::kKana:
    case Script::kHang:
      return 8;
    default:
      return 3;
  }
}

Script MostOf(Letters& letters) {
  letters[0] = 0;
  for (std::size_t i = 0; i < kScripts; ++i) letters[i] *= WeightOf(static_cast<Script>(i));
  // Han letters beside kana are Japanese.
  auto& kana = letters[static_cast<std::size_t>(Script::kKana)];
  auto& hani = letters[static_cast<std::size_t>(Script::kHani)];
  if (kana * 8 > hani) kana += std::exchange(hani, 0);
  const auto most = std::ranges::max_element(letters);
  return *most == 0 ? Script::kCommon : static_cast<Script>(most - letters.begin());
}

// The letters looked at, as symbols, with a boundary wherever something else stands.
struct Symbols {
  struct Symbol {
    std::uint16_t symbol;
    Script script;
  };
  std::array<Symbol, 2 * kLanguageLetters + 4> symbols;
  std::size_t count = 0;
  Letters letters{};
  std::size_t words = 0;  // of two letters or more: initials are none

  void Put(Key symbol, Script script) {
    symbols[count++] = {static_cast<std::uint16_t>(symbol), script};
  }
};

void Read(std::string_view utf8, Symbols& read) {
  constexpr char32_t kNonJoiner = 0x200C;
  std::size_t letters = 0;
  std::size_t in_word = 0;  // letters of the word so far
  for (std::size_t i = 0; i < utf8.size() && letters < kLanguageLetters;) {
    const char32_t value = NextCodePoint(utf8, i);
    const Properties properties = PropertiesOf(value);
    if (properties.Has(kLetterBit) && value != kTatweel) {
      ++letters;
      ++read.letters[static_cast<std::size_t>(properties.script)];
      read.words += ++in_word == 2;
      read.Put(ngrams::SymbolOf(properties.folded), properties.script);
    } else if (in_word > 0 && !properties.Has(kMarkBit) && value != kTatweel) {
      read.Put(value == kNonJoiner ? ngrams::kNonJoiner : ngrams::kBoundary, Script::kCommon);
      in_word = 0;
    }
  }
  if (in_word > 0) read.Put(ngrams::kBoundary, Script::kCommon);
}

// Penalties of each language, added as bytes, which are carried over before one can be full.
class Sums {
 public:
  // The row is read to the end of its last sixteen bytes (ngrams::kSlack).
  void Add(const Group& group, const char* row) {
    if (++waiting_ * ngrams::kMostPenalty > 0xFF) Carry(group);
    for (std::size_t i = 0; i * sizeof(Sixteen) < group.row; ++i) {
      const Sixteen penalties = LoadSixteen(row + i * sizeof(Sixteen));
      even_[i] += penalties & 0x0F;
      odd_[i] += penalties >> 4;
    }
  }
  void Carry(const Group& group) {
    for (std::size_t i = 0; i < group.row; ++i) {
      totals[i * 2] += even_[i / sizeof(Sixteen)][i % sizeof(Sixteen)];
      totals[i * 2 + 1] += odd_[i / sizeof(Sixteen)][i % sizeof(Sixteen)];
    }
    even_ = {};
    odd_ = {};
    waiting_ = 1;
  }

  std::array<std::uint32_t, ngrams::kMaxRow * 2> totals{};

 private:
  std::array<Sixteen, ngrams::kMaxRow / sizeof(Sixteen)> even_{};
  std::array<Sixteen, ngrams::kMaxRow / sizeof(Sixteen)> odd_{};
  int waiting_ = 0;
};

// The stretches of symbols whose last one is asked for, each the longest that may be in the table.
class Stretches {
 public:
  Stretches(const Group& group, const Symbols& read) : group_(group) {
    // Of so many letters shorter stretches tell as much, and the table nearly always has them.
    constexpr std::size_t kMany = 120;  // symbols
    const int longest = read.count >= kMany ? 3 : ngrams::kLongest;
    Key key = 0;
    int symbols = 0;
    for (std::size_t i = 0; i < read.count; ++i) {
      const auto [symbol, script] = read.symbols[i];
      if (symbol == 0 || (script != group.script && script != Script::kCommon)) {
        symbols = 0;
        continue;
      }
      const bool letter = script != Script::kCommon;
      if (symbols == 0) {
        if (!letter) continue;  // behind a word of another script
        key = ngrams::kBoundary;
        symbols = 1;
      }
      key = (key << ngrams::kSymbolBits | (letter ? Key{symbol} : ngrams::kBoundary)) &
            ngrams::MaskOf(ngrams::kLongest);
      symbols = std::min(symbols + 1, longest);
      Put(key, symbols);
      if (letter) continue;
      if (symbol == ngrams::kNonJoiner) Put(ngrams::kNonJoiner, 1);
      symbols = 0;
    }
  }

  // The evidence of all. Rows are found first and added afterwards, so that one need not wait for
  // the other's memory.
  Sums Weigh() {
    std::size_t found = 0;
    std::array<const char*, kMost> rows;
    for (std::size_t i = 0; i < count_; ++i) {
      const auto& [key, symbols, place] = stretches_[i];
      const char* row = group_.At(place);
      for (int n = symbols - 1; n > 0 && row == nullptr; --n) {
        row = group_.At(group_.PlaceOf(key & ngrams::MaskOf(n)));
      }
      if (row == nullptr) continue;
      __builtin_prefetch(row);
      rows[found++] = row;
    }
    Sums sums;
    for (std::size_t i = 0; i < found; ++i) sums.Add(group_, rows[i]);
    sums.Carry(group_);
    return sums;
  }

 private:
  static constexpr std::size_t kMost = 3 * kLanguageLetters + 4;
  struct Stretch {
    Key key;
    int symbols;
    ngrams::Place place;  // of all of them
  };
  void Put(Key key, int symbols) {
    const ngrams::Place place = group_.PlaceOf(key & ngrams::MaskOf(symbols));
    stretches_[count_++] = {key, symbols, place};
    group_.Prefetch(place);
  }

  const Group& group_;
  std::array<Stretch, kMost> stretches_;
  std::size_t count_ = 0;
};

Language Likeliest(const Group& group, const Symbols& read) {
  Sums sums = Stretches(group, read).Weigh();
  auto& totals = sums.totals;
  for (std::size_t i = 0; i < group.languages; ++i) totals[i] += group.Prior(i);
  const auto end = totals.begin() + static_cast<std::ptrdiff_t>(group.languages);
  const auto best = std::min_element(totals.begin(), end);
  float all = 0;
  for (auto total = totals.begin(); total != end; ++total) {
    constexpr std::uint32_t kFar = 20 * ngrams::kUnitsANat;
    if (*total - *best > kFar) continue;
    all += std::exp(-static_cast<float>(*total - *best) / (ngrams::kUnitsANat * kSpread));
  }
  Language language{.tag = group.Tag(static_cast<std::size_t>(best - totals.begin())),
                    .script = group.script,
                    .confidence = 1 / all};
  if (language.confidence < (read.words < 2 ? kLeastOfAWord : kLeast)) language.tag = "und";
  return language;
}

// The rows of a group for single letters and for pairs, close together: a quick look needs no
// others, and these stay in the cache, which the whole table does not.
class Pairs {
 public:
  explicit Pairs(const Group& group) : row_(group.row) {
    std::vector<Key> symbols = {0};
    for (Key symbol = 1; symbol < index_.size(); ++symbol) {
      const bool known = group.At(group.PlaceOf(symbol)) != nullptr;
      if (!known || symbols.size() == kMostSymbols) continue;
      index_[symbol] = static_cast<std::uint8_t>(symbols.size());
      symbols.push_back(symbol);
    }
    width_ = symbols.size();
    places_.assign(width_ * width_, 0);
    for (std::size_t before = 0; before < width_; ++before) {
      for (std::size_t last = 1; last < width_; ++last) {
        const Key key = symbols[before] << ngrams::kSymbolBits | symbols[last];
        if (const char* row = group.At(group.PlaceOf(key))) {
          places_[before * width_ + last] = static_cast<std::uint16_t>(rows_.size() / row_ + 1);
          rows_.append(row, row_);
        }
      }
    }
    rows_.append(sizeof(Sixteen), '\0');  // rows are read by sixteen bytes
  }

  // 0 for a symbol that the table does not have.
  std::size_t IndexOf(Key symbol) const { return symbol < index_.size() ? index_[symbol] : 0; }
  // Of the last of two; of it alone where the pair is not known; nullptr if neither is.
  const char* RowOf(std::size_t before, std::size_t last) const {
    std::size_t place = places_[before * width_ + last];
    if (place == 0) place = places_[last];
    return place == 0 ? nullptr : rows_.data() + (place - 1) * row_;
  }

 private:
  static constexpr std::size_t kMostSymbols = 192;
  std::size_t row_;
  std::size_t width_ = 0;
  std::array<std::uint8_t, 0xB00> index_{};  // of symbols
  std::vector<std::uint16_t> places_;        // of rows, from 1
  std::string rows_;
};

const Pairs& PairsOf(const Group& group) {
  static std::array<std::once_flag, kScripts> made;
  static std::array<std::unique_ptr<const Pairs>, kScripts> pairs;
  const auto script = static_cast<std::size_t>(group.script);
  std::call_once(made[script], [&] { pairs[script] = std::make_unique<const Pairs>(group); });
  return *pairs[script];
}

// Adds up what pairs of letters say, letter by letter.
class QuickLook {
 public:
  explicit QuickLook(const Group& group)
      : group_(group), pairs_(PairsOf(group)), before_(pairs_.IndexOf(ngrams::kBoundary)) {}

  void Letter(const Properties& properties) {
    const bool own = properties.script == group_.script;
    ++(own ? own_ : foreign_);
    Put(own ? pairs_.IndexOf(ngrams::SymbolOf(properties.folded)) : 0);
  }
  void EndOfWord() { Put(pairs_.IndexOf(ngrams::kBoundary)); }
  std::size_t letters() const { return own_ + foreign_; }

  // The likeliest language of the group; nothing if most letters are of other scripts.
  std::string_view Tag() {
    if (own_ <= foreign_) return {};
    sums_.Carry(group_);
    std::size_t best = 0;
    for (std::size_t i = 0; i < group_.languages; ++i) {
      sums_.totals[i] += group_.Prior(i);
      if (sums_.totals[i] < sums_.totals[best]) best = i;
    }
    return group_.Tag(best);
  }

 private:
  void Put(std::size_t symbol) {
    if (symbol != 0) {
      if (const char* row = pairs_.RowOf(before_, symbol)) sums_.Add(group_, row);
    }
    before_ = symbol != 0 ? symbol : pairs_.IndexOf(ngrams::kBoundary);
  }

  const Group& group_;
  const Pairs& pairs_;
  std::size_t before_;
  std::size_t own_ = 0;
  std::size_t foreign_ = 0;
  Sums sums_;
};

}  // namespace

Language IdentifyLanguage(std::string_view utf8) {
  Symbols read;
  Read(utf8, read);
  const Script script = MostOf(read.letters);
  if (const Group* group = GroupOf(script); group != nullptr) return Likeliest(*group, read);
  Language language{.script = script};
  const auto alone = std::ranges::find(kAlone, script, &Alone::script);
  if (alone != kAlone.end()) {
    language.tag = alone->tag;
    language.confidence = 1;
  }
  return language;
}

bool LooksLike(const Language& language, std::string_view utf8) {
  constexpr std::size_t kLetters = 28;
  const Group* group = GroupOf(language.script);
  if (group == nullptr) return IdentifyLanguage(utf8).tag == language.tag;
  QuickLook look(*group);
  bool in_word = false;
  for (std::size_t i = 0; i < utf8.size() && look.letters() < kLetters;) {
    const char32_t value = NextCodePoint(utf8, i);
    if (value == kTatweel) continue;
    const Properties properties = PropertiesOf(value);
    if (properties.Has(kLetterBit)) {
      look.Letter(properties);
      in_word = true;
    } else if (in_word && !properties.Has(kMarkBit)) {
      look.EndOfWord();
      in_word = false;
    }
  }
  return look.Tag() == language.tag;
}

Script MainScript(std::string_view utf8) {
  constexpr int kLetters = 64;
  Letters letters{};
  int seen = 0;
  for (std::size_t i = 0; i < utf8.size() && seen < kLetters;) {
    const char32_t value = NextCodePoint(utf8, i);
    if (!IsLetter(value)) continue;
    ++letters[static_cast<std::size_t>(ScriptOf(value))];
    ++seen;
  }
  return MostOf(letters);
}

std::string_view DirectionOf(Script script) { return IsRightToLeft(script) ? "rtl" : "ltr"; }

}  // namespace warraq

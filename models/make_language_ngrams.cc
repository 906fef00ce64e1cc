// Makes models/language.ngrams (its layout: plugin/text/language_ngrams.h).
//
//   ninja -C build make_language_ngrams       # needs Debian's libbrotli-dev
//   build/make_language_ngrams MODELS WORDS models/language_words.txt > models/language.ngrams
//
// MODELS is a file that holds the language models of the lingua-rs project (Apache-2.0; statistics
// of Leipzig Wortschatz sentences, others than those it tests with) as lingua embeds them: brotli
// streams of JSON, one for each language and length of stretch, e.g. lingua_bg.wasm of the npm
// package @bluzzi/lingua 1.5.0. WORDS is a folder of word lists, ps.words and so on, one word a
// line, of languages that lingua lacks: those of tessdata_fast 4.1 (Apache-2.0; Debian's
// tesseract-ocr-pus, -snd, -uig, -yid, -kir, -tgk, unpacked with combine_tessdata -u and
// dawg2wordlist). Function words of these languages were written by hand (language_words.txt).
//
// lingua counts stretches of one to five letters inside words. From those counts it follows how
// often a stretch of up to four letters begins or ends a word (all, less those with a letter before
// or behind), so the boundary of a word becomes a symbol like others. What is written is, for the
// stretches that tell most, how likely the last symbol is after those before it, smoothed with
// shorter stretches.

#include <brotli/decode.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <fstream>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include "models/training.h"
#include "plugin/text/language_ngrams.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq::ngrams {
namespace {

constexpr double kClip = 7;           // nats: one odd letter must not decide
constexpr double kLeastShare = 4e-6;  // of a language's stretches, to be thought of at all

struct LanguageRow {
  const char* tag;
  const char* lingua;  // its name there; nullptr for a word list
  int tier;            // how likely our users have it, an index of kPriors
};
struct GroupRow {
  const char* script;
  std::size_t stretches;  // written
  std::vector<LanguageRow> languages;
};

// What a tier costs before anything is read, in nats; and its weight where stretches are chosen.
constexpr std::array<double, 7> kPriors = {0, 1, 4, 8, 10, 4, 8};
constexpr std::array<double, 7> kWeights = {1, 1, .4, .25, .1, .1, .1};

const std::vector<GroupRow>& Groups() {
  static const std::vector<GroupRow> groups = {
      {"Arab",
       40000,
       {{"ar", "ARABIC", 0},
        {"fa", "PERSIAN", 0},
        {"ur", "URDU", 1},
        {"ckb", nullptr, 5},
        {"ps", nullptr, 4},
        {"ug", nullptr, 4},
        {"sd", nullptr, 6}}},
      {"Cyrl",
       60000,
       {{"ru", "RUSSIAN", 0},
        {"uk", "UKRAINIAN", 1},
        {"be", "BELARUSIAN", 3},
        {"bg", "BULGARIAN", 3},
        {"sr", "SERBIAN", 3},
        {"mk", "MACEDONIAN", 4},
        {"kk", "KAZAKH", 3},
        {"ky", nullptr, 4},
        {"tg", nullptr, 4},
        {"mn", "MONGOLIAN", 4}}},
      {"Hebr", 3000, {{"he", "HEBREW", 0}, {"yi", nullptr, 6}}},
      {"Deva", 3000, {{"hi", "HINDI", 0}, {"mr", "MARATHI", 1}}},
      {"Latn", 45000, {{"en", "ENGLISH", 0},     {"de", "GERMAN", 1},       {"fr", "FRENCH", 1},
                       {"es", "SPANISH", 1},     {"tr", "TURKISH", 1},      {"pt", "PORTUGUESE", 2},
                       {"it", "ITALIAN", 2},     {"nl", "DUTCH", 2},        {"pl", "POLISH", 2},
                       {"cs", "CZECH", 2},       {"sk", "SLOVAK", 3},       {"sl", "SLOVENE", 3},
                       {"hr", "CROATIAN", 3},    {"sr-Latn", "SERBIAN", 3}, {"ro", "ROMANIAN", 2},
                       {"hu", "HUNGARIAN", 2},   {"sv", "SWEDISH", 2},      {"da", "DANISH", 2},
                       {"no", "BOKMAL", 2},      {"fi", "FINNISH", 2},      {"et", "ESTONIAN", 3},
                       {"lv", "LATVIAN", 3},     {"lt", "LITHUANIAN", 3},   {"is", "ICELANDIC", 3},
                       {"sq", "ALBANIAN", 3},    {"ca", "CATALAN", 4},      {"eu", "BASQUE", 4},
                       {"ga", "IRISH", 4},       {"cy", "WELSH", 4},        {"af", "AFRIKAANS", 4},
                       {"id", "INDONESIAN", 2},  {"ms", "MALAY", 3},        {"vi", "VIETNAMESE", 2},
                       {"tl", "TAGALOG", 4},     {"sw", "SWAHILI", 3},      {"so", "SOMALI", 4},
                       {"az", "AZERBAIJANI", 3}, {"eo", "ESPERANTO", 4},    {"la", "LATIN", 4},
                       {"yo", "YORUBA", 4}}},
  };
  return groups;
}

// --- lingua's models

// The brotli stream of JSON that begins at the start of `bytes`, with its length.
std::optional<std::pair<std::string, std::size_t>> Unpack(std::string_view bytes) {
  constexpr std::string_view kOpening = R"({"language":")";
  const std::unique_ptr<BrotliDecoderState, decltype(&BrotliDecoderDestroyInstance)> state(
      BrotliDecoderCreateInstance(nullptr, nullptr, nullptr), BrotliDecoderDestroyInstance);
  std::size_t in_left = bytes.size();
  const auto* in = reinterpret_cast<const std::uint8_t*>(bytes.data());
  std::string out;
  std::vector<char> buffer(64);
  while (true) {
    std::size_t out_left = buffer.size();
    auto* to = reinterpret_cast<std::uint8_t*>(buffer.data());
    const auto result =
        BrotliDecoderDecompressStream(state.get(), &in_left, &in, &out_left, &to, nullptr);
    out.append(buffer.data(), buffer.size() - out_left);
    if (!out.starts_with(kOpening)) return std::nullopt;
    if (result == BROTLI_DECODER_RESULT_SUCCESS) {
      return std::pair{std::move(out), bytes.size() - in_left};
    }
    if (result != BROTLI_DECODER_RESULT_NEEDS_MORE_OUTPUT) return std::nullopt;
    buffer.resize(1 << 20);
  }
}

int Symbols(Key key) {
  int symbols = 0;
  for (; key != 0; key >>= kSymbolBits) ++symbols;
  return symbols;
}

// The stretches of a model with their shares: of those with the same symbols before the last.
struct Shares {
  std::vector<std::pair<Key, double>> stretches;
  double whole = 0;  // the largest denominator: for single letters, how many there were
  int symbols = 0;
};

void AddStretches(std::string_view list, double share, Shares& shares) {
  Key key = 0;
  bool known = true;
  const auto finish = [&] {
    if (known && key != 0) shares.stretches.emplace_back(key, share);
    key = 0;
    known = true;
  };
  int symbols = 0;
  for (std::size_t i = 0; i < list.size();) {
    const char32_t value = NextCodePoint(list, i);
    if (value == ' ') {
      finish();
      symbols = 0;
      continue;
    }
    shares.symbols = std::max(shares.symbols, ++symbols);
    const Key symbol = SymbolOf(value);
    known = known && symbol != 0;
    key = key << kSymbolBits | symbol;
  }
  finish();
}

Shares ParseShares(std::string_view json) {
  Shares shares;
  constexpr std::string_view kNgrams = R"("ngrams":{)";
  std::size_t at = json.find(kNgrams) + kNgrams.size();
  while (at < json.size() && json[at] == '"') {  // "3/817":"abc abd",
    const std::size_t key_end = json.find('"', at + 1);
    double part = 0;
    double whole = 1;
    const std::string fraction(json.substr(at + 1, key_end - at - 1));
    if (std::sscanf(fraction.c_str(), "%lf/%lf", &part, &whole) != 2) break;
    shares.whole = std::max(shares.whole, whole);
    const std::size_t begin = key_end + 3;
    const std::size_t end = json.find('"', begin);
    AddStretches(json.substr(begin, end - begin), part / whole, shares);
    at = end + 1 + (json[end + 1] == ',' ? 1 : 0);
  }
  return shares;
}

using LinguaModels = std::map<std::string, std::array<Shares, kLongest + 1>>;

LinguaModels ReadLingua(std::string_view bytes, const std::set<std::string>& wanted) {
  LinguaModels models;
  for (std::size_t i = 0; i < bytes.size();) {
    const auto unpacked = Unpack(bytes.substr(i));
    if (!unpacked) {
      ++i;
      continue;
    }
    const auto& [json, length] = *unpacked;
    i += length;
    const std::string name = json.substr(13, json.find('"', 13) - 13);
    if (!wanted.contains(name)) continue;
    Shares shares = ParseShares(json);
    const int symbols = shares.symbols;
    if (symbols >= 1 && symbols <= kLongest) {
      models[name][static_cast<std::size_t>(symbols)] = std::move(shares);
    }
  }
  return models;
}

// --- counts

using Counts = std::unordered_map<Key, double>;

double CountOf(const Counts& counts, Key key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

Counts LetterCounts(const std::array<Shares, kLongest + 1>& model) {
  Counts counts;
  for (int n = 1; n <= kLongest; ++n) {
    const Shares& shares = model[static_cast<std::size_t>(n)];
    counts.reserve(counts.size() + shares.stretches.size());
    for (const auto& [key, share] : shares.stretches) {
      if (Symbols(key) != n) continue;
      const double before = n == 1 ? shares.whole : CountOf(counts, key >> kSymbolBits);
      if (const double count = std::round(share * before); count >= 1) counts[key] = count;
    }
  }
  return counts;
}

// Adds the stretches that begin or end with the boundary of a word.
Counts WithBoundaries(const Counts& letters) {
  Counts starts = letters;
  Counts ends = letters;
  for (const auto& [key, count] : letters) {
    const int n = Symbols(key);
    if (n < 2) continue;
    starts[key & MaskOf(n - 1)] -= count;
    ends[key >> kSymbolBits] -= count;
  }
  Counts words = starts;
  for (const auto& [key, count] : starts) {
    if (Symbols(key) >= 2 && Symbols(key) < kLongest) words[key >> kSymbolBits] -= count;
  }
  Counts all = letters;
  const auto put = [&](const Counts& counts, int longest, auto make) {
    for (const auto& [key, count] : counts) {
      if (count > 0 && Symbols(key) <= longest) all[make(key)] = count;
    }
  };
  const auto after_boundary = [](Key key) {
    return kBoundary << (kSymbolBits * Symbols(key)) | key;
  };
  put(starts, kLongest - 1, after_boundary);
  put(ends, kLongest - 1, [](Key key) { return key << kSymbolBits | kBoundary; });
  put(words, kLongest - 2, [&](Key key) { return after_boundary(key) << kSymbolBits | kBoundary; });
  for (const auto& [key, count] : starts) {
    if (count > 0 && Symbols(key) == 1) all[kBoundary] += count;
  }
  return all;
}

// Counts every stretch of a word.
void AddWord(const std::vector<Key>& word, double count, Counts& counts) {
  std::vector<Key> symbols = {kBoundary};
  symbols.insert(symbols.end(), word.begin(), word.end());
  symbols.push_back(kBoundary);
  counts[kBoundary] += count;
  for (std::size_t i = 0; i < symbols.size(); ++i) {
    Key key = 0;
    for (std::size_t n = 0; n < std::size_t{kLongest} && i + n < symbols.size(); ++n) {
      key = key << kSymbolBits | symbols[i + n];
      if (key != kBoundary) counts[key] += count;
    }
  }
}

// Its letters, folded; empty if it is not of letters of the script alone.
std::vector<Key> LettersOf(std::string_view word, std::string_view script) {
  std::vector<Key> letters;
  for (std::size_t i = 0; i < word.size();) {
    const char32_t value = NextCodePoint(word, i);
    if (IsMark(value)) continue;
    if (!IsLetter(value) || ScriptName(ScriptOf(value)) != script) return {};
    if (SymbolOf(FoldCase(value)) == 0) return {};
    letters.push_back(SymbolOf(FoldCase(value)));
  }
  return letters;
}

// Words of a list count the less the longer they are; those written by hand, by their rank, make
// up nearly half of all, as function words do.
Counts CountWords(const std::string& folder, const std::string& by_hand, const GroupRow& group,
                  const std::string& tag) {
  Counts counts;
  constexpr double kWords = 1e6;
  std::ifstream list(folder + "/" + tag + ".words");
  std::vector<std::pair<std::vector<Key>, double>> words;
  double total = 0;
  for (std::string line; std::getline(list, line);) {
    std::vector<Key> letters = LettersOf(line, group.script);
    if (letters.size() < 2) continue;
    const double count = 1 / (static_cast<double>(letters.size()) + 2);
    total += count;
    words.emplace_back(std::move(letters), count);
  }
  for (const auto& [letters, count] : words) AddWord(letters, kWords * .6 * count / total, counts);
  std::ifstream hand(by_hand);
  for (std::string line; std::getline(hand, line);) {
    if (!line.starts_with(tag + " ")) continue;
    double rank = 3;
    for (std::size_t at = tag.size() + 1; at < line.size();) {
      const std::size_t end = std::min(line.find(' ', at), line.size());
      const auto letters = LettersOf(std::string_view(line).substr(at, end - at), group.script);
      if (!letters.empty()) AddWord(letters, kWords * .1 / rank, counts);
      rank += 1;
      at = end + 1;
    }
  }
  return counts;
}

// Serbian in Latin letters. Every place of a word begins one longest stretch (of five symbols, or
// shorter and up to the end of the word); the beginnings of these, in Latin, are counted.
Counts InLatin(const Counts& cyrillic) {
  static const std::map<char32_t, std::u32string_view> letters = {
      {U'а', U"a"}, {U'б', U"b"},  {U'в', U"v"}, {U'г', U"g"}, {U'д', U"d"},  {U'ђ', U"đ"},
      {U'е', U"e"}, {U'ж', U"ž"},  {U'з', U"z"}, {U'и', U"i"}, {U'ј', U"j"},  {U'к', U"k"},
      {U'л', U"l"}, {U'љ', U"lj"}, {U'м', U"m"}, {U'н', U"n"}, {U'њ', U"nj"}, {U'о', U"o"},
      {U'п', U"p"}, {U'р', U"r"},  {U'с', U"s"}, {U'т', U"t"}, {U'ћ', U"ć"},  {U'у', U"u"},
      {U'ф', U"f"}, {U'х', U"h"},  {U'ц', U"c"}, {U'ч', U"č"}, {U'џ', U"dž"}, {U'ш', U"š"}};
  Counts latin;
  for (const auto& [key, count] : cyrillic) {
    const int n = Symbols(key);
    if (n < kLongest && (n == 1 || (key & MaskOf(1)) != kBoundary)) continue;
    std::vector<Key> symbols;
    std::size_t of_first = 1;
    bool known = true;
    for (int i = n - 1; i >= 0; --i) {
      const Key symbol = key >> (i * kSymbolBits) & MaskOf(1);
      const auto found = letters.find(static_cast<char32_t>(symbol));
      if (symbol == kBoundary) {
        symbols.push_back(symbol);
      } else if (found == letters.end()) {
        known = false;
      } else {
        symbols.insert(symbols.end(), found->second.begin(), found->second.end());
      }
      if (i == n - 1) of_first = symbols.size();
    }
    for (std::size_t from = 0; known && from < of_first; ++from) {
      Key begun = 0;
      for (std::size_t i = from; i < symbols.size() && i < from + kLongest; ++i) {
        begun = begun << kSymbolBits | symbols[i];
        if (begun != kBoundary) latin[begun] += count;
      }
    }
  }
  latin[kBoundary] = CountOf(cyrillic, kBoundary);
  return latin;
}

// --- probabilities

struct Statistics {
  const LanguageRow* row = nullptr;
  Counts counts;
  double all = 0;  // letters and boundaries

  struct Probabilities {
    double with;     // of the last symbol after the others
    double without;  // and after the others but the first
  };
  Probabilities Of(Key key, int symbols) const {
    const double count = CountOf(counts, key);
    if (symbols == 1) return {(count + .5) / (all + 2000), 1};
    const double shorter = Of(key & MaskOf(symbols - 1), symbols - 1).with;
    const double before = CountOf(counts, key >> kSymbolBits);
    if (before <= 0) return {shorter, shorter};
    const double weight = 3 + .02 * std::sqrt(before);
    return {(count + weight * shorter) / (before + weight), shorter};
  }
};

using Penalties = std::vector<double>;  // by language

Penalties Spread(Penalties penalties) {
  const double least = *std::ranges::min_element(penalties);
  for (double& penalty : penalties) penalty = std::min(penalty - least, kClip);
  return penalties;
}

struct Evidence {
  Penalties with;
  Penalties without;
};

Evidence EvidenceOf(const std::vector<Statistics>& languages, Key key) {
  Evidence evidence;
  const int symbols = Symbols(key);
  for (const Statistics& language : languages) {
    const Statistics::Probabilities probabilities = language.Of(key, symbols);
    evidence.with.push_back(-std::log(probabilities.with));
    evidence.without.push_back(-std::log(probabilities.without));
  }
  return {Spread(std::move(evidence.with)), Spread(std::move(evidence.without))};
}

// How much it matters to tell language k from language i: the likelier both are, the more, and the
// more alike they are. Likeness is the evidence of a symbol, on average, by stretches of three.
using PairWeights = std::vector<std::vector<double>>;

PairWeights WeighPairs(const std::vector<Statistics>& languages) {
  const std::size_t size = languages.size();
  PairWeights weights(size, std::vector<double>(size));
  for (std::size_t i = 0; i < size; ++i) {
    std::vector<double> evidence(size);
    double all = 0;
    for (const auto& [key, count] : languages[i].counts) {
      if (Symbols(key) != 3 || count < 1e-5 * languages[i].all) continue;
      const Penalties penalties = EvidenceOf(languages, key).with;
      for (std::size_t k = 0; k < size; ++k) evidence[k] += count * (penalties[k] - penalties[i]);
      all += count;
    }
    for (std::size_t k = 0; k < size; ++k) {
      if (k == i) continue;
      const double a_symbol = std::max(evidence[k] / all, .1);
      weights[i][k] = kWeights[static_cast<std::size_t>(languages[i].row->tier)] *
                      kWeights[static_cast<std::size_t>(languages[k].row->tier)] /
                      (a_symbol * a_symbol);
    }
  }
  return weights;
}

struct Stretch {
  Key key;
  double worth;
};

// What it adds to what the stretch without its first symbol says already, where it occurs.
double WorthOf(const std::vector<Statistics>& languages, const PairWeights& weights, Key key) {
  if (Symbols(key) == 1) return 1e9;
  const auto [with, without] = EvidenceOf(languages, key);
  double worth = 0;
  for (std::size_t i = 0; i < languages.size(); ++i) {
    const double share = CountOf(languages[i].counts, key) / languages[i].all;
    if (share <= 0) continue;
    double change = 0;
    for (std::size_t k = 0; k < languages.size(); ++k) {
      change += weights[i][k] * std::abs((with[i] - with[k]) - (without[i] - without[k]));
    }
    worth += share * change;
  }
  return worth;
}

std::vector<Stretch> Choose(const std::vector<Statistics>& languages, std::size_t most) {
  const PairWeights weights = WeighPairs(languages);
  std::unordered_set<Key> thought;
  std::vector<Stretch> stretches;
  for (const Statistics& language : languages) {
    const double weight = kWeights[static_cast<std::size_t>(language.row->tier)];
    for (const auto& [key, count] : language.counts) {
      if (key == kBoundary || weight * count < kLeastShare * language.all) continue;
      if (thought.insert(key).second) stretches.push_back({key, WorthOf(languages, weights, key)});
    }
  }
  std::ranges::sort(stretches, [](const Stretch& a, const Stretch& b) {
    return a.worth != b.worth ? a.worth > b.worth : a.key < b.key;
  });
  if (stretches.size() > most) stretches.resize(most);
  return stretches;
}

// --- writing

void Put(std::string& out, std::uint64_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) out.push_back(static_cast<char>(value >> (8 * i)));
}

void PutPadded(std::string& out, std::string_view text, std::size_t bytes) {
  out.append(text).append(bytes - text.size(), '\0');
}

std::string WriteGroup(const GroupRow& group, const std::vector<Statistics>& languages) {
  const std::vector<Stretch> stretches = Choose(languages, group.stretches);
  const std::size_t row = (languages.size() + 1) / 2;
  const auto buckets = static_cast<std::uint32_t>(stretches.size() * 6 / (5 * kWays) + 1);
  std::vector<std::uint16_t> fingerprints(buckets * kWays);
  std::string rows(buckets * kWays * row, '\0');
  std::size_t dropped = 0;
  const auto place = [&](Key key, const Penalties& penalties) {
    const Place at = PlaceOf(key, buckets);
    std::size_t slot = at.bucket * kWays;
    const std::size_t end = slot + kWays;
    while (slot < end && fingerprints[slot] != 0) ++slot;
    if (slot == end) {  // those that tell least come last
      ++dropped;
      return;
    }
    fingerprints[slot] = at.fingerprint;
    for (std::size_t i = 0; i < penalties.size(); ++i) {
      const auto penalty = static_cast<unsigned>(std::lround(penalties[i] * kUnitsANat));
      char& two = rows[slot * row + i / 2];
      two = static_cast<char>(two | std::min(penalty, unsigned{kMostPenalty}) << (i % 2 * 4));
    }
  };
  if (std::string_view(group.script) == "Arab") {  // ar fa ur ckb ps ug sd
    place(kNonJoiner, {3, 0, 2, 1, 2, 3, 3});
  }
  for (const Stretch& stretch : stretches) {
    place(stretch.key, EvidenceOf(languages, stretch.key).with);
  }
  std::fprintf(stderr, "%s: %zu stretches, %zu dropped\n", group.script, stretches.size(), dropped);

  std::string out;
  PutPadded(out, group.script, 4);
  Put(out, languages.size(), 2);
  Put(out, row, 2);
  Put(out, buckets, 4);
  Put(out, 0, 4);
  for (const Statistics& language : languages) {
    PutPadded(out, language.row->tag, kTagBytes);
    const double prior = kPriors[static_cast<std::size_t>(language.row->tier)];
    Put(out, static_cast<std::uint64_t>(prior * kUnitsANat), 4);
  }
  for (std::size_t bucket = 0; bucket < buckets; ++bucket) {
    for (std::size_t way = 0; way < kWays; ++way) Put(out, fingerprints[bucket * kWays + way], 2);
    out.append(rows, bucket * kWays * row, kWays * row);
  }
  return out;
}

std::string MakeTable(const char* models_file, const std::string& words, const std::string& hand) {
  std::set<std::string> wanted;
  for (const GroupRow& group : Groups()) {
    for (const LanguageRow& language : group.languages) {
      if (language.lingua != nullptr) wanted.insert(language.lingua);
    }
  }
  const LinguaModels models = ReadLingua(ReadWhole(models_file), wanted);
  std::string out =
      "# Which letters follow which in the languages of each script, and the bounds of words.\n"
      "# Made by models/make_language_ngrams.cc from the language models of lingua-rs "
      "(Apache-2.0),\n"
      "# word lists of tessdata_fast (Apache-2.0) and models/language_words.txt (our own);\n"
      "# only these figures are shipped. The layout: plugin/text/language_ngrams.h.\n\n";
  for (const GroupRow& group : Groups()) {
    std::vector<Statistics> languages;
    for (const LanguageRow& row : group.languages) {
      Statistics language{.row = &row, .counts = {}};
      if (row.lingua == nullptr) {
        language.counts = CountWords(words, hand, group, row.tag);
      } else {
        language.counts = WithBoundaries(LetterCounts(models.at(row.lingua)));
        if (std::string_view(row.tag) == "sr-Latn") language.counts = InLatin(language.counts);
      }
      for (const auto& [key, count] : language.counts) {
        if (Symbols(key) == 1) language.all += count;
      }
      languages.push_back(std::move(language));
    }
    out += WriteGroup(group, languages);
  }
  return out.append(kSlack, '\0');
}

}  // namespace
}  // namespace warraq::ngrams

int main(int argc, char** argv) {
  if (argc != 4) {
    std::fprintf(stderr, "usage: make_language_ngrams MODELS WORDS HAND > language.ngrams\n");
    return 2;
  }
  const std::string table = warraq::ngrams::MakeTable(argv[1], argv[2], argv[3]);
  std::fwrite(table.data(), 1, table.size(), stdout);
  return 0;
}

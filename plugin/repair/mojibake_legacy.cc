// One single-byte encoding read as another, undone: Arabic pages as Western text ("ÇáÚÑÈíÉ"),
// Russian ones as Western ("Ìîñêâà") or in another of Russia's encodings ("лНЯЙБЮ").
//
// Every byte has some meaning in most encodings, so nothing but likelihood tells: each plausible
// pair is tried on the words of the line, and the best is taken if the line gains enough by it.

#include <algorithm>
#include <array>
#include <bit>
#include <limits>

#include "plugin/repair/fluency.h"
#include "plugin/repair/mojibake_search.h"
#include "plugin/text/entities.h"
#include "plugin/text/letters.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr float kMargin = 12;             // what the line must gain, in natural logarithms,
constexpr float kDoubtPerSign = 1;        // and each sign of it
constexpr int kFewest = 3;                // different signs: fewer are no evidence
constexpr float kSuspicious = 4.5F;       // what a sign costs in text that nobody wrote, at least
constexpr float kUnreadable = 12;         // a word that the pair cannot explain
constexpr float kNatural = 5;             // what a step costs in text that somebody wrote, at most
constexpr std::size_t kFewLose = 4;       // words that lose by it are few: one sign in four
constexpr std::size_t kSampleSigns = 48;  // what the pairs are tried on first

// The encoding a text was read in, and one in which it may have been written.
struct Pair {
  Misreading read;
  Misreading written;
};

constexpr Pair kPlausible[] = {
    {kWindows1252, kWindows1251},
    {kWindows1252, kWindows1256},
    {kWindows1252, kIso6},
    {kWindows1252, kKoi8R},
    {kWindows1252, kIbm866},
    {kWindows1252, kWindows1255},
    {kWindows1252, kWindows1253},
    {kWindows1252, kIso5},
    {kWindows1252, kMacCyrillic},
    {kWindows1252, kIbm720},
    {kWindows1252, kWindows874},
    {kWindows1251, kKoi8R},
    {kWindows1251, kIbm866},
    {kWindows1251, kMacCyrillic},
    {kWindows1251, kIso5},
    {kWindows1251, kWindows1256},
    {kWindows1251, kIso6},
    {kWindows1251, kWindows1255},
    {kWindows1251, kWindows1253},
    {kWindows1251, kWindows1252},
    {kKoi8R, kWindows1251},
    {kKoi8R, kIbm866},
    {kKoi8R, kIso5},
    {kKoi8R, kMacCyrillic},
    {kIbm866, kWindows1251},
    {kIbm866, kKoi8R},
    {kIbm866, kIso5},
    {kWindows1256, kWindows1251},
    {kWindows1256, kIso6},
    {kWindows1256, kWindows1252},
    {kIbm437, kWindows1251},
    {kIbm437, kIbm866},
    {kIbm437, kWindows1256},
    {kIbm850, kWindows1251},
    {kIbm850, kIbm866},
    {kIbm850, kWindows1256},
    {kMacRoman, kWindows1251},
    {kMacRoman, kMacCyrillic},
    {kMacRoman, kWindows1256},
    {kMacCyrillic, kWindows1251},
    {kIso5, kWindows1251},
    {kIso5, kKoi8R},
    {kIso6, kWindows1256},
    {kWindows1250, kWindows1251},
    {kWindows1250, kWindows1256},
    {kWindows1254, kWindows1251},
    {kWindows1254, kWindows1256},
    {kIso15, kWindows1251},
    {kIso15, kWindows1256},
    {kWindows1253, kWindows1251},
    {kWindows1255, kWindows1251},
    {kWindows1257, kWindows1251},
};

// How much seldomer than the commonest.
float SeldomWritten(Misreading written) {
  switch (written) {
    case kWindows1251:
    case kWindows1256:
      return 0;
    case kKoi8R:
    case kWindows1252:
    case kWindows1255:
    case kWindows1253:
      return 1;
    case kIso6:
    case kIbm866:
      return 2.5F;
    default:
      return 5;
  }
}

struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t signs = 0;                  // that are not ASCII
  std::size_t pairs = 0;                  // of those, beside each other
  MisreadingSet has = ~MisreadingSet{0};  // encodings that have all of them
  float cost = 0;
};

struct Words {
  std::vector<Word> words;
  std::size_t pairs = 0;
  std::uint64_t different = 0;  // a bit for each sign that is no punctuation, by its last bits
  std::size_t signs = 0;
  float cost = 0;
};

// Dots, dashes, quotation marks and wide gaps are the same in most encodings.
std::uint64_t MeansSomething(char32_t value) {
  const Sort sort = KindOf(value).sort;
  return sort != Sort::kOpening && sort != Sort::kClosing && sort != Sort::kSpace ? 1 : 0;
}

// Two signs that say something about each other; a letter that is drawn out ("Ôôô") does not.
bool IsPair(char32_t before, char32_t next) {
  return before >= 0x80 && FoldCase(before) != FoldCase(next);
}

// Reads the word at `begin`, up to `end`.
Word ReadWord(std::span<const Piece> line, std::size_t begin, std::size_t end,
              std::uint64_t& different) {
  Word word{.begin = begin, .end = end};
  Fluency fluency;
  for (std::size_t i = begin; i < end; ++i) {
    // C1 controls become what windows-1252 means in any case (the repair `controls`).
    const char32_t meaning = C1Meaning(line[i].value);
    fluency.Add(meaning != 0 ? meaning : line[i].value);
    if (line[i].value < 0x80) continue;
    ++word.signs;
    word.pairs += i > begin && IsPair(line[i - 1].value, line[i].value);
    different |= MeansSomething(line[i].value) << (line[i].value & 63);
    word.has &= line[i].behind->has;
  }
  word.cost = fluency.CostAtEnd();
  return word;
}

// The words that are not ASCII.
Words WordsOf(std::span<const Piece> line) {
  Words all;
  for (std::size_t i = 0; i < line.size(); ++i) {
    const std::size_t begin = i;
    bool ascii = true;
    for (; i < line.size() && line[i].value != ' ' && line[i].value != '\t'; ++i) {
      ascii &= line[i].value < 0x80;
    }
    if (ascii) continue;
    const Word word = ReadWord(line, begin, i, all.different);
    all.signs += word.signs;
    all.pairs += word.pairs;
    all.cost += word.cost;
    all.words.push_back(word);
  }
  return all;
}

char32_t Reread(char32_t value, Pair pair) {
  if (value < 0x80) return value;
  return MeaningOf(BytesOf(value).byte[pair.read], pair.written);
}

// What the word gains; `kUnreadable` below zero if the encoding has no such bytes.
float GainOf(std::span<const Piece> line, const Word& word, Pair pair) {
  Fluency fluency;
  for (std::size_t i = word.begin; i < word.end; ++i) {
    const char32_t value = Reread(line[i].value, pair);
    if (value == 0) return -kUnreadable;
    fluency.Add(value);
  }
  return std::max(word.cost - fluency.CostAtEnd(), -kUnreadable);
}

struct Gain {
  float all = 0;
  float left = 0;  // what the words cost then
  std::size_t signs = 0;
  std::size_t steps = 0;  // from each code point of the words to the next
  std::size_t pairs = 0;
  std::size_t losing = 0;  // of words that are likelier as they stand
};

Gain GainOf(std::span<const Piece> line, const Words& words, Pair pair) {
  const MisreadingSet bit = MisreadingSet{1} << pair.read;
  Gain gain;
  for (const Word& word : words.words) {
    if ((word.has & bit) == 0) continue;
    const float of_word = GainOf(line, word, pair);
    gain.all += of_word;
    gain.signs += word.signs;
    gain.steps += word.end - word.begin + 1;
    gain.left += word.cost - of_word;
    if (of_word < 0) gain.losing += word.signs;
    if (of_word > 0) gain.pairs += word.pairs;
  }
  return gain;
}

std::vector<Piece> Apply(std::span<const Piece> line, const Words& words, Pair pair, float least) {
  const MisreadingSet bit = MisreadingSet{1} << pair.read;
  std::vector<Piece> made(line.begin(), line.end());
  for (const Word& word : words.words) {
    if ((word.has & bit) == 0 || GainOf(line, word, pair) <= least) continue;
    for (std::size_t i = word.begin; i < word.end; ++i) {
      if (line[i].value < 0x80) continue;
      made[i] = MakePiece(Reread(line[i].value, pair), line[i].begin, line[i].end);
    }
  }
  return made;
}

// What the pairs are tried on: runs of signs, each between the two ASCII characters beside it. What
// ASCII costs by itself is the same for all pairs.
struct Sample {
  Letter letter;
  const BytesBehind* behind;
  bool first;  // what stands before it says nothing about it
};

std::vector<Sample> SampleOf(std::span<const Piece> line, const Words& words) {
  const LetterPairs& pairs = LetterPairs::Get();
  std::vector<Sample> sample;
  std::size_t signs = 0;
  const auto add = [&](std::size_t i, const Word& word, bool first) {
    const Piece* const piece = i >= word.begin && i < word.end ? &line[i] : nullptr;
    const char32_t value = piece != nullptr ? piece->value : U' ';
    sample.push_back({pairs.Of(value), piece != nullptr ? piece->behind : &BytesOf(U' '), first});
  };
  for (const Word& word : words.words) {
    if (signs >= kSampleSigns) break;
    signs += word.signs;
    for (std::size_t i = word.begin; i < word.end; ++i) {
      if (line[i].value < 0x80) continue;
      add(i - 1, word, true);
      for (; i < word.end && line[i].value >= 0x80; ++i) add(i, word, false);
      add(i, word, false);
    }
  }
  return sample;
}

// What each byte means, as the model of pairs has it.
const std::array<Letter, 128>& LettersWritten(Misreading written) {
  static const auto letters = [] {
    std::array<std::array<Letter, 128>, kMisreadings> made{};
    for (std::size_t i = 0; i < kMisreadings; ++i) {
      for (std::uint8_t at = 0; at < 128; ++at) {
        const char32_t meaning = MeaningOf(static_cast<std::uint8_t>(0x80 + at), i);
        made[i][at] = LetterOf(meaning != 0 ? meaning : kReplacement);
      }
    }
    return made;
  }();
  return letters[written];
}

// By pairs alone, in the steps of LetterPairs: quicker than Fluency, and good enough to choose by.
// Not added up further than to `most`. Without a pair, of what stands there.
int RawCost(std::span<const Sample> sample, const Pair* pair, int most) {
  const LetterPairs& pairs = LetterPairs::Get();
  const MisreadingSet bit = pair != nullptr ? MisreadingSet{1} << pair->read : 0;
  const auto& letters = LettersWritten(pair != nullptr ? pair->written : kWindows1252);
  const std::size_t read = pair != nullptr ? pair->read : 0;
  int cost =
      pair != nullptr ? static_cast<int>(SeldomWritten(pair->written)) * LetterPairs::kSteps : 0;
  Letter before = pairs.Of(U' ');
  for (const auto& [as_read, behind, first] : sample) {
    const bool has = (behind->has & bit) != 0;
    const Letter letter = has ? letters[behind->byte[read] - 0x80u] : as_read;
    if (!first) cost += pairs.Cost(before, letter);
    if (cost >= most) break;
    before = letter;
  }
  return cost;
}

// The likeliest pair; the first of the table if there are two. Null if none is likelier than what
// stands there.
const Pair* BestPair(std::span<const Piece> line, const Words& words) {
  MisreadingSet possible = 0;
  for (const Word& word : words.words) possible |= word.has;
  const std::vector<Sample> sample = SampleOf(line, words);
  const Pair* best = nullptr;
  int best_cost = RawCost(sample, nullptr, std::numeric_limits<int>::max());
  for (const Pair& pair : kPlausible) {
    if ((possible >> pair.read & 1) == 0) continue;
    const int cost = RawCost(sample, &pair, best_cost);
    if (cost >= best_cost) continue;
    best = &pair;
    best_cost = cost;
  }
  return best;
}

}  // namespace

Finding FindLegacy(std::span<const Piece> line) {
  const Words words = WordsOf(line);
  if (words.pairs < kFewestPairs || std::popcount(words.different) < kFewest) return {};
  if (words.cost < kSuspicious * static_cast<float>(words.signs)) return {};
  const Pair* const best = BestPair(line, words);
  if (best == nullptr) return {};
  const Gain gain = GainOf(line, words, *best);
  const float doubt = kDoubtPerSign * static_cast<float>(gain.signs);
  if (gain.all < kMargin + doubt) return {};
  if (gain.pairs < kFewestPairs) return {};
  if (gain.left > kNatural * static_cast<float>(gain.steps)) return {};
  const float least = gain.losing * kFewLose <= gain.signs ? -kUnreadable : 0;
  return {.gain = gain.all - doubt, .line = Apply(line, words, *best, least)};
}

}  // namespace warraq

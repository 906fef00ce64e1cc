// A template of one encoding is filled from a database of another, a quotation is pasted in:
//
//   "La caf\xE9 noir, déjà vu"  ->  E9 is é, in windows-1252 as in others
//   "Мэр сказал \xCC\xEE\xF1\xEA\xE2\xE0"  ->  "Москва", windows-1251
//
// Words are judged whole. One that is UTF-8 but for a byte or two is damaged and stays; one with
// hardly a sequence of UTF-8 is weighed, with all such words of the line, as the encodings from
// before Unicode read it (legacy.h): it has to be likely writing and hardly anything else, and of a
// few letters only Latin or what the line is written in besides. Signs of windows-1252 that stand
// alone (\x93 ... \x94, \x96) are told by what stands around them.

#include "plugin/text/stretches.h"

#include <algorithm>
#include <array>

#include "plugin/text/ascii.h"
#include "plugin/text/entities.h"
#include "plugin/text/letters.h"
#include "plugin/text/properties.h"
#include "plugin/text/sixteen.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr double kNatural = -5;     // the likelihood of a pair, at least; natural logarithm
constexpr double kFirstLetter = 8;  // and this much more for Latin letters with marks
constexpr float kSureLatin = 0.8F;  // confidence of the choice
constexpr float kSureOther = 0.9F;
constexpr std::size_t kFewLetters = 2;   // of the line's own script, at least
constexpr std::size_t kManyLetters = 8;  // of another
constexpr std::size_t kMostWords = 256;  // that are weighed together
constexpr int kUtf8Gain = 6 * LetterPairs::kSteps;

// A row of letters of ASCII and bytes beyond it.
struct Word {
  std::size_t begin = 0;
  std::size_t end = 0;
  std::size_t sequences = 0;  // of UTF-8, of several bytes
  std::size_t broken = 0;
};

bool IsPartOfWord(char c) { return !IsAscii(c) || IsAsciiLetter(c); }

// A byte that means a quotation mark, a dash, a no-break space or the like in windows-1252, with no
// other broken byte beside it.
bool IsLoneSign(std::string_view line, std::size_t at) {
  const auto byte = static_cast<unsigned char>(line[at]);
  const bool sign = byte == 0x85 || (byte >= 0x91 && byte <= 0x97) || byte == 0xA0 ||
                    byte == 0xAB || byte == 0xB0 || byte == 0xBB;
  if (!sign) return false;
  const auto broken = [&](std::size_t i) { return !DecodeAt(line, i).valid; };
  std::size_t before = at;
  if (at > 0) PreviousCodePoint(line, before);
  return (at == 0 || !broken(before)) && (at + 1 >= line.size() || !broken(at + 1));
}

// Calls `word` with the words that are not ASCII, and `sign` with the places of lone signs.
template <typename TakeWord, typename TakeSign>
void ForEachWord(std::string_view line, TakeWord word, TakeSign sign) {
  Word current;
  const auto end_word = [&](std::size_t end) {
    current.end = end;
    if (current.sequences + current.broken > 0) word(current);
  };
  bool inside = false;
  for (std::size_t i = 0; i < line.size();) {
    const CodePoint point = DecodeAt(line, i);
    const bool lone_sign = !point.valid && point.bytes == 1 && IsLoneSign(line, i);
    const bool part = IsPartOfWord(line[i]) && !lone_sign;
    if (inside && !part) end_word(i);
    if (!inside && part) current = {.begin = i};
    inside = part;
    if (lone_sign) sign(i);
    current.sequences += part && point.valid && point.bytes > 1;
    current.broken += part && !point.valid;
    i += point.bytes;
  }
  if (inside) end_word(line.size());
}

// Damage breaks one letter in a word of whole ones; another encoding leaves hardly a sequence.
bool IsLegacy(const Word& word) { return word.broken > 0 && word.broken >= word.sequences * 2; }

// Without letters beside it a byte says nothing of its encoding.
bool IsLoneByte(const Word& word) { return word.end - word.begin == 1; }

char32_t Before(std::string_view line, std::size_t at) {
  return at == 0 ? U' ' : PreviousCodePoint(line, at);
}
char32_t Behind(std::string_view line, std::size_t at) {
  return at + 1 >= line.size() ? U' ' : DecodeAt(line, at + 1).value;
}

bool IsLatin(char32_t value) { return IsLetter(value) && ScriptOf(value) == Script::kLatn; }

bool IsOtherLetter(char32_t value) { return IsLetter(value) && !IsLatin(value); }

// Whether a sign is one by what stands around it, and not the end of a letter that lost its
// beginning. `paired`: the line has the opening quotation mark and the closing one.
bool FitsAround(std::string_view line, std::size_t at, bool paired) {
  const char32_t before = Before(line, at);
  const char32_t behind = Behind(line, at);
  // A no-break space parts French quotation marks from their words.
  const bool after_space = before != 0xA0 && (IsSpace(before) || before == '(');
  const bool before_word = behind == 0xA0 || !IsSpace(behind);
  const bool in_other = IsOtherLetter(before) || IsOtherLetter(behind);
  switch (static_cast<unsigned char>(line[at])) {
    case 0x91:
    case 0x93:
    case 0xAB:
      return paired && after_space && before_word;
    case 0x92:
      return (IsLatin(before) && IsLatin(behind)) || (paired && !after_space);
    case 0x94:
    case 0xBB:
      return paired && !after_space;
    case 0xA0:
      return !in_other;
    case 0xB0:
      return IsDigit(before) && !in_other;
    case 0x85:
      return !in_other && (after_space || !IsLetter(behind));
    case 0x95:
    case 0x96:
    case 0x97:
      return after_space && IsSpace(behind);
    default:
      return false;
  }
}

struct Broken {
  std::vector<Word> words;
  std::vector<std::size_t> signs;
  std::array<std::size_t, kScripts> letters{};  // of the words that are UTF-8
};

Broken ReadBroken(std::string_view line) {
  Broken broken;
  ForEachWord(
      line,
      [&](const Word& word) {
        if (IsLegacy(word)) broken.words.push_back(word);
        if (word.broken > 0) return;
        for (std::size_t i = word.begin; i < word.end;) {
          const char32_t value = NextCodePoint(line, i);
          if (IsLetter(value)) ++broken.letters[static_cast<std::size_t>(ScriptOf(value))];
        }
      },
      [&](std::size_t at) { broken.signs.push_back(at); });
  return broken;
}

void AddSigns(std::string_view line, const std::vector<std::size_t>& signs,
              std::vector<Stretch>& stretches) {
  const auto has = [&](char open, char close) {
    const auto is = [&](char sign) {
      return std::ranges::any_of(signs, [&](std::size_t at) { return line[at] == sign; });
    };
    return is(open) && is(close);
  };
  const bool doubles = has('\x93', '\x94');
  const bool singles = has('\x91', '\x92');
  const bool angles = has('\xAB', '\xBB');
  const ByteEncoding* const table = FindByteEncoding("windows-1252");
  for (const std::size_t at : signs) {
    const char sign = line[at];
    const bool paired = sign == '\x93' || sign == '\x94'   ? doubles
                        : sign == '\xAB' || sign == '\xBB' ? angles
                                                           : singles;
    if (FitsAround(line, at, paired)) stretches.push_back({at, at + 1, table});
  }
}

// What the words say in the encoding that was chosen.
struct Said {
  std::size_t letters = 0;
  Script script = Script::kCommon;  // kOther where there are two
  std::size_t odd = 0;              // what is no letter, and capitals behind small letters
  std::size_t pairs = 0;
};

Said WhatTheySay(std::string_view line, const std::vector<Word>& words, const ByteEncoding& table) {
  Said said;
  for (const Word& word : words) {
    if (IsLoneByte(word)) continue;
    for (std::size_t i = word.begin; i < word.end; ++i) {
      if (IsAscii(line[i])) continue;
      ++said.pairs;
      const char32_t value = table.meaning[static_cast<unsigned char>(line[i])];
      const char32_t before =
          i > word.begin ? table.meaning[static_cast<unsigned char>(line[i - 1])] : U' ';
      said.odd += !IsLetter(value) || (IsUppercase(value) && IsLowercase(before));
      if (!IsLetter(value)) continue;
      ++said.letters;
      const Script script = ScriptOf(value);
      const bool same = said.script == Script::kCommon || said.script == script;
      said.script = same ? script : Script::kOther;
    }
    ++said.pairs;
  }
  return said;
}

bool IsSure(const Said& said, const LegacyChoice& choice, double likelihood, const Broken& broken) {
  if (said.letters == 0 || said.script == Script::kOther || said.odd * 4 > said.letters)
    return false;
  const double first = said.script == Script::kLatn ? kFirstLetter : 0;
  if (likelihood < kNatural * static_cast<double>(said.pairs) - first) return false;
  if (said.script == Script::kLatn) return said.odd == 0 && choice.confidence >= kSureLatin;
  const bool own = broken.letters[static_cast<std::size_t>(said.script)] > 0;
  return choice.confidence >= kSureOther && said.letters >= (own ? kFewLetters : kManyLetters);
}

// The likelihood of all pairs of the pieces, less that of pairs of ASCII.
double ForeignLikelihood(const std::vector<std::string_view>& pieces, double likelihood) {
  const LetterPairs& pairs = LetterPairs::Get();
  std::int64_t ascii = 0;
  for (const std::string_view piece : pieces) {
    char before = ' ';
    for (const char next : piece) {
      if (IsAscii(before) && IsAscii(next)) {
        ascii += pairs.Cost(pairs.Of(static_cast<unsigned char>(before)),
                            pairs.Of(static_cast<unsigned char>(next)));
      }
      before = next;
    }
  }
  return likelihood + static_cast<double>(ascii) / LetterPairs::kSteps;
}

void AddWords(std::string_view line, const Broken& broken, std::vector<Stretch>& stretches) {
  std::vector<std::string_view> pieces;
  for (const Word& word : broken.words) {
    if (IsLoneByte(word)) continue;
    if (pieces.size() == kMostWords) break;
    const std::size_t end = std::min(word.end + 1, line.size());
    const std::size_t last = IsAscii(line[end - 1]) ? end : word.end;
    pieces.push_back(line.substr(word.begin, last - word.begin));
  }
  if (pieces.empty()) return;
  const LegacyChoice choice = ChooseLegacy(pieces, {});
  if (choice.table == nullptr) return;
  const Said said = WhatTheySay(line, broken.words, *choice.table);
  if (!IsSure(said, choice, ForeignLikelihood(pieces, choice.likelihood), broken)) return;
  for (const Word& word : broken.words) stretches.push_back({word.begin, word.end, choice.table});
}

// Whether a byte that begins a sequence of UTF-8 stands before one that goes on with it. In most
// encodings of one byte a letter hardly a line has such.
bool HasSequence(std::string_view line) {
  const auto is_lead = [](unsigned char byte) { return byte >= 0xC2 && byte <= 0xF4; };
  std::size_t at = 0;
  for (; at + sizeof(Sixteen) < line.size(); at += sizeof(Sixteen)) {
    const Sixteen here = LoadSixteen(line.data() + at);
    const Sixteen next = LoadSixteen(line.data() + at + 1);
    if (AnyOf(Within(here, '\xC2', '\xF4') & Within(next, '\x80', '\xBF'))) return true;
  }
  for (; at + 1 < line.size(); ++at) {
    const auto next = static_cast<unsigned char>(line[at + 1]);
    if (is_lead(static_cast<unsigned char>(line[at])) && next >= 0x80 && next < 0xC0) return true;
  }
  return false;
}

int CostAsUtf8(std::string_view word) {
  const LetterPairs& pairs = LetterPairs::Get();
  Letter before = pairs.Of(U' ');
  int cost = 0;
  for (std::size_t i = 0; i < word.size();) {
    const Letter next = pairs.Of(NextCodePoint(word, i));
    cost += pairs.Cost(before, next);
    before = next;
  }
  return cost + pairs.Cost(before, pairs.Of(U' '));
}

int CostInTable(std::string_view word, const ByteEncoding& table) {
  const LetterPairs& pairs = LetterPairs::Get();
  Letter before = pairs.Of(U' ');
  int cost = 0;
  for (const char c : word) {
    const Letter next = pairs.Of(table.meaning[static_cast<unsigned char>(c)]);
    cost += pairs.Cost(before, next);
    before = next;
  }
  return cost + pairs.Cost(before, pairs.Of(U' '));
}

}  // namespace

std::vector<Stretch> FindLegacyStretches(std::string_view line) {
  const Broken broken = ReadBroken(line);
  std::vector<Stretch> stretches;
  AddSigns(line, broken.signs, stretches);
  AddWords(line, broken, stretches);
  std::ranges::sort(stretches, {}, &Stretch::begin);
  return stretches;
}

std::vector<Stretch> FindUtf8Stretches(std::string_view line, const ByteEncoding& table) {
  std::vector<Stretch> stretches;
  if (!HasSequence(line)) return stretches;
  ForEachWord(
      line,
      [&](const Word& word) {
        if (word.sequences == 0 || word.broken > 0) return;
        const std::string_view bytes = line.substr(word.begin, word.end - word.begin);
        if (CostAsUtf8(bytes) + kUtf8Gain > CostInTable(bytes, table)) return;
        stretches.push_back({word.begin, word.end, nullptr});
      },
      [](std::size_t) {});
  return stretches;
}

}  // namespace warraq

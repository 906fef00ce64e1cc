// A letter of another script that looks the same, inside a word of one script: typed on the wrong
// keyboard, recognized from ink, or put there to fool a filter.
//
//   "Мoсква" (Latin o) -> "Москва"      "Mаriupol" (Cyrillic а) -> "Mariupol"
//
// A word is changed only if it cannot be meant: all its foreign letters have a lookalike in the
// other script, they are fewer than its own, at least one of its own has no lookalike on the
// foreign side (so that the script is certain), and no foreign capital stands behind a small letter
// ("компанияT" is two words that ran together). The pairs are the letters that common fonts draw
// alike (Unicode UTS #39, confusables), not those that only resemble each other in capitals.

#include <array>
#include <string>

#include "plugin/repair/repair.h"
#include "plugin/text/properties.h"
#include "plugin/text/sixteen.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kShortest = 3;       // letters
constexpr std::size_t kLongest = 64;       // longer runs are no words
constexpr std::size_t kShortestGreek = 4;  // formulas: "ΔTx"

struct Pair {
  char32_t latin;
  char32_t other;
  bool to_other;  // whether the other letter is so common that the Latin one may stand for it
};

constexpr auto kCyrillic = std::to_array<Pair>({
    {'A', U'А', true},  {'B', U'В', true},  {'C', U'С', true},  {'E', U'Е', true},
    {'H', U'Н', true},  {'I', U'І', true},  {'J', U'Ј', false}, {'K', U'К', true},
    {'M', U'М', true},  {'O', U'О', true},  {'P', U'Р', true},  {'S', U'Ѕ', false},
    {'T', U'Т', true},  {'X', U'Х', true},  {'Y', U'У', true},  {'a', U'а', true},
    {'c', U'с', true},  {'e', U'е', true},  {'h', U'һ', false}, {'i', U'і', true},
    {'j', U'ј', false}, {'o', U'о', true},  {'p', U'р', true},  {'q', U'ԛ', false},
    {'s', U'ѕ', false}, {'w', U'ԝ', false}, {'x', U'х', true},  {'y', U'у', true},
    {U'Ë', U'Ё', true}, {U'Ï', U'Ї', true}, {U'ë', U'ё', true}, {U'ï', U'ї', true},
});

constexpr auto kGreek = std::to_array<Pair>({
    {'A', U'Α', true},
    {'B', U'Β', true},
    {'E', U'Ε', true},
    {'H', U'Η', true},
    {'I', U'Ι', true},
    {'K', U'Κ', true},
    {'M', U'Μ', true},
    {'N', U'Ν', true},
    {'O', U'Ο', true},
    {'P', U'Ρ', true},
    {'T', U'Τ', true},
    {'X', U'Χ', true},
    {'Y', U'Υ', true},
    {'Z', U'Ζ', true},
    {'o', U'ο', true},
    {'v', U'ν', false},
    {U'ó', U'ό', true},
});

std::span<const Pair> PairsWith(Script script) {
  if (script == Script::kGrek) return kGreek;
  return kCyrillic;
}

// The lookalike of `value` on the other side; 0 if there is none.
char32_t Lookalike(char32_t value, bool to_latin, Script other) {
  for (const Pair& pair : PairsWith(other)) {
    if (to_latin && pair.other == value) return pair.latin;
    if (!to_latin && pair.latin == value && pair.to_other) return pair.other;
  }
  return 0;
}

struct Letter {
  std::size_t begin = 0;
  char32_t value = 0;
  bool is_latin = false;
};

// The letters of a word, if it has Latin and one other script of the two.
struct MixedWord {
  std::array<Letter, kLongest> letters{};
  std::size_t size = 0;
  Script other = Script::kCommon;
  bool fits = true;
};

MixedWord ReadWord(std::string_view bytes, Span at) {
  MixedWord word;
  for (std::size_t i = at.begin; i < at.end && word.fits;) {
    const std::size_t begin = i;
    const char32_t value = NextCodePoint(bytes, i);
    const Script script = ScriptOf(value);
    const bool is_latin = script == Script::kLatn;
    if (IsMark(value)) continue;
    word.fits = word.size < kLongest && IsLetter(value) &&
                (is_latin || word.other == Script::kCommon || script == word.other);
    if (!word.fits) break;
    if (!is_latin) word.other = script;
    word.letters[word.size++] = {begin, value, is_latin};
  }
  word.fits = word.fits && (word.other == Script::kCyrl || word.other == Script::kGrek);
  return word;
}

// Whether the letters of the side that is not Latin (`latin_home`: that is) are strays in the word.
bool HasStrays(const MixedWord& word, bool latin_home) {
  std::size_t strays = 0;
  bool certain = false;
  bool small_before = false;
  for (std::size_t i = 0; i < word.size; ++i) {
    const Letter& letter = word.letters[i];
    const char32_t twin = Lookalike(letter.value, !letter.is_latin, word.other);
    if (letter.is_latin == latin_home) {
      certain = certain || twin == 0;
    } else {
      if (twin == 0 || (small_before && IsUppercase(letter.value))) return false;
      ++strays;
    }
    small_before = small_before || IsLowercase(letter.value);
  }
  const std::size_t shortest = word.other == Script::kGrek ? kShortestGreek : kShortest;
  return certain && strays > 0 && strays * 2 < word.size && word.size >= shortest;
}

void WriteWord(const MixedWord& word, bool latin_home, Edit& edit, std::uint32_t& count) {
  std::string with;
  for (std::size_t i = 0; i < word.size; ++i) {
    const Letter& letter = word.letters[i];
    if (letter.is_latin == latin_home) continue;
    with.clear();
    AppendUtf8(with, letter.value);
    const std::size_t end = letter.begin + with.size();
    with.clear();
    AppendUtf8(with, Lookalike(letter.value, !letter.is_latin, word.other));
    edit.Change(letter.begin, end, with);
    ++count;
  }
}

// What a byte makes of the word it stands in.
constexpr std::uint8_t kBreak = 0;
constexpr std::uint8_t kLatinByte = 1;
constexpr std::uint8_t kOtherByte = 2;
constexpr std::uint8_t kTail = 4;

constexpr std::array kKinds = [] {
  std::array<std::uint8_t, 256> kinds{};
  for (unsigned byte = 0; byte < 256; ++byte) {
    const bool latin = (byte >= 'a' && byte <= 'z') || (byte >= 'A' && byte <= 'Z') ||
                       (byte >= 0xC3 && byte <= 0xC9);
    const bool other = byte >= 0xCE && byte <= 0xD3;
    const bool tail = (byte >= 0x80 && byte < 0xC0) || byte == 0xCC || byte == 0xCD;
    kinds[byte] = latin ? kLatinByte : other ? kOtherByte : tail ? kTail : kBreak;
  }
  return kinds;
}();

std::uint8_t KindAt(std::string_view bytes, std::size_t at) {
  return at < bytes.size() ? kKinds[static_cast<unsigned char>(bytes[at])] : kBreak;
}

// The bytes around `at` that are no break, from `from` on.
Span WordAround(std::string_view bytes, std::size_t from, std::size_t at) {
  std::size_t begin = at;
  while (begin > from && KindAt(bytes, begin - 1) != kBreak) --begin;
  while (KindAt(bytes, begin) == kTail) ++begin;  // of a character before the word
  std::size_t end = at;
  while (KindAt(bytes, end) != kBreak) ++end;
  return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end)};
}

bool IsMixed(std::string_view bytes, Span word) {
  unsigned kinds = 0;
  for (std::size_t i = word.begin; i < word.end; ++i) kinds |= KindAt(bytes, i);
  return (kinds & kLatinByte) != 0 && (kinds & kOtherByte) != 0;
}

// Whether a word that is both Latin and of the other side may turn from one to the other here: an
// ASCII letter before a lead of the other side, a letter of two bytes before a Latin one, a Latin
// one of two bytes before the other side; and at any mark, which may part the two.
bool MayTurn(std::string_view bytes, std::size_t at) {
  const std::uint8_t here = KindAt(bytes, at);
  const std::uint8_t next = KindAt(bytes, at + 1);
  const auto byte = static_cast<unsigned char>(bytes[at]);
  if (byte < 0x80) return here == kLatinByte && next == kOtherByte;
  if (here == kTail) return next == kLatinByte || byte >= 0xC0;
  return here == kLatinByte && KindAt(bytes, at + 2) == kOtherByte;
}

// The same for sixteen places.
bool MayTurnInSixteen(const char* bytes) {
  const auto is_letter = [](Sixteen block) { return Within(block | 0x20, 'a', 'z'); };
  const auto is_latin_lead = [](Sixteen block) { return Within(block, '\xC3', '\xC9'); };
  const auto is_other_lead = [](Sixteen block) { return Within(block, '\xCE', '\xD3'); };
  const Sixteen here = LoadSixteen(bytes);
  const Sixteen next = LoadSixteen(bytes + 1);
  const Sixteen behind = LoadSixteen(bytes + 2);
  return AnyOf((is_letter(here) & is_other_lead(next)) |
               (Within(here, '\x80', '\xBF') & (is_letter(next) | is_latin_lead(next))) |
               (is_latin_lead(here) & is_other_lead(behind)) | Within(here, '\xCC', '\xCD'));
}

// The first place from `at` on where a word may turn; the size if there is none.
std::size_t NextTurn(std::string_view bytes, std::size_t at) {
  while (at + sizeof(Sixteen) + 2 <= bytes.size() && !MayTurnInSixteen(bytes.data() + at)) {
    at += sizeof(Sixteen);
  }
  while (at < bytes.size() && !MayTurn(bytes, at)) ++at;
  return at;
}

Text TurnStrays(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  Edit edit(text);
  std::size_t next = 0;
  for (std::size_t at = NextTurn(bytes, 0); at < bytes.size(); at = NextTurn(bytes, next)) {
    const Span place = WordAround(bytes, next, at);
    next = place.end;
    if (!IsMixed(bytes, place)) continue;
    const MixedWord word = ReadWord(bytes, place);
    for (const bool latin_home : {true, false}) {
      if (word.fits && HasStrays(word, latin_home)) WriteWord(word, latin_home, edit, count);
    }
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair lookalikes_repair;
constexpr Repair lookalikes_repair = {
    .name = "lookalikes",
    .summary = "write lookalike letters of another script inside a word as the word's own",
    .needs = kSeenGreekCyrillic,
    .apply = TurnStrays,
    .code_points = "UTS #39 confusables of Latin with Cyrillic and with Greek",
    .scope = Scope::kLineByLine,
};

}  // namespace warraq

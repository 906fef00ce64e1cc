// Ligatures of Arabic that came out of a PDF with their letters swapped, as lam-alef does where a
// reader turns the line but not what one glyph stands for.
//
//   اإلسالم -> الإسلام       األول -> الأول       اهلل -> الله       املادة -> المادة
//
// Only in a text that has the disease: "األ", "اإل", "اآل" and "اال" begin no Arabic word, and
// where ligatures were swapped nearly every article before a hamza looks so. In such a text the
// article is set right, and words that are known to have lam-alef (models/lam_alef.tsv); a word
// that reads either way ("عامل" and "عالم") is left as it is. "امل" for "الم" (and the like) is
// taken for the article only where it outnumbers the article itself, since "امل" and "اجل" begin
// words too.

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/model.h"
#include "plugin/text/properties.h"
#include "plugin/text/sixteen.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kWindowBytes = 4096;  // of the sample that says whether the text is ill
constexpr std::size_t kWindows = 16;
constexpr std::size_t kMostLetters = 24;  // of a word

constexpr char32_t kAlef = 0x627;
constexpr char32_t kLam = 0x644;

bool IsAnyAlef(char32_t c) { return c == kAlef || c == 0x622 || c == 0x623 || c == 0x625; }

// Letters that join lam in a ligature of two in older fonts: م ج ح خ.
constexpr std::u32string_view kLamPartners = U"\u0645\u062C\u062D\u062E";

constexpr std::u32string_view kPrefixes = U"\u0648\u0641\u0628\u0643\u0644";  // و ف ب ك ل

struct Word {
  std::u32string letters;
  std::size_t begin = 0;
  std::size_t end = 0;
  bool marked = false;  // has marks or tatweel
};

// The next word of Arabic letters from `at` on, which moves behind it.
bool NextWord(std::string_view bytes, std::size_t& at, Word& word) {
  word.letters.clear();
  word.marked = false;
  while (at < bytes.size()) {
    const std::size_t begin = at;
    const auto lead = static_cast<unsigned char>(bytes[at]);
    const char32_t value = NextCodePoint(bytes, at);
    const bool mark = lead >= 0xD8 && (IsMark(value) || value == 0x640);
    const bool letter =
        lead >= 0xD8 && lead <= 0xDB && ScriptOf(value) == Script::kArab && IsLetter(value);
    if (letter || (mark && !word.letters.empty())) {
      if (word.letters.empty()) word.begin = begin;
      if (letter && word.letters.size() < kMostLetters) word.letters.push_back(value);
      word.marked |= mark;
      word.end = at;
    } else if (!word.letters.empty()) {
      at = begin;
      return true;
    }
  }
  return !word.letters.empty();
}

// Where the article would stand: behind و or ف and then ب or ك.
std::size_t ArticleAt(std::u32string_view letters) {
  std::size_t at = 0;
  if (letters.size() > 3 && (letters[0] == 0x648 || letters[0] == 0x641)) ++at;
  const bool more = letters.size() > at + 3 && letters[at + 1] == kAlef;
  if (more && (letters[at] == 0x628 || letters[at] == 0x643)) ++at;
  return at;
}

struct Evidence {
  std::size_t swapped = 0;  // articles whose lam stands behind the alef that follows it
  std::size_t right = 0;    // articles before an alef
  std::array<std::size_t, kLamPartners.size()> partner_swapped{};
  std::array<std::size_t, kLamPartners.size()> partner_right{};

  void Add(std::u32string_view letters) {
    const std::size_t at = ArticleAt(letters);
    if (letters.size() < at + 4 || letters[at] != kAlef) return;
    const char32_t second = letters[at + 1];
    const char32_t third = letters[at + 2];
    swapped += IsAnyAlef(second) && third == kLam;
    right += second == kLam && IsAnyAlef(third);
    const std::size_t before = kLamPartners.find(second);
    const std::size_t behind = kLamPartners.find(third);
    if (third == kLam && before != std::u32string_view::npos) ++partner_swapped[before];
    if (second == kLam && behind != std::u32string_view::npos) ++partner_right[behind];
  }
  // The least that one page shows; a name or a slip of the pen is no disease.
  bool IsIll() const { return swapped >= 2 && swapped >= 4 * right; }
  bool IsIll(std::size_t partner) const {
    return partner_swapped[partner] >= 2 && partner_swapped[partner] >= 4 * partner_right[partner];
  }
};

Evidence Look(std::string_view bytes, std::size_t window_bytes) {
  Evidence evidence;
  Word word;
  const std::size_t step = std::max(window_bytes, bytes.size() / kWindows);
  for (std::size_t begin = 0; begin < bytes.size(); begin += step) {
    std::size_t at = begin;
    while (at < bytes.size() && IsContinuation(bytes[at])) ++at;
    const std::size_t end = std::min(bytes.size(), begin + window_bytes);
    while (at < end && NextWord(bytes.substr(0, end), at, word)) evidence.Add(word.letters);
  }
  return evidence;
}

constexpr std::size_t kPlaceBytes = 6;  // D8 A7, D8 A2 to A7, D9 84
bool IsPlace(const char* bytes) {
  const auto byte = [&](std::size_t at) { return static_cast<unsigned char>(bytes[at]); };
  return byte(0) == 0xD8 && byte(1) == 0xA7 && byte(2) == 0xD8 && byte(4) == 0xD9 &&
         byte(5) == 0x84;
}

// Whether a place may begin in the block, which has five bytes behind it.
bool MayHavePlace(const char* block) {
  return AnyOf(Equal(LoadSixteen(block + 1), '\xA7') & Equal(LoadSixteen(block + 2), '\xD8') &
               Equal(LoadSixteen(block + 5), '\x84'));
}

// Whether an alef, any alef and a lam stand in a row at so many places at all. Asked of the bytes,
// since every text is asked and hardly any has one.
bool HasPlaces(std::string_view bytes, std::size_t many) {
  constexpr std::size_t kBlock = sizeof(Sixteen);
  std::size_t places = 0;
  for (std::size_t i = 0; i + kPlaceBytes <= bytes.size(); i += kBlock) {
    const std::size_t end = std::min(i + kBlock, bytes.size() - kPlaceBytes + 1);
    if (end == i + kBlock && !MayHavePlace(bytes.data() + i)) continue;
    for (std::size_t j = i; j < end; ++j) {
      std::size_t at = j + 2;
      if (!IsPlace(bytes.data() + j) || !IsAnyAlef(NextCodePoint(bytes, at))) continue;
      if (++places == many) return true;
    }
  }
  return false;
}

bool HasPlace(std::string_view bytes) { return HasPlaces(bytes, 1); }

std::u32string Swapped(std::u32string_view letters) {
  std::u32string swapped(letters);
  for (std::size_t i = 0; i + 1 < swapped.size(); ++i) {
    if (swapped[i] != kLam || !IsAnyAlef(swapped[i + 1])) continue;
    std::swap(swapped[i], swapped[i + 1]);
    ++i;
  }
  return swapped;
}

// Words with lam-alef, as the disease has them.
const std::unordered_set<std::u32string>& SwappedWords() {
  static const auto words = [] {
    std::unordered_set<std::u32string> made;
    std::string_view model = Model("lam_alef.tsv");
    for (std::array<std::string_view, 1> row; NextRow(model, row);) {
      std::u32string letters;
      for (std::size_t i = 0; i < row[0].size();) letters.push_back(NextCodePoint(row[0], i));
      made.insert(Swapped(letters));
    }
    return made;
  }();
  return words;
}

// Sets lam-alef right from `from` on.
void Unswap(std::u32string& letters, std::size_t from) {
  for (std::size_t i = from; i + 1 < letters.size(); ++i) {
    if (!IsAnyAlef(letters[i]) || letters[i + 1] != kLam) continue;
    std::swap(letters[i], letters[i + 1]);
    ++i;
  }
}

bool IsKnown(const std::u32string& letters, std::size_t from) {
  return SwappedWords().contains(letters.substr(from));
}

// The name of God is a ligature of its own.
bool UnswapAllah(std::u32string& letters) {
  constexpr std::u32string_view kSwapped = U"\u0627\u0647\u0644\u0644";
  const std::size_t at = letters.size() < 4 ? std::u32string::npos : letters.size() - 4;
  if (at > 2 || letters.substr(at) != kSwapped) return false;
  letters.replace(at, 4, U"\u0627\u0644\u0644\u0647");
  return true;
}

std::u32string Healed(const Word& word, const Evidence& evidence) {
  std::u32string letters = word.letters;
  if (UnswapAllah(letters)) return letters;
  if (IsKnown(letters, 0)) {
    Unswap(letters, 0);
    return letters;
  }
  const std::size_t at = ArticleAt(letters);
  std::size_t rest = at;  // where the word behind the article begins
  if (letters.size() >= at + 4 && letters[at] == kAlef && letters[at + 2] == kLam) {
    const std::size_t partner = kLamPartners.find(letters[at + 1]);
    const bool ill = partner != std::u32string_view::npos && evidence.IsIll(partner);
    if (IsAnyAlef(letters[at + 1]) || ill) {
      std::swap(letters[at + 1], letters[at + 2]);
      rest = at + 2;
    }
  } else if (letters.size() >= at + 4 && letters[at] == kAlef && letters[at + 1] == kLam) {
    rest = at + 2;
  }
  if (rest == 0 && letters.size() > 3 && kPrefixes.find(letters[0]) != std::u32string_view::npos) {
    rest = 1;
  }
  if (rest > 0 && IsKnown(letters, rest)) Unswap(letters, rest);
  return letters;
}

// Of marked words only those in "الً" are known: no word has that ending, but every "لاً" becomes it.
constexpr std::string_view kSwappedTanwin = "\xD8\xA7\xD9\x84\xD9\x8B";
constexpr std::string_view kTanwin = "\xD9\x84\xD8\xA7\xD9\x8B";
bool EndsInSwappedTanwin(std::string_view word) {
  return word.size() > kSwappedTanwin.size() && word.ends_with(kSwappedTanwin);
}

Text UnswapLigatures(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  if (!HasPlaces(bytes, 2) || !Look(bytes, kWindowBytes).IsIll()) return {};
  const Evidence evidence = Look(bytes, bytes.size());
  if (!evidence.IsIll()) return {};
  Edit edit(text);
  Word word;
  for (std::size_t at = 0; NextWord(bytes, at, word);) {
    if (word.letters.size() == kMostLetters) continue;
    if (word.marked) {
      if (!EndsInSwappedTanwin(bytes.substr(word.begin, word.end - word.begin))) continue;
      const std::size_t alef = word.end - kSwappedTanwin.size();
      edit.Change(alef, word.end, kTanwin);
      ++count;
      continue;
    }
    const std::u32string healed = Healed(word, evidence);
    if (healed == word.letters) continue;
    std::string with;
    for (const char32_t letter : healed) AppendUtf8(with, letter);
    edit.Change(word.begin, word.end, with);
    ++count;
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair reversed_ligatures_repair;
constexpr Repair reversed_ligatures_repair = {
    .name = "reversed-ligatures",
    .summary = "set right the letters of Arabic ligatures that a PDF gave swapped",
    .needs = kSeenRightToLeft,
    .apply = UnswapLigatures,
    .code_points = "the order of U+0627, U+0644 and of the letters of ligatures with them",
    .scope = Scope::kItsLines,
    .concerns = HasPlace,
};

}  // namespace warraq

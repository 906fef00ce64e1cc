// One pass over a line's code points. Arabic, Hebrew, Chinese and Japanese have no capitals, so
// nothing here takes their absence for a sign; sentences end in . ! ? … ؟ ۔ 。 ！ ？ ।

#include "plugin/label/shape.h"

#include <algorithm>
#include <array>
#include <bit>

#include "plugin/label/bylines.h"
#include "plugin/label/phrases.h"
#include "plugin/label/wording.h"
#include "plugin/text/ascii.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

bool EndsSentence(char32_t value) {
  switch (value) {
    case '.':
    case '!':
    case '?':
    case 0x2026:
    case 0x61F:
    case 0x6D4:
    case 0x3002:
    case 0xFF01:
    case 0xFF1F:
    case 0x964:
      return true;
    default:
      return false;
  }
}

bool IsQuotationMark(char32_t value) {
  switch (value) {
    case '"':
    case '\'':
    case 0xAB:
    case 0xBB:
    case 0x2018:
    case 0x2019:
    case 0x201A:
    case 0x201C:
    case 0x201D:
    case 0x201E:
    case 0x2039:
    case 0x203A:
    case 0x300C:
    case 0x300D:
    case 0x300E:
    case 0x300F:
      return true;
    default:
      return false;
  }
}

bool IsClosing(char32_t value) { return IsQuotationMark(value) || value == ')' || value == ']'; }

bool IsComma(char32_t value) {
  return value == ',' || value == 0x60C || value == 0x3001 || value == 0xFF0C;
}

bool IsBar(char32_t value) {
  return value == '|' || value == 0x2022 || value == 0xB7 || value == 0x203A || value == 0x2192 ||
         value == '\t' || value == 0x25AA || value == 0xBB;
}

// Letters and digits of alphabets, in four bytes each; 0 for all else.
constexpr char32_t kWordTableEnd = 0x800;
constexpr std::uint32_t kLetterOfEntry = 0xFFFF;  // case folded
constexpr unsigned kScriptShift = 16;
constexpr std::uint32_t kDigitEntry = 1u << 24;
constexpr std::uint32_t kLetterEntry = 1u << 25;
constexpr std::uint32_t kUpperEntry = 1u << 26;
constexpr std::uint32_t kKindOfEntry = kDigitEntry | kLetterEntry | 0xFFu << kScriptShift;

const std::uint32_t* WordTable() {
  static const auto table = [] {
    std::array<std::uint32_t, kWordTableEnd> made{};
    for (char32_t value = 0; value < kWordTableEnd; ++value) {
      const Properties properties = PropertiesOf(value);
      if (!properties.Has(kLetterBit | kDigitBit)) continue;
      const bool letter = properties.Has(kLetterBit);
      const auto script = static_cast<std::uint32_t>(letter ? properties.script : Script::kCommon);
      made[value] = properties.folded | script << kScriptShift |
                    (letter ? kLetterEntry : kDigitEntry) |
                    (properties.Has(kUppercaseBit) ? kUpperEntry : 0);
    }
    return made;
  }();
  return table.data();
}

// Feeds on the code points of a line.
struct Counter {
  Shape& shape;
  const PhraseStarts& starts;
  const WordFilter& openers;
  const WordFilter& byline_openers;
  const Wording& wording;
  const std::uint32_t* table = WordTable();
  std::vector<std::uint64_t>* words = nullptr;  // null where nobody wants them
  LongWords* long_words = nullptr;
  std::uint32_t seen_before = 0;             // letters and digits before the word
  std::uint64_t word = PhraseStarts::kSeed;  // the hash of the word so far
  std::uint64_t word_before = PhraseStarts::kSeed;
  std::array<std::uint32_t, kScripts> scripts{};
  std::uint32_t scripts_seen = 0;          // a bit each
  std::array<std::uint32_t, 32> longer{};  // words not yet passed on
  std::size_t longer_count = 0;
  std::uint32_t ideographs = 0;
  std::uint32_t spaces = 0;
  bool in_word = false;
  bool sentence_mark = false;  // seen, and only closing marks since

  // A word of an alphabet, or the rest of one behind a mark, from `i` on, which it moves behind it;
  // false if there is none. Most of any text is this, so the loop has nothing else in it: it counts
  // runs of letters of one script, or of digits.
  bool Word(std::string_view text, std::size_t& i, char32_t& last) {
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    const unsigned char* const end = bytes + text.size();
    const unsigned char* at = bytes + i;
    const unsigned char* behind = at;  // the code point that `entry` is of
    const auto read = [&]() -> std::uint32_t {
      behind = at + 1;
      if (*at < 0x80) return table[*at];
      if (*at >= 0xE0 || behind == end) return 0;
      ++behind;
      return table[(*at & 0x1Fu) << 6 | (at[1] & 0x3Fu)];
    };
    std::uint32_t entry = read();
    if (entry == 0) return false;
    shape.words += !in_word;
    shape.capitals += !in_word && (entry & kUpperEntry) != 0;
    in_word = true;
    sentence_mark = false;
    spaces = 0;
    std::uint64_t hash = word;
    do {
      const std::uint32_t kind = entry & kKindOfEntry;
      std::uint32_t run = 0;
      do {
        ++run;
        hash = PhraseStarts::Step(hash, entry & kLetterOfEntry);
        at = behind;
        entry = at < end ? read() : 0;
      } while ((entry & kKindOfEntry) == kind);
      EndRun(kind, run);
    } while (entry != 0);
    i = static_cast<std::size_t>(at - bytes);
    word = hash;
    last = 0;  // no mark
    return true;
  }

  void EndRun(std::uint32_t kind, std::uint32_t run) {
    if ((kind & kDigitEntry) != 0) {
      shape.digits += run;
    } else {
      shape.letters += run;
      AddScript(kind >> kScriptShift & 0xFF, run);
    }
  }

  void AddScript(std::size_t script, std::uint32_t letters) {
    scripts[script] += letters;
    scripts_seen |= 1u << script;
  }

  // That of most letters, the first of equals.
  Script MainScript() {
    scripts_seen &= ~1u;  // kCommon
    if (std::has_single_bit(scripts_seen))
      return static_cast<Script>(std::countr_zero(scripts_seen));
    scripts[0] = 0;
    const auto most = std::ranges::max_element(scripts);
    return *most > 0 ? static_cast<Script>(most - scripts.begin()) : Script::kCommon;
  }

  void EndWord() {
    if (word == PhraseStarts::kSeed) return;
    if (word_before == PhraseStarts::kSeed) shape.may_open_phrase |= openers.MayHave(word);
    shape.may_hold_byline |= byline_openers.MayHave(word);
    shape.key = PhraseStarts::Step(shape.key, word);
    shape.may_hold_phrase |= starts.MayHave(word_before, word);
    shape.wording += wording.WeightOf(word) + wording.WeightOf(Wording::Pair(word_before, word));
    if (words != nullptr) words->push_back(word);
    const std::uint32_t seen = shape.letters + shape.digits;
    NoteIfLong(seen - seen_before);
    seen_before = seen;
    word_before = word;
    word = PhraseStarts::kSeed;
  }

  // Without a branch on the length, which no processor guesses.
  void NoteIfLong(std::uint32_t letters) {
    longer[longer_count] = static_cast<std::uint32_t>(word ^ word >> 32);
    longer_count += letters >= LongWords::kLeastLetters;
    if (longer_count == longer.size()) PassLongWords();
  }

  void PassLongWords() {
    if (long_words != nullptr) {
      long_words->words.insert(long_words->words.end(), longer.begin(),
                               longer.begin() + static_cast<std::ptrdiff_t>(longer_count));
    }
    longer_count = 0;
  }

  void Letter(const Properties& properties, bool letter) {
    const Script script = letter ? properties.script : Script::kCommon;
    const bool ideograph = IsHanOrKana(script);
    AddScript(static_cast<std::size_t>(script), 1);
    shape.letters += letter;
    shape.digits += !letter;
    ideographs += ideograph;
    if (!in_word && !ideograph) {
      ++shape.words;
      shape.capitals += properties.Has(kUppercaseBit);
    }
    in_word = !ideograph;
    word = PhraseStarts::Step(word, properties.folded);
    sentence_mark = false;
    spaces = 0;
  }

  void Space(char32_t value) {
    shape.sentences += sentence_mark;
    sentence_mark = false;
    spaces += 1;
    shape.gaps += spaces == 3 || value == '\t';
    in_word = false;
  }

  void Mark(char32_t value) {
    if (value == '\t') {
      Space(value);
    } else {
      ++shape.others;
      shape.gaps += (value == '/' || value == '>') && spaces > 0;  // "Politics / Sport"
      shape.commas += IsComma(value);
      shape.gaps += IsBar(value);
      const bool full = EndsSentence(value);
      shape.sentences += full && value >= 0x3000;  // 。 needs no space behind it
      sentence_mark = (full && value < 0x3000) || (sentence_mark && IsClosing(value));
      spaces = 0;
    }
    // An apostrophe or hyphen does not end a word.
    if (value != '\'' && value != 0x2019 && value != '-' && value != 0x200C) in_word = false;
  }
};

bool StartsBullet(std::string_view text) {
  std::size_t at = 0;
  const char32_t first = NextCodePoint(text, at);
  std::size_t behind = at;
  const bool spaced = at < text.size() && IsSpace(NextCodePoint(text, behind));
  if (first == 0x2022 || first == 0x25CF || first == 0x25AA || first == 0x2023) return true;
  if ((first == '-' || first == '*' || first == 0x2013) && spaced) return true;
  if (DigitValue(first) < 0) return false;
  std::size_t i = at;
  for (int digits = 1; digits < 3 && i < text.size(); ++digits) {
    std::size_t next = i;
    if (DigitValue(NextCodePoint(text, next)) < 0) break;
    i = next;
  }
  return i + 1 < text.size() && (text[i] == '.' || text[i] == ')') && text[i + 1] == ' ';
}

}  // namespace

namespace {

struct Wanted {
  const Wording& wording;
  std::vector<std::uint64_t>* words = nullptr;
  LongWords* long_words = nullptr;
};

Shape ShapeAndWords(std::string_view line, const Wanted& wanted) {
  Shape shape;
  shape.text = Trimmed(line);
  if (shape.empty()) return shape;
  shape.key = PhraseStarts::kSeed;
  Counter counter{.shape = shape,
                  .starts = PhraseStarts::Get(),
                  .openers = PhraseOpeners(),
                  .byline_openers = BylineOpeners(),
                  .wording = wanted.wording,
                  .words = wanted.words,
                  .long_words = wanted.long_words};
  std::size_t behind = 0;
  const char32_t first = NextCodePoint(shape.text, behind);
  shape.starts_lower = PropertiesOf(first).Has(kLowercaseBit);
  shape.starts_quote = IsQuotationMark(first);
  char32_t last = 0;
  for (std::size_t i = 0; i < shape.text.size();) {
    if (shape.text[i] == ' ') {
      ++i;
      counter.EndWord();
      counter.Space(' ');
      continue;
    }
    if (counter.Word(shape.text, i, last)) continue;
    const char32_t value = NextCodePoint(shape.text, i);
    const Properties properties = PropertiesOf(value);
    if (properties.Has(kSpaceBit) && value != '\t') {
      counter.EndWord();
      counter.Space(value);
      continue;
    }
    if (properties.Has(kLetterBit | kDigitBit)) {
      counter.Letter(properties, properties.Has(kLetterBit));
      last = value;
      continue;
    }
    if (properties.Has(kMarkBit) || value == 0xA9) {
      // Rare, so that it need not be known better.
      shape.may_hold_phrase = shape.may_open_phrase = shape.may_hold_byline = true;
    } else {
      counter.EndWord();
    }
    if (!properties.Has(kMarkBit)) counter.Mark(value);
    if (!IsClosing(value)) last = value;
  }
  counter.EndWord();
  counter.PassLongWords();
  if (counter.word_before != PhraseStarts::kSeed) {
    shape.wording += wanted.wording.WeightOf(Wording::Pair(counter.word_before, Wording::kEnd));
  }
  shape.sentences += counter.sentence_mark;
  shape.words += (counter.ideographs + 1) / 2;
  shape.ends_sentence = EndsSentence(last);
  shape.ends_colon = last == ':' || last == 0xFF1A;
  shape.starts_bullet = StartsBullet(shape.text);
  shape.script = counter.MainScript();
  if (shape.letters + shape.digits == 0) shape.key = 0;
  return shape;
}

}  // namespace

Shape ShapeOf(std::string_view line) { return ShapeAndWords(line, {.wording = Wording::Get()}); }

Shape ShapeOf(std::string_view line, LongWords& words) {
  const Shape shape = ShapeAndWords(line, {.wording = Wording::Get(), .long_words = &words});
  words.end.push_back(static_cast<std::uint32_t>(words.words.size()));
  return shape;
}

void AppendWords(std::string_view line, std::vector<std::uint64_t>& words) {
  ShapeAndWords(line, {.wording = Wording::Get(), .words = &words});
}

// Letters and digits of ASCII as phrases have them; 0 for what parts words.
constexpr std::array<char, 0x80> kInPhrase = [] {
  std::array<char, 0x80> made{};
  for (char c = '0'; c <= '9'; ++c) made[static_cast<std::size_t>(c)] = c;
  for (char c = 'a'; c <= 'z'; ++c) {
    made[static_cast<std::size_t>(c)] = made[static_cast<std::size_t>(c) - 0x20] = c;
  }
  return made;
}();

std::string PhraseOf(std::string_view line, std::size_t bytes) {
  constexpr std::size_t kRoom = 240;  // a separator and a code point fit in behind it
  std::array<char, kRoom + 8> buffer;
  std::size_t used = 0;
  std::string phrase;
  bool gap = false;
  for (std::size_t i = 0; i < line.size();) {
    const auto byte = static_cast<unsigned char>(line[i]);
    Properties properties;
    char32_t value = byte;
    if (byte < kInPhrase.size()) {
      ++i;
      properties.folded = static_cast<unsigned char>(kInPhrase[byte]);
      properties.bits = properties.folded != 0 ? kLetterBit : 0;
    } else {
      value = NextCodePoint(line, i);
      properties = PropertiesOf(value);
    }
    if (!properties.Has(kLetterBit | kMarkBit | kDigitBit) && value != 0xA9) {
      if (used + phrase.size() > bytes) break;
      gap = true;
      continue;
    }
    if (value >= 0x64B && value <= 0x652) continue;  // harakat
    if (gap && used + phrase.size() > 0) buffer[used++] = ' ';
    gap = false;
    const char32_t folded = properties.folded;
    if (folded < 0x80) {
      buffer[used++] = static_cast<char>(folded);
    } else if (folded < 0x800) {
      buffer[used++] = static_cast<char>(0xC0 | folded >> 6);
      buffer[used++] = static_cast<char>(0x80 | (folded & 0x3F));
    } else {
      phrase.append(buffer.data(), used);
      used = 0;
      AppendUtf8(phrase, folded);
    }
    if (used >= kRoom) {
      phrase.append(buffer.data(), used);
      used = 0;
    }
  }
  phrase.append(buffer.data(), used);
  return phrase;
}

}  // namespace warraq

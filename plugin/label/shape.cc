// One pass over a line's code points. Arabic, Hebrew, Chinese and Japanese have no capitals, so
// nothing here takes their absence for a sign; sentences end in . ! ? … ؟ ۔ 。 ！ ？ ।

#include "plugin/label/shape.h"

#include <algorithm>
#include <array>

#include "plugin/label/phrases.h"
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

std::string_view Trimmed(std::string_view line) {
  constexpr std::string_view kSpace = " \t\n\r\f\v";
  const std::size_t begin = line.find_first_not_of(kSpace);
  if (begin == std::string_view::npos) return {};
  return line.substr(begin, line.find_last_not_of(kSpace) - begin + 1);
}

// Feeds on the code points of a line.
struct Counter {
  Shape& shape;
  const PhraseStarts& starts;
  std::uint64_t word = PhraseStarts::kSeed;  // the hash of the word so far
  std::uint64_t word_before = PhraseStarts::kSeed;
  std::array<std::uint32_t, kScripts> scripts{};
  std::uint32_t ideographs = 0;
  std::uint32_t spaces = 0;
  bool in_word = false;
  bool sentence_mark = false;  // seen, and only closing marks since

  // A word of an alphabet, or the rest of one behind a mark, which begins at `i` with `first`. Most
  // of any text is this, so the loop has nothing else in it. Returns where it ends, and its last
  // letter or digit.
  std::size_t Word(std::string_view text, std::size_t i, Properties first, char32_t& last) {
    const Properties* const table = AlphabetProperties();
    const auto* const bytes = reinterpret_cast<const unsigned char*>(text.data());
    shape.words += !in_word;
    shape.capitals += !in_word && first.Has(kUppercaseBit);
    in_word = true;
    sentence_mark = false;
    spaces = 0;
    std::uint64_t key = shape.key;
    std::uint64_t hash = word;
    std::uint32_t letters = 0;
    std::uint32_t digits = 0;
    std::uint32_t before = 0;  // letters that have gone to another script
    Script script = first.script;
    char32_t value = last;
    while (i < text.size()) {
      const unsigned char lead = bytes[i];
      if (lead >= 0xE0) break;
      const bool two = lead >= 0x80 && i + 1 < text.size();
      const char32_t here = two ? (lead & 0x1Fu) << 6 | (bytes[i + 1] & 0x3Fu) : lead;
      const Properties properties = table[here];
      if (!properties.Has(kLetterBit | kDigitBit)) break;
      const bool letter = properties.Has(kLetterBit);
      if (letter && properties.script != script) {
        scripts[static_cast<std::size_t>(script)] += letters - before;
        before = letters;
        script = properties.script;
      }
      letters += letter;
      digits += !letter;
      key = (key ^ properties.folded) * 0x100000001B3u;
      hash = PhraseStarts::Step(hash, properties.folded);
      value = here;
      i += two ? 2 : 1;
    }
    scripts[static_cast<std::size_t>(script)] += letters - before;
    shape.letters += letters;
    shape.digits += digits;
    shape.key = key;
    word = hash;
    last = value;
    return i;
  }

  void EndWord() {
    if (word == PhraseStarts::kSeed) return;
    shape.may_hold_phrase |= starts.MayHave(word_before, word);
    word_before = word;
    word = PhraseStarts::kSeed;
  }

  void Letter(const Properties& properties, bool letter) {
    const Script script = letter ? properties.script : Script::kCommon;
    const bool ideograph = IsHanOrKana(script);
    ++scripts[static_cast<std::size_t>(script)];
    shape.letters += letter;
    shape.digits += !letter;
    ideographs += ideograph;
    if (!in_word && !ideograph) {
      ++shape.words;
      shape.capitals += properties.Has(kUppercaseBit);
    }
    in_word = !ideograph;
    shape.key = (shape.key ^ properties.folded) * 0x100000001B3u;
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

Shape ShapeOf(std::string_view line) {
  Shape shape;
  shape.text = Trimmed(line);
  if (shape.empty()) return shape;
  shape.key = 0xCBF29CE484222325u;
  Counter counter{.shape = shape, .starts = PhraseStarts::Get()};
  char32_t last = 0;
  for (std::size_t i = 0; i < shape.text.size();) {
    const bool first = i == 0;
    const std::size_t here = i;
    const char32_t value = NextCodePoint(shape.text, i);
    if (value == ' ') {
      counter.EndWord();
      counter.Space(value);
      continue;
    }
    const Properties properties = PropertiesOf(value);
    if (properties.Has(kSpaceBit) && value != '\t') {
      counter.EndWord();
      counter.Space(value);
      continue;
    }
    const bool letter = properties.Has(kLetterBit);
    if (first) {
      shape.starts_lower = properties.Has(kLowercaseBit);
      shape.starts_quote = IsQuotationMark(value);
    }
    if (properties.Has(kLetterBit | kDigitBit)) {
      if (value < 0x800) {
        i = counter.Word(shape.text, here, properties, last);
      } else {
        counter.Letter(properties, letter);
        last = value;
      }
      continue;
    }
    if (properties.Has(kMarkBit) || value == 0xA9) {
      shape.may_hold_phrase = true;  // rare, so that it need not be known better
    } else {
      counter.EndWord();
    }
    if (!properties.Has(kMarkBit)) counter.Mark(value);
    if (!IsClosing(value)) last = value;
  }
  counter.EndWord();
  shape.sentences += counter.sentence_mark;
  shape.words += (counter.ideographs + 1) / 2;
  shape.ends_sentence = EndsSentence(last);
  shape.ends_colon = last == ':' || last == 0xFF1A;
  shape.starts_bullet = StartsBullet(shape.text);
  counter.scripts[0] = 0;
  const auto most = std::ranges::max_element(counter.scripts);
  if (*most > 0) shape.script = static_cast<Script>(most - counter.scripts.begin());
  if (shape.letters + shape.digits == 0) shape.key = 0;
  return shape;
}

std::string PhraseOf(std::string_view line, std::size_t bytes) {
  constexpr std::size_t kRoom = 240;  // a separator and a code point fit in behind it
  std::array<char, kRoom + 8> buffer;
  std::size_t used = 0;
  std::string phrase;
  bool gap = false;
  for (std::size_t i = 0; i < line.size();) {
    const char32_t value = NextCodePoint(line, i);
    const Properties properties = PropertiesOf(value);
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

// One pass over a line's code points. Arabic, Hebrew, Chinese and Japanese have no capitals, so
// nothing here takes their absence for a sign; sentences end in . ! ? … ؟ ۔ 。 ！ ？ ।

#include "plugin/label/shape.h"

#include <algorithm>
#include <array>

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
  std::array<std::uint32_t, kScripts> scripts{};
  std::uint32_t ideographs = 0;
  std::uint32_t spaces = 0;
  bool in_word = false;
  bool sentence_mark = false;  // seen, and only closing marks since

  void Letter(const Properties& properties, bool letter) {
    const Script script = letter ? properties.script : Script::kCommon;
    const bool ideograph = script == Script::kHani || script == Script::kKana;
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
    sentence_mark = false;
    spaces = 0;
  }

  void Mark(char32_t value) {
    if (value == ' ' || value == '\t') {
      shape.sentences += sentence_mark;
      sentence_mark = false;
      spaces += 1;
      shape.gaps += spaces == 3 || value == '\t';
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
  const bool spaced = at < text.size() && text[at] == ' ';
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
  Counter counter{.shape = shape};
  char32_t last = 0;
  for (std::size_t i = 0; i < shape.text.size();) {
    const bool first = i == 0;
    const char32_t value = NextCodePoint(shape.text, i);
    const Properties properties = PropertiesOf(value);
    const bool letter = properties.Has(kLetterBit);
    if (first) {
      shape.starts_lower = properties.Has(kLowercaseBit);
      shape.starts_quote = IsQuotationMark(value);
    }
    if (properties.Has(kLetterBit | kDigitBit)) {
      counter.Letter(properties, letter);
      last = value;
      continue;
    }
    if (!properties.Has(kMarkBit)) counter.Mark(value);
    if (!IsClosing(value) && value != ' ') last = value;
  }
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

std::string PhraseOf(std::string_view line) {
  std::string phrase;
  phrase.reserve(line.size());
  bool gap = false;
  for (std::size_t i = 0; i < line.size();) {
    const char32_t value = NextCodePoint(line, i);
    const Properties properties = PropertiesOf(value);
    if (!properties.Has(kLetterBit | kMarkBit | kDigitBit) && value != 0xA9) {
      gap = true;
      continue;
    }
    if (value >= 0x64B && value <= 0x652) continue;  // harakat
    if (gap && !phrase.empty()) phrase.push_back(' ');
    gap = false;
    AppendUtf8(phrase, properties.folded);
  }
  return phrase;
}

}  // namespace warraq

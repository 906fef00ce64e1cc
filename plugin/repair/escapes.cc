// Letters that were left as the escapes of some program: of JSON and JavaScript, of C and Python
// strings, of mail (quoted-printable, RFC 2045 6.7), of addresses (RFC 3986 2.1).
//
//   "caf\u00e9" -> "café"    "\u0627\u0644" -> "ال"    "=D8=A7=D9=84" -> "ال"    "%D8%A7%D9%84" ->
//   "ال"
//
// By evidence only: code points stand in a row or beside a letter ("[\u0600-\u06FF]" stays), or
// are two units of UTF-16 at the beginning of a word; bytes make whole sequences of UTF-8, percent
// signs stand in no address or path. ASCII stays escaped but for spaces and plain punctuation
// inside such a row, so that nothing is read as an escape twice.

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "plugin/repair/repair.h"
#include "plugin/text/ascii.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr int kLayers = 4;               // escapes of escapes; more were made to be
constexpr std::size_t kFewestInRow = 2;  // code points, or percent sequences, to be evidence

enum class Form : std::uint8_t { kNone, kCodePoint, kBackslash, kEquals, kPercent };

// One escape: a code unit of UTF-16, or a byte.
struct Unit {
  Form form = Form::kNone;
  std::uint32_t value = 0;
  std::size_t length = 0;
};

// The value of `digits` digits at `at`; -1 if they are not there.
int ReadHex(std::string_view bytes, std::size_t at, std::size_t digits) {
  if (bytes.size() < digits || at > bytes.size() - digits) return -1;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    const int digit = HexValue(bytes[at + i]);
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}

Unit Make(Form form, std::string_view bytes, std::size_t at, std::array<std::size_t, 2> lengths) {
  const int value = ReadHex(bytes, at + lengths[0], lengths[1]);
  if (value < 0) return {};
  return {form, static_cast<std::uint32_t>(value), lengths[0] + lengths[1]};
}

Unit ReadUnit(std::string_view bytes, std::size_t at) {
  const char next = at + 1 < bytes.size() ? bytes[at + 1] : '\0';
  switch (bytes[at]) {
    case '\\':
      if (next == 'u') return Make(Form::kCodePoint, bytes, at, {2, 4});
      if (next == 'x') return Make(Form::kBackslash, bytes, at, {2, 2});
      return {};
    case '=':
      return next >= 'a' ? Unit{} : Make(Form::kEquals, bytes, at, {1, 2});
    case '%':
      if (next == 'u') return Make(Form::kCodePoint, bytes, at, {2, 4});
      return Make(Form::kPercent, bytes, at, {1, 2});
    default:
      return {};
  }
}

// What an escape may stand for. Private use and what is no character are no text.
bool IsText(char32_t value) {
  const bool specials = (value >= 0xE000 && value < 0xF900) || (value & 0xFFFE) == 0xFFFE ||
                        value == 0xFEFF || value == 0xFFFD || value >= 0xE0000;
  return value >= 0xA0 && !specials && IsAssigned(value);
}

// ASCII that means nothing to any escape, nor to references of HTML.
bool IsInert(std::uint32_t value) {
  return value == ' ' ||
         (value < 0x80 &&
          std::string_view("!'()*+,-.:?").find(static_cast<char>(value)) != std::string_view::npos);
}

// A code point that was written as [begin, end).
struct Letter {
  char32_t value = 0;
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Escapes in a row, and what they stand for.
struct Row {
  std::size_t end = 0;
  std::vector<Letter> letters;
  std::size_t foreign = 0;  // of the letters, those that are not ASCII
};

Letter ReadCodePoint(std::string_view bytes, std::size_t at, const Unit& first) {
  Letter letter{first.value, at, at + first.length};
  if (first.value >= 0xD800 && first.value < 0xDC00 && letter.end < bytes.size()) {
    const Unit second = ReadUnit(bytes, letter.end);
    const bool low =
        second.form == Form::kCodePoint && second.value >= 0xDC00 && second.value < 0xE000;
    if (!low) return {};
    letter.value = 0x10000 + ((first.value - 0xD800) << 10) + (second.value - 0xDC00);
    letter.end += second.length;
  }
  return IsText(letter.value) ? letter : Letter{};
}

// A sequence of UTF-8, each byte escaped in the same form.
Letter ReadBytes(std::string_view bytes, std::size_t at, const Unit& first) {
  if (IsInert(first.value)) return {first.value, at, at + first.length};
  std::string sequence(1, static_cast<char>(first.value));
  std::size_t end = at + first.length;
  const std::size_t length = first.value < 0xC2   ? 0
                             : first.value < 0xE0 ? 2
                             : first.value < 0xF0 ? 3
                                                  : 4;
  while (sequence.size() < length && end < bytes.size()) {
    const Unit next = ReadUnit(bytes, end);
    if (next.form != first.form) return {};
    sequence.push_back(static_cast<char>(next.value));
    end += next.length;
  }
  const CodePoint point = DecodeAt(sequence, 0);
  const bool whole = length > 0 && point.valid && point.bytes == length;
  return whole && IsText(point.value) ? Letter{point.value, at, end} : Letter{};
}

Row ReadRow(std::string_view bytes, std::size_t begin, const Unit& first) {
  Row row;
  row.end = begin;
  for (Unit unit = first; unit.form == first.form;) {
    const Letter letter = unit.form == Form::kCodePoint ? ReadCodePoint(bytes, row.end, unit)
                                                        : ReadBytes(bytes, row.end, unit);
    if (letter.end == 0) break;
    row.letters.push_back(letter);
    row.foreign += letter.value >= 0x80;
    row.end = letter.end;
    unit = row.end < bytes.size() ? ReadUnit(bytes, row.end) : Unit{};
  }
  return row;
}

bool IsBesideLetter(std::string_view bytes, const Row& row) {
  std::size_t before = row.letters.front().begin;
  if (before > 0 && IsLetter(PreviousCodePoint(bytes, before))) return true;
  std::size_t next = row.end;
  return next < bytes.size() && IsLetter(NextCodePoint(bytes, next));
}

// Two units of UTF-16, at the beginning of a word: an emoji, no example of a range.
bool IsPairByItself(std::string_view bytes, const Row& row) {
  const std::size_t begin = row.letters.front().begin;
  return row.letters.front().value >= 0x10000 &&
         (begin == 0 || bytes[begin - 1] == ' ' || bytes[begin - 1] == '\n');
}

class Unescaper {
 public:
  explicit Unescaper(const Text& text) : bytes_(text.bytes()), edit_(text) {}

  Text Run(std::uint32_t& count) && {
    for (std::size_t i = 0; i < bytes_.size();) {
      const Unit unit = ReadUnit(bytes_, i);
      if (unit.form == Form::kNone) {
        Pass(bytes_[i++]);
        continue;
      }
      const Row row = ReadRow(bytes_, i, unit);
      if (IsMeant(unit.form, row)) {
        Write(row, count);
      } else {
        Pass(bytes_[i]);
      }
      i = std::max(row.end, i + 1);
    }
    return std::move(edit_).FinishRest();
  }

 private:
  // Addresses, paths and assignments are told by what stands before in the same word.
  void Pass(char c) {
    if (c == ' ' || c == '\n' || c == '\t') {
      address_ = false;
      path_ = false;
    }
    address_ |= std::string_view("/?=&:@#.").find(c) != std::string_view::npos;
    path_ |= c == ':';
  }

  bool IsMeant(Form form, const Row& row) const {
    if (row.foreign == 0) return false;
    switch (form) {
      case Form::kCodePoint:
        return !path_ && (row.foreign >= kFewestInRow || IsBesideLetter(bytes_, row) ||
                          IsPairByItself(bytes_, row));
      case Form::kPercent:
        return !address_ && row.foreign >= kFewestInRow;
      default:
        return true;
    }
  }

  void Write(const Row& row, std::uint32_t& count) {
    std::string with;
    for (const Letter& letter : row.letters) {
      with.clear();
      // No repair makes lines.
      AppendUtf8(with, letter.value == 0x2028 || letter.value == 0x2029 ? U' ' : letter.value);
      edit_.Change(letter.begin, letter.end, with);
      ++count;
    }
  }

  std::string_view bytes_;
  Edit edit_;
  bool address_ = false;
  bool path_ = false;
};

// Whether anything looks like an escape; "100 %" and "a = b" do not.
bool MayHold(std::string_view bytes) {
  const Finder signs(bytes, kSeenEscape);
  for (std::size_t at = signs.Next(0); at != Finder::npos; at = signs.Next(at + 1)) {
    if (ReadUnit(bytes, at).form != Form::kNone) return true;
  }
  return false;
}

Text Unescape(const Text& text, std::uint32_t& count) {
  if (!MayHold(text.bytes())) return {};
  Text unescaped;
  std::uint32_t all = 0;
  for (int layer = 0; layer < kLayers; ++layer) {
    std::uint32_t more = 0;
    Text next = Unescaper(layer == 0 ? text : unescaped).Run(more);
    if (more == 0) {
      count += all;
      return unescaped;
    }
    all += more;
    unescaped = std::move(next);
  }
  return {};
}

}  // namespace

extern const Repair escapes_repair;
constexpr Repair escapes_repair = {
    .name = "escapes",
    .summary = "read letters that were left as \\uXXXX, =XX or %XX",
    .needs = kSeenEscape,
    .apply = Unescape,
    .code_points = "\\uXXXX, =XX, %XX → the code points they stand for",
    .scope = Scope::kLineByLine,
};

}  // namespace warraq

// Fullwidth forms (U+FF01 to U+FF5E) away from Chinese, Japanese and Korean become the characters
// that they are forms of.
//
//   "ＷＡＲＲＡＱ　２０２５" -> "WARRAQ　2025"      "Hello， world！" -> "Hello, world!"
//
// Where those scripts are written, fullwidth is a choice of typography: on a line with one of their
// letters nothing is changed, and nothing in a text that has more of their letters than of these
// forms. Halfwidth katakana and hangul stay too.

#include "plugin/repair/repair.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

bool IsFullwidth(char32_t value) { return value >= 0xFF01 && value <= 0xFF5E; }

bool IsEastAsianLetter(char32_t value) {
  return IsEastAsian(ScriptOf(value)) || (value > 0x3000 && value < 0x3040);
}

// The East Asian letters of a stretch, counted only so far as to be more than `enough`, and whether
// it has other letters.
struct Letters {
  std::size_t east_asian = 0;
  bool others = false;
};

Letters CountLetters(std::string_view bytes, std::size_t enough) {
  Letters letters;
  for (std::size_t i = 0; i < bytes.size() && letters.east_asian <= enough;) {
    const auto lead = static_cast<unsigned char>(bytes[i]);
    const char32_t value = NextCodePoint(bytes, i);
    if (lead >= 0xE1 && IsEastAsianLetter(value)) {
      ++letters.east_asian;
    } else if (!letters.others) {
      letters.others = IsLetter(value);
    }
  }
  return letters;
}

bool IsEastAsianText(std::string_view bytes) {
  std::size_t forms = 0;
  const Finder finder(bytes, kSeenForms);
  for (std::size_t at = finder.Next(0); at != Finder::npos; at = finder.Next(at + 1)) {
    std::size_t next = at;
    forms += IsFullwidth(NextCodePoint(bytes, next));
  }
  return CountLetters(bytes, forms).east_asian > forms;
}

void NarrowLine(std::string_view bytes, Span line, Edit& edit, std::uint32_t& count) {
  for (std::size_t i = line.begin; i < line.end;) {
    i = std::min<std::size_t>(bytes.find('\xEF', i), line.end);
    if (i == line.end) break;
    const std::size_t begin = i;
    const char32_t value = NextCodePoint(bytes, i);
    if (!IsFullwidth(value)) continue;
    const char plain = static_cast<char>(value - 0xFF01 + '!');
    edit.Change(begin, i, {&plain, 1});
    ++count;
  }
}

Text NarrowForms(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  const Finder forms(bytes, kSeenForms);
  Edit edit(text);
  std::size_t line_end = 0;
  bool asked = false;
  for (std::size_t at = forms.Next(0); at != Finder::npos;
       at = forms.Next(std::max(line_end, at + 1))) {
    std::size_t next = at;
    if (!IsFullwidth(NextCodePoint(bytes, next))) continue;
    if (!asked && IsEastAsianText(bytes)) return {};
    asked = true;
    const std::size_t begin = bytes.rfind('\n', at) + 1;  // npos + 1 is 0
    line_end = std::min(bytes.find('\n', at), bytes.size());
    const Letters letters = CountLetters(bytes.substr(begin, line_end - begin), 0);
    if (letters.east_asian > 0 || !letters.others) continue;
    NarrowLine(bytes, {static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(line_end)}, edit,
               count);
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair fullwidth_repair;
constexpr Repair fullwidth_repair = {
    .name = "fullwidth",
    .summary = "write fullwidth forms as plain characters away from East Asian text",
    .needs = kSeenFullwidth,
    .apply = NarrowForms,
    .code_points = "U+FF01-FF5E → U+0021-007E",
};

}  // namespace warraq

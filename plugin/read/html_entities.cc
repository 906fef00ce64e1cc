// Character references: "&amp;", "&copy" without its semicolon, "&#1575;", "&#x627;".
//
// HTML 13.2.5.72 to 13.2.5.80. The longest name that fits wins ("&notin;" before "&not"), and in an
// attribute a name without a semicolon counts only where neither "=" nor a letter or digit follows,
// so that "?a=1&copy=2" stays as it is. Numbers 0x80 to 0x9F mean windows-1252. A number that is no
// character is U+FFFD.

#include "plugin/read/html_entities.h"

#include <algorithm>
#include <cstddef>
#include <string>

#include "plugin/text/entities.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr bool IsDigit(char c) { return c >= '0' && c <= '9'; }
constexpr bool IsAlnum(char c) {
  return IsDigit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

HtmlReference ReadNamed(std::string_view at, HtmlReferenceIn in) {
  const Entity* entity = FindEntity(at.substr(1));
  if (entity == nullptr) return {};
  const auto source_bytes = static_cast<std::uint32_t>(entity->name.size() + 1);
  const HtmlReference reference{source_bytes, entity->text_bytes, entity->bytes};
  if (in == HtmlReferenceIn::kAttribute && !entity->name.ends_with(';') &&
      reference.source_bytes < at.size()) {
    const char next = at[reference.source_bytes];
    if (next == '=' || IsAlnum(next)) return {};
  }
  return reference;
}

// The value of a digit, or 16 for what is none.
constexpr std::uint32_t DigitValue(char c) {
  if (IsDigit(c)) return static_cast<std::uint32_t>(c - '0');
  const char lower = static_cast<char>(c | 0x20);
  return lower >= 'a' && lower <= 'f' ? static_cast<std::uint32_t>(lower - 'a' + 10) : 16;
}

HtmlReference ReadNumber(std::string_view at) {
  const bool hexadecimal = at.size() > 2 && (at[2] | 0x20) == 'x';
  const std::uint32_t base = hexadecimal ? 16 : 10;
  const std::size_t begin = hexadecimal ? 3 : 2;
  std::size_t end = begin;
  std::uint32_t value = 0;
  for (; end < at.size() && DigitValue(at[end]) < base; ++end) {
    value = std::min(value * base + DigitValue(at[end]), 0x110000u);
  }
  if (end == begin) return {};
  if (end < at.size() && at[end] == ';') ++end;
  HtmlReference reference;
  reference.source_bytes = static_cast<std::uint32_t>(end);
  std::string text;
  AppendUtf8(text, NumericReference(value));
  reference.text_bytes = static_cast<std::uint8_t>(text.copy(reference.bytes.data(), 4));
  return reference;
}

}  // namespace

HtmlReference ReadReference(std::string_view at, HtmlReferenceIn in) {
  if (at.size() < 2) return {};
  if (at[1] == '#') return ReadNumber(at);
  return IsAlnum(at[1]) ? ReadNamed(at, in) : HtmlReference{};
}

}  // namespace warraq

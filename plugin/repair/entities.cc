// Character references that a scraper left in the text, escaped once or many times over.
//
//   "Q&amp;A" -> "Q&A"      "&amp;amp;quot;yes&quot;" -> "\"yes\""      "&#1605;" -> "م"
//
// Only whole references with their semicolon, and only names that HTML knows, so that "AT&T",
// "?a=1&b=2" and "&c." stay. White space that a reference stands for becomes a space: no repair
// makes lines. What would go on with a reference begun before it stays too ("&l&#116;;"), or a
// second run would read "<".

#include <algorithm>
#include <charconv>
#include <string>

#include "plugin/repair/repair.h"
#include "plugin/text/entities.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::size_t kLongestName = 34;  // "CounterClockwiseContourIntegral;" and to spare

// Of the name or number of a reference, or its end.
bool IsReferenceByte(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '#' ||
         c == ';';
}

// The reference behind an ampersand at `at` (without it): its length with the semicolon, and its
// text.
struct Reference {
  std::size_t length = 0;
  std::string text;
};

Reference ReadNumeric(std::string_view body, std::size_t semicolon) {
  const bool hex = body.size() > 1 && (body[1] == 'x' || body[1] == 'X');
  const char* const begin = body.data() + (hex ? 2 : 1);
  const char* const end = body.data() + semicolon;
  unsigned long value = 0;
  const auto [stop, error] = std::from_chars(begin, end, value, hex ? 16 : 10);
  Reference reference;
  if (begin == end || stop != end || error != std::errc()) return reference;
  const char32_t point = NumericReference(value);
  AppendUtf8(reference.text, IsSpace(point) ? U' ' : point);
  reference.length = semicolon + 1;
  return reference;
}

Reference ReadReference(std::string_view bytes, std::size_t at) {
  const std::string_view body = bytes.substr(at, kLongestName);
  const std::size_t semicolon = body.find(';');
  if (semicolon == std::string_view::npos || semicolon == 0) return {};
  if (body[0] == '#') return ReadNumeric(body, semicolon);
  const std::string_view text = NamedReference(body.substr(0, semicolon + 1));
  if (text.empty()) return {};
  if (text == "\n" || text == "\t") return {semicolon + 1, " "};
  return {semicolon + 1, std::string(text)};
}

// An ampersand that was escaped again and again is read to its end: "&amp;amp;lt;" is "<".
Reference ReadEscaped(std::string_view bytes, std::size_t at) {
  Reference last;
  std::size_t length = 0;
  for (;;) {
    Reference next = ReadReference(bytes, at + length);
    if (next.length == 0) return last;
    length += next.length;
    last = {length, std::move(next.text)};
    if (last.text != "&") return last;
  }
}

// Whether the text written so far ends in the head of a reference.
bool EndsInReferenceHead(std::string_view made) {
  const std::size_t looked_at = std::min(made.size(), kLongestName);
  for (std::size_t i = 1; i <= looked_at; ++i) {
    const char c = made[made.size() - i];
    if (c == '&') return true;
    if (!IsReferenceByte(c) || c == ';') return false;
  }
  return false;
}

Text ExpandReferences(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  Edit edit(text);
  for (std::size_t at = bytes.find('&'); at != std::string_view::npos; at = bytes.find('&', at)) {
    const Reference reference = ReadEscaped(bytes, at + 1);
    if (reference.length > 0) {
      edit.KeepUpTo(at);
      if (!IsReferenceByte(reference.text[0]) || !EndsInReferenceHead(edit.made())) {
        edit.Change(at, at + 1 + reference.length, reference.text);
        ++count;
      }
    }
    at += 1 + reference.length;
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair entities_repair;
constexpr Repair entities_repair = {
    .name = "entities",
    .summary = "expand character references that were left in the text",
    .needs = kSeenAmpersand,
    .apply = ExpandReferences,
    .code_points = "&NAME; &#N; &#xN; → what they stand for",
    .scope = Scope::kLineByLine,
};

}  // namespace warraq

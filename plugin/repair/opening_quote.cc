// A quotation opened by a closing mark: ”This is what ...,” he said. Set right only where the text
// itself opens quotations with “ elsewhere; Swedish and Finnish open and close with ” and are left
// alone.
//
// The mark opens if it stands at the start of a line or behind a space or bracket, a letter
// follows, and the same line has a closing mark further on. Each closes one.

#include "plugin/repair/repair.h"
#include "plugin/text/properties.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

constexpr std::string_view kClosing = "\xE2\x80\x9D";  // ”
constexpr std::string_view kOpening = "\xE2\x80\x9C";  // “

// Whether a mark at `at` stands behind nothing that a quotation could end with.
bool BehindSpace(std::string_view bytes, std::size_t at) {
  if (at == 0) return true;
  const char32_t before = PreviousCodePoint(bytes, at);
  return IsSpace(before) || before == '(' || before == '[' || before == 0x200E || before == 0x200F;
}

bool OpensHere(std::string_view bytes, std::size_t at) {
  std::size_t after = at + kClosing.size();
  if (after >= bytes.size() || !BehindSpace(bytes, at)) return false;
  const char32_t next = NextCodePoint(bytes, after);
  return IsLetter(next) || IsDigit(next);
}

bool ClosesHere(std::string_view bytes, std::size_t at) { return !BehindSpace(bytes, at); }

// Whether the quotation opened before `from` is closed, and not opened again, on its line.
bool ClosedLater(std::string_view bytes, std::size_t from) {
  for (std::size_t i = from; i < bytes.size() && bytes[i] != '\n'; ++i) {
    if (bytes[i] != '\xE2') continue;
    if (bytes.substr(i, 3) == kOpening) return false;
    if (bytes.substr(i, 3) == kClosing) return ClosesHere(bytes, i);
  }
  return false;
}

bool OpensProperlySomewhere(std::string_view bytes) {
  for (std::size_t at = bytes.find(kOpening); at != std::string_view::npos;
       at = bytes.find(kOpening, at + 1)) {
    if (OpensHere(bytes, at)) return true;
  }
  return false;
}

Text TurnOpening(const Text& text, std::uint32_t& count) {
  const std::string_view bytes = text.bytes();
  if (!OpensProperlySomewhere(bytes)) return {};
  Edit edit(text);
  for (std::size_t at = bytes.find(kClosing); at != std::string_view::npos;
       at = bytes.find(kClosing, at + kClosing.size())) {
    if (!OpensHere(bytes, at) || !ClosedLater(bytes, at + kClosing.size())) continue;
    edit.Change(at, at + kClosing.size(), kOpening);
    ++count;
  }
  if (count == 0) return {};
  return std::move(edit).FinishRest();
}

}  // namespace

extern const Repair opening_quote_repair;
constexpr Repair opening_quote_repair = {
    .name = "opening-quote",
    .summary = "open quotations with \xE2\x80\x9C where the text does so elsewhere",
    .needs = kSeenQuotation | kSeenOpening,
    .apply = TurnOpening,
    .code_points = "U+201D → U+201C",
    .scope = Scope::kOnlyItsLines,
};

}  // namespace warraq

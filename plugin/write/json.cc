#include "plugin/write/json.h"

#include <array>

#include "plugin/text/sixteen.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// What must not stand in a JSON string as it is: quotation mark, backslash, C0. DEL is escaped too,
// so that a terminal that shows records obeys none of their bytes.
constexpr std::array kEscaped = [] {
  std::array<bool, 256> table{};
  for (std::size_t byte = 0; byte < 0x20; ++byte) table[byte] = true;
  table['"'] = table['\\'] = table[0x7F] = true;
  return table;
}();

// The first byte from `at` that must be escaped, or the size.
std::size_t NextEscaped(std::string_view text, std::size_t at) {
  for (; at + sizeof(Sixteen) <= text.size(); at += sizeof(Sixteen)) {
    const Sixteen bytes = LoadSixteen(text.data() + at);
    if (AnyOf(Within(bytes, 0, 0x1F) | Equal(bytes, '"') | Equal(bytes, '\\') |
              Equal(bytes, 0x7F))) {
      break;
    }
  }
  while (at < text.size() && !kEscaped[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

void PutEscaped(char c, std::string& out) {
  switch (c) {
    case '"':
      out += "\\\"";
      return;
    case '\\':
      out += "\\\\";
      return;
    case '\n':
      out += "\\n";
      return;
    case '\r':
      out += "\\r";
      return;
    case '\t':
      out += "\\t";
      return;
    default:
      break;
  }
  const auto byte = static_cast<unsigned char>(c);
  out += "\\u00";
  out.push_back("0123456789ABCDEF"[byte >> 4]);
  out.push_back("0123456789ABCDEF"[byte & 15]);
}

}  // namespace

void JsonWriter::PutText(std::string_view text) {
  std::size_t put = 0;
  for (std::size_t i = NextEscaped(text, 0); i < text.size(); i = NextEscaped(text, put)) {
    out_.append(text, put, i - put);
    PutEscaped(text[i], out_);
    put = i + 1;
  }
  out_.append(text, put);
}

void JsonWriter::PutUnit(unsigned unit) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  out_ += "\\u";
  for (int shift = 12; shift >= 0; shift -= 4) out_.push_back(kDigits[unit >> shift & 0xF]);
}

Json& Json::VisibleString(std::string_view text, bool (*visible)(char32_t)) {
  writer_.BeginText();
  for (std::size_t i = 0; i < text.size();) {
    const std::size_t begin = i;
    const char32_t value = NextCodePoint(text, i);
    if (value < 0x80 || visible(value)) {
      writer_.PutText(text.substr(begin, i - begin));
    } else if (value < 0x10000) {
      writer_.PutUnit(value);
    } else {
      writer_.PutUnit(0xD7C0 + (value >> 10));
      writer_.PutUnit(0xDC00 + (value & 0x3FF));
    }
  }
  writer_.EndText();
  return *this;
}

}  // namespace warraq

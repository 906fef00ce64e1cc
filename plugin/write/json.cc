#include "plugin/write/json.h"

#include <array>
#include <cstdint>
#include <cstring>

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

// Whether one of eight bytes must be escaped: the classic tests for a byte less than n, and for a
// byte that is zero, on all eight at once. They may also say yes of a byte behind one that is.
bool HasEscaped(std::uint64_t bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101u;
  constexpr std::uint64_t kTops = kOnes * 0x80;
  const auto is_zero = [&](std::uint64_t x) { return (x - kOnes) & ~x; };
  const std::uint64_t below_space = (bytes - kOnes * 0x20) & ~bytes;
  const std::uint64_t hits = below_space | is_zero(bytes ^ (kOnes * '"')) |
                             is_zero(bytes ^ (kOnes * '\\')) | is_zero(bytes ^ (kOnes * 0x7F));
  return (hits & kTops) != 0;
}

// The first byte from `at` that must be escaped, or the size.
std::size_t NextEscaped(std::string_view text, std::size_t at) {
  for (std::uint64_t bytes = 0; at + sizeof bytes <= text.size(); at += sizeof bytes) {
    std::memcpy(&bytes, text.data() + at, sizeof bytes);
    if (HasEscaped(bytes)) break;
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

}  // namespace warraq

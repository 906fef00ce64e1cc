// The tables are read from models/byte_encodings.tsv at the first question, all of them: it takes
// about a tenth of a millisecond. They are ours and not ICU's, which lacks MacArabic and gives
// undefined bytes differently from table to table.

#include "plugin/text/byte_encoding.h"

#include <algorithm>
#include <charconv>
#include <string>
#include <vector>

#include "plugin/text/model.h"
#include "plugin/text/utf8.h"

namespace warraq {
namespace {

std::string_view TakeToken(std::string_view& row) {
  const std::string_view token = row.substr(0, row.find(' '));
  row.remove_prefix(std::min(row.size(), token.size() + 1));
  return token;
}

std::uint32_t Number(std::string_view digits, int base) {
  std::uint32_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value, base);
  return value;
}

// "25=66A", "1A+5", "A0", "-".
void ReadMeaning(std::string_view row, std::array<char32_t, 256>& meaning) {
  for (char32_t byte = 0; byte < 0x80; ++byte) meaning[byte] = byte;
  for (std::size_t byte = 0x80; !row.empty();) {
    const std::string_view token = TakeToken(row);
    if (const std::size_t equals = token.find('='); equals != std::string_view::npos) {
      const std::uint32_t at = Number(token.substr(0, equals), 16);
      if (at < 0x80) meaning[at] = Number(token.substr(equals + 1), 16);
      continue;
    }
    const std::size_t plus = std::min(token.find('+'), token.size());
    const bool undefined = token == "-";
    const char32_t first = undefined ? kReplacement : Number(token.substr(0, plus), 16);
    const std::uint32_t count = plus < token.size() ? Number(token.substr(plus + 1), 10) : 1;
    for (std::uint32_t i = 0; i < count && byte < 256; ++i) meaning[byte++] = first + i;
  }
}

void FillSlots(ByteEncoding& encoding) {
  for (std::uint16_t byte = 0; byte < 256; ++byte) {
    const char32_t value = encoding.meaning[byte];
    if (value == kReplacement || encoding.ByteOf(value) >= 0) continue;
    std::size_t slot = ByteEncoding::SlotOf(value);
    while (encoding.slots[slot] != 0) slot = (slot + 1) % encoding.slots.size();
    encoding.slots[slot] = static_cast<std::uint16_t>(byte + 1);
  }
}

void FillUtf8(ByteEncoding& encoding) {
  std::string coded;
  for (std::size_t byte = 0; byte < 256; ++byte) {
    const char32_t value = encoding.meaning[byte];
    if (value < 0x80) {
      encoding.utf8[byte] = {static_cast<char>(value), 0, 0, 1};
      continue;
    }
    coded.clear();
    AppendUtf8(coded, value);
    std::ranges::copy(coded, encoding.utf8[byte].begin());
    encoding.utf8[byte][3] = static_cast<char>(coded.size());
  }
}

std::vector<ByteEncoding> ReadEncodings() {
  std::vector<ByteEncoding> encodings;
  encodings.reserve(64);
  std::string_view model = Model("byte_encodings.tsv");
  for (std::array<std::string_view, 3> row; NextRow(model, row);) {
    ByteEncoding& encoding = encodings.emplace_back();
    encoding.name = row[0];
    encoding.aliases = row[1];
    ReadMeaning(row[2], encoding.meaning);
    FillUtf8(encoding);
    FillSlots(encoding);
  }
  return encodings;
}

bool SameName(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; };
  return std::ranges::equal(a, b, {}, lower, lower);
}

}  // namespace

std::span<const ByteEncoding> ByteEncodings() {
  static const std::vector<ByteEncoding> encodings = ReadEncodings();
  return encodings;
}

const ByteEncoding* FindByteEncoding(std::string_view name) {
  for (const ByteEncoding& encoding : ByteEncodings()) {
    if (SameName(encoding.name, name)) return &encoding;
    for (std::string_view aliases = encoding.aliases; !aliases.empty();) {
      if (SameName(TakeToken(aliases), name)) return &encoding;
    }
  }
  return nullptr;
}

}  // namespace warraq

// UTF-8 by the table of the Unicode Standard (3.9, table 3-7). A broken sequence counts as long as
// its maximal subpart, so that the number of U+FFFD is the same as everywhere else (browsers, ICU,
// Python).

#include "plugin/text/utf8.h"

#include <simdjson.h>

#include <algorithm>
#include <bit>
#include <cstring>

namespace warraq {
namespace {

struct LeadByte {
  std::uint8_t length = 0;  // 0: no lead byte
  std::uint8_t second_least = 0x80;
  std::uint8_t second_most = 0xBF;
};

constexpr LeadByte Lead(unsigned char byte) {
  if (byte < 0xC2) return {};
  if (byte < 0xE0) return {2};
  if (byte == 0xE0) return {3, 0xA0, 0xBF};
  if (byte == 0xED) return {3, 0x80, 0x9F};
  if (byte < 0xF0) return {3};
  if (byte == 0xF0) return {4, 0x90, 0xBF};
  if (byte < 0xF4) return {4};
  if (byte == 0xF4) return {4, 0x80, 0x8F};
  return {};
}

}  // namespace

CodePoint DecodeAt(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
  const unsigned char first = byte(at);
  if (first < 0x80) return {first, 1, true};
  const LeadByte lead = Lead(first);
  if (lead.length == 0) return {};
  char32_t value = first & (0x7Fu >> lead.length);
  for (std::uint8_t i = 1; i < lead.length; ++i) {
    if (at + i >= text.size()) return {kReplacement, i, false};
    const unsigned char next = byte(at + i);
    const bool fits = i == 1 ? next >= lead.second_least && next <= lead.second_most
                             : next >= 0x80 && next <= 0xBF;
    if (!fits) return {kReplacement, i, false};
    value = value << 6 | (next & 0x3Fu);
  }
  return {value, lead.length, true};
}

std::size_t CountCodePoints(std::string_view utf8) {
  return static_cast<std::size_t>(
      std::ranges::count_if(utf8, [](char byte) { return !IsContinuation(byte); }));
}

void AppendUtf8(std::string& text, char32_t value) {
  const auto byte = [](char32_t bits) { return static_cast<char>(bits); };
  if (value < 0x80) {
    text.push_back(byte(value));
  } else if (value < 0x800) {
    const char two[] = {byte(0xC0 | value >> 6), byte(0x80 | (value & 0x3F))};
    text.append(two, sizeof two);
  } else if (value < 0x10000) {
    const char three[] = {byte(0xE0 | value >> 12), byte(0x80 | (value >> 6 & 0x3F)),
                          byte(0x80 | (value & 0x3F))};
    text.append(three, sizeof three);
  } else {
    const char four[] = {byte(0xF0 | value >> 18), byte(0x80 | (value >> 12 & 0x3F)),
                         byte(0x80 | (value >> 6 & 0x3F)), byte(0x80 | (value & 0x3F))};
    text.append(four, sizeof four);
  }
}

bool IsValidUtf8(std::string_view text) {
  return simdjson::validate_utf8(text.data(), text.size());
}

std::size_t AsciiPrefix(std::string_view text) {
  std::size_t i = 0;
  for (; i + 8 <= text.size(); i += 8) {
    std::uint64_t eight = 0;
    std::memcpy(&eight, text.data() + i, 8);
    eight &= 0x8080808080808080u;
    if (eight == 0) continue;
    if (std::endian::native != std::endian::little) break;
    return i + static_cast<std::size_t>(std::countr_zero(eight)) / 8;
  }
  while (i < text.size() && static_cast<unsigned char>(text[i]) < 0x80) ++i;
  return i;
}

}  // namespace warraq

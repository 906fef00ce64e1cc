#include "plugin/batch/json_text.h"

#include <rapidjson/memorystream.h>
#include <rapidjson/reader.h>

#include <algorithm>

#include "plugin/text/utf8.h"

namespace warraq {
namespace {

// The four digits of \uXXXX at `at`; negative where they are none.
int Unit(std::string_view inside, std::size_t at) {
  if (at + 4 > inside.size()) return -1;
  int unit = 0;
  for (const char c : inside.substr(at, 4)) {
    const char small = static_cast<char>(c | 0x20);
    const int digit = c >= '0' && c <= '9'           ? c - '0'
                      : small >= 'a' && small <= 'f' ? small - 'a' + 10
                                                     : -1;
    if (digit < 0) return -1;
    unit = unit * 16 + digit;
  }
  return unit;
}

bool IsHigh(int unit) { return unit >= 0xD800 && unit < 0xDC00; }
bool IsLow(int unit) { return unit >= 0xDC00 && unit < 0xE000; }

// `at` is behind "\u"; moves it behind what was read.
bool UnescapeUnit(std::string_view inside, std::size_t& at, std::string& text) {
  const int unit = Unit(inside, at);
  if (unit < 0) return false;
  at += 4;
  if (!IsHigh(unit)) {
    AppendUtf8(text, IsLow(unit) ? kReplacement : static_cast<char32_t>(unit));
    return true;
  }
  const int next = inside.substr(at, 2) == "\\u" ? Unit(inside, at + 2) : -1;
  if (!IsLow(next)) return AppendUtf8(text, kReplacement), true;
  at += 6;
  AppendUtf8(text, static_cast<char32_t>(0x10000 + (unit - 0xD800) * 0x400 + (next - 0xDC00)));
  return true;
}

constexpr std::string_view kSpaces = " \t\r\n";

void PassSpace(std::string_view json, std::size_t& at) {
  at = std::min(json.find_first_not_of(kSpaces, at), json.size());
}

// `at` is on the opening quote; goes behind the closing one.
bool PassString(std::string_view json, std::size_t& at) {
  const std::size_t open = at;
  for (;;) {
    const std::size_t quote = json.find('"', at + 1);
    if (quote == std::string_view::npos) return false;
    std::size_t slashes = quote;
    while (slashes - 1 > open && json[slashes - 1] == '\\') --slashes;
    at = quote;
    if ((quote - slashes) % 2 != 0) continue;
    ++at;
    return true;
  }
}

// Objects and arrays up to the bracket that ends them, other values up to what may follow one.
bool PassValue(std::string_view json, std::size_t& at) {
  if (at < json.size() && json[at] == '"') return PassString(json, at);
  const std::size_t begin = at;
  for (std::size_t depth = 0; at < json.size();) {
    const char c = json[at];
    if (c == '"') {
      if (!PassString(json, at)) return false;
      continue;
    }
    const bool closes = c == '}' || c == ']';
    if (depth == 0 && (closes || c == ',' || kSpaces.find(c) != std::string_view::npos)) break;
    if (c == '{' || c == '[') ++depth;
    ++at;
    if (closes && --depth == 0) break;
  }
  return at > begin;
}

}  // namespace

bool FindMembers(std::string_view json, std::vector<JsonMember>& members) {
  members.clear();
  std::size_t at = 0;
  const auto pass = [&](char c) {
    PassSpace(json, at);
    if (at == json.size() || json[at] != c) return false;
    ++at;
    return true;
  };
  if (!pass('{')) return false;
  for (bool more = !pass('}'); more;) {
    PassSpace(json, at);
    const std::size_t key = at;
    if (at == json.size() || json[at] != '"' || !PassString(json, at)) return false;
    const std::string_view name = json.substr(key + 1, at - key - 2);
    if (!pass(':')) return false;
    PassSpace(json, at);
    const std::size_t value = at;
    if (!PassValue(json, at)) return false;
    members.push_back({name, json.substr(value, at - value)});
    more = pass(',');
    if (!more && !pass('}')) return false;
  }
  PassSpace(json, at);
  return at == json.size();
}

bool UnescapeJson(std::string_view inside, std::string& text) {
  constexpr std::string_view kLetters = "\"\\/bfnrt";
  constexpr std::string_view kMeaning = "\"\\/\b\f\n\r\t";
  text.reserve(text.size() + inside.size());
  for (std::size_t at = 0;;) {
    const std::size_t slash = std::min(inside.find('\\', at), inside.size());
    text += inside.substr(at, slash - at);
    if (slash == inside.size()) return true;
    if (slash + 1 == inside.size()) return false;
    const char letter = inside[slash + 1];
    at = slash + 2;
    if (letter == 'u') {
      if (!UnescapeUnit(inside, at, text)) return false;
      continue;
    }
    const std::size_t which = kLetters.find(letter);
    if (which == std::string_view::npos) return false;
    text += kMeaning[which];
  }
}

bool IsJson(std::string_view json) {
  constexpr unsigned kFlags =
      rapidjson::kParseIterativeFlag | rapidjson::kParseNumbersAsStringsFlag;
  rapidjson::MemoryStream stream(json.data(), json.size());
  rapidjson::BaseReaderHandler<> nothing;
  rapidjson::Reader reader;
  return !reader.Parse<kFlags>(stream, nothing).IsError();
}

}  // namespace warraq
